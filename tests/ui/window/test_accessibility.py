"""Every page, on a new file and on a company: what takes the focus has a name, Tab reaches it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollArea,
    QSplitterHandle,
    QTabBar,
    QTabWidget,
    QWidget,
)

from db.session import open_store
from desktop.app import Application
from desktop.desk import Desk
from desktop.ui.window import registry
from desktop.usecases.demonstration import build_demonstration

PAGES = [page.id for page in registry.PAGES]
CONTAINERS = (QScrollArea, QSplitterHandle)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("files")
    made = {"empty": folder / "empty.db", "company": folder / "company.db"}
    for path in made.values():
        with open_store(path, create=True) as store:
            if path.stem == "company":
                store.write(build_demonstration, "S", 1, date(2026, 11, 18))
    return made


@pytest.fixture(params=["empty", "company"])
def application(request, files, qapp, qtbot, monkeypatch) -> Iterator[Application]:
    monkeypatch.setattr("desktop.app.Desk", lambda: Desk(inline=True))
    application = Application(qapp)
    qtbot.addWidget(application.window)
    failures: list[BaseException] = []
    application.desk.failed.connect(failures.append)
    application.window.resize(1280, 820)
    application.window.show()
    application.window.files.open_at(str(files[request.param]))
    yield application
    application.close()
    assert failures == []


def views(application: Application) -> Iterator[tuple[str, QWidget]]:
    """Each page and each of its tabs, in turn."""
    window = application.window
    for page_id in PAGES:
        window.show_page(page_id)
        QApplication.processEvents()
        page = window.page
        yield page_id, page
        for tabs in [each for each in page.findChildren(QTabWidget) if each.isVisible()]:
            for place in range(tabs.count()):
                tabs.setCurrentIndex(place)
                QApplication.processEvents()
                yield f"{page_id}, {tabs.tabText(place)}", page


def focusable(page: QWidget) -> list[QWidget]:
    """What the keyboard may reach; the inside of a spin box or of a list is one with it."""
    return [
        widget
        for widget in page.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.focusProxy()
        and not isinstance(widget, CONTAINERS)
        and not isinstance(widget.parent(), QAbstractSpinBox | QComboBox)
        and not (isinstance(widget, QLineEdit) and widget.isReadOnly())
    ]


def name_of(widget: QWidget) -> str:
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name) if found else ""


def described(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()} {getattr(widget, 'text', str)()}"


def test_whatever_takes_the_focus_has_a_name_for_a_screen_reader(application):
    nameless = {
        f"{where}: {described(widget)}"
        for where, page in views(application)
        for widget in focusable(page)
        if not name_of(widget).strip() and not isinstance(widget, QTabBar)
    }
    assert sorted(nameless) == []


def test_tab_reaches_every_control_of_every_page(application):
    missed: set[str] = set()
    for where, page in views(application):
        wanted = set(focusable(page))
        reached, widget = set(), application.window.nextInFocusChain()
        while widget is not application.window:
            reached.add(widget)
            widget = widget.nextInFocusChain()
        missed |= {f"{where}: {described(each)}" for each in wanted - reached}
    assert sorted(missed) == []


def test_a_list_has_words_for_each_of_its_columns(application):
    for where, page in views(application):
        for view in [each for each in page.findChildren(QAbstractItemView) if each.isVisible()]:
            model = view.model()
            if model is None or not hasattr(view, "horizontalHeader"):
                continue
            titles = [
                model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())
            ]
            assert all(str(title or "").strip() for title in titles), where
