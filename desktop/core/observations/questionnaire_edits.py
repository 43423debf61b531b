"""Small changes to a questionnaire: each gives a new one, none touches the old."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from desktop.core.observations.questionnaire import (
    Condition,
    Item,
    Option,
    Questionnaire,
    Section,
    Words,
)
from desktop.core.vocabulary import ItemKind


def with_section(questionnaire: Questionnaire, place: int, section: Section) -> Questionnaire:
    """The section at this place changed."""
    sections = list(questionnaire.sections)
    sections[place] = section
    return replace(questionnaire, sections=tuple(sections))


def with_item(questionnaire: Questionnaire, place: int, rank: int, item: Item) -> Questionnaire:
    """One question changed; what waited for its old code waits for the new one."""
    section = questionnaire.sections[place]
    items = list(section.items)
    before, items[rank] = items[rank].code, item
    changed = with_section(questionnaire, place, replace(section, items=tuple(items)))
    return _renamed(changed, before, item.code) if before != item.code else changed


def add_section(questionnaire: Questionnaire, after: int) -> tuple[Questionnaire, int]:
    """A new, empty section after this one, and its place."""
    codes = {section.code for section in questionnaire.sections}
    section = Section(_free("part", codes), Words("Nouvelle partie", "New part"), ())
    sections = list(questionnaire.sections)
    sections.insert(after + 1, section)
    return replace(questionnaire, sections=tuple(sections)), after + 1


def add_item(questionnaire: Questionnaire, place: int, after: int) -> tuple[Questionnaire, int]:
    """A new question after this one, and its rank; it still has to say why it is asked."""
    codes = {item.code for item in questionnaire.items()}
    words = Words("Nouvelle question", "New question")
    item = Item(_free("question", codes), ItemKind.SHORT_TEXT, words, Words())
    section = questionnaire.sections[place]
    items = list(section.items)
    items.insert(after + 1, item)
    return with_section(questionnaire, place, replace(section, items=tuple(items))), after + 1


def remove_section(questionnaire: Questionnaire, place: int) -> Questionnaire:
    """Without this section."""
    kept = [each for rank, each in enumerate(questionnaire.sections) if rank != place]
    return replace(questionnaire, sections=tuple(kept))


def remove_item(questionnaire: Questionnaire, place: int, rank: int) -> Questionnaire:
    """Without this question."""
    section = questionnaire.sections[place]
    kept = tuple(each for number, each in enumerate(section.items) if number != rank)
    return with_section(questionnaire, place, replace(section, items=kept))


def move_section(questionnaire: Questionnaire, place: int, way: int) -> tuple[Questionnaire, int]:
    """The section one place up (-1) or down (+1), and where it stands now."""
    sections = list(questionnaire.sections)
    target = min(max(place + way, 0), len(sections) - 1)
    sections.insert(target, sections.pop(place))
    return replace(questionnaire, sections=tuple(sections)), target


def move_item(
    questionnaire: Questionnaire, place: int, rank: int, way: int
) -> tuple[Questionnaire, int]:
    """The question one place up (-1) or down (+1) in its section, and where it stands now."""
    section = questionnaire.sections[place]
    items = list(section.items)
    target = min(max(rank + way, 0), len(items) - 1)
    items.insert(target, items.pop(rank))
    return with_section(questionnaire, place, replace(section, items=tuple(items))), target


def condition_text(conditions: tuple[Condition, ...]) -> str:
    """Conditions on one line: `bought = met; wait = not_met, not_applicable`."""
    return "; ".join(f"{each.item} = {', '.join(each.values)}" for each in conditions)


def read_conditions(text: str) -> tuple[Condition, ...]:
    """What `condition_text` writes; half a condition is left out."""
    found = []
    for part in text.split(";"):
        item, equals, values = part.partition("=")
        wanted = tuple(value.strip() for value in values.split(",") if value.strip())
        if equals and item.strip() and wanted:
            found.append(Condition(item.strip(), wanted))
    return tuple(found)


def option_text(options: tuple[Option, ...]) -> str:
    """Choices on one line: `card = Carte / Card; cash = Espèces / Cash`."""
    return "; ".join(f"{each.code} = {each.words.fr} / {each.words.en}" for each in options)


def read_options(text: str, before: tuple[Option, ...]) -> tuple[Option, ...]:
    """What `option_text` writes; a choice that was there keeps its points."""
    points = {each.code: each.points for each in before}
    found = []
    for part in text.split(";"):
        code, _equals, words = part.partition("=")
        french, _slash, english = words.partition("/")
        if code.strip() and words.strip():
            said = Words(french.strip(), english.strip())
            found.append(Option(code.strip(), said, points.get(code.strip())))
    return tuple(found)


def _free(stem: str, taken: set[str]) -> str:
    return next(name for number in count(1) if (name := f"{stem}_{number}") not in taken)


def _renamed(questionnaire: Questionnaire, before: str, after: str) -> Questionnaire:
    def moved(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
        return tuple(
            replace(each, item=after) if each.item == before else each for each in conditions
        )

    return replace(
        questionnaire,
        sections=tuple(
            replace(
                section,
                conditions=moved(section.conditions),
                items=tuple(
                    replace(item, conditions=moved(item.conditions)) for item in section.items
                ),
            )
            for section in questionnaire.sections
        ),
    )
