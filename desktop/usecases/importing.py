"""Import a table: read it, show what it would change, then change it in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.exchange.calendar_reading import calendar_table, is_calendar
from desktop.core.exchange.checking import Checked, Held, Repair, check_table
from desktop.core.exchange.kinds import BY_NAME, KINDS, Kind
from desktop.core.exchange.mapping import (
    ColumnMapping,
    guess_kind,
    guess_mapping,
    missing_fields,
)
from desktop.core.exchange.opening import read_file, table_of
from desktop.core.exchange.tables import Table
from desktop.core.i18n import _, list_text
from desktop.usecases.loading.activities import (
    AbsencesLoader,
    ShiftsLoader,
    SlotsLoader,
    WishesLoader,
)
from desktop.usecases.loading.calendars import HolidaysLoader
from desktop.usecases.loading.communes import CommunesLoader
from desktop.usecases.loading.loader import BULK, FieldChange, Judged, Loader, Options, State
from desktop.usecases.loading.occupancy import BookingsLoader, OccupancyLoader
from desktop.usecases.loading.organisation import DepartmentsLoader, SitesLoader
from desktop.usecases.loading.people import PeopleLoader
from desktop.usecases.loading.verbatims import VerbatimsLoader
from desktop.usecases.outcome import Outcome

__all__ = [
    "FieldChange",
    "ImportPreview",
    "ImportRequest",
    "ImportResult",
    "Options",
    "RowPreview",
    "State",
    "Understanding",
    "apply_import",
    "importable_kinds",
    "missing_titles",
    "preview_import",
    "read_import",
    "understand",
]

_LOADERS: dict[str, type[Loader]] = {
    "people": PeopleLoader,
    "departments": DepartmentsLoader,
    "sites": SitesLoader,
    "slots": SlotsLoader,
    "shifts": ShiftsLoader,
    "absences": AbsencesLoader,
    "wishes": WishesLoader,
    "occupancy": OccupancyLoader,
    "bookings": BookingsLoader,
    "holidays": HolidaysLoader,
    "verbatims": VerbatimsLoader,
    "communes": CommunesLoader,
}


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What the user asks: the file, and what she settles herself.

    `kind` empty = guessed. `columns`: field → column name (empty = leave the field out).
    `year` completes days without one; `campaign` and `site` fill in for lines that name none.
    """

    path: Path
    kind: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    header: bool | None = None
    campaign: str = ""
    site: str = ""
    year: int | None = None
    today: date = field(default_factory=date.today)

    @property
    def options(self) -> Options:
        return Options(self.today, self.campaign, self.site, self.year, self.path.name)


@dataclass(frozen=True, slots=True)
class ReadImport:
    """A file understood without the database."""

    request: ImportRequest
    table: Table
    kind: Kind
    mapping: ColumnMapping
    checked: Checked


@dataclass(frozen=True, slots=True)
class RowPreview:
    """What would become of one line."""

    line: int
    label: str
    state: State
    changes: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do; nothing is written yet.

    `gone` names what is known and absent from the file: it is told, never deleted.
    """

    source: ReadImport
    rows: tuple[RowPreview, ...]
    held: tuple[Held, ...]
    warnings: tuple[str, ...]
    gone: tuple[str, ...]
    left_out: int

    @property
    def kind(self) -> str:
        return self.source.kind.name

    @property
    def read(self) -> int:
        """Lines of the file, header apart."""
        return len(self.source.table.rows)

    @property
    def repairs(self) -> tuple[Repair, ...]:
        return self.source.checked.repairs

    @property
    def repaired(self) -> int:
        return len(self.repairs) + self.source.table.repaired

    def count(self, state: State) -> int:
        return sum(1 for row in self.rows if row.state is state)

    @property
    def summary(self) -> ImportResult:
        return ImportResult(
            kind=self.kind,
            added=self.count(State.ADDED),
            changed=self.count(State.CHANGED),
            unchanged=self.count(State.UNCHANGED),
            held=len(self.held),
            undoable=self.count(State.ADDED) <= BULK,
        )


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did, as numbers of rows; `held` counts lines. Very large ones have no undo."""

    kind: str
    added: int
    changed: int
    unchanged: int
    held: int
    undoable: bool = True


def importable_kinds() -> tuple[str, ...]:
    """Names of the kinds of table that can be brought in."""
    return tuple(kind.name for kind in KINDS)


@dataclass(frozen=True, slots=True)
class Understanding:
    """As much of a file as is understood: enough to let the user settle the rest.

    `kind` is None while it cannot be guessed; `missing` says which fields still lack a column;
    `read` is there once nothing is missing.
    """

    request: ImportRequest
    table: Table
    kind: Kind | None = None
    mapping: ColumnMapping = field(default_factory=lambda: ColumnMapping(()))
    missing: tuple[str, ...] = ()
    read: ReadImport | None = None


def understand(request: ImportRequest, table: Table | None = None) -> Understanding:
    """Read a file, guess its kind and its columns; needs no database.

    `table` spares reading the file again when only the columns were settled anew. Raises
    `UserError` for a file that cannot be read, never for columns that are missing.
    """
    table = table or open_table(request)
    kind = _kind(request, table)
    if kind is None:
        return Understanding(request, table)
    mapping = guess_mapping(table, kind, request.columns)
    missing = missing_fields(kind, mapping)
    if missing:
        return Understanding(request, table, kind, mapping, missing)
    checked = check_table(table, kind, mapping, today=request.today, year=request.year)
    read = ReadImport(request, table, kind, mapping, checked)
    return Understanding(request, table, kind, mapping, (), read)


def read_import(request: ImportRequest) -> ReadImport:
    """The same, all or nothing: raises `UserError` too for a kind or a column that is missing."""
    found = understand(request)
    if found.kind is None:
        raise UserError(
            _("{file}: what this table holds cannot be guessed.").format(file=found.table.name),
            hint=_("Choose its kind, then say which column holds what."),
        )
    if found.read is None:
        raise UserError(
            _("{file} has no column for: {fields}.").format(
                file=found.table.name,
                fields=list_text(missing_titles(found.kind, found.missing)),
            ),
            hint=_("Its columns are: {names}. Say which one holds what.").format(
                names=", ".join(found.table.columns)
            ),
        )
    return found.read


def missing_titles(kind: Kind, missing: Sequence[str]) -> list[str]:
    """Missing fields in words, `last name or full name` where either would do."""
    return [
        _(" or ").join(_(kind.field(name).title) for name in group.split("|")) for group in missing
    ]


def open_table(request: ImportRequest) -> Table:
    """The file as a table of texts, whatever it is."""
    raw = read_file(request.path)
    if is_calendar(raw):
        return calendar_table(raw, request.path.name, request.kind)
    return table_of(raw, request.path.name, sheet=request.sheet, header=request.header)


def _kind(request: ImportRequest, table: Table) -> Kind | None:
    if not request.kind:
        return guess_kind(table)
    if request.kind not in BY_NAME:
        raise UserError(
            _("“{kind}” is not a kind of table that can be imported.").format(kind=request.kind),
            hint=_("The kinds are: {names}.").format(names=", ".join(BY_NAME)),
        )
    return BY_NAME[request.kind]


def preview_import(session: Session, source: ReadImport) -> ImportPreview:
    """Compare a file with what is known; writes nothing."""
    loader, judged = _judge(session, source)
    return _preview(source, loader, judged)


def apply_import(session: Session, source: ReadImport | ImportPreview) -> Outcome[ImportResult]:
    """Write what a file brings, whole or not at all; held lines are left for later.

    Compared again with what is known now, so that an import done twice changes nothing.
    """
    read = source.source if isinstance(source, ImportPreview) else source
    loader, judged = _judge(session, read)
    result = _preview(read, loader, judged).summary
    loader.write(judged)
    if not result.added and not result.changed:
        return Outcome(result, Changes.NONE)
    label = _("import {file}").format(file=read.table.name)
    return Outcome(result, loader.changes, label)


def _judge(session: Session, source: ReadImport) -> tuple[Loader, list[Judged]]:
    loader = _LOADERS[source.kind.name](session, source.request.options)
    wanted = list(loader.wanted(source.checked.records))
    return loader, loader.judge(wanted)


def _preview(source: ReadImport, loader: Loader, judged: Sequence[Judged]) -> ImportPreview:
    rows = tuple(
        RowPreview(each.wanted.line, each.wanted.label, each.state, each.changes) for each in judged
    )
    held = sorted((*source.checked.held, *loader.held), key=lambda each: each.line)
    return ImportPreview(
        source=source,
        rows=rows,
        held=tuple(held),
        warnings=(*source.checked.warnings, *loader.warnings),
        gone=tuple(loader.gone({each.wanted.key for each in judged})),
        left_out=source.checked.left_out + loader.left_out,
    )
