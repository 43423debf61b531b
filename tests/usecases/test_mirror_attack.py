"""A reader who holds everything: both views of the screen, every PDF, two campaigns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

import desktop.usecases
from db.base import Base
from db.models import Department, Report, Stay, Verbatim
from db.session import Store
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.irritants.moments import ClientVoice, EmployeeVoice
from desktop.core.vocabulary import Moment, ObservationKind, Polarity, StayStatus, Voice
from desktop.usecases.irritants import get_irritant, list_irritants
from desktop.usecases.mirror import Trend, list_mirror, moments_by_touchpoint
from desktop.usecases.mirror_counts import Counts, Place
from desktop.usecases.mirror_disclosure import Reader, protect_outputs
from desktop.usecases.mirror_words import get_words
from desktop.usecases.outcome import Outcome
from desktop.usecases.register_intake import take_cards
from desktop.usecases.summary_batch import read_batch
from tests.core.irritants.test_disclosure import isolates_somebody
from tests.usecases.irritant_company import CHECK_IN, TODAY, found_company, write_report
from tests.usecases.test_mirror import follow_up

HEAD = Reader(is_coordinator=False, today=TODAY)
SCOPES = {1: frozenset({1, 2, 3}), 2: frozenset({2}), 3: frozenset({3}), 4: frozenset({4})}
FIVE = 5


def counted(clients: Mapping[int, int], employees: Mapping[int, int]) -> dict[Place, Counts]:
    return {
        (CHECK_IN, key): Counts(
            ClientVoice(positive=clients[key]), EmployeeVoice(asked=employees[key]), clients[key]
        )
        for key in clients
    }


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.integers(0, 9), min_size=4, max_size=4),
    st.lists(st.integers(0, 9), min_size=4, max_size=4),
    st.sampled_from([3, 5, 8]),
)
def test_nobody_is_isolated_by_subtracting_screens_and_pdfs(
    clients: list[int], employees: list[int], threshold: int
) -> None:
    by_voice = (dict(enumerate(clients, 1)), dict(enumerate(employees, 1)))

    hidden = protect_outputs(counted(*by_voice), SCOPES, threshold)

    shown: set[frozenset[object]] = {
        frozenset((key,)) for key in SCOPES if not hidden.own(CHECK_IN, key)
    }
    shown |= {inside for key, inside in SCOPES.items() if not hidden.scope(CHECK_IN, key)}
    if not hidden.all(CHECK_IN):
        shown.add(frozenset(SCOPES))
    for people in by_voice:
        assert isolates_somebody({**people}, shown, threshold) is None


def a_tree(session: Session, campaign: int, people: Mapping[int, int]) -> Outcome[None]:
    """Réservations (2) and Réception (3) lie below Comptabilité (1)."""
    for key in (2, 3):
        session.get_one(Department, key).parent_id = 1
    for department, count in people.items():
        session.add_all(
            Verbatim(
                campaign_id=campaign, code=f"{voice.value}{department}-{number}", voice=voice,
                department_id=department, touchpoint=CHECK_IN, text="ravi",
                polarity=Polarity.POSITIVE,
            )
            for voice in Voice
            for number in range(count)
        )  # fmt: skip
    return Outcome(None, Changes.VERBATIMS)


@pytest.mark.parametrize(
    "people", [{1: 20, 2: 2, 3: 30}, {1: 6, 2: 4, 3: 4}, {1: 9, 2: 9, 3: 1}, {1: 3, 2: 3, 3: 30}]
)
def test_moments_are_withheld_alike_on_screen_and_in_the_pdfs(
    store: Store, people: dict[int, int]
) -> None:
    campaign = store.write(found_company).value
    store.write(a_tree, campaign, people)

    own = {
        c.department_id: c
        for c in store.read(list_mirror, campaign, by_department=True, reader=HEAD)
    }
    (together,) = store.read(list_mirror, campaign, reader=HEAD)
    batch = store.read(read_batch, campaign, TODAY)

    shown: set[frozenset[object]] = {frozenset((key,)) for key in own if own[key].moment}
    if together.moment:
        shown.add(frozenset(people))
    for key, points in batch.mirror.items():
        shown |= {frozenset(batch.scope[key]) for point in points if point.moment}
    assert isolates_somebody({**people}, shown, FIVE) is None
    for cell in (*own.values(), together):
        if cell.counts_hidden:
            assert cell.judgement.client_voice == ClientVoice()
            assert (cell.judgement.computed, cell.previous, cell.deadline) == (None, None, None)
    known = store.read(moments_by_touchpoint, campaign, reader=HEAD)
    assert (CHECK_IN in known) is (together.moment is not None)


def test_a_moment_withheld_last_campaign_is_not_told_by_the_change_since(store: Store) -> None:
    before = store.write(found_company).value
    now = store.write(follow_up, before).value
    store.write(a_tree, before, {1: 4})
    store.write(a_tree, now, {1: 20})

    (coordinator,) = store.read(list_mirror, now)
    (head,) = store.read(list_mirror, now, reader=HEAD)

    assert (coordinator.previous, coordinator.trend) == (Moment.WIN_WIN, Trend.SAME)
    assert (head.moment, head.previous, head.trend) == (Moment.WIN_WIN, None, Trend.NEW)


OBSERVED = ("host", "observed", "agent", "seen_person", "employee_id")
"""Beginnings of a key by which what is read could be grouped by the person observed."""
PLANS_ONLY = {"slot", "assignment", "swap"}
"""Tables of the plan: they name hosts because somebody must open the door; nothing observed."""


def test_no_table_of_what_was_observed_holds_a_key_of_the_person_observed() -> None:
    told = {"report", "answer", "observation", "irritant_card", "irritant", "verbatim", "asked"}
    assert told <= set(Base.metadata.tables)
    for name, table in Base.metadata.tables.items():
        people = {
            column.name
            for column in table.columns
            if any(key.column.table.name == "person" for key in column.foreign_keys)
        }
        if name in told:
            assert people <= {"author_id", "owner_id"}, (name, people)
        if name not in PLANS_ONLY:
            assert not [c.name for c in table.columns if c.name.startswith(OBSERVED)], name


def rows_of_use_cases() -> dict[str, set[str]]:
    found = {}
    for file in Path(str(desktop.usecases.__path__[0])).glob("*.py"):
        module = import_module(f"desktop.usecases.{file.stem}")
        for name, thing in vars(module).items():
            if is_dataclass(thing) and getattr(thing, "__module__", "") == module.__name__:
                found[f"{file.stem}.{name}"] = {each.name for each in fields(thing)}
    return found


def test_no_row_of_the_register_the_mirror_or_the_reports_tells_whom_was_observed() -> None:
    rows = rows_of_use_cases()
    subjects = (
        "irritant", "mirror", "register", "verbatim", "service_chain", "similar", "loop", "paths",
        "spread", "summary", "overview", "report_content",
    )  # fmt: skip
    looked_at = {name: names for name, names in rows.items() if name.startswith(subjects)}
    assert len(looked_at) > 25
    for name, names in looked_at.items():
        assert not [each for each in names if each.startswith(OBSERVED)], name


def a_stay_told(session: Session, campaign: int) -> Outcome[None]:
    """A mystery guest left on 10 June, and her report tells an irritant and words."""
    stay = Stay(
        campaign_id=campaign, site_id=1, person_id=1, alias="Milan", arrival=date(2026, 6, 9),
        nights=1, status=StayStatus.ACCEPTED,
    )  # fmt: skip
    session.add(stay)
    session.flush()
    said = [(ObservationKind.FEELING, Polarity.NEGATIVE, "Personne à l’accueil")]
    card = {"title": "Personne à l’accueil", "quote": "Revenez demain"}
    written = write_report(session, campaign, 1, said=said, cards=[card], day=date(2026, 6, 11))
    session.get_one(Report, written.value).stay_id = stay.id
    return Outcome(None, Changes.REPORTS)


def test_what_a_mystery_guest_told_is_unknown_to_everybody_else_until_it_is_old_enough(
    store: Store,
) -> None:
    campaign = store.write(found_company).value
    store.write(a_stay_told, campaign)
    store.write(take_cards, campaign)
    later = Reader(is_coordinator=False, today=date(2026, 8, 1))

    def known(reader: Reader) -> tuple[int, int, int]:
        return (
            len(store.read(list_irritants, campaign, today=TODAY, reader=reader)),
            len(store.read(list_mirror, campaign, reader=reader)),
            len(store.read(get_words, campaign, CHECK_IN, reader=reader).words)
            + bool(store.read(get_words, campaign, CHECK_IN, reader=reader).withheld),
        )

    assert known(Reader()) == (1, 1, 2)
    assert known(HEAD) == (0, 0, 0)
    assert known(later) == (1, 1, 1)
    (key,) = [each.id for each in store.read(list_irritants, campaign, today=TODAY)]
    assert store.read(get_irritant, key, today=TODAY).cards[0].quote == "Revenez demain"
    assert store.read(get_irritant, key, today=TODAY, reader=later).cards[0].quote == ""
    with pytest.raises(UserError):
        store.read(get_irritant, key, today=TODAY, reader=HEAD)
