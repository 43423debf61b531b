from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop import paths, settings
from desktop.ui.context import Context
from desktop.ui.preferences import PreferencesPage


@pytest.fixture
def page(qtbot, desk, jobs):
    context = Context(settings_file=paths.settings_file())
    page = PreferencesPage(desk, jobs, context)
    qtbot.addWidget(page)
    page.show()
    return page


def kept() -> settings.Settings:
    return settings.load(paths.settings_file())


def test_what_is_typed_is_kept_at_once(page, qtbot):
    qtbot.keyClicks(page.company, "Maisons Belrive")
    qtbot.keyClick(page.company, Qt.Key.Key_Return)
    assert kept().company == "Maisons Belrive"


def test_a_colour_is_kept_only_when_it_is_one(page, qtbot):
    qtbot.keyClicks(page.colour, "#12345z")
    qtbot.keyClick(page.colour, Qt.Key.Key_Return)
    assert kept().colour == ""
    qtbot.keyClicks(page.colour, "6")
    qtbot.keyClick(page.colour, Qt.Key.Key_Return)
    assert kept().colour == "#123456"


def test_mail_settings_are_kept_together(page, qtbot):
    qtbot.keyClicks(page.host, "smtp.exemple.fr")
    qtbot.keyClick(page.host, Qt.Key.Key_Return)
    page.port.setValue(465)
    assert (kept().mail.host, kept().mail.port) == ("smtp.exemple.fr", 465)


def test_a_password_is_never_written_to_a_file(page, qtbot, monkeypatch):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    qtbot.keyClicks(page.password, "secret-42")
    qtbot.keyClick(page.password, Qt.Key.Key_Return)
    qtbot.waitUntil(page._password_row._error.isVisible, timeout=10_000)
    assert page.password.text() == ""
    assert "VISMAVIE_SMTP_PASSWORD" in page._password_row._error.text()
    written = [file for file in paths.settings_file().parent.rglob("*") if file.is_file()]
    assert [file for file in written if b"secret-42" in file.read_bytes()] == []
