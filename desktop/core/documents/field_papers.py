"""Papers that people hold: counter card, touchpoint and site sheets, letters, payroll."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from desktop.core.documents.leaflet import Grid, Leaflet, Part, Shape
from desktop.core.documents.person_sheet import PersonDay, PersonSheet
from desktop.core.documents.summary import Practice
from desktop.core.i18n import (
    _,
    date_text,
    day_text,
    list_text,
    money_text,
    number_text,
    pgettext,
    speaking,
    time_text,
)
from desktop.core.irritants.playbook import playbook
from desktop.core.labels import label
from desktop.core.vocabulary import IrritantStatus, Mode, Moment


@dataclass(frozen=True, slots=True)
class Burden:
    """An irritant as these sheets tell it: no person, no date of a visit, no hour."""

    code: str
    title: str
    touchpoint: str
    status: IrritantStatus
    reports: int
    caused_by: str = ""
    action: str = ""
    due: date | None = None
    hours: float | None = None
    quotes: tuple[str, ...] = ()
    quotes_withheld: int = 0


@dataclass(frozen=True, slots=True)
class Guidance:
    """What management allows at an impasse, in its own words."""

    attitude: str = ""
    gestures: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()


def _hours(hours: float | None) -> str:
    return _("{hours} h a year").format(hours=number_text(hours)) if hours else "–"


def impasse_card(
    paper: Leaflet, touchpoint: str, known: Guidance, owed: tuple[Burden, ...]
) -> Leaflet:
    """What may be said, done and offered while the real mend is under way; A5."""
    with speaking(paper.language):
        book = playbook(Moment.DEAD_END)
        return replace(
            paper,
            title=touchpoint,
            kind=_("Impasse card"),
            lead=_("Clients suffer here and so do we: this is what you may do at once."),
            shape=Shape.CARD,
            about=_("Impasse card: {touchpoint}").format(touchpoint=touchpoint),
            parts=(
                Part(
                    _("Attitude"),
                    texts=(known.attitude,) if known.attitude else (),
                    lines=0 if known.attitude else 2,
                    tint=Moment.DEAD_END,
                ),
                Part(_("Gestures you may make without asking"), items=known.gestures,
                     lines=0 if known.gestures else 3),
                Part(_("What you may offer"), items=known.offers,
                     lines=0 if known.offers else 3),
                Part(
                    _("Who owes the real mend"),
                    texts=() if owed else (_("Not known yet: tell the coordinator."),),
                    items=tuple(map(_owed, owed)),
                ),
                Part(_("This card goes when"), texts=(book.exit_criterion,)),
            ),
        )  # fmt: skip


def _owed(each: Burden) -> str:
    who = each.caused_by or _("department not known yet")
    what = each.action or _("no action decided yet")
    if each.due is None:
        return _("{who}: {what}").format(who=who, what=what)
    return _("{who}: {what}, before {day}").format(who=who, what=what, day=date_text(each.due))


def touchpoint_sheet(
    paper: Leaflet,
    touchpoint: str,
    moment: Moment | None,
    burdens: tuple[Burden, ...],
    practices: tuple[Practice, ...],
) -> Leaflet:
    """All that the campaign knows of one touchpoint, with the moves of its moment."""
    with speaking(paper.language):
        parts = [_moment_part(moment)]
        parts.append(_burdens(burdens))
        parts += [Part(_("In the words of participants"), quotes=each.quotes) for each in burdens
                  if each.quotes][:1]  # fmt: skip
        parts += [_practice(each) for each in practices]
        return replace(
            paper,
            title=touchpoint,
            kind=_("Touchpoint sheet"),
            about=_("Touchpoint: {touchpoint}").format(touchpoint=touchpoint),
            parts=tuple(parts),
        )


def _moment_part(moment: Moment | None) -> Part:
    if moment is None:
        return Part(
            _("No moment may be told here"),
            texts=(_("Too few people spoke of it, or one side was not asked."),),
        )
    book = playbook(moment)
    return Part(
        label(moment),
        texts=(book.meaning, book.aim),
        items=book.steps,
        ordered=book.ordered,
        facts=((_("Done when"), book.exit_criterion),),
        tint=moment,
    )


def _burdens(burdens: tuple[Burden, ...]) -> Part:
    if not burdens:
        return Part(_("Irritants"), texts=(_("None has been told yet."),))
    rows = tuple(
        (
            each.code,
            each.title,
            label(each.status),
            number_text(each.reports),
            each.caused_by or "–",
            _hours(each.hours),
        )
        for each in burdens
    )
    heads = (_("Irritant"), _("What"), _("Status"), _("Reports"), _("Caused by"), _("Cost"))
    return Part(_("Irritants"), grid=Grid(heads, rows, (1.1, 4, 1.5, 1.1, 2, 1.5), numbers=(3,)))


def _practice(each: Practice) -> Part:
    return Part(
        _("Win-win: {title}").format(title=each.title),
        facts=(
            (_("Seen at"), list_text(list(each.seen_at))),
            (_("Not yet at"), list_text(list(each.not_yet_at))),
        ),
        tint=Moment.WIN_WIN,
    )


def site_report(
    paper: Leaflet,
    site: str,
    days: int,
    stays: int,
    burdens: tuple[Burden, ...],
    practices: tuple[Practice, ...],
) -> Leaflet:
    """What a site learns of the campaign: processes only, without person, date, hour or team."""
    with speaking(paper.language):
        return replace(
            paper,
            title=site,
            kind=_("Site report"),
            about=_("Site: {site}").format(site=site),
            lead=_("What was seen here, told as situations: nobody is named, no day is given."),
            parts=(
                Part(
                    _("What it rests on"),
                    facts=(
                        (_("Reports of job swaps and immersions"), number_text(days)),
                        (_("Reports of stays, once released"), number_text(stays)),
                    ),
                ),
                _burdens(burdens),
                *(_practice(each) for each in practices),
            ),
        )


def certificate(paper: Leaflet, sheet: PersonSheet, done: tuple[PersonDay, ...]) -> Leaflet:
    """That somebody took part; it says nothing of what was seen."""
    with speaking(paper.language):
        lines = tuple(
            _("{day}: {job}, {site}").format(
                day=date_text(each.day, "long"), job=each.role or each.department, site=each.site
            )
            for each in done
        )
        return replace(
            paper,
            title=sheet.person,
            kind=_("Certificate of participation"),
            about=_("Certificate: {name}").format(name=sheet.person),
            shape=Shape.CERTIFICATE,
            lead=_("took part in “{campaign}” and lived another job of the company.").format(
                campaign=sheet.campaign
            ),
            parts=(
                Part(texts=lines),
                Part(
                    texts=(
                        _("With the thanks of those who were received and of those who receive."),
                        "",
                        _("For the company, date and signature:"),
                    )
                ),
            ),
        )


def invitation(paper: Leaflet, sheet: PersonSheet) -> Leaflet:
    """The letter that proposes a day, in words; it says that one may decline."""
    with speaking(paper.language):
        return replace(
            paper,
            title=_("You are invited"),
            kind=_("Invitation"),
            about=_("Invitation: {name}").format(name=sheet.person),
            lead=_("{name}, we would like you to live another job in “{campaign}”.").format(
                name=sheet.person, campaign=sheet.campaign
            ),
            parts=(
                *(_proposal(each) for each in sheet.days),
                Part(
                    _("What it is, what it is not"),
                    items=(
                        _("The time counts as working time; your pay does not change."),
                        _("You look at situations, never at colleagues or clients by name."),
                        _("You may decline without giving a reason; nothing is kept of it."),
                    ),
                ),
                Part(
                    _("Your answer"),
                    facts=((_("I accept, or I decline"), ""),),
                    lines=1,
                ),
            ),
        )


def _proposal(each: PersonDay) -> Part:
    hours = _("{start} to {end}").format(start=time_text(each.start), end=time_text(each.end))
    facts = (
        (_("Hours"), hours),
        (pgettext("visit", "Place"), ", ".join(p for p in (each.site, each.address) if p)),
        (_("You live the job of"), each.role or each.department),
        (_("You are received by"), each.host),
        (_("What you may do"), label(each.mode or Mode.OBSERVE)),
    )
    return Part(
        day_text(each.day, "EEEE d MMMM yyyy"), facts=tuple(pair for pair in facts if pair[1])
    )


@dataclass(frozen=True, slots=True)
class PayLine:
    """Person, month, entity, value and nature: all that payroll receives (BK-07)."""

    person: str
    month: date
    entity: str
    value: Decimal
    nature: str


def payroll_sheet(paper: Leaflet, lines: tuple[PayLine, ...]) -> Leaflet:
    """Benefits in kind to be declared; not a word of what was seen."""
    with speaking(paper.language):
        rows = [
            (
                each.person,
                day_text(each.month, "MMMM yyyy"),
                each.entity or "–",
                each.nature,
                money_text(each.value),
            )
            for each in lines
        ]
        total = money_text(sum((each.value for each in lines), Decimal(0)))
        heads = (_("Staff number"), _("Month"), _("Entity"), _("Nature"), _("Value"))
        grid = Grid(
            heads, (*rows, (_("Total"), "", "", "", total)), (2, 2, 2, 3, 2), (4,), total=True
        )
        return replace(
            paper,
            title=_("Benefits in kind to declare"),
            kind=_("Payroll sheet"),
            lead=_("For payroll alone: person, month, entity, nature and value, nothing else."),
            parts=(
                Part(_("Lines"), grid=grid) if lines else Part(texts=(_("Nothing to declare."),)),
            ),
        )
