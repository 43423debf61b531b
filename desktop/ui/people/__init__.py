"""The page of people: the list, and the card of one person."""

from desktop.ui.people.page import PeoplePage

__all__ = ["PeoplePage"]
