from __future__ import annotations

import threading
from functools import partial

import pytest
from PySide6.QtCore import QObject
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.organisation import Department
from db.session import open_store
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.desk import Desk
from desktop.usecases.outcome import Outcome


def add_department(session: Session, name: str) -> Outcome[str]:
    session.add(Department(code=name.lower(), name=name))
    return Outcome(name, Changes.PEOPLE, f"ajouter {name}")


def department_names(session: Session) -> list[str]:
    return list(session.scalars(select(Department.name).order_by(Department.name)))


def refuse(session: Session) -> Outcome[None]:
    raise UserError("Non.")


def names(desk: Desk) -> list[str]:
    found: list[list[str]] = []
    desk.ask(department_names, then=found.append)
    return found[0]


def test_a_write_tells_its_value_and_what_changed(desk):
    heard, values = [], []
    desk.changed.connect(heard.append)

    desk.do(add_department, "Paie", then=values.append)

    assert values == ["Paie"]
    assert heard == [Changes.PEOPLE]
    assert names(desk) == ["Paie"]


def test_undo_and_redo_say_what_they_take_back_and_do_it(desk):
    desk.do(add_department, "Paie")
    desk.do(add_department, "Caisse")
    assert (desk.undo_label, desk.redo_label) == ("ajouter Caisse", "")

    desk.undo()
    assert names(desk) == ["Paie"]
    assert (desk.undo_label, desk.redo_label) == ("ajouter Paie", "ajouter Caisse")

    desk.redo()
    assert names(desk) == ["Caisse", "Paie"]
    assert (desk.undo_label, desk.redo_label) == ("ajouter Caisse", "")


def test_a_new_write_forgets_what_was_undone(desk):
    desk.do(add_department, "Paie")
    desk.undo()
    desk.do(add_department, "Caisse")
    assert desk.redo_label == ""


def test_a_rehearsal_answers_and_changes_nothing(desk):
    values = []
    desk.rehearse(add_department, "Paie", then=values.append)
    assert (values, names(desk), desk.undo_label) == (["Paie"], [], "")


def test_a_refusal_goes_to_who_asked(desk):
    refusals = []
    desk.do(refuse, or_else=lambda error: refusals.append(str(error)))
    assert refusals == ["Non."]


def test_a_refusal_that_nobody_expects_is_told_to_the_window(qapp, store):
    desk = Desk(store, inline=True)
    failures = []
    desk.failed.connect(lambda error: failures.append(str(error)))
    desk.do(refuse)
    assert failures == ["Non."]


def test_a_closed_desk_says_that_no_file_is_open(qapp):
    desk = Desk(inline=True)
    with pytest.raises(UserError):
        desk.ask(department_names, then=print)


class Asker(QObject):
    """Stands for a page."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[object] = []

    def hear(self, answer: object) -> None:
        self.answers.append(answer)


@pytest.fixture
def threaded(qapp, tmp_path, qtbot):
    desk = Desk()
    with qtbot.waitSignal(desk.opened):
        desk.open(partial(open_store, tmp_path / "threaded.db", create=True))
    yield desk
    desk.close()


def test_reads_run_on_the_database_thread_and_answer_in_the_windows(threaded, qtbot):
    def thread_name(session: Session) -> str:
        return threading.current_thread().name

    seen = []
    threaded.ask(
        thread_name, then=lambda name: seen.append((name, threading.current_thread().name))
    )
    qtbot.waitUntil(lambda: len(seen) == 1)
    assert seen == [("database_0", "MainThread")]


def test_a_later_request_of_the_same_page_replaces_one_that_has_not_begun(threaded, qtbot):
    gate, runs = threading.Event(), []

    def slow(session: Session) -> None:
        gate.wait(5)

    def counted(session: Session, number: int) -> int:
        runs.append(number)
        return number

    asker = Asker()
    threaded.ask(slow, then=lambda _: None)
    for number in range(5):
        threaded.ask(counted, number, then=asker.hear)
    gate.set()
    qtbot.waitUntil(lambda: bool(asker.answers))
    assert (asker.answers, runs) == ([4], [4])


def test_nothing_is_told_to_a_widget_that_is_gone(threaded, qtbot):
    gate, done = threading.Event(), []

    def slow(session: Session) -> int:
        gate.wait(5)
        return 1

    asker = Asker()
    threaded.ask(slow, then=asker.hear)
    threaded.ask(department_names, then=done.append)
    import shiboken6

    shiboken6.delete(asker)
    gate.set()
    qtbot.waitUntil(lambda: bool(done))
    assert asker.answers == []
