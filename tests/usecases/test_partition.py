"""Two campaigns never mix: what is read of one is the same whether the other exists or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, false, or_, select, text
from sqlalchemy.orm import Session

from db.base import Base
from db.session import Store, open_store
from desktop.usecases import (
    agreements,
    board,
    irritants,
    mirror,
    overview,
    planning,
    printed_plans,
    printing,
    publications,
    publishing,
    report_list,
    service_chain,
    similar_irritants,
    spread,
    stay_money,
    stays,
    today,
    verbatims,
)
from desktop.usecases.demonstration import build_demonstration
from desktop.usecases.exporting import EXPORTS, export_sheet

DAY = date(2026, 11, 18)
NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)
KEPT, OTHER = "EDITION-1", "EDITION-2"
SHARED = {"people", "departments", "sites", "absences", "occupancy", "holidays"}

Reading = Callable[[Session, int], Any]
READINGS: dict[str, Reading] = {
    "assignments": planning.list_assignments,
    "slots to plan": lambda s, c: planning.load_problem(s, c).slots,
    "check": planning.check_campaign,
    "board": lambda s, c: board.get_board(s, c, DAY - timedelta(days=400), DAY),
    "publications": publishing.list_publications,
    "printed": publications.list_publications,
    "presences": publishing.presences,
    "agreements": lambda s, c: agreements.list_agreements(s, c, NOW),
    "reports": report_list.list_reports,
    "occasions": lambda s, c: report_list.list_occasions(s, c, NOW),
    "irritants": lambda s, c: irritants.list_irritants(s, c, today=DAY),
    "totals": lambda s, c: irritants.get_totals(s, c, today=DAY),
    "proposals": similar_irritants.list_proposals,
    "similar": lambda s, c: similar_irritants.list_similar(s, c, "attendre au comptoir", 50),
    "mirror": mirror.list_mirror,
    "mirror by department": lambda s, c: mirror.list_mirror(s, c, by_department=True),
    "spread": lambda s, c: spread.get_spread(s, c, "hotel.check_in"),
    "chain": lambda s, c: service_chain.get_chain(s, c, today=DAY),
    "verbatims": lambda s, c: verbatims.list_verbatims(s, c, limit=10_000),
    "verbatim totals": verbatims.get_totals,
    "stays": lambda s, c: stays.list_stays(s, c, NOW),
    "payroll": stay_money.list_payroll,
    "weeks": printed_plans.list_weeks_to_print,
    "participants": publications.list_participants,
    "overview": lambda s, c: overview.get_overview(s, c, language="fr", today=DAY),
    "today": lambda s, c: today.get_today(s, c, NOW),
    "documents": lambda s, c: printing.gather(
        s, c, printing.EVERYTHING, printing.Look("fr"), today=DAY
    ),
}


@pytest.fixture(scope="module")
def companies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    """One file with both campaigns, and the same without the later one."""
    folder: Path = tmp_path_factory.mktemp("companies")
    with (
        open_store(folder / "both.db", create=True) as both,
        open_store(folder / "alone.db", create=True) as alone,
    ):
        both.write(build_demonstration, "S", 1, DAY)
        alone.write(build_demonstration, "S", 1, DAY)
        alone.read(_forget)
        yield both, alone


def _forget(session: Session) -> None:
    """Remove the other campaign with all that hangs on it, table after table."""
    session.execute(text("PRAGMA defer_foreign_keys = ON"))
    session.execute(text("DELETE FROM campaign WHERE code = :code"), {"code": OTHER})
    while sum(map(partial(_remove_orphans, session), Base.metadata.sorted_tables)):
        pass
    session.commit()


def _remove_orphans(session: Session, table: Table) -> int:
    gone = [
        column.is_not(None) & column.not_in(select(key.column))
        for column in table.columns
        for key in column.foreign_keys
    ]
    return session.execute(table.delete().where(or_(false(), *gone))).rowcount


@pytest.mark.parametrize("name", READINGS)
def test_what_is_read_of_a_campaign_does_not_depend_on_another(
    companies: tuple[Store, Store], name: str
):
    both, alone = companies
    key = both.read(publications.campaign_key, KEPT)
    assert key == alone.read(publications.campaign_key, KEPT)
    assert repr(both.read(READINGS[name], key)) == repr(alone.read(READINGS[name], key))


@pytest.mark.parametrize("kind", sorted(set(EXPORTS) - SHARED))
def test_an_export_of_a_campaign_holds_nothing_of_another(
    companies: tuple[Store, Store], kind: str
):
    both, alone = companies
    rows = both.read(export_sheet, kind, KEPT).rows
    assert rows == alone.read(export_sheet, kind, KEPT).rows == alone.read(export_sheet, kind).rows
    assert both.read(export_sheet, kind, OTHER).rows
