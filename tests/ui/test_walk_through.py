"""From an empty file to a published plan and mailed invitations, in the real window.

Mouse and keyboard on a virtual screen; file choosers answer at once, and the messages leave
through a real SMTP server on loopback.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import TypeVar

import pytest
from aiosmtpd.controller import Controller
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import Application
from desktop.desk import Desk
from desktop.settings import Mail
from desktop.ui.home.campaign_sheet import CampaignForm
from desktop.ui.importing import ImportPage
from desktop.ui.main_window import MainWindow
from desktop.ui.planning import PlanningPage
from desktop.ui.planning.mail import MailDialog
from desktop.ui.planning.proposal import ProposalDialog
from desktop.ui.planning.publication import PublicationDialog
from desktop.ui.window.go_to import GoTo
from tests.core.publishing.test_sending import Mailbox

Widget = TypeVar("Widget", bound=QWidget)
PATIENCE_MS = 60_000

SITES = "code;nom;type;ville\nSIE;Siège;head_office;Lyon\nLYO;Hôtel des Quais;hotel;Lyon\n"
PEOPLE = (
    "matricule;nom;prénom;mail;service;site;horaires\n"
    "001;Roux;Anne;anne.roux@exemple.fr;Paie;SIE;{week}\n"
    "002;Petit;Luc;luc.petit@exemple.fr;Paie;SIE;{week}\n"
    "003;Blé;Zoé;zoe.ble@exemple.fr;Réception;LYO;{week}\n"
)
WEEK = "mon 09:00-12:30 13:30-17:00, tue 09:00-12:30 13:30-17:00"


@pytest.fixture
def window(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    monkeypatch.setattr("desktop.app.Desk", lambda: Desk(inline=True))
    application = Application(qapp)
    qtbot.addWidget(application.window)
    failures: list[BaseException] = []
    application.desk.failed.connect(failures.append)
    application.start(None)
    with qtbot.waitExposed(application.window):
        application.window.show()
    yield application.window
    application.close()
    assert failures == []


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, port
    controller.stop()


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.waitUntil(lambda: widget.isVisible() and widget.isEnabled(), timeout=PATIENCE_MS)
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def dialog_of(qtbot: QtBot, kind: type[Widget]) -> Widget:
    """The dialog of a kind that is open now."""

    def found() -> Widget | None:
        shown = [one for one in QApplication.allWidgets() if isinstance(one, kind)]
        return next((one for one in shown if one.isVisible()), None)

    qtbot.waitUntil(lambda: found() is not None, timeout=PATIENCE_MS)
    dialog = found()
    assert dialog is not None
    return dialog


def go_to(qtbot: QtBot, window: MainWindow, words: str) -> None:
    """Ctrl+K, a few letters, Enter."""
    window._go_to()
    box = dialog_of(qtbot, GoTo)
    qtbot.keyClicks(box.field, words)
    qtbot.keyClick(box.field, Qt.Key.Key_Return)


def slots_file(folder: Path, first: date) -> Path:
    monday = first + timedelta(days=7 - first.weekday())
    lines = ["code;site;service;jour;début;fin;places;direction"]
    for number in range(3):
        day = monday + timedelta(days=21 + number)
        lines.append(f"L{number};LYO;Réception;{day.isoformat()};09:00;16:30;1;to_front")
    path = folder / "creneaux.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def bring_in(qtbot: QtBot, page: ImportPage, path: Path, kind: str) -> None:
    page.take([path])
    qtbot.waitUntil(lambda: page._preview is not None, timeout=PATIENCE_MS)
    if page.kind.currentData() != kind:
        page.kind.setCurrentIndex(page.kind.findData(kind))
        page.kind.activated.emit(page.kind.currentIndex())
        qtbot.waitUntil(lambda: page._preview is not None, timeout=PATIENCE_MS)
    click(qtbot, page.apply)
    qtbot.waitUntil(lambda: "Fait" in page.done.text(), timeout=PATIENCE_MS)


def test_from_an_empty_file_to_a_published_plan_and_mailed_invitations(
    qtbot: QtBot,
    window: MainWindow,
    mailbox: tuple[Mailbox, int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    box, port = mailbox
    today = date.today()  # noqa: DTZ011 -- the window lives in the present
    answer: Callable[..., tuple[str, str]] = lambda *_a: (str(tmp_path / "societe.db"), "")  # noqa: E731 -- what the chooser says
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(tmp_path / "envois"))
    window._context.change_settings(
        mail=Mail("127.0.0.1", port, "none", "", "rh@exemple.fr"), company="Exemple SA"
    )
    # a new file
    qtbot.mouseClick(window.welcome._buttons[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.page is not None, timeout=PATIENCE_MS)
    # sites and people
    go_to(qtbot, window, "import")
    page = window.page
    assert isinstance(page, ImportPage)
    for name, text, kind in (("sites", SITES, "sites"), ("agents", PEOPLE, "people")):
        path = tmp_path / f"{name}.csv"
        path.write_text(text.replace("{week}", WEEK), "utf-8")
        bring_in(qtbot, page, path, kind)
    # a campaign
    window.show_page("campaigns", "new")
    form = dialog_of(qtbot, CampaignForm)
    qtbot.keyClicks(form.code, "A1")
    qtbot.keyClicks(form.name, "Automne")
    last = today + timedelta(days=90)
    form.start.setDate(QDate(today.year, today.month, today.day))
    form.end.setDate(QDate(last.year, last.month, last.day))
    click(qtbot, form.save)
    qtbot.waitUntil(lambda: window._context.campaign is not None, timeout=PATIENCE_MS)
    # its slots
    go_to(qtbot, window, "import")
    bring_in(qtbot, page, slots_file(tmp_path, today), "slots")
    # a plan, proposed and taken
    go_to(qtbot, window, "planning")
    planning = window.page
    assert isinstance(planning, PlanningPage)
    planning.doors.propose()
    proposal = dialog_of(qtbot, ProposalDialog)
    click(qtbot, proposal.start)
    click(qtbot, proposal.take)
    rows = planning._problem.standing if planning._problem else ()
    assert len(rows) == 2
    # published, looked at, sent
    planning.doors.publish()
    publication = dialog_of(qtbot, PublicationDialog)
    click(qtbot, publication.publish)
    click(qtbot, publication.mail)
    mail = dialog_of(qtbot, MailDialog)
    assert "Bonjour" in mail.preview.toPlainText()
    click(qtbot, mail.send)
    qtbot.waitUntil(lambda: len(box.received) == 2, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: all(one.sent for one in mail.table.model.rows), timeout=PATIENCE_MS)
    letters = [message_from_bytes(one, policy=default) for one in box.received]
    assert {str(one["To"]).split("<")[1] for one in letters} == {
        "anne.roux@exemple.fr>",
        "luc.petit@exemple.fr>",
    }
    kinds = [part.get_content_type() for part in letters[0].walk()]
    assert "text/calendar" in kinds
    assert "application/pdf" in kinds
    # a second sending sends nothing twice
    assert not mail.send.isEnabled()
    mail.reject()
    assert "Réponses (2)" in [planning.tabs.tabText(n) for n in range(planning.tabs.count())]
