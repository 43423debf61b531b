"""Shows a PDF inside the program: page by page, zoom, search. Nothing is written to disk for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeySequence, QPainter, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.ui.widgets.basics import icon_button, labelled

POINTS_PER_INCH = 72
ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_HIT = QColor(255, 196, 0, 110)
_CURRENT = QColor(255, 128, 0, 150)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the words searched stand: its page from 0 and its boxes in PDF points."""

    page: int
    boxes: tuple[tuple[float, float, float, float], ...]


class Reader:
    """A PDF held in memory, opened for each look: nothing is left open when the widget goes.

    One thread only: PDFium is not made for two.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        with self._opened() as pdf:
            self._sizes = [pdf.get_page_size(number) for number in range(len(pdf))]

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        import pypdfium2  # noqa: PLC0415 -- slow import

        pdf = pypdfium2.PdfDocument(self._data)
        try:
            yield pdf
        finally:
            pdf.close()

    @property
    def pages(self) -> int:
        return len(self._sizes)

    def size(self, page: int) -> tuple[float, float]:
        """Width and height in points."""
        width, height = self._sizes[page]
        return float(width), float(height)

    def image(self, page: int, scale: float) -> QImage:
        """The page at so many pixels a point."""
        with self._opened() as pdf:
            bitmap = pdf[page].render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
            pixels = bytes(bitmap.buffer)
            form = QImage.Format.Format_RGBX8888
            image = QImage(pixels, bitmap.width, bitmap.height, bitmap.stride, form)
            return image.copy()

    def find(self, words: str) -> list[Hit]:
        """Every place of `words`, in reading order, whatever the case."""
        found: list[Hit] = []
        if not words.strip():
            return found
        with self._opened() as pdf:
            for number in range(self.pages):
                text: Any = pdf[number].get_textpage()
                searcher = text.search(words.strip())
                while (place := searcher.get_next()) is not None:
                    count = text.count_rects(*place)
                    found.append(Hit(number, tuple(text.get_rect(at) for at in range(count))))
        return found


class PdfPreview(QWidget):
    """`show_pdf` takes the bytes of a file; `page_changed` tells the page shown, from 1."""

    page_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reader: Reader | None = None
        self._page = 0
        self._zoom: float | None = None
        self._hits: list[Hit] = []
        self._hit = -1
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("Search in the document"))
        self.words.setAccessibleName(_("Search in the document"))
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(self._search)
        self.words.returnPressed.connect(self.next_hit)
        self.found = labelled("muted", "")
        self.place = labelled("muted", "")
        self.sheet = QLabel()
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area = QScrollArea()
        self.area.setWidget(self.sheet)
        self.area.setWidgetResizable(True)
        self.area.setAccessibleName(_("Preview"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._tools())
        layout.addWidget(self.area, 1)
        for key, slot in (
            (QKeySequence.StandardKey.MoveToNextPage, self.next_page),
            (QKeySequence.StandardKey.MoveToPreviousPage, self.previous_page),
            (QKeySequence.StandardKey.ZoomIn, self.zoom_in),
            (QKeySequence.StandardKey.ZoomOut, self.zoom_out),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        self.clear()

    def _tools(self) -> QHBoxLayout:
        self.before = icon_button("left", _("Previous page"))
        self.after = icon_button("right", _("Next page"))
        smaller = icon_button("minus", _("Zoom out"))
        larger = icon_button("plus", _("Zoom in"))
        self.before.clicked.connect(self.previous_page)
        self.after.clicked.connect(self.next_page)
        smaller.clicked.connect(self.zoom_out)
        larger.clicked.connect(self.zoom_in)
        tools = QHBoxLayout()
        tools.setSpacing(6)
        for widget in (self.before, self.place, self.after, smaller, larger):
            tools.addWidget(widget)
        self.printer = icon_button("print", _("Print this document"))
        self.printer.clicked.connect(self.print_all)
        tools.addWidget(self.printer)
        tools.addStretch(1)
        tools.addWidget(self.found)
        tools.addWidget(self.words)
        return tools

    # -- what the page uses

    def show_pdf(self, data: bytes) -> None:
        """Show a file from its first page."""
        self._forget()
        self._reader = Reader(data)
        self._page = 0
        self._search(self.words.text())
        self._draw()

    def clear(self, message: str = "") -> None:
        """Show nothing, or why there is nothing."""
        self._forget()
        self.sheet.setPixmap(QPixmap())
        self.sheet.setText(message)
        self.place.setText("")
        self.found.setText("")
        self._enable()

    @property
    def page(self) -> int:
        """The page shown, from 1; 0 when there is none."""
        return self._page + 1 if self._reader else 0

    @property
    def pages(self) -> int:
        return self._reader.pages if self._reader else 0

    def go_to(self, page: int) -> None:
        """Show a page, from 1; the nearest one when there is none of that number."""
        if self._reader is not None:
            self._page = max(0, min(page - 1, self._reader.pages - 1))
            self._draw()
            self.area.verticalScrollBar().setValue(0)

    def next_page(self) -> None:
        self.go_to(self._page + 2)

    def previous_page(self) -> None:
        self.go_to(self._page)

    def zoom_in(self) -> None:
        self._zoom = next((each for each in ZOOMS if each > self._scale + 0.01), ZOOMS[-1])
        self._draw()

    def zoom_out(self) -> None:
        smaller = (each for each in reversed(ZOOMS) if each < self._scale - 0.01)
        self._zoom = next(smaller, ZOOMS[0])
        self._draw()

    def print_all(self) -> None:
        """Ask for a printer and print the document shown."""
        if self._reader is not None:
            from desktop.ui.publications.paper import (  # noqa: PLC0415 -- slow import
                ask_and_print,
            )

            ask_and_print(self._reader, self.window().windowTitle(), self)

    def next_hit(self) -> None:
        """Go to the next place of the words searched, round and round."""
        if self._hits:
            self._hit = (self._hit + 1) % len(self._hits)
            self._page = self._hits[self._hit].page
            self._say_found()
            self._draw()

    # -- inside

    def _forget(self) -> None:
        self._reader, self._hits, self._hit = None, [], -1

    def _search(self, words: str) -> None:
        if self._reader is None:
            return
        self._hits = self._reader.find(words)
        self._hit = -1
        if self._hits:
            self.next_hit()
        else:
            self._say_found()
            self._draw()

    def _say_found(self) -> None:
        count = len(self._hits)
        if not self.words.text().strip():
            self.found.setText("")
        elif self._hit < 0:
            self.found.setText(_("Not found"))
        else:
            text = ngettext("{place} of {count} place", "{place} of {count} places", count)
            self.found.setText(text.format(place=self._hit + 1, count=count))

    def _draw(self) -> None:
        if self._reader is None:
            return
        ratio = self.devicePixelRatioF()
        scale = self._scale * self.logicalDpiX() / POINTS_PER_INCH
        image = self._reader.image(self._page, scale * ratio)
        self._paint_hits(image, scale * ratio)
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(ratio)
        self.sheet.setPixmap(pixmap)
        self.place.setText(
            _("Page {number} of {total}").format(number=self.page, total=self._reader.pages)
        )
        self.sheet.setAccessibleName(self.place.text())
        self._enable()
        self.page_changed.emit(self.page)

    @property
    def _scale(self) -> float:
        """The zoom chosen; until one is, what makes the page as wide as the place it has."""
        if self._zoom is not None or self._reader is None:
            return self._zoom or 1.0
        wide = self._reader.size(self._page)[0] * self.logicalDpiX() / POINTS_PER_INCH
        room = self.area.width() - self.area.verticalScrollBar().sizeHint().width() - 4
        return max(ZOOMS[0], min(room / wide, ZOOMS[-1]))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        if self._zoom is None:
            self._draw()

    def _paint_hits(self, image: QImage, scale: float) -> None:
        assert self._reader is not None
        _width, height = self._reader.size(self._page)
        painter = QPainter(image)
        for number, hit in enumerate(self._hits):
            if hit.page != self._page:
                continue
            for left, bottom, right, top in hit.boxes:
                box = QRectF(left, height - top, right - left, top - bottom)
                corners = QRectF(
                    box.x() * scale, box.y() * scale, box.width() * scale, box.height() * scale
                )
                painter.fillRect(corners, _CURRENT if number == self._hit else _HIT)
        painter.end()

    def _enable(self) -> None:
        self.printer.setEnabled(self._reader is not None)
        self.before.setEnabled(self._reader is not None and self._page > 0)
        self.after.setEnabled(self._reader is not None and self._page + 1 < self.pages)
