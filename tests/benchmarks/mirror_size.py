"""The mirror at the size of KPAM's own studies, from cold, beside a plain scikit-learn pipeline.

    python -m tests.benchmarks.mirror_size ours       prepares a file, then runs our one command
    python -m tests.benchmarks.mirror_size texts FILE    writes the same texts into a file
    python -m tests.benchmarks.mirror_size sklearn FILE  reads them; needs scikit-learn alone

Both read the same 100 000 clients' and 20 000 employees' texts from disk in a process of its own
and end with the counts of the mirror by touchpoint. The texts are real ones of users of public
services (`../shared/samples`), cut to the length of a survey's answer, and sentences of our own.
"""

from __future__ import annotations

import argparse
import csv
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "../shared/samples/sp_plus_dev_sample.csv"
CLIENTS, EMPLOYEES = 100_000, 20_000
LONGEST = 240
"""Letters of an answer to an open question of a survey."""


def real_texts() -> list[tuple[str, str]]:
    """Text and feeling of the sample."""
    with SAMPLE.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    return [(f"{row['Titre']}. {row['Description']}", row["Ressenti usager"]) for row in rows]


def texts() -> Iterator[str]:
    """Every text of the benchmark, none twice: its number is part of it."""
    from tests.benchmarks.test_mirror_size import SAYINGS

    real = [text[:LONGEST] for text, _feeling in real_texts()]
    pool = [*real, *SAYINGS * (len(real) // len(SAYINGS))]
    for number in range(CLIENTS + EMPLOYEES):
        yield f"{pool[number % len(pool)]} ({number})"


def prepare(folder: Path) -> Path:
    """A store with the small demonstration company and all the texts, none labelled."""
    from db.session import open_store
    from desktop.usecases.demonstration import build_demonstration
    from tests.benchmarks import test_mirror_size

    file = folder / "size.db"
    with open_store(file, create=True) as store:
        store.write(build_demonstration, size="S")
        store.write(test_mirror_size.hear_everybody, list(texts()))
    return file


def ours(folder: Path) -> None:
    """Time and memory of `vismavie mirror --classify` in a process of its own."""
    file = prepare(folder)
    begun = perf_counter()
    subprocess.run(
        [sys.executable, "-m", "desktop", "mirror", "--classify", "--db", str(file), "--quiet"],
        check=True, cwd=ROOT, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    _tell("ours, one command", perf_counter() - begun, used)


def scikit(_folder: Path) -> None:
    """TF-IDF and logistic regression, one model for the polarity, one for the touchpoint."""
    every = Path(sys.argv[2]).read_text(encoding="utf-8").split("\0")
    begun, cpu = perf_counter(), process_time()
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    told = [(text, feeling) for text, feeling in real_texts() if feeling != "Neutre"]
    polarity = make_pipeline(TfidfVectorizer(strip_accents="unicode"), LogisticRegression())
    polarity.fit([text for text, _f in told], [feeling for _t, feeling in told])
    phrases = list(_pointers())
    place = make_pipeline(TfidfVectorizer(strip_accents="unicode"), LogisticRegression())
    place.fit([phrase for phrase, _code in phrases], [code for _phrase, code in phrases])
    counts = Counter(zip(place.predict(every), polarity.predict(every), strict=True))
    used = resource.getrusage(resource.RUSAGE_SELF)
    assert sum(counts.values()) == len(every)
    _tell("scikit-learn, no database", perf_counter() - begun, used, process_time() - cpu)


def _pointers() -> Iterator[tuple[str, str]]:
    lexicon = ROOT / "resources" / "lexicon" / "touchpoints.txt"
    for line in lexicon.read_text(encoding="utf-8").splitlines():
        code, colon, entries = line.partition(":")
        if colon and not line.startswith("#"):
            for entry in entries.split(","):
                yield entry.strip(), code


def _tell(
    name: str, seconds: float, used: resource.struct_rusage, cpu: float | None = None
) -> None:
    processor = used.ru_utime + used.ru_stime if cpu is None else cpu
    sys.stdout.write(
        f"| {name} | {seconds:.1f} s | {processor:.1f} s | {used.ru_maxrss / 1024:.0f} MiB |\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("which", choices=("ours", "texts", "sklearn"))
    parser.add_argument("file", nargs="?", help="where the texts are written, or read by sklearn")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if args.which == "texts":
            Path(args.file).write_text("\0".join(texts()), encoding="utf-8")
        elif args.which == "ours":
            ours(Path(folder))
        else:
            scikit(Path(folder))


if __name__ == "__main__":
    main()
