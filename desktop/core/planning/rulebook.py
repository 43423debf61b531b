"""The catalogue of planning rules: code, basis, text and usual severity, each in one place.

A rule is law only where an enforceable text is cited. Working-time rules (WT-…) carry their own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from desktop.core.i18n import N_, _
from desktop.core.labour.breach import Breach, Fact
from desktop.core.planning.case import Case
from desktop.core.planning.problem import Problem
from desktop.core.vocabulary import Basis, Severity

Rule = Callable[[Case], Breach | None]
BLOCKING, WARNING = Severity.BLOCKING, Severity.WARNING


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule of the catalogue."""

    code: str
    name: str
    basis: Basis = Basis.POLICY
    severity: Severity = BLOCKING
    article: str = ""


_ENTRIES = (
    Entry("takes_part", N_("Takes part in the campaign")),
    Entry("campaign_dates", N_("Within the dates of the campaign")),
    Entry("past", N_("Not begun yet")),
    Entry("absence", N_("Present that day")),
    Entry("contract_dates", N_("Under contract that day"), Basis.LAW, BLOCKING, "C. trav. L1221-1"),
    Entry("availability", N_("Available that day")),
    Entry("availability_asked", N_("Only if needed that day"), severity=WARNING),
    Entry("direction", N_("Crosses the counter")),
    Entry("own_department", N_("Another department than one's own")),
    Entry("own_site", N_("Another site than one's own")),
    Entry("conflict", N_("No declared conflict of interest")),
    Entry("skills", N_("Has the required skills")),
    Entry("safety_briefing", N_("Safety welcome given"), Basis.LAW, BLOCKING, "C. trav. L4141-2"),
    Entry("safety_due", N_("Safety welcome to give"), Basis.LAW, WARNING, "C. trav. L4141-2"),
    Entry("closed_day", N_("Site open to visits that day")),
    Entry("listening_notice", N_("Listening announced"), Basis.LAW, BLOCKING, "C. trav. L1222-4"),
    Entry("withdrawn", N_("Not taken back before")),
    Entry("own_host", N_("Received by somebody else")),
    Entry("host_absent", N_("Host present")),
    Entry("no_host", N_("Host named"), severity=WARNING),
    Entry("EN-01", N_("Agreements between entities"), Basis.LAW, WARNING, "C. trav. L8241-2"),
    Entry("WT-17", N_("Notice given"), Basis.LAW, WARNING, "C. trav. L3121-47, L3123-31"),
    Entry("seats", N_("A free seat")),
    Entry("one_at_a_time", N_("One thing at a time")),
    Entry("spacing", N_("Enough days between two activities")),
    Entry("max_activities", N_("Not more activities than agreed")),
    Entry("host_away", N_("Host not visiting elsewhere")),
    Entry("away_share", N_("Enough people left in the department")),
    Entry("quota", N_("Quota of the campaign")),
    Entry("swap_halves", N_("Both halves of a swap")),
    Entry("mystery_off", N_("Mystery stays open")),
    Entry("of_age", N_("Of age on the day of arrival")),
    Entry("report_overdue", N_("No report overdue")),
    Entry("IP-02", N_("Works council consulted before"), Basis.LAW, BLOCKING, "C. trav. L2312-38"),
    Entry("IP-04", N_("Staff informed before"), Basis.LAW, BLOCKING, "C. trav. L1222-3, L1222-4"),
    Entry("stay_dates", N_("Nights open to stays")),
    Entry("rotation", N_("Not back too soon")),
    Entry("own_region", N_("Another region than one's own")),
    Entry("unmasked", N_("Not recognised there before")),
    Entry("cross_rule", N_("Guest and colleague apart")),
    Entry("stay_taken", N_("Stay still free")),
    Entry("rooms", N_("Rooms of the night")),
    Entry("visits_per_site", N_("Number of visits announced"), Basis.POLICY),
    Entry("stay_budget", N_("Budget of the stays")),
)
_LABOUR_NAMES = {
    "WT-00": N_("Usual week known"),
    "WT-00b": N_("Rule profile known"),
    "WT-01": N_("Daily rest"),
    "WT-02": N_("Weekly rest"),
    "WT-03": N_("Six days a week at most"),
    "WT-03b": N_("Days in a row"),
    "WT-04": N_("Sunday rest"),
    "WT-05": N_("Hours of the day"),
    "WT-06": N_("Hours of the week"),
    "WT-06b": N_("Heavy week"),
    "WT-07": N_("Average of twelve weeks"),
    "WT-08": N_("Break"),
    "WT-09": N_("Span of the day"),
    "WT-10": N_("Night"),
    "WT-10b": N_("Hours at night"),
    "WT-11": N_("Young workers at night"),
    "WT-11b": N_("Break of young workers"),
    "WT-14": N_("Complementary hours"),
    "WT-14b": N_("Part time under full time"),
    "WT-15": N_("Travel and rest"),
    "WT-18": N_("Public holiday"),
}
RULEBOOK: dict[str, Entry] = {entry.code: entry for entry in _ENTRIES}
RULE_CODES = frozenset(RULEBOOK) | frozenset(_LABOUR_NAMES)
"""Every rule that a plan is judged by, working time included."""


def rule_name(code: str) -> str:
    """A rule in a few translated words."""
    entry = RULEBOOK.get(code)
    return _(entry.name if entry else _LABOUR_NAMES.get(code, code))


def refused(
    code: str,
    sentence: str,
    remedy: str,
    *,
    measured: Fact = None,
    limit: Fact = None,
    **facts: Fact,
) -> Breach:
    """The breach of a rule of the catalogue."""
    entry = RULEBOOK[code]
    return Breach(
        rule=code,
        basis=entry.basis,
        article=entry.article,
        severity=entry.severity,
        sentence=sentence,
        remedy=remedy,
        facts=tuple(facts.items()),
        measured=measured,
        limit=limit,
    )


def judged(breach: Breach, problem: Problem, person: int, site: int, day: date) -> Breach:
    """The breach with the severity that the campaign and its waivers give it."""
    settings = problem.settings
    severity = settings.severities.get(breach.rule, breach.severity)
    if any(
        waiver.rule == breach.rule
        and waiver.person in (None, person)
        and waiver.site in (None, site)
        and day <= waiver.until
        for waiver in settings.waivers
    ):
        severity = WARNING
    return breach if severity is breach.severity else replace(breach, severity=severity)
