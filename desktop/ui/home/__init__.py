"""The home page and the page of campaigns."""

from desktop.ui.home.page import HomePage

__all__ = ["HomePage"]
