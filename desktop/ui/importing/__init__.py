"""The page that brings files in: drop, check the columns, look, apply."""

from desktop.ui.importing.page import ImportPage

__all__ = ["ImportPage"]
