"""Every colour, font and measure of the printed documents, and the arithmetic of their contrast."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from desktop.core.vocabulary import Moment

A4 = (595.28, 841.89)
LETTER = (612.0, 792.0)
A3 = (841.89, 1190.55)
TABLOID = (792.0, 1224.0)
MARGIN = 57.0
FOOT = 50.0
GAP = 12.0
LEAST_CONTRAST = 4.5
"""Between any text and what lies under it (WCAG 1.4.3)."""


class Font(StrEnum):
    """The faces that are bundled in resources/fonts."""

    REGULAR = "IBMPlexSans-Regular"
    MEDIUM = "IBMPlexSans-Medium"
    BOLD = "IBMPlexSans-SemiBold"
    ITALIC = "IBMPlexSans-Italic"


INK = "#1D2B2F"
GREY = "#55636A"
RULE = "#CBD5D8"
WASH = "#F2F6F6"
PAPER = "#FFFFFF"
ALERT = "#A3291F"
GOOD = "#2C6B3F"
ACCENT = "#0B4F5C"


@dataclass(frozen=True, slots=True)
class Tint:
    """A moment's colour: `strong` carries white text, `soft` lies under ink."""

    strong: str
    soft: str


MOMENT_TINTS: dict[Moment, Tint] = {
    Moment.WIN_WIN: Tint("#2C6B3F", "#E3F0E5"),
    Moment.LUCKY_BREAK: Tint("#7A6200", "#F7F0D4"),
    Moment.PAIN: Tint("#A3291F", "#FAE6E2"),
    Moment.WRONG_FIGHT: Tint("#94500B", "#FBEBD8"),
    Moment.BLINDNESS: Tint("#5A4A8A", "#ECE8F5"),
    Moment.DEAD_END: Tint("#3C4A55", "#E4E9EC"),
}


class Align(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"
    JUSTIFY = "justify"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a block of text is set; measures in points. `bold` is the face of its emphasised runs."""

    font: Font
    size: float
    leading: float
    colour: str = INK
    align: Align = Align.LEFT
    before: float = 0.0
    after: float = 0.0
    hyphens: bool = False
    keep_next: bool = False
    bold: Font = Font.BOLD


BODY = TextStyle(Font.REGULAR, 9.6, 14.2, align=Align.JUSTIFY, after=6, hyphens=True)
PLAIN = TextStyle(Font.REGULAR, 9.6, 14.2, after=4)
LEAD = TextStyle(Font.REGULAR, 11.2, 16.6, colour=GREY, after=8)
SMALL = TextStyle(Font.REGULAR, 8.2, 11.6, colour=GREY, after=3)
LABEL = TextStyle(Font.MEDIUM, 7.8, 10.2, colour=GREY)
KICKER = TextStyle(Font.MEDIUM, 9.2, 12, colour=GREY, after=2, keep_next=True)
TITLE = TextStyle(Font.BOLD, 32, 37, after=8)
H1 = TextStyle(Font.BOLD, 21, 26, before=20, after=8, keep_next=True)
H2 = TextStyle(Font.BOLD, 13, 17, before=14, after=5, keep_next=True)
H3 = TextStyle(Font.BOLD, 10.6, 14.2, before=6, after=2, keep_next=True)
QUOTE = TextStyle(Font.ITALIC, 9.6, 14, after=3, bold=Font.ITALIC)
KPI = TextStyle(Font.BOLD, 24, 28)
CELL = TextStyle(Font.REGULAR, 8.6, 11.8)
CELL_NUMBER = TextStyle(Font.REGULAR, 8.6, 11.8, align=Align.RIGHT)
CELL_HEAD = TextStyle(Font.BOLD, 7.8, 10.4, colour=GREY)
CELL_HEAD_NUMBER = TextStyle(Font.BOLD, 7.8, 10.4, colour=GREY, align=Align.RIGHT)


@lru_cache(maxsize=256)
def rgb(colour: str) -> tuple[float, float, float]:
    """`#rrggbb` as three shares from 0 to 1."""
    return (int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255)


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio of two colours, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def blend(colour: str, share: float) -> str:
    """`colour` thinned with white: 1 leaves it, 0 gives white."""
    parts = (round(255 * (1 - share + share * part)) for part in rgb(colour))
    return "#" + "".join(f"{part:02X}" for part in parts)


def readable_accent(colour: str | None) -> str:
    """The company's colour, darkened until white can be read on it; ours if it is no colour."""
    try:
        red, green, blue = rgb(colour or ACCENT)
    except ValueError:
        return ACCENT
    for step in range(21):
        keep = 1 - step / 20
        parts = [round(255 * part * keep) for part in (red, green, blue)]
        darker = "#" + "".join(f"{part:02X}" for part in parts)
        if contrast(darker, PAPER) >= LEAST_CONTRAST and contrast(darker, WASH) >= LEAST_CONTRAST:
            return darker
    return ACCENT
