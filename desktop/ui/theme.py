"""Every colour, the three palettes, the style sheet, the font and the tinted icons."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from string import Template

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import QApplication

from desktop.paths import resource

BASE_SIZE = 10.0
FAMILY = "IBM Plex Sans"


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme. `x_soft` is the ground on which `x` is read; every pair passes 4.5:1 (tested)."""

    name: str
    window: str
    surface: str
    raised: str
    nav: str
    text: str
    muted: str
    line: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    info: str
    info_soft: str
    neutral: str
    neutral_soft: str
    border: str = "1px"


LIGHT = Colours(
    name="light",
    window="#F4F6F6",
    surface="#FFFFFF",
    raised="#EBF0F0",
    nav="#E9EFF0",
    text="#16262A",
    muted="#51646A",
    line="#CFD9DB",
    accent="#0B4F5C",
    accent_hover="#0E6676",
    on_accent="#FFFFFF",
    accent_soft="#D5E8EB",
    good="#1B5E38",
    good_soft="#DDF1E4",
    warn="#7A4A00",
    warn_soft="#FCEBCB",
    bad="#96231B",
    bad_soft="#FBE1DE",
    info="#1D4E89",
    info_soft="#DFEAF8",
    neutral="#42545A",
    neutral_soft="#E6ECED",
)

DARK = Colours(
    name="dark",
    window="#10191C",
    surface="#172226",
    raised="#1F2D32",
    nav="#131E21",
    text="#E7EEF0",
    muted="#A3B4B9",
    line="#33454B",
    accent="#6CC5D3",
    accent_hover="#8AD5E1",
    on_accent="#062228",
    accent_soft="#173F48",
    good="#86D6A5",
    good_soft="#173A27",
    warn="#F3C06B",
    warn_soft="#40300F",
    bad="#FFA79E",
    bad_soft="#4A1E1B",
    info="#9CC3F5",
    info_soft="#1B3353",
    neutral="#B9C7CB",
    neutral_soft="#2A3A40",
)

CONTRAST = Colours(
    name="contrast",
    window="#000000",
    surface="#000000",
    raised="#1A1A1A",
    nav="#000000",
    text="#FFFFFF",
    muted="#E6E6E6",
    line="#FFFFFF",
    accent="#FFE14D",
    accent_hover="#FFF3A6",
    on_accent="#000000",
    accent_soft="#333000",
    good="#7CFF9E",
    good_soft="#00260D",
    warn="#FFD166",
    warn_soft="#2B1D00",
    bad="#FF9C94",
    bad_soft="#330300",
    info="#9FCBFF",
    info_soft="#001B3D",
    neutral="#FFFFFF",
    neutral_soft="#1A1A1A",
    border="2px",
)

ALL = {one.name: one for one in (LIGHT, DARK, CONTRAST)}
_current = LIGHT
_text_size = 100
HEADINGS = {"brand": 15, "title": 18, "section": 12, "figure": 22}
"""Points at text size 100."""


def colours() -> Colours:
    """The theme in force, for what paints itself."""
    return _current


def apply(app: QApplication, name: str, text_size: int = 100) -> None:
    """Dress the whole application; `name` is light, dark, contrast or system."""
    global _current, _text_size  # noqa: PLW0603 -- one application, one theme
    _text_size = text_size
    _current = ALL.get(name) or _system(app)
    tinted.cache_clear()
    app.setStyle("fusion")
    app.setFont(_font(text_size))
    app.setPalette(_palette(_current))
    app.setStyleSheet(style_sheet(_current, text_size))


def scaled(pixels: int) -> int:
    """A width or height that holds text, at the text size in force."""
    return round(pixels * _text_size / 100)


def style_sheet(theme: Colours, text_size: int = 100) -> str:
    """The one style sheet, with the colours of a theme and the sizes of text filled in."""
    template = Template(resource("style.qss").read_text("utf-8"))
    icons = resource("icons").as_posix()
    sizes = {f"{name}_size": f"{size * text_size / 100:g}pt" for name, size in HEADINGS.items()}
    return template.substitute(asdict(theme), icons=icons, **sizes)


def _system(app: QApplication) -> Colours:
    dark = app.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return DARK if dark else LIGHT


def _palette(theme: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for where, colour in (
        (role.Window, theme.window),
        (role.WindowText, theme.text),
        (role.Base, theme.surface),
        (role.AlternateBase, theme.raised),
        (role.Text, theme.text),
        (role.Button, theme.raised),
        (role.ButtonText, theme.text),
        (role.BrightText, theme.bad),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.ToolTipBase, theme.surface),
        (role.ToolTipText, theme.text),
        (role.PlaceholderText, theme.muted),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
        (role.Light, theme.raised),
        (role.Midlight, theme.raised),
        (role.Mid, theme.line),
        (role.Dark, theme.line),
        (role.Shadow, theme.line),
    ):
        palette.setColor(where, QColor(colour))
    for where in (role.Text, role.ButtonText, role.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(theme.muted))
    return palette


@cache
def _family() -> str:
    """The bundled family if it is there, else the system's own."""
    loaded: list[str] = []
    for file in sorted(resource("fonts").glob("*.ttf")) if resource("fonts").is_dir() else []:
        number = QFontDatabase.addApplicationFont(str(file))
        loaded += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return FAMILY if FAMILY in loaded else ""


def _font(text_size: int) -> QFont:
    family = _family()
    font = (
        QFont(family) if family else QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    )
    font.setPointSizeF(BASE_SIZE * text_size / 100)
    if family:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


@cache
def tinted(name: str, colour: str, size: int = 20) -> QIcon:
    """An icon of `resources/icons`, drawn in a colour of the theme, sharp on fine screens."""
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 -- slow import

    file = resource("icons", f"{name}.svg")
    svg = file.read_text("utf-8").replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    icon = QIcon()
    for ratio in (1.0, 2.0):
        pixmap = QPixmap(int(size * ratio), int(size * ratio))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, size * ratio, size * ratio))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        icon.addPixmap(pixmap)
    return icon


def icon(name: str, size: int = 20) -> QIcon:
    """An icon in the colour of the text."""
    return tinted(name, _current.text, size)


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two colours, from 1 to 21."""

    def luminance(colour: str) -> float:
        shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [s / 12.92 if s <= 0.03928 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
