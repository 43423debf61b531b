"""The terms of the stays of a company: rebate and cap, calendars, and the text that guests sign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from hashlib import sha256

from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, money_text, percent_text

USUAL_SCENARIO = N_(
    "You book by yourself, as any client would, at the public price and in your own name, and pay "
    "at the hotel. You arrive, sleep, have breakfast and leave as an ordinary client. You ask one "
    "simple question at the reception and one about the neighbourhood. You note facts, with the "
    "hour, as soon as you are alone."
)
USUAL_COMMITMENTS = N_(
    "I tell nobody at the hotel who I am, neither before, during nor after. I describe what I see "
    "and what I live, never a person: no name, no portrait, no recording. I provoke no incident. "
    "I send my report within the agreed hours; without an accepted report no rebate is paid, and "
    "nothing else is asked of me. If I am recognised, I say so in the report. I keep what I saw "
    "for the report alone."
)


@dataclass(frozen=True, slots=True)
class Terms:
    """`share` of the public price from 0 to 1; `cap` in euros for one stay, None = none.

    `minutes`: time that writing a report takes, shown to guests before they commit (BK-06).
    """

    share: Decimal = Decimal("0.30")
    cap: Decimal | None = None
    minutes: int = 40
    scenario: str = ""
    commitments: str = ""
    closed_on_public_holidays: bool = True
    closed_in_school_holidays: bool = True

    @property
    def scenario_text(self) -> str:
        """The company's own words, or the usual ones in the language in force."""
        return self.scenario or _(USUAL_SCENARIO)

    @property
    def commitments_text(self) -> str:
        """The same for what the guest promises."""
        return self.commitments or _(USUAL_COMMITMENTS)

    @property
    def fingerprint(self) -> str:
        """Of what is signed: another text must be signed again."""
        return sha256(f"{self.scenario_text}\n{self.commitments_text}".encode()).hexdigest()

    @property
    def rebate_words(self) -> str:
        """The promise, in one sentence."""
        share = percent_text(float(self.share))
        if self.cap is None:
            return _("{share} of the public price, after the accepted report.").format(share=share)
        return _("{share} of the public price, {cap} at most, after the accepted report.").format(
            share=share, cap=money_text(self.cap)
        )


def checked(terms: Terms) -> Terms:
    """The same terms; UserError when one of them cannot be."""
    if not 0 <= terms.share <= 1:
        raise UserError(_("The rebate lies between 0 % and 100 % of the public price."))
    if terms.cap is not None and terms.cap < 0:
        raise UserError(_("The cap of a rebate is not negative."))
    return terms


def from_setting(value: Mapping[str, object]) -> Terms:
    """Terms as they were kept; what is missing or unreadable is as usual."""
    usual = Terms()
    return Terms(
        share=_share(value.get("share"), usual.share),
        cap=_amount(value.get("cap")),
        minutes=int(str(value.get("minutes", usual.minutes))),
        scenario=str(value.get("scenario", "")),
        commitments=str(value.get("commitments", "")),
        closed_on_public_holidays=bool(value.get("closed_on_public_holidays", True)),
        closed_in_school_holidays=bool(value.get("closed_in_school_holidays", True)),
    )


def to_setting(terms: Terms) -> dict[str, object]:
    """As kept: amounts are strings, so that no cent is lost."""
    return {
        "share": str(terms.share),
        "cap": None if terms.cap is None else str(terms.cap),
        "minutes": terms.minutes,
        "scenario": terms.scenario,
        "commitments": terms.commitments,
        "closed_on_public_holidays": terms.closed_on_public_holidays,
        "closed_in_school_holidays": terms.closed_in_school_holidays,
    }


def _share(value: object, usual: Decimal) -> Decimal:
    kept = _amount(value)
    return usual if kept is None else kept


def _amount(value: object) -> Decimal | None:
    try:
        return None if value is None else Decimal(str(value))
    except InvalidOperation:
        return None
