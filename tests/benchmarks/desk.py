"""The coordinator's desk in figures: start-up, memory, and the frame of a full board.

    .venv/bin/python -m tests.benchmarks.desk

Prints: seconds from the command to a usable window (first and second start), memory, and the time
of a frame with 2 000 assignments in view while 100 000 people are in the table behind.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PEOPLE, SITES, DAYS, A_CELL = 100_000, 50, 8, 5
"""50 sites × 8 days × 5 people = 2 000 assignments in view."""
FRAMES = 40

START = """
import sys, time
started = float(sys.argv[1])
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop.app import Application
qt = QApplication([])
application = Application(qt)
application.start(sys.argv[2])
def look():
    page = application.window.page
    if page is not None and page.isVisible() and application.desk.is_open:
        qt.processEvents()
        print(time.time() - started)
        application.window.close()
        qt.quit()
    else:
        QTimer.singleShot(5, look)
QTimer.singleShot(0, look)
qt.exec()
application.close()
"""


def main() -> None:
    from db.session import open_store
    from desktop.usecases.demonstration import build_demonstration

    with tempfile.TemporaryDirectory() as folder:
        os.environ["VISMAVIE_HOME"] = folder
        path = Path(folder) / "m.db"
        with open_store(path, create=True) as store:
            store.write(build_demonstration, "M", 1, datetime.now(UTC).date())
        for name in ("first start", "second start"):
            _say(f"{name}, company M: {_start(path):.2f} s to a usable window")
    _board()
    _say(f"memory at the end: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _start(path: Path) -> float:
    command = [sys.executable, "-c", START, str(time.time()), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return float(done.stdout.split()[-1])


def _board() -> None:
    from PySide6.QtWidgets import QApplication

    from desktop.ui import theme
    from desktop.ui.planning.cells import Axis, Filters, lay_out
    from desktop.ui.planning.view import BoardView

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    theme.apply(application, "light", 100)
    board = full_board()
    view = BoardView(lambda _carried, _row, _column: None)
    view.resize(1920, 60_000)  # everything in view at once, taller than any screen
    view.show()
    for axis in (Axis.SITES, Axis.PEOPLE):
        begun = time.perf_counter()
        grid = lay_out(board, axis, Filters(), board.start)
        laid = time.perf_counter()
        view.show_grid(grid)
        shown = time.perf_counter()
        _say(
            f"{axis.value}: {len(grid.lines)} lines laid out in {(laid - begun) * 1000:.0f} ms, "
            f"shown in {(shown - laid) * 1000:.0f} ms"
        )
        if axis is Axis.SITES:
            _say(f"frame, 2 000 assignments in view: {_frame(view, 12_000):.0f} ms")
        _say(f"{axis.value}: frame of a screen of 1920 × 1080: {_frame(view, 1080):.1f} ms")
    begun = time.perf_counter()
    lay_out(board, Axis.PEOPLE, Filters("nom 4242"), board.start)
    _say(f"people: filter by words {(time.perf_counter() - begun) * 1000:.0f} ms")


def _frame(view: object, height: int) -> float:
    """Milliseconds to draw everything again, the median of some frames."""
    from PySide6.QtGui import QPixmap

    from desktop.ui.planning.view import BoardView

    assert isinstance(view, BoardView)
    view.resize(1920, height)
    picture = QPixmap(view.size())
    times = []
    for number in range(FRAMES if height < 2000 else 5):
        view.verticalScrollBar().setValue(number * 13)
        begun = time.perf_counter()
        view.viewport().render(picture)
        times.append((time.perf_counter() - begun) * 1000)
    return median(times)


def full_board():
    from desktop.core.vocabulary import AssignmentStatus, Direction, Mode
    from desktop.usecases.board import (
        Board,
        BoardPerson,
        BoardSeat,
        BoardSite,
        BoardSlot,
    )

    monday = date(2026, 11, 23)
    week = ", ".join(f"{day} 09:00-12:30 13:30-17:00" for day in ("mon", "tue", "wed", "thu"))
    people = tuple(
        BoardPerson(key, f"{key:06}", f"Prénom Nom {key}", "Paie", 1, week, ())
        for key in range(1, PEOPLE + 1)
    )
    slots = []
    key = 0
    for site in range(1, SITES + 1):
        for number in range(DAYS):
            start = datetime(2026, 11, 23, 8, tzinfo=UTC) + timedelta(days=number)
            seats = []
            for _seat in range(A_CELL):
                key += 1
                status = AssignmentStatus.CONFIRMED if key % 2 else AssignmentStatus.DRAFT
                seats.append(
                    BoardSeat(key, key, f"Prénom Nom {key}", "Paie", status, False, key % 7 == 0)
                )
            slots.append(
                BoardSlot(
                    id=len(slots) + 1,
                    code=f"L{len(slots)}",
                    site_id=site,
                    department_id=1,
                    department="Réception",
                    role="Accueil",
                    start=start,
                    end=start + timedelta(hours=8),
                    seats=A_CELL + 1,
                    mode=Mode.OBSERVE,
                    direction=Direction.TO_FRONT,
                    host="Anne Roux",
                    taken=tuple(seats),
                )
            )
    sites = tuple(
        BoardSite(one, f"S{one}", f"Site {one}", "Lyon", ()) for one in range(1, SITES + 1)
    )
    end = monday + timedelta(days=DAYS - 1)
    return Board(1, "Automne", monday, end, sites, people, tuple(slots))


if __name__ == "__main__":
    main()
