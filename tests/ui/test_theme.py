from __future__ import annotations

import pytest

from desktop.ui import theme
from desktop.ui.theme import Colours

TONES = ("good", "warn", "bad", "info", "neutral")


@pytest.mark.parametrize("colours", theme.ALL.values(), ids=lambda one: one.name)
def test_every_text_of_every_theme_is_readable(colours: Colours):
    pairs = [
        (getattr(colours, ink), getattr(colours, ground))
        for ink in ("text", "muted", "accent", "bad")
        for ground in ("window", "surface", "raised", "nav")
    ]
    pairs += [(getattr(colours, tone), getattr(colours, f"{tone}_soft")) for tone in TONES]
    pairs += [
        (colours.on_accent, colours.accent),
        (colours.on_accent, colours.accent_hover),
        (colours.text, colours.accent_soft),
    ]
    weak = [(ink, ground) for ink, ground in pairs if theme.contrast(ink, ground) < 4.5]
    assert weak == []


def test_contrast_is_that_of_the_norm():
    assert theme.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert theme.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", theme.ALL)
def test_the_style_sheet_fills_in_every_colour(name):
    sheet = theme.style_sheet(theme.ALL[name])
    assert "$" not in sheet


@pytest.mark.parametrize("name", [*theme.ALL, "system"])
def test_a_theme_dresses_the_application(qapp, name):
    theme.apply(qapp, name)
    assert qapp.palette().window().color().name().upper() == theme.colours().window


def test_every_icon_of_a_page_can_be_drawn(qapp):
    from desktop.ui.window.registry import PAGES

    theme.apply(qapp, "light")
    empty = [one.icon for one in PAGES if theme.icon(one.icon).pixmap(20).toImage().isNull()]
    assert empty == []
