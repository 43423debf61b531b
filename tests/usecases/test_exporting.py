"""Lists written to files, and read back as the same data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.core.errors import UserError
from desktop.usecases.exporting import EXPORTS, export_sheet, export_table
from desktop.usecases.importing import ImportRequest, apply_import, preview_import, read_import
from desktop.usecases.people import PersonCard, save_person
from desktop.usecases.sites import DepartmentCard, SiteCard, save_department, save_site

if TYPE_CHECKING:
    from db.session import Store


@pytest.fixture
def company(store: Store) -> Store:
    boss = store.write(
        save_person, PersonCard(code="001", last_name="=cmd|x", email="a@b.fr")
    ).value
    parent = store.write(save_department, DepartmentCard(code="DG", name="Direction")).value
    accueil = DepartmentCard(code="ACC", name="Accueil", parent_id=parent, client_distance=0)
    department = store.write(save_department, accueil).value
    lyon = SiteCard(code="LYO", name="Lyon", postcode="01000", school_zone="A", rooms=8)
    site = store.write(save_site, lyon).value
    store.write(
        save_person,
        PersonCard(
            code="0002",
            last_name="Petit",
            first_name="Luc",
            department_id=department,
            site_id=site,
            manager_id=boss,
            skills=("caisse", "anglais"),
            weekly_schedule="mon 09:00-12:00, tue 09:00-12:00",
        ),
    )
    return store


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("kind", ["people", "departments", "sites"])
def test_what_is_exported_comes_back_unchanged(
    company: Store, tmp_path: Path, kind: str, suffix: str
):
    path = tmp_path / f"{kind}{suffix}"
    rows = company.read(export_table, kind, path)
    preview = company.read(preview_import, read_import(ImportRequest(path, kind)))
    assert preview.held == ()
    assert (preview.summary.unchanged, preview.summary.changed, preview.summary.added) == (
        rows, 0, 0,
    )  # fmt: skip


def test_an_export_fills_an_empty_file_of_data(company: Store, tmp_path: Path):
    from db.session import open_store

    with open_store(tmp_path / "other.db", create=True) as other:
        for kind in ("departments", "sites", "people"):
            path = tmp_path / f"{kind}.csv"
            company.read(export_table, kind, path)
            other.write(apply_import, read_import(ImportRequest(path, kind)))
        for kind in ("departments", "sites", "people"):
            assert other.read(export_sheet, kind) == company.read(export_sheet, kind)


@pytest.mark.parametrize("kind", EXPORTS)
def test_every_kind_can_be_exported_even_empty(store: Store, kind: str):
    sheet = store.read(export_sheet, kind)
    assert sheet.rows == ()
    assert len(set(sheet.headings)) == len(sheet.headings)


def test_an_unknown_kind_or_campaign_is_told(store: Store):
    with pytest.raises(UserError, match="chaussures"):
        store.read(export_sheet, "chaussures")
    with pytest.raises(UserError, match="1999"):
        store.read(export_sheet, "slots", "1999")
