"""Dialogs about one stay: what is signed, moved, proved, drawn, corrected, who goes along."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, QLocale, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import N_, _, date_text, day_text, language, money_text, number_text
from desktop.core.stays.draw import Ticket
from desktop.core.stays.states import MOST_DATE_CHANGES
from desktop.core.stays.terms import Terms
from desktop.ui.models.table import Column
from desktop.ui.stays.dialogs import money_field
from desktop.ui.widgets.basics import labelled, paragraph, primary
from desktop.ui.widgets.table import TablePanel
from desktop.usecases.stay_companions import MOST_COMPANIONS
from desktop.usecases.stay_money import SettledLine
from desktop.usecases.stay_papers import PROOF_WORDS, ProofKind, ProofRow
from desktop.usecases.stays import DrawRecord, StayRow

NATURE_WORDS = {"rebate": N_("Rebate"), "benefit_in_kind": N_("Benefit in kind")}


class Asking(QDialog):
    """A title, a body, one main button and Cancel; subclasses fill `body`."""

    def __init__(self, title: str, words: str, parent: QWidget | None, width: int = 520) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(width)
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        buttons = QDialogButtonBox()
        self.keep = primary(QPushButton(words))
        buttons.addButton(self.keep, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(self.body, 1)
        layout.addWidget(buttons)

    def _accept(self) -> None:
        self.accept()
        self.give()

    def give(self) -> None:
        """Emit what was asked for."""


class SignDialog(Asking):
    """The scenario and the commitments in full, and the day of the signature."""

    given = Signal(object)

    def __init__(self, alias: str, terms: Terms, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Scenario and commitments · {alias}").format(alias=alias),
            _("Read and signed"), parent, 620,
        )  # fmt: skip
        for title, text in (
            (_("Scenario"), terms.scenario_text),
            (_("Commitments"), terms.commitments_text),
            (_("What you receive"), terms.rebate_words),
        ):
            self.body.addWidget(labelled("section", title))
            self.body.addWidget(paragraph(text))
        minutes = _("Count on {minutes} minutes for the report.").format(minutes=terms.minutes)
        self.body.addWidget(paragraph(minutes, "muted"))
        self.day = day_field(date.today())  # noqa: DTZ011 -- the day on the user's desk
        self.day.setMaximumDate(QDate.currentDate())
        line = QFormLayout()
        line.addRow(_("Signed on"), self.day)
        self.body.addLayout(line)

    def give(self) -> None:
        self.given.emit(self.day.date().toPython())


class MoveDialog(Asking):
    """Another arrival inside the window, and how many moves are left."""

    given = Signal(object)

    def __init__(self, row: StayRow, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Move the dates · {alias}").format(alias=row.alias), _("Move"), parent, 460
        )
        left = MOST_DATE_CHANGES - row.date_changes
        counter = _("Moved {count} of {most} times.").format(
            count=number_text(row.date_changes), most=number_text(MOST_DATE_CHANGES)
        )
        self.body.addWidget(paragraph(counter, "muted"))
        self.day = day_field(row.arrival)
        if row.window_start and row.window_end:
            first, last = row.window_start, row.window_end
            self.day.setDateRange(qt_day(first), qt_day(last))
            words = _("Between {first} and {last}, on open nights.")
            self.body.addWidget(
                paragraph(words.format(first=date_text(first), last=date_text(last)))
            )
        line = QFormLayout()
        line.addRow(_("New arrival"), self.day)
        self.body.addLayout(line)
        self.keep.setEnabled(left > 0)

    def give(self) -> None:
        self.given.emit(self.day.date().toPython())


class CompanionsDialog(Asking):
    """First and last names, forgotten as soon as their marks are made."""

    given = Signal(object)

    def __init__(self, row: StayRow, parent: QWidget | None = None) -> None:
        super().__init__(_("Companions · {alias}").format(alias=row.alias), _("Record"), parent)
        words = _(
            "Names are not kept: only initials and a fingerprint, until the rotation is over. "
            "What is written here replaces what was recorded."
        )
        self.body.addWidget(paragraph(words, "muted"))
        self.names = [QLineEdit() for _number in range(MOST_COMPANIONS)]
        form = QFormLayout()
        for number, field in enumerate(self.names, 1):
            field.setPlaceholderText(_("First and last name"))
            form.addRow(_("Companion {number}").format(number=number), field)
        self.body.addLayout(form)

    def give(self) -> None:
        self.given.emit(tuple(text for field in self.names if (text := field.text().strip())))


PROOFS: tuple[Column[ProofRow], ...] = (
    Column(N_("Proves"), lambda row: _(PROOF_WORDS[row.kind]), width=210),
    Column(N_("Type"), lambda row: row.media_type.partition("/")[2].upper()),
    Column(N_("Size"), lambda row: _("{size} kB").format(size=number_text(row.size // 1000 + 1)),
           right=True),
    Column(N_("Fingerprint"), lambda row: row.sha256[:16], width=150),
)  # fmt: skip


class ProofsDialog(Asking):
    """What was joined, and a file to join; names of files are not kept."""

    joined = Signal(object, str, object)

    def __init__(self, alias: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Proofs · {alias}").format(alias=alias), _("Join…"), parent, 600)
        words = _(
            "A picture or a PDF; place, date, author and name of the file are removed. "
            "No settlement without one proof of each kind."
        )
        self.body.addWidget(paragraph(words, "muted"))
        self.table: TablePanel[ProofRow] = TablePanel(PROOFS, _("Proofs"))
        self.body.addWidget(self.table, 1)
        self.kind = QComboBox()
        for kind in ProofKind:
            self.kind.addItem(_(PROOF_WORDS[kind]), kind)
        line = QHBoxLayout()
        line.addWidget(labelled("", _("This file proves")))
        line.addWidget(self.kind, 1)
        self.body.addLayout(line)

    def show_proofs(self, rows: Sequence[ProofRow]) -> None:
        self.table.replace(rows)

    def give(self) -> None:
        kinds = _("Pictures and PDF") + " (*.jpg *.jpeg *.png *.pdf)"
        name, _kind = QFileDialog.getOpenFileName(self, _("Join a file"), "", kinds)
        if name:
            self.join(Path(name))

    def join(self, path: Path) -> None:
        """Read a file and hand it over."""
        self.joined.emit(self.kind.currentData(), path.name, path.read_bytes())


TICKETS: tuple[Column[Ticket], ...] = (
    Column(N_("Staff number"), lambda row: row.code, width=130),
    Column(N_("Stays had"), lambda row: number_text(row.served), right=True),
    Column(N_("Number drawn"), lambda row: row.number[:16], width=170),
)


class DrawDialog(QDialog):
    """How a tie was settled, drawn again before the reader's eyes."""

    def __init__(self, alias: str, record: DrawRecord | None, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("The draw · {alias}").format(alias=alias))
        layout = QVBoxLayout(self)
        if record is None:
            self.words = _("No draw was needed: the stay was granted to a person chosen.")
            layout.addWidget(paragraph(self.words))
            return
        self.resize(520, 420)
        same = _("Drawn again from its seed, it gives the same order.")
        other = _("Drawn again from its seed, it gives ANOTHER order.")
        self.words = _("Drawn on {date}, seed {seed}.").format(
            date=date_text(record.drawn_at.date()), seed=record.seed
        )
        layout.addWidget(paragraph(self.words))
        layout.addWidget(
            paragraph(
                same if record.reproduced else other, "good" if record.reproduced else "error"
            )
        )
        words = _("Those with fewest stays first, then the smallest number.")
        layout.addWidget(paragraph(words, "muted"))
        self.table: TablePanel[Ticket] = TablePanel(TICKETS, _("Numbers drawn"))
        self.table.replace(record.tickets)
        layout.addWidget(self.table, 1)


LINES: tuple[Column[SettledLine], ...] = (
    Column(N_("Month"), lambda row: day_text(row.month, "LLLL y"), key=lambda row: row.month,
           width=140),
    Column(N_("Nature"), lambda row: _(NATURE_WORDS[row.nature.value]), width=150),
    Column(N_("Value"), lambda row: money_text(row.value), key=lambda row: row.value, right=True),
    Column(N_("Corrects"), lambda row: _("an earlier line") if row.corrects_id else "", width=130),
)  # fmt: skip


class LinesDialog(Asking):
    """Payroll lines of a stay; a correction is a new line with the difference."""

    given = Signal(int, object)

    def __init__(
        self, alias: str, lines: Sequence[SettledLine], parent: QWidget | None = None
    ) -> None:
        super().__init__(
            _("Payroll lines · {alias}").format(alias=alias), _("Add the correction"), parent, 620
        )
        self.table: TablePanel[SettledLine] = TablePanel(LINES, _("Payroll lines"))
        self.table.replace(lines)
        self.table.picked.connect(self._on_picked)
        self.value = money_field()
        self.keep.setEnabled(False)
        words = _("No line is ever changed: the right value gives a new line with the difference.")
        self.body.addWidget(paragraph(words, "muted"))
        self.body.addWidget(self.table, 1)
        form = QFormLayout()
        form.addRow(_("Right value"), self.value)
        self.body.addLayout(form)

    def _on_picked(self, row: SettledLine | None) -> None:
        self.keep.setEnabled(row is not None and row.corrects_id is None)
        if row is not None:
            self.value.setValue(float(row.value))

    def give(self) -> None:
        row = self.table.current()
        if row is not None:
            self.given.emit(row.id, self.value.value())


def day_field(day: date) -> QDateEdit:
    """A day in the language in force, with its calendar."""
    field = QDateEdit(qt_day(day))
    field.setLocale(QLocale(language()))
    field.setCalendarPopup(True)
    return field


def qt_day(day: date) -> QDate:
    """A day as Qt has it."""
    return QDate(day.year, day.month, day.day)
