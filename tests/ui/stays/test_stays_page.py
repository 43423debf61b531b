"""The page of mystery stays: the map tells by words what it shows, and steps follow the table."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.models import Stay
from db.session import Store, open_store
from desktop.core import i18n
from desktop.core.i18n import date_text
from desktop.core.stays.readers import Reader
from desktop.core.stays.terms import Terms
from desktop.core.vocabulary import StayStatus
from desktop.desk import Desk
from desktop.jobs import Jobs
from desktop.ui.context import CampaignChoice, Context
from desktop.ui.stays import StaysPage
from desktop.ui.stays.dialogs import CandidatesDialog, PriceDialog
from desktop.ui.stays.eyes_dialog import EyesDialog, seen_in
from desktop.ui.stays.night_cells import NAMES, Legend
from desktop.ui.stays.paper_dialogs import SignDialog
from desktop.ui.stays.rule_dialogs import TermsDialog
from desktop.usecases.demonstration import build_demonstration
from desktop.usecases.stay_papers import sign_terms


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small company, told once around the real day: the window looks from there on."""
    path = tmp_path_factory.mktemp("stays") / "company.db"
    with open_store(path, create=True) as made:
        made.write(build_demonstration, "S", 1, date.today())  # noqa: DTZ011 -- as the page does
    return path


@pytest.fixture
def store(company: Path, tmp_path: Path) -> Iterator[Store]:
    with open_store(shutil.copy(company, tmp_path / "company.db")) as opened:
        yield opened


@pytest.fixture
def page(desk: Desk, jobs: Jobs, context: Context, qtbot: object) -> StaysPage:
    context.choose_campaign(CampaignChoice(2, "A", "Automne"))
    shown = StaysPage(desk, jobs, context)
    qtbot.addWidget(shown)  # type: ignore[attr-defined] # pytest-qt
    shown.resize(1100, 760)
    shown.show()
    return shown


def _steps(page: StaysPage) -> list[str]:
    QTest.qWait(1)  # a layout shows its new buttons at the next turn of the event loop
    buttons = page.stays.panel.findChildren(QPushButton)
    return [button.text() for button in buttons if not button.isHidden()]


def test_without_a_campaign_the_page_says_what_to_do(
    desk: Desk, jobs: Jobs, context: Context, qtbot: object
) -> None:
    empty = StaysPage(desk, jobs, context)
    qtbot.addWidget(empty)  # type: ignore[attr-defined] # pytest-qt
    empty.show()
    assert not empty.tabs.isVisible()


def test_the_map_shows_every_hotel_and_the_keyboard_reads_each_night(page: StaysPage) -> None:
    table = page.nights
    assert (table.model.rowCount(), table.model.columnCount()) == (2, 84)
    table.map.setFocus()
    table.map.setCurrentIndex(table.model.index(0, 0))
    QTest.keyClick(table.map, Qt.Key.Key_Right)
    verdict = table.model.verdict(table.map.currentIndex())
    assert table.map.currentIndex().column() == 1
    assert table.why.text() == verdict.reason
    spoken = table.map.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert table.model.hotels[0].name in spoken
    assert verdict.reason in spoken


def test_only_an_open_night_can_be_offered(page: StaysPage) -> None:
    tab = page.nights
    nights = tab.model.hotels[0].verdicts
    for column, verdict in enumerate(nights):
        tab.map.setCurrentIndex(tab.model.index(0, column))
        assert tab.offer.isEnabled() is verdict.is_open
    assert any(verdict.is_open for verdict in nights)


def test_offering_a_night_adds_a_stay_under_an_alias(page: StaysPage) -> None:
    before = len(page.stays.table.model.rows)
    nights = page.nights.model.hotels[0].verdicts
    column = next(n for n, verdict in enumerate(nights) if verdict.is_open)
    page.nights.map.setCurrentIndex(page.nights.model.index(0, column))
    page.nights.length.setValue(1)
    page.nights.offer.click()
    page.reload()
    assert len(page.stays.table.model.rows) == before + 1


def test_the_table_tells_the_same_nights_as_the_map(page: StaysPage) -> None:
    page.nights.as_table.setChecked(True)
    rows = page.nights.table.model.rows
    assert len(rows) == 2 * 84
    assert page.nights.views.currentWidget() is page.nights.table
    assert [row[1] for row in rows[:84]] == list(page.nights.model.hotels[0].verdicts)


def test_trying_a_threshold_writes_nothing_until_it_is_kept(page: StaysPage) -> None:
    tab = page.nights
    tab.map.setCurrentIndex(tab.model.index(0, 3))
    kept = round(tab.model.hotels[0].policy.threshold * 100)
    assert not tab.keep.isEnabled()
    tab.threshold.setValue(100)
    assert tab.effect.text()
    assert tab.keep.isEnabled()
    page.reload()
    assert round(tab.model.hotels[0].policy.threshold * 100) == kept
    tab.keep.click()
    page.reload()
    assert tab.model.hotels[0].policy.threshold == 1.0


@pytest.mark.parametrize(
    ("status", "first"),
    [
        (StayStatus.GRANTED, "Confirmer"),
        (StayStatus.CONFIRMED, "A séjourné"),
        (StayStatus.IN_REVIEW, "Demander une correction"),
        (StayStatus.ACCEPTED, "Régler"),
    ],
)
def test_the_panel_offers_the_steps_of_the_state(
    page: StaysPage, status: StayStatus, first: str
) -> None:
    page.tabs.setCurrentIndex(1)
    assert page.stays.table.select_where(lambda row: row.status is status)
    assert _steps(page)[0] == first


def test_nothing_can_be_done_with_a_stay_that_is_over(page: StaysPage) -> None:
    page.tabs.setCurrentIndex(1)
    assert page.stays.table.select_where(lambda row: row.status is StayStatus.ACCEPTED)
    assert _steps(page)
    for status in (StayStatus.SETTLED, StayStatus.NO_SHOW, StayStatus.FORFEITED):
        if page.stays.table.select_where(lambda row, wanted=status: row.status is wanted):
            allowed = {"Reconnu par le personnel", "Dates, pièces, tirage…"}
            assert set(_steps(page)) <= allowed


def test_no_name_of_a_guest_is_on_the_page(page: StaysPage, store: Store) -> None:
    from sqlalchemy import select

    from db.models import Person, Stay

    def guests(session: object) -> list[str]:
        query = select(Person.last_name).join(Stay, Stay.person_id == Person.id)
        return list(session.scalars(query))  # type: ignore[attr-defined] # a session

    names = set(store.read(guests))
    table = page.stays.table.model
    cells = {cell for row in range(table.rowCount()) for cell in table.texts(row)}
    assert names
    assert not {name for name in names for cell in cells if name in cell.split()}


def test_candidates_come_with_their_reasons_and_only_the_able_can_be_granted(
    page: StaysPage,
) -> None:
    page.tabs.setCurrentIndex(1)
    page.stays.table.select_where(lambda row: row.status is StayStatus.REQUESTED)
    page.stays._choose_guest()
    dialog = page.stays.findChild(CandidatesDialog)
    assert dialog is not None
    rows = dialog.table.model.rows
    assert len(rows) == 60
    assert rows[0].objections == ()
    assert rows[-1].objections
    assert dialog.table.select_where(lambda row: bool(row.objections))
    assert not dialog.grant.isEnabled()
    assert dialog.table.select_where(lambda row: not row.objections)
    assert dialog.grant.isEnabled()
    dialog.reject()


def test_the_price_says_what_payroll_would_declare(page: StaysPage) -> None:
    page.stays.table.view.selectRow(0)
    row = page.stays.table.current()
    assert row is not None
    dialog = PriceDialog(row, page)
    assert not dialog.keep.isEnabled()
    dialog.price.setValue(100)
    dialog.rebate.setValue(30)
    assert "0,00" in dialog.declared.text()
    dialog.rebate.setValue(30.01)
    assert "30,01" in dialog.declared.text()
    dialog.rebate.setValue(100.01)
    assert not dialog.keep.isEnabled()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_legend_names_every_mark_it_draws(qtbot: object, language: str) -> None:
    i18n.set_language(language)
    legend = Legend()
    qtbot.addWidget(legend)  # type: ignore[attr-defined] # pytest-qt
    assert len(legend.accessibleDescription().split(", ")) == len(Legend.shown())
    assert set(Legend.shown()) <= set(NAMES)
    assert not legend.grab().isNull()


def test_a_participants_page_shows_what_is_theirs_and_hides_dates_before_the_signature(
    page: StaysPage, store: Store, qtbot: QtBot
) -> None:
    with store.engine.connect() as connection:
        query = select(Stay.person_id, Stay.arrival).where(Stay.status == StayStatus.GRANTED)
        person, arrival = connection.execute(query).first()
    tab = page.guest
    page.tabs.setCurrentWidget(tab)
    qtbot.waitUntil(lambda: tab.who.findData(person) >= 0)
    tab.who.setCurrentIndex(tab.who.findData(person))
    qtbot.waitUntil(lambda: "Lire et signer…" in _words(tab, QPushButton))
    shown = " ".join(_words(tab, QLabel))
    assert "Mon séjour" in shown
    assert date_text(arrival, "full") not in shown
    page.desk.do(sign_terms, _stay_of(store, person), arrival)
    qtbot.waitUntil(lambda: date_text(arrival, "full") in " ".join(_words(tab, QLabel)))


def _words(widget: QWidget, kind: type) -> list[str]:
    return [one.text() for one in widget.findChildren(kind)]


def _stay_of(store: Store, person: int) -> int:
    with store.engine.connect() as connection:
        query = select(Stay.id).where(Stay.status == StayStatus.GRANTED, Stay.person_id == person)
        return connection.execute(query).scalar_one()


def test_the_dialogs_give_what_was_asked(qtbot: QtBot) -> None:
    given: list[object] = []
    terms = TermsDialog(Terms(cap=Decimal("80.50")))
    qtbot.addWidget(terms)
    terms.given.connect(given.append)
    terms.share.setValue(25)
    terms.public.setChecked(False)
    terms.keep.click()
    assert given == [
        Terms(share=Decimal("0.25"), cap=Decimal("80.50"), closed_on_public_holidays=False)
    ]
    signed = SignDialog("Client 1", Terms())
    qtbot.addWidget(signed)
    text = " ".join(_words(signed, QLabel))
    assert Terms().scenario_text in text
    assert Terms().commitments_text in text


def test_the_table_of_eyes_shows_a_site_nothing_but_released_results(qtbot: QtBot) -> None:
    dialog = EyesDialog()
    qtbot.addWidget(dialog)
    for status in StayStatus:
        seen = seen_in(Reader.SITE, status)
        released = status in {StayStatus.ACCEPTED, StayStatus.SETTLED}
        assert seen == ("le résultat, au mois près" if released else "rien")


def test_reminders_are_written_into_the_folder_chosen(
    page: StaysPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    folder = tmp_path / "mails"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))
    page.tabs.setCurrentWidget(page.stays)
    button = next(one for one in page.stays.findChildren(QPushButton) if one.text() == "Rappels…")
    button.click()
    qtbot.waitUntil(lambda: "préparé" in page.stays.budget.text())
    count = int(page.stays.budget.text().split()[0])
    assert len(list(folder.glob("*.eml"))) == count
