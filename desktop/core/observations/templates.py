"""The questionnaires that come with the program, ready to use or to copy."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from desktop.core.observations.questionnaire import Questionnaire
from desktop.core.observations.questionnaire_file import load


@cache
def templates() -> tuple[Questionnaire, ...]:
    """Every questionnaire of resources/questionnaires, by code."""
    folder = files("resources") / "questionnaires"
    found = sorted((each for each in folder.iterdir() if each.name.endswith(".json")), key=str)
    return tuple(load(each.read_text(encoding="utf-8"), source=each.name) for each in found)
