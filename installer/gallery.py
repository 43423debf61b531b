"""Screenshots of every page, in both languages and themes, in a folder with an index.

.venv/bin/python installer/gallery.py [--db FILE] [--out DIR] [--themes light dark contrast]

Without --db a small demonstration company is made first. No screen is needed.
"""

from __future__ import annotations

import argparse
import html
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_S = 60
QUIET_MS = 250
WIDTH, HEIGHT = 1280, 820


def main() -> int:
    options = _options()
    home = Path(tempfile.mkdtemp(prefix="gallery-"))
    os.environ["VISMAVIE_HOME"] = str(home)
    file = options.db or _demonstration(home)
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    shots = take(file, out, options.themes, options.pages)
    (out / "index.html").write_text(index(shots), "utf-8")
    print(f"{len(shots)} pictures: {out / 'index.html'}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--db", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "gallery")
    parser.add_argument("--themes", nargs="+", default=["light", "dark"])
    parser.add_argument("--pages", nargs="+", default=[])
    return parser.parse_args()


def _demonstration(home: Path) -> Path:
    from desktop.cli.main import main as vismavie  # noqa: PLC0415 -- slow import

    file = home / "demonstration.db"
    if code := vismavie(["demo", "--into", str(file), "--size", "S", "--quiet"]):
        raise SystemExit(code)
    return file


def take(file: Path, out: Path, themes: list[str], pages: list[str]) -> list[Path]:
    """Grab every page of every language and theme; the files, in order."""
    from desktop.app import Application  # noqa: PLC0415 -- after the home of settings is set

    application = Application(QApplication(sys.argv[:1]))
    window, desk, context = application.window, application.desk, application.context
    shots: list[Path] = []
    trouble: list[BaseException] = []
    desk.failed.connect(trouble.append)
    busy = [False]
    desk.busy_changed.connect(lambda state: busy.__setitem__(0, state))

    def grab(widget: QWidget, name: str) -> None:
        _settle(lambda: not busy[0])
        path = out / f"{name}.png"
        widget.grab().save(str(path))
        shots.append(path)

    window.resize(WIDTH, HEIGHT)
    window.show()
    for language in ("fr", "en"):
        for theme in themes:
            context.change_settings(language=language, theme=theme)
            if not desk.is_open:
                grab(window, f"welcome-{language}-{theme}")
                desk.open_at(str(file), or_else=trouble.append)
                _settle(lambda: desk.is_open or bool(trouble))
                window.files.open_at(str(file))
            for page in pages or window.page_ids:
                window.show_page(page)
                grab(window, f"{page}-{language}-{theme}")
    window.close()
    application.close()
    for error in trouble:
        print(f"trouble: {error!r}", file=sys.stderr)
    return shots


def _settle(done: Callable[[], bool]) -> None:
    """Let the window work until it has nothing more to do."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        _wait(QUIET_MS)
        if done():
            _wait(QUIET_MS)
            if done():
                return


def _wait(milliseconds: int) -> None:
    """Run the event loop; unlike QTest.qWait it lets the database thread work meanwhile."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def index(shots: list[Path]) -> str:
    """A page of pictures, one row a page of the window."""
    rows: dict[str, list[Path]] = {}
    for shot in shots:
        rows.setdefault(shot.stem.split("-")[0], []).append(shot)
    body = "".join(
        f"<h2>{html.escape(name)}</h2><div>"
        + "".join(
            f'<figure><a href="{one.name}"><img src="{one.name}" alt="{one.stem}"></a>'
            f"<figcaption>{one.stem}</figcaption></figure>"
            for one in found
        )
        + "</div>"
        for name, found in rows.items()
    )
    style = (
        "body{font-family:sans-serif;margin:2em}div{display:flex;flex-wrap:wrap;gap:1em}"
        "figure{margin:0}img{width:620px;border:1px solid #ccc}figcaption{color:#555}"
    )
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>Vis ma vie, gallery</title>"
        f"<style>{style}</style><h1>Vis ma vie</h1>{body}</html>"
    )


if __name__ == "__main__":
    raise SystemExit(main())
