"""A list with all that a list needs: search, columns to choose, copy, export, keyboard, count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLineEdit,
    QMenu,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _, ngettext, number_text
from desktop.ui import theme
from desktop.ui.models.table import Column, TableModel
from desktop.ui.widgets.basics import icon_button, labelled
from desktop.ui.widgets.chips import ChipDelegate
from desktop.ui.widgets.flow import FlowRow

Row = TypeVar("Row")

WIDEST = 320
ROWS_MEASURED = 60


class TablePanel(QWidget, Generic[Row]):
    """The panel that every list page uses.

    Signals: `chosen` (double click, Enter) and `picked` (selection moved) carry a row or None.
    `export` is called with the titles and cells shown.
    """

    chosen = Signal(object)
    picked = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        name: str,
        *,
        export: Callable[[list[str], list[tuple[str, ...]]], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.model = TableModel(columns, self)
        self._export = export
        self._measured = False
        self.search = self._search_field()
        self.count = labelled("muted", "")
        self.view = self._table(name)
        self.tools = FlowRow()
        self.tools.addWidget(self.search)
        self.tools.addWidget(self.count)
        self.tools.add_stretch()
        self.tools.addWidget(self._columns_button())
        self.tools.addWidget(self._more_button())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self.tools)
        layout.addWidget(self.view, 1)
        self._find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        self._find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._find.activated.connect(self.search.setFocus)

    # -- what pages use

    def replace(self, rows: Sequence[Row]) -> None:
        """Show other rows; the selection goes back to the same place."""
        place = self.view.currentIndex().row()
        self.model.replace(rows)
        if not self._measured and rows:
            self._measured = True
            self._fit_columns()
        if 0 <= place < self.model.rowCount():
            self.view.selectRow(place)
        self._say_count()

    def selected(self) -> list[Row]:
        """The rows selected, in the order shown."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [self.model.row_at(self.model.index(row, 0)) for row in rows]

    def current(self) -> Row | None:
        index = self.view.currentIndex()
        return self.model.row_at(index) if index.isValid() else None

    def select_where(self, wanted: Callable[[Row], bool]) -> bool:
        """Select the first row that answers; False when none is shown."""
        place = self.model.position_of(wanted)
        if place >= 0:
            self.view.selectRow(place)
            self.view.scrollTo(self.model.index(place, 0))
        return place >= 0

    def add_tool(self, widget: QWidget) -> None:
        """Put a filter or a button beside the search field."""
        self.tools.insert_widget(self.tools.count() - 3, widget)

    def copy(self) -> None:
        """Put the selected rows on the clipboard, titles first, as a spreadsheet pastes them."""
        selected = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        rows = selected or range(self.model.rowCount())
        lines = [self._titles(), *(self._visible(self.model.texts(row)) for row in rows)]
        text = "\n".join("\t".join(cell.replace("\n", " ") for cell in line) for line in lines)
        QApplication.clipboard().setText(text)

    # -- inside

    def _shown_columns(self) -> list[int]:
        header = self.view.horizontalHeader()
        shown = [n for n in range(len(self.model.columns)) if not self.view.isColumnHidden(n)]
        return sorted(shown, key=header.visualIndex)

    def _titles(self) -> list[str]:
        return [_(self.model.columns[number].title) for number in self._shown_columns()]

    def _visible(self, cells: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(cells[number] for number in self._shown_columns())

    def _search_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(_("Search"))
        field.setAccessibleName(_("Search in the list"))
        field.setClearButtonEnabled(True)
        field.setMinimumWidth(220)
        field.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        field.textChanged.connect(self._on_search)
        return field

    def _table(self, name: str) -> QTableView:
        view = QTableView()
        view.setAccessibleName(name)
        view.setModel(self.model)
        view.setItemDelegate(ChipDelegate(view))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(theme.scaled(34))
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setStretchLastSection(True)
        header.setResizeContentsPrecision(ROWS_MEASURED)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        view.setSortingEnabled(True)
        for number, column in enumerate(self.model.columns):
            view.setColumnHidden(number, column.hidden)
        view.activated.connect(self._on_activated)
        view.selectionModel().currentRowChanged.connect(self._on_current)
        self.model.modelReset.connect(lambda: self.picked.emit(None))
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), view)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self.copy)
        return view

    def _columns_button(self) -> QToolButton:
        button = icon_button("columns", _("Choose the columns"))
        menu = QMenu(button)
        for number, column in enumerate(self.model.columns):
            action = QAction(_(column.title), menu, checkable=True)
            action.setChecked(not column.hidden)
            action.toggled.connect(lambda on, n=number: self.view.setColumnHidden(n, not on))
            menu.addAction(action)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _more_button(self) -> QToolButton:
        button = icon_button("more", _("More"))
        menu = QMenu(button)
        menu.addAction(_("Copy for a spreadsheet")).triggered.connect(self.copy)
        if self._export is not None:
            menu.addAction(_("Export this list…")).triggered.connect(self._on_export)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _on_export(self) -> None:
        if self._export is not None:
            rows = [self._visible(self.model.texts(row)) for row in range(self.model.rowCount())]
            self._export(self._titles(), rows)

    def _fit_columns(self) -> None:
        for number, column in enumerate(self.model.columns):
            self.view.resizeColumnToContents(number)
            most = theme.scaled(column.width or WIDEST)
            wide = most if column.width else min(self.view.columnWidth(number) + 4, most)
            self.view.setColumnWidth(number, wide)
        self.view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def _say_count(self) -> None:
        shown, total = self.model.rowCount(), self.model.total
        if shown == total:
            text = ngettext("{count} line", "{count} lines", total).format(count=number_text(total))
        else:
            text = _("{shown} of {total}").format(
                shown=number_text(shown), total=number_text(total)
            )
        self.count.setText(text)

    def _on_search(self, words: str) -> None:
        self.model.search(words)
        self._say_count()

    def _on_activated(self, index: QModelIndex) -> None:
        self.chosen.emit(self.model.row_at(index))

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.picked.emit(self.model.row_at(index) if index.isValid() else None)
