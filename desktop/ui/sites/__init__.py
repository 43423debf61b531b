"""The page of sites and departments."""

from desktop.ui.sites.page import SitesPage

__all__ = ["SitesPage"]
