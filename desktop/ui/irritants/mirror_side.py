"""Beside the matrix: a moment with its playbook, or a touchpoint with the words of both sides."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _, date_text, list_text
from desktop.core.irritants.playbook import playbook
from desktop.core.labels import label
from desktop.core.vocabulary import ClientState, MirrorState, Moment, Polarity, Voice
from desktop.ui.irritants.matrix import cell_name
from desktop.ui.irritants.tints import Faces, tint
from desktop.ui.widgets.basics import Card, labelled, link, paragraph, row
from desktop.ui.widgets.chips import Chip, Tone
from desktop.usecases.mirror import MirrorCell, trend_text
from desktop.usecases.mirror_words import BothSides, Words
from desktop.usecases.spread import Spread

_TONES = {Polarity.POSITIVE: Tone.GOOD, Polarity.NEGATIVE: Tone.BAD, Polarity.NEUTRAL: Tone.NEUTRAL}


class MirrorSide(QWidget):
    """Rebuilt at each choice; `touched` asks for a touchpoint, `placing` to place one by hand."""

    touched = Signal(object)
    placing = Signal(object)
    replacing = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 6, 0)
        self._layout.setSpacing(12)
        self._words: QVBoxLayout | None = None
        self._spread: QVBoxLayout | None = None

    def show_moment(self, moment: Moment, cells: Sequence[MirrorCell]) -> None:
        """What the moment means, what to do about it, and where it is."""
        self._clear()
        book = playbook(moment)
        head = self._headed(label(moment), moment)
        head.body.addWidget(paragraph(book.meaning))
        where = Card(_("Where"))
        for cell in cells:
            button = link(cell_name(cell))
            button.clicked.connect(lambda _checked, one=cell: self.touched.emit(one))
            where.body.addWidget(button)
        if not cells:
            where.body.addWidget(paragraph(_("No touchpoint is in this moment."), "muted"))
        for card in (head, where, self._playbook(moment)):
            self._layout.addWidget(card)
        self._layout.addStretch(1)

    def show_cell(self, cell: MirrorCell, *, may_place: bool = True) -> None:
        """Why a touchpoint stands where it stands; its words come later, by `show_words`."""
        self._clear()
        head = self._headed(cell_name(cell), cell.moment)
        if not cell.counts_hidden:
            state = label(cell.moment) if cell.moment else label(cell.judgement.state)
            head.body.addWidget(paragraph(state, "muted"))
        head.body.addWidget(paragraph(cell.reason))
        if cell.ask:
            head.body.addWidget(paragraph(cell.ask))
        if cell.trend is not None:
            head.body.addWidget(paragraph(self._trend(cell), "muted"))
        if cell.deadline is not None:
            text = _("To be relieved by {date}: the enchantment will stop.")
            due = date_text(cell.deadline)
            head.body.addWidget(paragraph(text.format(date=due), "error"))
        if may_place:
            self._add_placing(head, cell)
        self._layout.addWidget(head)
        if cell.judgement.client is ClientState.ENCHANTED:
            spread = Card(_("Where it is lived, where not yet"))
            self._spread = spread.body
            self._layout.addWidget(spread)
        words = Card(_("The words of both sides"))
        self._words = words.body
        self._layout.addWidget(words)
        if cell.moment is not None:
            self._layout.addWidget(self._playbook(cell.moment))
        self._layout.addStretch(1)

    def show_words(self, both: BothSides) -> None:
        """Fill in the words of the touchpoint shown."""
        if self._words is None:
            return
        if both.withheld:
            self._words.addWidget(paragraph(both.withheld, "muted"))
            return
        for voice in (Voice.CLIENT, Voice.EMPLOYEE):
            told = [each for each in both.words if each.voice is voice]
            self._words.addWidget(labelled("section", label(voice)))
            if not told:
                self._words.addWidget(paragraph(_("No words from this side."), "muted"))
            for each in told[:6]:
                self._words.addWidget(_quote(each))

    def show_spread(self, spread: Spread) -> None:
        """Where clients were pleased at the touchpoint shown, and where none said so yet."""
        if self._spread is None:
            return
        for text, sites in (
            (_("Seen at: {places}."), spread.seen),
            (_("Not seen yet at: {places}."), spread.not_yet),
        ):
            if sites:
                self._spread.addWidget(paragraph(text.format(places=list_text(list(sites)))))

    def _add_placing(self, head: Card, cell: MirrorCell) -> None:
        if cell.judgement.state is not MirrorState.COMPLETE:
            return
        place = QPushButton(_("Place elsewhere…"))
        place.clicked.connect(lambda: self.placing.emit(cell))
        buttons: list[QWidget] = [place]
        if cell.override_id is not None:
            back = QPushButton(_("Back to the computed moment"))
            back.clicked.connect(lambda: self.replacing.emit(cell))
            buttons.append(back)
        head.body.addLayout(row(*buttons))

    def _trend(self, cell: MirrorCell) -> str:
        assert cell.trend is not None
        text = _("Since the last campaign: {change}").format(change=trend_text(cell.trend))
        if cell.previous is not None and cell.previous is not cell.moment:
            text += " " + _("(was: {moment})").format(moment=label(cell.previous))
        return text

    def _headed(self, title: str, moment: Moment | None) -> Card:
        card = Card()
        line = QHBoxLayout()
        name = labelled("section", title)
        name.setWordWrap(True)
        if moment is not None:
            line.addWidget(Faces(moment))
            name.setStyleSheet(f"color: {tint(moment)[0].name()}")
        line.addWidget(name, 1)
        card.body.addLayout(line)
        return card

    def _playbook(self, moment: Moment) -> Card:
        book = playbook(moment)
        card = Card(_("What to do"))
        card.body.addWidget(paragraph(book.aim))
        for number, step in enumerate(book.steps, start=1):
            mark = f"{number}." if book.ordered else "•"
            line = QHBoxLayout()
            line.setSpacing(8)
            sign = labelled("muted", mark)
            sign.setFixedWidth(18)
            line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(paragraph(step), 1)
            card.body.addLayout(line)
        done = _("Done when: {criterion}").format(criterion=book.exit_criterion)
        card.body.addWidget(paragraph(done, "good"))
        return card

    def _clear(self) -> None:
        self._words = self._spread = None
        while (item := self._layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _quote(words: Words) -> QWidget:
    """One saying with its polarity in words, its source and its month."""
    frame = QFrame()
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(0, 2, 0, 6)
    layout.setSpacing(3)
    text = " ".join(words.text.split())
    layout.addWidget(paragraph(_("“{words}”").format(words=text)))
    polarity = label(words.polarity) if words.polarity else _("to be specified")
    tone = _TONES.get(words.polarity, Tone.NEUTRAL) if words.polarity else Tone.NEUTRAL
    origin = " · ".join(filter(None, (words.source, words.month)))
    layout.addLayout(row(Chip(polarity, tone)))
    layout.addWidget(paragraph(origin, "muted"))
    return frame
