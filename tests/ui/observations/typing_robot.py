"""Types into a report form until it is killed; tells in a file each letter before it types it."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from db.session import open_store
from desktop.desk import Desk
from desktop.ui.observations.form import ReportForm
from desktop.ui.observations.pages import SectionPage

FIELDS = ("expected", "told_and_seen", "learnt", "own_view", "my_part")
LETTERS_A_FIELD = 60
SENTENCE = "Le client a attendu onze minutes devant la caisse fermée, à l’œil. "
PAUSE_MS = 12
MOVE_MS = 150
"""A hand needs as long to go from one field to the next."""


class Robot:
    def __init__(self, form: ReportForm, told: int) -> None:
        self.form, self.told = form, told
        self.boxes = {
            code: page.blocks[code].field.box
            for page in form.pages
            if isinstance(page, SectionPage)
            for code in FIELDS
            if code in page.blocks
        }
        self.typed = dict.fromkeys(FIELDS, 0)
        self.count = 0
        self.timer = QTimer()
        self.timer.setInterval(PAUSE_MS)
        self.timer.timeout.connect(self.strike)

    def strike(self) -> None:
        code = FIELDS[self.count // LETTERS_A_FIELD % len(FIELDS)]
        letter = SENTENCE[self.typed[code] % len(SENTENCE)]
        self.count += 1
        self.typed[code] += 1
        os.write(self.told, f"{code} {self.typed[code]}\n".encode())
        self.boxes[code].insertPlainText(letter)
        ends = self.count % LETTERS_A_FIELD == 0
        self.timer.setInterval(MOVE_MS if ends else PAUSE_MS)


def main(database: str, report: int, home: str, told: str) -> None:
    """Run in a process of its own, until it is killed."""
    os.environ["VISMAVIE_HOME"] = home
    app = QApplication([])
    desk = Desk(open_store(database))
    form = ReportForm(desk)
    form.show()
    form.open(report)
    while not form.pages:
        app.processEvents()
    robot = Robot(form, os.open(told, os.O_WRONLY | os.O_CREAT | os.O_APPEND))
    os.write(robot.told, b"ready 0\n")
    robot.timer.start()
    app.exec()
