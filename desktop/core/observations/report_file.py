"""A whole report as JSON, for the command line and for those who write elsewhere.

{"answers": {"greeted": "met", "wait": {"value": "2:30", "note": "…"}},
 "best": {"text": "…", "touchpoint": "shop.advice"}, "most_frustrating": null,
 "observations": [{"kind": "fact", "touchpoint": "shop.queue", "text": "…"}],
 "cards": [{"touchpoint": "shop.returns", "title": "…", "fact": "…", "caused_by": "COMPTA",
            "employee_effort": {"screens": 6}}]}

`null` for one of the two questions says that there was nothing to tell; leaving it out leaves it
unanswered. Departments are named by their codes.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from typing import Any

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.observations.answers import KPAM_QUESTIONS, Given
from desktop.core.observations.cards import Card, Effort
from desktop.core.observations.json_place import Place, amount, code, member, text, whole
from desktop.core.vocabulary import IrritantSide, ObservationKind, Polarity, Voice

LARGEST_FILE = 10_000_000
FREE_KINDS = (ObservationKind.FACT, ObservationKind.FEELING, ObservationKind.SUGGESTION)


@dataclass(frozen=True, slots=True)
class WrittenObservation:
    """One told fact, feeling, suggestion or answer to a KPAM question; empty text = nothing."""

    kind: ObservationKind
    touchpoint: str
    text: str
    polarity: Polarity | None = None
    voice: Voice | None = None


@dataclass(frozen=True, slots=True)
class WrittenCard:
    """An irritant card whose departments are still codes."""

    card: Card
    felt_at: str = ""
    caused_by: str = ""


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """Everything a file says."""

    answers: dict[str, Given]
    observations: tuple[WrittenObservation, ...]
    cards: tuple[WrittenCard, ...]


def load_report(content: str, *, source: str) -> WrittenReport:
    """Read a report; UserError names the file, the place in it and what was expected."""
    if len(content) > LARGEST_FILE:
        raise UserError(_("{file}: too large to be a report.").format(file=source))
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise UserError(
            _("{file}: this is not a readable JSON file ({reason}).").format(
                file=source, reason=error
            )
        ) from None
    return _report(Place(document, "", source))


def dump_report(report: WrittenReport) -> str:
    """The text that `load_report` reads back."""
    document: dict[str, Any] = {
        "answers": {
            name: {"value": given.value, "note": given.note}
            for name, given in report.answers.items()
        },
        "observations": [
            _without_nothing(asdict(each))
            for each in report.observations
            if each.kind not in KPAM_QUESTIONS
        ],
        "cards": [
            _without_nothing(_plain_card(each.card))
            | {"felt_at": each.felt_at, "caused_by": each.caused_by}
            for each in report.cards
        ],
    }
    for told in report.observations:
        if told.kind in KPAM_QUESTIONS:
            words = _without_nothing({"text": told.text, "touchpoint": told.touchpoint})
            document[told.kind.value] = words or None
    return json.dumps(document, ensure_ascii=False)


def _plain_card(card: Card) -> dict[str, Any]:
    held = asdict(card)
    del held["felt_at_id"], held["caused_by_id"]
    return held


def _without_nothing(held: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in held.items() if value not in (None, "")}


def _report(place: Place) -> WrittenReport:
    place.only("answers", "observations", "cards", *KPAM_QUESTIONS)
    told = tuple(_told(place, kind) for kind in KPAM_QUESTIONS if kind.value in place.value)
    return WrittenReport(
        answers=place.get("answers", _answers, {}),
        observations=(*told, *place.each("observations", _observation)),
        cards=place.each("cards", _card),
    )


def _answers(place: Place) -> dict[str, Given]:
    if not isinstance(place.value, dict):
        raise place.wrong(_("an object { … } is expected."))
    return {name: place.get(name, _given, Given()) for name in place.value}


def _given(place: Place) -> Given:
    if isinstance(place.value, dict):
        place.only("value", "note")
        return Given(place.get("value", _scalar, ""), place.get("note", text, ""))
    return Given(_scalar(place))


def _scalar(place: Place) -> str:
    """A text, or a number as it is written."""
    if isinstance(place.value, (int, float)) and not isinstance(place.value, bool):
        return str(place.value)
    return text(place)


def _told(place: Place, kind: ObservationKind) -> WrittenObservation:
    found = place.at(kind.value)
    if found is None:
        return WrittenObservation(kind, "", "")
    found.only("text", "touchpoint")
    return WrittenObservation(kind, found.get("touchpoint", code, ""), text(found.need("text")))


def _observation(place: Place) -> WrittenObservation:
    place.only("kind", "touchpoint", "text", "polarity", "voice")
    kind = member(ObservationKind)(place.need("kind"))
    if kind not in FREE_KINDS:
        raise place.need("kind").wrong(
            _("one of these is expected: {known}.").format(known=", ".join(FREE_KINDS))
        )
    return WrittenObservation(
        kind,
        place.get("touchpoint", code, ""),
        text(place.need("text")),
        place.get("polarity", member(Polarity), None),
        place.get("voice", member(Voice), None),
    )


def _card(place: Place) -> WrittenCard:
    own = {each.name for each in fields(Card)} - {"felt_at_id", "caused_by_id"}
    place.only("felt_at", "caused_by", *own)
    times = place.get("occurrences_per_week", amount, None)
    card = Card(
        title=place.get("title", text, ""),
        fact=place.get("fact", text, ""),
        quote=place.get("quote", text, ""),
        idea=place.get("idea", text, ""),
        touchpoint=place.get("touchpoint", code, ""),
        side=place.get("side", member(IrritantSide), IrritantSide.CLIENT),
        client_effort=place.get("client_effort", _effort, {}),
        employee_effort=place.get("employee_effort", _effort, {}),
        occurrences_per_week=None if times is None else float(times),
        people_concerned=place.get("people_concerned", _maybe_whole, None),
        severity_client=place.get("severity_client", whole, 0),
        severity_employee=place.get("severity_employee", whole, 0),
    )
    return WrittenCard(card, place.get("felt_at", text, ""), place.get("caused_by", text, ""))


def _maybe_whole(place: Place) -> int | None:
    return whole(place)


def _effort(place: Place) -> Effort:
    if not isinstance(place.value, dict):
        raise place.wrong(_("an object { … } is expected."))
    read: Callable[[Place], float] = lambda held: float(amount(held) or 0)  # noqa: E731 -- one line
    return {name: place.get(name, read, 0.0) for name in place.value}
