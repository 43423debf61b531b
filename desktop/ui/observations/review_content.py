"""What a report says, as its reviewer reads it, with the words that deserve another look."""

from __future__ import annotations

import html
from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _, number_text
from desktop.core.irritants.effort import Measure, amount_text
from desktop.core.labels import label
from desktop.core.observations.answer_values import shown
from desktop.core.observations.answers import visible_items
from desktop.core.observations.cards import Effort
from desktop.core.observations.questionnaire import NOT_MET, WRITTEN, Item, outcome_of
from desktop.core.observations.report_states import Role, may_mend
from desktop.core.observations.touchpoints import touchpoint_name
from desktop.ui import theme
from desktop.ui.widgets.basics import Card, labelled, link, paragraph
from desktop.usecases.bilan import OtherHalf
from desktop.usecases.report_content import FieldText, FieldWarning
from desktop.usecases.reports import CardRow, ObservationRow, ReportSheet

COLUMN = 760


class ReviewContent(QWidget):
    """Signals carry the text (and the warning) that a link was pressed for."""

    mend_wanted = Signal(object)
    comment_wanted = Signal(object)
    mask_wanted = Signal(object, object)
    clear_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 16, 16)
        self._column = QWidget()
        self._column.setMaximumWidth(COLUMN)
        outer.addWidget(self._column, 100)
        outer.addStretch(1)
        self._body = QVBoxLayout(self._column)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(14)
        self._texts: dict[str, FieldText] = {}
        self._warnings: dict[str, list[FieldWarning]] = {}
        self._mendable = False

    def show_sheet(self, sheet: ReportSheet) -> None:
        """Lay the report out anew."""
        while (held := self._body.takeAt(0)) is not None:
            if (widget := held.widget()) is not None:
                widget.deleteLater()
        self._texts = {text.field: text for text in sheet.texts}
        self._warnings = {}
        for warning in sheet.warnings:
            self._warnings.setdefault(warning.field, []).append(warning)
        self._mendable = may_mend(Role.REVIEWER, sheet.row.status)
        if sheet.other_half is not None:
            self._body.addWidget(_debrief(sheet.row.author, sheet.other_half))
        self._show_told(sheet.observations)
        for each in sheet.cards:
            self._body.addWidget(self._irritant(each))
        self._show_answers(sheet)
        self._body.addStretch(1)

    # -- what was told

    def _show_told(self, observations: Iterable[ObservationRow]) -> None:
        free = [each for each in observations if f"observation:{each.id}" in self._texts]
        if not free:
            return
        card = Card(_("What was seen and felt"))
        for each in free:
            place = touchpoint_name(each.touchpoint) if each.touchpoint else ""
            heading = " · ".join(part for part in (label(each.kind), place) if part)
            self._add_text(card, f"observation:{each.id}", heading)
        self._body.addWidget(card)

    def _irritant(self, each: CardRow) -> Card:
        card = Card(_("Irritant card"))
        facts = [
            touchpoint_name(each.card.touchpoint),
            label(each.card.side),
            _("felt at {department}").format(department=each.felt_at) if each.felt_at else "",
            _("caused by {department}").format(department=each.caused_by) if each.caused_by else "",
        ]
        card.body.addWidget(paragraph(" · ".join(fact for fact in facts if fact), "muted"))
        for part, words in (
            ("title", _("Title")),
            ("fact", _("Fact")),
            ("quote", _("Quote")),
            ("idea", _("Idea")),
        ):
            self._add_text(card, f"card:{each.id}:{part}", words)
        for words, effort in (
            (_("on the client's path"), each.card.client_effort),
            (_("on the employee's path"), each.card.employee_effort),
        ):
            if effort:
                card.body.addWidget(paragraph(f"{_effort(effort)} {words}", "muted"))
        if each.card.occurrences_per_week:
            times = number_text(each.card.occurrences_per_week, 1)
            card.body.addWidget(paragraph(_("{times} times a week").format(times=times), "muted"))
        return card

    # -- what was answered

    def _show_answers(self, sheet: ReportSheet) -> None:
        cards: dict[str, Card] = {}
        for section, item in visible_items(sheet.questionnaire, sheet.content):
            value = sheet.content.value(item.code)
            note = sheet.content.note(item.code)
            if not value and not note:
                continue
            if section.code not in cards:
                cards[section.code] = Card(section.words.text)
                self._body.addWidget(cards[section.code])
            self._add_answer(cards[section.code], item, value)

    def _add_answer(self, card: Card, item: Item, value: str) -> None:
        if item.kind in WRITTEN:
            self._add_text(card, f"answer:{item.code}", item.words.text)
            return
        answer = labelled("error" if outcome_of(item, value) == NOT_MET else "", shown(item, value))
        question = paragraph(item.words.text, "muted")
        line = QHBoxLayout()
        line.addWidget(question, 1)
        line.addWidget(answer, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        card.body.addLayout(line)
        if f"note:{item.code}" in self._texts:
            self._add_text(card, f"note:{item.code}", "")

    # -- texts

    def _add_text(self, card: Card, field: str, heading: str) -> None:
        text = self._texts.get(field)
        if text is None:
            return
        line = QHBoxLayout()
        line.addWidget(paragraph(heading, "muted"), 1)
        for button in self._links(text) if self._mendable else ():
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(line)
        warnings = self._warnings.get(field, [])
        words = QLabel(_highlighted(text.text, warnings))
        words.setTextFormat(Qt.TextFormat.RichText)
        words.setWordWrap(True)
        words.setAccessibleName(text.text)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card.body.addWidget(words)
        for warning in warnings:
            card.body.addLayout(self._warning_line(text, warning))
        card.body.addSpacing(4)

    def _warning_line(self, text: FieldText, warning: FieldWarning) -> QHBoxLayout:
        mask, clear = link(_("Mask")), link(_("Harmless"))
        mask.clicked.connect(lambda: self.mask_wanted.emit(text, warning))
        clear.clicked.connect(lambda: self.clear_wanted.emit(warning))
        sentence = paragraph(f"⚠ {warning.warning.sentence}", "error")
        line = QHBoxLayout()
        line.addWidget(sentence, 1)
        if self._mendable:
            line.addWidget(mask, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(clear, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _links(self, text: FieldText) -> tuple[QPushButton, QPushButton]:
        comment = link(_("Comment…"))
        mend = link(_("Mask words…") if text.factual else _("Mend the form…"))
        comment.clicked.connect(lambda: self.comment_wanted.emit(text))
        mend.clicked.connect(lambda: self.mend_wanted.emit(text))
        return comment, mend


def _debrief(mine: str, other: OtherHalf) -> Card:
    """The three parts of the debrief, both halves side by side."""
    card = Card(_("Debrief in three parts"))
    for part in other.debrief:
        card.body.addWidget(paragraph(part.question, "muted"))
        line = QHBoxLayout()
        line.setSpacing(18)
        for author, words in ((mine, part.mine), (other.author, part.other)):
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(labelled("muted", author))
            column.addWidget(paragraph(words or "—"))
            column.addStretch(1)
            line.addLayout(column, 1)
        card.body.addLayout(line)
        card.body.addSpacing(8)
    return card


def _highlighted(text: str, warnings: Iterable[FieldWarning]) -> str:
    """The text as HTML, the passages of the warnings on a ground of their own."""
    colours, pieces, place = theme.colours(), [], 0
    for each in warnings:
        start, end = each.warning.start, each.warning.end
        pieces.append(html.escape(text[place:start]))
        passage = html.escape(text[start:end])
        style = f"background:{colours.warn_soft};color:{colours.text};font-weight:600"
        pieces.append(f'<span style="{style}">{passage}</span>')
        place = end
    pieces.append(html.escape(text[place:]))
    return "".join(pieces).replace("\n", "<br>")


def _effort(effort: Effort) -> str:
    known = [(measure, effort[measure.value]) for measure in Measure if measure.value in effort]
    return ", ".join(amount_text(measure, amount) for measure, amount in known)
