from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pikepdf
import pytest

from desktop.core.documents import batch
from desktop.core.documents.agreement import AgreementSheet, Party, Presence, make_agreement
from desktop.core.documents.overview import (
    CoverageLine,
    LinkLine,
    Overview,
    TopIrritant,
    make_overview,
)
from desktop.core.documents.person_sheet import PersonDay, PersonSheet, make_person_sheet
from desktop.core.documents.summary import MomentShare, Withheld
from desktop.core.documents.week_plan import Visit, WeekLine, WeekPlan, make_week_plan
from desktop.core.errors import Cancelled, UserError
from desktop.core.monitor import Monitor
from desktop.core.vocabulary import ActivityKind, Mode, Moment
from tests.core.documents.reading import page_texts, problems, structure
from tests.core.documents.summaries import rich

DAY = date(2026, 11, 22)
MONDAY = date(2026, 11, 30)


def _agreement(**values: object) -> AgreementSheet:
    sheet = AgreementSheet(
        "VMV-0042",
        "Automne 2026",
        Party("Anne Roux", "Comptable", "Comptabilité", "Littoral SA"),
        Party("Karim Benali", "Chef de réception", "Réception", "Littoral SA"),
        "Hôtel de La Rochelle",
        "12 quai Duperré, 17000 La Rochelle",
        (
            Presence(date(2026, 12, 1), time(7), time(15), 45),
            Presence(date(2026, 12, 2), time(22), time(6), 30),
        ),
        DAY,
    )
    return replace(sheet, **values)  # type: ignore[arg-type]


def _week(count: int = 3) -> WeekPlan:
    visits = tuple(
        Visit(
            MONDAY + timedelta(days=number % 6),
            time(8),
            time(16),
            f"Visiteur {number}",
            "Comptabilité",
            "Karim Benali",
            "Réceptionniste",
            Mode.ASSISTED,
        )
        for number in range(count)
    )
    return WeekPlan(
        "Hôtel de Lyon",
        "Automne 2026",
        MONDAY,
        DAY,
        (WeekLine("Réception", visits, ((MONDAY, 2),)),),
        ((MONDAY + timedelta(days=6), "fermé"),),
    )


def _sheet() -> PersonSheet:
    day = PersonDay(
        date(2026, 12, 1),
        time(7),
        time(15),
        ActivityKind.IMMERSION,
        "Hôtel de Lyon",
        department="Réception",
        host="Karim Benali",
        mode=Mode.ASSISTED,
        question="Que demande-t-on deux fois ?",
    )
    return PersonSheet("Anne Roux", "Automne 2026", DAY, (day,), (date(2026, 12, 3),))


def _overview() -> Overview:
    return Overview(
        "Automne 2026",
        date(2026, 9, 1),
        date(2026, 11, 1),
        DAY,
        reports=42,
        irritants=2,
        hours=1234.0,
        moments=(MomentShare(Moment.PAIN, ("Accueil",)),),
        links=(LinkLine("Informatique", 6, 900.0, 0, 4),),
        hours_to_front=30.0,
        hours_to_back=20.0,
        coverage=(CoverageLine("Réception", 12, 0, 0.5), CoverageLine("Paie", 2, 3)),
        top=(
            TopIrritant("I-1", "Un", Moment.PAIN, 4, 900.0, "Réception", "Informatique", ""),
            TopIrritant("I-2", "Deux", None, 2, 334.0, "Caisses", "", "Zoé Masson"),
        ),
        withheld=(Withheld("Parts d'effectif", "moins de 5 personnes", 3),),
    )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_document_passes_the_validators_in_both_languages(language: str):
    assert problems(make_agreement(_agreement(language=language)).data) == []
    assert problems(make_week_plan(replace(_week(), language=language)).data) == []
    assert problems(make_person_sheet(replace(_sheet(), language=language)).data) == []
    assert problems(make_overview(replace(_overview(), language=language)).data) == []


def test_an_agreement_adds_up_the_hours_past_midnight_too():
    text = " ".join(page_texts(make_agreement(_agreement()).data))
    assert "Nombre d’heures 14,75" in text
    assert Presence(DAY, time(22), time(6), 30).minutes == 450


def test_two_employers_bring_the_sentences_of_the_law():
    same = structure(make_agreement(_agreement()).data).whole
    host = Party("Karim Benali", "Chef de réception", "Réception", "Exploitation SAS")
    other = structure(make_agreement(_agreement(tutor=host)).data).whole
    assert "L8241-2" not in same
    assert "Convention de mise à disposition et avenant" in other
    for words in (
        "avec l’accord exprès du salarié",
        "L’opération est sans but lucratif : Littoral SA peut refacturer",
        "vaut avenant au contrat de travail",
        "ni sanction, ni licenciement, ni discrimination",
        "le salarié retrouve son poste",
    ):
        assert words in other, words


def test_a_full_week_is_printed_on_a_larger_sheet_and_lying_down():
    small, large = make_week_plan(_week(3)).data, make_week_plan(_week(70)).data
    sizes = []
    for data in (small, large):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            sizes.append([round(float(side)) for side in pdf.pages[0].MediaBox][2:])
    assert sizes == [[842, 595], [1191, 842]]
    told = structure(large).whole
    assert all(f"Visiteur {number}" in told for number in range(70))


def test_a_week_says_its_closed_days_and_open_seats():
    text = structure(make_week_plan(_week()).data).whole
    assert "dim. 6 déc. – fermé" in text
    assert "2 places à pourvoir" in text


def test_a_personal_sheet_says_the_days_of_rest():
    text = structure(make_person_sheet(_sheet()).data).whole
    assert "Ces jours restent libres : jeudi 3 décembre." in text
    assert "Vous êtes accueilli par : Karim Benali" in text


def test_an_overview_hides_the_shares_of_small_departments():
    tree = structure(make_overview(_overview()).data)
    rows = [each.whole for each in tree.walk() if each.tag == "TR"]
    assert any(
        row.startswith("Paie 2 3 effectif insuffisant") or "Paie23effectif" in row.replace(" ", "")
        for row in rows
    )
    figures = [each.alt for each in tree.walk() if each.tag == "Figure"]
    assert any("60" in alt and "40" in alt for alt in figures)


def test_a_batch_names_each_file_once_and_lists_what_it_withheld(tmp_path: Path):
    twin = replace(rich(), department="Reception")
    jobs = [batch.summary_job(rich()), batch.summary_job(twin), batch.week_job(_week())]
    written = batch.write_batch(jobs, tmp_path, Monitor())
    assert [each.path.name for each in written] == [
        "synthese-reception.pdf",
        "synthese-reception-2.pdf",
        "semaine-hotel-de-lyon-2026-11-30.pdf",
    ]
    assert [each.suppressed for each in written] == [5, 5, 0]
    setting = batch.index_setting("Automne", "fr")
    pdf, csv = batch.write_index(written, tmp_path, setting, "Automne", DAY)
    assert problems(pdf.read_bytes()) == []
    assert csv.read_text(encoding="utf-8-sig").count("moins de 8 personnes") == 2


def test_a_batch_stops_between_two_documents_when_asked(tmp_path: Path):
    monitor = Monitor()
    monitor.cancel()
    with pytest.raises(Cancelled):
        batch.write_batch([batch.summary_job(rich())], tmp_path, monitor)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_said_in_one_sentence(tmp_path: Path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(UserError, match="ne peut pas être créé"):
        batch.make_folder(tmp_path / "file" / "sub")


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("Synthèse", "Accueil / Étages"), "synthese-accueil-etages.pdf"),
        (("../../etc",), "etc.pdf"),
        (("",), "document.pdf"),
        (("سارة",), "document.pdf"),
        (("x" * 300,), "x" * 80 + ".pdf"),
    ],
)
def test_a_file_name_is_safe_whatever_the_title(parts: tuple[str, ...], name: str):
    assert batch.file_name(*parts) == name
