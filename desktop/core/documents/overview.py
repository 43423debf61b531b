"""The overview for the executive committee: chain, weakest links, symmetry, coverage, costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.core.documents import theme
from desktop.core.documents.blocks import Space
from desktop.core.documents.canvas import Page
from desktop.core.documents.figures import Bar, Matrix, Tile, bars, tiles
from desktop.core.documents.flow import SIZES, Made, Setting, Story, make
from desktop.core.documents.logo import Logo
from desktop.core.documents.parts import cover_ground, listed, withheld_part
from desktop.core.documents.printable import Losses, made_printable
from desktop.core.documents.summary import MomentShare, Paper, Withheld
from desktop.core.documents.tables import Cell, Column, table
from desktop.core.documents.text import Run
from desktop.core.documents.theme import GREY, INK, MOMENT_TINTS, WASH, Font, TextStyle
from desktop.core.i18n import _, date_text, ngettext, number_text, percent_text, pgettext, speaking
from desktop.core.labels import label
from desktop.core.vocabulary import Moment

_MOST_BARS = 10


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A department on the chain: irritants that it causes elsewhere, and that it suffers."""

    department: str
    causes: int
    causes_hours: float
    suffers: int
    reaches: int


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """A department's staff; a share is None below the threshold."""

    department: str
    staff: int
    distance: int
    never_asked: float | None = None
    lived_front: float | None = None


@dataclass(frozen=True, slots=True)
class TopIrritant:
    """One of the heaviest irritants of the whole company."""

    code: str
    title: str
    moment: Moment | None
    reports: int
    hours: float | None
    felt_at: str
    caused_by: str
    owner: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What the overview prints, already within the thresholds."""

    campaign: str
    start: date
    end: date
    printed_on: date
    language: str = "fr"
    company: str = ""
    accent: str = ""
    logo: Logo | None = None
    paper: Paper = Paper.A4
    reports: int = 0
    departments: int = 0
    irritants: int = 0
    resolved: int = 0
    still_carried: int = 0
    hours: float | None = None
    moments: tuple[MomentShare, ...] = ()
    touchpoints_incomplete: int = 0
    links: tuple[LinkLine, ...] = ()
    without_cause: int = 0
    hours_to_front: float = 0
    hours_to_back: float = 0
    coverage: tuple[CoverageLine, ...] = ()
    top: tuple[TopIrritant, ...] = ()
    withheld: tuple[Withheld, ...] = ()

    @property
    def balance(self) -> float | None:
        """From 0 (one way only) to 1 (as much both ways)."""
        most = max(self.hours_to_front, self.hours_to_back)
        return min(self.hours_to_front, self.hours_to_back) / most if most else None


def make_overview(overview: Overview) -> Made:
    """The finished file."""
    losses = Losses()
    with speaking(overview.language):
        clean = made_printable(overview, losses, overview.language)
        told = _story(clean, losses)
        ground = cover_ground(
            told.setting.accent,
            told.setting.size,
            clean.company,
            _("Executive overview"),
            clean.logo,
        )
        return make(told, cover=True, ground=ground)


def _story(found: Overview, losses: Losses) -> Story:
    title = _("Executive overview – {campaign}").format(campaign=found.campaign)
    told = Story(
        Setting(
            title, found.language, title, theme.readable_accent(found.accent), SIZES[found.paper]
        )
    )
    _cover(told, found)
    for part in (_top, _mirror, _chain, _symmetry, _coverage):
        with told.inside(told.root.add("Sect")):
            part(told, found)
    with told.inside(told.root.add("Sect")):
        told.room(160)
        told.heading(1, _("What is not shown"))
        withheld_part(told, found.withheld, losses)
    return told


def _cover(told: Story, found: Overview) -> None:
    with told.inside(told.root.add("Sect")):
        told.add(Space(150))
        told.heading(1, found.campaign, style=theme.TITLE)
        told.text(
            _("From {start} to {end}").format(
                start=date_text(found.start, "long"), end=date_text(found.end, "long")
            ),
            theme.LEAD,
        )
        told.add(Space(34))
        told.text(_("What to remember"), replace(theme.KICKER, colour=told.setting.accent, size=11))
        listed(told, _remember(found), style=TextStyle(Font.REGULAR, 13, 19, after=7))
        told.add(Space(26))
        hours = number_text(round(found.hours)) if found.hours is not None else "–"
        tiles(
            told,
            (
                Tile(number_text(found.reports), _("reports read")),
                Tile(number_text(found.irritants), _("irritants followed")),
                Tile(number_text(found.resolved), _("resolved")),
                Tile(hours, _("hours a year lost to them")),
            ),
            told.setting.accent,
        )
        told.new_page()


def _remember(found: Overview) -> list[str]:
    points = []
    if found.links and found.links[0].causes:
        first = found.links[0]
        points.append(
            ngettext(
                "The link to strengthen first: {department}, where {count} irritant felt elsewhere "
                "begins.",
                "The link to strengthen first: {department}, where {count} irritants felt "
                "elsewhere begin.",
                first.causes,
            ).format(department=first.department, count=first.causes)
        )
    if found.balance is not None:
        points.append(
            _("Symmetry of the days lived: {share}, where 100 means as much both ways.").format(
                share=number_text(round(100 * found.balance))
            )
        )
    if found.still_carried:
        points.append(
            ngettext(
                "{count} irritant said to be resolved is now carried by somebody else.",
                "{count} irritants said to be resolved are now carried by somebody else.",
                found.still_carried,
            ).format(count=found.still_carried)
        )
    return points or [_("The first reports are still to come.")]


def _top(told: Story, found: Overview) -> None:
    told.heading(1, _("The heaviest irritants"))
    if not found.top:
        told.text(_("No irritant was reported in this campaign."), theme.PLAIN)
        return
    known = [each for each in found.top if each.hours]
    if len(known) > 1:
        told.heading(2, _("What they cost, in hours a year"))
        shown = [
            Bar(
                each.title,
                each.hours or 0,
                _("{hours} h").format(hours=number_text(round(each.hours or 0))),
                MOMENT_TINTS[each.moment].strong if each.moment else told.setting.accent,
            )
            for each in sorted(known, key=lambda each: -(each.hours or 0))[:_MOST_BARS]
        ]
        bars(told, _("Hours a year lost to each irritant:"), shown)
    columns = (
        Column(_("Irritant"), 4.2),
        Column(_("Moment"), 1.7),
        Column(_("Felt at"), 2.1),
        Column(_("Begins at"), 2.1),
        Column(_("Owner"), 2),
        Column(pgettext("column", "Reports"), 1.2, number=True),
    )
    rows = [
        (
            each.title,
            _moment(each.moment),
            each.felt_at or "–",
            each.caused_by or _("to be named"),
            each.owner or _("to be named"),
            number_text(each.reports),
        )
        for each in found.top
    ]
    told.add(table(told.at, columns, rows, summary=_("The heaviest irritants")))


def _moment(moment: Moment | None) -> Cell:
    if moment is None:
        return "–"
    return (Run(label(moment), font=Font.MEDIUM, colour=MOMENT_TINTS[moment].strong),)


def _mirror(told: Story, found: Overview) -> None:
    told.room(330)
    told.heading(1, _("The mirror"))
    told.add(Matrix(told, found.moments))
    if found.touchpoints_incomplete:
        told.text(
            ngettext(
                "{count} touchpoint more has an incomplete mirror: one side has not been heard "
                "enough to be placed.",
                "{count} touchpoints more have an incomplete mirror: one side has not been heard "
                "enough to be placed.",
                found.touchpoints_incomplete,
            ).format(count=found.touchpoints_incomplete),
            theme.SMALL,
        )


def _chain(told: Story, found: Overview) -> None:
    told.room(260)
    told.heading(1, _("On the service chain"))
    told.text(
        _("Departments are ranked by what they cause downstream, never by what is said of them."),
        theme.LEAD,
    )
    if not found.links:
        told.text(_("Nobody has said yet where irritants begin."), theme.PLAIN)
        return
    columns = (
        Column(_("Department"), 4),
        Column(_("Causes elsewhere"), 1.8, number=True),
        Column(_("Hours a year"), 1.5, number=True),
        Column(_("Suffers from others"), 2, number=True),
        Column(_("Departments reached"), 2, number=True),
    )
    rows = [
        (
            each.department,
            number_text(each.causes),
            number_text(round(each.causes_hours)),
            number_text(each.suffers),
            number_text(each.reaches),
        )
        for each in found.links
    ]
    told.add(table(told.at, columns, rows, summary=_("Departments on the service chain")))
    if found.without_cause:
        told.text(
            ngettext(
                "{count} open irritant has no known origin yet.",
                "{count} open irritants have no known origin yet.",
                found.without_cause,
            ).format(count=found.without_cause),
            theme.SMALL,
        )


def _symmetry(told: Story, found: Overview) -> None:
    told.room(170)
    told.heading(1, _("Symmetry"))
    front = _("{hours} h").format(hours=number_text(found.hours_to_front, 1))
    back = _("{hours} h").format(hours=number_text(found.hours_to_back, 1))
    told.text(
        _("Hours lived towards the front: {front}. Towards the back: {back}.").format(
            front=front, back=back
        ),
        theme.LEAD,
    )
    whole = found.hours_to_front + found.hours_to_back
    if not whole:
        return
    share = found.hours_to_front / whole

    def paint(page: Page, left: float, top: float, width: float) -> None:
        page.fill((left, top - 24, width, 14), WASH, 7)
        page.fill((left, top - 24, max(width * share, 14), 14), told.setting.accent, 7)
        page.fill((left + width / 2 - 1, top - 29, 2, 24), INK)
        words = _("To the front: {share}").format(share=percent_text(share))
        page.label(left, top - 42, words, Font.MEDIUM, 8.2, INK)
        words = _("To the back: {share}").format(share=percent_text(1 - share))
        page.label(left + width, top - 42, words, Font.MEDIUM, 8.2, INK, align=1)
        page.label(left + width / 2, top - 4, _("balance"), Font.REGULAR, 7.4, GREY, align=0.5)

    alt = _("Of all hours, {front} go towards the front and {back} towards the back.")
    alt = alt.format(front=percent_text(share), back=percent_text(1 - share))
    told.figure(alt, 48, paint)


def _coverage(told: Story, found: Overview) -> None:
    told.room(200)
    told.heading(1, _("Who has been heard, who has seen"))
    rows: list[Sequence[Cell]] = [
        (
            each.department,
            number_text(each.staff),
            number_text(each.distance),
            percent_text(each.never_asked) if each.never_asked is not None else _too_few(),
            percent_text(each.lived_front) if each.lived_front is not None else _too_few(),
        )
        for each in found.coverage
    ]
    if not rows:
        told.text(_("No figure may be shown yet."), theme.PLAIN)
        return
    columns = (
        Column(_("Department"), 4),
        Column(_("Staff"), 1.2, number=True),
        Column(_("Steps to the client"), 1.8, number=True),
        Column(_("Never asked"), 1.8, number=True),
        Column(_("Have lived the front"), 2, number=True),
    )
    told.add(table(told.at, columns, rows, summary=_("Staff asked, and staff who lived the front")))


def _too_few() -> str:
    return _("too few people")
