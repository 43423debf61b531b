from __future__ import annotations

import pytest

from desktop.core.documents import theme
from desktop.core.documents.fonts import drawable
from desktop.core.documents.theme import LEAST_CONTRAST, MOMENT_TINTS, contrast, readable_accent
from desktop.core.vocabulary import Moment


def test_black_on_white_has_the_greatest_contrast():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#777777") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("ground", [theme.PAPER, theme.WASH])
@pytest.mark.parametrize("ink", [theme.INK, theme.GREY, theme.ALERT, theme.GOOD, theme.ACCENT])
def test_every_ink_can_be_read_on_every_ground(ink: str, ground: str):
    assert contrast(ink, ground) >= LEAST_CONTRAST


@pytest.mark.parametrize("moment", Moment)
def test_every_moment_can_be_read_both_ways(moment: Moment):
    tint = MOMENT_TINTS[moment]
    assert contrast(tint.strong, theme.PAPER) >= LEAST_CONTRAST
    assert contrast(tint.strong, tint.soft) >= LEAST_CONTRAST
    assert contrast(theme.INK, tint.soft) >= LEAST_CONTRAST
    assert contrast(theme.GREY, tint.soft) >= LEAST_CONTRAST


@pytest.mark.parametrize("colour", ["#FFE100", "#FFFFFF", "#00B7FF", "#0B4F5C", "", "rouge", "#12"])
def test_a_company_colour_always_becomes_readable(colour: str):
    accent = readable_accent(colour)
    assert contrast(accent, theme.PAPER) >= LEAST_CONTRAST
    assert contrast(accent, theme.WASH) >= LEAST_CONTRAST


def test_a_readable_company_colour_is_kept():
    assert readable_accent("#7A003C") == "#7A003C"


def test_the_faces_draw_all_of_french():
    french = "àâäçéèêëîïôöùûüÿœæÀÂÇÉÈÊËÎÏÔÙÛÜŸŒÆ«»’“”–—…€°²№×÷→←✓•\u00a0\u202f\u2011\u00ad\ufffd"
    assert {char for char in french if ord(char) not in drawable()} <= {"№"}
