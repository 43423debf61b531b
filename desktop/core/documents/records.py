"""Papers for the data protection officer, the works council and the staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.core.documents.leaflet import Grid, Leaflet, Part
from desktop.core.documents.logo import Logo
from desktop.core.documents.summary import Paper
from desktop.core.i18n import _, date_text, list_text, ngettext, number_text, speaking


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """What a campaign's papers are filled in from. `visits_per_site`: 0 = not announced yet."""

    campaign: str
    start: date
    end: date
    made_on: date
    sites: tuple[str, ...] = ()
    mystery: bool = False
    visits_per_site: int = 0
    staff_note: str = ""
    staff_note_on: date | None = None
    works_council_on: date | None = None
    works_council_reference: str = ""
    proportionality: str = ""
    figures: int = 5
    verbatims: int = 8
    people: int = 0
    language: str = "fr"
    paper: Paper = Paper.A4
    company: str = ""
    accent: str = ""
    logo: Logo | None = None


def _leaflet(facts: RecordFacts, title: str, kind: str, lead: str, *parts: Part) -> Leaflet:
    return Leaflet(
        title=title,
        kind=kind,
        campaign=facts.campaign,
        made_on=facts.made_on,
        lead=lead,
        parts=parts,
        language=facts.language,
        paper=facts.paper,
        company=facts.company,
        accent=facts.accent,
        logo=facts.logo,
    )


def _period(facts: RecordFacts) -> str:
    return _("from {start} to {end}").format(
        start=date_text(facts.start, "long"), end=date_text(facts.end, "long")
    )


def _announced(facts: RecordFacts) -> str:
    if not facts.visits_per_site:
        return _("to be decided, and written here before the first visit")
    return ngettext(
        "{count} mystery visit at most for each site",
        "{count} mystery visits at most for each site",
        facts.visits_per_site,
    ).format(count=number_text(facts.visits_per_site))


def _day(day: date | None) -> str:
    return date_text(day, "long") if day else _("to be filled in")


# ------------------------------------------------------------------- register


def processing_register(facts: RecordFacts) -> Leaflet:
    """The record of processing activities (GDPR, article 30) of one campaign."""
    with speaking(facts.language):
        return _leaflet(
            facts,
            _("Record of processing activities"),
            _("GDPR, article 30"),
            _("Job swaps and mystery stays: “{campaign}”, {period}.").format(
                campaign=facts.campaign, period=_period(facts)
            ),
            _identity(facts),
            _purposes(facts),
            _data(facts),
            _periods(),
            _security(facts),
            _screening(),
        )


def _identity(facts: RecordFacts) -> Part:
    return Part(
        _("Who answers for it"),
        facts=(
            (_("Controller"), facts.company),
            (_("Data protection officer"), _("to be filled in")),
            (_("Processors"), _("none: the program runs on the company's own computers")),
            (_("Transfers outside the European Union"), _("none")),
        ),
    )


def _purposes(facts: RecordFacts) -> Part:
    items = [
        _("organise days in another job and stays as a guest, within working-time law"),
        _("collect structured reports on situations, never on a person"),
        _("keep the register of irritants and tell each department what concerns it"),
    ]
    if facts.mystery:
        items.append(_("settle reduced-price stays and declare the benefit in kind to payroll"))
    return Part(
        _("What it is for"),
        texts=(
            _("Legal basis: the employer's legitimate interest, and the law for payroll entries."),
        ),
        items=tuple(items),
    )


def _data(facts: RecordFacts) -> Part:
    people = ngettext("{count} person", "{count} people", facts.people)
    return Part(
        _("Whose data, which, who receives them"),
        grid=Grid(
            (_("Category"), _("Data"), _("Recipients")),
            (
                (
                    _("Staff who take part: {people}").format(
                        people=people.format(count=number_text(facts.people))
                    ),
                    _("name, staff number, department, site, schedule, wishes, planned days"),
                    _("the coordinator; the host, for the day itself"),
                ),
                (
                    _("Authors of reports"),
                    _("reports under an alias; the link to the person is kept apart"),
                    _("the coordinator alone"),
                ),
                (
                    _("Staff observed"),
                    _("none: no name, no date or hour in what is printed"),
                    _("nobody"),
                ),
                (
                    _("Guests of mystery stays"),
                    _("nights, public price, rebate"),
                    _("payroll: person, month, entity, value and nature only"),
                ),
            ),
            (3, 4.4, 3.6),
        ),
    )


def _periods() -> Part:
    return Part(
        _("How long"),
        texts=(_("Proposed periods, to be confirmed by the data protection officer."),),
        grid=Grid(
            (_("Data"), _("Kept")),
            (
                (_("Reports with their author"), _("12 months after the end of the campaign")),
                (_("Link between alias and person"), _("60 days after settlement")),
                (_("Agreements"), _("2 years after their end")),
                (_("Unavailable days (never their reason)"), _("campaign + 30 days")),
                (_("Journal of changes"), _("12 months")),
                (_("Payroll lines"), _("as accounting law requires")),
            ),
            (6, 4),
        ),
    )


def _security(facts: RecordFacts) -> Part:
    return Part(
        _("How it is protected"),
        items=(
            _("A database file that its owner alone may read, or a PostgreSQL server."),
            _("Figures from {figures} people on, quotations from {verbatims} on.").format(
                figures=facts.figures, verbatims=facts.verbatims
            ),
            _("A second figure hidden wherever a subtraction would reveal the first."),
            _("No reason for an absence, no health data: there is no field for them."),
            _("A journal of changes that holds no personal value."),
        ),
    )


def _screening() -> Part:
    return Part(
        _("Is an impact assessment needed?"),
        texts=(
            _(
                "Employees are vulnerable people in the sense of the guidelines, and mystery "
                "visits observe their work: two of the nine criteria. An impact assessment is "
                "advised before the first visit."
            ),
        ),
        facts=((_("Decision of the officer, date"), ""),),
        lines=1,
    )


# ----------------------------------------------------------------- staff note


def staff_note(facts: RecordFacts) -> Leaflet:
    """The note to be posted before the first visit (Labour Code, L1222-3 and L1222-4)."""
    with speaking(facts.language):
        return _leaflet(
            facts,
            _("Note to the staff"),
            _("Labour Code, articles L1222-3 and L1222-4"),
            _("Job swaps and mystery stays, {period}.").format(period=_period(facts)),
            Part(
                _("What it is for"),
                texts=(
                    facts.staff_note
                    or _(
                        "Colleagues from other jobs spend a day with you, or live a stay as "
                        "clients do. They look for what gets in the way of clients and of teams, "
                        "so that it can be mended."
                    ),
                ),
            ),
            Part(
                _("How it works"),
                items=(
                    _("Number announced: {visits}.").format(visits=_announced(facts)),
                    _("The report describes situations: no colleague is named or described."),
                    _("No recording, no photograph of a person."),
                    _("The coordinator reads every report before it counts."),
                ),
            ),
            Part(
                _("What it can never be used for"),
                items=(
                    _("No sanction, no reprimand and no dismissal may rest on a report."),
                    _("No list, score or document is made by person observed."),
                    _("Results are confidential below {count} people.").format(count=facts.figures),
                ),
            ),
            Part(
                _("Your rights"),
                texts=(
                    _(
                        "You may see, correct or have erased what concerns you, and answer a "
                        "report about your department: speak to the coordinator or to the data "
                        "protection officer."
                    ),
                ),
            ),
            _posting(facts),
        )


def _posting(facts: RecordFacts) -> Part:
    return Part(
        _("Posting"),
        facts=(
            (_("Posted on"), _day(facts.staff_note_on)),
            (_("Sites"), list_text(list(facts.sites)) or _("to be filled in")),
            (_("Works council consulted on"), _day(facts.works_council_on)),
        ),
    )


# ---------------------------------------------------------------- works council


def consultation_sheet(facts: RecordFacts) -> Leaflet:
    """What the works council is consulted on before the decision (Labour Code, L2312-38)."""
    with speaking(facts.language):
        return Leaflet(
            title=_("Consultation of the works council"),
            kind=_("Labour Code, article L2312-38"),
            campaign=facts.campaign,
            made_on=facts.made_on,
            lead=_("Before the decision: job swaps and mystery stays, {period}.").format(
                period=_period(facts)
            ),
            parts=(
                _project(facts),
                Part(
                    _("Why the means are proportionate (L1121-1)"),
                    texts=(facts.proportionality,) if facts.proportionality else (),
                    lines=0 if facts.proportionality else 4,
                ),
                Part(
                    _("Guarantees"),
                    items=(
                        _("no individual result: nothing is grouped by person observed"),
                        _(
                            "thresholds: {figures} people for a figure, {verbatims} for words"
                        ).format(figures=facts.figures, verbatims=facts.verbatims),
                        _("no visit before the note to the staff has been posted"),
                        _("the number announced is a limit: to exceed it takes a new note"),
                    ),
                ),
                Part(
                    _("Opinion of the works council"),
                    facts=(
                        (_("Meeting of"), _day(facts.works_council_on)),
                        (
                            _("Reference of the minutes"),
                            facts.works_council_reference or _("to be filled in"),
                        ),
                    ),
                    lines=4,
                ),
            ),
            signatures=(_("For the company"), _("For the works council")),
            language=facts.language,
            paper=facts.paper,
            company=facts.company,
            accent=facts.accent,
            logo=facts.logo,
        )


def _project(facts: RecordFacts) -> Part:
    return Part(
        _("What is proposed"),
        facts=(
            (_("Campaign"), facts.campaign),
            (_("Period"), _period(facts)),
            (_("Number announced"), _announced(facts)),
            (_("Sites"), list_text(list(facts.sites)) or _("to be filled in")),
            (_("Note to the staff"), _day(facts.staff_note_on)),
        ),
    )
