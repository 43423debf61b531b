"""The word, in the language in force, of every member of the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from desktop.core import vocabulary as v
from desktop.core.i18n import pgettext


def NP_(context: str, message: str) -> tuple[str, str]:  # noqa: N802 -- the mark that extraction knows
    """Mark a word and its context for translation."""
    return context, message


# Keyed by enum first: members of different enums that share a value are equal as strings.
_WORDS: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, str]]] = {
    v.Side: {
        v.Side.BACK: NP_("side", "Back office"),
        v.Side.FRONT: NP_("side", "Front office"),
        v.Side.MIXED: NP_("side", "Mixed"),
    },
    v.SiteKind: {
        v.SiteKind.HOTEL: NP_("site kind", "Hotel"),
        v.SiteKind.SHOP: NP_("site kind", "Shop"),
        v.SiteKind.CALL_CENTRE: NP_("site kind", "Call centre"),
        v.SiteKind.PUBLIC_DESK: NP_("site kind", "Public desk"),
        v.SiteKind.HEAD_OFFICE: NP_("site kind", "Head office"),
        v.SiteKind.WAREHOUSE: NP_("site kind", "Warehouse"),
        v.SiteKind.OTHER: NP_("site kind", "Other"),
    },
    v.Contract: {
        v.Contract.STANDARD: NP_("contract", "Full time"),
        v.Contract.PART_TIME: NP_("contract", "Part time"),
        v.Contract.DAYS_CONTRACT: NP_("contract", "Days contract"),
        v.Contract.MINOR: NP_("contract", "Under 18"),
    },
    v.CampaignStatus: {
        v.CampaignStatus.DRAFT: NP_("campaign", "Draft"),
        v.CampaignStatus.OPEN: NP_("campaign", "Open"),
        v.CampaignStatus.CLOSED: NP_("campaign", "Closed"),
    },
    v.Direction: {
        v.Direction.TO_FRONT: NP_("direction", "To the front"),
        v.Direction.TO_BACK: NP_("direction", "To the back"),
    },
    v.Mode: {
        v.Mode.OBSERVE: NP_("mode", "Observation"),
        v.Mode.ASSISTED: NP_("mode", "In a pair"),
        v.Mode.IN_CHARGE: NP_("mode", "In charge"),
    },
    v.Availability: {
        v.Availability.NEVER: NP_("availability", "Never"),
        v.Availability.IF_NEEDED: NP_("availability", "If needed"),
        v.Availability.WISHED: NP_("availability", "Wished"),
    },
    v.ActivityKind: {
        v.ActivityKind.IMMERSION: NP_("activity", "Immersion"),
        v.ActivityKind.SWAP: NP_("activity", "Swap"),
        v.ActivityKind.MYSTERY_STAY: NP_("activity", "Mystery stay"),
        v.ActivityKind.MYSTERY_VISIT: NP_("activity", "Mystery visit"),
    },
    v.AssignmentStatus: {
        v.AssignmentStatus.DRAFT: NP_("assignment", "Draft"),
        v.AssignmentStatus.PUBLISHED: NP_("assignment", "Published"),
        v.AssignmentStatus.CONFIRMED: NP_("assignment", "Confirmed"),
        v.AssignmentStatus.DONE: NP_("assignment", "Done"),
        v.AssignmentStatus.PARTIAL: NP_("assignment", "Partly done"),
        v.AssignmentStatus.ABSENT: NP_("assignment", "Absent"),
        v.AssignmentStatus.CANCELLED: NP_("assignment", "Cancelled"),
    },
    v.StayStatus: {
        v.StayStatus.OFFERED: NP_("stay", "Offered"),
        v.StayStatus.REQUESTED: NP_("stay", "Requested"),
        v.StayStatus.GRANTED: NP_("stay", "Granted"),
        v.StayStatus.CONFIRMED: NP_("stay", "Confirmed"),
        v.StayStatus.STAYED: NP_("stay", "Stayed"),
        v.StayStatus.REPORT_DUE: NP_("stay", "Report due"),
        v.StayStatus.IN_REVIEW: NP_("stay", "In review"),
        v.StayStatus.ACCEPTED: NP_("stay", "Accepted"),
        v.StayStatus.SETTLED: NP_("stay", "Settled"),
        v.StayStatus.CANCELLED_BY_GUEST: NP_("stay", "Cancelled by the guest"),
        v.StayStatus.CANCELLED_BY_SITE: NP_("stay", "Cancelled by the site"),
        v.StayStatus.NO_SHOW: NP_("stay", "No show"),
        v.StayStatus.FORFEITED: NP_("stay", "Forfeited"),
    },
    v.Severity: {
        v.Severity.BLOCKING: NP_("severity", "Blocking"),
        v.Severity.WARNING: NP_("severity", "Warning"),
    },
    v.Basis: {
        v.Basis.LAW: NP_("basis", "Law"),
        v.Basis.SAFETY: NP_("basis", "Safety"),
        v.Basis.POLICY: NP_("basis", "House rule"),
    },
    v.QuestionnaireKind: {
        v.QuestionnaireKind.IMMERSION_FRONT: NP_("questionnaire", "Immersion at the front"),
        v.QuestionnaireKind.IMMERSION_BACK: NP_("questionnaire", "Immersion at the back"),
        v.QuestionnaireKind.HOST_REVIEW: NP_("questionnaire", "Host’s review"),
        v.QuestionnaireKind.MYSTERY_STAY: NP_("questionnaire", "Mystery stay"),
        v.QuestionnaireKind.MYSTERY_VISIT: NP_("questionnaire", "Mystery visit"),
        v.QuestionnaireKind.SURPRISE: NP_("questionnaire", "Surprises"),
    },
    v.ItemKind: {
        v.ItemKind.MET: NP_("question", "Met or not"),
        v.ItemKind.SCALE: NP_("question", "Scale"),
        v.ItemKind.NUMBER: NP_("question", "Number"),
        v.ItemKind.STOPWATCH: NP_("question", "Duration"),
        v.ItemKind.TIME: NP_("question", "Time"),
        v.ItemKind.COUNT: NP_("question", "Count"),
        v.ItemKind.CHOICE: NP_("question", "Choice"),
        v.ItemKind.SHORT_TEXT: NP_("question", "Short text"),
        v.ItemKind.LONG_TEXT: NP_("question", "Long text"),
        v.ItemKind.QUOTE: NP_("question", "Quotation"),
        v.ItemKind.ATTACHMENT: NP_("question", "Attachment"),
    },
    v.ReportStatus: {
        v.ReportStatus.DRAFT: NP_("report", "Draft"),
        v.ReportStatus.IN_REVIEW: NP_("report", "In review"),
        v.ReportStatus.TO_REVISE: NP_("report", "To revise"),
        v.ReportStatus.ACCEPTED: NP_("report", "Accepted"),
        v.ReportStatus.REJECTED: NP_("report", "Set aside"),
        v.ReportStatus.RELEASED: NP_("report", "Released"),
    },
    v.ObservationKind: {
        v.ObservationKind.FACT: NP_("observation", "Fact"),
        v.ObservationKind.FEELING: NP_("observation", "Feeling"),
        v.ObservationKind.SUGGESTION: NP_("observation", "Suggestion"),
        v.ObservationKind.BEST: NP_("observation", "Best interaction"),
        v.ObservationKind.MOST_FRUSTRATING: NP_("observation", "Most frustrating interaction"),
    },
    v.Polarity: {
        v.Polarity.POSITIVE: NP_("polarity", "Positive"),
        v.Polarity.NEUTRAL: NP_("polarity", "Neutral"),
        v.Polarity.NEGATIVE: NP_("polarity", "Negative"),
    },
    v.Voice: {
        v.Voice.CLIENT: NP_("voice", "Client"),
        v.Voice.EMPLOYEE: NP_("voice", "Employee"),
    },
    v.IrritantSide: {
        v.IrritantSide.CLIENT: NP_("irritant side", "Client irritant"),
        v.IrritantSide.EMPLOYEE: NP_("irritant side", "Employee irritant"),
        v.IrritantSide.BOTH: NP_("irritant side", "Irritant on both sides"),
    },
    v.IrritantStatus: {
        v.IrritantStatus.REPORTED: NP_("irritant", "Reported"),
        v.IrritantStatus.QUALIFIED: NP_("irritant", "Qualified"),
        v.IrritantStatus.ASSIGNED: NP_("irritant", "Assigned"),
        v.IrritantStatus.IN_HAND: NP_("irritant", "In hand"),
        v.IrritantStatus.TO_VERIFY: NP_("irritant", "To verify"),
        v.IrritantStatus.RESOLVED: NP_("irritant", "Resolved"),
        v.IrritantStatus.SET_ASIDE: NP_("irritant", "Set aside"),
    },
    v.RootCause: {
        v.RootCause.TOOL: NP_("root cause", "Tool"),
        v.RootCause.INFORMATION: NP_("root cause", "Information"),
        v.RootCause.APPROVAL: NP_("root cause", "Approval"),
        v.RootCause.PROHIBITION: NP_("root cause", "Prohibition"),
        v.RootCause.UNDERSTAFFING: NP_("root cause", "Understaffing"),
        v.RootCause.STOCK: NP_("root cause", "Stock"),
        v.RootCause.TARGETS: NP_("root cause", "Targets"),
        v.RootCause.SILO: NP_("root cause", "Silo"),
        v.RootCause.PROMISE: NP_("root cause", "Promise"),
        v.RootCause.OTHER: NP_("root cause", "Other"),
    },
    v.ClientState: {
        v.ClientState.ENCHANTED: NP_("client state", "Enchanted"),
        v.ClientState.DISSATISFIED: NP_("client state", "Dissatisfied"),
    },
    v.EmployeeState: {
        v.EmployeeState.ENGAGED: NP_("employee state", "Engaged"),
        v.EmployeeState.SILENT: NP_("employee state", "Silent"),
        v.EmployeeState.FRUSTRATED: NP_("employee state", "Frustrated"),
    },
    v.Moment: {
        v.Moment.WIN_WIN: NP_("moment", "Win-win"),
        v.Moment.LUCKY_BREAK: NP_("moment", "Lucky break"),
        v.Moment.PAIN: NP_("moment", "Pain"),
        v.Moment.WRONG_FIGHT: NP_("moment", "Wrong fight"),
        v.Moment.BLINDNESS: NP_("moment", "Blindness"),
        v.Moment.DEAD_END: NP_("moment", "Dead end"),
    },
    v.MirrorState: {
        v.MirrorState.COMPLETE: NP_("mirror", "Complete"),
        v.MirrorState.CLIENT_MISSING: NP_("mirror", "Client’s side missing"),
        v.MirrorState.EMPLOYEE_MISSING: NP_("mirror", "Employee’s side missing"),
        v.MirrorState.BOTH_MISSING: NP_("mirror", "Both sides missing"),
    },
    v.ActionStatus: {
        v.ActionStatus.PLANNED: NP_("action", "Planned"),
        v.ActionStatus.IN_HAND: NP_("action", "In hand"),
        v.ActionStatus.DONE: NP_("action", "Done"),
        v.ActionStatus.DROPPED: NP_("action", "Dropped"),
    },
    v.PublicationKind: {
        v.PublicationKind.PLAN: NP_("publication", "Plan"),
        v.PublicationKind.DEPARTMENT_SUMMARY: NP_("publication", "Department summary"),
        v.PublicationKind.OVERVIEW: NP_("publication", "Overview"),
    },
}


def label(member: StrEnum) -> str:
    """The translated word of a member of the vocabulary, as a window or a PDF shows it."""
    context, message = _WORDS[type(member)][member]
    return pgettext(context, message)
