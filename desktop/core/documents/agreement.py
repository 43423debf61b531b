"""The agreement of an immersion; between two legal entities, with the sentences of L8241-2."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from desktop.core.documents import theme
from desktop.core.documents.blocks import Block, Row, Space, Stack
from desktop.core.documents.canvas import Page
from desktop.core.documents.flow import SIZES, Made, Setting, Story, make
from desktop.core.documents.logo import Logo
from desktop.core.documents.parts import fact_line, listed, loss_sentences
from desktop.core.documents.printable import Losses, made_printable
from desktop.core.documents.summary import Paper
from desktop.core.documents.tables import Column, table
from desktop.core.documents.text import Text
from desktop.core.i18n import _, date_text, day_text, number_text, pgettext, speaking, time_text
from desktop.core.labels import label
from desktop.core.vocabulary import Mode


@dataclass(frozen=True, slots=True)
class Party:
    """A person with her function and whom she works for."""

    name: str
    function: str = ""
    department: str = ""
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Presence:
    """One period of presence, in the site's local time."""

    day: date
    start: time
    end: time
    break_minutes: int = 0

    @property
    def minutes(self) -> int:
        """Worked, breaks deducted; past midnight when it ends before it starts."""
        begin = self.start.hour * 60 + self.start.minute
        end = self.end.hour * 60 + self.end.minute
        return (end - begin) % (24 * 60) - self.break_minutes


@dataclass(frozen=True, slots=True)
class AgreementSheet:
    """Everything that the agreement says. Empty texts are printed as lines to fill in."""

    reference: str
    campaign: str
    visitor: Party
    tutor: Party
    site: str
    address: str
    presences: tuple[Presence, ...]
    made_on: date
    language: str = "fr"
    company: str = ""
    accent: str = ""
    logo: Logo | None = None
    paper: Paper = Paper.A4
    mode: Mode = Mode.OBSERVE
    home_manager: str = ""
    host_approver: str = ""
    safety_contact: str = ""
    objective: str = ""
    activities: str = ""
    skills: str = ""
    limits: str = ""
    protection: str = ""
    hygiene: str = ""
    look_back: str = ""
    signed: tuple[tuple[str, date], ...] = ()

    @property
    def between_entities(self) -> bool:
        """Whether L8241-2 applies: the visitor's employer is not the host's."""
        one, other = self.visitor.entity, self.tutor.entity
        return bool(one and other and one != other)


def make_agreement(sheet: AgreementSheet) -> Made:
    """The finished file."""
    losses = Losses()
    with speaking(sheet.language):
        clean = made_printable(sheet, losses, sheet.language)
        return make(_story(clean, losses))


def title_of(sheet: AgreementSheet) -> str:
    """The document's name, which depends on the employers."""
    if sheet.between_entities:
        return _("Secondment agreement and contract amendment")
    return _("Immersion agreement")


def _story(sheet: AgreementSheet, losses: Losses) -> Story:
    title = _("{title} – {name}").format(title=title_of(sheet), name=sheet.visitor.name)
    told = Story(
        Setting(
            title=title,
            language=sheet.language,
            running=_("{title} · {reference}").format(title=title, reference=sheet.reference),
            accent=theme.readable_accent(sheet.accent),
            size=SIZES[sheet.paper],
            logo=sheet.logo,
        )
    )
    if sheet.company:
        told.text(sheet.company, theme.KICKER)
    told.heading(1, title_of(sheet), style=replace(theme.H1, before=0))
    told.text(
        _("{campaign} · made on {day} · reference {reference}").format(
            campaign=sheet.campaign,
            day=date_text(sheet.made_on, "long"),
            reference=sheet.reference,
        ),
        theme.SMALL,
    )
    _parties(told, sheet)
    _times(told, sheet)
    _content(told, sheet)
    _commitments(told, sheet)
    _signatures(told, sheet)
    for sentence in loss_sentences(losses):
        told.text(sentence, theme.SMALL)
    return told


def _parties(told: Story, sheet: AgreementSheet) -> None:
    told.heading(2, _("Between"))
    columns = (
        Column(_("Role"), 2),
        Column(_("Name"), 3),
        Column(_("Function"), 3),
        Column(_("For"), 3),
    )
    rows = [
        (_("Visitor"), sheet.visitor.name, sheet.visitor.function, _works_for(sheet.visitor)),
        (_("Tutor"), sheet.tutor.name or _BLANK, sheet.tutor.function, _works_for(sheet.tutor)),
        (_("Visitor’s manager"), sheet.home_manager or _BLANK, "", sheet.visitor.department),
        (_("Signs for the host"), sheet.host_approver or _BLANK, "", sheet.tutor.department),
    ]
    told.add(table(told.at, columns, rows, summary=_("The parties")))


_BLANK = "…………………………"


def _works_for(party: Party) -> str:
    return ", ".join(part for part in (party.department, party.entity) if part)


def _times(told: Story, sheet: AgreementSheet) -> None:
    told.heading(2, _("When and where"))
    columns = (
        Column(_("Day"), 4),
        Column(_("From"), 1.2, number=True),
        Column(_("To"), 1.2, number=True),
        Column(_("Breaks (min)"), 1.6, number=True),
        Column(_("Duration (h)"), 1.6, number=True),
    )
    rows = [
        (
            day_text(each.day, "EEEE d MMMM y"),
            time_text(each.start),
            time_text(each.end),
            number_text(each.break_minutes),
            number_text(each.minutes / 60, 2),
        )
        for each in sheet.presences
    ]
    whole = sum(each.minutes for each in sheet.presences) / 60
    rows.append((_("Number of hours"), "", "", "", number_text(whole, 2)))
    told.add(table(told.at, columns, rows, summary=_("Days and hours of presence"), total=True))
    fact_line(
        told,
        pgettext("visit", "Place"),
        ", ".join(part for part in (sheet.site, sheet.address) if part),
    )
    if sheet.safety_contact:
        fact_line(told, _("Safety contact"), sheet.safety_contact)


def _content(told: Story, sheet: AgreementSheet) -> None:
    told.heading(2, _("What for"))
    fact_line(told, _("Place of the visitor"), _mode_sentence(sheet.mode))
    lines = (
        (_("Objective"), sheet.objective),
        (_("Activities"), sheet.activities),
        (_("Skills to discover"), sheet.skills),
        (_("Limits of what the visitor does"), sheet.limits),
        (_("Protective equipment"), sheet.protection),
        (_("Hygiene rules"), sheet.hygiene),
        (
            _("How the objective is looked back on"),
            sheet.look_back
            or _("A debrief of both halves, host and visitor, at the end of the day."),
        ),
    )
    for name, value in lines:
        fact_line(told, name, value or _BLANK * 3)


def _mode_sentence(mode: Mode) -> str:
    sentences = {
        Mode.OBSERVE: _("{mode}: the visitor watches and asks, and does nothing alone."),
        Mode.ASSISTED: _("{mode}: the visitor takes part beside the tutor."),
        Mode.IN_CHARGE: _("{mode}: the visitor holds the post, after a safety welcome."),
    }
    return sentences[mode].format(mode=label(mode))


def _commitments(told: Story, sheet: AgreementSheet) -> None:
    told.heading(2, _("What each one undertakes"))
    points = [
        _("The visitor remains an employee of her or his own company throughout."),
        _("The visitor keeps private what she or he learns of clients and colleagues."),
        _("What is observed describes situations, never persons; nobody is judged by it."),
        _("The time spent counts as working time, with the rests that the law prescribes."),
        _("The tutor gives the safety welcome before anything else."),
    ]
    listed(told, points)
    if not sheet.between_entities:
        return
    told.heading(2, _("Because two employers are concerned (article L8241-2 of the Labour Code)"))
    listed(told, between_entities_sentences(sheet), numbered=True)


def between_entities_sentences(sheet: AgreementSheet) -> list[str]:
    """EN-01 to EN-04."""
    return [
        _(
            "{lender} places {name} at the disposal of {host} for the days and hours above, with "
            "the employee’s express agreement."
        ).format(lender=sheet.visitor.entity, name=sheet.visitor.name, host=sheet.tutor.entity),
        _(
            "The operation has no profit aim: {lender} may invoice the salary paid, the social "
            "charges that go with it and the expenses refunded, and nothing else."
        ).format(lender=sheet.visitor.entity),
        _(
            "This document is also the amendment to the employment contract: it states the work "
            "entrusted, the hours, the place and their particulars."
        ),
        _("Refusing may lead to no sanction, dismissal or discrimination."),
        _(
            "At the end the employee returns to her or his own post; career and pay are not "
            "affected."
        ),
    ]


class _SignatureBox(Block):
    """A frame to sign in, with the date when it is already signed."""

    def __init__(self, inner: Block) -> None:
        self.inner = inner

    def height(self, width: float) -> float:  # noqa: ARG002
        return 74

    def draw(self, page: Page, left: float, top: float, width: float) -> None:
        page.fill((left, top - 74, width, 74), theme.WASH, 3)
        page.rule(left + 8, top - 60, left + width - 8, top - 60, theme.GREY, 0.5)
        self.inner.draw(page, left + 8, top - 8, width - 16)


def _signatures(told: Story, sheet: AgreementSheet) -> None:
    with told.gathered() as parts:
        told.heading(2, _("Signatures"))
        told.text(_("Each one dates and signs."), theme.SMALL)
        told.add(Row([_box(told, sheet, role, name) for role, name in _signers(sheet)], gap=8))
        told.add(Space(4))
    told.solid(parts)


def _signers(sheet: AgreementSheet) -> Sequence[tuple[str, str]]:
    return (
        (_("Visitor"), sheet.visitor.name),
        (_("Visitor’s manager"), sheet.home_manager),
        (_("Signs for the host"), sheet.host_approver),
        (_("Tutor"), sheet.tutor.name),
    )


def _box(told: Story, sheet: AgreementSheet, role: str, name: str) -> Block:
    signed = dict(sheet.signed).get(name)
    words = [Text(told.at.add("P"), role, theme.LABEL), Text(told.at.add("P"), name, theme.CELL)]
    if signed:
        day = _("signed on {day}").format(day=date_text(signed))
        words.append(Text(told.at.add("P"), day, theme.SMALL))
    return _SignatureBox(Stack(words))
