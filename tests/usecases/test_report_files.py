from __future__ import annotations

import pytest

from desktop.core.errors import UserError
from desktop.core.observations.attachments import cleaned
from desktop.usecases.report_files import attach_file, attached_content, detach_file
from desktop.usecases.report_writing import open_report
from desktop.usecases.reports import get_report
from tests.small_pdf import small_pdf

BILL = cleaned("facture.pdf", small_pdf("Facture")).content


@pytest.fixture
def report(store, world):
    return store.write(open_report, stay_id=world.stay).value


def test_a_file_is_joined_seen_and_taken_back(store, report):
    key = store.write(attach_file, report, "receipt", "facture.pdf", BILL).value
    (row,) = store.read(get_report, report).attachments
    assert (row.name, row.size, row.item) == ("facture.pdf", len(BILL), "receipt")
    assert store.read(attached_content, key) == BILL
    assert "receipt" in store.read(get_report, report).content.attached
    store.write(detach_file, report, key)
    assert store.read(get_report, report).attachments == ()


def test_the_same_proof_does_not_serve_twice(store, world, report):
    store.write(attach_file, report, "receipt", "facture.pdf", BILL)
    other = store.write(open_report, assignment_id=world.assignment).value
    for each in (report, other):
        with pytest.raises(UserError):
            store.write(attach_file, each, "receipt", "autre.pdf", BILL)
