"""What import-linter reads in the sources, proved at run time."""

from __future__ import annotations

import subprocess
import sys

BLOCKED = """
import importlib, pkgutil, sys

class Wall:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {blocked!r}:
            raise ImportError(f"{{name}} is not for this layer")

sys.meta_path.insert(0, Wall())
import {package}
for module in pkgutil.walk_packages({package}.__path__, {package!r} + "."):
    importlib.import_module(module.name)
"""


def imports_without(package: str, *blocked: str) -> subprocess.CompletedProcess[str]:
    code = BLOCKED.format(package=package, blocked=set(blocked))
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_the_core_needs_neither_qt_nor_sql():
    done = imports_without(
        "desktop.core", "PySide6", "shiboken6", "sqlalchemy", "alembic", "psycopg", "db"
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_use_cases_need_no_window():
    done = imports_without("desktop.usecases", "PySide6", "shiboken6")
    assert (done.returncode, done.stderr) == (0, "")


def test_the_window_is_shown_before_sql_and_other_slow_libraries_are_imported():
    slow = ("sqlalchemy", "alembic", "reportlab", "highspy", "numpy", "pypdfium2")
    code = f"import desktop.app, sys; print([n for n in {slow!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
