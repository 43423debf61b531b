"""`vismavie forms` and `vismavie collect`: fillable PDF out, filled ones back in."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from desktop.cli.commands import Commands, Context
from desktop.core.errors import UserError, reason_of
from desktop.core.exchange.writing import replace_file
from desktop.core.i18n import N_, _, ngettext


def register(commands: Commands) -> None:
    """Declare the two commands."""
    forms = commands.add("forms", N_("Write a fillable PDF for each report to come"), write_all)
    forms.add_argument("campaign", help=_("code of the campaign"))
    forms.add_argument("--out", type=Path, required=True, metavar="DIR", help=_("folder"))
    mission = commands.group("mission", N_("Reports written without the network"))
    writing = mission.add("write", N_("Write a mission for each report to come"), write_missions)
    writing.add_argument("campaign", help=_("code of the campaign"))
    writing.add_argument("--out", type=Path, required=True, metavar="DIR", help=_("folder"))
    opening = mission.add("open", N_("Open a mission in one's own file"), take_mission)
    opening.set_defaults(creates=True)
    opening.add_argument("file", type=Path, metavar="FILE", help=_("a mission"))
    sealing = mission.add("seal", N_("Seal a finished report for the coordinator"), seal)
    sealing.add_argument("report", help=_("identifier of the report, or its beginning"))
    sealing.add_argument("--out", type=Path, required=True, metavar="DIR", help=_("folder"))
    collect = commands.add("collect", N_("Bring filled forms back in"), collect_all)
    collect.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help=_("a filled PDF or a sealed package")
    )
    collect.add_argument("--dry-run", action="store_true", help=_("show, keep nothing"))


def write_all(context: Context) -> None:
    """One PDF for each day without report."""
    from desktop.core.exchange.writing import replace_file  # noqa: PLC0415 -- with its neighbours
    from desktop.core.observations.form_pdf import write_form  # noqa: PLC0415 -- slow import
    from desktop.usecases.campaigns import campaign_named  # noqa: PLC0415 -- slow import
    from desktop.usecases.forms import prepare_forms  # noqa: PLC0415 -- slow import

    campaign = context.read(lambda session: campaign_named(session, context.args.campaign).id)
    orders = context.write(prepare_forms, campaign, datetime.now(UTC))
    folder: Path = context.args.out
    files = []
    with context.progress(_("Forms")) as monitor:
        _make_folder(folder)
        for number, order in enumerate(orders, start=1):
            content = write_form(
                order.questionnaire, order.head, order.journey, order.departments, order.ref
            )
            replace_file(folder / order.name, content)
            files.append(str(folder / order.name))
            monitor.tell(number / len(orders), order.name)
    count = ngettext("{count} form written", "{count} forms written", len(files))
    context.emit({"files": files}, lambda: print(count.format(count=len(files))))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            _("{folder} cannot be made: {reason}.").format(folder=folder, reason=reason_of(error))
        ) from None


def write_missions(context: Context) -> None:
    """One mission for each day without report."""
    from desktop.usecases.campaigns import campaign_named  # noqa: PLC0415 -- slow import
    from desktop.usecases.missions import prepare_missions  # noqa: PLC0415 -- slow import

    campaign = context.read(lambda session: campaign_named(session, context.args.campaign).id)
    missions = context.write(prepare_missions, campaign, datetime.now(UTC))
    folder: Path = context.args.out
    _make_folder(folder)
    files = [str(folder / each.name) for each in missions]
    for each in missions:
        replace_file(folder / each.name, each.content)
    count = ngettext("{count} mission written", "{count} missions written", len(files))
    context.emit({"files": files}, lambda: print(count.format(count=len(files))))


def take_mission(context: Context) -> None:
    """The participant's side: a draft in a file of their own."""
    from desktop.core.observations.form_reader import read_bytes  # noqa: PLC0415 -- slow import
    from desktop.usecases.missions import open_mission  # noqa: PLC0415 -- slow import

    path: Path = context.args.file
    report = context.write(open_mission, read_bytes(path), path.name)
    sentence = _("The draft {report} is ready to be filled in.").format(report=report)
    context.emit({"report": report}, lambda: print(sentence))


def seal(context: Context) -> None:
    """The participant's side: a package that the coordinator alone can open."""
    from desktop.usecases.missions import seal_report  # noqa: PLC0415 -- slow import
    from desktop.usecases.report_list import find_report  # noqa: PLC0415 -- slow import

    package = context.write(seal_report, context.read(find_report, context.args.report))
    folder: Path = context.args.out
    _make_folder(folder)
    replace_file(folder / package.name, package.content)
    context.emit({"file": str(folder / package.name)}, lambda: print(folder / package.name))


def collect_all(context: Context) -> int:
    """Each file by itself: what is held says why, the others go in."""
    accepted: list[dict[str, Any]] = []
    held: list[dict[str, str]] = []
    for path in context.args.files:
        try:
            accepted.append(_collect(context, path))
        except UserError as error:
            held.append({"file": str(path), "reason": str(error)})

    def text() -> None:
        for each in accepted:
            print(_verdict(each))
        for each in held:
            print(each["reason"])

    context.emit({"accepted": accepted, "held": held}, text)
    return 1 if held else 0


def _collect(context: Context, path: Path) -> dict[str, Any]:
    """A form goes into its report, an action table into the register."""
    from desktop.core.observations.form_reader import read_return  # noqa: PLC0415 -- slow import
    from desktop.usecases.returns import take_return  # noqa: PLC0415 -- slow import

    today = date.today()  # noqa: DTZ011 -- the day on the user's wall
    result = context.write(take_return, read_return(path), path.name, today)
    if result.report_id is None:
        return {
            "file": str(path),
            "department": result.occasion,
            "changes": [f"{line.place}: {line.text}" for line in result.lines],
            "left_out": list(result.lacking),
        }
    return {
        "file": str(path),
        "report": result.report_id,
        "occasion": result.occasion,
        "sent": result.sent,
        "missing": list(result.lacking),
        "content": [{"place": line.place, "text": line.text} for line in result.lines],
    }


def _verdict(each: dict[str, Any]) -> str:
    name = Path(each["file"]).name
    if "changes" in each:
        return _table_verdict(each, name)
    if each["sent"]:
        return _("{file}: received, sent for review.").format(file=name)
    count = ngettext(
        "{file}: kept as a draft, {count} thing is missing.",
        "{file}: kept as a draft, {count} things are missing.",
        len(each["missing"]),
    )
    return count.format(file=name, count=len(each["missing"]))


def _table_verdict(each: dict[str, Any], name: str) -> str:
    count = ngettext(
        "{file}: {count} change in the register, from {department}.",
        "{file}: {count} changes in the register, from {department}.",
        len(each["changes"]),
    ).format(file=name, count=len(each["changes"]), department=each["department"])
    left = [_("left out: {line}").format(line=line) for line in each["left_out"]]
    return "\n  ".join([count, *each["changes"], *left])
