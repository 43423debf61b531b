"""The register of irritants of both campaigns: states, owners, actions, history, trend."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time

from desktop.core.demonstration.calendar import DAY
from desktop.core.demonstration.fiction import Campaign, Headship, Site
from desktop.core.demonstration.fiction_words import Action, Irritant, IrritantEvent
from desktop.core.demonstration.organisation import Organisation, Size
from desktop.core.demonstration.phrases import Wording, typography
from desktop.core.demonstration.stories import Story, stories
from desktop.core.vocabulary import ActionStatus, IrritantSide, IrritantStatus, Moment

I = IrritantStatus  # noqa: E741 -- eight lines below read better so
_OWNED = {I.ASSIGNED, I.IN_HAND, I.TO_VERIFY, I.RESOLVED}
_STEPS = (I.REPORTED, I.QUALIFIED, I.ASSIGNED, I.IN_HAND, I.TO_VERIFY, I.RESOLVED)
_LAST_TIME = {"persistent": I.IN_HAND, "gone": I.RESOLVED}
_ELSEWHERE = (I.REPORTED, I.QUALIFIED, I.ASSIGNED, I.IN_HAND, I.TO_VERIFY, I.SET_ASIDE)
DISPLACED, ITS_ORIGIN = "displaced_returns", "printed_label"


@dataclass(slots=True)
class Book:
    """The register, and which irritants a story left in a campaign."""

    irritants: list[Irritant] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    events: list[IrritantEvent] = field(default_factory=list)
    by_story: dict[tuple[int, str], list[int]] = field(default_factory=dict)
    site_of: dict[int, int | None] = field(default_factory=dict)


class Registrar:
    """Writes the register, the last campaign first."""

    def __init__(
        self,
        organisation: Organisation,
        heads: tuple[Headship, ...],
        size: Size,
        wording: Wording,
        rng: random.Random,
    ) -> None:
        self._organisation, self._size, self._wording, self._rng = organisation, size, wording, rng
        self._heads = {head.id: head.head_id for head in heads}
        self._above = {d.id: d.parent_id for d in organisation.departments}
        self.book = Book()

    def write(self, campaign: Campaign, today: date) -> None:
        """Every irritant that is met in this campaign."""
        current = campaign.end >= today
        found = [each for each in stories() if each.is_irritant and each.lives_in(current)]
        if current:  # what was mended last time is still in the register, as resolved
            found += [each for each in stories() if each.trend == "gone" and each.is_irritant]
        number = 0
        for story in _unique(found):
            places = [s for s in self._organisation.sites if s.kind is story.kind]
            for echo in range(self._size.echoes):
                if echo and echo >= len(places):
                    break
                number += 1
                self._one(campaign, story, number, places[echo] if echo else None, current, today)

    def _one(
        self,
        campaign: Campaign,
        story: Story,
        number: int,
        site: Site | None,
        current: bool,
        today: date,
    ) -> None:
        rng, roles = self._rng, self._organisation.roles
        status = self._status(story, site, current)
        caused = roles[story.caused]
        owner = self._head(caused) if status in _OWNED else None
        opened = campaign.start + rng.randint(3, 20) * DAY
        resolved = self._resolved_on(status, opened, campaign, today)
        irritant = Irritant(
            id=len(self.book.irritants) + 1,
            uid=f"{rng.getrandbits(128):032x}",
            campaign_id=campaign.id,
            code=f"I-{number:03d}",
            title=typography(story.title + (f" ({site.city})" if site else "")),
            description=self._wording.say(rng.choice(story.fact)),
            touchpoint=story.touchpoint,
            side=side_of(story),
            site_id=site.id if site else None,
            felt_at_id=roles[story.felt],
            caused_by_id=caused,
            cause=story.cause,
            severity_client=0 if not story.client or story.pleases_clients else story.severity,
            severity_employee=0
            if not story.employee or story.pleases_employees
            else story.severity,
            occurrences_per_week=float(rng.choice((1, 2, 2, 3, 3, 4, 5))),
            people_concerned=rng.randint(2, 9),
            status=status,
            status_reason=_reason(status),
            owner_id=owner,
            due=today + rng.randint(-12, 60) * DAY if owner and status is not I.RESOLVED else None,
            resolved_on=resolved,
            merged_into_id=None,
            previous_id=None,
            displaced_from_id=None,
            displacement_answer="",
            created=_at(opened),
        )
        self._keep(story, self._linked(irritant, story, current), opened, today)

    def _status(self, story: Story, site: Site | None, current: bool) -> IrritantStatus:
        if site is not None:
            return self._rng.choice(_ELSEWHERE)
        if not current:
            return _LAST_TIME.get(story.trend, I.QUALIFIED)
        return I.RESOLVED if story.trend == "gone" and story.status is I.RESOLVED else story.status

    def _linked(self, irritant: Irritant, story: Story, current: bool) -> Irritant:
        """With the same irritant of last time, and with the one whose burden moved here."""
        book = self.book
        if not current:
            return irritant
        last = irritant.campaign_id - 1
        before = book.by_story.get((last, story.key), [])
        same = [n for n in before if book.site_of[n] == irritant.site_id]
        irritant = replace(irritant, previous_id=same[0] if same else None)
        origin = book.by_story.get((last, ITS_ORIGIN), [])
        if story.key == DISPLACED and origin and irritant.site_id is None:
            return replace(irritant, displaced_from_id=origin[0])
        main = book.by_story.get((irritant.campaign_id, story.key), [])
        if main and self._rng.random() < 0.25:
            return replace(
                irritant, merged_into_id=main[0], status=I.QUALIFIED, owner_id=None, due=None
            )
        return irritant

    def _keep(self, story: Story, irritant: Irritant, opened: date, today: date) -> None:
        book = self.book
        if story.key == ITS_ORIGIN and irritant.status is I.RESOLVED:
            answer = "La caisse, qui recopie maintenant le numéro de commande à la main."
            irritant = replace(irritant, displacement_answer=answer)
        book.irritants.append(irritant)
        book.site_of[irritant.id] = irritant.site_id
        key = (irritant.campaign_id, story.key)
        if irritant.merged_into_id is None:
            book.by_story.setdefault(key, []).append(irritant.id)
        self._act(story, irritant, today)
        self._history(irritant, opened, today)

    def _act(self, story: Story, irritant: Irritant, today: date) -> None:
        if irritant.owner_id is None or not story.action:
            return
        done = irritant.resolved_on
        status = {
            I.ASSIGNED: ActionStatus.PLANNED,
            I.IN_HAND: ActionStatus.IN_HAND,
            I.TO_VERIFY: ActionStatus.DONE,
            I.RESOLVED: ActionStatus.DONE,
        }[irritant.status]
        if status is ActionStatus.DONE and done is None:
            done = today - self._rng.randint(4, 12) * DAY
        self.book.actions.append(
            Action(
                irritant_id=irritant.id,
                title=typography(story.action),
                owner_id=irritant.owner_id,
                department_id=irritant.caused_by_id,
                due=done or irritant.due or today,
                done_on=done,
                status=status,
                employee_impact=self._wording.one_of("impact"),
            )
        )

    def _history(self, irritant: Irritant, opened: date, today: date) -> None:
        day = opened
        self._event(irritant, day, "created", "")
        reached = irritant.status if irritant.status in _STEPS else I.QUALIFIED
        for step in _STEPS[1 : _STEPS.index(reached) + 1]:
            day = min(day + self._rng.randint(2, 9) * DAY, today)
            self._event(irritant, day, "status", step.value)
        if irritant.status is I.SET_ASIDE:
            self._event(irritant, min(day + DAY, today), "status", I.SET_ASIDE.value)

    def _event(self, irritant: Irritant, day: date, kind: str, detail: str) -> None:
        self.book.events.append(IrritantEvent(irritant.id, _at(day), kind, detail))

    def _resolved_on(
        self, status: IrritantStatus, opened: date, campaign: Campaign, today: date
    ) -> date | None:
        if status is not I.RESOLVED:
            return None
        return min(opened + self._rng.randint(15, 40) * DAY, campaign.end, today - DAY)

    def _head(self, department_id: int) -> int:
        current: int | None = department_id
        while current is not None and current not in self._heads:
            current = self._above[current]
        return self._heads[current if current is not None else 1]


def _unique(found: list[Story]) -> list[Story]:
    return list({story.key: story for story in found}.values())


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9, 30), UTC)


def _reason(status: IrritantStatus) -> str:
    if status is I.SET_ASIDE:
        return "Travaux du réseau déjà votés : à revoir à leur achèvement."
    return "Non rencontré lors des trois dernières visites." if status is I.RESOLVED else ""


def side_of(story: Story) -> IrritantSide:
    """Who suffers from it."""
    if story.moment is Moment.DEAD_END:
        return IrritantSide.BOTH
    if story.moment is Moment.PAIN or not story.client:
        return IrritantSide.EMPLOYEE
    return IrritantSide.CLIENT
