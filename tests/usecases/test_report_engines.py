"""The whole life of a report on both engines: the same words, the same rules."""

from __future__ import annotations

from desktop.core.observations.attachments import cleaned
from desktop.core.vocabulary import ObservationKind, ReportStatus
from desktop.usecases import reviewing
from desktop.usecases.questionnaires import list_questionnaires
from desktop.usecases.report_files import attach_file
from desktop.usecases.report_list import list_occasions, list_reports
from desktop.usecases.report_sending import submit_report
from desktop.usecases.report_writing import Told, open_report, save_observation
from desktop.usecases.reports import final_check, get_report
from tests.small_pdf import small_pdf

from .conftest import fill_in
from .report_world import NOW, make_world

BILL = cleaned("facture.pdf", small_pdf("Facture")).content


def test_a_report_lives_alike_on_both_engines(any_store):
    world = any_store.write(make_world).value
    assert len(any_store.read(list_occasions, world.campaign, NOW)) == 3
    report = any_store.write(open_report, stay_id=world.stay).value
    fill_in(any_store, report)
    any_store.write(attach_file, report, "receipt", "facture.pdf", BILL)
    told = Told(ObservationKind.FACT, "hotel.room", "Œuf à 3 €, 🙂, la chambre 12 sans eau chaude.")
    any_store.write(save_observation, report, told)
    assert any_store.read(final_check, report).ready
    any_store.write(submit_report, report)
    any_store.write(reviewing.accept_report, report)
    any_store.write(reviewing.release_report, report)
    (row,) = any_store.read(list_reports, world.campaign)
    assert (row.status, row.author, row.score) == (ReportStatus.RELEASED, "Hirondelle", row.score)
    sheet = any_store.read(get_report, report)
    assert [each.size for each in sheet.attachments] == [len(BILL)]
    assert any(each.text == told.text for each in sheet.observations)
    (used,) = [each for each in any_store.read(list_questionnaires) if each.used]
    assert used.code == "mystery_stay"
