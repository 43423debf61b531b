"""A questionnaire as a fillable PDF: any reader fills it in, and a pen does where it must."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any

from desktop.core.i18n import _, language
from desktop.core.labels import label
from desktop.core.observations.form_names import (
    CARDS,
    KPAM_FIELDS,
    REF,
    answer_field,
    card_field,
    note_field,
    tick_field,
)
from desktop.core.observations.form_widgets import Widget, with_fields
from desktop.core.observations.questionnaire import (
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    Item,
    Questionnaire,
    Section,
)
from desktop.core.observations.touchpoints import Touchpoint
from desktop.core.vocabulary import IrritantSide, ItemKind, ObservationKind

WIDTH, HEIGHT = 595.28, 841.89
MARGIN = 52.0
INNER = WIDTH - 2 * MARGIN
BOTTOM = 58.0
BOX, LINE = 11.0, 13.0
INK, GREY, ACCENT, RULE = "#1D2B2F", "#55636A", "#0B4F5C", "#9AAEB3"


@dataclass(frozen=True, slots=True)
class Occasion:
    """What stands at the head of a form."""

    title: str
    place: str
    author: str
    due: str


def write_form(
    questionnaire: Questionnaire,
    occasion: Occasion,
    journey: tuple[Touchpoint, ...],
    departments: tuple[str, ...],
    ref: str,
) -> bytes:
    """The form of one occasion, bound to it by `ref`, in the language in force."""
    sheet = _Sheet()
    _head(sheet, questionnaire, occasion, ref)
    for section in questionnaire.sections:
        _section(sheet, section)
    places = tuple(point.name for point in journey)
    _two_questions(sheet, places)
    for number in range(1, CARDS + 1):
        _card(sheet, number, places, departments)
    return with_fields(
        sheet.finish(), sheet.widgets, f"{occasion.title} · {occasion.place}", ref, language()
    )


def ticks_of(item: Item) -> tuple[tuple[str, str], ...]:
    """The boxes of a question: value and words; none for what is written."""
    none = ((NOT_APPLICABLE, _("Not applicable")),) if item.may_be_not_applicable else ()
    if item.kind is ItemKind.MET:
        return ((MET, _("Yes")), (NOT_MET, _("No")), *none)
    if item.kind is ItemKind.SCALE:
        marks = range(item.lowest, item.highest + 1)
        return (*((str(mark), str(mark)) for mark in marks), *none)
    if item.kind is ItemKind.CHOICE:
        return (*((option.code, option.words.text) for option in item.options), *none)
    return ()


class _Sheet:
    """Pages filled from top to bottom; what does not fit begins the next."""

    def __init__(self) -> None:
        from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 -- slow import

        from desktop.core.documents.fonts import face  # noqa: PLC0415 -- slow import
        from desktop.core.documents.theme import Font  # noqa: PLC0415 -- slow import

        for font in Font:
            face(font)
        self.fonts = {"regular": Font.REGULAR.value, "bold": Font.BOLD.value}
        self._out = BytesIO()
        self.canvas: Any = Canvas(
            self._out, pagesize=(WIDTH, HEIGHT), initialFontName=Font.REGULAR.value, invariant=1
        )
        self.widgets: list[Widget] = []
        self.page = 0
        self.y = HEIGHT - MARGIN

    def room(self, height: float) -> None:
        """Begin a page unless this much is left."""
        if self.y - height < BOTTOM:
            self._foot()
            self.canvas.showPage()
            self.page += 1
            self.y = HEIGHT - MARGIN

    def write(self, text: str, size: float = 9.5, face: str = "regular", ink: str = INK) -> None:
        """A paragraph as wide as the page."""
        for line in self.cut(text, size, face):
            self.room(size * 1.4)
            self.y -= size * 1.4
            self.canvas.setFont(self.fonts[face], size)
            self.canvas.setFillColor(ink)
            self.canvas.drawString(MARGIN, self.y, line)

    def cut(self, text: str, size: float, face: str = "regular") -> list[str]:
        from reportlab.lib.utils import simpleSplit  # noqa: PLC0415 -- slow import

        plain = text.replace("\u202f", "\u00a0")
        return list(simpleSplit(plain, self.fonts[face], size, INNER))

    def box(
        self,
        name: str,
        tip: str,
        *,
        lines: int = 1,
        width: float = INNER,
        **more: Any,  # noqa: ANN401 -- fields of Widget
    ) -> None:
        """A box to write in, drawn on the page too: a pen finds it."""
        height = lines * LINE + 6
        self.room(height + 4)
        self.y -= height + 3
        rect = (MARGIN, self.y, MARGIN + width, self.y + height)
        self.canvas.setStrokeColor(RULE)
        self.canvas.setLineWidth(0.7)
        self.canvas.rect(MARGIN, self.y, width, height)
        kind = "choice" if "options" in more else "text"
        self.widgets.append(Widget(self.page, rect, name, tip, kind, lines=lines, **more))

    def ticks(
        self, name: Callable[[str], str], tip: str, options: tuple[tuple[str, str], ...]
    ) -> None:
        """Boxes to tick side by side, on as many lines as they need."""
        from reportlab.pdfbase.pdfmetrics import stringWidth  # noqa: PLC0415 -- slow import

        self.room(18)
        self.y -= 17
        x = MARGIN
        for value, words in options:
            shown = words.replace("\u202f", "\u00a0")
            wide = BOX + 6 + stringWidth(shown, self.fonts["regular"], 9.5) + 18
            if x + wide > MARGIN + INNER:
                self.room(18)
                self.y -= 17
                x = MARGIN
            self.canvas.setStrokeColor(RULE)
            self.canvas.setLineWidth(0.9)
            self.canvas.rect(x, self.y, BOX, BOX)
            self.canvas.setFont(self.fonts["regular"], 9.5)
            self.canvas.setFillColor(INK)
            self.canvas.drawString(x + BOX + 6, self.y + 2, shown)
            rect = (x, self.y, x + BOX, self.y + BOX)
            self.widgets.append(Widget(self.page, rect, name(value), f"{tip} {words}", "tick"))
            x += wide

    def gap(self, height: float) -> None:
        self.y -= height

    def finish(self) -> bytes:
        self._foot()
        self.canvas.save()
        return self._out.getvalue()

    def _foot(self) -> None:
        self.canvas.setFont(self.fonts["regular"], 8)
        self.canvas.setFillColor(GREY)
        self.canvas.drawRightString(WIDTH - MARGIN, 34, _("Page {page}").format(page=self.page + 1))


def _head(sheet: _Sheet, questionnaire: Questionnaire, occasion: Occasion, ref: str) -> None:
    sheet.write(occasion.title, 19, "bold", ACCENT)
    sheet.gap(3)
    sheet.write(" · ".join(part for part in (occasion.place, occasion.author) if part), 10.5)
    if occasion.due:
        sheet.write(_("To be sent back before {day}").format(day=occasion.due), 9.5, ink=GREY)
    sheet.gap(5)
    sheet.write(questionnaire.intro.text, 9.5)
    sheet.gap(3)
    sheet.write(
        _("Fill it in on screen and save it, or print it and write; then give it back as a file. "
          "Do not “print to PDF”: the fields would be lost."), 9, ink=GREY,
    )  # fmt: skip
    sheet.box(REF, _("Reference of this form: do not change it"), value=ref, read_only=True)
    sheet.gap(8)


def _section(sheet: _Sheet, section: Section) -> None:
    sheet.room(90)
    sheet.gap(12)
    sheet.write(section.words.text, 13, "bold", ACCENT)
    if section.intro:
        sheet.write(section.intro.text, 9, ink=GREY)
    if section.conditions:
        sheet.write(_("Skip this part if it does not apply."), 9, ink=GREY)
    for item in section.items:
        if item.kind is not ItemKind.ATTACHMENT:
            _item(sheet, item)


def _item(sheet: _Sheet, item: Item) -> None:
    question = item.words.text
    lines = len(sheet.cut(question, 9.5))
    sheet.room(lines * 14 + 50)
    sheet.gap(8)
    sheet.write(f"{question} *" if item.required else question)
    if item.conditions:
        sheet.write(_("(if it applies)"), 8.5, ink=GREY)
    options = ticks_of(item)
    if options:
        if item.low_end:
            ends = f"{item.lowest} = {item.low_end.text} · {item.highest} = {item.high_end.text}"
            sheet.write(ends, 8.5, ink=GREY)
        sheet.ticks(lambda value: tick_field(item.code, value), question, options)
        if item.demands.note:
            fact = _("If not: the fact in one sentence (where, when, what)")
            sheet.write(fact, 8.5, ink=GREY)
            sheet.box(note_field(item.code), f"{question} {fact}", lines=2)
        return
    long = item.kind in (ItemKind.LONG_TEXT, ItemKind.QUOTE)
    hint = _hint(item)
    if hint:
        sheet.write(hint, 8.5, ink=GREY)
    wide = INNER if long or item.kind is ItemKind.SHORT_TEXT else 120.0
    sheet.box(answer_field(item.code), question, lines=4 if long else 1, width=wide)


def _hint(item: Item) -> str:
    if item.kind is ItemKind.STOPWATCH:
        return _("for instance 2:30")
    if item.kind is ItemKind.TIME:
        return _("for instance 14:30")
    return item.unit.text or item.hint.text


def _two_questions(sheet: _Sheet, places: tuple[str, ...]) -> None:
    sheet.room(220)
    sheet.gap(12)
    sheet.write(_("Two interactions"), 13, "bold", ACCENT)
    words = {
        ObservationKind.BEST: _("The best interaction of the day"),
        ObservationKind.MOST_FRUSTRATING: _("The most frustrating interaction of the day"),
    }
    for kind, name in KPAM_FIELDS.items():
        sheet.gap(8)
        sheet.write(f"{words[kind]} *")
        sheet.box(f"{name}:text", words[kind], lines=4)
        sheet.write(_("At which moment?"), 8.5, ink=GREY)
        sheet.box(f"{name}:place", _("At which moment?"), width=280, options=places)
        nothing = (("nothing", _("Nothing of the kind that day")),)
        sheet.ticks(partial(_nothing, name), words[kind], nothing)


def _nothing(name: str, _value: str) -> str:
    return f"{name}:nothing"


def _card(
    sheet: _Sheet, number: int, places: tuple[str, ...], departments: tuple[str, ...]
) -> None:
    sheet.room(330)
    sheet.gap(14)
    sheet.write(_("Irritant card {number}").format(number=number), 13, "bold", ACCENT)
    sheet.write(_("Leave it empty if nothing gets in the way."), 9, ink=GREY)
    boxes = (
        ("title", _("What gets in the way?"), 1, None),
        ("place", _("At which moment?"), 1, places),
        ("fact", _("The fact"), 3, None),
        ("quote", _("What was said"), 1, None),
        ("cause", _("Which department does it come from?"), 1, departments),
        ("client", _("Minutes lost by the client"), 1, None),
        ("employee", _("Minutes lost by the employee"), 1, None),
        ("times", _("How many times a week?"), 1, None),
        ("idea", _("An idea to mend it"), 2, None),
    )
    for part, words, lines, options in boxes:
        sheet.gap(4)
        sheet.write(words, 9)
        more: dict[str, Any] = {} if options is None else {"options": options}
        narrow = part in ("client", "employee", "times")
        wide = 90.0 if narrow else (280.0 if options else INNER)
        sheet.box(card_field(number, part), words, lines=lines, width=wide, **more)
    sides = tuple((side.value, label(side)) for side in IrritantSide)
    sheet.gap(4)
    sheet.write(_("Who suffers from it?"), 9)
    sheet.ticks(lambda value: card_field(number, f"side:{value}"), _("Who suffers from it?"), sides)
