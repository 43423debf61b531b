from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from desktop.core.observations.answers import visible_items
from desktop.core.vocabulary import ItemKind, ObservationKind
from desktop.usecases import report_writing as writing
from desktop.usecases.reports import get_report

from .report_world import World, make_world

if TYPE_CHECKING:
    from db.session import Store


@pytest.fixture
def world(store: Store) -> World:
    return store.write(make_world).value


def fill_in(store: Store, report_id: int, **answers: str) -> None:
    """Answer whatever is required and the two questions, as an honest author would."""
    for _step in range(3):  # an answer may open other questions
        sheet = store.read(get_report, report_id)
        for _section, item in visible_items(sheet.questionnaire, sheet.content):
            wanted = answers.get(item.code, usual(item) if item.required else "")
            if wanted and not sheet.content.value(item.code):
                note = "La file dépassait la porte à 17 h 20, deux caisses sur cinq ouvertes."
                store.write(writing.save_answer, report_id, item.code, wanted, note)
    for kind in (ObservationKind.BEST, ObservationKind.MOST_FRUSTRATING):
        store.write(writing.save_told, report_id, kind, "Un client est revenu remercier l’équipe.")


def usual(item) -> str:
    """An answer that this question can have."""
    return {
        ItemKind.MET: "met",
        ItemKind.COUNT: "3",
        ItemKind.NUMBER: "3",
        ItemKind.TIME: "14:30",
        ItemKind.STOPWATCH: "2:30",
        ItemKind.CHOICE: item.options[0].code if item.options else "",
        ItemKind.SCALE: "4",
    }.get(item.kind, "Six écrans sont nécessaires pour un échange.")


@pytest.fixture
def filled(store: Store, world: World) -> int:
    """The visitor's report, complete and not yet sent."""
    report_id = store.write(writing.open_report, assignment_id=world.assignment).value
    fill_in(store, report_id)
    return report_id


@pytest.fixture
def fill() -> Callable[..., None]:
    return fill_in
