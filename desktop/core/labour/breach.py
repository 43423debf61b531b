"""What a rule answers when it is not kept: who judged, how far, by which text, and how to mend it.

Only facts are stored; the sentences are written when they are read, in the language in force then.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from desktop.core.i18n import _, date_text, day_text, list_text, ngettext, time_text
from desktop.core.vocabulary import Basis, Severity


@dataclass(frozen=True, slots=True, order=True)
class Minutes:
    """A duration, written `10 h` or `10 h 05`."""

    value: int

    def __str__(self) -> str:
        hours, minutes = divmod(abs(self.value), 60)
        sign = "−" if self.value < 0 else ""
        if not hours:
            return f"{sign}{minutes} min"
        return f"{sign}{hours} h {minutes:02d}" if minutes else f"{sign}{hours} h"


class Days(int):
    """A number of days, written `1 day` or `12 days`."""

    def __str__(self) -> str:
        return ngettext("{count} day", "{count} days", self).format(count=int(self))


Fact = str | int | float | Minutes | date | datetime | time | tuple[str, ...] | None


def fact_text(fact: Fact) -> str:
    """One fact as readers see it in the language in force."""
    match fact:
        case None:
            return ""
        case datetime():
            return f"{day_text(fact.date(), 'EEE d MMM')} {time_text(fact)}"
        case date():
            return date_text(fact)
        case time():
            return time_text(fact)
        case tuple():
            return list_text(list(fact))
        case _:
            return str(fact)


@dataclass(frozen=True, slots=True)
class Breach:
    """One rule not kept. `sentence` and `remedy` are untranslated templates of `facts`."""

    rule: str
    basis: Basis
    article: str
    severity: Severity
    sentence: str
    remedy: str
    facts: tuple[tuple[str, Fact], ...] = ()
    measured: Fact = None
    limit: Fact = None
    person: str = ""
    slot: str = ""

    @property
    def message(self) -> str:
        """What is wrong, in one sentence, with the measured value, the limit and the article."""
        said = self._filled(self.sentence)
        return f"{said} ({_(self.article)})" if self.article else said

    @property
    def mend(self) -> str:
        """What would put it right."""
        return self._filled(self.remedy)

    @property
    def measured_text(self) -> str:
        return fact_text(self.measured)

    @property
    def limit_text(self) -> str:
        return fact_text(self.limit)

    @property
    def blocks(self) -> bool:
        return self.severity is Severity.BLOCKING

    def about(self, person: str, slot: str) -> Breach:
        """The same breach with the record it is about."""
        return replace(self, person=person, slot=slot)

    def _filled(self, template: str) -> str:
        facts = {name: fact_text(fact) for name, fact in self.facts}
        facts |= {"measured": self.measured_text, "limit": self.limit_text}
        return _(template).format(**facts) if template else ""
