from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMessageBox

from db.session import open_store
from desktop.app import Application
from desktop.desk import Desk
from desktop.ui.window import registry
from desktop.usecases.campaigns import create_campaign, open_campaign

HERE = ("home", "campaigns", "preferences", "help")


@pytest.fixture
def application(qapp, qtbot, monkeypatch):
    """The whole application on an inline desk, with the pages of this folder alone."""
    monkeypatch.setattr("desktop.app.Desk", lambda: Desk(inline=True))
    monkeypatch.setattr(registry, "PAGES", tuple(p for p in registry.PAGES if p.id in HERE))
    application = Application(qapp)
    qtbot.addWidget(application.window)
    failures = []
    application.desk.failed.connect(failures.append)
    yield application
    application.close()
    assert failures == []


@pytest.fixture
def company(tmp_path):
    path = tmp_path / "company.db"
    with open_store(path, create=True) as store:
        for code, name, month in (("P26", "Printemps", 4), ("A26", "Automne", 10)):
            store.write(create_campaign, code, name, date(2026, month, 1), date(2026, month, 30))
        store.write(open_campaign, "P26")
    return str(path)


def opened(application, company):
    application.window.show()
    application.window.files.open_at(company)
    return application.window


def action(window, text: str) -> QAction:
    return next(one for one in window.findChildren(QAction) if one.text().startswith(text))


def test_without_a_file_the_first_screen_offers_three_ways(application):
    application.start(None)
    welcome = application.window.welcome
    assert welcome.isVisible()
    assert [button.text() for button in welcome._buttons] == [
        "Essayer la démonstration",
        "Nouveau",
        "Ouvrir",
    ]


def test_opening_a_file_shows_home_and_takes_the_open_campaign_in_hand(application, company):
    window = opened(application, company)
    assert window.page.accessibleName() == "Accueil"
    assert application.context.campaign.code == "P26"
    assert window.windowTitle() == "company.db – Vis ma vie"
    assert application.context.settings.recent == (company,)


def test_the_selector_changes_the_campaign_of_every_page(application, company, qtbot):
    window = opened(application, company)
    with qtbot.waitSignal(application.context.campaign_changed):
        window.topbar.campaigns.setCurrentIndex(1)
        window.topbar.campaigns.activated.emit(1)
    assert application.context.campaign.code == "A26"


def test_the_keyboard_goes_to_a_page(application, company, qtbot):
    window = opened(application, company)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.page.accessibleName() == "Campagnes"
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.page.accessibleName() == "Aide"


def test_undo_and_redo_say_in_words_what_they_do(application, company):
    window = opened(application, company)
    application.desk.do(create_campaign, "X", "Essai", date(2027, 1, 1), date(2027, 2, 1))
    assert action(window, "Annuler").text() == "Annuler\u00a0: créer la campagne X"
    application.desk.undo()
    assert action(window, "Rétablir").text() == "Rétablir\u00a0: créer la campagne X"
    assert window.topbar.redo.accessibleName() == "Rétablir\u00a0: créer la campagne X"


def test_the_language_changes_at_once_everywhere(application, company):
    window = opened(application, company)
    application.context.change_settings(language="en")
    assert window.page.accessibleName() == "Home"
    assert window.menuBar().actions()[0].text() == "&File"
    assert window.navigation.pages.item(0).text() == "Home"


def test_the_theme_changes_at_once(application, company):
    window = opened(application, company)
    application.context.change_settings(theme="dark")
    assert window.palette().window().color().lightness() < 60
    application.context.change_settings(theme="light")
    assert window.palette().window().color().lightness() > 200


def test_every_control_has_a_name_that_a_screen_reader_can_say(application, company):
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QListView, QTableView

    window = opened(application, company)
    for page in window.page_ids:
        window.show_page(page)
    mute = [
        widget
        for kind in (QAbstractButton, QComboBox, QLineEdit, QListView, QTableView)
        for widget in window.findChildren(kind)
        if widget.isVisibleTo(window)
        and not widget.accessibleName()
        and not getattr(widget, "text", str)()
        and widget.objectName() == ""
        and widget.parent().objectName() != "qt_spinbox_lineedit"
    ]
    assert [type(widget).__name__ for widget in mute if _is_ours(widget)] == []


def _is_ours(widget) -> bool:
    """Leave out the parts that Qt makes inside its own controls."""
    return not type(widget).__module__.startswith("PySide6") or widget.parent().objectName() == ""


def test_a_file_that_is_not_ours_is_told_in_a_sentence(application, tmp_path):
    file = tmp_path / "lettre.db"
    file.write_bytes(b"this is a letter, not a database, and it is long enough " * 20)
    application.window.show()
    application.window.files.open_at(str(file))
    boxes = [box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox)]
    shown = [box.text() for box in boxes if box.isVisible()]
    assert len(shown) == 1
    assert "lettre.db" in shown[0]
    for box in boxes:
        box.close()


def test_one_press_of_enter_shows_the_demonstration_company(application, qtbot):
    application.start(None)
    window = application.window
    window.welcome._buttons[0].setFocus()
    qtbot.keyClick(window.welcome._buttons[0], Qt.Key.Key_Return)
    assert window.page.accessibleName() == "Accueil"
    assert application.desk.location.endswith("demonstration.db")
    assert application.context.campaign is not None


def test_a_file_open_elsewhere_is_told_and_what_was_open_stays_open(
    application, company, tmp_path, qtbot
):
    window = opened(application, company)
    with open_store(tmp_path / "other.db", create=True):
        window.files.open_at(str(tmp_path / "other.db"))
    boxes = [box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox)]
    assert [box.text() for box in boxes if box.isVisible() and "other.db" in box.text()] != []
    assert application.desk.location == company
    for box in boxes:
        box.close()


def test_a_page_is_found_by_typing_its_name(application, company, qtbot):
    from desktop.ui.window.go_to import GoTo

    window = opened(application, company)
    window._go_to()
    dialog = window.findChild(GoTo)
    qtbot.keyClicks(dialog.field, "prefer")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert window.page.accessibleName() == "Préférences"


def test_preferences_that_cannot_be_read_are_told_and_not_written_over(qapp, qtbot, monkeypatch):
    from desktop import paths

    monkeypatch.setattr("desktop.app.Desk", lambda: Desk(inline=True))
    paths.settings_file().write_text("theme = ", "utf-8")
    application = Application(qapp)
    qtbot.addWidget(application.window)
    assert "settings.toml" in str(application.trouble)
    application.context.change_settings(theme="dark")
    assert paths.settings_file().read_text("utf-8") == "theme = "
    application.close()
