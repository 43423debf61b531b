"""The personal sheet: where to be, when, with whom, what to look at, which days are for rest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time

from desktop.core.documents import theme
from desktop.core.documents.flow import SIZES, Made, Setting, Story, make
from desktop.core.documents.logo import Logo
from desktop.core.documents.parts import fact_line, listed, loss_sentences, panel
from desktop.core.documents.printable import Losses, made_printable
from desktop.core.documents.summary import Paper
from desktop.core.documents.tables import Column, table
from desktop.core.i18n import _, date_text, day_text, list_text, pgettext, speaking, time_text
from desktop.core.labels import label
from desktop.core.vocabulary import ActivityKind, Mode


@dataclass(frozen=True, slots=True)
class PersonDay:
    """One activity, in the site's local time. A mystery stay names no host."""

    day: date
    start: time
    end: time
    kind: ActivityKind
    site: str
    address: str = ""
    department: str = ""
    role: str = ""
    host: str = ""
    mode: Mode | None = None
    objective: str = ""
    question: str = ""
    safety_contact: str = ""
    protection: str = ""


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """What one person takes with her. `rest_days`: days kept free by the plan, said explicitly.

    `changed`: a sentence for each irritant that she told, on what became of it.
    """

    person: str
    campaign: str
    made_on: date
    days: tuple[PersonDay, ...] = ()
    rest_days: tuple[date, ...] = ()
    language: str = "fr"
    company: str = ""
    accent: str = ""
    logo: Logo | None = None
    paper: Paper = Paper.A4
    contact: str = ""
    changed: tuple[str, ...] = ()


def make_person_sheet(sheet: PersonSheet) -> Made:
    """The finished file."""
    losses = Losses()
    with speaking(sheet.language):
        return make(_story(made_printable(sheet, losses, sheet.language), losses))


def _story(sheet: PersonSheet, losses: Losses) -> Story:
    title = _("{name} – personal sheet").format(name=sheet.person)
    told = Story(
        Setting(
            title=title,
            language=sheet.language,
            running=_("{title} · {campaign}").format(title=title, campaign=sheet.campaign),
            accent=theme.readable_accent(sheet.accent),
            size=SIZES[sheet.paper],
            logo=sheet.logo,
        )
    )
    told.text(sheet.company or _("Vis ma vie"), theme.KICKER)
    told.heading(1, sheet.person, style=replace(theme.H1, before=0))
    told.text(
        _("{campaign}. Sheet made on {day}; a later one replaces it.").format(
            campaign=sheet.campaign, day=date_text(sheet.made_on, "long")
        ),
        theme.LEAD,
    )
    if not sheet.days:
        told.text(_("Nothing is planned for you in this campaign yet."), theme.PLAIN)
    else:
        _overview(told, sheet)
        for day in sheet.days:
            _day(told, day)
    _rest(told, sheet)
    _changed(told, sheet)
    _before_and_after(told, sheet)
    for sentence in loss_sentences(losses):
        told.text(sentence, theme.SMALL)
    return told


def _overview(told: Story, sheet: PersonSheet) -> None:
    columns = (
        Column(_("Day"), 3.2),
        Column(_("Hours"), 1.8),
        Column(_("What"), 2),
        Column(_("Where"), 4),
    )
    rows = [
        (
            day_text(day.day, "EEEE d MMMM"),
            _hours(day),
            label(day.kind),
            ", ".join(part for part in (day.site, day.department) if part),
        )
        for day in sheet.days
    ]
    told.add(table(told.at, columns, rows, summary=_("Your days")))


def _hours(day: PersonDay) -> str:
    return f"{time_text(day.start)}–{time_text(day.end)}"


def _day(told: Story, day: PersonDay) -> None:
    with panel(told, edge=told.setting.accent, solid=True):
        told.heading(2, day_text(day.day, "EEEE d MMMM y"), style=replace(theme.H2, before=0))
        place = ", ".join(part for part in (day.site, day.address) if part)
        lines = (
            (_("Hours"), _hours(day)),
            (pgettext("visit", "Place"), place),
            (_("You live the job of"), day.role or day.department),
            (_("You are received by"), day.host),
            (_("What you may do"), label(day.mode) if day.mode else ""),
            (_("Your objective"), day.objective),
            (_("Your question"), day.question),
            (_("To bring or wear"), day.protection),
            (_("Safety contact"), day.safety_contact),
        )
        for name, value in lines:
            if value:
                fact_line(told, name, value)


def _rest(told: Story, sheet: PersonSheet) -> None:
    told.heading(2, _("Your rest"))
    if sheet.rest_days:
        days = list_text([day_text(day, "EEEE d MMMM") for day in sheet.rest_days])
        told.text(_("These days stay free: {days}.").format(days=days), theme.PLAIN)
    told.text(
        _(
            "At least 11 hours of rest before you start again, and a weekly rest of 35 hours: the "
            "plan respects them. If your own work changes, say so before you come."
        ),
        theme.PLAIN,
    )


def _changed(told: Story, sheet: PersonSheet) -> None:
    if sheet.changed:
        told.heading(2, _("What your day has changed"))
        listed(told, list(sheet.changed))


def _before_and_after(told: Story, sheet: PersonSheet) -> None:
    told.heading(2, _("Before, during, after"))
    listed(
        told,
        [
            _("Before: read your question again and tell your team when you are away."),
            _("During: note facts as you see them; feelings and suggestions have their own place."),
            _("After: fill in your report within the days announced; it takes fifteen minutes."),
            _("What you see describes situations, never colleagues or clients by name."),
        ],
    )
    if sheet.contact:
        fact_line(told, _("A question, a hitch"), sheet.contact)
