"""Preferences: language, look, company, mail. Every change is kept and applied at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QRegularExpression
from PySide6.QtGui import QColor, QRegularExpressionValidator
from PySide6.QtWidgets import (
    QColorDialog,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop import paths
from desktop.core.changes import Changes
from desktop.core.i18n import N_, _, language
from desktop.core.monitor import Monitor
from desktop.desk import Desk
from desktop.jobs import Jobs
from desktop.settings import THEMES
from desktop.ui import theme
from desktop.ui.context import Context
from desktop.ui.page import Page
from desktop.ui.widgets.basics import Card, paragraph, row, scrolled
from desktop.ui.widgets.form import Form
from desktop.ui.window.menus import LANGUAGE_NAMES, TEXT_SIZES, THEME_NAMES

OUR_COLOUR = theme.LIGHT.accent
SECURITIES = {"starttls": N_("STARTTLS (587)"), "tls": N_("TLS (465)"), "none": N_("None")}


class PreferencesPage(Page):
    """What this user prefers; what the company decides is on the sheet of each campaign."""

    title = N_("Preferences")
    watches = Changes.SETTINGS

    def __init__(
        self, desk: Desk, jobs: Jobs, context: Context, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, jobs, context, parent)
        whole = QWidget()
        cards = QVBoxLayout(whole)
        cards.setContentsMargins(0, 0, 8, 0)
        cards.setSpacing(14)
        for card in (self._look(), self._company(), self._mail(), self._place()):
            card.setMaximumWidth(820)
            cards.addWidget(card)
        cards.addStretch(1)
        self.body.addWidget(scrolled(whole), 1)

    def _look(self) -> Card:
        card, form = _card(_("Language and look"))
        settings = self.context.settings
        self.language = _choice(
            LANGUAGE_NAMES,
            language(),
            lambda code: self.context.change_settings(language=code),
        )
        self.theme = _choice(
            {name: _(THEME_NAMES[name]) for name in THEMES},
            settings.theme,
            lambda name: self.context.change_settings(theme=name),
        )
        self.text_size = _choice(
            {str(size): f"{size}\u00a0%" for size in TEXT_SIZES},
            str(settings.text_size),
            lambda size: self.context.change_settings(text_size=int(size)),
        )
        form.add(_("Language"), self.language)
        form.add(_("Theme"), self.theme)
        form.add(_("Text size"), self.text_size)
        return card

    def _company(self) -> Card:
        card, form = _card(_("Your company"))
        settings = self.context.settings
        self.company = _line(settings.company, lambda text: self._change(company=text))
        self.colour = _line(settings.colour, lambda text: self._change(colour=text))
        self.colour.setPlaceholderText(OUR_COLOUR)
        self.colour.setValidator(
            QRegularExpressionValidator(QRegularExpression("(#[0-9A-Fa-f]{6})?"), self.colour)
        )
        self.folder = _line(settings.output_folder, lambda text: self._change(output_folder=text))
        form.add(_("Name on the documents"), self.company)
        form.add(
            _("Colour of the documents"),
            _with_button(self.colour, _("Choose…"), self._choose_colour),
            _("Darkened where it could not be read. Empty: ours."),
        )
        self.logo = _line(settings.logo, lambda text: self._change(logo=text))
        form.add(
            _("Logo of the documents"),
            _with_button(self.logo, _("Choose…"), self._choose_logo),
            _("A PNG or JPEG image. Empty: none."),
        )
        form.add(
            _("Folder for PDFs and invitations"),
            _with_button(self.folder, _("Choose…"), self._choose_folder),
        )
        return card

    def _mail(self) -> Card:
        card, form = _card(_("Mail"))
        mail = self.context.settings.mail
        self.host = _line(mail.host, lambda text: self._change_mail(host=text))
        self.port = QSpinBox()
        self.port.setRange(1, 65535)
        self.port.setValue(mail.port)
        self.port.valueChanged.connect(lambda port: self._change_mail(port=port))
        self.security = _choice(
            {code: _(name) for code, name in SECURITIES.items()},
            mail.security,
            lambda code: self._change_mail(security=code),
        )
        self.user = _line(mail.user, lambda text: self._change_mail(user=text))
        self.address = _line(mail.sender, lambda text: self._change_mail(sender=text))
        form.add(_("Server"), self.host)
        form.add(_("Port"), self.port)
        form.add(_("Security"), self.security)
        form.add(_("User"), self.user)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.editingFinished.connect(self._keep_password)
        self._password_row = form.add(
            _("Password"),
            self.password,
            _("Kept by the system’s keyring, never in a file. Type it to change it."),
        )
        form.add(_("Sender’s address"), self.address)
        return card

    def _place(self) -> Card:
        card = Card(_("Where things are"))
        for words, place in (
            (_("Data: {path}"), self.desk.location or _("no file is open")),
            (_("Preferences: {path}"), paths.settings_file()),
            (_("Log, without personal data: {path}"), paths.log_file()),
        ):
            card.body.addWidget(paragraph(words.format(path=place), "muted"))
        return card

    # -- changes

    def _change(self, **values: object) -> None:
        self.context.change_settings(**values)

    def _change_mail(self, **values: object) -> None:
        mail = replace(self.context.settings.mail, **values)  # type: ignore[arg-type] # its fields
        self.context.change_settings(mail=mail)

    def _choose_colour(self) -> None:
        before = QColor(self.context.settings.colour or OUR_COLOUR)
        chosen = QColorDialog.getColor(before, self, _("Colour of the documents"))
        if chosen.isValid():
            self.colour.setText(chosen.name().upper())
            self._change(colour=chosen.name().upper())

    def _keep_password(self) -> None:
        """Give the password to the keyring, in a job: the system may ask for leave first."""
        password, mail = self.password.text(), self.context.settings.mail
        if not password:
            return
        self.password.clear()

        def work(_monitor: Monitor) -> bool:
            from desktop.core.publishing import passwords, sending  # noqa: PLC0415 -- slow import

            security = sending.Security(mail.security)
            server = sending.MailServer(mail.host, mail.port, security, mail.user, mail.sender)
            return passwords.remember(server, password)

        self.jobs.start(work, owner=self, on_success=self._say_kept)

    def _say_kept(self, kept: bool) -> None:
        if kept:
            self._password_row.set_error("")
            self.password.setPlaceholderText(_("kept by the keyring"))
        else:
            self._password_row.set_error(
                _("This system has no keyring. Put it in VISMAVIE_SMTP_PASSWORD instead.")
            )

    def _choose_logo(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Logo of the documents"), "", _("Images (*.png *.jpg *.jpeg)")
        )
        if name:
            self.logo.setText(name)
            self._change(logo=name)

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Folder for PDFs and invitations"))
        if name:
            self.folder.setText(name)
            self._change(output_folder=name)


def _card(title: str) -> tuple[Card, Form]:
    card = Card(title)
    form = Form()
    card.body.addWidget(form)
    return card, form


def _choice(choices: dict[str, str], current: str, choose: Callable[[str], object]) -> QComboBox:
    field = QComboBox()
    for code, name in choices.items():
        field.addItem(name, code)
    field.setCurrentIndex(max(0, field.findData(current)))
    field.activated.connect(lambda place: choose(field.itemData(place)))
    return field


def _line(text: str, keep: Callable[[str], object]) -> QLineEdit:
    field = QLineEdit(text)
    field.editingFinished.connect(lambda: keep(field.text().strip()))
    return field


def _with_button(field: QLineEdit, text: str, slot: Callable[[], object]) -> QWidget:
    whole = QWidget()
    button = QPushButton(text)
    button.clicked.connect(lambda _checked: slot())
    layout = row(field, button, stretch=False)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setStretch(0, 1)
    whole.setLayout(layout)
    whole.setFocusProxy(field)
    return whole
