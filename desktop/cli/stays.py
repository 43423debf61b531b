"""`vismavie stays …`: quiet nights, the coordinator's list by alias, what payroll receives."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.commands import Commands, Context, Parser, day, print_table
from desktop.cli.stay_steps import add_steps
from desktop.cli.stay_views import add_views
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, date_text, day_text, money_text, number_text
from desktop.core.labels import label

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.usecases.stay_money import PayrollRow
    from desktop.usecases.stay_nights import SiteNights
    from desktop.usecases.stays import StayRow


def register(commands: Commands) -> None:
    """Declare the commands."""
    group = commands.group("stays", N_("Quiet nights and mystery stays"))
    command = group.add("nights", N_("Windows of open nights, hotel by hotel"), nights)
    _campaign(command)
    command.add_argument("--site", metavar="CODE", help=_("one hotel alone"))
    command.add_argument(
        "--from",
        dest="first",
        type=day,
        metavar="DATE",
        help=_("first night; today if not given"),
    )
    command = group.add("list", N_("Every stay, under its alias"), list_all)
    _campaign(command)
    command = group.add("payroll", N_("Lines for payroll, nothing of the reports"), payroll)
    _campaign(command)
    command.add_argument("--out", metavar="FILE", type=Path, help=_("CSV or XLSX file to write"))
    command = group.add("close", N_("Take back offers whose nights filled up"), close)
    _campaign(command)
    command.add_argument("--dry-run", action="store_true", help=_("show, keep nothing"))
    add_steps(group)
    add_views(group)


def _campaign(command: Parser) -> None:
    command.add_argument("campaign", help=_("code of the campaign"))


def nights(context: Context) -> None:
    """Windows open by the newest forecast; unknown nights are counted, never offered."""
    first = context.args.first or _today()
    found = context.read(_nights, context.args.campaign, context.args.site, first)
    windows = [(hotel.name, window) for hotel in found for window in hotel.windows]
    document = {
        "windows": [
            {"site": site, "arrival": one.arrival, "nights": one.nights, "departure": one.departure}
            for site, one in windows
        ],
        "nights": [_counts(hotel) for hotel in found],
    }

    def text() -> None:
        rows = [[site, date_text(one.arrival), number_text(one.nights)] for site, one in windows]
        print_table([_("Hotel"), _("Arrival"), _("Nights")], rows)

    context.emit(document, text)


def _nights(session: Session, code: str, site: str | None, first: date) -> list[SiteNights]:
    from desktop.usecases.campaigns import campaign_named  # noqa: PLC0415 -- slow import
    from desktop.usecases.stay_nights import get_nights, list_hotels  # noqa: PLC0415 -- slow import

    campaign = campaign_named(session, code)
    hotels = [hotel for hotel in list_hotels(session) if site in (None, hotel.code)]
    if site is not None and not hotels:
        raise UserError(_("There is no hotel {code}.").format(code=site))
    return [get_nights(session, hotel.id, campaign.id, first) for hotel in hotels]


def _counts(hotel: SiteNights) -> dict[str, object]:
    """How many nights of each kind: the unknown ones are seen too."""
    counted = Counter(verdict.status.value for verdict in hotel.verdicts)
    return {"site": hotel.name, "threshold": hotel.policy.threshold, **counted}


def list_all(context: Context) -> None:
    """The coordinator's list; a site never sees it."""
    rows = context.read(_stays, context.args.campaign, datetime.now(UTC))
    document = {
        "stays": [
            {
                "alias": row.alias,
                "site": row.site,
                "arrival": row.arrival,
                "nights": row.nights,
                "status": row.status.value,
                "applicants": row.applicants,
                "report_due": row.report_due,
                "overdue": row.overdue,
                "rebate": row.rebate,
            }
            for row in rows
        ]
    }

    def text() -> None:
        cells = [
            [
                row.alias,
                row.site,
                day_text(row.arrival),
                number_text(row.nights),
                label(row.status),
                money_text(row.rebate) if row.rebate is not None else "",
            ]
            for row in rows
        ]
        titles = [_("Alias"), _("Hotel"), _("Arrival"), _("Nights"), _("State"), _("Rebate")]
        print_table(titles, cells)

    context.emit(document, text)


def _stays(session: Session, code: str, now: datetime) -> tuple[StayRow, ...]:
    from desktop.usecases.campaigns import campaign_named  # noqa: PLC0415 -- slow import
    from desktop.usecases.stays import list_stays  # noqa: PLC0415 -- slow import

    return list_stays(session, campaign_named(session, code).id, now)


def payroll(context: Context) -> None:
    """Person, month, entity, value, nature: the columns are fixed (BK-07)."""
    rows = context.read(_payroll, context.args.campaign)
    titles = ("person", "month", "entity", "value", "nature")
    cells = tuple(
        (row.person, f"{row.month:%Y-%m}", row.entity, str(row.value), row.nature) for row in rows
    )
    out: Path | None = context.args.out
    if out is not None:
        from desktop.core.exchange.writing import Sheet, write_table  # noqa: PLC0415 -- slow import

        write_table(out, Sheet("payroll", titles, cells))
    lines = [dict(zip(titles, each, strict=True)) for each in cells]
    context.emit(
        {"lines": lines, "file": str(out) if out else None},
        lambda: print_table(list(titles), [list(each) for each in cells]),
    )


def _payroll(session: Session, code: str) -> tuple[PayrollRow, ...]:
    from desktop.usecases.campaigns import campaign_named  # noqa: PLC0415 -- slow import
    from desktop.usecases.stay_money import list_payroll  # noqa: PLC0415 -- slow import

    return list_payroll(session, campaign_named(session, code).id)


def close(context: Context) -> None:
    """A newer forecast closes offers, never what somebody was granted."""
    from desktop.usecases.campaigns import campaign_named  # noqa: PLC0415 -- slow import
    from desktop.usecases.stays import close_risen_offers  # noqa: PLC0415 -- slow import

    campaign = context.read(lambda session: campaign_named(session, context.args.campaign).id)
    closed = context.write(close_risen_offers, campaign, _today())
    context.emit({"closed": list(closed)}, lambda: print_table([_("Alias")], [[a] for a in closed]))


def _today() -> date:
    return date.today()  # noqa: DTZ011 -- the day on the user's desk
