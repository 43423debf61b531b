"""`vismavie stays …` for readers: a participant's page, each role's eyes, terms, reminders."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.commands import Commands, Context, print_table
from desktop.cli.stay_options import amount, chosen_campaign, chosen_person, now, of_campaign
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, date_text, list_text, money_text, ngettext
from desktop.core.labels import label
from desktop.core.stays.readers import READER_WORDS, Reader, seen_words, sees
from desktop.core.vocabulary import ReportStatus, StayStatus

if TYPE_CHECKING:
    from desktop.usecases.stay_mine import MyPage, MyStay, OfferSeen
    from desktop.usecases.stay_seen import ReleasedResult


def add_views(group: Commands) -> None:
    """Declare what each reader may see."""
    command = of_campaign(group.add("mine", N_("The page of one participant"), mine))
    command.add_argument("--person", required=True, metavar="ID", help=_("staff number"))
    command = of_campaign(group.add("seen", N_("Stays through a reader's eyes"), seen))
    command.add_argument("--by", required=True, choices=[reader.value for reader in Reader])
    command.add_argument("--person", metavar="ID", help=_("the guest who asks"))
    command.add_argument("--site", metavar="CODE", help=_("the site whose head asks"))
    group.add("states", N_("The table of states: who may, what follows, who sees what"), states)
    command = of_campaign(group.add("remind", N_("Prepare the reminders of reports"), remind))
    command.add_argument("--out", type=Path, required=True, metavar=_("DIR"))
    command.add_argument("--dry-run", action="store_true", help=_("show, keep nothing"))
    group.add("protect", N_("Shut heads out of the stays, in a PostgreSQL database"), protect)
    command = group.add("terms", N_("Rebate, cap, calendars; shows them, or changes some"), terms)
    command.add_argument("--share", type=amount, metavar="0.30", help=_("share of the price"))
    command.add_argument("--cap", type=amount, metavar=_("AMOUNT"), help=_("most for one stay"))
    for name in ("public", "school"):
        command.add_argument(f"--{name}-holidays", choices=("open", "closed"))


def mine(context: Context) -> None:
    """What is open to me, why the rest is not, my stay, my report, my rebate."""
    from desktop.usecases.stay_mine import get_my_page  # noqa: PLC0415 -- slow import

    page = context.read(get_my_page, chosen_campaign(context), chosen_person(context), now())
    document = {
        "open": [_offer(one) for one in page.open],
        "closed": [_offer(one) | {"reasons": list(one.reasons)} for one in page.closed],
        "stays": [_stay(one) for one in page.stays],
        "promise": page.terms.rebate_words,
    }
    context.emit(document, lambda: _print_page(page))


def _offer(one: OfferSeen) -> dict[str, object]:
    return {
        "site": one.site,
        "month": f"{one.month:%Y-%m}",
        "nights": one.nights,
        "applied": one.applied,
    }


def _stay(one: MyStay) -> dict[str, object]:
    return {
        "alias": one.alias,
        "site": one.site,
        "arrival": one.arrival,
        "departure": one.departure,
        "moves_left": one.moves_left,
        "status": one.status.value,
        "signed_on": one.signed_on,
        "report_due": one.report_due,
        "report": one.report.value if one.report else None,
        "public_price": one.public_price,
        "rebate": one.rebate,
    }


def _print_page(page: MyPage) -> None:
    print(page.person)
    for title, offers in ((_("Open to me"), page.open), (_("Not open to me"), page.closed)):
        print(f"\n{title}")
        rows = [
            [one.site, f"{one.month:%Y-%m}", str(one.nights), list_text(list(one.reasons))]
            for one in offers
        ]
        print_table([_("Hotel"), _("Month"), _("Nights"), _("Why not")], rows)
    print("\n" + _("My stays"))
    rows = [
        [
            one.site,
            date_text(one.arrival) if one.arrival else _("after the signature"),
            label(one.status),
            money_text(one.rebate) if one.rebate is not None else "",
        ]
        for one in page.stays
    ]
    print_table([_("Hotel"), _("Arrival"), _("State"), _("Rebate")], rows)


def seen(context: Context) -> None:
    """The stays as this reader may see them; a site sees coarsened results and no stay."""
    from desktop.usecases.publications import site_key  # noqa: PLC0415 -- slow import
    from desktop.usecases.stay_seen import (  # noqa: PLC0415 -- slow import
        list_results_for_site,
        list_stays_seen_by,
    )

    campaign, reader = chosen_campaign(context), Reader(context.args.by)
    person = chosen_person(context) if context.args.person else None
    rows = context.read(list_stays_seen_by, campaign, reader, person)
    results: tuple[ReleasedResult, ...] = ()
    if reader is Reader.SITE:
        if not context.args.site:
            raise UserError(_("Which site asks? Give --site CODE."))
        site = context.read(site_key, context.args.site)
        results = context.read(list_results_for_site, campaign, site, now().date())
    document = {
        "stays": [
            {"alias": r.alias, "site": r.site, "arrival": r.arrival, "guest": r.guest,
             "status": r.status.value if r.status else None}
            for r in rows
        ],
        "results": [{"month": r.month, "place": r.place, "reports": r.reports} for r in results],
    }  # fmt: skip
    cells = [[r.alias or "", r.site or "", date_text(r.arrival) if r.arrival else "",
              r.guest or ""] for r in rows]  # fmt: skip
    told = [[r.month, r.place, str(r.reports)] for r in results]

    def text() -> None:
        if reader is Reader.SITE:
            print_table([_("Month"), _("Place"), _("Reports")], told)
        else:
            print_table([_("Alias"), _("Hotel"), _("Arrival"), _("Guest")], cells)

    context.emit(document, text)


def states(context: Context) -> None:
    """The table of states, as the program applies it."""
    from desktop.core.stays.states import TRANSITIONS  # noqa: PLC0415 -- slow import

    table = [
        {"step": row.step.value, "by": [actor.value for actor in row.actors],
         "from": [state.value for state in row.start], "to": row.end.value}
        for row in TRANSITIONS
    ]  # fmt: skip
    eyes = {
        reader.value: {
            status.value: sorted(sees(reader, status, ReportStatus.RELEASED, signed=True))
            for status in StayStatus
        }
        for reader in Reader
    }

    def text() -> None:
        rows = [[_(row.words), label(row.end), _(row.follows)] for row in TRANSITIONS]
        print_table([_("Step"), _("Leads to"), _("What follows")], rows)
        for reader in Reader:
            print(f"\n{_(READER_WORDS[reader])}")
            for status in StayStatus:
                parts = sees(reader, status, ReportStatus.RELEASED, signed=True)
                print(f"  {label(status)}: {seen_words(parts)}")

    context.emit({"steps": table, "sees": eyes}, text)


def remind(context: Context) -> None:
    """Reports fall due and reminders are written, each once."""
    from desktop import paths, settings  # noqa: PLC0415 -- slow import
    from desktop.core.publishing.invitations import Contact  # noqa: PLC0415 -- slow import
    from desktop.usecases.stay_reminders import remind_to_folder  # noqa: PLC0415 -- slow import

    preferences = settings.load(paths.settings_file())
    sender = Contact(preferences.company or "Vis ma vie", preferences.mail.sender)
    campaign = chosen_campaign(context)
    out = None if context.dry_run else context.args.out
    told, files = context.write(remind_to_folder, campaign, out, now(), sender)
    document = {
        "fell_due": list(told.fell_due),
        "letters": len(told.letters),
        "without_address": list(told.without_address),
        "files": [str(path) for path in files],
    }

    def text() -> None:
        count = len(told.letters)
        print(ngettext("{count} reminder", "{count} reminders", count).format(count=count))
        if told.without_address:
            aliases = list_text(list(told.without_address))
            print(_("No address for: {aliases}.").format(aliases=aliases))

    context.emit(document, text)


def protect(context: Context) -> None:
    """Roles and policies on the server; a file has none and says so."""
    from desktop.usecases.stay_terms import protect_on_server  # noqa: PLC0415 -- slow import

    role = context.write(protect_on_server)
    words = _("Heads of sites belong to the group {role}: they read released months alone.")
    context.emit({"role": role}, lambda: print(words.format(role=role)))


def terms(context: Context) -> None:
    """Show the terms of the stays, or change those given."""
    from desktop.usecases.stay_terms import get_terms, set_terms  # noqa: PLC0415 -- slow import

    args, kept = context.args, context.read(get_terms)
    wanted = replace(
        kept,
        share=kept.share if args.share is None else args.share,
        cap=kept.cap if args.cap is None else args.cap,
        closed_on_public_holidays=_closed(args.public_holidays, kept.closed_on_public_holidays),
        closed_in_school_holidays=_closed(args.school_holidays, kept.closed_in_school_holidays),
    )
    if wanted != kept:
        context.write(set_terms, wanted)
    document = {
        "share": wanted.share,
        "cap": wanted.cap,
        "closed_on_public_holidays": wanted.closed_on_public_holidays,
        "closed_in_school_holidays": wanted.closed_in_school_holidays,
        "scenario": wanted.scenario_text,
        "commitments": wanted.commitments_text,
    }
    lines = (wanted.rebate_words, wanted.scenario_text, wanted.commitments_text)
    context.emit(document, lambda: print("\n\n".join(lines)))


def _closed(word: str | None, kept: bool) -> bool:
    return kept if word is None else word == "closed"
