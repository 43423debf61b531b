"""The last pages of the form: the irritant cards, then the look over before sending."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from desktop.core.i18n import _, ngettext
from desktop.core.labels import label
from desktop.core.observations.touchpoints import touchpoint_name
from desktop.ui.observations.pages import FormPage
from desktop.ui.widgets.basics import Card, labelled, link, paragraph, primary, row
from desktop.usecases.reports import CardRow, FinalCheck


class CardsPage(FormPage):
    """The irritant cards of the report."""

    wanted = Signal()
    opened = Signal(int)
    removed = Signal(int)

    def __init__(self) -> None:
        super().__init__(
            _("Irritants"),
            "",
            _("Whatever wastes the time or the patience of a client, of an employee, or of both. "
              "One card for each; none is fine too."),
        )  # fmt: skip
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self.body.addLayout(self._list)
        self.add = QPushButton(_("Add an irritant card"))
        self.add.clicked.connect(self.wanted)
        self.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_cards(self, cards: tuple[CardRow, ...]) -> None:
        while (held := self._list.takeAt(0)) is not None:
            if (widget := held.widget()) is not None:
                widget.deleteLater()
        for each in cards:
            self._list.addWidget(self._line(each))

    def _line(self, each: CardRow) -> Card:
        frame = Card()
        place = touchpoint_name(each.card.touchpoint) if each.card.touchpoint else ""
        facts = [place, label(each.card.side)]
        if each.caused_by:
            facts.append(_("caused by {department}").format(department=each.caused_by))
        frame.body.addWidget(paragraph(each.card.title or _("Card without a title"), "section"))
        frame.body.addWidget(paragraph(" · ".join(fact for fact in facts if fact), "muted"))
        if each.card.fact:
            frame.body.addWidget(paragraph(each.card.fact))
        edit, remove = link(_("Complete")), link(_("Remove"))
        edit.clicked.connect(lambda: self.opened.emit(each.id))
        remove.clicked.connect(lambda: self.removed.emit(each.id))
        frame.body.addLayout(row(edit, remove))
        return frame


class CheckPage(FormPage):
    """The last look: what is missing, with the way to it; then sending."""

    sent = Signal()
    asked_for = Signal(str, str)
    card_asked_for = Signal(int)

    def __init__(self) -> None:
        super().__init__(
            _("Look over and send"),
            "",
            _("Once sent, the report is read over by the coordinator, who may ask you to complete "
              "it but never changes a fact."),
        )  # fmt: skip
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self.body.addLayout(self._list)
        self.send = primary(QPushButton(_("Send my report")))
        self.send.setEnabled(False)  # until the check has been made
        self.send.clicked.connect(self.sent)
        self.body.addWidget(self.send, 0, Qt.AlignmentFlag.AlignLeft)
        self.links: list[QPushButton] = []

    def show_check(self, check: FinalCheck) -> None:
        self._clear()
        count = len(check.missing) + len(check.cards)
        self.send.setEnabled(check.ready)
        if check.ready:
            self._list.addWidget(labelled("good", _("✓ Nothing is missing.")))
        else:
            words = ngettext("{count} thing to complete:", "{count} things to complete:", count)
            self._list.addWidget(labelled("section", words.format(count=count)))
        for each in check.missing:
            self._go(each.sentence, partial(self.asked_for.emit, each.section, each.item))
        for card in check.cards:
            title = card.title or _("Card without a title")
            sentence = _("Irritant card “{title}”: {lack}.").format(title=title, lack=card.lacks[0])
            self._go(sentence, partial(self.card_asked_for.emit, card.card_id))
        if check.hidden:
            self._notice(
                _("These questions are no longer asked; their answers will not be sent:"),
                check.hidden,
            )
        if check.warnings:
            self._notice(
                _("Please read these words again; you may leave them if they are harmless:"),
                [f"{each.label} — {each.warning.sentence}" for each in check.warnings],
            )

    def _clear(self) -> None:
        self.links = []
        while (held := self._list.takeAt(0)) is not None:
            if (widget := held.widget()) is not None:
                widget.deleteLater()

    def _go(self, sentence: str, go: Callable[[], object]) -> None:
        button = link(f"→ {sentence}")
        button.clicked.connect(lambda _on: go())
        self.links.append(button)
        self._list.addWidget(button)

    def _notice(self, title: str, lines: Iterable[str]) -> None:
        frame = QFrame()
        frame.setProperty("role", "notice")
        frame.setProperty("tone", "warn")
        inside = QVBoxLayout(frame)
        inside.addWidget(paragraph(title))
        for line in lines:
            inside.addWidget(paragraph(f"• {line}", "muted"))
        self._list.addSpacing(8)
        self._list.addWidget(frame)
