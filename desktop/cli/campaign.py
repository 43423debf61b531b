"""`vismavie campaign …`: the dated editions that everything else belongs to."""

from __future__ import annotations

import argparse
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Any

from desktop.cli.commands import Commands, Context, day, print_table
from desktop.core.campaigns import Parameters
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, date_text
from desktop.core.labels import label

TRUE = frozenset({"true", "yes", "oui", "vrai", "1"})
FALSE = frozenset({"false", "no", "non", "faux", "0"})


def register(commands: Commands) -> None:
    """Declare the commands."""
    group = commands.group("campaign", N_("Make, set, open and close campaigns"))
    group.add("list", N_("List the campaigns"), list_all)
    for name, summary, run in (
        ("show", N_("Show a campaign and its parameters"), show),
        ("open", N_("Open a campaign"), open_one),
        ("close", N_("Close a campaign"), close_one),
        ("delete", N_("Remove a campaign that was never opened"), delete),
    ):
        command = group.add(name, summary, run)
        command.add_argument("campaign", metavar="CAMPAIGN", help=_("code of the campaign"))
        if run is not show:
            _dry_run(command)
    command = group.add("create", N_("Make a campaign"), create)
    command.add_argument("campaign", metavar="CAMPAIGN", help=_("code of the new campaign"))
    command.add_argument("--name", help=_("its name; the code if not given"))
    command.add_argument("--previous", default="", metavar="CAMPAIGN", help=_("for the trends"))
    command.set_defaults(creates=True)
    _dates(command, required=True)
    _settings(command)
    command = group.add("set", N_("Change the name, dates or parameters of a campaign"), change)
    command.add_argument("campaign", metavar="CAMPAIGN", help=_("code of the campaign"))
    command.add_argument("--name", help=_("its new name"))
    _dates(command, required=False)
    _settings(command)
    command = group.add("duplicate", N_("Copy a campaign: a fallback, or the next one"), duplicate)
    command.add_argument("campaign", metavar="CAMPAIGN", help=_("code of the campaign"))
    command.add_argument("new", metavar="NEW", help=_("code of the new campaign"))
    command.add_argument("--name", default="", help=_("name of the new campaign"))
    _dates(command, required=False)
    _dry_run(command)


def _dates(command: argparse.ArgumentParser, *, required: bool) -> None:
    for name, text in (("--start", _("first day")), ("--end", _("last day"))):
        command.add_argument(name, type=day, required=required, metavar="DATE", help=text)


def _settings(command: argparse.ArgumentParser) -> None:
    names = ", ".join(item.name for item in fields(Parameters))
    command.add_argument(
        "--param",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help=_("a parameter: {names}").format(names=names),
    )
    _dry_run(command)


def _dry_run(command: argparse.ArgumentParser) -> None:
    command.add_argument("--dry-run", action="store_true", help=_("say what would be done"))


def list_all(context: Context) -> None:
    """All campaigns, the latest first."""
    from desktop.usecases.campaigns import list_campaigns  # noqa: PLC0415 -- slow import

    rows = context.read(list_campaigns)
    headers = [_("Code"), _("Name"), _("Start"), _("End"), _("Status"), _("Slots"), _("Reports")]
    lines = [
        [
            *(r.code, r.name, date_text(r.start), date_text(r.end), label(r.status)),
            *(str(r.slots), str(r.reports)),
        ]
        for r in rows
    ]
    context.emit({"campaigns": [asdict(r) for r in rows]}, lambda: print_table(headers, lines))


def show(context: Context) -> None:
    """One campaign with its parameters."""
    from desktop.usecases.campaigns import get_campaign  # noqa: PLC0415 -- slow import

    sheet = context.read(get_campaign, context.args.campaign)

    def text() -> None:
        print(f"{sheet.code} · {sheet.name}")
        period = _("{start} to {end} · {status}")
        print(
            period.format(
                start=date_text(sheet.start), end=date_text(sheet.end), status=label(sheet.status)
            )
        )
        lines = [[name, _shown(value)] for name, value in asdict(sheet.parameters).items()]
        print_table([_("Parameter"), _("Value")], lines)
        for sentence in sheet.missing:
            print(sentence)

    context.emit({"campaigns": [asdict(sheet)]}, text)


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}={item}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def create(context: Context) -> None:
    """Make a draft."""
    from desktop.usecases.campaigns import create_campaign  # noqa: PLC0415 -- slow import

    args = context.args
    parameters = with_settings(Parameters(), args.param)
    name = args.name or args.campaign
    context.write(
        create_campaign, args.campaign, name, args.start, args.end, parameters, args.previous
    )
    _done(context, args.campaign, _("Campaign {code} is ready to be prepared."))


def change(context: Context) -> None:
    """Change what is given."""
    from desktop.usecases.campaigns import (  # noqa: PLC0415 -- slow import
        change_campaign,
        get_campaign,
    )

    args = context.args
    sheet = context.read(get_campaign, args.campaign)
    context.write(
        change_campaign,
        args.campaign,
        name=args.name,
        start=args.start,
        end=args.end,
        parameters=with_settings(sheet.parameters, args.param),
        version=sheet.version,
    )
    _done(context, args.campaign, _("Campaign {code} is changed."))


def open_one(context: Context) -> None:
    """Open; refused while staff and works council were not duly told of mystery guests."""
    from desktop.usecases.campaigns import open_campaign  # noqa: PLC0415 -- slow import

    context.write(open_campaign, context.args.campaign)
    _done(context, context.args.campaign, _("Campaign {code} is open."))


def close_one(context: Context) -> None:
    """Close."""
    from desktop.usecases.campaigns import close_campaign  # noqa: PLC0415 -- slow import

    context.write(close_campaign, context.args.campaign)
    _done(context, context.args.campaign, _("Campaign {code} is closed."))


def delete(context: Context) -> None:
    """Remove a draft."""
    from desktop.usecases.campaigns import delete_campaign  # noqa: PLC0415 -- slow import

    context.write(delete_campaign, context.args.campaign)
    message = _("Campaign {code} is removed.").format(code=context.args.campaign)
    context.emit({"campaigns": []}, lambda: print(message))


def duplicate(context: Context) -> None:
    """Copy under another code."""
    from desktop.usecases.campaigns import duplicate_campaign  # noqa: PLC0415 -- slow import

    args = context.args
    context.write(duplicate_campaign, args.campaign, args.new, args.name, args.start, args.end)
    _done(context, args.new, _("Campaign {code} is ready to be prepared."))


def _done(context: Context, code: str, message: str) -> None:
    """Say it, and show the campaign as it stands; nothing to show after a rehearsal."""
    from desktop.usecases.campaigns import get_campaign  # noqa: PLC0415 -- slow import

    if context.dry_run:
        text = _("This would be done; nothing was changed.")
        context.emit({"campaigns": [], "dry_run": True}, lambda: print(text))
        return
    sheet = context.read(get_campaign, code)
    context.emit({"campaigns": [asdict(sheet)]}, lambda: print(message.format(code=code)))


# -- NAME=VALUE ----------------------------------------------------------------------------------


def with_settings(parameters: Parameters, settings: list[str]) -> Parameters:
    """The parameters with each `NAME=VALUE` applied; lists and tables are written `a=1,b=2`.

    Raises UserError for an unknown name or a value that it cannot take.
    """
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals or name not in {item.name for item in fields(Parameters)}:
            raise UserError(
                _("There is no parameter {name}.").format(name=name),
                hint=_("Write NAME=VALUE; `campaign show` lists the names."),
            )
        try:
            read = _read(getattr(Parameters(), name), name, value.strip())
        except ValueError as error:
            raise UserError(
                _("The parameter {name} cannot be “{value}”.").format(name=name, value=value)
            ) from error
        parameters = replace(parameters, **{name: read})
    return parameters


def _read(default: object, name: str, value: str) -> Any:  # noqa: ANN401 -- the type of the parameter
    if isinstance(default, bool):
        if value.lower() not in TRUE | FALSE:
            raise ValueError(value)
        return value.lower() in TRUE
    if isinstance(default, (int, float)):
        return type(default)(value)
    if isinstance(default, list):
        return [item.strip() for item in value.split(",") if item.strip()]
    if isinstance(default, dict):
        pairs = (pair.partition("=") for pair in value.split(",") if pair.strip())
        return {key.strip(): int(v) if name == "quotas" else v.strip() for key, _eq, v in pairs}
    if default is None:
        return date.fromisoformat(value) if value else None
    return value
