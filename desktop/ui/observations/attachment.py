"""The question that is answered by a file: a bill, a receipt."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from desktop.core.errors import UserError, reason_of
from desktop.core.i18n import _, number_text
from desktop.core.observations.questionnaire import Item
from desktop.ui.widgets.basics import labelled, link, paragraph, row
from desktop.usecases.reports import AttachmentRow


class AttachmentBlock(QWidget):
    """`picked` carries the name and bytes of a file; `removed` the number of a joined one."""

    picked = Signal(str, object)
    removed = Signal(int)

    def __init__(self, item: Item) -> None:
        super().__init__()
        self.item = item
        self.button = QPushButton(_("Join a file…"))
        self.button.setAccessibleName(
            _("Join a file to “{question}”").format(question=item.words.text)
        )
        self.button.clicked.connect(self._choose)
        self._error = paragraph("", "error")
        self._error.hide()
        self._files = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(paragraph(item.words.text, "question"))
        if item.hint:
            layout.addWidget(paragraph(item.hint.text, "muted"))
        layout.addLayout(self._files)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._error)

    def show_files(self, files: tuple[AttachmentRow, ...]) -> None:
        """The files joined to this question."""
        while (held := self._files.takeAt(0)) is not None:
            if (widget := held.widget()) is not None:
                widget.deleteLater()
        for file in files:
            self._files.addWidget(self._line(file))

    def say_error(self, sentence: str) -> None:
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def focus(self) -> None:
        self.button.setFocus(Qt.FocusReason.TabFocusReason)

    def _line(self, file: AttachmentRow) -> QWidget:
        size = _("{size} kB").format(size=number_text(max(file.size // 1000, 1)))
        remove = link(_("Remove"))
        remove.setAccessibleName(_("Remove {file}").format(file=file.name))
        remove.clicked.connect(lambda: self.removed.emit(file.id))
        line = QWidget()
        line.setLayout(row(labelled("", file.name), labelled("muted", size), remove))
        return line

    def _choose(self) -> None:
        kinds = _("Pictures and PDF (*.jpg *.jpeg *.png *.pdf)")
        name, _kind = QFileDialog.getOpenFileName(self, _("Join a file"), "", kinds)
        if name:
            self.take(Path(name))

    def take(self, path: Path) -> None:
        """Join this file."""
        self.say_error("")
        try:
            content = path.read_bytes()
        except OSError as error:
            raise UserError(
                _("{file} cannot be read: {reason}.").format(
                    file=path.name, reason=reason_of(error)
                )
            ) from None
        self.picked.emit(path.name, content)
