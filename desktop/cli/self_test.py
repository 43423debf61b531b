"""What `vismavie self-test` does: the whole work on a fictitious company, by our own commands."""

from __future__ import annotations

import io
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.cli.commands import Context
from desktop.core.errors import UserError
from desktop.core.i18n import _, language, ngettext, number_text
from desktop.usecases.maintenance import Check

PLAN_SECONDS = 5


@dataclass
class Bench:
    """The folder of one self-test and the company in it."""

    folder: Path
    campaign: str = ""

    @property
    def database(self) -> Path:
        return self.folder / "company.db"

    def run(self, *words: str) -> Any:  # noqa: ANN401 -- a JSON document
        """One command on the company; its JSON. Raises UserError if it was refused."""
        from desktop.cli.main import main  # noqa: PLC0415 -- main imports this group

        out, err = io.TextIOWrapper(io.BytesIO()), io.TextIOWrapper(io.BytesIO())
        place = ("--db", str(self.database), "--lang", language(), "--json", "--quiet")
        with redirect_stdout(out), redirect_stderr(err):
            try:
                code = main([*words, *place])
            except SystemExit as stop:  # argparse: a command that is not there
                code = int(stop.code or 0)
        if code != 0:
            err.seek(0)
            ended = _("The command ended with code {code}.").format(code=code)
            raise UserError(err.read().strip() or ended)
        out.seek(0)
        return json.load(out)


def run_steps(context: Context) -> list[Check]:
    """Every step in order; those after a failure are tried all the same."""
    steps: tuple[tuple[str, Callable[[Bench], str]], ...] = (
        ("database", make_company),
        ("doctor", examine),
        ("plan", plan),
        ("check", check),
        ("report", fill_in_report),
        ("pdf", print_overview),
        ("copy", copy_and_restore),
    )
    with _folder(context.args.keep) as folder, context.progress(_("Self-test")) as monitor:
        bench = Bench(folder)
        checks = []
        for position, (name, step) in enumerate(steps):
            monitor.tell(position / len(steps), name)
            checks.append(_tried(name, step, bench))
        return checks


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is None:
        with tempfile.TemporaryDirectory(prefix="vismavie-") as folder:
            yield Path(folder)
        return
    kept.mkdir(parents=True, exist_ok=True)
    yield kept


def _tried(name: str, step: Callable[[Bench], str], bench: Bench) -> Check:
    began = time.monotonic()
    try:
        detail, ok = step(bench), True
    except Exception as error:  # noqa: BLE001 -- a self-test reports what fails and goes on
        detail, ok = f"{name}: {error}", False
    seconds = number_text(time.monotonic() - began, 1)
    return Check(name, ok, _("{detail} ({seconds} s)").format(detail=detail, seconds=seconds))


def make_company(bench: Bench) -> str:
    made = bench.run("demo", "--into", str(bench.database))
    campaigns = bench.run("campaign", "list")["campaigns"]
    bench.campaign = next(one["code"] for one in campaigns if one["status"] == "open")
    sentence = _("A file was made and filled: {people} people, {reports} reports.")
    return sentence.format(people=made["people"], reports=made["reports"])


def examine(bench: Bench) -> str:
    checks = bench.run("doctor")["checks"]
    return _("The file is whole: {count} checks.").format(count=len(checks))


def plan(bench: Bench) -> str:
    words = ("plan", bench.campaign, "--seconds", str(PLAN_SECONDS), "--dry-run")
    answer = bench.run(*words)
    if answer["status"] not in ("optimal", "feasible"):
        raise UserError(_("No plan was found."))
    sentence = _("A plan was found: {placed} places, {unplaced} not placed.")
    return sentence.format(placed=_count(answer["placed"]), unplaced=_count(answer["unplaced"]))


def check(bench: Bench) -> str:
    blocking = bench.run("check", bench.campaign)["blocking"]
    if blocking:
        raise UserError(blocking[0]["message"])
    return _("The plan breaks no blocking rule.")


def fill_in_report(bench: Bench) -> str:
    waiting = bench.run("report", "waiting", bench.campaign)["waiting"]
    opened = _submit(bench, waiting[0]["id"], {})
    (sheet,) = bench.run("report", "show", opened)["reports"]
    text = _("Somebody took the time to explain the way.")
    best = {"text": text, "touchpoint": next(iter(sheet["touchpoints"]))}
    _submit(bench, opened, {"best": best, "most_frustrating": None})
    (sheet,) = bench.run("report", "show", opened)["reports"]
    if text not in json.dumps(sheet, ensure_ascii=False):
        raise UserError(_("The report does not hold what was written."))
    left = ngettext(
        "A report was filled in and read back; {count} more is waiting.",
        "A report was filled in and read back; {count} more are waiting.",
        len(waiting) - 1,
    )
    return left.format(count=len(waiting) - 1)


def _submit(bench: Bench, occasion: str, content: dict[str, object]) -> str:
    """Keep a draft with this content; returns the identifier of the report."""
    answers = bench.folder / "answers.json"
    answers.write_text(json.dumps(content), encoding="utf-8")
    (report,) = bench.run("report", "submit", occasion, str(answers), "--draft")["reports"]
    return str(report["id"])


def print_overview(bench: Bench) -> str:
    from pypdf import PdfReader  # noqa: PLC0415 -- slow import

    out = bench.folder / "pdf"
    (made, *_others) = bench.run("pdf", "overview", bench.campaign, "--out", str(out))["files"]
    path = Path(made["path"])
    reader = PdfReader(path if path.is_absolute() else out / path)
    words = sum(len((page.extract_text() or "").split()) for page in reader.pages)
    if not words:
        raise UserError(_("The PDF holds no text."))
    sentence = _("A PDF was printed and read back: {pages} pages, {words} words.")
    return sentence.format(pages=len(reader.pages), words=words)


def copy_and_restore(bench: Bench) -> str:
    copy = bench.folder / "copy.db"
    copy.unlink(missing_ok=True)
    made = bench.run("backup", str(copy))
    bench.run("restore", str(copy))
    sentence = _("The file was copied and put back: {size} MB.")
    return sentence.format(size=number_text(made["bytes"] / 1_000_000, 1))


def _count(value: int | list[object]) -> int:
    return value if isinstance(value, int) else len(value)
