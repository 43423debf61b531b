"""Words that vary: fills the blanks of a story's sentence and never says the same thing twice."""

from __future__ import annotations

import random
import re
from functools import cache

from desktop.core.demonstration.stories import resource

NARROW = "\u202f"
_BEFORE_SIGN = re.compile(r" (?=[;!?%])")
_GUILLEMETS = re.compile(r"« | »| (?=:)")


@cache
def phrases(name: str) -> tuple[str, ...]:
    """A list of `phrases.toml`."""
    return tuple(resource("phrases")[name])


def typography(text: str) -> str:
    """The no-break spaces that French wants."""
    text = _BEFORE_SIGN.sub(NARROW, text)
    return _GUILLEMETS.sub(lambda found: found[0].replace(" ", "\u00a0"), text)


class Wording:
    """Speaks with one random generator; tries hard not to repeat itself."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._said: set[str] = set()

    def say(self, template: str, tails: str = "") -> str:
        """The sentence with its blanks filled, followed by one of `tails` (a list) for some."""
        for _attempt in range(6):
            text = self._filled(template)
            if tails and self._rng.random() < 0.45:
                text += " " + self._rng.choice(phrases(tails))
            if text not in self._said:
                break
        self._said.add(text)
        return typography(text)

    def one_of(self, name: str) -> str:
        """Any sentence of a list."""
        return typography(self._rng.choice(phrases(name)))

    def _filled(self, template: str) -> str:
        if "{" not in template:
            return template
        rng = self._rng
        minute = rng.choice(("", "05", "10", "15", "20", "30", "40", "45", "50"))
        return template.format(
            h=f"{rng.randint(9, 22)}\u00a0h" + (f"\u00a0{minute}" if minute else ""),
            m=rng.randint(2, 5),
            n=rng.randint(4, 9),
            long=rng.randint(12, 38),
            age=rng.randint(4, 11),
            prix=rng.randint(15, 95),
            chambre=rng.randint(101, 418),
            jour=rng.choice(phrases("jour")),
            prenom=rng.choice(phrases("prenom")),
        )
