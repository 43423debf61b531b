"""The reports: visitors, hosts and mystery guests tell what they saw, felt and suggest."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from desktop.core.demonstration.answering import Answering, Case
from desktop.core.demonstration.fiction import Assignment, Campaign, Person, Site, Slot, Stay
from desktop.core.demonstration.fiction_words import Answer, IrritantCard, Observation, Report
from desktop.core.demonstration.guests import REPORTED
from desktop.core.demonstration.phrases import Wording, typography
from desktop.core.demonstration.register import Book, side_of
from desktop.core.demonstration.stories import EFFORT, Story, stories
from desktop.core.observations.questionnaire import Questionnaire
from desktop.core.observations.touchpoints import trade_of
from desktop.core.vocabulary import (
    AssignmentStatus,
    Direction,
    Moment,
    ObservationKind,
    Polarity,
    QuestionnaireKind,
    ReportStatus,
    SiteKind,
    StayStatus,
    Voice,
)

R, O = ReportStatus, ObservationKind  # noqa: E741 -- named in every line below
_NOW = (R.ACCEPTED,) * 14 + (R.IN_REVIEW,) * 3 + (R.TO_REVISE, R.DRAFT, R.DRAFT)
_THEN = (R.RELEASED,) * 24 + (R.REJECTED,)
_SENT = {R.IN_REVIEW, R.TO_REVISE, R.ACCEPTED, R.REJECTED, R.RELEASED}
_REVIEWED = _SENT - {R.IN_REVIEW}
_BEHIND = (SiteKind.HEAD_OFFICE, SiteKind.WAREHOUSE)


@dataclass(slots=True)
class Shelf:
    """All that was written."""

    reports: list[Report] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)
    cards: list[IrritantCard] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a report is about and who writes it."""

    campaign: Campaign
    kind: QuestionnaireKind
    author_id: int
    site: Site
    department_id: int
    ended: datetime
    status: ReportStatus
    assignment_id: int | None = None
    stay: Stay | None = None


class Reporters:
    """Writes the reports of the days and stays that took place."""

    def __init__(  # noqa: PLR0913, PLR0917 -- the whole company is needed
        self,
        sites: tuple[Site, ...],
        people: tuple[Person, ...],
        roles: Mapping[str, int],
        questionnaires: Mapping[tuple[QuestionnaireKind, str], tuple[int, Questionnaire]],
        book: Book,
        wording: Wording,
        today: date,
        rng: random.Random,
    ) -> None:
        self._sites = {site.id: site for site in sites}
        self._people = {person.id: person for person in people}
        self._roles, self._forms, self._book = roles, questionnaires, book
        self._wording, self._today, self._rng = wording, today, rng
        self._answering = Answering(wording, rng)
        self._stories = {current: _by_kind(current) for current in (False, True)}
        self.shelf = Shelf()

    def visit(self, campaign: Campaign, assignment: Assignment, slot: Slot) -> None:
        """Both halves of the bilan of a day that took place."""
        if assignment.status not in (AssignmentStatus.DONE, AssignmentStatus.PARTIAL):
            return
        site = self._sites[slot.site_id]
        back = slot.direction is Direction.TO_BACK
        kind = QuestionnaireKind.IMMERSION_BACK if back else QuestionnaireKind.IMMERSION_FRONT
        halves = ((kind, assignment.person_id), (QuestionnaireKind.HOST_REVIEW, slot.host_id))
        for half, author in halves:
            status = self._rng.choice(_NOW if campaign.end >= self._today else _THEN)
            self._write(
                Occasion(
                    campaign,
                    half,
                    author,
                    site,
                    slot.department_id,
                    slot.end,
                    status,
                    assignment.id,
                )
            )

    def stay(self, campaign: Campaign, stay: Stay) -> None:
        """The one condition of a stay."""
        if stay.status not in REPORTED or stay.person_id is None or stay.report_due is None:
            return
        status = R.IN_REVIEW if stay.status is StayStatus.IN_REVIEW else R.ACCEPTED
        if stay.status is StayStatus.SETTLED and campaign.end < self._today:
            status = R.RELEASED
        self._write(
            Occasion(
                campaign,
                QuestionnaireKind.MYSTERY_STAY,
                stay.person_id,
                self._sites[stay.site_id],
                self._roles["reception"],
                stay.report_due - timedelta(hours=72),
                status,
                stay=stay,
            )
        )

    # -- one report

    def _write(self, occasion: Occasion) -> None:
        number, form = self._form(occasion)
        identity = len(self.shelf.reports) + 1
        told = self._told(occasion)
        case = Case(form, told, unmasked=bool(occasion.stay and occasion.stay.unmasked_on))
        finished = self._answering.fill(case, complete=occasion.status in _SENT)
        self.shelf.answers += [
            Answer(identity, code, given.value, given.note) for code, given in finished.answers
        ]
        self._observe(identity, occasion, told)
        self.shelf.reports.append(self._report(identity, number, occasion, finished))

    def _report(
        self, identity: int, number: int, occasion: Occasion, finished: Answering.Filled
    ) -> Report:
        rng = self._rng
        saved = occasion.ended + timedelta(minutes=rng.randint(40, 60 * 40))
        sent = saved if occasion.status in _SENT else None
        reviewed = (
            saved + timedelta(hours=rng.randint(4, 90)) if occasion.status in _REVIEWED else None
        )
        released = None
        if occasion.status is R.RELEASED:
            released = datetime.combine(occasion.campaign.end, saved.timetz()) + timedelta(days=14)
        return Report(
            id=identity,
            uid=f"{rng.getrandbits(128):032x}",
            campaign_id=occasion.campaign.id,
            questionnaire_id=number,
            assignment_id=occasion.assignment_id,
            stay_id=occasion.stay.id if occasion.stay else None,
            site_id=occasion.site.id,
            department_id=occasion.department_id,
            author_id=occasion.author_id,
            voice=Voice.CLIENT if occasion.stay else Voice.EMPLOYEE,
            status=occasion.status,
            saved_at=saved,
            submitted_at=sent,
            reviewed_at=reviewed,
            released_at=released,
            decision_reason=_REASONS.get(occasion.status, ""),
            scores_excluded=bool(occasion.stay and occasion.stay.unmasked_on),
            score=finished.score if sent else None,
            answered=finished.answered,
            asked=finished.asked,
            asked_touchpoints=finished.touchpoints,
            created=occasion.ended,
        )

    def _form(self, occasion: Occasion) -> tuple[int, Questionnaire]:
        trade = trade_of(occasion.site.kind)
        for key in ((occasion.kind, trade), (occasion.kind, "any")):
            if key in self._forms:
                return self._forms[key]
        return next(form for (kind, _trade), form in self._forms.items() if kind is occasion.kind)

    def _told(self, occasion: Occasion) -> Told:
        """Which stories this author met, among those of the place."""
        current = occasion.campaign.end >= self._today
        pool = self._stories[current][
            SiteKind.HEAD_OFFICE if occasion.site.kind in _BEHIND else occasion.site.kind
        ]
        seen = self._rng.sample(pool, min(len(pool), 3))
        if occasion.stay:
            pool = [story for story in pool if story.client]
            seen = self._rng.sample(pool, min(len(pool), 3))
        best = [s for s in pool if s.pleases_employees or not s.client]
        worst = [s for s in pool if s.moment in (Moment.PAIN, Moment.DEAD_END) or not s.client]
        return Told(
            tuple(seen),
            self._rng.choice(best) if best and not occasion.stay else None,
            self._rng.choice(worst) if worst and not occasion.stay else None,
        )

    def _observe(self, identity: int, occasion: Occasion, told: Told) -> None:
        visitor = occasion.kind is not QuestionnaireKind.HOST_REVIEW
        lines: list[tuple[ObservationKind, Voice, Story, str, Polarity | None]] = []
        for story in told.seen if visitor else ():
            lines += self._seen_lines(occasion, story)
        if told.best:
            text = self._employee(told.best, pleased=True)
            lines.append((O.BEST, Voice.EMPLOYEE, told.best, text, Polarity.POSITIVE))
        if told.worst:
            text = self._employee(told.worst, pleased=False)
            lines.append((O.MOST_FRUSTRATING, Voice.EMPLOYEE, told.worst, text, Polarity.NEGATIVE))
        for position, (kind, voice, story, text, polarity) in enumerate(lines):
            self.shelf.observations.append(
                Observation(identity, position, kind, voice, story.touchpoint, text, polarity)
            )
        for met in (*told.seen, told.worst) if visitor else (told.worst,):
            if met and met.is_irritant and self._rng.random() < 0.7:
                self._card(identity, occasion, met)

    def _seen_lines(
        self, occasion: Occasion, story: Story
    ) -> list[tuple[ObservationKind, Voice, Story, str, Polarity | None]]:
        say, choice = self._wording.say, self._rng.choice
        voice = Voice.CLIENT if story.client else Voice.EMPLOYEE
        polarity = Polarity.POSITIVE if story.pleases_clients else Polarity.NEGATIVE
        fact = say(choice(story.client if occasion.stay else story.fact))
        lines: list[tuple[ObservationKind, Voice, Story, str, Polarity | None]] = [
            (O.FACT, voice, story, fact, polarity)
        ]
        own = Voice.CLIENT if occasion.stay else Voice.EMPLOYEE
        if self._rng.random() < 0.6:
            lines.append((O.FEELING, own, story, say(choice(story.feeling)), None))
        if self._rng.random() < 0.5:
            lines.append((O.SUGGESTION, own, story, say(choice(story.suggestion)), None))
        return lines

    def _employee(self, story: Story, *, pleased: bool) -> str:
        tails = "employee_pleased" if pleased else "employee_displeased"
        if story.client:
            return self._wording.say(self._rng.choice(story.employee), tails)
        # Behind the scenes the first sentence is the grievance, the second the pleasure.
        return self._wording.say(story.employee[1 if pleased else 0], tails)

    def _card(self, identity: int, occasion: Occasion, story: Story) -> None:
        rng = self._rng
        key = (occasion.campaign.id, story.key)
        known = self._book.by_story.get(key, [])
        here = [n for n in known if self._book.site_of[n] == occasion.site.id]
        irritant = next(iter(here or known), None)
        fresh = occasion.status not in (R.ACCEPTED, R.RELEASED)
        suffered = story.client and not story.pleases_clients
        quote = story.client if suffered else story.employee if story.client else story.employee[:1]
        self.shelf.cards.append(
            IrritantCard(
                report_id=identity,
                irritant_id=None if fresh else irritant,
                touchpoint=story.touchpoint,
                title=typography(story.title),
                fact=self._wording.say(rng.choice(story.fact)),
                quote=self._wording.say(rng.choice(quote)) if quote else "",
                side=side_of(story),
                felt_at_id=self._roles[story.felt],
                caused_by_id=self._roles[story.caused],
                client_effort=self._effort(story.effort_client),
                employee_effort=self._effort(story.effort_employee),
                occurrences_per_week=float(rng.choice((1, 2, 2, 3, 3, 4, 5))),
                people_concerned=rng.randint(2, 7),
                severity_client=0 if not story.client or story.pleases_clients else story.severity,
                severity_employee=story.severity if story.employee else 0,
                idea=self._wording.say(rng.choice(story.suggestion)),
                created=occasion.ended + timedelta(hours=2),
            )
        )

    def _effort(self, usual: Mapping[str, int]) -> dict[str, int]:
        """As one person measured it that day: about the usual, never exactly."""
        found = {name: usual[name] for name in EFFORT}
        if found["minutes"] > 4:
            found["minutes"] = max(1, round(found["minutes"] * self._rng.uniform(0.75, 1.3)))
        found["interlocutors"] = found["hand_overs"] + 1 if found["minutes"] else 0
        return found


@dataclass(frozen=True, slots=True)
class Told:
    """The stories of one report."""

    seen: tuple[Story, ...]
    best: Story | None
    worst: Story | None

    @property
    def all(self) -> tuple[Story, ...]:
        """Everything that the author has to tell."""
        return (*self.seen, *(story for story in (self.worst, self.best) if story))


_REASONS = {
    R.TO_REVISE: "Il manque une mesure à l’attente décrite : combien de minutes, à quelle heure ?",
    R.REJECTED: "Journée interrompue : trop peu de réponses pour en tirer un constat.",
}


def _by_kind(current: bool) -> dict[SiteKind, list[Story]]:
    found: dict[SiteKind, list[Story]] = {}
    for story in stories():
        if story.lives_in(current):
            kind = SiteKind.HEAD_OFFICE if story.kind in _BEHIND else story.kind
            found.setdefault(kind, []).append(story)
    return found
