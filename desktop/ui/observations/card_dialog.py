"""The irritant card: what happens, who suffers from it, what it costs, where it comes from.

It is saved as it is typed: closing the window, or losing it, loses nothing.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.irritants.effort import Measure
from desktop.core.labels import label
from desktop.core.observations.cards import LONGEST_TITLE, Card, Effort
from desktop.core.observations.touchpoints import Touchpoint
from desktop.core.observations.typing_log import typed_now
from desktop.core.vocabulary import IrritantSide
from desktop.desk import Desk
from desktop.ui.observations.autosave import Autosave
from desktop.ui.observations.fields import ChoiceField, TextField
from desktop.ui.observations.pages import TouchpointBox
from desktop.ui.observations.question import GuardLine
from desktop.ui.widgets.basics import labelled, paragraph, primary, row, scrolled
from desktop.usecases.report_writing import Saved, save_card
from desktop.usecases.reports import Choice
from desktop.usecases.similar_irritants import list_similar

LOOK_AFTER_MS = 700
SHORTEST_SEARCH = 8


def _measures() -> tuple[tuple[Measure, str], ...]:
    return (
        (Measure.MINUTES, _("Minutes")),
        (Measure.SCREENS, _("Screens")),
        (Measure.APPLICATIONS, _("Applications")),
        (Measure.HAND_OVERS, _("Hand-overs")),
        (Measure.APPROVALS, _("Approvals")),
        (Measure.INTERLOCUTORS, _("People dealt with")),
    )


class CardDialog(QDialog):
    """One card of one report; `kept` tells each time that it reached the database."""

    kept = Signal(int)

    def __init__(
        self,
        desk: Desk,
        report_id: int,
        campaign_id: int,
        journey: tuple[Touchpoint, ...],
        departments: tuple[Choice, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Irritant card"))
        self.resize(760, 720)
        self._desk, self._report_id, self._campaign_id = desk, report_id, campaign_id
        self._departments = departments
        self._card, self._card_id = Card(), None
        self._begun = datetime.now(UTC).isoformat()
        self.autosave = Autosave(desk, self)
        self._search = QTimer(self)
        self._search.setSingleShot(True)
        self._search.setInterval(LOOK_AFTER_MS)
        self._search.timeout.connect(self._look_for_similar)
        self._make_fields(journey)
        self._lay_out()

    _card_id: int | None

    def show_card(self, card: Card, card_id: int | None) -> None:
        """Open a card, or a new one already placed at a touchpoint."""
        self._card, self._card_id = card, card_id
        self.place.show_code(card.touchpoint)
        self.title.setText(card.title)
        self.fact.show_answer(card.fact)
        self.quote.show_answer(card.quote)
        self.idea.show_answer(card.idea)
        self.side.show_answer(card.side.value)
        self.severity_client.show_answer(str(card.severity_client))
        self.severity_employee.show_answer(str(card.severity_employee))
        self.cause.setCurrentIndex(max(self.cause.findData(card.caused_by_id), 0))
        self.times.setValue(card.occurrences_per_week or 0)
        for path, boxes in self.efforts.items():
            for measure, box in boxes.items():
                box.setValue(getattr(card, path).get(measure.value, 0) or 0)

    # -- inside

    def _make_fields(self, journey: tuple[Touchpoint, ...]) -> None:
        self.place = TouchpointBox(journey)
        self.place.picked.connect(lambda code: self._set(touchpoint=code))
        self.title = QLineEdit()
        self.title.setMaxLength(LONGEST_TITLE)
        self.title.setPlaceholderText(_("In a few words, as you would say it"))
        self.title.setAccessibleName(_("Title"))
        self.title.textEdited.connect(self._on_title)
        self.similar = paragraph("", "muted")
        self.similar.hide()
        self.fact = self._text("fact", _("The fact"), _("What happened: where, when, how long"), 3)
        self.quote = self._text("quote", _("What was said"), _("Word for word, naming nobody"), 2)
        self.idea = self._text("idea", _("An idea to mend it"), _("What would remove it"), 2)
        self.side = ChoiceField([(side.value, label(side)) for side in IrritantSide])
        self.side.changed.connect(self._on_side)
        self.severity_client = self._severity("severity_client", _("leaves"))
        self.severity_employee = self._severity("severity_employee", _("gives up"))
        self.cause = QComboBox()
        self.cause.setAccessibleName(_("Department that causes it"))
        self.cause.addItem(_("I do not know"), None)
        for department in self._departments:
            self.cause.addItem(department.name, department.id)
        self.cause.activated.connect(lambda: self._set(caused_by_id=self.cause.currentData()))
        self.times = self._number(_("times a week"))
        self.times.valueChanged.connect(
            lambda value: self._set(occurrences_per_week=float(value) or None)
        )
        self.efforts = {path: self._path(path) for path in ("client_effort", "employee_effort")}

    def _text(self, name: str, words: str, hint: str, lines: int) -> TextField:
        field = TextField(words, hint, lines)
        field.changed.connect(lambda text: self._set(**{name: text}))
        return field

    def _severity(self, name: str, worst: str) -> ChoiceField:
        words = ("0", "1", "2", "3", f"4 · {worst}")
        field = ChoiceField([(str(mark), text) for mark, text in enumerate(words)])
        field.changed.connect(lambda value: self._set(**{name: int(value or 0)}))
        return field

    def _number(self, name: str) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        box.setDecimals(0)
        box.setMaximum(100_000)
        box.setSpecialValueText("—")
        box.setFixedWidth(96)
        box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.setAccessibleName(name)
        return box

    def _path(self, path: str) -> dict[Measure, QDoubleSpinBox]:
        boxes = {}
        whose = _("client") if path == "client_effort" else _("employee")
        for measure, words in _measures():
            box = self._number(f"{words}, {whose}")
            box.valueChanged.connect(lambda _value, p=path: self._on_effort(p))
            boxes[measure] = box
        return boxes

    def _on_side(self, value: str) -> None:
        if value:
            self._set(side=IrritantSide(value))
        else:  # somebody always suffers from it
            self.side.show_answer(self._card.side.value)

    def _on_effort(self, path: str) -> None:
        effort: Effort = {
            measure.value: box.value() for measure, box in self.efforts[path].items() if box.value()
        }
        self._set(**{path: effort})

    def _lay_out(self) -> None:
        content = QWidget()
        body = QVBoxLayout(content)
        body.setContentsMargins(4, 4, 16, 4)
        body.setSpacing(8)
        for words, widgets in (
            (_("What gets in the way?"), (self.place, self.title, self.similar)),
            (_("The fact"), (self.fact, self._guard(self.fact))),
            (_("What was said"), (self.quote, self._guard(self.quote))),
            (_("Who suffers from it?"), (self.side,)),
        ):
            self._part(body, words, *widgets)
        self._part(body, _("How much does it cost them?"), self._grid())
        self._part(body, _("Which department does it come from?"), self.cause)
        self._part(body, _("An idea to mend it"), self.idea, self._guard(self.idea))
        body.addStretch(1)
        self.done_button = primary(QPushButton(_("Done")))
        self.done_button.clicked.connect(self.close)
        self._state = labelled("muted", _("Saved as you type."))
        bottom = row(self._state)
        bottom.addWidget(self.done_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 16, 20, 16)
        outer.setSpacing(12)
        outer.addWidget(scrolled(content), 1)
        outer.addLayout(bottom)
        self.autosave.refused.connect(lambda _key, sentence: self._state.setText(sentence))
        self.title.setFocus()

    def _part(self, body: QVBoxLayout, words: str, *widgets: QWidget) -> None:
        if body.count():
            body.addSpacing(6)
        body.addWidget(labelled("section", words))
        for widget in widgets:
            body.addWidget(widget)

    def _guard(self, field: TextField) -> GuardLine:
        line = GuardLine()
        field.changed.connect(line.look_at)
        return line

    def _grid(self) -> QWidget:
        grid_holder = QWidget()
        grid = QGridLayout(grid_holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.addWidget(labelled("muted", _("on the client's path")), 0, 1)
        grid.addWidget(labelled("muted", _("on the employee's path")), 0, 2)
        for line, (measure, words) in enumerate(_measures(), start=1):
            grid.addWidget(labelled("", words), line, 0)
            grid.addWidget(self.efforts["client_effort"][measure], line, 1)
            grid.addWidget(self.efforts["employee_effort"][measure], line, 2)
        line = len(_measures()) + 1
        grid.addWidget(labelled("", _("How serious?")), line, 0, Qt.AlignmentFlag.AlignTop)
        severity = QVBoxLayout()
        for words, field in (
            (_("for the client"), self.severity_client),
            (_("for the employee"), self.severity_employee),
        ):
            holder = QWidget()
            holder.setLayout(row(labelled("muted", words), field))
            severity.addWidget(holder)
        grid.addLayout(severity, line, 1, 1, 3)
        grid.addWidget(labelled("", _("How often?")), line + 1, 0)
        grid.addWidget(self.times, line + 1, 1)
        grid.addWidget(labelled("muted", _("times a week")), line + 1, 2)
        grid.setColumnStretch(3, 1)
        return grid_holder

    def _set(self, **values: Any) -> None:  # noqa: ANN401 -- fields of Card
        self._card = replace(self._card, **values)
        if self._card.is_blank and self._card_id is None:
            return  # a card exists once it says something
        self.autosave.put(
            "card",
            save_card,
            self._report_id,
            self._card,
            last=lambda: self._card_id,
            then=self._on_saved,
            typed=typed_now(
                "card", "card", id=self._card_id, begun=self._begun, card=asdict(self._card)
            ),
        )

    def _on_saved(self, saved: Saved) -> None:
        self._card_id = saved.id
        self._state.setText(_("Saved."))
        self.kept.emit(saved.id)

    def _on_title(self, text: str) -> None:
        self._set(title=text)
        self._search.start()

    def _look_for_similar(self) -> None:
        words = self.title.text()
        if len(words) < SHORTEST_SEARCH:
            self.similar.hide()
            return
        self._desk.ask(list_similar, self._campaign_id, words, 3, then=self._show_similar)

    def _show_similar(self, found: list[Any]) -> None:
        lines = [f"• {related.code} · {related.title}" for _match, related in found]
        self.similar.setText(_("Already known, perhaps the same:") + "\n" + "\n".join(lines))
        self.similar.setVisible(bool(lines))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 -- Qt's name
        self.autosave.flush()
        super().closeEvent(event)
