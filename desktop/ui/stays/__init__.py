"""Quiet nights and mystery stays."""

from desktop.ui.stays.page import StaysPage

__all__ = ["StaysPage"]
