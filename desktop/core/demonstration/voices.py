"""What clients wrote in satisfaction surveys, and what employees answered to the two questions."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from desktop.core.demonstration.calendar import DAY
from desktop.core.demonstration.fiction import Campaign, Person
from desktop.core.demonstration.fiction_words import Asked, BestPractice, Verbatim
from desktop.core.demonstration.organisation import Organisation, Size, Team
from desktop.core.demonstration.phrases import Wording, typography
from desktop.core.demonstration.stories import Story, stories
from desktop.core.vocabulary import Moment, Polarity, SiteKind, Voice

_CHANNELS = ("enquête", "enquête", "avis en ligne", "courriel", "formulaire")
_FEW = 2
"""Words of a touchpoint whose mirror stays incomplete: too few to speak for the clients."""
_SURVEYED = {
    "reception": SiteKind.HOTEL,
    "housekeeping": SiteKind.HOTEL,
    "dining": SiteKind.HOTEL,
    "sales": SiteKind.SHOP,
    "checkout": SiteKind.SHOP,
    "phones": SiteKind.CALL_CENTRE,
    "desk": SiteKind.PUBLIC_DESK,
}


@dataclass(slots=True)
class Chorus:
    """Both sides' words and how many were asked."""

    verbatims: list[Verbatim] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    practices: list[BestPractice] = field(default_factory=list)


class Surveys:
    """Collects the words of a campaign."""

    def __init__(
        self,
        organisation: Organisation,
        people: tuple[Person, ...],
        size: Size,
        wording: Wording,
        rng: random.Random,
    ) -> None:
        self._organisation, self._size, self._wording, self._rng = organisation, size, wording, rng
        self._team = Counter((person.department_id, person.site_id) for person in people)
        self.chorus = Chorus()

    def collect(self, campaign: Campaign, today: date) -> None:
        """The clients' survey and the employees' of one campaign."""
        current = campaign.end >= today
        last = min(campaign.end, today - DAY)
        told = [story for story in stories() if story.lives_in(current)]
        for story in told:
            self._clients(campaign, story, last)
        for role, kind in _SURVEYED.items():
            # Last time nobody had asked the desks: their side of the mirror was missing.
            if current or role != "desk":
                self._employees(campaign, role, [s for s in told if s.kind is kind], last)
        self._practices(campaign, [story for story in told if story.win])

    def _clients(self, campaign: Campaign, story: Story, last: date) -> None:
        if not story.client:
            return
        usual = self._size.voices if story.moment else _FEW
        count = max(_FEW, round(usual * self._rng.uniform(0.8, 1.25))) if story.moment else _FEW
        places = [site for site in self._organisation.sites if site.kind is story.kind]
        polarity = Polarity.POSITIVE if story.pleases_clients else Polarity.NEGATIVE
        tails = "client_pleased" if story.pleases_clients else "client_displeased"
        order = self._rng.sample(story.client, len(story.client))
        for number in range(count):
            unsorted = story.moment is not None and self._rng.random() < 0.05
            text = self._wording.say(order[number % len(order)], tails)
            site = self._rng.choice(places)
            self._add(
                campaign, Voice.CLIENT, story, site.id, text, None if unsorted else polarity, last
            )

    def _employees(self, campaign: Campaign, role: str, told: list[Story], last: date) -> None:
        """Team by team, each person asked names a best and a most frustrating interaction."""
        teams = [t for t in self._organisation.teams if t.role == role and t.share]
        most = max(3, self._size.voices * 2 // len(teams))
        asked: Counter[int] = Counter()
        for team in teams:
            people = min(self._team[team.department_id, team.site_id], most)
            asked[team.department_id] += people
            for _person in range(people):
                self._answers(campaign, team, told, last)
        for department, people in asked.items():
            self.chorus.asked.append(Asked(campaign.id, department, "", people))

    def _answers(self, campaign: Campaign, team: Team, told: list[Story], last: date) -> None:
        best = [story for story in told if story.pleases_employees]
        worst = [story for story in told if story.moment in (Moment.PAIN, Moment.DEAD_END)]
        for pool, polarity, tails in (
            (best, Polarity.POSITIVE, "employee_pleased"),
            (worst, Polarity.NEGATIVE, "employee_displeased"),
        ):
            if pool and self._rng.random() < 0.85:
                story = self._rng.choice(pool)
                text = self._wording.say(self._rng.choice(story.employee), tails)
                self._add(
                    campaign, Voice.EMPLOYEE, story, team.site_id, text, polarity, last,
                    team.department_id,
                )  # fmt: skip

    def _add(  # noqa: PLR0913, PLR0917 -- one line of a survey
        self,
        campaign: Campaign,
        voice: Voice,
        story: Story,
        site_id: int,
        text: str,
        polarity: Polarity | None,
        last: date,
        department: int | None = None,
    ) -> None:
        rng = self._rng
        number = len(self.chorus.verbatims) + 1
        letter = "C" if voice is Voice.CLIENT else "E"
        day = campaign.start + rng.randrange(max(1, (last - campaign.start).days)) * DAY
        self.chorus.verbatims.append(
            Verbatim(
                campaign_id=campaign.id,
                code=f"{letter}{number:06d}",
                voice=voice,
                day=day,
                site_id=site_id,
                department_id=department or self._organisation.roles[story.felt],
                touchpoint=story.touchpoint if polarity else "",
                text=text,
                polarity=polarity,
                channel=rng.choice(_CHANNELS) if voice is Voice.CLIENT else "enquête interne",
            )
        )

    def _practices(self, campaign: Campaign, told: list[Story]) -> None:
        for story in told:
            places = [site for site in self._organisation.sites if site.kind is story.kind]
            seen = self._rng.sample(places, max(1, min(len(places) // 2, 12)))
            self.chorus.practices.append(
                BestPractice(
                    campaign.id,
                    story.touchpoint,
                    typography(story.win),
                    {
                        site.code: self._rng.randint(1, 4)
                        for site in sorted(seen, key=lambda s: s.id)
                    },
                )
            )
