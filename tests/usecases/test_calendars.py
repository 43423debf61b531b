"""Calendars on demand and invitations, read back by another parser than their writer."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Assignment, Campaign, Person, PublishedAssignment, Slot
from db.session import Store, open_store
from desktop.core.errors import UserError
from desktop.core.publishing.invitations import Contact
from desktop.usecases import planning, publishing
from desktop.usecases.calendars import calendar_of
from tests.usecases.desk_company import NOW, campaign_id, coming, copy_of, make_company

vobject = pytest.importorskip("vobject")


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_company(tmp_path_factory.mktemp("company"))


@pytest.fixture
def store(company: Path, tmp_path: Path) -> Iterator[Store]:
    with open_store(copy_of(company, tmp_path)) as opened:
        yield opened


def facts(session: Session, place: int) -> tuple[int, int, str, Slot]:
    row = session.get_one(Assignment, place)
    slot = session.get_one(Slot, row.slot_id)
    session.expunge(slot)
    return row.person_id, slot.site_id, row.uid, slot


def test_a_person_s_calendar_holds_her_day_at_the_right_hour(store: Store) -> None:
    place, campaign = store.read(coming), store.read(campaign_id)
    person, _site, uid, slot = store.read(facts, place)
    read = vobject.readOne(store.read(calendar_of, campaign, NOW, person_id=person).decode("utf-8"))
    event = next(one for one in read.vevent_list if one.uid.value.startswith(uid))
    assert event.dtstart.value == slot.start
    assert event.dtend.value == slot.end
    assert read.vtimezone.tzid.value == "Europe/Paris"
    assert read.method.value == "PUBLISH"


def test_a_site_s_calendar_names_who_comes_and_holds_nobody_else(store: Store) -> None:
    place, campaign = store.read(coming), store.read(campaign_id)
    person, site, _uid, slot = store.read(facts, place)
    name = store.read(lambda session: session.get_one(Person, person).last_name)
    text = store.read(calendar_of, campaign, NOW, site_id=site).decode("utf-8")
    events = vobject.readOne(text).vevent_list
    assert any(name in one.summary.value and one.dtstart.value == slot.start for one in events)
    expected = store.read(
        lambda session: len(
            session.scalars(
                select(PublishedAssignment.id)
                .join(Slot, Slot.id == PublishedAssignment.slot_id)
                .where(Slot.site_id == site, PublishedAssignment.campaign_id == campaign)
            ).all()
        )
    )
    assert len(events) == expected


def test_an_update_then_a_cancellation_keep_their_uid_and_grow_their_sequence(
    store: Store, tmp_path: Path
) -> None:
    place, campaign = store.read(coming), store.read(campaign_id)
    uid = store.read(facts, place)[2]
    code = store.read(lambda session: session.get_one(Campaign, campaign).code)
    store.write(planning.unassign, place)
    sender = Contact("RH", "rh@exemple.fr")
    store.write(publishing.publish_to_folder, code, tmp_path / "out", NOW, sender)
    path = next((tmp_path / "out").glob(f"*{uid[:6]}.eml"))
    message = message_from_bytes(path.read_bytes(), policy=default)
    part = next(one for one in message.walk() if one.get_content_type() == "text/calendar")
    event = vobject.readOne(part.get_content()).vevent
    assert part.get_param("method") == "CANCEL"
    assert event.status.value == "CANCELLED"
    assert event.uid.value.startswith(uid)
    assert int(event.sequence.value) >= 1
    assert event.dtstart.value.astimezone(ZoneInfo("Europe/Paris")).utcoffset() is not None


def test_nothing_published_makes_no_calendar(store: Store) -> None:
    with pytest.raises(UserError):
        store.read(calendar_of, store.read(campaign_id), NOW, person_id=10**9)
