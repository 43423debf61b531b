"""One irritant beside the register: what it is, where it comes from, what it costs, what next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _, date_text, list_text, ngettext, number_text
from desktop.core.irritants import life_cycle
from desktop.core.irritants.effort import Asymmetry
from desktop.core.irritants.life_cycle import CARRIED_BY_NOBODY
from desktop.core.irritants.similarity import Match, confidence_text
from desktop.core.labels import label
from desktop.core.observations.touchpoints import touchpoint_name
from desktop.core.vocabulary import ActionStatus, IrritantStatus
from desktop.ui.irritants.effort_bars import EffortBars
from desktop.ui.irritants.register_columns import STATUS_TONES
from desktop.ui.irritants.tints import Faces, tint
from desktop.ui.widgets.basics import Card, labelled, link, paragraph, primary, row
from desktop.ui.widgets.chips import Chip, Tone
from desktop.usecases.irritants import ActionRow, CardRow, EventRow, IrritantDetail, Related

SHOWN = 5


class DetailPanel(QWidget):
    """Rebuilt at each choice. `step` carries what to do: a verb and, if any, its object."""

    step = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 6, 0)
        self._layout.setSpacing(12)
        self._similar: QVBoxLayout | None = None
        self._may_change = True
        self.clear()

    def clear(self) -> None:
        """Say that nothing is chosen."""
        self._empty()
        self._layout.addWidget(paragraph(_("Choose an irritant to see its whole story."), "muted"))
        self._layout.addStretch(1)

    def show_detail(self, detail: IrritantDetail, *, may_change: bool = True) -> None:
        """Show it; without buttons for whoever may only look."""
        self._empty()
        self._may_change = may_change
        for card in (
            self._head(detail),
            self._origin(detail),
            self._effort(detail),
            self._actions(detail),
            self._told(detail.cards),
            self._related(detail),
            self._history(detail.events),
        ):
            self._layout.addWidget(card)
        self._layout.addStretch(1)

    def show_similar(self, found: Sequence[tuple[Match, Related]]) -> None:
        """Other irritants that resemble the one shown."""
        if self._similar is None:
            return
        for match, other in found[:3]:
            name = f"{other.code} · {other.title}"
            self._similar.addWidget(paragraph(name))
            sure = _("likeness {sure}; telling words: {words}").format(
                sure=confidence_text(match.confidence), words=list_text(list(match.words)) or "—"
            )
            self._similar.addWidget(paragraph(sure, "muted"))
            self._similar.addLayout(
                row(
                    self._link(_("Join to this one"), "merge", other.id),
                    self._link(_("Not the same"), "apart", other.id),
                )
            )
        if not found:
            self._similar.addWidget(paragraph(_("Nothing in the register resembles it."), "muted"))

    # -- the cards

    def _head(self, detail: IrritantDetail) -> Card:
        line = detail.row
        card = Card()
        top = QHBoxLayout()
        title = labelled("section", line.title)
        title.setWordWrap(True)
        top.addWidget(title, 1)
        card.body.addLayout(top)
        chips: list[QWidget] = [
            labelled("muted", line.code),
            Chip(label(line.status), STATUS_TONES[line.status]),
        ]
        if line.overdue:
            chips.append(Chip(_("past its date"), Tone.BAD))
        if line.displaced_from_id is not None:
            chips.append(Chip(_("displaced"), Tone.WARN))
        card.body.addLayout(row(*chips))
        if line.moment is not None:
            name = labelled("", label(line.moment))
            name.setStyleSheet(f"color: {tint(line.moment)[0].name()}; font-weight: 600")
            card.body.addLayout(row(Faces(line.moment, 20), name))
        if line.priority.deadline is not None:
            due = date_text(line.priority.deadline)
            text = _("To be relieved by {date}: the enchantment will stop.").format(date=due)
            card.body.addWidget(paragraph(text, "error"))
        card.body.addWidget(paragraph(life_cycle.suggestion(line.status), "muted"))
        if self._may_change:
            card.body.addLayout(self._buttons(detail))
        return card

    def _buttons(self, detail: IrritantDetail) -> QVBoxLayout:
        status = detail.row.status
        verbs = {
            IrritantStatus.REPORTED: ("qualify", _("Qualify…")),
            IrritantStatus.QUALIFIED: ("assign", _("Assign…")),
            IrritantStatus.ASSIGNED: ("act", _("Plan an action…")),
            IrritantStatus.IN_HAND: ("close", _("Verify and resolve…")),
            IrritantStatus.TO_VERIFY: ("close", _("Verify and resolve…")),
            IrritantStatus.RESOLVED: ("reopen", _("Reopen…")),
            IrritantStatus.SET_ASIDE: ("reopen", _("Reopen…")),
        }
        forward, words = verbs[status]
        first: list[QWidget] = [primary(self._button(words, forward))]
        others: list[QWidget] = []
        if status not in life_cycle.CLOSED:
            for verb, text in (
                ("qualify", _("Qualify…")),
                ("assign", _("Assign…")),
                ("act", _("Plan an action…")),
            ):
                if verb != forward:
                    others.append(self._link(text, verb))
            others.append(self._link(_("Set aside…"), "set_aside"))
        stack = QVBoxLayout()
        stack.addLayout(row(*first))
        if others:
            stack.addLayout(row(*others))
        return stack

    def _origin(self, detail: IrritantDetail) -> Card:
        line = detail.row
        card = Card(_("Where it is felt, where it comes from"))
        unknown = _("not known yet")
        facts = QFormLayout()
        facts.setHorizontalSpacing(14)
        cause = detail.cause_name or unknown
        if detail.cause_detail:
            cause = f"{cause} — {detail.cause_detail}"
        for name, text in (
            (_("Touchpoint"), touchpoint_name(line.touchpoint) if line.touchpoint else unknown),
            (_("Felt by"), label(line.side)),
            (_("Felt at"), line.felt_at or unknown),
            (_("Caused by"), line.caused_by or unknown),
            (_("Cause"), cause),
            (_("Owner"), line.owner or _("nobody yet")),
            (_("Due"), date_text(line.due) if line.due else _("no date yet")),
        ):
            facts.addRow(labelled("muted", name), paragraph(text))
        card.body.addLayout(facts)
        if detail.path:
            way = " → ".join((*detail.path, _("clients")))
            card.body.addWidget(labelled("muted", _("The way to the client")))
            card.body.addWidget(paragraph(way))
        return card

    def _effort(self, detail: IrritantDetail) -> Card:
        line = detail.row
        card = Card(_("Effort, cost and priority"))
        bars = EffortBars()
        bars.show_paths(line.client_path, line.employee_path)
        card.body.addWidget(bars)
        if detail.asymmetry is not None:
            card.body.addWidget(paragraph(_asymmetry_text(detail.asymmetry)))
        if line.cost is not None:
            card.body.addWidget(paragraph(line.cost.formula))
        else:
            lacking = list_text(list(detail.missing_inputs))
            text = _("The cost cannot be reckoned yet; still to be observed: {what}.")
            card.body.addWidget(paragraph(text.format(what=lacking), "muted"))
        card.body.addWidget(paragraph(line.priority.formula, "muted"))
        return card

    def _actions(self, detail: IrritantDetail) -> Card:
        card = Card(_("Actions"))
        for action in detail.actions:
            self._add_action(card, action)
        if not detail.actions:
            card.body.addWidget(paragraph(_("No action yet."), "muted"))
        if detail.displacement_answer:
            who = detail.displacement_answer
            who = _("nobody") if who == CARRIED_BY_NOBODY else who
            card.body.addWidget(paragraph(_("Carried now by: {who}").format(who=who)))
        return card

    def _add_action(self, card: Card, action: ActionRow) -> None:
        card.body.addWidget(paragraph(action.title))
        when = action.done_on or action.due
        details = [label(action.status), date_text(when) if when else "", action.owner]
        card.body.addWidget(paragraph(" · ".join(filter(None, details)), "muted"))
        if action.employee_impact:
            text = _("For employees: {impact}").format(impact=action.employee_impact)
            card.body.addWidget(paragraph(text, "muted"))
        if self._may_change and action.status in {ActionStatus.PLANNED, ActionStatus.IN_HAND}:
            card.body.addWidget(self._link(_("Done today"), "done", action.id))

    def _told(self, cards: Sequence[CardRow]) -> Card:
        title = ngettext("{count} card", "{count} cards", len(cards)).format(count=len(cards))
        card = Card(_("What was reported: {cards}").format(cards=title))
        for each in cards[:SHOWN]:
            text = each.fact or each.title
            card.body.addWidget(paragraph(text))
            if each.quote:
                card.body.addWidget(paragraph(_("“{words}”").format(words=each.quote)))
            details = [each.month, _("idea: {idea}").format(idea=each.idea) if each.idea else ""]
            card.body.addWidget(paragraph(" · ".join(filter(None, details)), "muted"))
        return card

    def _related(self, detail: IrritantDetail) -> Card:
        card = Card(_("Related irritants"))
        for text, others in (
            (_("Moved here from"), (detail.displaced_from,)),
            (_("Carried now as"), detail.displaced_to),
            (_("Last campaign"), (detail.previous,)),
        ):
            for other in others:
                if other is not None:
                    card.body.addWidget(paragraph(f"{text} : {other.code} {other.title}"))
        for original in detail.originals:
            card.body.addWidget(paragraph(f"{original.code} · {original.title}"))
            if self._may_change:
                card.body.addWidget(self._link(_("Part it again"), "split", original.id))
        if self._may_change:
            card.body.addWidget(labelled("muted", _("Possibly the same")))
        self._similar = QVBoxLayout()
        card.body.addLayout(self._similar)
        return card

    def _history(self, events: Sequence[EventRow]) -> Card:
        card = Card(_("History"))
        for event in events[: 2 * SHOWN]:
            day = date_text(event.at.date())
            words = life_cycle.event_text(event.kind, event.detail)
            card.body.addWidget(paragraph(f"{day} · {words}", "muted"))
        return card

    # -- inside

    def _button(self, words: str, verb: str) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(self._told_to(verb, None))
        return button

    def _link(self, words: str, verb: str, what: object = None) -> QPushButton:
        button = link(words)
        button.clicked.connect(self._told_to(verb, what))
        return button

    def _told_to(self, verb: str, what: object) -> Callable[[bool], None]:
        return lambda _checked: self.step.emit(verb, what)

    def _empty(self) -> None:
        self._similar = None
        while (item := self._layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _asymmetry_text(asymmetry: Asymmetry) -> str:
    """The widest contrast, and the median when several measures were compared."""
    widest = asymmetry.widest
    text = _("{contrast}: {ratio} times more for the employee").format(
        contrast=widest.text, ratio=number_text(widest.ratio or 0, 1)
    )
    if len(asymmetry.contrasts) > 1:
        text += " " + _("(median of all measures: {ratio})").format(
            ratio=number_text(asymmetry.ratio, 1)
        )
    return text
