"""The queue of pairs that may be one irritant: joined, kept apart, or left for later."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _, percent_text
from desktop.desk import Desk
from desktop.ui.widgets.basics import Card, labelled, paragraph, scrolled
from desktop.usecases import register_intake
from desktop.usecases.similar_irritants import Proposal, list_proposals

PAGE = 10
"""Pairs shown at once."""


class ReviewDialog(QDialog):
    """One card a pair; whatever is decided is not asked again, and can be undone."""

    def __init__(self, desk: Desk, campaign_id: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._campaign_id = desk, campaign_id
        self.setWindowTitle(_("Pairs that may be the same irritant"))
        self.resize(720, 560)
        self._proposals: Sequence[Proposal] = ()
        self._page = 0
        self.place = labelled("muted", "")
        self.pairs = QVBoxLayout()
        self.pairs.setSpacing(10)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 6, 0)
        column.addLayout(self.pairs)
        column.addStretch(1)
        close = QPushButton(_("Close"))
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.addWidget(
            paragraph(_("Nothing is joined without you; both originals are kept."), "muted")
        )
        layout.addWidget(scrolled(content), 1)
        layout.addLayout(foot)
        self.earlier, self.later = QPushButton(_("Earlier")), QPushButton(_("Later pairs"))
        self.earlier.clicked.connect(lambda _checked: self._turn(-1))
        self.later.clicked.connect(lambda _checked: self._turn(1))
        foot.insertWidget(0, self.earlier)
        foot.insertWidget(1, self.place)
        foot.insertWidget(2, self.later)
        self._read()

    def _turn(self, pages: int) -> None:
        self._page += pages
        self._show(self._proposals)

    def _read(self, _value: object = None) -> None:
        self._desk.ask(list_proposals, self._campaign_id, None, then=self._show)

    def _show(self, proposals: Sequence[Proposal]) -> None:
        while (item := self.pairs.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._proposals = proposals
        pages = max(1, -(-len(proposals) // PAGE))
        self._page = max(0, min(self._page, pages - 1))
        first = self._page * PAGE
        for proposal in proposals[first : first + PAGE]:
            self.pairs.addWidget(self._card(proposal))
        self.earlier.setEnabled(self._page > 0)
        self.later.setEnabled(self._page < pages - 1)
        last = min(first + PAGE, len(proposals))
        text = _("{first} to {last} of {count}")
        self.place.setText(
            text.format(first=first + 1, last=last, count=len(proposals)) if proposals else ""
        )
        if not proposals:
            self.pairs.addWidget(paragraph(_("No pair is left to review.")))

    def _card(self, proposal: Proposal) -> Card:
        card = Card()
        for each in (proposal.first, proposal.second):
            card.body.addWidget(paragraph(f"{each.code} · {each.title}"))
        line = QHBoxLayout()
        alike = _("likeness: {share}").format(share=percent_text(min(proposal.score, 1)))
        line.addWidget(labelled("muted", alike))
        line.addStretch(1)
        join = QPushButton(_("Join them"))
        join.clicked.connect(
            lambda: self._desk.do(
                register_intake.merge, proposal.first.id, [proposal.second.id], then=self._read
            )
        )
        apart = QPushButton(_("Not the same"))
        apart.clicked.connect(
            lambda: self._desk.do(
                register_intake.refuse_pair,
                proposal.first.id,
                proposal.second.id,
                then=self._read,
            )
        )
        line.addWidget(join)
        line.addWidget(apart)
        card.body.addLayout(line)
        return card
