"""The map of nights as a table model, and each cell drawn by number and pattern, not colour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import (
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.core.i18n import N_, _, date_text, day_text, number_text
from desktop.core.stays.quiet_nights import NightStatus, NightVerdict
from desktop.ui import theme
from desktop.usecases.stay_nights import SiteNights

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
VERDICT_ROLE = Role.UserRole + 1
S = NightStatus
_ANY = date(2026, 1, 1)

NAMES = {
    S.OPEN: N_("Open to a stay"),
    S.BUSY: N_("Too full"),
    S.FULL: N_("Taken"),
    S.BLACKOUT: N_("Closed by the site"),
    S.PUBLIC_HOLIDAY: N_("Public holiday"),
    S.SCHOOL_HOLIDAY: N_("School holidays"),
    S.CLOSED: N_("No room for sale"),
    S.UNKNOWN: N_("Unknown"),
    S.PAST: N_("Over"),
}
LETTERS = {S.PUBLIC_HOLIDAY: "F", S.SCHOOL_HOLIDAY: "V", S.BLACKOUT: "×", S.CLOSED: "0"}
_PATTERNS = {
    S.PUBLIC_HOLIDAY: Qt.BrushStyle.BDiagPattern,
    S.SCHOOL_HOLIDAY: Qt.BrushStyle.BDiagPattern,
    S.BLACKOUT: Qt.BrushStyle.DiagCrossPattern,
    S.CLOSED: Qt.BrushStyle.DiagCrossPattern,
    S.FULL: Qt.BrushStyle.Dense6Pattern,
    S.UNKNOWN: Qt.BrushStyle.Dense7Pattern,
}


class NightsModel(QAbstractTableModel):
    """Hotels by nights."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hotels: Sequence[SiteNights] = ()

    def replace(self, hotels: Sequence[SiteNights]) -> None:
        """Show other nights; every hotel has the same ones."""
        self.beginResetModel()
        self.hotels = hotels
        self.endResetModel()

    def verdict(self, index: Index) -> NightVerdict:
        return self.hotels[index.row()].verdicts[index.column()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's signature
        return 0 if parent.isValid() else len(self.hotels)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's signature
        return 0 if parent.isValid() or not self.hotels else len(self.hotels[0].verdicts)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        verdict = self.verdict(index)
        if role == VERDICT_ROLE:
            return verdict
        if role == Role.DisplayRole:
            return cell_text(verdict)
        if role in {Role.ToolTipRole, Role.AccessibleTextRole}:
            hotel = self.hotels[index.row()].name
            return f"{hotel}, {date_text(verdict.night, 'full')}. {verdict.reason}"
        return None

    def headerData(  # noqa: N802 -- Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        if role != Role.DisplayRole or not self.hotels:
            return None
        if orientation is Qt.Orientation.Vertical:
            return self.hotels[section].name
        night = self.hotels[0].verdicts[section].night
        head = (
            day_text(night, "MMM") if section == 0 or night.day == 1 else day_text(night, "EEEEE")
        )
        return f"{head}\n{night.day}"


def cell_text(verdict: NightVerdict) -> str:
    """The occupancy in percent, or the mark of why there is none."""
    if verdict.status in LETTERS:
        return LETTERS[verdict.status]
    occupancy = verdict.occupancy
    return "?" if occupancy is None else number_text(round(occupancy * 100))


class NightDelegate(QStyledItemDelegate):
    """Paints one night: open ones framed and bold, busy ones darker, the others hatched."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        verdict: NightVerdict = index.data(VERDICT_ROLE)
        area = option.rect.adjusted(1, 1, -1, -1)
        painter.save()
        paint_night(painter, area, verdict, cell_text(verdict), painter.font())
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(theme.colours().accent), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(1, 1, -1, -1))
        painter.restore()


def paint_night(
    painter: QPainter, area: QRect, verdict: NightVerdict, text: str, font: QFont
) -> None:
    """Ground, pattern, frame, number."""
    colours = theme.colours()
    ink, ground = _inks(verdict)
    painter.fillRect(area, ground)
    pattern = _PATTERNS.get(verdict.status)
    if pattern is not None:
        line = QColor(colours.line)
        painter.fillRect(area, QBrush(line, pattern))
    bold = QFont(font)
    bold.setBold(verdict.is_open)
    painter.setFont(bold)
    painter.setPen(ink)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
    if verdict.is_open:
        painter.setPen(QPen(ink, 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(1, 1, -1, -1))


def _inks(verdict: NightVerdict) -> tuple[QColor, QColor]:
    """Ink and ground of the theme in force; a night that sells darkens as it fills."""
    colours = theme.colours()
    if verdict.is_open:
        return QColor(colours.good), QColor(colours.good_soft)
    if verdict.status is S.BUSY:
        full = min(1.0, max(0.0, ((verdict.occupancy or 0) - 0.5) / 0.5))
        return QColor(colours.text), _between(
            colours.surface, colours.warn_soft, 0.35 + 0.65 * full
        )
    return QColor(colours.muted), QColor(colours.surface)


def _between(first: str, second: str, part: float) -> QColor:
    one, two = QColor(first), QColor(second)
    return QColor.fromRgbF(
        one.redF() + (two.redF() - one.redF()) * part,
        one.greenF() + (two.greenF() - one.greenF()) * part,
        one.blueF() + (two.blueF() - one.blueF()) * part,
    )


LEGEND_LINE = 26


class Legend(QWidget):
    """What the marks mean, drawn as in the map, with its words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(_("Legend"))
        self.setAccessibleDescription(", ".join(_(NAMES[status]) for status in self.shown()))

    @staticmethod
    def shown() -> tuple[NightStatus, ...]:
        return (S.OPEN, S.BUSY, S.FULL, S.PUBLIC_HOLIDAY, S.SCHOOL_HOLIDAY, S.BLACKOUT, S.UNKNOWN)

    def paintEvent(self, _event: object) -> None:  # noqa: N802 -- Qt's name
        painter = QPainter(self)
        font = self.font()
        for status, place in self._places(self.width()):
            sample = NightVerdict(_ANY, status)
            area = QRect(place.x(), place.y() + 3, 26, 20)
            text = {S.OPEN: "42", S.BUSY: "78", S.FULL: "51"}.get(status, LETTERS.get(status, "?"))
            paint_night(painter, area, sample, text, font)
            painter.setFont(font)
            painter.setPen(QColor(theme.colours().muted))
            room = area.translated(32, 0).adjusted(0, 0, self.width(), 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, _(NAMES[status]))
        painter.end()

    def heightForWidth(self, width: int) -> int:  # noqa: N802 -- Qt's name
        return self._places(width)[-1][1].y() + LEGEND_LINE

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(320, LEGEND_LINE)

    def _places(self, width: int) -> list[tuple[NightStatus, QPoint]]:
        """Where each mark stands, on as many lines as the width demands."""
        places, left, top = [], 0, 0
        for status in self.shown():
            room = 32 + self.fontMetrics().horizontalAdvance(_(NAMES[status]))
            if left and left + room > width:
                left, top = 0, top + LEGEND_LINE
            places.append((status, QPoint(left, top)))
            left += room + 18
        return places
