"""The program is killed while a robot types: what was lost is counted."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from db.session import open_store
from desktop.usecases.report_writing import open_report
from desktop.usecases.reports import get_report
from tests.usecases.report_world import make_world

from .typing_robot import FIELDS, PAUSE_MS, SENTENCE

ROOT = Path(__file__).resolve().parents[3]
ROBOT = Path(__file__).with_name("typing_robot.py")

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL")


@dataclass(frozen=True)
class Loss:
    """Letters typed that the file does not hold, by where they were typed."""

    typed: int
    in_the_field: int
    elsewhere: int


def kill_once(database: Path, report: int, seconds: float) -> Loss:
    """Let the robot type for a while, kill it without warning, compare file and keyboard."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    robot = subprocess.Popen(
        [sys.executable, str(ROBOT), str(database), str(report)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    )
    assert robot.stdout is not None
    assert robot.stdout.readline() == "ready 0\n"
    time.sleep(seconds)
    robot.kill()
    lines = [line.split() for line in robot.stdout.read().splitlines() if line.count(" ") == 1]
    robot.stdout.close()
    robot.wait()
    typed = dict.fromkeys(FIELDS, 0) | {code: int(count) for code, count in lines}
    with open_store(database) as store:
        content = store.read(get_report, report).content
    lost = {}
    for code, count in typed.items():
        kept = content.value(code).rstrip()
        expected = (SENTENCE * (count // len(SENTENCE) + 1))[:count]
        assert expected.startswith(kept), f"{code}: what is kept is not what was typed"
        lost[code] = len(expected.rstrip()) - len(kept)
    current = lines[-1][0] if lines else FIELDS[0]
    elsewhere = sum(count for code, count in lost.items() if code != current)
    return Loss(sum(typed.values()), lost[current], elsewhere)


def kill_often(folder: Path, times: int, seed: int) -> list[Loss]:
    chance = random.Random(seed)
    losses = []
    for number in range(times):
        database = folder / f"{number}.db"
        with open_store(database, create=True) as store:
            world = store.write(make_world).value
            report = store.write(open_report, assignment_id=world.assignment).value
        losses.append(kill_once(database, report, chance.uniform(0.2, 3)))
        for file in folder.glob(f"{number}.db*"):
            file.unlink()
    return losses


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
    assert worst <= 2000 / PAUSE_MS, "more than two seconds of typing were lost"
    assert all(loss.elsewhere <= 60 for loss in losses), "more than one finished field was lost"


def test_a_killed_program_loses_two_seconds_of_typing_at_most(tmp_path):
    judge(kill_often(tmp_path, 2, seed=5))


@pytest.mark.slow
def test_a_thousand_kills(tmp_path):
    judge(kill_often(tmp_path, 1000, seed=1))
