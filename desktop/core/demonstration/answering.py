"""Fills in a questionnaire as somebody would who met these stories that day."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.core.demonstration.phrases import Wording, phrases
from desktop.core.demonstration.stories import Story
from desktop.core.observations.answers import (
    KPAM_QUESTIONS,
    Content,
    Given,
    asked_touchpoints,
    note_is_demanded,
    visible_items,
)
from desktop.core.observations.questionnaire import (
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    WRITTEN,
    Item,
    Questionnaire,
)
from desktop.core.observations.scoring import score_of
from desktop.core.vocabulary import ItemKind

if TYPE_CHECKING:
    from desktop.core.demonstration.reports import Told

_LISTS = {
    "expected": "objective",
    "learnt": "learnt",
    "take_home": "learnt",
    "told_and_seen": "surprise",
    "own_view": "surprise",
    "unseen": "surprise",
    "shown_first": "surprise",
    "surprise_most": "surprise",
}
_IDEAS = {"idea_service", "idea_savings", "first_change", "my_part", "depends_wish", "chain_words"}
_SHORT = {
    "booking_channel": ("Site de la maison", "Téléphone", "Agence en ligne"),
    "requests_who": ("La gouvernante", "Le réceptionniste de garde", "Personne, au début"),
    "missing_piece": (
        "Une attestation d’hébergement",
        "Le bon de livraison",
        "Un relevé de compte",
    ),
    "interrupted_by": ("Le téléphone du magasin", "Un collègue des caisses", "Une livraison"),
    "search_what": ("La date de livraison", "Le nom du transporteur", "L’historique d’un échange"),
    "transfer_where": ("Le service des retours", "La comptabilité", "Un autre plateau"),
    "depends_on": ("L’informatique", "La comptabilité", "L’entrepôt", "Le e-commerce"),
    "request": ("Un oreiller de plus", "Une prise pour recharger", "Un taxi pour le lendemain"),
    "operation": ("Une réservation modifiée", "Un remboursement", "Un changement d’adresse"),
    "product": ("Une lampe de chevet", "Un jeu de draps", "Une perceuse"),
}


@dataclass(frozen=True, slots=True)
class Case:
    """A form and what its author has to tell."""

    form: Questionnaire
    told: Told
    unmasked: bool = False


class Answering:
    """Answers item after item; what is hidden by an answer is not asked."""

    @dataclass(frozen=True, slots=True)
    class Filled:
        """A filled form, with what follows from it."""

        answers: tuple[tuple[str, Given], ...]
        score: float | None
        answered: int
        asked: int
        touchpoints: tuple[str, ...]

    def __init__(self, wording: Wording, rng: random.Random) -> None:
        self._wording, self._rng = wording, rng
        self._said: set[str] = set()
        self._by_kind: dict[ItemKind, Callable[[Item, Story, float], str]] = {
            ItemKind.MET: self._met,
            ItemKind.SCALE: self._scale,
            ItemKind.NUMBER: self._number,
            ItemKind.COUNT: lambda _item, _story, _mood: str(self._rng.randint(0, 7)),
            ItemKind.STOPWATCH: self._stopwatch,
            ItemKind.TIME: lambda _item, _story, _mood: self._time(),
            ItemKind.CHOICE: lambda item, _story, _mood: self._rng.choice(item.options).code,
        }

    def fill(self, case: Case, *, complete: bool) -> Answering.Filled:
        """A whole form, or its beginning for a draft."""
        mood = self._rng.uniform(0.6, 0.95)
        self._said.clear()
        given: dict[str, Given] = {}
        items = [item for section in case.form.sections for item in section.items]
        stop = len(items) if complete else self._rng.randint(2, max(3, len(items) // 2))
        for item in items[:stop]:
            given[item.code] = self._given(case, item, mood)
        content = Content(given, told=frozenset(KPAM_QUESTIONS))
        asked = {item.code: (section, item) for section, item in visible_items(case.form, content)}
        kept = {code: answer for code, answer in given.items() if code in asked and answer.value}
        content = Content(kept, told=frozenset(KPAM_QUESTIONS))
        score = score_of(case.form, content)
        return Answering.Filled(
            tuple(kept.items()),
            None if score.percent is None else float(score.percent),
            score.answered,
            score.asked,
            asked_touchpoints(case.form, content),
        )

    def _given(self, case: Case, item: Item, mood: float) -> Given:
        story = self._story_at(case, item)
        if item.code == "unmasked":
            return Given(MET if case.unmasked else NOT_MET)
        if item.kind in WRITTEN:
            return Given(self._written(case, item, story))
        if item.kind is ItemKind.ATTACHMENT:
            return Given()
        if item.may_be_not_applicable and not item.required and self._rng.random() < 0.06:
            return Given(NOT_APPLICABLE)
        value = self._by_kind[item.kind](item, story, mood)
        note = self._note(story) if note_is_demanded(item, value) else ""
        return Given(value, note)

    def _story_at(self, case: Case, item: Item) -> Story:
        """The story of the item's touchpoint if the author met it, else any of theirs."""
        point = case.form.touchpoint_of(item)
        met = case.told.all
        return next((story for story in met if story.touchpoint == point), self._rng.choice(met))

    def _note(self, story: Story) -> str:
        """A fact of at least forty characters, as the form demands."""
        return self._wording.say(max(story.fact, key=len))

    def _written(self, case: Case, item: Item, story: Story) -> str:
        """Words for an open question; nothing rather than the same words twice in one report."""
        if item.code in _LISTS:
            return self._unsaid(phrases(_LISTS[item.code]), item)
        if item.code in _IDEAS:
            return self._unsaid([idea for one in case.told.all for idea in one.suggestion], item)
        if item.kind is ItemKind.QUOTE:
            return self._unsaid(story.employee or story.client, item)
        if item.code == "impression":
            return self._unsaid(story.feeling, item)
        if item.kind is ItemKind.LONG_TEXT:
            return self._unsaid([fact for one in case.told.all for fact in one.fact], item)
        return self._rng.choice(_SHORT.get(item.code, ("",)))

    def _unsaid(self, templates: Sequence[str], item: Item) -> str:
        fresh = [each for each in templates if each not in self._said]
        if not fresh and not item.required:
            return ""
        chosen = self._rng.choice(fresh or list(templates))
        self._said.add(chosen)
        return self._wording.say(chosen)

    def _met(self, item: Item, story: Story, mood: float) -> str:
        bad = item.touchpoint == story.touchpoint and story.is_irritant
        return MET if self._rng.random() < (0.35 if bad else mood) else NOT_MET

    def _scale(self, item: Item, _story: Story, mood: float) -> str:
        span = item.highest - item.lowest
        value = item.lowest + round(span * min(1, max(0, self._rng.gauss(mood, 0.18))))
        return str(value)

    def _number(self, item: Item, _story: Story, mood: float) -> str:
        if item.target and item.target.at_most is not None:
            most = float(item.target.at_most)
            return str(
                round(most * self._rng.uniform(0.4, 0.9 if self._rng.random() < mood else 2))
            )
        return str(self._rng.choice((5, 10, 12, 15, 20, 25)))

    def _stopwatch(self, item: Item, story: Story, mood: float) -> str:
        """Seconds."""
        if item.target and item.target.at_most is not None:
            return self._number(item, story, mood)
        return str(self._rng.randint(3, 40) * 15)

    def _time(self) -> str:
        return f"{self._rng.randint(8, 19):02d}:{self._rng.choice((0, 10, 20, 30, 45)):02d}"
