from __future__ import annotations

from decimal import Decimal

import pytest

from desktop.core.observations.questionnaire import (
    Condition,
    Demands,
    Item,
    Option,
    Questionnaire,
    Section,
    Target,
    Words,
)
from desktop.core.vocabulary import ItemKind, QuestionnaireKind

WHY = Words("Améliorer l’accueil", "Improve the welcome")


def item(code: str, kind: ItemKind = ItemKind.MET, **more: object) -> Item:
    return Item(code, kind, Words(f"{code} ?", f"{code}?"), WHY, **more)


def form(*items: Item, touchpoint: str = "shop.greeting", **more: object) -> Questionnaire:
    section = Section("first", Words("Premier", "First"), items, touchpoint=touchpoint)
    return Questionnaire(
        "test",
        1,
        QuestionnaireKind.MYSTERY_VISIT,
        "shop",
        Words("Essai", "Test"),
        (section,),
        **more,
    )


@pytest.fixture
def visit() -> Questionnaire:
    """Two pages: the greeting, then the till, which is hidden unless something was bought."""
    greeting = Section(
        "greeting",
        Words("Accueil", "Greeting"),
        (
            item("hello", weight=2, required=True, demands=Demands(note=("not_met",))),
            item("smile", ItemKind.SCALE, weight=1),
            item("bought", required=True),
        ),
        touchpoint="shop.greeting",
        pass_mark=60,
    )
    till = Section(
        "till",
        Words("Caisse", "Till"),
        (
            item(
                "wait",
                ItemKind.STOPWATCH,
                weight=1,
                target=Target(at_most=Decimal(300)),
                demands=Demands(irritant=("not_met",)),
            ),
            item("why_wait", ItemKind.LONG_TEXT, conditions=(Condition("wait", ("not_met",)),)),
            item(
                "means",
                ItemKind.CHOICE,
                options=(
                    Option("card", Words("Carte", "Card")),
                    Option("cash", Words("Espèces", "Cash")),
                ),
            ),
        ),
        touchpoint="shop.payment",
        conditions=(Condition("bought", ("met",)),),
    )
    return Questionnaire(
        "visit",
        1,
        QuestionnaireKind.MYSTERY_VISIT,
        "shop",
        Words("Visite", "Visit"),
        (greeting, till),
    )
