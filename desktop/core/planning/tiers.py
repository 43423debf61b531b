"""The names of the aims, for readers; light, so that windows need no numpy to say them."""

from __future__ import annotations

from desktop.core.i18n import N_, _

_TIER_NAMES = {
    "moved": N_("Published places changed"),
    "served": N_("People served"),
    "never_served": N_("Of whom never served before"),
    "coverage": N_("Departments and sites covered"),
    "symmetry": N_("Swaps, and as many visits each way"),
    "wishes": N_("Wishes, by rank"),
    "symmetry.swaps": N_("Two-way swaps"),
    "symmetry.balance": N_("Imbalance between the two directions"),
    "wishes.rank_1": N_("First wishes granted"),
    "wishes.rank_2": N_("Second wishes granted"),
    "wishes.rank_3": N_("Later wishes granted"),
    "wishes.days": N_("Days as people wished"),
    "spread": N_("Visits above an even week"),
    "travel": N_("Kilometres of travel"),
    "cost": N_("Price of the stays, in euro"),
}


def tier_name(name: str) -> str:
    """An aim, or a part of it, in translated words."""
    return _(_TIER_NAMES.get(name, name))
