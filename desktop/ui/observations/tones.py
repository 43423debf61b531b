"""The tone of each state of a report, one place for lists and pages."""

from __future__ import annotations

from desktop.core.vocabulary import ReportStatus
from desktop.ui.widgets.chips import Tone

TONES = {
    ReportStatus.DRAFT: Tone.NEUTRAL,
    ReportStatus.IN_REVIEW: Tone.WARN,
    ReportStatus.TO_REVISE: Tone.INFO,
    ReportStatus.ACCEPTED: Tone.GOOD,
    ReportStatus.REJECTED: Tone.BAD,
    ReportStatus.RELEASED: Tone.GOOD,
}
