"""Speed, size and memory of the documents; run by hand: python -m tests.benchmarks.documents.

`--rivals PYTHON`: the interpreter of an environment with typst, fpdf2 and weasyprint, which then
set the same words and tables (no charts, no cover) in the same run.
CPU seconds, the least of several runs: the machine may be busy elsewhere.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from desktop.core.documents.department import make_department
from desktop.core.documents.flow import Made, Setting, Story, make
from desktop.core.documents.tables import Column, table
from tests.core.documents.reading import page_texts, problems, structure
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
    """The same words on reportlab's canvas alone, its lines broken by measured words: no tags."""
    from reportlab.pdfgen.canvas import Canvas

    from desktop.core.documents.fonts import face
    from desktop.core.documents.theme import Font

    face(Font.REGULAR)
    font, size = Font.REGULAR.value, 9.6
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1, initialFontName=font, pageCompression=1)
    space = canvas.stringWidth(" ", font, size)
    for text in words:
        canvas.setFont(font, size)
        y, used, line = 780.0, 0.0, []
        for word in text.split():
            wide = canvas.stringWidth(word, font, size)
            if used + wide > 481:
                canvas.drawString(57, y, " ".join(line))
                y, used, line = y - 14.2, 0.0, []
            line.append(word)
            used += wide + space
        canvas.drawString(57, y, " ".join(line))
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


def content_of(data: bytes) -> list[tuple[str, object]]:
    """Headings, paragraphs and tables of a PDF, as its structure tells them."""
    found: list[tuple[str, object]] = []
    stack = [structure(data)]
    while stack:
        each = stack.pop()
        if each.tag == "Table":
            rows = [line for line in each.walk() if line.tag == "TR"]
            found.append(("table", [[cell.whole for cell in row.kids] for row in rows]))
        elif each.tag in ("H1", "H2", "H3", "P", "LI"):
            found.append((each.tag if each.tag != "LI" else "P", each.whole))
        else:
            stack += reversed(each.kids)
    return found


def rivals(python: Path, ours: float) -> None:
    """The same content set by others, each in a process of its own."""
    here = Path(__file__).resolve()
    fonts = here.parents[2] / "resources" / "fonts"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "content.json"
        source.write_text(json.dumps(content_of(make_department(rich()).data)), "utf-8")
        for name in ("typst", "fpdf2", "weasyprint"):
            out = Path(folder) / f"{name}.pdf"
            command = [python, here.with_name("rivals.py"), name, source, fonts, out, "5"]
            told = subprocess.run(command, capture_output=True, text=True, check=False)
            if told.returncode:
                print(f"{name:<34} not measured: {told.stderr.strip().splitlines()[-1]}")
                continue
            found = json.loads(told.stdout.splitlines()[-1])
            data = out.read_bytes()
            wrong = {each.split(" ")[0] for each in problems(data)}
            print(
                f"{name:<34}{found['seconds']:8.3f} s {len(page_texts(data)):6} pages "
                f"{len(data) / 1024:8.0f} KB {found['megabytes']:6.0f} MB at most  "
                f"UA-1: {'FAILS' if 'ua1' in wrong else 'passes'}, "
                f"2a: {'FAILS' if '2a' in wrong else 'passes'}  "
                f"{found['seconds'] / ours:.1f} × ours"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rivals", type=Path, metavar="PYTHON")
    options = parser.parse_args()
    words = page_texts(make_department(rich()).data)
    bare = report("bare canvas, same words", lambda: bare_canvas(words), 7)
    ours = report("department summary, tagged", lambda: make_department(rich()), 7)
    print(f"{'':<34}{ours / bare:8.1f} × the bare canvas")
    if options.rivals:
        rivals(options.rivals, ours)
    report(f"table of {ROWS} rows, tagged", long_table, 1)
    seconds = report(f"{DEPARTMENTS} departments, one process", batch, 1)
    print(f"{'':<34}{DEPARTMENTS * 9 / seconds:8.0f} pages a second")


if __name__ == "__main__":
    main()
