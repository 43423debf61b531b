"""What must never leave: mystery guests before the sites, reasons of absence, who was observed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from db.base import Base
from db.models import Absence, Assignment, Campaign, Irritant, Person, Site, Slot, Stay
from db.session import Store, open_store
from desktop.cli.main import main
from desktop.core.vocabulary import StayStatus
from desktop.usecases.demonstration import build_demonstration
from desktop.usecases.exporting import EXPORTS

CODE = "EDITION-2"


@pytest.fixture(scope="module")
def produced(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Path]]:
    """Everything that the commands write about a campaign, in one folder."""
    folder = tmp_path_factory.mktemp("produced")
    file = folder / "company.db"
    with open_store(file, create=True) as store:
        store.write(build_demonstration, "S", 1, datetime.now(UTC).date())
    out = folder / "out"
    out.mkdir()
    common = ["--db", str(file), "--lang", "fr", "--quiet"]
    assert main([*common, "plan", CODE, "--seconds", "20"]) == 0
    assert main([*common, "publish", CODE, "--out", str(out / "publish")]) in {0, 1}
    assert main([*common, "pdf", "all", CODE, "--out", str(out / "pdf")]) == 0
    for kind in EXPORTS:
        assert main([*common, "export", kind, str(out / f"{kind}.csv"), "--campaign", CODE]) == 0
    with open_store(file) as store:
        yield store, out


def words_of(path: Path) -> str:
    """The text that a reader of this file may see, or find by a search."""
    if path.suffix == ".pdf":
        from pypdf import PdfReader

        reader = PdfReader(path)
        pages = " ".join(page.extract_text() or "" for page in reader.pages)
        return re.sub(r"\s+", " ", f"{pages} {reader.metadata}")
    text = path.read_text("utf-8-sig")
    if path.suffix == ".ics":
        text = re.sub(r"\r?\n[ \t]", "", text)
    if path.suffix == ".eml":
        import email
        import email.policy

        message = email.message_from_string(text, policy=email.policy.default)
        parts = [
            part.get_content()
            for part in message.walk()
            if part.get_content_type().startswith("text/")
        ]
        text = f"{message['Subject']} {message['To']} {' '.join(map(str, parts))}"
    return text


def stays_of(store: Store) -> list[tuple[str, str, str, str, StayStatus]]:
    """Alias, guest's number and name, site and status of every stay that has its guest."""

    def read(session):
        rows = session.execute(
            select(Stay, Person, Site)
            .join(Person, Person.id == Stay.person_id)
            .join(Site, Site.id == Stay.site_id)
            .join(Campaign, Campaign.id == Stay.campaign_id)
            .where(Campaign.code == CODE)
        )
        return [
            (
                stay.alias,
                guest.code,
                f"{guest.first_name} {guest.last_name}",
                site.name,
                stay.status,
            )
            for stay, guest, site in rows
        ]

    return store.read(read)


def test_no_document_of_a_site_or_a_department_names_a_mystery_guest(produced):
    store, out = produced
    stays = stays_of(store)
    assert stays
    owners = store.read(
        lambda s: set(s.scalars(select(Person.code).join(Irritant, Irritant.owner_id == Person.id)))
    )
    seen = store.read(_people_met_at_sites)
    files = [p for p in out.rglob("*") if p.suffix in {".pdf", ".ics"} and _is_for_a_site(p)]
    assert {p.suffix for p in files} == {".pdf", ".ics"}
    for path in files:
        words = words_of(path)
        for alias, code, name, site, _status in stays:
            assert alias not in words, path.name
            if code not in owners and (code, site) not in seen:
                assert not (name in words and site in words), path.name


def _people_met_at_sites(session) -> set[tuple[str, str]]:
    """Who comes to a site as a visitor or receives there: named in its plan for that reason."""
    met = set()
    for person in (Assignment.person_id, Slot.host_id, Slot.approver_id):
        rows = session.execute(
            select(Person.code, Site.name)
            .select_from(Slot)
            .join(Assignment, Assignment.slot_id == Slot.id)
            .join(Site, Site.id == Slot.site_id)
            .join(Person, Person.id == person)
        )
        met |= {(code, site) for code, site in rows}
    return met


def _is_for_a_site(path: Path) -> bool:
    """Not the index, nor the sheets of people: those are the coordinator's and their own."""
    return path.name.startswith(("synthese-", "vue-", "semaine-", "site-"))


def test_only_the_list_of_the_coordinator_holds_stays_and_by_alias_alone(produced):
    store, out = produced
    for path in sorted(out.glob("*.csv")):
        words = words_of(path)
        for alias, code, name, _site, _status in stays_of(store):
            assert (alias in words) == (path.stem == "stays"), path.name
            if path.stem == "stays":
                assert name not in words
                assert f";{code};" not in words


def test_nothing_that_is_published_tells_a_stay_to_come(produced):
    store, out = produced
    for path in (out / "publish").iterdir():
        words = words_of(path)
        assert "mystère" not in words, path.name
        for alias, *_rest in stays_of(store):
            assert alias not in words, path.name


def test_an_absence_has_no_reason_whatever_the_file_holds(tmp_path: Path, capsys):
    assert [column.name for column in Absence.__table__.columns] == [
        "id", "person_id", "start", "end",
    ]  # fmt: skip
    file = tmp_path / "company.db"
    people, absences = tmp_path / "p.csv", tmp_path / "a.csv"
    people.write_text("id;last_name;first_name\n007;Durand;Zoé\n", "utf-8")
    absences.write_text(
        "person;start;end;motif;comment\n007;2026-11-02;2026-11-03;hospitalisation;grossesse\n",
        "utf-8",
    )
    for kind, path in (("people", people), ("absences", absences)):
        assert main(["--db", str(file), "--quiet", "--json", "import", kind, str(path)]) == 0
    told = json.loads(capsys.readouterr().out.rpartition("\n{")[2].join(("{", "")))
    assert (told["added"], told["aside"]) == (1, ["motif", "comment"])
    kept = b"".join(
        each.read_bytes()
        for each in tmp_path.iterdir()
        if "company" in each.name and each.is_file()
    )
    assert b"2026-11-02" in kept
    assert (b"hospitalisation" in kept, b"grossesse" in kept) == (False, False)


def test_nothing_can_be_grouped_by_the_person_observed():
    """Whoever adds a column that names a person says here what for."""
    doers = {
        "absence.person_id",
        "action.owner_id",
        "assignment.person_id",
        "availability_day.person_id",
        "certificate.person_id",
        "conflict.person_id",
        "department.head_id",
        "irritant.owner_id",
        "participation.person_id",
        "person.manager_id",
        "published_assignment.person_id",
        "report.author_id",
        "slot.approver_id",
        "slot.host_id",
        "stay.person_id",
        "stay_request.person_id",
        "waiver.person_id",
        "wish.person_id",
    }
    assert _columns_that_name_people() == doers
    for name in ("answer", "observation", "irritant_card", "verbatim"):
        columns = {column.name for column in Base.metadata.tables[name].columns}
        assert not {each for each in columns if "person" in each or "employee_id" in each}


def _columns_that_name_people() -> set[str]:
    return {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "person"
    }
