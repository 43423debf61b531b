"""`vismavie import KIND FILE…`: the same import as in the window, said in words or as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, ngettext, percent_text

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.cli.commands import Commands, Context
    from desktop.core.exchange.tables import Table
    from desktop.core.monitor import Monitor
    from desktop.usecases.importing import ImportPreview, ReadImport
    from desktop.usecases.outcome import Outcome

KINDS = (
    "people", "departments", "sites", "slots", "shifts", "absences", "wishes", "occupancy",
    "bookings", "holidays", "verbatims", "communes",
)  # fmt: skip
SHOWN = 10
"""Held lines printed without --json; all of them are in the JSON and in --rejects."""


def register(commands: Commands) -> None:
    """Declare the command."""
    command = commands.add("import", N_("Bring in people, sites, slots… from files"), bring_in)
    command.set_defaults(creates=True)
    command.add_argument("kind", choices=(*KINDS, "auto"), metavar="KIND", help=", ".join(KINDS))
    command.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help=_("CSV, XLSX, ODS, ICS")
    )
    command.add_argument(
        "--map", action="append", default=[], metavar="FIELD=COLUMN", dest="columns",
        help=_("which column holds a field; FIELD= leaves it out"),
    )  # fmt: skip
    command.add_argument("--sheet", metavar="NAME", help=_("sheet of a workbook"))
    command.add_argument("--year", type=int, metavar="Y", help=_("year of days without one"))
    command.add_argument("--campaign", default="", metavar="CODE", help=_("campaign of every line"))
    command.add_argument("--site", default="", metavar="CODE", help=_("site of every line"))
    command.add_argument(
        "--no-header", action="store_false", dest="header", default=None,
        help=_("the first line is data; name columns by position"),
    )  # fmt: skip
    command.add_argument("--dry-run", action="store_true", help=_("show, write nothing"))
    command.add_argument(
        "--rejects", type=Path, metavar="FILE", help=_("write held lines there, with the reason")
    )
    command.add_argument(
        "--template", type=Path, metavar="FILE", help=_("write an empty example of this kind")
    )


def bring_in(context: Context) -> int:
    """All files in one transaction: 0 when every line is in, 1 when some are held."""
    args = context.args
    if args.template:
        return _write_template(context)
    if not args.files:
        raise UserError(_("Name at least one file to import."))
    with context.progress(_("Import")) as monitor:
        reads = []
        for number, path in enumerate(args.files):
            monitor.tell(number / (2 * len(args.files)), path.name)
            monitor.checkpoint()
            reads.append(_read(context, path))
        previews = context.write(_bring_all, reads, monitor)
    if args.rejects:
        _write_rejects(args.rejects, previews)
    documents = [_document(preview) for preview in previews]
    context.emit(_whole(documents), text=lambda: _print(previews, dry_run=context.dry_run))
    return 1 if any(preview.held for preview in previews) else 0


def _read(context: Context, path: Path) -> ReadImport:
    from desktop.usecases.importing import ImportRequest, read_import  # noqa: PLC0415 -- slow import

    args = context.args
    request = ImportRequest(
        path,
        kind="" if args.kind == "auto" else args.kind,
        columns=_columns(args.columns),
        sheet=args.sheet,
        header=args.header,
        campaign=args.campaign,
        site=args.site,
        year=args.year,
    )
    return read_import(request)


def _columns(pairs: list[str]) -> dict[str, str]:
    columns: dict[str, str] = {}
    for pair in pairs:
        field, equals, column = pair.partition("=")
        if not equals or not field.strip():
            raise UserError(
                _("--map {pair}: write FIELD=COLUMN.").format(pair=pair),
            )
        columns[field.strip()] = column.strip()
    return columns


def _bring_all(
    session: Session, reads: list[ReadImport], monitor: Monitor
) -> Outcome[list[ImportPreview]]:
    """Each file in turn, so that a later one sees what an earlier one brought."""
    from desktop.core.changes import Changes  # noqa: PLC0415 -- with its neighbours
    from desktop.usecases.importing import apply_import, preview_import  # noqa: PLC0415 -- slow import
    from desktop.usecases.outcome import Outcome  # noqa: PLC0415 -- slow import

    previews, changes, label = [], Changes.NONE, ""
    for number, read in enumerate(reads):
        monitor.tell(0.5 + number / (2 * len(reads)), read.table.name)
        previews.append(preview_import(session, read))
        monitor.checkpoint()
        outcome = apply_import(session, read)
        changes |= outcome.changes
        label = outcome.label or label
    return Outcome(previews, changes, label)


def _document(preview: ImportPreview) -> dict[str, Any]:
    table = preview.source.table
    result = preview.summary
    return {
        "file": table.name,
        "kind": preview.kind,
        "encoding": table.encoding,
        "separator": table.separator,
        "sheet": table.sheet,
        "mapping": {
            match.field: {"column": match.name, "confidence": round(match.confidence, 2)}
            for match in preview.source.mapping.matches
        },
        "aside": list(preview.source.mapping.aside),
        "read": preview.read,
        "added": result.added,
        "changed": result.changed,
        "unchanged": result.unchanged,
        "gone": len(preview.gone),
        "held": [
            {"line": h.line, "field": h.field, "value": h.value, "reason": h.reason}
            for h in preview.held
        ],
        "repaired": preview.repaired,
        "repairs": [
            {"line": r.line, "field": r.field, "before": r.before, "after": r.after}
            for r in preview.repairs
        ],
        "warnings": list(preview.warnings),
        "left_out": preview.left_out,
    }


def _whole(documents: list[dict[str, Any]]) -> dict[str, Any]:
    """One file: its document. Several: their sums, and each of them under `files`."""
    if len(documents) == 1:
        return documents[0]
    sums = {
        name: sum(document[name] for document in documents)
        for name in ("read", "added", "changed", "unchanged", "gone", "repaired", "left_out")
    }
    return {
        "kind": documents[0]["kind"],
        "encoding": documents[0]["encoding"],
        **sums,
        "held": [{"file": d["file"], **held} for d in documents for held in d["held"]],
        "warnings": [f"{d['file']}: {warning}" for d in documents for warning in d["warnings"]],
        "files": documents,
    }


def _print(previews: list[ImportPreview], *, dry_run: bool) -> None:
    for preview in previews:
        table, result = preview.source.table, preview.summary
        print(
            _("{file}: read as {kind}").format(file=table.name, kind=_(preview.source.kind.title))
        )
        print("  " + _origin(table))
        for match in preview.source.mapping.matches:
            print(f"    {match.field} ← {match.name} ({percent_text(match.confidence)})")
        print(
            "  "
            + _(
                "{read} read, {added} added, {changed} changed, {unchanged} unchanged, "
                "{gone} known and absent from the file, {held} held, {repaired} repaired, "
                "{left_out} left out"
            ).format(
                read=preview.read,
                added=result.added,
                changed=result.changed,
                unchanged=result.unchanged,
                gone=len(preview.gone),
                held=result.held,
                repaired=preview.repaired,
                left_out=preview.left_out,
            )
        )
        for warning in preview.warnings:
            print(f"  · {warning}")
        _print_held(preview)
    if dry_run:
        print(_("Nothing was written (--dry-run)."))


def _origin(table: Table) -> str:
    if table.sheet:
        return _("sheet “{sheet}”").format(sheet=table.sheet)
    separator = {"\t": _("tab")}.get(table.separator, table.separator)
    return _("encoding {encoding}, separator {separator}").format(
        encoding=table.encoding, separator=separator
    )


def _print_held(preview: ImportPreview) -> None:
    for held in preview.held[:SHOWN]:
        print(
            "  ! "
            + _("line {line}, {field}, “{value}”: {reason}").format(
                line=held.line, field=held.field, value=held.value[:60], reason=held.reason
            )
        )
    more = len(preview.held) - SHOWN
    if more > 0:
        print(
            "  ! "
            + ngettext("… and {count} more line.", "… and {count} more lines.", more).format(
                count=more
            )
        )


def _write_rejects(path: Path, previews: list[ImportPreview]) -> None:
    """Held lines of one file; of several, one file each, numbered after the first."""
    from desktop.core.exchange.leaving import rejects  # noqa: PLC0415 -- only when asked for
    from desktop.core.exchange.writing import write_table  # noqa: PLC0415 -- only when asked for

    for number, preview in enumerate(previews, start=1):
        target = path if number == 1 else path.with_stem(f"{path.stem}-{number}")
        if preview.held:
            write_table(target, rejects(preview.source.table, preview.held))


def _write_template(context: Context) -> int:
    from desktop.core.exchange.kinds import BY_NAME  # noqa: PLC0415 -- only when asked for
    from desktop.core.exchange.leaving import template  # noqa: PLC0415 -- only when asked for
    from desktop.core.exchange.writing import write_table  # noqa: PLC0415 -- only when asked for

    args = context.args
    if args.kind not in BY_NAME:
        raise UserError(
            _("Choose the kind of the template: {names}.").format(names=", ".join(KINDS))
        )
    sheet = template(BY_NAME[args.kind])
    write_table(args.template, sheet)
    document = {"kind": args.kind, "file": str(args.template), "columns": list(sheet.headings)}
    context.emit(document, text=lambda: print(_("Written: {file}").format(file=args.template)))
    return 0
