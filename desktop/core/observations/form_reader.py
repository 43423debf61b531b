"""A form that comes back: read in a process of its own, checked against what was sent out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from desktop.core.errors import UserError, reason_of
from desktop.core.i18n import N_, _
from desktop.core.observations.answer_values import canonical
from desktop.core.observations.answers import Given
from desktop.core.observations.cards import Card, Effort
from desktop.core.observations.form_names import (
    CARD_TEXTS,
    CARDS,
    KPAM_FIELDS,
    REF,
    TICKED,
    answer_field,
    card_field,
    note_field,
    tick_field,
)
from desktop.core.observations.form_pdf import ticks_of
from desktop.core.observations.questionnaire import Item, Questionnaire
from desktop.core.observations.report_file import WrittenCard, WrittenObservation, WrittenReport
from desktop.core.observations.sealed import LARGEST_PACKAGE, PACKAGE_SUFFIX
from desktop.core.observations.touchpoints import Touchpoint
from desktop.core.vocabulary import IrritantSide, ItemKind

LARGEST_BYTES = 10_000_000
SECONDS = 20
HEAD = 1024

REFUSALS = {
    "broken": N_("{file}: this PDF is damaged or was cut short."),
    "encrypted": N_("{file}: this PDF is locked by a password."),
    "no_form": N_(
        "{file}: this PDF has no fields any more. It was probably “printed to PDF”: "
        "save the filled form instead."
    ),
    "foreign": N_("{file}: this is not a form of ours."),
    "trap": N_("{file}: this PDF holds a program or other files; it is not a form of ours."),
    "twice": N_("{file}: a field appears twice; this is not a form of ours."),
    "too_many": N_("{file}: too many fields; this is not a form of ours."),
    "too_long": N_("{file}: a text is longer than 20,000 characters."),
    "too_large": N_("{file}: too large for a form."),
    "too_slow": N_("{file}: reading it takes too long; this is not a form of ours."),
}

Fields = dict[str, str]


def _refused(code: str, path: Path) -> UserError:
    return UserError(_(REFUSALS[code]).format(file=path.name))


def read_return(path: Path) -> Fields | bytes:
    """The fields of a filled form, or the bytes of a sealed package."""
    if path.suffix.lower() != PACKAGE_SUFFIX:
        return read_form(path)
    return read_bytes(path)


def read_bytes(path: Path) -> bytes:
    """A mission or a package, no further than it may be long."""
    try:
        with path.open("rb") as stream:
            return stream.read(LARGEST_PACKAGE + 1)
    except OSError as error:
        raise UserError(
            _("{file} cannot be read: {reason}.").format(file=path.name, reason=reason_of(error))
        ) from None


def read_form(path: Path) -> Fields:
    """The fields of a PDF by name. Raises UserError, in one sentence, for whatever is no form.

    The file is parsed in a child process: what it hides can neither hang nor fill this one.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(HEAD)
    except OSError as error:
        raise UserError(
            _("{file} cannot be read: {reason}.").format(file=path.name, reason=reason_of(error))
        ) from None
    if size > LARGEST_BYTES:
        raise _refused("too_large", path)
    if b"%PDF-" not in head:
        raise UserError(_("{file}: this is not a PDF.").format(file=path.name))
    return _from_child(path)


def _from_child(path: Path) -> Fields:
    root = Path(__file__).resolve().parents[3]
    try:
        child = subprocess.run(  # noqa: S603 -- our own module, the path is one argument
            [*_reader(), str(path.absolute())],
            cwd=None if _is_frozen() else root,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _refused("too_slow", path) from None
    try:
        answer = json.loads(child.stdout)
    except ValueError:  # it was ended by the system: too much memory, a crash
        raise _refused("broken", path) from None
    if "refused" in answer:
        raise _refused(answer["refused"], path)
    fields: Fields = answer["fields"]
    if REF not in fields:
        raise _refused("foreign", path)
    return fields


def _is_frozen() -> bool:
    return bool(getattr(sys, "frozen", False))


def _reader() -> list[str]:
    """How the child is started; the frozen program knows an option for it (`desktop.__main__`)."""
    if _is_frozen():
        return [sys.executable, "--read-form"]
    return [sys.executable, "-m", "desktop.core.observations.form_child"]


def written_report(
    fields: Fields,
    questionnaire: Questionnaire,
    journey: tuple[Touchpoint, ...],
    departments: dict[str, str],
) -> WrittenReport:
    """What the author wrote; `departments` gives the code of each name on the form.

    Raises UserError for an answer that cannot be one, naming its question.
    """
    places = {name: point.code for point in journey for name in (point.fr, point.en)}
    answers = {
        item.code: _given(item, fields)
        for item in questionnaire.items()
        if item.kind is not ItemKind.ATTACHMENT
    }
    return WrittenReport(
        answers={code: given for code, given in answers.items() if given.value or given.note},
        observations=tuple(_told(fields, places)),
        cards=tuple(_cards(fields, places, departments)),
    )


def _given(item: Item, fields: Fields) -> Given:
    note = fields.get(note_field(item.code), "")
    ticks = ticks_of(item)
    if not ticks:
        return Given(canonical(item, fields.get(answer_field(item.code), "")), note)
    ticked = [value for value, _w in ticks if fields.get(tick_field(item.code, value)) == TICKED]
    if len(ticked) > 1:
        raise UserError(_("“{question}”: two boxes are ticked.").format(question=item.words.text))
    return Given(ticked[0] if ticked else "", note)


def _told(fields: Fields, places: dict[str, str]) -> list[WrittenObservation]:
    told = []
    for kind, name in KPAM_FIELDS.items():
        text = fields.get(f"{name}:text", "").strip()
        if text or fields.get(f"{name}:nothing") == TICKED:
            place = places.get(fields.get(f"{name}:place", ""), "")
            told.append(WrittenObservation(kind, place, text))
    return told


def _cards(
    fields: Fields, places: dict[str, str], departments: dict[str, str]
) -> list[WrittenCard]:
    cards = [_card(fields, number, places) for number in range(1, CARDS + 1)]
    return [
        WrittenCard(
            card, caused_by=departments.get(fields.get(card_field(number, "cause"), ""), "")
        )
        for number, card in enumerate(cards, start=1)
        if not card.is_blank
    ]


def _card(fields: Fields, number: int, places: dict[str, str]) -> Card:
    def held(part: str) -> str:
        return fields.get(card_field(number, part), "").strip()

    title, fact, quote, idea = (held(part) for part in CARD_TEXTS)
    sides = [side for side in IrritantSide if held(f"side:{side.value}") == TICKED]
    return Card(
        touchpoint=places.get(held("place"), ""),
        title=title[:120],
        fact=fact,
        quote=quote,
        idea=idea,
        side=sides[0] if len(sides) == 1 else IrritantSide.BOTH if sides else IrritantSide.CLIENT,
        client_effort=_minutes(held("client")),
        employee_effort=_minutes(held("employee")),
        occurrences_per_week=_amount(held("times")),
    )


def _minutes(text: str) -> Effort:
    amount = _amount(text)
    return {} if amount is None else {"minutes": amount}


def _amount(text: str) -> float | None:
    """A number that a person wrote; None where there is none."""
    try:
        return abs(float(text.replace(",", ".").split()[0]))
    except (ValueError, IndexError):
        return None
