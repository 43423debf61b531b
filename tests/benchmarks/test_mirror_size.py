"""The mirror at the size of KPAM's own studies, from cold: 100 000 verbatims, 20 000 employees.

`pytest tests/benchmarks/test_mirror_size.py -m slow -s` prints the line kept in words.md.
"""

# ruff: noqa: T201 -- this test prints the line that we keep

from __future__ import annotations

import resource
from collections.abc import Sequence
from datetime import date
from time import perf_counter

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from db.models import Campaign, Department, Verbatim
from db.session import Store
from desktop.core.changes import Changes
from desktop.core.vocabulary import Voice
from desktop.usecases import mirror, verbatims
from desktop.usecases.demonstration import build_demonstration
from desktop.usecases.outcome import Outcome

CLIENTS, EMPLOYEES = 100_000, 20_000
SAYINGS = (
    "Accueil chaleureux à la réception, chambre impeccable, merci à toute l’équipe",
    "Attente interminable à la caisse et personne pour aider, c’est inadmissible",
    "Le petit-déjeuner est excellent, le personnel souriant",
    "Mon colis n’est jamais prêt au retrait, service client injoignable",
    "Geste commercial accordé tout de suite, réponse rapide et claire",
    "On m’a renvoyé d’un service à l’autre sans aucune réponse",
    "Retour accepté sans justificatif, vendeuse très aimable",
    "Je suis passé mardi",
)


def hear_everybody(session: Session, texts: Sequence[str] = ()) -> Outcome[int]:
    campaign = session.query(Campaign).order_by(Campaign.start.desc()).first()
    assert campaign is not None
    departments = [each.id for each in session.query(Department)]
    rows = [
        {
            "campaign_id": campaign.id, "code": f"size-{number}", "channel": "",
            "voice": Voice.CLIENT if number < CLIENTS else Voice.EMPLOYEE,
            "day": date(2026, 5, number % 28 + 1), "touchpoint": "", "masked": 0,
            "corrected": False, "department_id": departments[number % len(departments)],
            "text": texts[number] if texts else f"{SAYINGS[number % len(SAYINGS)]} ({number})",
        }
        for number in range(CLIENTS + EMPLOYEES)
    ]  # fmt: skip
    session.execute(insert(Verbatim), rows)
    return Outcome(campaign.id, Changes.VERBATIMS)


@pytest.mark.slow
def test_the_mirror_of_100_000_verbatims_and_20_000_employees(store: Store) -> None:
    store.write(build_demonstration, size="S")
    campaign = store.write(hear_everybody).value

    begun = perf_counter()
    found = store.write(verbatims.classify, campaign).value
    classified = perf_counter()
    cells = store.read(mirror.list_mirror, campaign)
    mirrored = perf_counter()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"| {found.read} texts | labels {classified - begun:.1f} s "
        f"| mirror {mirrored - classified:.2f} s | {memory:.0f} MiB |"
    )

    assert found.read >= CLIENTS + EMPLOYEES
    assert found.touchpoints > CLIENTS / 2
    assert sum(cell.judgement.client_voice.mentioned for cell in cells) > CLIENTS / 2
    assert mirrored - classified < 5
