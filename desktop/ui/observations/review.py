"""Reading a report over: what it says, what the guard points at, and the decision."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QInputDialog,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _, date_text, ngettext
from desktop.core.labels import label
from desktop.core.observations.guard import masked
from desktop.core.observations.report_states import Role, Step, steps_open_to
from desktop.core.observations.scoring import Score
from desktop.desk import Desk
from desktop.ui.observations.review_content import ReviewContent
from desktop.ui.observations.tones import TONES
from desktop.ui.widgets.basics import Card, labelled, link, paragraph, primary, row, scrolled
from desktop.ui.widgets.chips import Chip
from desktop.usecases import reviewing
from desktop.usecases.bilan import OtherHalf, answer_other_half
from desktop.usecases.report_content import FieldText, FieldWarning
from desktop.usecases.report_sending import appeal_report
from desktop.usecases.reports import ReportSheet, get_report

SIDE_WIDTH = 330


class ReportReview(QWidget):
    """`left` goes back to the list; `other_wanted` asks for the other half of the bilan."""

    left = Signal()
    other_wanted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sheet: ReportSheet | None = None
        self.comments: dict[str, str] = {}
        self._title = labelled("section", "")
        self._place = labelled("muted", "")
        self._state = Chip()
        back = link(_("← Reports"))
        back.clicked.connect(self.left)
        head = row(back, self._title, self._place, self._state)
        self.content = ReviewContent()
        self.content.mend_wanted.connect(self._mend)
        self.content.comment_wanted.connect(self._comment)
        self.content.mask_wanted.connect(self._mask)
        self.content.clear_wanted.connect(self._clear)
        self._side = QVBoxLayout()
        self._side.setSpacing(12)
        side = QWidget()
        side.setFixedWidth(SIDE_WIDTH)
        side.setLayout(self._side)
        middle = QHBoxLayout()
        middle.addWidget(scrolled(self.content), 1)
        middle.addWidget(scrolled_side(side))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addLayout(middle, 1)
        self.buttons: dict[Step, QPushButton] = {}

    def open(self, report_id: int) -> None:
        """Show a report that was sent."""
        self.comments = {}
        self._desk.ask(get_report, report_id, Role.REVIEWER, then=self.show_sheet)

    def reload(self) -> None:
        """Read it again after a decision or a mend."""
        self._desk.ask(get_report, self.report_id, Role.REVIEWER, then=self.show_sheet)

    @property
    def report_id(self) -> int:
        assert self._sheet is not None
        return self._sheet.row.id

    def show_sheet(self, sheet: ReportSheet) -> None:
        self._sheet = sheet
        self._title.setText(sheet.questionnaire.words.text)
        day = date_text(sheet.row.day.date(), "long") if sheet.row.day else ""
        parts = (sheet.row.site, day, sheet.row.author)
        self._place.setText(" · ".join(part for part in parts if part))
        self._state.say(label(sheet.row.status), TONES[sheet.row.status])
        self.content.show_sheet(sheet)
        self._show_side(sheet)

    # -- the side

    def _show_side(self, sheet: ReportSheet) -> None:
        while (held := self._side.takeAt(0)) is not None:
            if (widget := held.widget()) is not None:
                widget.deleteLater()
        self._side.addWidget(self._decision(sheet))
        self._side.addWidget(_score_card(sheet.score, excluded=sheet.scores_excluded))
        if sheet.warnings:
            self._side.addWidget(self._warnings(sheet.warnings))
        if sheet.comments:
            self._side.addWidget(_history(sheet))
        if sheet.other_half is not None:
            self._side.addWidget(self._other_half(sheet.row.author, sheet.other_half))
        self._side.addStretch(1)

    def _decision(self, sheet: ReportSheet) -> Card:
        card = Card(_("Decision"))
        status = sheet.row.status
        steps = (*steps_open_to(Role.REVIEWER, status), *steps_open_to(Role.AUTHOR, status))
        if sheet.decision_reason:
            card.body.addWidget(paragraph(sheet.decision_reason, "muted"))
        actions: dict[Step, tuple[str, Callable[[], object]]] = {
            Step.ACCEPT: (_("Accept"), partial(self._do, reviewing.accept_report)),
            Step.ASK_REVISION: (_("Ask for a revision…"), self._ask_revision),
            Step.SET_ASIDE: (_("Set aside…"), self._set_aside),
            Step.RELEASE: (_("Release"), partial(self._do, reviewing.release_report)),
            Step.REOPEN: (_("Reopen…"), self._reopen),
            Step.APPEAL: (_("The author contests…"), self._appeal),
        }
        self.buttons = {}
        for step, (words, slot) in actions.items():
            if step not in steps:
                continue
            button = QPushButton(words)
            if step in (Step.ACCEPT, Step.RELEASE):
                primary(button)
            button.clicked.connect(lambda _on, act=slot: act())
            self.buttons[step] = button
            card.body.addWidget(button)
        if self.comments:
            count = ngettext("{count} comment ready", "{count} comments ready", len(self.comments))
            card.body.addWidget(labelled("muted", count.format(count=len(self.comments))))
        if not steps:
            card.body.addWidget(paragraph(_("Nothing more is changed in this report."), "muted"))
        return card

    def _other_half(self, mine: str, other: OtherHalf) -> Card:
        card = Card(_("The other half, by {author}").format(author=other.author))
        read = link(_("Read the other half of the review →"))
        read.clicked.connect(partial(self.other_wanted.emit, other.report_id))
        card.body.addWidget(read)
        for words in (
            _agreement(mine, other.comment, agrees=other.agrees),
            _agreement(other.author, other.their_comment, agrees=other.their_agrees),
        ):
            if words:
                card.body.addWidget(paragraph(words, "muted"))
        agree, disagree = link(_("Agrees")), link(_("Disagrees…"))
        agree.clicked.connect(lambda: self._do(partial(answer_other_half, agrees=True)))
        disagree.clicked.connect(self._disagree)
        card.body.addLayout(row(labelled("muted", mine), agree, disagree))
        return card

    def _disagree(self) -> None:
        words = self._ask_text(_("The other half"), _("With what does the author disagree?"))
        if words:
            self._do(partial(answer_other_half, agrees=False, comment=words))

    def _warnings(self, warnings: tuple[FieldWarning, ...]) -> Card:
        count = len(warnings)
        words = ngettext("{count} passage to look at", "{count} passages to look at", count)
        card = Card(words.format(count=count))
        card.body.addWidget(
            paragraph(
                _("They are highlighted in the text. All must be cleared before release."), "muted"
            )
        )
        return card

    # -- deciding

    def _do(self, use_case: Callable[..., object], *args: object) -> None:
        self._desk.do(use_case, self.report_id, *args, then=self._after)

    def _after(self, _value: object) -> None:
        self.reload()

    def _ask_revision(self) -> None:
        if not self.comments:
            text = self._ask_text(
                _("Ask for a revision"), _("What should the author look at again?")
            )
            if not text:
                return
            self.comments[""] = text
        asked = tuple(reviewing.FieldComment(text, field) for field, text in self.comments.items())
        self.comments = {}
        self._do(reviewing.ask_revision, asked)

    def _set_aside(self) -> None:
        reason = self._ask_text(
            _("Set aside"), _("Why? The author will read it and may contest the decision.")
        )
        if reason:
            self._do(reviewing.set_aside_report, reason)

    def _reopen(self) -> None:
        reason = self._ask_text(_("Reopen"), _("Why is the report read over again?"))
        if reason:
            self._do(reviewing.reopen_report, reason)

    def _appeal(self) -> None:
        reason = self._ask_text(_("Appeal"), _("What does the author answer?"))
        if reason:
            self._do(appeal_report, reason)

    # -- field by field

    def _comment(self, text: FieldText) -> None:
        before = self.comments.get(text.field, "")
        words = self._ask_text(_("Comment"), text.label, before)
        if words:
            self.comments[text.field] = words
            assert self._sheet is not None
            self._show_side(self._sheet)

    def _mend(self, text: FieldText) -> None:
        hint = _("Mend the form") if not text.factual else _("Mask words by […]")
        words = self._ask_text(hint, text.label, text.text)
        if words and words != text.text:
            self._do(reviewing.mend_text, text.field, words)

    def _mask(self, text: FieldText, warning: FieldWarning) -> None:
        self._do(reviewing.mend_text, text.field, masked(text.text, (warning.warning,)))

    def _clear(self, warning: FieldWarning) -> None:
        self._do(reviewing.clear_warning, warning.field, warning.warning.words)

    def _ask_text(self, title: str, question: str, before: str = "") -> str:
        text, answered = QInputDialog.getMultiLineText(self, title, question, before)
        return text.strip() if answered else ""


def scrolled_side(side: QWidget) -> QWidget:
    """The column of the decision, which scrolls by itself."""
    area = scrolled(side)
    area.setFixedWidth(SIDE_WIDTH + 14)
    return area


def _score_card(score: Score, *, excluded: bool) -> Card:
    card = Card(_("Score of the touchpoints"))
    figure = "—" if score.percent is None else f"{score.percent} %"
    card.body.addWidget(labelled("figure", figure))
    words = _("{answered} questions answered out of {asked}").format(
        answered=score.answered, asked=score.asked
    )
    card.body.addWidget(paragraph(words, "muted"))
    if score.percent is None and score.asked:
        card.body.addWidget(paragraph(_("Too few answers for a score."), "muted"))
    if score.failed_essentials:
        count = len(score.failed_essentials)
        essentials = ngettext(
            "{count} essential point is not met", "{count} essential points are not met", count
        )
        card.body.addWidget(paragraph(essentials.format(count=count), "error"))
    if excluded:
        card.body.addWidget(
            paragraph(_("The guest was recognised: this score does not count."), "error")
        )
    return card


def _agreement(author: str, comment: str, *, agrees: bool | None) -> str:
    if agrees is None:
        return ""
    if agrees:
        return _("{author} agrees.").format(author=author) + (f" {comment}" if comment else "")
    return _("{author} disagrees: {comment}").format(author=author, comment=comment)


def _history(sheet: ReportSheet) -> Card:
    card = Card(_("Comments and mends"))
    for each in sheet.comments:
        day = date_text(each.created.astimezone().date(), "short")
        if each.before:
            words = _("{day} · mended: “{before}” became “{after}”").format(
                day=day, before=each.before, after=each.text
            )
        else:
            words = f"{day} · {each.text}"
        card.body.addWidget(paragraph(words, "muted"))
    return card
