"""The words of the subject, shared by tables, rules, windows and PDFs: a leaf of the imports.

Values are what the database and the command line show; French and English labels are in `labels`.
"""

from __future__ import annotations

from enum import StrEnum


class Side(StrEnum):
    """Position of a department, person or site relative to clients."""

    BACK = "back"
    FRONT = "front"
    MIXED = "mixed"


class SiteKind(StrEnum):
    HOTEL = "hotel"
    SHOP = "shop"
    CALL_CENTRE = "call_centre"
    PUBLIC_DESK = "public_desk"
    HEAD_OFFICE = "head_office"
    WAREHOUSE = "warehouse"
    OTHER = "other"


class Contract(StrEnum):
    STANDARD = "standard"
    PART_TIME = "part_time"
    DAYS_CONTRACT = "days_contract"
    MINOR = "minor"


class CampaignStatus(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Direction(StrEnum):
    """Of an immersion: towards the clients, or towards the back office."""

    TO_FRONT = "to_front"
    TO_BACK = "to_back"


class Mode(StrEnum):
    """What a visitor may do."""

    OBSERVE = "observe"
    ASSISTED = "assisted"
    IN_CHARGE = "in_charge"


class Availability(StrEnum):
    NEVER = "never"
    IF_NEEDED = "if_needed"
    WISHED = "wished"


class ActivityKind(StrEnum):
    IMMERSION = "immersion"
    SWAP = "swap"
    MYSTERY_STAY = "mystery_stay"
    MYSTERY_VISIT = "mystery_visit"


class AssignmentStatus(StrEnum):
    """Draft until published; the last four close the day."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CONFIRMED = "confirmed"
    DONE = "done"
    PARTIAL = "partial"
    ABSENT = "absent"
    CANCELLED = "cancelled"


class StayStatus(StrEnum):
    OFFERED = "offered"
    REQUESTED = "requested"
    GRANTED = "granted"
    CONFIRMED = "confirmed"
    STAYED = "stayed"
    REPORT_DUE = "report_due"
    IN_REVIEW = "in_review"
    ACCEPTED = "accepted"
    SETTLED = "settled"
    CANCELLED_BY_GUEST = "cancelled_by_guest"
    CANCELLED_BY_SITE = "cancelled_by_site"
    NO_SHOW = "no_show"
    FORFEITED = "forfeited"


class Severity(StrEnum):
    BLOCKING = "blocking"
    WARNING = "warning"


class Basis(StrEnum):
    """Why a rule exists. LAW only where an enforceable text is cited."""

    LAW = "law"
    SAFETY = "safety"
    POLICY = "policy"


class QuestionnaireKind(StrEnum):
    """What a questionnaire is filled in after."""

    IMMERSION_FRONT = "immersion_front"
    IMMERSION_BACK = "immersion_back"
    HOST_REVIEW = "host_review"
    MYSTERY_STAY = "mystery_stay"
    MYSTERY_VISIT = "mystery_visit"
    SURPRISE = "surprise"


class ItemKind(StrEnum):
    """How one question is answered."""

    MET = "met"
    SCALE = "scale"
    NUMBER = "number"
    STOPWATCH = "stopwatch"
    TIME = "time"
    COUNT = "count"
    CHOICE = "choice"
    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    QUOTE = "quote"
    ATTACHMENT = "attachment"


class ReportStatus(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    TO_REVISE = "to_revise"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    RELEASED = "released"


class ObservationKind(StrEnum):
    """The three contents that are never mixed, and the two KPAM questions."""

    FACT = "fact"
    FEELING = "feeling"
    SUGGESTION = "suggestion"
    BEST = "best"
    MOST_FRUSTRATING = "most_frustrating"


class Polarity(StrEnum):
    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"


class Voice(StrEnum):
    """Whose experience an observation or a verbatim tells: one side of the mirror."""

    CLIENT = "client"
    EMPLOYEE = "employee"


class IrritantSide(StrEnum):
    CLIENT = "client"
    EMPLOYEE = "employee"
    BOTH = "both"


class IrritantStatus(StrEnum):
    REPORTED = "reported"
    QUALIFIED = "qualified"
    ASSIGNED = "assigned"
    IN_HAND = "in_hand"
    TO_VERIFY = "to_verify"
    RESOLVED = "resolved"
    SET_ASIDE = "set_aside"


class RootCause(StrEnum):
    """Causes taken from the employee's open letter to a client."""

    TOOL = "tool"
    INFORMATION = "information"
    APPROVAL = "approval"
    PROHIBITION = "prohibition"
    UNDERSTAFFING = "understaffing"
    STOCK = "stock"
    TARGETS = "targets"
    SILO = "silo"
    PROMISE = "promise"
    OTHER = "other"


class ClientState(StrEnum):
    """The client's side of the mirror."""

    ENCHANTED = "enchanted"
    DISSATISFIED = "dissatisfied"


class EmployeeState(StrEnum):
    """The employee's side of the mirror; SILENT only where the question was asked."""

    ENGAGED = "engaged"
    SILENT = "silent"
    FRUSTRATED = "frustrated"


class Moment(StrEnum):
    """KPAM's six moments."""

    WIN_WIN = "win_win"
    LUCKY_BREAK = "lucky_break"
    PAIN = "pain"
    WRONG_FIGHT = "wrong_fight"
    BLINDNESS = "blindness"
    DEAD_END = "dead_end"


class MirrorState(StrEnum):
    COMPLETE = "complete"
    CLIENT_MISSING = "client_missing"
    EMPLOYEE_MISSING = "employee_missing"
    BOTH_MISSING = "both_missing"


class ActionStatus(StrEnum):
    PLANNED = "planned"
    IN_HAND = "in_hand"
    DONE = "done"
    DROPPED = "dropped"


class PublicationKind(StrEnum):
    PLAN = "plan"
    DEPARTMENT_SUMMARY = "department_summary"
    OVERVIEW = "overview"
