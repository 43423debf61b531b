"""The page of help."""

from desktop.ui.help.page import HelpPage

__all__ = ["HelpPage"]
