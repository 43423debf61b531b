from __future__ import annotations

import threading

import shiboken6
from PySide6.QtCore import QObject

from desktop.core.errors import Cancelled, UserError


def test_a_result_arrives_in_the_thread_of_the_window(jobs, qtbot):
    owner, seen = QObject(), []
    jobs.start(
        lambda monitor: 42,
        owner=owner,
        on_success=lambda value: seen.append((value, threading.current_thread().name)),
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(42, "MainThread")]


def test_progress_arrives_in_order(jobs, qtbot):
    def work(monitor):
        for step in (0.25, 0.5, 1.0):
            monitor.tell(step, f"{step:.0%}")
        return "fini"

    owner, told, seen = QObject(), [], []
    jobs.start(work, owner=owner, on_success=seen.append, on_progress=lambda f, t: told.append(t))
    qtbot.waitUntil(lambda: bool(seen))
    assert told == ["25%", "50%", "100%"]


def test_a_cancelled_job_says_so_to_its_owner_and_to_nobody_else(jobs, qtbot):
    started, owner, ends, failures = threading.Event(), QObject(), [], []

    def work(monitor):
        started.set()
        while True:
            monitor.checkpoint()

    jobs.failed.connect(failures.append)
    monitor = jobs.start(work, owner=owner, on_success=ends.append, on_failure=ends.append)
    assert started.wait(5)
    monitor.cancel()
    qtbot.waitUntil(lambda: bool(ends))
    assert ([type(end) for end in ends], failures) == ([Cancelled], [])


def test_a_refusal_without_anybody_to_hear_it_goes_to_the_window(jobs, qtbot):
    def work(monitor):
        raise UserError("Aucun planning possible.")

    owner = QObject()
    with qtbot.waitSignal(jobs.failed) as told:
        jobs.start(work, owner=owner, on_success=print)
    assert str(told.args[0]) == "Aucun planning possible."


def test_nothing_is_called_once_the_owner_is_deleted(jobs, qtbot):
    gate, owner, seen = threading.Event(), QObject(), []
    jobs.start(lambda monitor: gate.wait(5), owner=owner, on_success=seen.append)
    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: jobs.running == 0)
    assert seen == []
