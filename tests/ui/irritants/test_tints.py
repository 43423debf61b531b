"""The six moments are read by shape and name, and their colours can be read by everybody."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.core.vocabulary import Moment
from desktop.ui import theme
from desktop.ui.irritants import tints


def test_every_moment_has_a_readable_tint_in_every_theme():
    assert set(tints.TINTS) == set(theme.ALL)
    for pairs in tints.TINTS.values():
        assert set(pairs) == set(Moment)
        for ink, ground in pairs.values():
            assert theme.contrast(ink, ground) >= 4.5


def faces(moment: Moment) -> bytes:
    image = QImage(100, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    tints.paint_faces(painter, QRectF(0, 0, 100, 40), moment, QColor("black"))
    painter.end()
    return bytes(image.constBits())


def test_the_faces_alone_tell_the_six_moments_apart(qapp):
    assert len({faces(moment) for moment in Moment}) == 6
