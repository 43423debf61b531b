"""Speed, size and memory of the documents; run by hand: python -m tests.benchmarks.documents.

CPU seconds of this process, the least of several runs: the machine may be busy elsewhere.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

from desktop.core.documents.department import make_department
from desktop.core.documents.flow import Made, Setting, Story, make
from desktop.core.documents.tables import Column, table
from tests.core.documents.reading import page_texts, problems
from tests.core.documents.summaries import rich

ROWS = 5000
DEPARTMENTS = 200


def long_table() -> Made:
    """A tagged table of 5 000 rows and five columns."""
    told = Story(Setting("Table", "fr"))
    told.heading(1, "Table")
    columns = [Column(name, 1, number=name == "D") for name in "ABCDE"]
    rows = [
        (f"Ligne {n}", f"Site {n % 40}", f"Service {n % 24}", str(n), "Texte de la cellule")
        for n in range(ROWS)
    ]
    told.add(table(told.at, columns, rows))
    return make(told)


def bare_canvas(words: list[str]) -> bytes:
    """The same words on reportlab's canvas alone: no tags, no tables, no breaking of lines."""
    from reportlab.pdfgen.canvas import Canvas

    from desktop.core.documents.fonts import face
    from desktop.core.documents.theme import Font

    face(Font.REGULAR)
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1, initialFontName=Font.REGULAR.value, pageCompression=1)
    for text in words:
        canvas.setFont(Font.REGULAR.value, 9.6)
        y = 780.0
        for start in range(0, len(text), 95):
            canvas.drawString(57, y, text[start : start + 95])
            y -= 14.2
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def batch() -> Made:
    """Two hundred departments, one after the other."""
    pages = 0
    for number in range(DEPARTMENTS):
        pages += make_department(replace(rich(), department=f"Service {number}")).pages
    return Made(b"", pages)


def timed(work: Callable[[], Made | bytes], runs: int) -> tuple[float, Made | bytes]:
    """The least CPU time of `runs`, and the last result."""
    least = float("inf")
    result: Made | bytes = b""
    for _run in range(runs):
        start = time.process_time()
        result = work()
        least = min(least, time.process_time() - start)
    return least, result


# ruff: noqa: T201 -- a report on the terminal is the point
def report(name: str, work: Callable[[], Made | bytes], runs: int) -> float:
    seconds, result = timed(work, runs)
    data = result if isinstance(result, bytes) else result.data
    pages = result.pages if isinstance(result, Made) else 0
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    verdict = "–"
    if data and isinstance(result, Made):
        verdict = "passes" if not problems(data) else "FAILS"
    print(
        f"{name:<34}{seconds:8.3f} s {pages:6} pages {len(data) / 1024:8.0f} KB "
        f"{memory:6.0f} MB at most  UA-1 and 2a: {verdict}"
    )
    return seconds


def main() -> None:
    words = page_texts(make_department(rich()).data)
    bare = report("bare canvas, same words", lambda: bare_canvas(words), 7)
    ours = report("department summary, tagged", lambda: make_department(rich()), 7)
    print(f"{'':<34}{ours / bare:8.1f} × the bare canvas")
    report(f"table of {ROWS} rows, tagged", long_table, 1)
    seconds = report(f"{DEPARTMENTS} departments, one process", batch, 1)
    print(f"{'':<34}{DEPARTMENTS * 9 / seconds:8.0f} pages a second")


if __name__ == "__main__":
    main()
