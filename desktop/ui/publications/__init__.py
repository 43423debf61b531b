"""The page where documents are chosen, looked at and printed."""

from desktop.ui.publications.page import PublicationsPage

__all__ = ["PublicationsPage"]
