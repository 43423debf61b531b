"""Observation reports in the window: lists, the form, the review."""

from desktop.ui.observations.page import ReportsPage

__all__ = ["ReportsPage"]
