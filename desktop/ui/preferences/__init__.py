"""The page of preferences."""

from desktop.ui.preferences.page import PreferencesPage

__all__ = ["PreferencesPage"]
