"""The prepared messages: looked at, sent through the company's server, each once, tried again."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import N_, _, ngettext
from desktop.core.monitor import Monitor
from desktop.core.publishing.sending import MailServer, Security, Sent, send_folder, sent_already
from desktop.jobs import Jobs
from desktop.ui import alerts
from desktop.ui.context import Context
from desktop.ui.models.table import Column
from desktop.ui.widgets.basics import labelled, paragraph, primary
from desktop.ui.widgets.chips import Tone
from desktop.ui.widgets.progress import ProgressPanel
from desktop.ui.widgets.table import TablePanel


@dataclass(frozen=True, slots=True)
class Prepared:
    """One message of the folder and what became of it; `trouble` in the server's words."""

    path: Path
    recipient: str
    subject: str
    sent: bool
    trouble: str = ""
    temporary: bool = False

    @property
    def state(self) -> str:
        if self.sent:
            return _("Sent")
        if self.trouble:
            return _("To try again") if self.temporary else _("Refused")
        return _("Ready")

    @property
    def tone(self) -> Tone:
        if self.sent:
            return Tone.GOOD
        return (Tone.WARN if self.temporary else Tone.BAD) if self.trouble else Tone.INFO


COLUMNS: tuple[Column[Prepared], ...] = (
    Column(N_("State"), lambda one: one.state, tone=lambda one: one.tone, width=130),
    Column(N_("Recipient"), lambda one: one.recipient, width=260),
    Column(N_("Subject"), lambda one: one.subject, width=320),
    Column(
        N_("What the server said"), lambda one: one.trouble, tip=lambda one: one.trouble, width=220
    ),
)


def read_message(path: Path) -> EmailMessage:
    message = message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def read_folder(folder: Path, trouble: dict[str, tuple[str, bool]]) -> list[Prepared]:
    """Every message of a folder, with what is known of its sending."""
    sent = sent_already(folder)
    rows = []
    for path in sorted(folder.glob("*.eml")):
        message = read_message(path)
        said, temporary = trouble.get(path.name, ("", False))
        done = path.name in sent
        rows.append(
            Prepared(
                path,
                str(message["To"] or ""),
                str(message["Subject"] or ""),
                done,
                "" if done else said,
                temporary,
            )
        )
    return rows


def message_words(path: Path) -> str:
    """What the reader will see: headers, text, and the names of what is joined."""
    message = read_message(path)
    body = message.get_body(("plain",))
    joined = [part.get_filename() for part in message.iter_attachments() if part.get_filename()]
    heads = [f"{name}: {message[name]}" for name in ("From", "To", "Subject") if message[name]]
    text = body.get_content() if body is not None else ""
    parts = ["\n".join(heads), text.strip()]
    if joined:
        parts.append(_("Joined: {names}").format(names=", ".join(str(name) for name in joined)))
    return "\n\n".join(parts)


class MailDialog(QDialog):
    """Preview at the right; sending runs in the background and can be stopped and taken up."""

    def __init__(
        self, jobs: Jobs, context: Context, folder: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs, self._context, self._folder = jobs, context, folder
        self._trouble: dict[str, tuple[str, bool]] = {}
        self.setWindowTitle(_("Messages"))
        self.resize(1080, 640)
        self.title = labelled("section", "")
        self.table: TablePanel[Prepared] = TablePanel(COLUMNS, _("Prepared messages"))
        self.table.picked.connect(self._preview)
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setAccessibleName(_("The message as it will be read"))
        self.progress = ProgressPanel()
        self.hint = paragraph("", "muted")
        self.send = primary(QPushButton(_("Send")))
        self.send.clicked.connect(self.start)
        close = QPushButton(_("Close"))
        close.clicked.connect(self.reject)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(self.table)
        halves.addWidget(self.preview)
        halves.setStretchFactor(0, 3)
        halves.setStretchFactor(1, 2)
        halves.setSizes([640, 420])
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        buttons.addWidget(self.send)
        layout = QVBoxLayout(self)
        layout.addWidget(self.title)
        layout.addWidget(halves, 1)
        layout.addWidget(self.progress)
        layout.addWidget(self.hint)
        layout.addLayout(buttons)
        self._renew()

    def _renew(self) -> None:
        rows = read_folder(self._folder, self._trouble)
        self.table.replace(rows)
        if rows and self.table.current() is None:
            self.table.view.selectRow(0)
        waiting = sum(not one.sent for one in rows)
        words = ngettext("{count} message to send", "{count} messages to send", waiting)
        self.title.setText(
            words.format(count=waiting) if waiting else _("Every message has been sent.")
        )
        known = bool(self._context.settings.mail.host)
        self.send.setEnabled(bool(waiting) and known)
        self.send.setText(_("Try again") if self._trouble else _("Send"))
        if not known:
            self.hint.setText(
                _("No mail server is known: write it in the preferences, or open the .eml files.")
            )

    def _preview(self, chosen: Prepared | None) -> None:
        self.preview.setPlainText(message_words(chosen.path) if chosen is not None else "")

    def start(self) -> None:
        """Send what has not been sent; asks for the password where no keyring knows it."""
        mail = self._context.settings.mail
        server = MailServer(mail.host, mail.port, Security(mail.security), mail.user, mail.sender)
        self.send.setEnabled(False)
        self._jobs.start(
            partial(_password, server),
            owner=self,
            on_success=partial(self._with_password, server),
            on_failure=self._failed,
        )

    def _with_password(self, server: MailServer, password: str | None) -> None:
        if password is None:
            password, given = QInputDialog.getText(
                self,
                _("Password"),
                _("Password of {user}: ").format(user=server.user),
                QLineEdit.EchoMode.Password,
            )
            if not given:
                self.send.setEnabled(True)
                return
        secret = password

        def work(monitor: Monitor) -> Sent:
            return send_folder(self._folder, server, secret, monitor)

        monitor = self._jobs.start(
            work,
            owner=self,
            on_success=self._sent,
            on_progress=self.progress.on_progress,
            on_failure=self._failed,
        )
        self.progress.watch(monitor, _("Sending"))

    def _sent(self, sent: Sent) -> None:
        self.progress.finish()
        self._trouble = {one.file: (one.reason, one.temporary) for one in sent.failed}
        count = len(sent.sent)
        told = ngettext("{count} message sent", "{count} messages sent", count)
        self.hint.setText(told.format(count=count))
        self._renew()

    def _failed(self, error: BaseException) -> None:
        self.progress.finish()
        self._renew()
        alerts.show(error, self)

    def reject(self) -> None:
        """Close: a sending that runs stops after the message in hand; it is taken up later."""
        self.progress.stop.click()
        super().reject()


def _password(server: MailServer, _monitor: Monitor) -> str | None:
    from desktop.core.publishing.passwords import password_of  # noqa: PLC0415 -- slow import

    return password_of(server) if server.user else ""
