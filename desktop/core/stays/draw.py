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


def in_order(applicants: Iterable[Applicant], seed: int, stay_uid: str) -> tuple[Applicant, ...]:
    """Fewest stays first; ties by a draw that depends on the recorded seed and the stay alone."""

    def rank(applicant: Applicant) -> tuple[int, str]:
        ticket = sha256(f"{seed}:{stay_uid}:{applicant.code}".encode()).hexdigest()
        return applicant.served, ticket

    return tuple(sorted(applicants, key=rank))
