"""What an import would change, line by line, and what it holds back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from desktop.core.exchange.checking import Held
from desktop.core.exchange.kinds import KINDS
from desktop.core.i18n import N_, _, ngettext, number_text
from desktop.ui.importing.columns import ColumnsTable
from desktop.ui.models.table import Column
from desktop.ui.widgets.basics import labelled, paragraph, scrolled
from desktop.ui.widgets.chips import Chip, Tone
from desktop.ui.widgets.table import TablePanel
from desktop.usecases.importing import FieldChange, ImportPreview, RowPreview, State

_TONES = {State.ADDED: Tone.GOOD, State.CHANGED: Tone.WARN, State.UNCHANGED: Tone.NEUTRAL}
GONE_SHOWN = 200
REPAIRS_SHOWN = 50


def state_text(state: State) -> str:
    """A state in a word."""
    return {
        State.ADDED: _("added"),
        State.CHANGED: _("changed"),
        State.UNCHANGED: _("unchanged"),
    }[state]


def changes_text(row: RowPreview) -> str:
    """`department : Sales → Marketing ; …`; what it would hold, for a new row."""
    if row.state is State.ADDED:
        return " ; ".join(f"{_title(change)} : {change.after}" for change in row.changes)
    return " ; ".join(
        f"{_title(change)} : {change.before or '∅'} → {change.after or '∅'}"
        for change in row.changes
    )


def _title(change: FieldChange) -> str:
    return field_title(change.field.removesuffix("_id"))


def field_title(name: str) -> str:
    """A field in words, whatever its kind."""
    title = next((f.title for kind in KINDS for f in kind.fields if f.name == name), name)
    return _(title).format(letter=name[-1:].upper())


_ROWS: tuple[Column[RowPreview], ...] = (
    Column(N_("Line"), lambda row: str(row.line or ""), key=lambda row: row.line, right=True),
    Column(N_("Name"), lambda row: row.label, width=320),
    Column(
        N_("Becomes"),
        lambda row: state_text(row.state),
        tone=lambda row: _TONES[row.state],
        width=140,
    ),
    Column(N_("What changes"), changes_text, tip=changes_text),
)
_HELD: tuple[Column[Held], ...] = (
    Column(N_("Line"), lambda held: str(held.line), key=lambda held: held.line, right=True),
    Column(N_("Field"), lambda held: field_title(held.field), width=160),
    Column(N_("Value"), lambda held: held.value, tip=lambda held: held.value, width=240),
    Column(N_("Why it is held"), lambda held: held.reason, tip=lambda held: held.reason),
)


class PreviewTabs(QTabWidget):
    """Columns, what would change, held lines, remarks."""

    def __init__(self, on_rejects: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = ColumnsTable()
        self.rows: TablePanel[RowPreview] = TablePanel(_ROWS, _("What would change"))
        self.held: TablePanel[Held] = TablePanel(_HELD, _("Held lines"))
        self.rejects = QPushButton(_("Save the held lines…"))
        self.rejects.setToolTip(
            _("A CSV file with the reason of each line: mend it, then bring it back here.")
        )
        self.rejects.clicked.connect(on_rejects)
        self.held.add_tool(self.rejects)
        self.remarks = QWidget()
        self._remarks = QVBoxLayout(self.remarks)
        self._remarks.setContentsMargins(12, 12, 12, 12)
        self._remarks.setSpacing(8)
        for panel in (self.rows, self.held):
            panel.setContentsMargins(0, 10, 0, 0)
        for widget in (self.columns, self.rows, self.held, scrolled(self.remarks)):
            self.addTab(widget, "")
        self.name_tabs(None)

    def name_tabs(self, preview: ImportPreview | None) -> None:
        """Tabs carry their counts, so that nothing waits unseen."""
        held = len(preview.held) if preview else 0
        rows = len(preview.rows) if preview else 0
        remarks = len(preview.warnings) + bool(preview.gone) if preview else 0
        for tab, words, count in (
            (0, _("Columns"), 0),
            (1, _("What would change"), rows),
            (2, _("Held lines"), held),
            (3, _("Remarks"), remarks),
        ):
            self.setTabText(tab, f"{words} ({number_text(count)})" if count else words)
            self.setTabEnabled(tab, tab == 0 or preview is not None)

    def show_preview(self, preview: ImportPreview) -> None:
        self.rows.replace(preview.rows)
        self.held.replace(preview.held)
        self.rejects.setEnabled(bool(preview.held))
        self._show_remarks(preview)
        self.name_tabs(preview)

    def _show_remarks(self, preview: ImportPreview) -> None:
        while (item := self._remarks.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for warning in preview.warnings:
            self._remarks.addWidget(paragraph(f"• {warning}"))
        self._show_repairs(preview)
        if preview.gone:
            count = len(preview.gone)
            title = ngettext(
                "{count} is known and absent from this file. It stays as it is:",
                "{count} are known and absent from this file. They stay as they are:",
                count,
            ).format(count=number_text(count))
            self._remarks.addWidget(labelled("section", title))
            names = "\n".join(preview.gone[:GONE_SHOWN])
            more = "\n…" if count > GONE_SHOWN else ""
            self._remarks.addWidget(paragraph(names + more, "muted"))
        if not preview.warnings and not preview.gone and not preview.repairs:
            self._remarks.addWidget(paragraph(_("Nothing to remark."), "muted"))
        self._remarks.addStretch(1)

    def _show_repairs(self, preview: ImportPreview) -> None:
        """What was read otherwise than it is written, so that nobody is surprised."""
        if not preview.repairs:
            return
        self._remarks.addWidget(labelled("section", _("Cells read otherwise than written")))
        lines = [
            _("line {line}, {field}: “{before}” becomes “{after}”").format(
                line=repair.line,
                field=field_title(repair.field),
                before=repair.before,
                after=repair.after,
            )
            for repair in preview.repairs[:REPAIRS_SHOWN]
        ]
        if len(preview.repairs) > REPAIRS_SHOWN:
            lines.append("…")
        self._remarks.addWidget(paragraph("\n".join(lines), "muted"))


class CountChips(QWidget):
    """The numbers of an import, in words and colours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._layout.addStretch(1)
        self._chips: list[Chip | QLabel] = []

    def say(self, preview: ImportPreview) -> None:
        """Only what is not zero, added and held always."""
        self.clear()
        counts = (
            (preview.count(State.ADDED), Tone.GOOD, N_("added: {count}"), True),
            (preview.count(State.CHANGED), Tone.WARN, N_("changed: {count}"), False),
            (preview.count(State.UNCHANGED), Tone.NEUTRAL, N_("unchanged: {count}"), False),
            (len(preview.held), Tone.BAD, N_("held: {count}"), False),
            (preview.repaired, Tone.INFO, N_("repaired: {count}"), False),
            (preview.left_out, Tone.NEUTRAL, N_("left out: {count}"), False),
            (len(preview.gone), Tone.NEUTRAL, N_("absent from the file: {count}"), False),
        )
        for count, tone, words, always in counts:
            if count or always:
                chip = Chip(_(words).format(count=number_text(count)), tone)
                self._layout.insertWidget(self._layout.count() - 1, chip)
                self._chips.append(chip)

    def clear(self) -> None:
        for chip in self._chips:
            self._layout.removeWidget(chip)
            chip.deleteLater()
        self._chips.clear()

    @property
    def texts(self) -> list[str]:
        return [chip.text if isinstance(chip, Chip) else chip.text() for chip in self._chips]
