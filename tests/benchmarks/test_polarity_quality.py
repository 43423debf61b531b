"""Quality of proposed polarities on real words of users of public services, against baselines.

The sample's own feeling ("Ressenti usager") is the truth. Even rows were looked at while the
lexicon was written; odd rows were not. `-s` prints the table kept in words.md.
"""

# ruff: noqa: T201 -- these tests print the tables that we keep

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from desktop.core.irritants import voice
from desktop.core.vocabulary import Polarity

FEELINGS = {"Positif": Polarity.POSITIVE, "Négatif": Polarity.NEGATIVE}


def held_out(samples: Path) -> list[tuple[str, Polarity]]:
    """Odd rows whose author took sides."""
    path = samples / "sp_plus_dev_sample.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    return [
        (f"{row['Titre']}. {row['Description']}", FEELINGS[row["Ressenti usager"]])
        for number, row in enumerate(rows)
        if number % 2 and row["Ressenti usager"] in FEELINGS
    ]


def test_polarities_proposed_on_held_out_words_beat_the_majority(samples: Path) -> None:
    rows = held_out(samples)
    proposals = [(voice.propose_polarity(text), truth) for text, truth in rows]

    labelled = [(found.polarity, truth) for found, truth in proposals if found.polarity]
    right = sum(found is truth for found, truth in labelled)
    sure = [(f.polarity, truth) for f, truth in proposals if f.polarity and f.confidence >= 0.5]
    right_sure = sum(found is truth for found, truth in sure)
    majority = Counter(truth for _text, truth in rows).most_common(1)[0][1] / len(rows)
    print(
        f"| held out: {len(rows)} | majority {majority:.0%} | labelled {len(labelled)} "
        f"| right {right / len(labelled):.0%} "
        f"| sure {len(sure)}, right {right_sure / len(sure):.0%} |"
    )
    assert right / len(labelled) >= 0.85 > majority
    assert len(labelled) / len(rows) >= 0.65
    assert right_sure / len(sure) >= right / len(labelled)
