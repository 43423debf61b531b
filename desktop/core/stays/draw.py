"""Who comes first among applicants: the never served, then a draw that can be made again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Applicant:
    """A request for one stay. `served` counts the stays already had."""

    person_id: int
    code: str
    served: int


@dataclass(frozen=True, slots=True)
class Ticket:
    """One line of a recorded draw: who, with how many stays before, and the number drawn."""

    code: str
    served: int
    number: str


def ticket_of(code: str, seed: int, stay_uid: str) -> str:
    """The number that a person draws for a stay: from the recorded seed, the stay and the code."""
    return sha256(f"{seed}:{stay_uid}:{code}".encode()).hexdigest()


def in_order(applicants: Iterable[Applicant], seed: int, stay_uid: str) -> tuple[Applicant, ...]:
    """Fewest stays first; ties by a draw that depends on the recorded seed and the stay alone."""

    def rank(applicant: Applicant) -> tuple[int, str]:
        return applicant.served, ticket_of(applicant.code, seed, stay_uid)

    return tuple(sorted(applicants, key=rank))


def tickets(ordered: Iterable[Applicant], seed: int, stay_uid: str) -> tuple[Ticket, ...]:
    """The lines to record, in the order drawn."""
    return tuple(
        Ticket(one.code, one.served, ticket_of(one.code, seed, stay_uid)) for one in ordered
    )


def is_the_same_draw(recorded: Iterable[Ticket], seed: int, stay_uid: str) -> bool:
    """Whether drawing again from the seed gives the same numbers and the same order."""
    lines = tuple(recorded)
    people = [Applicant(number, one.code, one.served) for number, one in enumerate(lines)]
    return tickets(in_order(people, seed, stay_uid), seed, stay_uid) == lines
