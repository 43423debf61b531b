"""Who sees what of a stay, state by state: one table, read by every list, page and export.

A site, its head and its reports never see who nor when (GD-15, product row 71). What the guest saw
reaches a site only once released, as a month and a place, and after enough reports.
"""

from __future__ import annotations

from enum import StrEnum

from desktop.core.i18n import N_, _
from desktop.core.stays.states import LIVED, WAITING
from desktop.core.vocabulary import ReportStatus, StayStatus


class Reader(StrEnum):
    """Those who may ask about stays."""

    COORDINATOR = "coordinator"
    REVIEWER = "reviewer"
    GUEST = "guest"
    PAYROLL = "payroll"
    SITE = "site"


class Part(StrEnum):
    """What may be known of a stay."""

    EXISTENCE = "existence"
    HOTEL = "hotel"
    DATES = "dates"
    GUEST = "guest"
    REPORT = "report"
    RESULT = "result"
    MONEY = "money"


READER_WORDS = {
    Reader.COORDINATOR: N_("Coordinator"),
    Reader.REVIEWER: N_("Reviewer"),
    Reader.GUEST: N_("Guest"),
    Reader.PAYROLL: N_("Payroll"),
    Reader.SITE: N_("Site and its head"),
}
PART_WORDS = {
    Part.EXISTENCE: N_("that there is a stay"),
    Part.HOTEL: N_("the hotel"),
    Part.DATES: N_("the dates"),
    Part.GUEST: N_("the guest"),
    Part.REPORT: N_("the report"),
    Part.RESULT: N_("the coarsened result"),
    Part.MONEY: N_("price and rebate"),
}
P = Part
_NOTHING: frozenset[Part] = frozenset()
_SENT = frozenset({
    StayStatus.IN_REVIEW, StayStatus.ACCEPTED, StayStatus.SETTLED, StayStatus.FORFEITED,
})  # fmt: skip


def sees(
    reader: Reader,
    status: StayStatus,
    report: ReportStatus | None = None,
    *,
    signed: bool = False,
) -> frozenset[Part]:
    """The parts of a stay that this reader may be shown; `signed`: scenario and commitments."""
    match reader:
        case Reader.COORDINATOR:
            return frozenset(Part) - {P.RESULT}
        case Reader.GUEST if status in WAITING:
            return frozenset({P.EXISTENCE, P.HOTEL})
        case Reader.GUEST:
            dates = {P.DATES} if signed or status in LIVED else set[Part]()
            return frozenset({P.EXISTENCE, P.HOTEL, P.REPORT, P.MONEY, P.GUEST} | dates)
        case Reader.REVIEWER:
            return frozenset({P.EXISTENCE, P.HOTEL, P.DATES, P.REPORT}) if status in _SENT \
                else _NOTHING  # fmt: skip
        case Reader.PAYROLL:
            return frozenset({P.MONEY, P.GUEST}) if status is StayStatus.SETTLED else _NOTHING
        case Reader.SITE:
            return frozenset({P.RESULT}) if report is ReportStatus.RELEASED else _NOTHING


def seen_words(parts: frozenset[Part]) -> str:
    """The parts in words, in the order of the table."""
    told = [part for part in Part if part in parts and not (part is P.EXISTENCE and len(parts) > 1)]
    return ", ".join(_(PART_WORDS[part]) for part in told) or _("nothing")
