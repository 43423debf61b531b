"""Imports end to end on a real file of data: shown, written, written again, taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from db.models import (
    Absence,
    CalendarCoverage,
    Campaign,
    Commune,
    Department,
    Holiday,
    Night,
    Person,
    SchoolHoliday,
    Site,
    Slot,
    Verbatim,
    Wish,
)
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.exchange.leaving import rejects
from desktop.core.exchange.writing import write_table
from desktop.core.vocabulary import CampaignStatus, Direction, Mode, SiteKind
from desktop.usecases.importing import (
    ImportPreview,
    ImportRequest,
    ImportResult,
    apply_import,
    preview_import,
    read_import,
    understand,
)
from desktop.usecases.outcome import Outcome

if TYPE_CHECKING:
    from db.session import Store

Bring = Callable[..., ImportPreview]


@pytest.fixture
def bring(store: Store, tmp_path: Path) -> Bring:
    """Write a text to a file, import it, give the preview back."""

    def run(kind: str, text: str | Path, **options: object) -> ImportPreview:
        path = text if isinstance(text, Path) else tmp_path / f"{kind}.csv"
        if isinstance(text, str):
            path.write_text(text, "utf-8")
        read = read_import(ImportRequest(path, kind, **options))  # type: ignore[arg-type] # any option
        preview = store.read(preview_import, read)
        assert store.write(apply_import, preview).value == preview.summary
        return preview

    return run


def counts(preview: ImportPreview) -> tuple[int, int, int, int]:
    result = preview.summary
    return result.added, result.changed, result.unchanged, result.held


def all_of(store: Store, model: type) -> list:
    return store.read(lambda session: list(session.scalars(select(model))))


def add_campaign(store: Store, code: str = "2027-1") -> None:
    def add(session):
        session.add(
            Campaign(
                code=code,
                name=f"Campagne {code}",
                start=date(2027, 1, 1),
                end=date(2027, 6, 30),
                status=CampaignStatus.OPEN,
            )
        )
        return Outcome(None, Changes.CAMPAIGNS)

    store.write(add)


STAFF = (
    "matricule;nom;prénom;mail;service;site;responsable\n"
    "00001;Roux;Anne;anne.roux@exemple.fr;Direction;Siège;\n"
    "00002;Petit;Luc;luc.petit@exemple.fr;Accueil;Lyon;00001\n"
    "00003;Martin;Inès;;Accueil;Lyon;Petit Luc\n"
)


def test_people_come_in_with_the_departments_and_sites_they_name(store: Store, bring: Bring):
    preview = bring("people", STAFF)
    assert counts(preview) == (3, 0, 0, 0)
    people = {person.code: person for person in all_of(store, Person)}
    assert people["00003"].manager_id == people["00002"].id
    assert people["00002"].manager_id == people["00001"].id
    assert {d.name for d in all_of(store, Department)} == {"Direction", "Accueil"}
    assert {s.name for s in all_of(store, Site)} == {"Siège", "Lyon"}
    assert any("2 services" in warning for warning in preview.warnings)


def test_the_same_file_again_changes_nothing(bring: Bring):
    bring("people", STAFF)
    assert counts(bring("people", STAFF)) == (0, 0, 3, 0)


def test_a_change_is_shown_before_and_after_and_the_absent_are_told_not_deleted(
    store: Store, bring: Bring
):
    bring("people", STAFF)
    changed = "\n".join(STAFF.splitlines()[:3]).replace(";Accueil;", ";Direction;")
    preview = bring("people", changed)
    assert counts(preview) == (0, 1, 1, 0)
    row = next(row for row in preview.rows if row.changes)
    assert row.line == 3
    change = row.changes[0]
    assert (change.field, change.before, change.after) == ("department_id", "Accueil", "Direction")
    assert preview.gone == ("Martin Inès (00003)",)
    assert len(all_of(store, Person)) == 3


def test_a_blank_cell_leaves_what_is_known(store: Store, bring: Bring):
    bring("people", STAFF)
    bring("people", "matricule;nom;mail\n00001;Roux;\n")
    assert {p.email for p in all_of(store, Person) if p.code == "00001"} == {"anne.roux@exemple.fr"}


def test_undo_takes_an_import_back(store: Store, tmp_path: Path):
    path = tmp_path / "p.csv"
    path.write_text(STAFF, "utf-8")
    written = store.write(apply_import, read_import(ImportRequest(path, "people")))
    assert written.changeset.undoable
    assert written.label == "importer p.csv"
    store.replay(written.changeset.inverse())
    assert all_of(store, Person) == all_of(store, Department) == all_of(store, Site) == []


def test_a_preview_writes_nothing(store: Store, tmp_path: Path):
    path = tmp_path / "p.csv"
    path.write_text(STAFF, "utf-8")
    store.read(preview_import, read_import(ImportRequest(path, "people")))
    assert all_of(store, Person) == []


def test_held_lines_go_out_with_their_reason_and_come_back_mended(
    store: Store, bring: Bring, tmp_path: Path
):
    preview = bring("people", "matricule;nom;date naissance\n1;A;31/02/1990\n2;B;01/02/1990\n")
    assert counts(preview) == (1, 0, 0, 1)
    out = tmp_path / "retenues.csv"
    write_table(out, rejects(preview.source.table, preview.held))
    text = out.read_text("utf-8-sig")
    assert "Pourquoi cette ligne est retenue" in text
    assert "n’existe pas" in text
    out.write_text(text.replace("31/02/1990", "28/02/1990"), "utf-8-sig")
    assert counts(bring("people", out)) == (1, 0, 0, 0)
    assert {p.code: p.birth_date for p in all_of(store, Person)}["1"] == date(1990, 2, 28)


def test_people_who_would_be_their_own_manager_come_in_without(store: Store, bring: Bring):
    preview = bring("people", "matricule;nom;manager\n1;A;2\n2;B;3\n3;C;1\n4;D;9\n")
    assert counts(preview) == (4, 0, 0, 0)
    assert sum(person.manager_id is None for person in all_of(store, Person)) == 2
    assert any("propre responsable" in warning for warning in preview.warnings)
    assert any("responsable est inconnu" in warning for warning in preview.warnings)


def test_a_department_tree_comes_in_any_order(store: Store, bring: Bring):
    preview = bring("departments", "code;nom;code parent\nACC;Accueil;EXP\nEXP;Exploitation;DG\n")
    assert counts(preview) == (2, 0, 0, 0)
    by_code = {row.code: row for row in all_of(store, Department)}
    assert by_code["ACC"].parent_id == by_code["EXP"].id
    assert by_code["EXP"].parent_id == by_code["dg"].id


def test_a_new_person_stands_where_her_department_stands(store: Store, bring: Bring):
    bring("departments", "code;nom;cote\nACC;Accueil;front\n")
    bring("people", "matricule;nom;service;cote\n1;A;ACC;\n2;B;ACC;back\n3;C;;\n")
    assert {p.code: p.side for p in all_of(store, Person)} == {
        "1": "front",
        "2": "back",
        "3": "back",
    }


def test_a_circle_of_departments_is_held_and_named(bring: Bring):
    preview = bring("departments", "code;nom;parent\nA;Un;B\nB;Deux;A\nC;Trois;\n")
    assert counts(preview) == (1, 0, 0, 2)
    assert "A → B → A" in preview.held[0].reason


def test_a_draft_gets_its_true_code_when_its_own_file_comes(store: Store, bring: Bring):
    bring("people", STAFF)
    assert counts(bring("departments", "code;nom\nACC;Accueil\n")) == (0, 1, 0, 0)
    assert {row.code for row in all_of(store, Department)} == {"ACC", "direction"}
    assert counts(bring("departments", "code;nom\nACC;Accueil\n")) == (0, 0, 1, 0)
    assert counts(bring("people", STAFF)) == (0, 0, 3, 0)


def test_sites_learn_their_zones_and_place_from_their_address(store: Store, bring: Bring):
    bring("communes", "01053,BOURG EN BRESSE,01000,46.2,5.2\n97411,ST DENIS,97400,-20.9,55.4\n")
    bring(
        "sites",
        "code;nom;cp;ville;chambres\nB;Bourg;1000;Bourg-en-Bresse;40\nR;Réunion;97400;Saint-Denis;\n",
    )
    sites = {site.code: site for site in all_of(store, Site)}
    assert (sites["B"].postcode, sites["B"].school_zone, sites["B"].latitude) == (
        "01000",
        "A",
        46.2,
    )
    assert sites["B"].kind is SiteKind.HOTEL
    assert sites["R"].timezone == "Indian/Reunion"
    assert sites["R"].holiday_zone == "La Réunion"
    assert sites["R"].longitude == 55.4


def test_communes_place_the_sites_that_have_no_place(store: Store, bring: Bring):
    bring("sites", "code;nom;cp;ville;lat;lon\nA;Un;69003;Lyon 3e;;\nB;Deux;69001;Lyon;1,5;2,5\n")
    bring("communes", "69381,LYON 01,69001,45.77,4.83\n69383,LYON 03,69003,45.75,4.85\n")
    sites = {site.code: site for site in all_of(store, Site)}
    assert sites["A"].latitude == 45.75
    assert sites["B"].latitude == 1.5


def test_slots_are_laid_on_the_clock_of_their_site(store: Store, bring: Bring):
    add_campaign(store)
    bring("sites", "code;nom;cp\nLYO;Lyon;69001\nREU;Réunion;97400\n")
    bring("people", STAFF)
    preview = bring(
        "slots",
        "code;site;poste;debut;fin;places;mode;accueillant\n"
        "S1;LYO;Réception;2027-03-01 14:00;2027-03-01 22:00;2;observation;00002\n"
        "S2;REU;Réception;01/03/2027 22h;02/03/2027 06h;;binôme;\n"
        "S3;Nantes;Réception;2027-03-01 14:00;2027-03-01 22:00;1;;\n"
        "S4;LYO;Réception;2027-03-01 14:00;2027-03-01 12:00;1;;\n",
    )
    assert counts(preview) == (2, 0, 0, 2)
    assert [held.line for held in preview.held] == [4, 5]
    slots = {slot.code: slot for slot in all_of(store, Slot)}
    assert slots["S1"].start.isoformat() == "2027-03-01T13:00:00+00:00"
    assert slots["S2"].start.isoformat() == "2027-03-01T18:00:00+00:00"
    assert (slots["S1"].seats, slots["S2"].seats) == (2, 1)
    assert slots["S2"].mode is Mode.ASSISTED
    assert slots["S1"].direction is Direction.TO_FRONT


def test_a_shift_offers_no_seat_by_accident_and_may_end_after_midnight(store: Store, bring: Bring):
    add_campaign(store)
    bring("sites", "code;nom\nLYO;Lyon\n")
    preview = bring("shifts", "site;jour;heure debut;heure fin\nLYO;01/03/2027;22h;6h\n")
    assert counts(preview) == (1, 0, 0, 0)
    slot = all_of(store, Slot)[0]
    assert slot.seats == 0
    assert slot.end - slot.start == timedelta(hours=8)


def test_without_a_campaign_the_file_is_refused_in_a_sentence(bring: Bring):
    bring("sites", "code;nom\nLYO;Lyon\n")
    with pytest.raises(UserError, match="campagne"):
        bring("slots", "code;site;debut;fin\nS1;LYO;2027-03-01 14:00;2027-03-01 22:00\n")


def test_absences_keep_days_and_nothing_else(store: Store, bring: Bring):
    bring("people", STAFF)
    text = (
        "matricule;debut;fin;motif\n00002;01/03/2027;05/03/2027;maladie\n"
        "Martin Inès;02/03/2027;;\ninconnu;01/03/2027;;\n00002;05/03/2027;01/03/2027;\n"
    )
    preview = bring("absences", text)
    assert counts(preview) == (2, 0, 0, 2)
    assert preview.source.mapping.aside == ("motif",)
    assert len(all_of(store, Absence)) == 2
    assert counts(bring("absences", text)) == (0, 0, 2, 2)


def test_absences_come_from_a_calendar_too(store: Store, bring: Bring, tmp_path: Path):
    bring("people", STAFF)
    path = tmp_path / "conges.ics"
    path.write_text(
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:1\nDTSTAMP:20270101T000000Z\n"
        "DTSTART;VALUE=DATE:20270301\nDTEND;VALUE=DATE:20270306\nSUMMARY:Congé\n"
        "ATTENDEE:mailto:luc.petit@exemple.fr\nEND:VEVENT\nEND:VCALENDAR\n".replace("\n", "\r\n"),
        "utf-8",
    )
    assert counts(bring("absences", path)) == (1, 0, 0, 0)
    absence = all_of(store, Absence)[0]
    assert (absence.start, absence.end) == (date(2027, 3, 1), date(2027, 3, 5))


def test_holidays_come_from_a_calendar_too(store: Store, bring: Bring, tmp_path: Path):
    path = tmp_path / "feries.ics"
    path.write_text(
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:1\nDTSTAMP:20270101T000000Z\n"
        "DTSTART;VALUE=DATE:20270501\nSUMMARY:Fête du Travail\nEND:VEVENT\nEND:VCALENDAR\n",
        "utf-8",
    )
    assert counts(bring("holidays", path))[0] == 2  # the day, and what is known of the year
    assert [(h.day, h.name) for h in all_of(store, Holiday)] == [
        (date(2027, 5, 1), "Fête du Travail")
    ]


def test_wishes_are_ranked_as_they_come_when_no_rank_is_given(store: Store, bring: Bring):
    add_campaign(store)
    bring("people", STAFF)
    text = "matricule;site;du;au\n00002;Siège;01/03/2027;31/03/2027\n00002;Lyon;;\n00003;Brest;;\n"
    assert counts(bring("wishes", text)) == (2, 0, 0, 1)
    assert [wish.rank for wish in all_of(store, Wish)] == [1, 2]
    assert counts(bring("wishes", text)) == (0, 0, 2, 1)


BOOKINGS = (
    "hotel,is_canceled,arrival_date_year,arrival_date_month,arrival_date_day_of_month,"
    "stays_in_weekend_nights,stays_in_week_nights,reservation_status\n"
    "Resort,0,2016,July,1,1,2,Check-Out\nResort,0,2016,July,2,0,1,Check-Out\n"
    "Resort,1,2016,July,1,2,5,Canceled\nResort,1,2016,July,1,0,1,No-Show\n"
    "Resort,0,2016,July,3,0,0,Check-Out\nResort,0,2016,July,32,0,1,Check-Out\n"
)


def test_bookings_become_nights_and_what_takes_no_room_is_told_apart(store: Store, bring: Bring):
    preview = bring("bookings", BOOKINGS)
    assert [(n.night.day, n.rooms_sold) for n in all_of(store, Night)] == [(1, 1), (2, 2), (3, 1)]
    assert len(preview.held) == 1
    assert preview.left_out == 3
    for words in ("1 réservation annulée", "1 client non présenté", "1 réservation sans nuit"):
        assert any(words in warning for warning in preview.warnings)
    assert counts(bring("bookings", BOOKINGS))[:3] == (0, 0, 3)


def test_occupancy_may_be_given_to_a_site_that_has_another_name(store: Store, bring: Bring):
    bring("sites", "code;nom;chambres\nLYO;Hôtel de Lyon;80\n")
    preview = bring("occupancy", "hotel;nuit;to\nH1;01/03/2027;35 %\n", site="LYO")
    assert counts(preview) == (1, 0, 0, 0)
    night = all_of(store, Night)[0]
    assert (night.rooms_available, night.rooms_sold) == (80, 28)


def test_verbatims_keep_their_words_and_mask_contacts(store: Store, bring: Bring):
    add_campaign(store)
    text = (
        "id;date;titre;description;ressenti;site\n"
        '1;12/02/2027;Accueil;"Rappelez-moi au 06 12 34 56 78 ou a@b.fr";Négatif;Ailleurs\n'
    )
    preview = bring("verbatims", text)
    verbatim = all_of(store, Verbatim)[0]
    assert verbatim.text == "Accueil\nRappelez-moi au […] ou […]"
    assert (verbatim.polarity, verbatim.masked, verbatim.day) == ("negative", 2, date(2027, 2, 12))
    assert counts(preview) == (1, 0, 0, 0)
    assert counts(bring("verbatims", text)) == (0, 0, 1, 0)


def test_what_is_missing_is_asked_for_in_words(tmp_path: Path):
    path = tmp_path / "x.csv"
    path.write_text("pointure;couleur\n38;bleu\n", "utf-8")
    with pytest.raises(UserError, match="nom ou nom complet") as refusal:
        read_import(ImportRequest(path, "people"))
    assert "pointure, couleur" in refusal.value.hint
    with pytest.raises(UserError, match="devine"):
        read_import(ImportRequest(path))
    with pytest.raises(UserError, match="chaussures"):
        read_import(ImportRequest(path, "chaussures"))
    found = understand(ImportRequest(path, "people"))
    assert found.read is None
    assert found.missing == ("last_name|full_name",)


REAL = [
    ("geo_communes.csv", "communes", (35_599, 0, 0, 0)),
    ("staff_ODSEN_sample_cp1252.csv", "people", (308, 0, 0, 0)),
    ("sites_export-structures_sample.csv", "sites", (400, 0, 0, 0)),
    ("sites_export-structures_sample.csv", "departments", (394, 6, 0, 0)),
    ("hebergements_classes_sample.csv", "sites", (313, 0, 0, 0)),
    ("nightly_occupancy_resort_to_2016-06.csv", "occupancy", (366, 0, 0, 0)),
    ("calendar_jours_feries.csv", "holidays", (3949, 0, 0, 0)),
    ("calendar_vacances_scolaires.csv", "holidays", (555, 0, 0, 0)),
    ("sp_plus_dev_sample.csv", "verbatims", (282, 0, 0, 0)),
]


def test_the_real_files_come_in_as_they_are_and_twice_change_nothing(store: Store, samples: Path):
    add_campaign(store)
    for file, kind, expected in REAL:
        read = read_import(ImportRequest(samples / file, kind))
        result = store.write(apply_import, read).value
        assert (result.added, result.changed, result.unchanged, result.held) == expected, file
        if kind != "communes":  # 35 000 of them take their time
            again = counts(store.read(preview_import, read))
            assert again == (0, 0, expected[0] + expected[1], 0), file
    resort = next(site for site in all_of(store, Site) if site.name == "Resort Hotel")
    assert (resort.kind, resort.rooms) == (SiteKind.HOTEL, 187)
    coverage = {(c.calendar, c.zone): c.known_until for c in all_of(store, CalendarCoverage)}
    assert coverage["school", "A"] == date(2026, 8, 30)  # not the end of the file: unknown after
    assert coverage["public", ""] == date(2031, 12, 31)
    double = [h.name for h in all_of(store, Holiday) if (h.day, h.zone) == (date(2008, 5, 1), "")]
    assert double == ["1er mai / Ascension"]
    periods = [p for p in all_of(store, SchoolHoliday) if p.zone == "C" and p.start.year == 2025]
    assert ("Vacances de Noël", date(2025, 12, 20)) in {(p.name, p.start) for p in periods}
    assert store.read(lambda s: s.scalar(select(func.count()).select_from(Commune))) == 35_599
    placed = [site for site in all_of(store, Site) if site.latitude is not None]
    assert len(placed) > 690


def test_thousands_of_people_come_in_at_once_without_a_step_of_undo(store: Store, tmp_path: Path):
    path = tmp_path / "grand.csv"
    lines = [
        f"{n:06d};Nom{n};Prénom;{f'n{n}@exemple.fr' * bool(n % 3)};"
        f"{f'Service {n % 300}' * bool(n % 7)};{n // 20:06d}"
        for n in range(1, 6_001)
    ]
    path.write_text("matricule;nom;prénom;mail;service;manager\n" + "\n".join(lines), "utf-8")
    read = read_import(ImportRequest(path, "people"))
    assert store.write(apply_import, read).value == ImportResult(
        "people", 6_000, 0, 0, 0, undoable=False
    )
    assert store.read(preview_import, read).summary.unchanged == 6_000
    bare = next(person for person in all_of(store, Person) if person.code == "006000")
    assert (bare.email, bare.department_id is not None, bare.skills) == ("", True, [])


def test_both_engines_import_alike(any_store, tmp_path: Path):
    path = tmp_path / "p.csv"
    path.write_text(STAFF, "utf-8")
    read = read_import(ImportRequest(path, "people"))
    assert any_store.write(apply_import, read).value.added == 3
    assert any_store.write(apply_import, read).value.unchanged == 3


def test_the_ministrys_school_calendar_ends_on_the_eve_of_the_return(store: Store, bring: Bring):
    text = (
        "Description;Population;Date de début;Date de fin;Académies;Zones;annee_scolaire\n"
        "Vacances de la Toussaint;-;2026-10-16T22:00:00+00:00;2026-11-01T23:00:00+00:00;"
        "Lyon;Zone A;2026-2027\n"
        "Vacances de la Toussaint;-;2026-10-16T22:00:00+00:00;2026-11-01T23:00:00+00:00;"
        "Dijon;Zone A;2026-2027\n"
        "Rentrée;Enseignants;2026-08-30T22:00:00+00:00;2026-08-30T22:00:00+00:00;"
        "Lyon;Zone A;2026-2027\n"
    )
    preview = bring("holidays", text)
    assert preview.held == ()
    periods = [(p.zone, p.start, p.end, p.name) for p in all_of(store, SchoolHoliday)]
    assert periods == [("A", date(2026, 10, 17), date(2026, 11, 1), "Vacances de la Toussaint")]
    assert counts(bring("holidays", text))[:2] == (0, 0)


def test_a_staff_list_of_another_office_comes_in_as_it_is(store: Store, bring: Bring):
    preview = bring(
        "people",
        "Extraction RH du 01/11/2026;;;;;;\n;;;;;;\n"
        "N° agent;Nom et prénom;Adresse e-mail;Direction;Type de contrat;Date d'embauche;N+1\n"
        "00012;DE LA TOUR Jean-Marc;jm.delatour@exemple.fr;DSI;Temps complet;01/09/19;\n"
        "00013;Mme LE GOFF Anaïs;anais.legoff@exemple.fr;DSI;Forfait jours;15/01/2021;00012\n",
    )
    assert counts(preview) == (2, 0, 0, 0)
    people = {person.code: person for person in all_of(store, Person)}
    assert (people["00012"].last_name, people["00012"].first_name) == ("DE LA TOUR", "Jean-Marc")
    assert people["00012"].join_date == date(2019, 9, 1)
    assert people["00013"].contract == "days_contract"
    assert people["00013"].manager_id == people["00012"].id
    assert preview.rows[0].line == 4
