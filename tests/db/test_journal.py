"""Undo and redo: whatever use cases did, the rows come back exactly, or the replay is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.base import Base
from db.changeset import Operation
from db.models import (
    Absence,
    Assignment,
    Audit,
    Campaign,
    Department,
    Irritant,
    IrritantEvent,
    Person,
    Setting,
    Site,
    Slot,
)
from db.session import Store
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.vocabulary import IrritantStatus, Side
from desktop.usecases.outcome import Outcome
from tests.db.contents import contents

DAY = date(2026, 3, 2)
NINE = datetime(2026, 3, 2, 8, tzinfo=UTC)


def populate(session: Session) -> Outcome[None]:
    """A small company with rows that name each other in circles."""
    campaign = Campaign(code="C", name="C", start=DAY, end=DAY + timedelta(days=30))
    head_office = Department(code="HO", name="Head office", side=Side.BACK)
    session.add_all([campaign, head_office])
    session.flush()
    front = Department(code="F", name="Front", side=Side.FRONT, parent_id=head_office.id)
    site = Site(code="S", name="Lyon", department_id=head_office.id)
    session.add_all([front, site])
    session.flush()
    anne = Person(code="1", last_name="Roux", department_id=front.id, site_id=site.id)
    session.add(anne)
    session.flush()
    front.head_id = anne.id
    slot = Slot(
        campaign_id=campaign.id,
        code="S1",
        site_id=site.id,
        start=NINE,
        end=NINE + timedelta(hours=3),
    )
    session.add(slot)
    session.flush()
    session.add(Assignment(campaign_id=campaign.id, person_id=anne.id, slot_id=slot.id))
    first = Irritant(campaign_id=campaign.id, code="I-001", title="Queue")
    session.add(first)
    session.flush()
    second = Irritant(campaign_id=campaign.id, code="I-002", title="Line", merged_into_id=first.id)
    session.add(second)
    session.flush()
    first.displaced_from_id = second.id
    session.add(IrritantEvent(irritant_id=first.id, at=NINE, kind="merged"))
    return Outcome(None, Changes.ALL, "populate")


def delete_campaign(session: Session) -> Outcome[None]:
    session.delete(session.scalars(select(Campaign).where(Campaign.code == "C")).one())
    return Outcome(None, Changes.ALL, "remove")


def test_undo_and_redo_bring_back_rows_that_name_each_other(store: Store):
    empty = contents(store)
    written = store.write(populate)
    full = contents(store)
    assert full != empty
    store.replay(written.changeset.inverse())
    assert contents(store) == empty
    store.replay(written.changeset)
    assert contents(store) == full


def test_undo_brings_back_what_the_database_deleted_along(store: Store):
    store.write(populate)
    full = contents(store)
    written = store.write(delete_campaign)
    without = contents(store)
    assert without["irritant_event"] == without["assignment"] == without["slot"] == []
    store.replay(written.changeset.inverse())
    assert contents(store) == full
    store.replay(written.changeset)
    assert contents(store) == without


def test_an_update_keeps_the_changed_columns_alone(store: Store):
    def rename(session: Session) -> Outcome[None]:
        site = session.scalars(select(Site)).one()
        site.name, site.city = "Nice", site.city
        return Outcome(None, Changes.SITES, "rename")

    store.write(populate)
    written = store.write(rename)
    (change,) = written.changeset.rows
    assert (change.operation, change.before, change.after) == (
        Operation.UPDATE,
        {"name": "Lyon"},
        {"name": "Nice"},
    )


def test_an_attribute_set_without_being_read_still_has_its_value_before(store: Store):
    def blind(session: Session) -> Outcome[None]:
        site = session.scalars(select(Site)).one()
        session.expire(site)
        site.name = "Nice"
        return Outcome(None, Changes.SITES, "rename")

    store.write(populate)
    full = contents(store)
    written = store.write(blind)
    assert written.changeset.rows[0].before == {"name": "Lyon"}
    store.replay(written.changeset.inverse())
    assert contents(store) == full


def test_undo_of_one_column_respects_what_another_user_did_to_the_next(store: Store):
    def set_name(session: Session) -> Outcome[None]:
        session.scalars(select(Site)).one().name = "Nice"
        return Outcome(None, Changes.SITES, "rename")

    def set_city(session: Session) -> Outcome[None]:
        session.scalars(select(Site)).one().city = "Nice"
        return Outcome(None, Changes.SITES, "move")

    store.write(populate)
    written = store.write(set_name)
    store.write(set_city)
    store.replay(written.changeset.inverse())
    assert store.read(lambda s: tuple(s.execute(select(Site.name, Site.city)).one())) == (
        "Lyon",
        "Nice",
    )


def test_undo_is_refused_when_somebody_changed_the_same_value_meanwhile(store: Store):
    def set_name(session: Session, name: str) -> Outcome[None]:
        session.scalars(select(Site)).one().name = name
        return Outcome(None, Changes.SITES, "rename")

    store.write(populate)
    mine = store.write(set_name, "Nice")
    store.author = "Zoé"
    store.write(set_name, "Metz")
    before = contents(store)
    with pytest.raises(UserError, match="Zoé a modifié"):
        store.replay(mine.changeset.inverse())
    assert contents(store) == before


def test_undo_of_an_addition_is_refused_once_something_depends_on_it(store: Store):
    def add_person(session: Session) -> Outcome[int]:
        person = Person(code="2", last_name="Petit")
        session.add(person)
        session.flush()
        return Outcome(person.id, Changes.PEOPLE, "add")

    def hire(session: Session, manager: int) -> Outcome[None]:
        session.add(Person(code="3", last_name="Grand", manager_id=manager))
        return Outcome(None, Changes.PEOPLE, "hire")

    added = store.write(add_person)
    store.write(hire, added.value)
    before = contents(store)
    with pytest.raises(UserError, match="dépend"):
        store.replay(added.changeset.inverse())
    assert contents(store) == before


def test_a_stale_form_cannot_overwrite_a_row_that_undo_touched(store: Store):
    def set_name(session: Session, name: str) -> Outcome[int]:
        site = session.scalars(select(Site)).one()
        site.name = name
        session.flush()
        return Outcome(site.version, Changes.SITES, "rename")

    store.write(populate)
    written = store.write(set_name, "Nice")
    store.replay(written.changeset.inverse())
    version = store.read(lambda session: session.scalar(select(Site.version)))
    assert version is not None
    assert version > written.value


def test_a_deletion_and_the_deletion_of_what_it_names_can_be_asked_in_any_order(store: Store):
    def delete_both(session: Session) -> Outcome[None]:
        slot = session.scalars(select(Slot)).one()
        assignment = session.scalars(select(Assignment)).one()
        session.delete(slot)
        session.delete(assignment)
        session.flush()
        return Outcome(None, Changes.PLAN, "remove")

    store.write(populate)
    full = contents(store)
    written = store.write(delete_both)
    assert contents(store)["slot"] == []
    store.replay(written.changeset.inverse())
    assert contents(store) == full


def test_rows_added_in_bulk_are_counted_and_cannot_be_undone(store: Store):
    def load(session: Session) -> Outcome[None]:
        rows = [
            {"code": str(n), "last_name": f"N{n}", "skills": [], "languages": []} for n in range(9)
        ]
        session.execute(insert(Person), rows)
        return Outcome(None, Changes.PEOPLE, "import")

    written = store.write(load)
    assert not written.changeset.undoable
    with pytest.raises(UserError, match="trop volumineuse"):
        store.replay(written.changeset.inverse())
    entries = store.read(lambda session: session.scalars(select(Audit.entries)).one())
    assert entries == [["person", "×9", "insert", []]]


def test_the_audit_names_columns_and_never_values(store: Store):
    store.write(populate)

    def rename(session: Session) -> Outcome[None]:
        person = session.scalars(select(Person)).one()
        person.last_name, person.email = "Secretname", "secret@example.org"
        return Outcome(None, Changes.PEOPLE, "rename Anne Secretname")

    store.write(rename)
    label, author, entries = store.read(
        lambda session: tuple(
            session.execute(
                select(Audit.label, Audit.author, Audit.entries).order_by(Audit.id.desc()).limit(1)
            ).one()
        )
    )
    assert (label, author) == ("test_journal.rename", "coordinator")
    assert entries == [["person", "1", "update", ["email", "last_name"]]]


def test_nothing_changed_leaves_no_line_in_the_audit(store: Store):
    store.write(lambda _session: Outcome(None, Changes.NONE))
    assert store.read(lambda session: session.scalar(select(func.count(Audit.id)))) == 0


# -- any use cases at all -------------------------------------------------------------------------

Step = tuple[str, int, int]


def add_person(session: Session, n: int, m: int) -> None:
    people = list(session.scalars(select(Person.id)))
    session.add(
        Person(
            code=f"P{n}", last_name=f"N{m}", manager_id=people[m % len(people)] if people else None
        )
    )


def change_person(session: Session, n: int, m: int) -> None:
    person = pick(session, Person, n)
    person.last_name, person.skills = f"M{m}", [str(m)]
    session.flush()
    person.last_name = f"L{m}"


def add_absence(session: Session, n: int, m: int) -> None:
    start = DAY + timedelta(days=m)
    session.add(Absence(person_id=pick(session, Person, n).id, start=start, end=start))


def delete_person(session: Session, n: int, _m: int) -> None:
    session.delete(pick(session, Person, n))


def add_irritant(session: Session, n: int, m: int) -> None:
    campaign = pick(session, Campaign, m)
    session.add(Irritant(campaign_id=campaign.id, code=f"I-{n}", title=f"T{m}"))
    session.flush()
    add_event(session, n, m)


def add_event(session: Session, n: int, m: int) -> None:
    irritant = pick(session, Irritant, m)
    irritant.status = list(IrritantStatus)[n % len(IrritantStatus)]
    session.add(IrritantEvent(irritant_id=irritant.id, at=NINE + timedelta(days=n), kind="moved"))


def merge_irritants(session: Session, n: int, m: int) -> None:
    pick(session, Irritant, n).merged_into_id = pick(session, Irritant, m).id


def add_campaign(session: Session, n: int, m: int) -> None:
    session.add(Campaign(code=f"C{n}", name=f"C{m}", start=DAY, end=DAY, severities={"r": str(m)}))


def delete_any_campaign(session: Session, n: int, _m: int) -> None:
    session.delete(pick(session, Campaign, n))


def set_setting(session: Session, n: int, m: int) -> None:
    setting = session.get(Setting, f"s{n % 3}")
    if setting is None:
        session.add(Setting(name=f"s{n % 3}", value={"m": [m, (n, m)]}))
    elif m % 3:
        setting.value = {"m": [m]}
    else:
        session.delete(setting)


def pick(session: Session, model: Any, n: int) -> Any:
    rows = list(session.scalars(select(model).order_by(model.id)))
    if not rows:
        raise UserError("none yet")
    return rows[n % len(rows)]


ACTIONS: dict[str, Callable[[Session, int, int], None]] = {
    action.__name__: action
    for action in (
        add_person,
        change_person,
        add_absence,
        delete_person,
        add_irritant,
        add_event,
        merge_irritants,
        add_campaign,
        delete_any_campaign,
        set_setting,
    )
}


def several(session: Session, steps: list[Step]) -> Outcome[None]:
    for name, n, m in steps:
        ACTIONS[name](session, n, m)
        session.flush()
    return Outcome(None, Changes.ALL, "several")


steps = st.lists(
    st.tuples(st.sampled_from(sorted(ACTIONS)), st.integers(0, 20), st.integers(0, 20)),
    min_size=1,
    max_size=4,
)


TOUCHED = frozenset({"absence", "campaign", "irritant", "irritant_event", "person", "setting"})


def quickly(examples: int) -> settings:
    return settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


@quickly(15)
@given(transactions=st.lists(steps, min_size=1, max_size=5))
def test_undoing_everything_and_redoing_everything(store: Store, transactions: list[list[Step]]):
    undo_and_redo(store, transactions)


@pytest.mark.slow
@quickly(100)
@given(transactions=st.lists(steps, min_size=1, max_size=8))
def test_undoing_everything_and_redoing_everything_at_length(
    store: Store, transactions: list[list[Step]]
):
    undo_and_redo(store, transactions)


def undo_and_redo(store: Store, transactions: list[list[Step]]) -> None:
    # Each example starts from what the last one left: an ever richer database.
    states, done = [contents(store, TOUCHED)], []
    for transaction in transactions:
        try:
            written = store.write(several, transaction)
        except (UserError, IntegrityError):
            assert contents(store, TOUCHED) == states[-1]
            continue
        done.append(written.changeset)
        states.append(contents(store, TOUCHED))
    for position in reversed(range(len(done))):
        store.replay(done[position].inverse())
        assert contents(store, TOUCHED) == states[position]
    for position, changeset in enumerate(done):
        store.replay(changeset)
        assert contents(store, TOUCHED) == states[position + 1]


def test_every_table_is_recorded(store: Store):
    # Rows of a table without a class would escape the journal; joined inheritance as well.
    mapped = {mapper.local_table.name for mapper in Base.registry.mappers}
    assert mapped == set(Base.metadata.tables)
    assert all(len(mapper.tables) == 1 for mapper in Base.registry.mappers)
    assert [m.class_.__name__ for m in Base.registry.mappers if m.relationships] == []


def test_the_trail_cannot_be_rewritten(store: Store):
    store.write(populate)
    for statement in ("UPDATE audit SET author = 'x'", "DELETE FROM audit"):

        def rewrite(session: Session, sql: str = statement) -> Outcome[None]:
            session.connection().execute(text(sql))
            return Outcome(None, Changes.NONE)

        with pytest.raises(Exception, match="append-only"):
            store.write(rewrite)
