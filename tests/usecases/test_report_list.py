from __future__ import annotations

import pytest

from desktop.core.errors import UserError
from desktop.core.vocabulary import ReportStatus
from desktop.usecases.report_list import find_report, list_occasions, list_reports
from desktop.usecases.report_sending import submit_report
from desktop.usecases.report_writing import open_report
from desktop.usecases.reports import get_report

from .report_world import NOW


def test_every_day_that_is_over_waits_for_its_reports(store, world):
    found = store.read(list_occasions, world.campaign, NOW)
    assert [(each.author, each.site, each.as_host) for each in found] == [
        ("Anne Roux", "Lyon", False),
        ("Paul Noir", "Lyon", True),
        ("Hirondelle", "Nice", False),
    ]
    assert found[0].due.isoformat() == "2026-06-06T15:00:00+00:00"


def test_a_participant_sees_her_own_days_alone(store, world):
    found = store.read(list_occasions, world.campaign, NOW, author_id=world.host)
    assert [each.author for each in found] == ["Paul Noir"]


def test_a_day_whose_report_is_opened_waits_no_more(store, world):
    store.write(open_report, assignment_id=world.assignment)
    found = store.read(list_occasions, world.campaign, NOW)
    assert [each.author for each in found] == ["Paul Noir", "Hirondelle"]


def test_a_day_in_the_future_waits_for_nothing(store, world):
    early = NOW.replace(month=5)
    assert store.read(list_occasions, world.campaign, early) == ()


def test_reports_to_review_come_first(store, world, filled):
    other = store.write(open_report, stay_id=world.stay).value
    store.write(submit_report, filled)
    rows = store.read(list_reports, world.campaign)
    assert [(row.id, row.status) for row in rows] == [
        (filled, ReportStatus.IN_REVIEW),
        (other, ReportStatus.DRAFT),
    ]
    assert [
        row.id for row in store.read(list_reports, world.campaign, status=ReportStatus.DRAFT)
    ] == [other]


def test_a_report_is_found_by_number_or_by_the_beginning_of_its_identifier(store, filled):
    uid = store.read(get_report, filled).row.uid
    assert store.read(find_report, str(filled)) == filled
    assert store.read(find_report, uid[:8]) == filled
    with pytest.raises(UserError):
        store.read(find_report, "zzzzzzzz")


def test_each_half_is_read_by_the_other_after_both_are_sent(store, world, filled, fill):
    half = store.write(open_report, assignment_id=world.assignment, author_id=world.host).value
    fill(store, half)
    store.write(submit_report, filled)
    assert store.read(get_report, filled).other_half is None
    store.write(submit_report, half)
    assert store.read(get_report, filled).other_half.report_id == half
    assert store.read(get_report, half).other_half.report_id == filled
