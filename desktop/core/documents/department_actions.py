"""The action table of a department summary: to be filled in on screen or by hand, and sent back."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.documents import theme
from desktop.core.documents.action_form import NEW_ROWS, field_name, new_name, row_name
from desktop.core.documents.blocks import Block
from desktop.core.documents.canvas import Page
from desktop.core.documents.fields import Field, FieldBox, FieldCell
from desktop.core.documents.flow import Story
from desktop.core.documents.structure import Node
from desktop.core.documents.summary import ActionRow, DepartmentSummary
from desktop.core.documents.tables import Cell, Column, table
from desktop.core.documents.text import Text
from desktop.core.i18n import _, date_text, ngettext, number_text
from desktop.core.labels import label
from desktop.core.observations.form_names import REF
from desktop.core.vocabulary import ActionStatus


def actions_part(told: Story, summary: DepartmentSummary) -> None:
    """With fields when the summary is bound to the register (`ref`), with blank lines if not."""
    told.room(200)
    told.heading(1, _("Action table"))
    told.text(_("To be filled in by the department and sent back to the coordinator."), theme.LEAD)
    if not summary.ref:
        _printed_only(told, summary)
        return
    told.text(
        _(
            "Write straight into this file, save it and send it back: the program reads it. "
            "A box left empty changes nothing. Do not “print to PDF”: the boxes would be lost."
        ),
        theme.PLAIN,
    )
    _fillable(told, summary)
    told.text(_("Reference of this table"), theme.SMALL)
    form = Field(REF, _("Reference of this table"), value=summary.ref, read_only=True)
    told.add(FieldBox(told.at, form))


# -------------------------------------------------------------------- by hand


class _Lines(Block):
    """An empty ruled line to write on."""

    def height(self, width: float) -> float:  # noqa: ARG002
        return 15

    def draw(self, page: Page, left: float, top: float, width: float) -> None:
        """Left blank for the pen."""


def _printed_only(told: Story, summary: DepartmentSummary) -> None:
    columns = (
        Column(_("Irritant"), 1.2),
        Column(_("Action"), 4.4),
        Column(_("Owner"), 2.2),
        Column(_("Deadline"), 1.9),
        Column(_("Status"), 1.5),
    )
    rows: list[Sequence[Cell]] = [
        (row.code or "–", row.title, row.owner, _due(row), _status(row)) for row in summary.actions
    ]
    rows += [(_Lines(), _Lines(), _Lines(), _Lines(), _Lines()) for _row in range(NEW_ROWS)]
    told.add(
        table(told.at, columns, rows, summary=_("Actions decided, then empty lines to fill in"))
    )


def _due(row: ActionRow) -> str:
    return date_text(row.due, "medium") if row.due else ""


def _status(row: ActionRow) -> str:
    status = label(row.status)
    if row.late:
        return f"{status}, {row.late}"
    if row.age is None:
        return status
    days = ngettext("{status}, {days} day", "{status}, {days} days", row.age)
    return days.format(status=status, days=number_text(row.age))


# ------------------------------------------------------------------ on screen


def _fillable(told: Story, summary: DepartmentSummary) -> None:
    columns = (
        Column(_("Irritant"), 1.3),
        Column(_("Action"), 3.0),
        Column(_("Owner"), 2.0),
        Column(_("Deadline"), 1.8),
        Column(_("Status"), 1.7),
        Column(_("Your answer: what changes for the teams, and when"), 3.0),
    )
    statuses = tuple(label(status) for status in ActionStatus)
    rows = [_existing(row, statuses) for row in summary.actions if row.key]
    codes = tuple(sheet.code for sheet in summary.irritants if sheet.code)
    rows += [_empty(number, codes, statuses) for number in range(1, NEW_ROWS + 1)]
    told.add(
        table(told.at, columns, rows, summary=_("Actions decided, then empty lines to fill in"))
    )


def _existing(row: ActionRow, statuses: tuple[str, ...]) -> Sequence[Cell]:
    about = f"{row.code}, {row.title}"
    name = row_name(row.key)
    return (
        row.code or "–",
        row.title,
        _cell(
            row.owner, Field(field_name(name, "owner"), _("New owner: {about}").format(about=about))
        ),
        _cell(
            _due(row),
            Field(
                field_name(name, "due"),
                _("New deadline, day/month/year: {about}").format(about=about),
            ),
        ),
        _cell(
            _status(row),
            Field(
                field_name(name, "status"),
                _("New status: {about}").format(about=about),
                options=statuses,
            ),
        ),
        _cell(
            "",
            Field(field_name(name, "answer"), _("Your answer: {about}").format(about=about), 3),
        ),
    )


def _empty(number: int, codes: tuple[str, ...], statuses: tuple[str, ...]) -> Sequence[Cell]:
    name = new_name(number)

    def field(part: str, tip: str, lines: int = 3, options: tuple[str, ...] = ()) -> Cell:
        told = tip.format(number=number)
        return _cell("", Field(field_name(name, part), told, lines, options))

    return (
        field("irritant", _("New action {number}: irritant"), 1, codes),
        field("action", _("New action {number}: what will be done")),
        field("owner", _("New action {number}: owner"), 1),
        field("due", _("New action {number}: deadline, day/month/year"), 1),
        field("status", _("New action {number}: status"), 1, statuses),
        field("answer", _("New action {number}: what changes for the teams, and when")),
    )


def _cell(words: str, field: Field) -> FieldCell:
    node = Node("Div")
    parts: list[Block] = [Text(node.add("P"), words, theme.CELL)] if words else []
    return FieldCell(node, [*parts, FieldBox(node, field)])
