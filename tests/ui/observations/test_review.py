from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog

from desktop.core.observations.report_states import Step
from desktop.core.vocabulary import ObservationKind, ReportStatus
from desktop.ui.observations.review import ReportReview
from desktop.usecases.report_sending import submit_report
from desktop.usecases.report_writing import Told, save_observation
from desktop.usecases.reports import get_report
from tests.usecases.conftest import fill_in

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def review(qtbot, desk, store, report):
    fill_in(store, report)
    told = Told(ObservationKind.FACT, "shop.queue", "La caissière Sophie a appelé deux fois.")
    store.write(save_observation, report, told)
    store.write(submit_report, report)
    view = ReportReview(desk)
    qtbot.addWidget(view)
    view.resize(1200, 800)
    view.show()
    view.open(report)
    return view


def status(store, report):
    return store.read(get_report, report).row.status


def test_a_report_is_accepted_in_one_click(qtbot, review, store, report):
    qtbot.mouseClick(review.buttons[Step.ACCEPT], LEFT)
    assert status(store, report) is ReportStatus.ACCEPTED
    assert set(review.buttons) == {Step.RELEASE, Step.REOPEN}


def test_a_warning_is_masked_in_the_text(review, store, report):
    (warning,) = store.read(get_report, report).warnings
    text = next(
        each for each in store.read(get_report, report).texts if each.field == warning.field
    )
    review._mask(text, warning)
    (told,) = [o for o in store.read(get_report, report).observations if not o.item]
    assert told.text == "La caissière […] a appelé deux fois."
    assert store.read(get_report, report).warnings == ()


def test_a_harmless_word_is_cleared(review, store, report):
    (warning,) = store.read(get_report, report).warnings
    review._clear(warning)
    assert store.read(get_report, report).warnings == ()


def test_a_revision_carries_the_comment_of_its_field(qtbot, review, store, report, monkeypatch):
    answers = iter(["À quelle heure ?"])
    monkeypatch.setattr(QInputDialog, "getMultiLineText", lambda *_args: (next(answers), True))
    text = store.read(get_report, report).texts[0]
    review._comment(text)
    qtbot.mouseClick(review.buttons[Step.ASK_REVISION], LEFT)
    sheet = store.read(get_report, report)
    assert sheet.row.status is ReportStatus.TO_REVISE
    assert [(each.field, each.text) for each in sheet.comments] == [
        (text.field, "À quelle heure ?")
    ]


def test_setting_aside_needs_a_reason(qtbot, review, store, report, monkeypatch):
    monkeypatch.setattr(QInputDialog, "getMultiLineText", lambda *_args: ("", True))
    qtbot.mouseClick(review.buttons[Step.SET_ASIDE], LEFT)
    assert status(store, report) is ReportStatus.IN_REVIEW
    monkeypatch.setattr(QInputDialog, "getMultiLineText", lambda *_args: ("Site fermé.", True))
    qtbot.mouseClick(review.buttons[Step.SET_ASIDE], LEFT)
    assert status(store, report) is ReportStatus.REJECTED
    monkeypatch.setattr(QInputDialog, "getMultiLineText", lambda *_args: ("Il ouvrait.", True))
    qtbot.mouseClick(review.buttons[Step.APPEAL], LEFT)
    assert status(store, report) is ReportStatus.IN_REVIEW
