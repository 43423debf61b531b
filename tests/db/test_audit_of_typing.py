"""Typing is saved several times a second: the trail says it once a minute and field."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from db import audit
from db.models import Audit
from desktop.usecases.report_writing import open_report, save_answer
from tests.usecases.report_world import make_world


def lines(session):
    return session.scalar(select(func.count(Audit.id)))


def type_in(store, report, code, times):
    for number in range(times):
        store.write(save_answer, report, code, "Le client attend. " * (number + 1))


def test_a_minute_of_typing_is_two_lines_a_field(any_store):
    store = any_store
    world = store.write(make_world).value
    report = store.write(open_report, assignment_id=world.assignment).value
    before = store.read(lines)
    type_in(store, report, "learnt", 20)
    type_in(store, report, "own_view", 20)
    assert store.read(lines) - before == 4  # each field is once new, then changed
    with store.engine.connect() as connection:
        assert audit.verify(connection).broken_at is None


def test_the_next_minute_has_a_line_of_its_own(store, monkeypatch):
    world = store.write(make_world).value
    report = store.write(open_report, assignment_id=world.assignment).value
    type_in(store, report, "learnt", 3)
    before = store.read(lines)
    now = audit.utc_now()
    monkeypatch.setattr(audit, "utc_now", lambda: now + timedelta(minutes=2))
    store.write(save_answer, report, "learnt", "Une minute plus tard.")
    assert store.read(lines) - before == 1
