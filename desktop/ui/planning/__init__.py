"""The planning page: board, proposal, explanations, publication."""

from desktop.ui.planning.page import PlanningPage

__all__ = ["PlanningPage"]
