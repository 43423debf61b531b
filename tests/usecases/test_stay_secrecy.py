"""A site manager tries to unmask a mystery guest: each attempt fails, item by item."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import NamedTuple

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Campaign, Participation, Person, Report, Site, Stay, StayProof
from db.session import Store, open_store
from desktop.cli.main import main
from desktop.core.changes import Changes
from desktop.core.irritants.coarsening import mystery_facts_may_be_released
from desktop.core.publishing.invitations import Contact
from desktop.core.stays import states
from desktop.core.stays.readers import Part, Reader, sees
from desktop.core.vocabulary import ReportStatus, StayStatus
from desktop.usecases.board import get_board
from desktop.usecases.demonstration import build_demonstration
from desktop.usecases.exporting import EXPORTS, export_sheet
from desktop.usecases.outcome import Outcome
from desktop.usecases.publishing import publish_to_folder
from desktop.usecases.stay_mine import get_my_page
from desktop.usecases.stay_papers import ProofKind, add_proof
from desktop.usecases.stay_reminders import remind_to_folder
from desktop.usecases.stay_seen import list_results_for_site, list_stays_seen_by
from desktop.usecases.stays import list_stays, take_step
from tests.small_pdf import small_pdf

TODAY = date(2026, 11, 18)
NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SENDER = Contact("Vis ma vie", "rh@example.com")


class Secret(NamedTuple):
    """What the attacker wants: a hotel, a guest, a day, the alias that ties them."""

    stay: int
    campaign: int
    site: int
    site_code: str
    hotel: str
    alias: str
    uid: str
    guest: str
    arrival: date
    status: StayStatus


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("secrecy") / "company.db"
    with open_store(path, create=True) as made:
        made.write(build_demonstration, "S", 1, TODAY)
    return path


@pytest.fixture
def store(file: Path, tmp_path: Path) -> Iterator[Store]:
    with open_store(shutil.copy(file, tmp_path / "company.db")) as opened:
        yield opened


def _secrets(session: Session) -> list[Secret]:
    query = (
        select(Stay, Site, Person)
        .join(Site, Site.id == Stay.site_id)
        .join(Person, Person.id == Stay.person_id)
        .join(Campaign, Campaign.id == Stay.campaign_id)
        .where(Campaign.code == "EDITION-2")
    )
    return [
        Secret(stay.id, stay.campaign_id, site.id, site.code, site.name, stay.alias, stay.uid,
               f"{person.first_name} {person.last_name}", stay.arrival, stay.status)
        for stay, site, person in session.execute(query)
    ]  # fmt: skip


@pytest.fixture
def secrets(store: Store) -> list[Secret]:
    found = store.read(_secrets)
    assert {one.status for one in found} >= {StayStatus.GRANTED, StayStatus.CONFIRMED}
    return found


def _exact_days(text: str, secret: Secret) -> bool:
    day = secret.arrival
    return any(
        shape in text
        for shape in (f"{day:%Y-%m-%d}", f"{day:%d/%m/%Y}", f"{day:%Y%m%d}")
    )  # fmt: skip


# Screens


def test_the_screen_of_a_site_holds_no_stay_in_any_state(store: Store, secrets: list[Secret]):
    assert store.read(list_stays_seen_by, secrets[0].campaign, Reader.SITE) == ()


def test_the_table_of_eyes_gives_a_site_nothing_before_the_release():
    for status in StayStatus:
        for report in (None, *ReportStatus):
            seen = sees(Reader.SITE, status, report, signed=True)
            assert seen == ({Part.RESULT} if report is ReportStatus.RELEASED else set())


def test_the_board_of_the_plan_shows_no_stay(store: Store, secrets: list[Secret]):
    campaign = secrets[0].campaign
    shown = repr(store.read(get_board, campaign, TODAY - 40 * DAY, TODAY + 60 * DAY))
    assert not [one.alias for one in secrets if one.alias in shown or one.uid in shown]
    assert "mystery" not in re.sub(r"mystery=\w+", "", shown)


def test_the_coordinators_list_itself_bears_no_name(store: Store, secrets: list[Secret]):
    shown = repr(store.read(list_stays, secrets[0].campaign, NOW))
    assert not [one.guest for one in secrets if one.guest in shown]


def test_a_colleague_of_the_hotel_does_not_learn_that_a_stay_is_offered_there(store: Store):
    def colleague(session: Session) -> Outcome[tuple[int, int, str]]:
        stay = session.scalars(select(Stay).where(Stay.status == StayStatus.OFFERED)).first()
        assert stay is not None
        query = select(Person).where(Person.site_id == stay.site_id, Person.active)
        person = session.scalars(query).first()
        assert person is not None
        found = session.scalar(
            select(Participation).where(
                Participation.person_id == person.id,
                Participation.campaign_id == stay.campaign_id,
            )
        )
        part = found or Participation(person_id=person.id, campaign_id=stay.campaign_id)
        part.mystery = True
        session.add(part)
        hotel = session.get_one(Site, stay.site_id).name
        return Outcome((stay.campaign_id, person.id, hotel), Changes.NONE)

    campaign, person, hotel = store.write(colleague).value
    page = store.read(get_my_page, campaign, person, NOW)
    assert hotel not in repr((page.open, page.closed))


def test_a_guest_sees_neither_the_stays_of_others_nor_dates_before_signing(
    store: Store, secrets: list[Secret]
):
    granted = next(one for one in secrets if one.status is StayStatus.GRANTED)
    person = store.read(lambda s: s.get_one(Stay, granted.stay).person_id)

    def unsign(session: Session) -> Outcome[None]:
        session.get_one(Stay, granted.stay).scenario_signed_on = None
        return Outcome(None, Changes.NONE)

    store.write(unsign)
    page = store.read(get_my_page, granted.campaign, person, NOW)
    mine = next(one for one in page.stays if one.id == granted.stay)
    assert (mine.arrival, mine.departure, mine.window) == (None, None, (None, None))
    text = repr(page)
    assert repr(granted.arrival) not in text
    assert not [one for one in secrets if one.guest != granted.guest and one.guest in text]
    reasons = " ".join(reason for one in page.closed for reason in one.reasons)
    assert not re.search(r"\d", reasons)
    seen = store.read(list_stays_seen_by, granted.campaign, Reader.GUEST, person)
    assert {one.guest for one in seen} == {granted.guest}
    assert store.read(list_stays_seen_by, granted.campaign, Reader.GUEST) == ()


def test_payroll_sees_no_stay_and_the_reviewer_no_guest(store: Store, secrets: list[Secret]):
    campaign = secrets[0].campaign
    assert store.read(list_stays_seen_by, campaign, Reader.PAYROLL) == ()
    reviewed = store.read(list_stays_seen_by, campaign, Reader.REVIEWER)
    assert reviewed
    assert {one.guest for one in reviewed} == {None}
    sent = {StayStatus.IN_REVIEW, StayStatus.ACCEPTED, StayStatus.SETTLED, StayStatus.FORFEITED}
    assert {one.status for one in reviewed} <= sent


# Exports


@pytest.mark.parametrize("kind", sorted(EXPORTS))
def test_no_export_ties_a_guest_to_a_stay(store: Store, secrets: list[Secret], kind: str):
    sheet = store.read(export_sheet, kind, "")
    rows = [" ".join(map(str, row)) for row in sheet.rows]
    aliases = [one for one in secrets if any(one.alias in row for row in rows)]
    if kind == "stays":  # the coordinator's own file, by alias
        assert aliases
        assert not [one for one in secrets if any(one.guest in row for row in rows)]
        assert not {"person", "guest", "name", "price", "rebate"} & set(sheet.headings)
    else:
        assert aliases == []
        assert "mystery" not in " ".join(sheet.headings)


def test_a_wish_for_a_hotel_as_a_guest_is_not_exported(store: Store):
    from db.models import Wish
    from desktop.core.vocabulary import ActivityKind

    def count(session: Session) -> int:
        query = select(Wish).where(
            Wish.kind.is_(None) | Wish.kind.not_in((ActivityKind.MYSTERY_STAY,))
        )
        return len(session.scalars(query).all())

    assert len(store.read(export_sheet, "wishes", "").rows) == store.read(count)


# What leaves: calendars, messages, documents


def test_calendars_and_messages_of_the_plan_know_nothing_of_stays(
    store: Store, secrets: list[Secret], tmp_path: Path
):
    store.write(publish_to_folder, "EDITION-2", tmp_path / "out", NOW, SENDER)
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert files
    for path in files:
        told = f"{path.name} {path.read_bytes().decode('latin-1')}"
        assert not [one for one in secrets if one.alias in told or one.uid in told]
        assert "myst" not in told.lower()


def _owing(session: Session) -> Outcome[list[tuple[str, str]]]:
    """Every guest with an address; one stay became due a good day ago."""
    for person in session.scalars(select(Person)):
        person.email = person.email or f"p{person.id}@example.com"
    owed = session.scalars(
        select(Stay).where(Stay.status.in_(states.OWED), Stay.person_id.is_not(None))
    ).all()
    for stay in owed:
        stay.status, stay.report_due = StayStatus.REPORT_DUE, NOW + timedelta(hours=40)
    return Outcome(
        [(session.get_one(Person, stay.person_id).email, stay.alias) for stay in owed],
        Changes.NONE,
    )


def test_reminders_tell_no_hotel_no_day_no_alias_in_words_headers_or_file_names(
    store: Store, secrets: list[Secret], tmp_path: Path
):
    expected = store.write(_owing).value
    assert expected
    campaign = secrets[0].campaign
    told, files = store.write(remind_to_folder, campaign, tmp_path, NOW, SENDER).value
    assert len(files) == len(told.letters) > 0
    for path in files:
        content = path.read_bytes()
        message = message_from_bytes(content)
        headers = " ".join(f"{name}: {value}" for name, value in message.items())
        body = message.get_payload(decode=True).decode()
        everything = f"{path.name} {headers} {body}"
        for one in secrets:
            assert one.alias not in everything
            assert one.hotel not in everything
            assert one.uid not in everything
            assert one.uid[:8] not in everything
            assert not _exact_days(body, one) or one.status not in states.OWED
        assert "," not in message["To"]
        assert "Cc" not in message
        assert "Bcc" not in message
    again, _files = store.write(remind_to_folder, campaign, tmp_path, NOW, SENDER).value
    assert again.letters == ()


def test_the_hour_of_a_reminder_is_the_same_for_all(store: Store, secrets: list[Secret]):
    store.write(_owing)
    later = NOW + timedelta(hours=26, minutes=13)
    told, _files = store.rehearse(remind_to_folder, secrets[0].campaign, None, later, SENDER).value
    assert {letter.date.time().isoformat() for letter in told.letters} <= {"08:00:00"}


@pytest.mark.parametrize(
    "what", ["site", "week", "overview", "person", "invitation", "certificate"]
)
def test_no_document_names_a_stay_its_guest_as_such_or_its_day(
    file: Path, tmp_path: Path, what: str
):
    with open_store(file) as store:
        secrets = store.read(_secrets)
    of_people = what in {"person", "invitation", "certificate"}
    code = _code_of(file, secrets[0]) if of_people else secrets[0].site_code
    chosen = [] if what == "overview" else [code]
    week = ["--monday", "2026-11-23"] if what == "week" else []
    words = ["pdf", what, "EDITION-2", *chosen, *week, "--out", str(tmp_path), "--db", str(file)]
    assert main([*words, "--lang", "fr", "--quiet"]) == 0
    papers = list(tmp_path.rglob("*.pdf"))
    assert papers or of_people
    for path in papers:
        reader = PdfReader(path)
        text = " ".join(page.extract_text() for page in reader.pages)
        xmp = reader.xmp_metadata
        hidden = f"{path.name} {reader.metadata} {xmp.rdf_root.toxml() if xmp else ''}"
        for one in secrets:
            assert one.alias not in text + hidden
            assert one.uid not in text + hidden
            assert one.guest not in hidden or of_people
        assert not of_people or "myst" not in text.lower()


def _code_of(file: Path, secret: Secret) -> str:
    with open_store(file) as store:
        return store.read(
            lambda s: s.scalar(select(Person.code).join(Stay).where(Stay.id == secret.stay))
        )


def test_a_proof_keeps_neither_its_author_nor_the_name_of_its_file(
    store: Store, secrets: list[Secret]
):
    granted = next(one for one in secrets if one.status is StayStatus.CONFIRMED)
    content = small_pdf("Facture 77", author=granted.guest)
    store.write(add_proof, granted.stay, ProofKind.PRICE, f"{granted.guest}.pdf", content)
    row = store.read(lambda s: s.scalars(select(StayProof)).one())
    assert granted.guest.encode() not in row.content
    assert "name" not in {column.key for column in StayProof.__table__.columns}


# Counts, timing, words


def _released(session: Session, site: int, campaign: int, days: list[date]) -> Outcome[None]:
    """That many stays at a hotel whose report is released."""
    form = session.scalar(select(Report.questionnaire_id))
    person = session.scalar(select(Person.id))
    for number, day in enumerate(days):
        stay = Stay(campaign_id=campaign, site_id=site, person_id=person, alias=f"Essai {number}",
                    arrival=day, status=StayStatus.SETTLED)  # fmt: skip
        session.add(stay)
        session.flush()
        session.add(Report(campaign_id=campaign, questionnaire_id=form, stay_id=stay.id,
                           site_id=site, status=ReportStatus.RELEASED))  # fmt: skip
    return Outcome(None, Changes.NONE)


def test_results_reach_a_site_as_months_only_on_the_first_of_a_month(
    store: Store, secrets: list[Secret]
):
    site, campaign = secrets[0].site, secrets[0].campaign

    def clear(session: Session) -> Outcome[None]:
        for report in session.scalars(select(Report).where(Report.status == ReportStatus.RELEASED)):
            report.status = ReportStatus.ACCEPTED
        return Outcome(None, Changes.NONE)

    store.write(clear)
    store.write(_released, site, campaign, [date(2027, 1, 4 + 3 * n) for n in range(5)])
    assert store.read(list_results_for_site, campaign, site, date(2027, 1, 31)) == ()
    (told,) = store.read(list_results_for_site, campaign, site, date(2027, 2, 1))
    assert (told.month, told.reports) == ("janvier 2027", 5)


def test_a_small_site_gives_way_to_its_region(store: Store, secrets: list[Secret]):
    site, campaign = secrets[0].site, secrets[0].campaign

    def shrink(session: Session) -> Outcome[tuple[str, str]]:
        team = session.scalars(select(Person).where(Person.site_id == site, Person.active)).all()
        for person in team[4:]:
            person.active = False
        row = session.get_one(Site, site)
        return Outcome((row.name, row.region), Changes.NONE)

    name, region = store.write(shrink).value
    store.write(_released, site, campaign, [date(2027, 1, 4 + 3 * n) for n in range(5)])
    told = store.read(list_results_for_site, campaign, site, date(2028, 1, 1))
    assert {one.place for one in told} == {region}
    assert name not in repr(told)


def test_nothing_appears_the_day_after_a_report_or_thirty_days_after_a_departure():
    left = date(2026, 11, 13)
    for reports in (1, 4, 5, 50):
        first = next(
            left + n * DAY
            for n in range(100)
            if mystery_facts_may_be_released(reports, left, left + n * DAY)
        )
        assert first.day == 1
        same_month = {
            next(
                day + n * DAY
                for n in range(100)
                if mystery_facts_may_be_released(reports, day, day + n * DAY)
            )
            for day in (date(2026, 11, 2), date(2026, 11, 13), date(2026, 11, 29))
        }
        assert len(same_month) <= 2  # no day of departure can be told from the day of release


def test_the_words_of_undo_bear_no_name(store: Store, secrets: list[Secret]):
    confirmed = next(one for one in secrets if one.status is StayStatus.CONFIRMED)
    step = store.rehearse(
        take_step, confirmed.stay, states.Step.CANCEL_BY_SITE, states.Actor.COORDINATOR, NOW
    )
    assert confirmed.guest not in step.label
    assert confirmed.alias in step.label
