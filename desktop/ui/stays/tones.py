"""The tone of each state of a stay, and the steps that cannot be taken back."""

from __future__ import annotations

from desktop.core.stays.states import Step
from desktop.core.vocabulary import StayStatus
from desktop.ui.widgets.chips import Tone

S = StayStatus
TONES = {
    S.OFFERED: Tone.NEUTRAL, S.REQUESTED: Tone.INFO, S.GRANTED: Tone.INFO, S.CONFIRMED: Tone.GOOD,
    S.STAYED: Tone.WARN, S.REPORT_DUE: Tone.WARN, S.IN_REVIEW: Tone.INFO, S.ACCEPTED: Tone.GOOD,
    S.SETTLED: Tone.GOOD, S.CANCELLED_BY_GUEST: Tone.NEUTRAL, S.CANCELLED_BY_SITE: Tone.NEUTRAL,
    S.NO_SHOW: Tone.BAD, S.FORFEITED: Tone.BAD,
}  # fmt: skip
DEFINITE = {Step.CANCEL_BY_GUEST, Step.CANCEL_BY_SITE, Step.MISS, Step.FORFEIT}
