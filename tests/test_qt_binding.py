"""A release of PySide6 lost a reference to None at each call on Python 3.11: it aborted in use."""

from __future__ import annotations

import subprocess
import sys

CALLS = """
import sys
from PySide6.QtCore import QObject, QTimer
timer = QTimer()
before = sys.getrefcount(None)
for number in range(20_000):
    timer.setInterval(1)
    timer.setObjectName("x")
after = sys.getrefcount(None)
print(before - after)
"""


def test_20_000_setter_calls_lose_no_reference_to_none():
    done = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 100
