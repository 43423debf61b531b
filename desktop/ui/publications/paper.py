"""Prints a PDF through the system's own dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from desktop.ui.publications.preview import Reader

_DOTS_PER_INCH = 200
_POINTS_PER_INCH = 72


def ask_and_print(reader: Reader, title: str, parent: QWidget) -> None:
    """Ask which printer and which pages, then print them."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 -- slow import

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, reader.pages)
    if dialog.exec():
        print_pages(reader, printer)


def print_pages(reader: Reader, printer: QPrinter) -> int:
    """Draw the pages chosen, each as large as its sheet allows; gives their number."""
    first = max(printer.fromPage(), 1)
    last = printer.toPage() or reader.pages
    painter = QPainter()
    if not painter.begin(printer):
        return 0
    for number in range(first - 1, min(last, reader.pages)):
        if number >= first:
            printer.newPage()
        image = reader.image(number, _DOTS_PER_INCH / _POINTS_PER_INCH)
        room = QRectF(painter.viewport())
        scale = min(room.width() / image.width(), room.height() / image.height())
        wide, high = image.width() * scale, image.height() * scale
        painter.drawImage(QRectF((room.width() - wide) / 2, 0, wide, high), image)
    painter.end()
    return min(last, reader.pages) - first + 1
