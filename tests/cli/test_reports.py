from __future__ import annotations

import json

import pytest

from db.models import Assignment
from db.session import open_store
from desktop.cli.main import main
from desktop.core.observations.answers import visible_items
from desktop.core.vocabulary import ItemKind
from desktop.usecases.report_writing import open_report
from desktop.usecases.reports import get_report
from tests.usecases.report_world import make_world

VALUES = {ItemKind.COUNT: 3, ItemKind.MET: "met"}


@pytest.fixture
def url(migrated_file, tmp_path):
    import shutil

    return str(shutil.copy(migrated_file, tmp_path / "reports.db"))


@pytest.fixture
def assignment(url):
    with open_store(url) as store:
        world = store.write(make_world).value
        return store.read(lambda session: session.get_one(Assignment, world.assignment).uid)


@pytest.fixture
def answers(url, assignment, tmp_path):
    """A complete report as a file, its required questions found in a rehearsal."""
    with open_store(url) as store:
        report = store.rehearse(lambda s: open_report(s, assignment_id=1)).value
        assert report == 1

        def required(session):
            from desktop.core.changes import Changes
            from desktop.usecases.outcome import Outcome

            sheet = get_report(session, open_report(session, assignment_id=1).value)
            items = [item for _s, item in visible_items(sheet.questionnaire, sheet.content)]
            return Outcome([item for item in items if item.required], Changes.NONE)

        items = store.rehearse(required).value
    document = {
        "answers": {item.code: VALUES.get(item.kind, "Six écrans, œuf, €.") for item in items},
        "best": {"text": "Un client est revenu dire merci.", "touchpoint": "shop.advice"},
        "most_frustrating": None,
        "observations": [{"kind": "fact", "touchpoint": "shop.queue", "text": "Onze minutes."}],
        "cards": [{"touchpoint": "shop.returns", "title": "Échange", "fact": "Six écrans.",
                   "caused_by": "C", "employee_effort": {"screens": 6}}],
    }  # fmt: skip
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def run(capsys, *argv):
    code = main([*argv, "--json"])
    captured = capsys.readouterr()
    return code, json.loads(captured.out) if captured.out else captured.err


def test_a_report_goes_from_a_file_to_released(capsys, url, assignment, answers):
    code, out = run(capsys, "report", "submit", assignment, str(answers), "--db", url)
    assert (code, out["reports"][0]["status"], out["dropped"]) == (0, "in_review", [])
    uid = out["reports"][0]["id"]
    for step, status in (("--accept", "accepted"), ("--release", "released")):
        code, out = run(capsys, "report", "review", uid, step, "--db", url)
        assert (code, out["reports"][0]["status"]) == (0, status)
    code, out = run(capsys, "report", "show", uid[:8], "--db", url)
    report = out["reports"][0]
    assert report["cards"][0]["caused_by"] == "Comptabilité"
    assert [each["text"] for each in report["observations"]][:2] == [
        "Un client est revenu dire merci.",
        "Onze minutes.",
    ]


def test_filling_in_twice_doubles_nothing(capsys, url, assignment, answers):
    for _time in range(2):
        run(capsys, "report", "submit", assignment, str(answers), "--draft", "--db", url)
    _code, out = run(capsys, "report", "list", "2026", "--db", url)
    assert [(each["status"], each["cards"]) for each in out["reports"]] == [("draft", 1)]


def test_an_incomplete_file_is_refused_whole(capsys, url, assignment, tmp_path):
    path = tmp_path / "short.json"
    path.write_text('{"answers": {"out_of_stock": 2}}', encoding="utf-8")
    code, message = run(capsys, "report", "submit", assignment, str(path), "--db", url)
    assert (code, "Il manque encore" in message) == (1, True)
    _code, out = run(capsys, "report", "list", "2026", "--db", url)
    assert out["reports"] == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "JSON"),
        (b"\xff\xfe", "UTF-8"),
        (b'{"answers": {"nowhere": "1"}}', "nowhere"),
        (b'{"answers": {"out_of_stock": true}}', "answers.out_of_stock"),
        (b'{"cards": [{"caused_by": "MARS"}]}', "MARS"),
        (b'{"observations": [{"kind": "best", "text": "x"}]}', "observations[0].kind"),
        (b'{"best": {}}', "best"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence(capsys, url, assignment, tmp_path, content, words):
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    code, message = run(capsys, "report", "submit", assignment, str(path), "--db", url)
    assert (code, words in message, "Traceback" in message) == (1, True, False)


def test_a_missing_file_is_said_so(capsys, url, assignment):
    code, message = run(capsys, "report", "submit", assignment, "nothing.json", "--db", url)
    assert (code, "nothing.json" in message) == (1, True)


def test_days_without_report_are_listed(capsys, url, assignment):
    _code, out = run(capsys, "report", "waiting", "2026", "--db", url)
    assert (out["waiting"][0]["id"], out["waiting"][0]["author"]) == (assignment, "Anne Roux")
