"""The short documents: letters, cards, sheets, records, in both languages and on both papers."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from desktop.core.documents import field_papers, records
from desktop.core.documents.department import make_department
from desktop.core.documents.field_papers import Burden, Guidance, PayLine
from desktop.core.documents.leaflet import Leaflet, make_leaflet
from desktop.core.documents.logo import Logo, read_logo
from desktop.core.documents.overview import Overview, make_overview
from desktop.core.documents.person_sheet import PersonDay, PersonSheet, make_person_sheet
from desktop.core.documents.records import RecordFacts
from desktop.core.documents.summary import Paper, Practice
from desktop.core.documents.week_plan import WeekPlan, make_week_plan
from desktop.core.errors import UserError
from desktop.core.vocabulary import ActivityKind, IrritantStatus, Moment
from tests.core.documents.reading import page_texts, problems, structure
from tests.core.documents.summaries import rich

DAY = date(2026, 11, 22)
BLANK = Leaflet("", "", "Automne 2026", DAY, company="Littoral SA")
BURDEN = Burden(
    "I-001",
    "Le remboursement attend deux validations",
    "Réclamation",
    IrritantStatus.ASSIGNED,
    6,
    "Contrôle de gestion",
    "Déléguer 50 € à chacun",
    date(2026, 12, 15),
    1234.5,
    ("On s'excuse de s'excuser !",),
)
PRACTICE = Practice("Le carnet des habitués", "Accueil", ("Lyon",), ("Biarritz",))
VISIT = PersonDay(
    date(2026, 12, 1), time(7), time(15), ActivityKind.IMMERSION, "Lyon", role="Réception"
)
SHEET = PersonSheet("Anne Roux", "Automne 2026", DAY, (VISIT,))
GUIDANCE = Guidance("Écouter debout, à côté.", ("Offrir un café",), ("Une nuit suivante",))
FACTS = RecordFacts("Automne 2026", date(2026, 9, 1), date(2026, 12, 1), DAY, ("Lyon", "Biarritz"))
PAY = PayLine("000123", date(2026, 11, 1), "LIT", Decimal("39.30"), "remise")

PAPERS: dict[str, Callable[[Leaflet], Leaflet]] = {
    "card": lambda blank: field_papers.impasse_card(blank, "Départ", GUIDANCE, (BURDEN,)),
    "empty card": lambda blank: field_papers.impasse_card(blank, "Départ", Guidance(), ()),
    "touchpoint": lambda blank: field_papers.touchpoint_sheet(
        blank, "Départ", Moment.PAIN, (BURDEN,), (PRACTICE,)
    ),
    "untold touchpoint": lambda blank: field_papers.touchpoint_sheet(blank, "Départ", None, (), ()),
    "site": lambda blank: field_papers.site_report(blank, "Lyon", 4, 2, (BURDEN,), (PRACTICE,)),
    "certificate": lambda blank: field_papers.certificate(blank, SHEET, (VISIT,)),
    "invitation": lambda blank: field_papers.invitation(blank, SHEET),
    "payroll": lambda blank: field_papers.payroll_sheet(blank, (PAY, PAY)),
    "no payroll": lambda blank: field_papers.payroll_sheet(blank, ()),
    "register": lambda blank: records.processing_register(_facts(blank)),
    "note": lambda blank: records.staff_note(_facts(blank)),
    "consultation": lambda blank: records.consultation_sheet(_facts(blank)),
}


def _facts(blank: Leaflet) -> RecordFacts:
    return replace(FACTS, language=blank.language, paper=blank.paper, logo=blank.logo)


@pytest.fixture(scope="module")
def logo(tmp_path_factory: pytest.TempPathFactory) -> Logo:
    path = tmp_path_factory.mktemp("logo") / "logo.png"
    Image.new("RGBA", (300, 100), (200, 40, 40, 128)).save(path)
    return read_logo(path)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", PAPERS)
def test_every_short_document_passes_the_validators(name: str, language: str, logo: Logo):
    paper = Paper.LETTER if language == "en" else Paper.A4
    made = make_leaflet(PAPERS[name](replace(BLANK, language=language, paper=paper, logo=logo)))
    assert problems(made.data) == []
    tree = structure(made.data)
    assert next(each.tag for each in tree.walk() if each.tag[0] == "H") == "H1"


def test_the_same_data_give_the_same_bytes(logo: Logo):
    paper = PAPERS["site"](replace(BLANK, logo=logo))
    assert make_leaflet(paper).data == make_leaflet(paper).data


def test_a_card_says_attitude_gestures_offers_and_who_owes_the_mend():
    (text,) = page_texts(make_leaflet(PAPERS["card"](BLANK)).data)
    for words in (
        "Écouter debout, à côté.",
        "Offrir un café",
        "Une nuit suivante",
        "Contrôle de gestion : Déléguer 50 € à chacun, avant le 15 déc. 2026",
    ):
        assert words in text


def test_a_card_is_on_a5_and_a_certificate_lies_down():
    sizes = {}
    for name in ("card", "certificate", "site"):
        made = make_leaflet(PAPERS[name](replace(BLANK, paper=Paper.LETTER)))
        with pikepdf.open(io.BytesIO(made.data)) as pdf:
            sizes[name] = [round(float(side)) for side in pdf.pages[0].MediaBox][2:]
    assert sizes == {"card": [420, 595], "certificate": [792, 612], "site": [612, 792]}


def test_payroll_learns_nothing_but_person_month_entity_nature_and_value():
    tree = structure(make_leaflet(PAPERS["payroll"](BLANK)).data)
    heads = [each.whole for each in tree.walk() if each.tag == "TH" and each.scope == "Column"]
    assert heads == ["Matricule", "Mois", "Société", "Nature", "Valeur"]
    rows = [each.whole for each in tree.walk() if each.tag == "TR"]
    assert rows[-1].startswith("Total")
    assert "78,60" in rows[-1]


def test_a_note_says_the_number_announced_only_once_it_is_decided():
    text = structure(make_leaflet(PAPERS["note"](BLANK)).data).whole
    assert "à décider, et à écrire ici avant la première visite" in text
    told = records.staff_note(replace(FACTS, visits_per_site=8))
    assert "8 visites client-mystère au plus par site" in structure(make_leaflet(told).data).whole


# ------------------------------------------------------------------ logo, paper


def test_the_logo_stands_on_the_large_documents_too(logo: Logo):
    plan = WeekPlan("Lyon", "Automne", DAY, DAY, logo=logo, paper=Paper.LETTER)
    overview = Overview("Automne", DAY, DAY, DAY, logo=logo, paper=Paper.LETTER)
    for data in (
        make_department(replace(rich(), logo=logo, paper=Paper.LETTER)).data,
        make_overview(overview).data,
        make_week_plan(plan).data,
        make_person_sheet(replace(SHEET, logo=logo, paper=Paper.LETTER)).data,
    ):
        assert problems(data) == []
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert len(pdf.pages[0].get_images()) == 1
            assert sorted(round(float(each)) for each in pdf.pages[0].MediaBox) == [0, 0, 612, 792]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not an image",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\x89PNG\r\n\x1a\n" + b"x" * 50,
    ],
)
def test_a_logo_that_is_no_image_is_refused_in_one_sentence(tmp_path: Path, content: bytes):
    path = tmp_path / "logo.png"
    path.write_bytes(content)
    with pytest.raises(UserError, match="ce n’est pas une image PNG ou JPEG"):
        read_logo(path)
    with pytest.raises(UserError, match="inutilisable"):
        read_logo(tmp_path / "absent.png")


def test_a_huge_logo_is_made_small_and_its_transparency_white(tmp_path: Path):
    path = tmp_path / "logo.png"
    Image.new("RGBA", (3000, 1000), (0, 0, 0, 0)).save(path)
    found = read_logo(path)
    assert (found.width, found.height) == (600, 200)
    assert set(found.pixels) == {255}
