"""Home: what waits for the coordinator today, one click away, and the steps of the programme."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.changes import Changes
from desktop.core.i18n import N_, _, date_text, ngettext, number_text
from desktop.desk import Desk
from desktop.jobs import Jobs
from desktop.ui.context import Context
from desktop.ui.home.steps import StepRow
from desktop.ui.page import Page
from desktop.ui.widgets.basics import Card, labelled, link, paragraph, scrolled
from desktop.ui.widgets.chips import Chip, Tone
from desktop.usecases.today import BreachCount, Today, count_breaches, get_today

LARGE = 130
"""Text size from which cards stand under each other."""


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that may wait: how many, in words, and the page where it is dealt with."""

    count: Callable[[Today], int]
    words: Callable[[int], str]
    page: str
    target: str
    tone: Tone


def _matters() -> tuple[Matter, ...]:
    return (
        Matter(
            lambda today: today.overdue_reports,
            lambda n: ngettext("{count} report overdue", "{count} reports overdue", n),
            "reports",
            "overdue",
            Tone.BAD,
        ),
        Matter(
            lambda today: today.irritants_past,
            lambda n: ngettext(
                "{count} irritant past its date", "{count} irritants past their date", n
            ),
            "irritants",
            "past",
            Tone.BAD,
        ),
        Matter(
            lambda today: today.escalated,
            lambda n: ngettext(
                "{count} late matter for a head of department",
                "{count} late matters for heads of departments",
                n,
            ),
            "irritants",
            "loop",
            Tone.BAD,
        ),
        Matter(
            lambda today: today.to_review,
            lambda n: ngettext("{count} report to review", "{count} reports to review", n),
            "reports",
            "in_review",
            Tone.WARN,
        ),
        Matter(
            lambda today: today.unplaced,
            lambda n: ngettext("{count} person to place", "{count} people to place", n),
            "planning",
            "unplaced",
            Tone.WARN,
        ),
        Matter(
            lambda today: today.unconfirmed,
            lambda n: ngettext(
                "{count} person has not answered", "{count} people have not answered", n
            ),
            "planning",
            "unconfirmed",
            Tone.WARN,
        ),
        Matter(
            lambda today: today.unsigned,
            lambda n: ngettext("{count} agreement to sign", "{count} agreements to sign", n),
            "planning",
            "agreements",
            Tone.WARN,
        ),
        Matter(
            lambda today: today.irritants_without_cause,
            lambda n: ngettext(
                "{count} irritant whose origin is not known",
                "{count} irritants whose origin is not known",
                n,
            ),
            "irritants",
            "no_cause",
            Tone.INFO,
        ),
        Matter(
            lambda today: today.mirrors_incomplete,
            lambda n: ngettext("{count} incomplete mirror", "{count} incomplete mirrors", n),
            "irritants",
            "mirror",
            Tone.INFO,
        ),
        Matter(
            lambda today: today.stays_to_settle,
            lambda n: ngettext("{count} stay to settle", "{count} stays to settle", n),
            "stays",
            "accepted",
            Tone.INFO,
        ),
        Matter(
            lambda today: today.open_seats,
            lambda n: ngettext("{count} seat to fill", "{count} seats to fill", n),
            "planning",
            "open",
            Tone.NEUTRAL,
        ),
    )


class HomePage(Page):
    """What the window opens on."""

    title = N_("Home")
    watches = Changes.ALL

    def __init__(
        self, desk: Desk, jobs: Jobs, context: Context, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, jobs, context, parent)
        whole = QWidget()
        self._large = context.settings.text_size >= LARGE
        side = QBoxLayout.Direction.TopToBottom if self._large else QBoxLayout.Direction.LeftToRight
        columns = QBoxLayout(side, whole)
        columns.setContentsMargins(0, 0, 8, 0)
        columns.setSpacing(16)
        self.waiting = Card(_("What needs you today"))
        self._breaches: list[QWidget] = []
        self._matters = QVBoxLayout()
        self._matters.setSpacing(4)
        self.waiting.body.addLayout(self._matters)
        self.waiting.body.addStretch(1)
        self.steps = Card(_("The steps of the campaign"))
        self._steps = QVBoxLayout()
        self._steps.setSpacing(2)
        self.steps.body.addLayout(self._steps)
        self.steps.body.addStretch(1)
        columns.addWidget(self.waiting, 3)
        columns.addWidget(self.steps, 4)
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(16)
        self.body.addLayout(self._figures)
        self.body.addWidget(scrolled(whole), 1)

    def reload(self) -> None:
        campaign = self.context.campaign
        self.desk.ask(
            get_today, campaign.id if campaign else None, datetime.now(UTC), then=self._show
        )

    def _show(self, today: Today) -> None:
        campaign = self.context.campaign
        day = date_text(datetime.now(UTC).astimezone().date(), "full")
        self.set_subtitle(f"{day[:1].upper()}{day[1:]}")
        if not today.people and not today.sites:
            self.show_empty(
                _("This file is empty."),
                _("Begin with the sites and the people of your company, from your own files."),
                _("Import"),
                lambda: self.context.navigate("import"),
            )
            return
        if campaign is None:
            self.show_empty(
                _("There is no campaign yet."),
                _("A campaign is a dated edition of the programme: everything belongs to one."),
                _("Create a campaign"),
                lambda: self.context.navigate("campaigns", "new"),
            )
            return
        self.show_content()
        self._show_figures(today)
        self._show_matters(today)
        self._show_steps(today)
        self.desk.ask(count_breaches, campaign.id, then=self._show_breaches)

    def _show_breaches(self, count: BreachCount) -> None:
        """The checker's word comes after the rest; a second answer replaces the first."""
        for old in self._breaches:
            old.hide()
            old.deleteLater()
        self._breaches.clear()
        for number, words, tone in (
            (
                count.warnings,
                ngettext(
                    "{count} warning on the plan", "{count} warnings on the plan", count.warnings
                ),
                Tone.NEUTRAL,
            ),
            (
                count.blocking,
                ngettext("{count} rule broken", "{count} rules broken", count.blocking),
                Tone.BAD,
            ),
        ):
            if number:
                place = 0 if tone is Tone.BAD else self._matters.count()
                line = self._line(
                    words.format(count=number_text(number)), tone, "planning", "check"
                )
                self._matters.insertWidget(place, line)
                self._breaches.append(line)

    def _show_figures(self, today: Today) -> None:
        _clear(self._figures)
        placed = today.steps[1].done
        reports = today.reports
        irritants = today.steps[4].total
        for place, (count, words, page) in enumerate(
            (
                (today.people, ngettext("person", "people", today.people), "people"),
                (placed, ngettext("placement", "placements", placed), "planning"),
                (reports, ngettext("report received", "reports received", reports), "reports"),
                (irritants, ngettext("irritant", "irritants", irritants), "irritants"),
            )
        ):
            line, column = divmod(place, 2 if self._large else 4)
            self._figures.addWidget(self._figure(count, words, page), line, column)

    def _figure(self, count: int, words: str, page: str) -> Card:
        card = Card()
        line = QHBoxLayout()
        line.setSpacing(10)
        number = labelled("figure", number_text(count))
        open_it = link(words)
        open_it.setAccessibleName(f"{number_text(count)} {words}")
        open_it.clicked.connect(lambda: self.context.navigate(page))
        line.addWidget(number)
        line.addWidget(open_it, 1, Qt.AlignmentFlag.AlignVCenter)
        card.body.addLayout(line)
        return card

    def _show_matters(self, today: Today) -> None:
        _clear(self._matters)
        self._breaches.clear()
        waiting = [one for one in _matters() if one.count(today)]
        for one in waiting:
            self._matters.addWidget(self._matter(one, one.count(today)))
        if not waiting:
            self._matters.addWidget(paragraph(_("Nothing waits for you. Enjoy the calm."), "muted"))

    def _matter(self, matter: Matter, count: int) -> QWidget:
        words = matter.words(count).format(count=number_text(count))
        return self._line(words, matter.tone, matter.page, matter.target)

    def _line(self, words: str, tone: Tone, page: str, target: str) -> QWidget:
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.addWidget(Chip(words, tone), 1, Qt.AlignmentFlag.AlignLeft)
        button = QPushButton(_("See"))
        button.setAccessibleName(_("See: {what}").format(what=words))
        button.clicked.connect(lambda: self.context.navigate(page, target))
        layout.addWidget(button)
        return line

    def _show_steps(self, today: Today) -> None:
        _clear(self._steps)
        for number, state in enumerate(today.steps, start=1):
            row = StepRow(number, state)
            row.opened.connect(self.context.navigate)
            self._steps.addWidget(row)


def _clear(layout: QVBoxLayout | QGridLayout) -> None:
    """Take away what a layout shows; its widgets are deleted."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
