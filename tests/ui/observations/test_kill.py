"""The program is killed while a robot types: what was lost is counted."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from db.session import open_store
from desktop.core.observations.typing_log import logs_of, read_log
from desktop.usecases.report_recovery import recover_typing
from desktop.usecases.report_writing import open_report
from desktop.usecases.reports import get_report
from tests.usecases.report_world import make_world

from . import typing_robot
from .typing_robot import FIELDS, SENTENCE

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL")


@dataclass(frozen=True)
class Loss:
    """Letters typed that the file does not hold, by where they were typed."""

    typed: int
    in_the_field: int
    elsewhere: int


@dataclass(frozen=True)
class Draft:
    """A file with one empty draft, and how to start robots that fill it in."""

    template: Path
    report: int
    start: ForkServerContext


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    path = tmp_path / "template.db"
    with open_store(path, create=True) as store:
        world = store.write(make_world).value
        report = store.write(open_report, assignment_id=world.assignment).value
    start = multiprocessing.get_context("forkserver")
    start.set_forkserver_preload(["tests.ui.observations.typing_robot"])
    return Draft(path, report, start)


def kill_once(draft: Draft, folder: Path, seconds: float) -> Loss:
    """Let the robot type for a while, kill it without warning, compare file and keyboard."""
    folder.mkdir()
    database, told = folder / "company.db", folder / "told"
    shutil.copy(draft.template, database)
    told.touch()
    arguments = (str(database), draft.report, str(folder), str(told))
    robot = draft.start.Process(target=typing_robot.main, args=arguments)
    robot.start()
    while not told.stat().st_size:
        assert robot.is_alive()
        time.sleep(0.02)
    time.sleep(seconds)
    robot.kill()
    robot.join()
    lines = [line.split() for line in told.read_text().splitlines()[1:]]
    typed = dict.fromkeys(FIELDS, 0) | {code: int(count) for code, count in lines}
    with open_store(database) as store:
        uid = store.read(get_report, draft.report).row.uid
        left = logs_of(folder / "data", store.location, uid)
        words = tuple(each for file in left for each in read_log(file))
        store.write(recover_typing, draft.report, words)
        content = store.read(get_report, draft.report).content
    shutil.rmtree(folder)
    return compare(typed, {code: content.value(code) for code in FIELDS}, lines)


def compare(typed: dict[str, int], kept: dict[str, str], lines: list[list[str]]) -> Loss:
    lost = {}
    for code, count in typed.items():
        words = kept[code].rstrip()
        expected = (SENTENCE * (count // len(SENTENCE) + 1))[:count]
        assert expected.startswith(words), f"{code}: what is kept is not what was typed"
        lost[code] = len(expected.rstrip()) - len(words)
    current = lines[-1][0] if lines else FIELDS[0]
    elsewhere = sum(count for code, count in lost.items() if code != current)
    return Loss(sum(typed.values()), lost[current], elsewhere)


def kill_often(draft: Draft, folder: Path, times: int, seed: int) -> list[Loss]:
    chance = random.Random(seed)
    moments = [chance.uniform(0.05, 1.5) for _number in range(times)]
    with ThreadPoolExecutor(4) as hands:
        return list(
            hands.map(
                lambda each: kill_once(draft, folder / str(each[0]), each[1]), enumerate(moments)
            )
        )


def judge(losses: list[Loss]) -> None:
    worst = max(loss.in_the_field for loss in losses)
    typed = sum(loss.typed for loss in losses)
    lost = sum(loss.in_the_field + loss.elsewhere for loss in losses)
    print(  # noqa: T201 -- the count is the point
        f"{len(losses)} kills, {typed} letters typed, {lost} lost, "
        f"at most {worst} in the field being typed, "
        f"{sum(loss.elsewhere for loss in losses)} in other fields"
    )
    assert typed > 0
    assert worst <= 1, "more than the letter being typed was lost"
    assert all(loss.elsewhere == 0 for loss in losses), "a finished field was lost"


def test_a_killed_program_loses_one_letter_at_most(draft, tmp_path):
    judge(kill_often(draft, tmp_path, 3, seed=5))


@pytest.mark.slow
def test_a_thousand_kills(draft, tmp_path):
    judge(kill_often(draft, tmp_path, 1000, seed=1))
