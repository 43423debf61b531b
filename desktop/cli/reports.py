"""`vismavie report list|waiting|show|submit|review`: observation reports."""

from __future__ import annotations

from argparse import RawDescriptionHelpFormatter
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.commands import Commands, Context, Parser
from desktop.core.errors import UserError, reason_of
from desktop.core.i18n import N_, _, date_text, ngettext, percent_text
from desktop.core.labels import label
from desktop.core.vocabulary import ReportStatus

if TYPE_CHECKING:
    from desktop.usecases.report_list import Occasion, ReportRow
    from desktop.usecases.reports import ReportSheet


def register(commands: Commands) -> None:
    """Declare the commands."""
    group = commands.group("report", N_("Observation reports: list, read, send, review"))
    listing = group.add("list", N_("List the reports of a campaign"), list_all)
    listing.add_argument("campaign", help=_("code of the campaign"))
    listing.add_argument(
        "--status", choices=[each.value for each in ReportStatus], help=_("only in this state")
    )
    waiting = group.add("waiting", N_("List the days that still have no report"), list_waiting)
    waiting.add_argument("campaign", help=_("code of the campaign"))
    remind = group.add("remind", N_("Write reminders of missing reviews"), remind_all)
    remind.add_argument("campaign", help=_("code of the campaign"))
    remind.add_argument("--out", type=Path, required=True, metavar="DIR", help=_("folder"))
    other = group.add("other-half", N_("Say what the author makes of the other half"), answer_half)
    other.add_argument("report", help=_("identifier of the report, or its beginning"))
    said = other.add_mutually_exclusive_group(required=True)
    said.add_argument("--agree", action="store_true", help=_("the author agrees"))
    said.add_argument("--disagree", metavar="TEXT", help=_("with what the author disagrees"))
    show = group.add("show", N_("Show one report"), show_one)
    show.add_argument("report", help=_("identifier of the report, or its beginning"))
    _declare_submit(group.add("submit", N_("Fill in and send a report"), submit))
    _declare_review(group.add("review", N_("Accept, give back, set aside or release"), review))


def _declare_submit(command: Parser) -> None:
    command.formatter_class = RawDescriptionHelpFormatter
    command.epilog = _(
        "FILE holds JSON; every key may be left out:\n"
        '  {"answers": {"price_right": "met",\n'
        '               "wait_observed": {"value": "6:30", "note": "three clients ahead"}},\n'
        '   "best": {"text": "…", "touchpoint": "shop.advice"},\n'
        '   "most_frustrating": null,\n'
        '   "observations": [{"kind": "fact", "touchpoint": "shop.queue", "text": "…"}],\n'
        '   "cards": [{"touchpoint": "shop.returns", "title": "…", "fact": "…",\n'
        '              "caused_by": "DEPARTMENT CODE", "side": "both",\n'
        '              "employee_effort": {"screens": 6, "minutes": 12},\n'
        '              "occurrences_per_week": 15, "severity_client": 2, "idea": "…"}]}\n'
        "null for one of the two questions says that there was nothing to tell.\n"
        "“report show” gives the codes of the questions and of the touchpoints."
    )
    command.add_argument("report", help=_("identifier of the report, the assignment or the stay"))
    command.add_argument("file", type=Path, metavar="FILE", help=_("the answers, see below"))
    command.add_argument("--host", action="store_true", help=_("the host's half of the review"))
    command.add_argument("--draft", action="store_true", help=_("keep as a draft, do not send"))
    command.add_argument("--dry-run", action="store_true", help=_("show, keep nothing"))


def _declare_review(command: Parser) -> None:
    command.add_argument("report", help=_("identifier of the report, or its beginning"))
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument("--accept", action="store_true", help=_("it counts from now on"))
    what.add_argument("--revise", metavar="TEXT", help=_("give it back with what to look at"))
    what.add_argument("--set-aside", metavar="REASON", help=_("keep it out of every figure"))
    what.add_argument("--reopen", metavar="REASON", help=_("back into review"))
    what.add_argument("--release", action="store_true", help=_("let departments read it"))
    what.add_argument("--mend", nargs=2, metavar=("FIELD", "TEXT"), help=_("correct the form"))
    what.add_argument("--clear", nargs=2, metavar=("FIELD", "WORDS"), help=_("harmless words"))
    command.add_argument("--field", default="", help=_("the field that --revise is about"))


def list_all(context: Context) -> None:
    """Every report of a campaign, those to review first."""
    from desktop.usecases.campaigns import campaign_named  # noqa: PLC0415 -- slow import
    from desktop.usecases.report_list import list_reports  # noqa: PLC0415 -- slow import

    campaign = context.read(lambda session: campaign_named(session, context.args.campaign).id)
    status = ReportStatus(context.args.status) if context.args.status else None
    rows = context.read(list_reports, campaign, status=status)
    document = {"campaign": context.args.campaign, "reports": [_line(row) for row in rows]}

    def text() -> None:
        for row in rows:
            print(_sentence(row))
        count = ngettext("{count} report", "{count} reports", len(rows))
        print(count.format(count=len(rows)))

    context.emit(document, text)


def _line(row: ReportRow) -> dict[str, Any]:
    document = asdict(row)
    document["id"], document["number"] = row.uid, row.id
    del document["uid"], document["campaign_id"]
    return document


def _sentence(row: ReportRow) -> str:
    day = date_text(row.day.date(), "short") if row.day else ""
    score = "" if row.score is None else percent_text(row.score / 100)
    cells = (row.uid[:8], day, row.site, row.author, row.title, label(row.status), score)
    return "  ".join(cell for cell in cells if cell)


def list_waiting(context: Context) -> None:
    """Days without a report, the most overdue first."""
    from desktop.usecases.campaigns import campaign_named  # noqa: PLC0415 -- slow import
    from desktop.usecases.report_list import list_occasions  # noqa: PLC0415 -- slow import

    campaign = context.read(lambda session: campaign_named(session, context.args.campaign).id)
    waiting = context.read(list_occasions, campaign, datetime.now(UTC))
    document = {"waiting": [_occasion(each) for each in waiting]}

    def text() -> None:
        for each in waiting:
            due = date_text(each.due.date(), "short")
            print(f"{each.uid}  {due}  {each.site}  {each.author}")
        count = ngettext("{count} day without report", "{count} days without report", len(waiting))
        print(count.format(count=len(waiting)))

    context.emit(document, text)


def _occasion(each: Occasion) -> dict[str, Any]:
    return {
        "id": each.uid,
        "author": each.author,
        "site": each.site,
        "department": each.department,
        "day": each.day,
        "due": each.due,
        "host": each.as_host,
    }


def remind_all(context: Context) -> None:
    """One .eml for each half that is missing: the day before the end, then after 3 and 10 days."""
    from desktop import paths, settings  # noqa: PLC0415 -- slow import
    from desktop.core.exchange.writing import replace_file  # noqa: PLC0415 -- slow import
    from desktop.core.publishing.invitations import Contact  # noqa: PLC0415 -- slow import
    from desktop.usecases.bilan import bilan_reminders  # noqa: PLC0415 -- slow import
    from desktop.usecases.campaigns import campaign_named  # noqa: PLC0415 -- slow import

    campaign = context.read(lambda session: campaign_named(session, context.args.campaign).id)
    preferences = settings.load(paths.settings_file())
    sender = Contact(preferences.company or "Vis ma vie", preferences.mail.sender)
    found = context.read(bilan_reminders, campaign, datetime.now(UTC), sender)
    folder: Path = context.args.out
    folder.mkdir(parents=True, exist_ok=True)
    for file in found.files:
        replace_file(folder / file.name, file.content)
    document = {
        "files": [str(folder / file.name) for file in found.files],
        "without_address": list(found.without_address),
    }

    def text() -> None:
        count = ngettext("{count} message written", "{count} messages written", len(found.files))
        print(count.format(count=len(found.files)))
        for name in found.without_address:
            print(_("{name} has no e-mail address.").format(name=name))

    context.emit(document, text)


def answer_half(context: Context) -> None:
    """The author agrees or disagrees with what the other wrote of the same day."""
    from desktop.usecases.bilan import answer_other_half  # noqa: PLC0415 -- slow import
    from desktop.usecases.report_list import find_report  # noqa: PLC0415 -- slow import

    report = context.read(find_report, context.args.report)
    agrees, comment = context.args.agree, context.args.disagree or ""
    context.write(answer_other_half, report, agrees=agrees, comment=comment)
    context.emit({"report": report, "agrees": agrees}, lambda: print(_("Noted.")))


def show_one(context: Context) -> None:
    """One report in full, with the codes of its questions."""
    from desktop.usecases.report_list import find_report  # noqa: PLC0415 -- slow import
    from desktop.usecases.reports import get_report  # noqa: PLC0415 -- slow import

    report_id = context.read(find_report, context.args.report)
    sheet = context.read(get_report, report_id)
    context.emit({"reports": [_whole(sheet)]}, lambda: _print_sheet(sheet))


def _whole(sheet: ReportSheet) -> dict[str, Any]:
    from desktop.core.observations.answers import visible_items  # noqa: PLC0415 -- slow import

    questions = [
        {
            "code": item.code,
            "section": section.code,
            "touchpoint": item.touchpoint or section.touchpoint,
            "kind": item.kind,
            "question": item.words.text,
            "required": item.required,
            "value": sheet.content.value(item.code),
            "note": sheet.content.note(item.code),
        }
        for section, item in visible_items(sheet.questionnaire, sheet.content)
    ]
    return {
        **_line(sheet.row),
        "questionnaire": sheet.questionnaire.code,
        "version": sheet.questionnaire.version,
        "questions": questions,
        "touchpoints": {point.code: point.name for point in sheet.touchpoints},
        "observations": [asdict(each) for each in sheet.observations],
        "cards": [
            {
                **asdict(each.card),
                "id": each.id,
                "felt_at": each.felt_at,
                "caused_by": each.caused_by,
            }
            for each in sheet.cards
        ],
        "comments": [asdict(each) for each in sheet.comments],
        "warnings": [
            {"field": each.field, "concern": each.warning.concern, "words": each.warning.words}
            for each in sheet.warnings
        ],
        "failed_essentials": sheet.score.failed_essentials,
        "decision_reason": sheet.decision_reason,
        "scores_excluded": sheet.scores_excluded,
    }


def _print_sheet(sheet: ReportSheet) -> None:
    from desktop.core.observations.answer_values import shown  # noqa: PLC0415 -- slow import
    from desktop.core.observations.answers import visible_items  # noqa: PLC0415 -- slow import
    from desktop.core.observations.touchpoints import touchpoint_name  # noqa: PLC0415 -- slow import

    print(_sentence(sheet.row))
    before = ""
    for section, item in visible_items(sheet.questionnaire, sheet.content):
        if section.code != before:
            print(f"\n{section.words.text}")
            before = section.code
        answer = shown(item, sheet.content.value(item.code)) or "—"
        note = sheet.content.note(item.code)
        print(f"  {item.words.text} [{item.code}]\n    {answer}" + (f" ({note})" if note else ""))
    for each in sheet.observations:
        if not each.item or each.item == each.kind:
            place = touchpoint_name(each.touchpoint) if each.touchpoint else ""
            print(f"\n{label(each.kind)} {place}\n    {each.text}")
    heading = _("Irritant card")
    for row in sheet.cards:
        print(f"\n{heading} · {row.card.title}\n    {row.card.fact}")


def submit(context: Context) -> None:
    """Fill in from a JSON file and send; nothing is kept if anything is refused."""
    from desktop.core.observations.report_file import load_report  # noqa: PLC0415 -- slow import
    from desktop.usecases.report_filling import submit_written  # noqa: PLC0415 -- slow import
    from desktop.usecases.reports import get_report  # noqa: PLC0415 -- slow import

    args = context.args
    written = load_report(_content(args.file), source=args.file.name)
    report_id, dropped = context.write(
        submit_written, args.report, written, as_host=args.host, send=not args.draft
    )
    if context.dry_run:
        context.emit({"reports": [], "dropped": dropped}, lambda: print(_("Nothing was kept.")))
        return
    row = context.read(get_report, report_id).row
    for question in dropped:
        context.say(
            _("“{question}” is no longer asked: its answer was dropped.").format(question=question)
        )
    context.emit({"reports": [_line(row)], "dropped": dropped}, lambda: print(_sentence(row)))


def _content(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UserError(
            _("{file} cannot be read: {reason}.").format(file=path, reason=reason_of(error))
        ) from None
    except UnicodeDecodeError:
        raise UserError(_("{file} is not text in UTF-8.").format(file=path)) from None


def review(context: Context) -> None:
    """One step of the review."""
    from desktop.usecases.report_list import find_report  # noqa: PLC0415 -- slow import
    from desktop.usecases.reports import get_report  # noqa: PLC0415 -- slow import

    report_id = context.read(find_report, context.args.report)
    _review(context, report_id)
    row = context.read(get_report, report_id).row
    context.emit({"reports": [_line(row)]}, lambda: print(_sentence(row)))


def _review(context: Context, report_id: int) -> None:
    from desktop.usecases import reviewing  # noqa: PLC0415 -- slow import

    args = context.args
    if args.accept:
        context.write(reviewing.accept_report, report_id)
    elif args.release:
        context.write(reviewing.release_report, report_id)
    elif args.revise is not None:
        comments = (reviewing.FieldComment(args.revise, args.field),)
        context.write(reviewing.ask_revision, report_id, comments)
    elif args.set_aside is not None:
        context.write(reviewing.set_aside_report, report_id, args.set_aside)
    elif args.reopen is not None:
        context.write(reviewing.reopen_report, report_id, args.reopen)
    elif args.mend:
        context.write(reviewing.mend_text, report_id, *args.mend)
    else:
        context.write(reviewing.clear_warning, report_id, *args.clear)
