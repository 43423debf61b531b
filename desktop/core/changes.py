"""What a use case changed, so that each page can decide whether it must reload."""

from __future__ import annotations

from enum import Flag, auto


class Changes(Flag):
    """One bit per subject that a page may show."""

    NONE = 0
    PEOPLE = auto()
    SITES = auto()
    CAMPAIGNS = auto()
    SLOTS = auto()
    PLAN = auto()
    STAYS = auto()
    QUESTIONNAIRES = auto()
    REPORTS = auto()
    IRRITANTS = auto()
    VERBATIMS = auto()
    PUBLICATIONS = auto()
    SETTINGS = auto()
    ALL = (
        PEOPLE
        | SITES
        | CAMPAIGNS
        | SLOTS
        | PLAN
        | STAYS
        | QUESTIONNAIRES
        | REPORTS
        | IRRITANTS
        | VERBATIMS
        | PUBLICATIONS
        | SETTINGS
    )
