"""Before publishing: who is told what, what forbids it, and where the files go."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _, date_text, ngettext, time_text
from desktop.core.publishing.invitations import Contact
from desktop.core.publishing.presences import Change, ChangeKind, change_text
from desktop.desk import Desk
from desktop.ui import alerts
from desktop.ui.context import Context
from desktop.ui.models.table import Column
from desktop.ui.widgets.basics import labelled, paragraph, primary
from desktop.ui.widgets.chips import Tone
from desktop.ui.widgets.table import TablePanel
from desktop.usecases import publishing

TONES = {
    ChangeKind.NEW: Tone.GOOD,
    ChangeKind.CHANGED: Tone.INFO,
    ChangeKind.CANCELLED: Tone.BAD,
    ChangeKind.UNCHANGED: Tone.NEUTRAL,
}

COLUMNS: tuple[Column[Change], ...] = (
    Column(N_("Person"), lambda one: one.presence.person, width=170),
    Column(
        N_("Change"),
        lambda one: change_text(one.kind),
        tone=lambda one: TONES[one.kind],
        width=150,
    ),
    Column(
        N_("Day"),
        lambda one: (
            f"{date_text(one.presence.local_start.date())}, {time_text(one.presence.local_start)}"
        ),
        key=lambda one: one.presence.start,
        width=160,
    ),
    Column(
        N_("Meeting place"), lambda one: f"{one.presence.place}, {one.presence.site}", width=240
    ),
    Column(N_("What changes"), lambda one: " · ".join(one.moved), width=260),
)


class PublicationDialog(QDialog):
    """Shows the difference, then publishes into a folder.

    `mail_wanted` carries the folder whose messages are to be looked at and sent.
    """

    mail_wanted = Signal(object)

    def __init__(
        self, desk: Desk, context: Context, campaign_id: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._context, self._campaign_id = desk, context, campaign_id
        self._code = ""
        self.setWindowTitle(_("Publish the plan"))
        self.resize(980, 600)
        self._title = labelled("section", _("Reading what has changed…"))
        self._blocking = paragraph("", "error")
        self._blocking.hide()
        self._remark = paragraph("", "muted")
        self.table: TablePanel[Change] = TablePanel(COLUMNS, _("Who is told what"))
        self.publish = primary(QPushButton(_("Choose a folder and publish…")))
        self.publish.setEnabled(False)
        self.publish.clicked.connect(self._choose)
        self.mail = primary(QPushButton(_("Look at the messages and send…")))
        self.mail.hide()
        self.mail.clicked.connect(self._ask_mail)
        self._folder: Path | None = None
        close = QPushButton(_("Close"))
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        buttons.addWidget(self.publish)
        buttons.addWidget(self.mail)
        layout = QVBoxLayout(self)
        for widget in (self._title, self._blocking, self.table, self._remark):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        desk.ask(publishing.preview_publication, campaign_id, _now(), then=self._show_preview)

    def _show_preview(self, preview: publishing.PublicationPreview) -> None:
        self._code = preview.campaign
        count = len(preview.changes)
        told = ngettext(
            "{count} change to tell, {same} unchanged",
            "{count} changes to tell, {same} unchanged",
            count,
        )
        self._title.setText(told.format(count=count, same=preview.unchanged))
        self.table.replace(preview.changes)
        self.publish.setEnabled(bool(count) and not preview.blocking)
        lines = [f"• {one.message} {one.mend}" for one in preview.blocking[:8]]
        hidden = len(preview.blocking) - len(lines)
        if hidden > 0:
            lines.append(
                ngettext("and {count} more", "and {count} more", hidden).format(count=hidden)
            )
        if lines:
            self._blocking.setText(
                _("Nothing can be published while these rules are broken:")
                + "\n"
                + "\n".join(lines)
            )
        self._blocking.setVisible(bool(lines))
        if preview.held:
            count = len(preview.held)
            names = sorted({one.change.presence.person for one in preview.held})
            text = ngettext(
                "{count} day is held back until its documents between companies are dated: "
                "{names}.",
                "{count} days are held back until their documents between companies are dated: "
                "{names}.",
                count,
            )
            self._blocking.setText(text.format(count=count, names=", ".join(names)))
            self._blocking.show()
        if preview.without_address:
            self._remark.setText(
                _("No e-mail address, documents to be handed over: {names}.").format(
                    names=", ".join(preview.without_address)
                )
            )

    def _choose(self) -> None:
        start = self._context.settings.output_folder
        folder = QFileDialog.getExistingDirectory(self, _("Folder of the files"), start)
        if folder:
            self.publish_into(Path(folder))

    def publish_into(self, folder: Path) -> None:
        """Publish and write the files there."""
        settings = self._context.settings
        sender = Contact(settings.company or "Vis ma vie", settings.mail.sender)
        self.publish.setEnabled(False)
        self._desk.do(
            publishing.publish_to_folder,
            self._code,
            folder,
            _now(),
            sender,
            then=partial(self._done, folder),
            or_else=self._refused,
        )

    def _done(self, folder: Path, published: publishing.Published) -> None:
        count = len(published.files)
        told = ngettext(
            "Published. {count} file was written in {folder}.",
            "Published. {count} files were written in {folder}.",
            count,
        )
        self._title.setText(told.format(count=count, folder=folder))
        self._folder = folder
        self.publish.hide()
        self.mail.setVisible(any(path.suffix == ".eml" for path in published.files))

    def _ask_mail(self) -> None:
        if self._folder is not None:
            self.accept()
            self.mail_wanted.emit(self._folder)

    def _refused(self, error: BaseException) -> None:
        self.publish.setEnabled(True)
        alerts.show(error, self)


def _now() -> datetime:
    return datetime.now(UTC)
