"""A fact from a single report names no person, date, hour, shift or small team."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.core.errors import UserError
from desktop.core.i18n import speaking
from desktop.core.irritants import coarsening
from desktop.core.irritants.coarsening import CoarseFact, Place, Trace

SMALL = Place("Hôtel du Port, Cassis", "Provence", team=4)
LARGE = Place("Hôtel Bellecour, Lyon", "Rhône", team=5)


def test_a_fact_is_told_by_month_and_region_when_the_team_is_small() -> None:
    with speaking("en"):
        fact = coarsening.coarse_fact(
            "Le mardi 3 juin à 14h20, Anne a ouvert 6 écrans.", date(2026, 6, 3), SMALL, ["Anne"]
        )

    assert fact == CoarseFact(
        "Le [date] à [time], [person] a ouvert 6 écrans.", "June 2026", "Provence"
    )


def test_a_team_of_five_may_be_named_by_its_site() -> None:
    assert coarsening.coarse_place(LARGE) == "Hôtel Bellecour, Lyon"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("vu le 12/06/2026", Trace.DATE),
        ("vu le 2026-06-12", Trace.DATE),
        ("le 1er juillet", Trace.DATE),
        ("samedi, personne au comptoir", Trace.DATE),
        ("arrivé vers 9 h", Trace.HOUR),
        ("arrivé à 21 h 05", Trace.HOUR),
        ("l'équipe du soir ne savait pas", Trace.HOUR),
        ("the night shift did not know", Trace.HOUR),
        ("Mme Lopez m’a répondu", Trace.PERSON),
        ("ROSE m’a répondu", Trace.PERSON),
    ],
)
def test_traces_of_a_person_a_date_or_a_shift_are_found(text: str, kind: Trace) -> None:
    assert [found for found, _words in coarsening.traces(text, ["Rose"])] == [kind]
    assert not coarsening.traces(coarsening.without_traces(text, ["Rose"]), ["Rose"])


@pytest.mark.parametrize(
    "text",
    [
        "La confirmation prend 25 minutes et 6 écrans",
        "une rose sur la table",
        "2 personnes sur 3 attendent",
        "une attente de 2 heures",
    ],
)
def test_figures_of_a_process_are_no_trace(text: str) -> None:
    assert coarsening.traces(text, ["Rose"]) == ()


def test_a_fact_that_still_names_somebody_is_not_printed() -> None:
    with pytest.raises(UserError):
        coarsening.check_coarse(CoarseFact("Rose a dit non", "juin 2026", "Provence"), ["Rose"])


def test_what_mystery_guests_saw_waits_for_five_reports_or_thirty_days() -> None:
    last = date(2026, 6, 1)

    assert not coarsening.mystery_facts_may_be_released(4, last, date(2026, 6, 30))
    assert not coarsening.mystery_facts_may_be_released(5, last, date(2026, 6, 30))
    assert coarsening.mystery_facts_may_be_released(5, last, date(2026, 7, 1))
    assert coarsening.mystery_facts_may_be_released(1, last, date(2026, 7, 1))
