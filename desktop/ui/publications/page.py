"""Choose departments and language, look at a summary, print a batch, see what was withheld."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import LANGUAGES, N_, _, language, list_text, ngettext, number_text
from desktop.core.monitor import Monitor
from desktop.desk import Desk
from desktop.jobs import Jobs
from desktop.ui import alerts
from desktop.ui.context import Context
from desktop.ui.models.table import Column
from desktop.ui.page import Page
from desktop.ui.planning.mail import MailDialog
from desktop.ui.publications import mail
from desktop.ui.publications.kinds import KindsButton
from desktop.ui.publications.preview import PdfPreview
from desktop.ui.publications.returns import ActionReturns
from desktop.ui.widgets.basics import paragraph, row
from desktop.ui.widgets.chips import Tone
from desktop.ui.widgets.progress import ProgressPanel
from desktop.ui.widgets.table import TablePanel
from desktop.usecases.form_key import ready_forms
from desktop.usecases.publications import (
    DepartmentToPrint,
    PrintedFile,
    list_departments_to_print,
    record_publication,
)

if TYPE_CHECKING:
    from desktop.core.documents.batch import Written
    from desktop.core.documents.logo import Logo
    from desktop.usecases.printing import Choice, Inputs, Look

DEPARTMENTS: tuple[Column[DepartmentToPrint], ...] = (
    Column(N_("Department"), lambda one: one.name, width=220),
    Column(
        N_("Number of reports"),
        lambda one: number_text(one.reports),
        key=lambda one: one.reports,
        right=True,
    ),
    Column(
        N_("Irritants"),
        lambda one: number_text(one.irritants),
        key=lambda one: one.irritants,
        right=True,
    ),
    Column(
        N_("Content"),
        lambda one: _("to print") if one.has_content else _("nothing yet"),
        tone=lambda one: Tone.GOOD if one.has_content else Tone.NEUTRAL,
        width=120,
    ),
    Column(N_("E-mail of the head"), lambda one: one.head_email, hidden=True),
)


def withheld_text(written: Written) -> str:
    """What was left out of a file, one line a reason."""
    return "\n".join(
        _("{what}: {count} ({why})").format(
            what=item.what, count=number_text(item.count), why=item.why
        )
        for item in written.withheld
    )


FILES: tuple[Column[Written], ...] = (
    Column(N_("About"), lambda one: one.about, width=200),
    Column(N_("File"), lambda one: one.path.name, width=220),
    Column(N_("Pages"), lambda one: number_text(one.pages), key=lambda one: one.pages, right=True),
    Column(
        N_("Withheld"),
        lambda one: number_text(one.suppressed),
        key=lambda one: one.suppressed,
        right=True,
        tip=withheld_text,
    ),
)


class PublicationsPage(Page):
    """Departments and made files at the left, the preview at the right."""

    title = N_("Publications")
    watches = (
        Changes.PUBLICATIONS | Changes.REPORTS | Changes.IRRITANTS | Changes.CAMPAIGNS
        | Changes.VERBATIMS | Changes.SITES | Changes.SETTINGS
    )  # fmt: skip

    def __init__(
        self, desk: Desk, jobs: Jobs, context: Context, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, jobs, context, parent)
        self._previewed = ""
        self._folder: Path | None = None
        self._refused_logo = ""
        self._written: tuple[Written, ...] = ()
        self._emails: dict[str, str] = {}
        self.print_button = self.add_action(_("Print all…"), self._choose_folder, main=True)
        self.returns = ActionReturns(desk, jobs, self)
        self.bring_back = self.add_action(_("Bring back an action table…"), self.returns.choose)
        self.departments: TablePanel[DepartmentToPrint] = TablePanel(
            DEPARTMENTS, _("Departments to print")
        )
        self.departments.picked.connect(self._on_picked)
        self.departments.view.selectionModel().selectionChanged.connect(
            lambda _on, _off: self._name_button()
        )
        self.files: TablePanel[Written] = TablePanel(FILES, _("Files made"))
        self.files.picked.connect(self._on_file)
        self.files.chosen.connect(self._open_file)
        self.withheld = paragraph("", "muted")
        self.progress = ProgressPanel()
        self.preview = PdfPreview()
        self.language = QComboBox()
        self.language.setAccessibleName(_("Language of the documents"))
        names = {"fr": _("In French"), "en": _("In English")}
        for code in LANGUAGES:
            self.language.addItem(names[code], code)
        self.language.setCurrentIndex(LANGUAGES.index(language()))
        self.language.activated.connect(lambda _index: self._preview_again())
        self.overview = QCheckBox(_("Overview"))
        self.weeks = QCheckBox(_("Weeks of the sites"))
        self.sheets = QCheckBox(_("Personal sheets"))
        self.kinds = KindsButton()
        self.paper = QComboBox()
        self.paper.setAccessibleName(_("Paper of the documents"))
        for code, name in (("a4", _("A4 paper")), ("letter", _("Letter paper"))):
            self.paper.addItem(name, code)
        self.paper.activated.connect(lambda _index: self._preview_again())
        self.body.addLayout(
            row(self.language, self.paper, self.overview, self.weeks, self.sheets, self.kinds)
        )
        self.body.addWidget(self.progress)
        self.body.addWidget(self._panes(), 1)

    def _panes(self) -> QSplitter:
        made = QWidget()
        layout = QVBoxLayout(made)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.files, 1)
        layout.addWidget(self.withheld)
        self.open_folder = QPushButton(_("Open the folder"))
        self.open_folder.setEnabled(False)
        self.open_folder.clicked.connect(self._open_folder)
        self.send = QPushButton(_("Send to the heads…"))
        self.send.setEnabled(False)
        self.send.clicked.connect(self._prepare_mail)
        layout.addLayout(row(self.open_folder, self.send))
        self.tabs = QTabWidget()
        self.tabs.addTab(self.departments, _("Departments"))
        self.tabs.addTab(made, _("Files made"))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.tabs)
        splitter.addWidget(self.preview)
        splitter.setSizes([560, 620])
        splitter.setStretchFactor(1, 1)
        return splitter

    # -- reading

    def reload(self) -> None:
        campaign = self.context.campaign
        self.print_button.setEnabled(campaign is not None)
        if campaign is None:
            self.show_empty(
                _("There is no campaign yet."),
                _("Create one before printing anything."),
                _("Go to the campaigns"),
                lambda: self.context.navigate("campaigns"),
            )
            return
        self.show_content()
        self.desk.ask(list_departments_to_print, campaign.id, today=_today(), then=self._show)

    def _show(self, rows: list[DepartmentToPrint]) -> None:
        self.departments.replace(rows)
        self._emails = {one.name: one.head_email for one in rows}
        count = sum(one.has_content for one in rows)
        self.set_subtitle(
            ngettext(
                "{count} department has something to read.",
                "{count} departments have something to read.",
                count,
            ).format(count=number_text(count))
        )
        self._name_button()

    def _name_button(self) -> None:
        count = len(self.departments.selected())
        text = ngettext("Print {count} summary…", "Print {count} summaries…", count)
        self.print_button.setText(text.format(count=count) if count else _("Print all…"))

    def _look(self) -> Look:
        from desktop.core.documents.summary import Paper  # noqa: PLC0415 -- slow import
        from desktop.usecases.printing import Look  # noqa: PLC0415 -- slow import
        from desktop.usecases.summary_batch import Company  # noqa: PLC0415 -- slow import

        preferences = self.context.settings
        return Look(
            language=str(self.language.currentData()),
            paper=Paper(self.paper.currentData()),
            company=Company(preferences.company, preferences.colour),
            logo=self._logo(preferences.logo),
        )

    def _logo(self, name: str) -> Logo | None:
        """The company's logo; one that cannot be read is told once, and done without."""
        from desktop.core.documents.logo import read_logo  # noqa: PLC0415 -- slow import

        if not name or name == self._refused_logo:
            return None
        try:
            return read_logo(Path(name))
        except UserError as error:
            self._refused_logo = name
            alerts.show(error, self)
            return None

    # -- preview

    def _on_picked(self, one: DepartmentToPrint | None) -> None:
        campaign = self.context.campaign
        if one is None or campaign is None:
            return
        from desktop.usecases.printing import Choice, gather  # noqa: PLC0415 -- slow import

        self._previewed = one.name
        self.preview.clear(_("The preview is being made…"))
        choice = Choice(departments=(one.id,))
        self.desk.ask(
            gather, campaign.id, choice, self._look(), today=_today(), then=self._make_preview
        )

    def _preview_again(self) -> None:
        self._on_picked(self.departments.current())

    def _make_preview(self, inputs: Inputs) -> None:
        from desktop.core.documents.department import make_department  # noqa: PLC0415 -- slow import

        if inputs.summaries and inputs.summaries[0].department == self._previewed:
            summary = inputs.summaries[0]
            self.jobs.start(
                lambda _monitor: make_department(summary).data,
                owner=self,
                on_success=self.preview.show_pdf,
            )

    # -- printing

    def _choose_folder(self) -> None:
        start = self.context.settings.output_folder
        folder = QFileDialog.getExistingDirectory(self, _("Folder of the files"), start)
        if folder:
            self.print_into(Path(folder))

    def print_into(self, folder: Path) -> None:
        """Print what is chosen: the departments selected (all when none is) and what is ticked."""
        campaign = self.context.campaign
        if campaign is None:
            return
        from desktop.usecases.printing import gather  # noqa: PLC0415 -- slow import

        self.print_button.setEnabled(False)
        self.desk.do(ready_forms)  # before reading: the tables must be recognised when they return
        self.desk.ask(
            gather,
            campaign.id,
            self._choice(),
            self._look(),
            today=_today(),
            then=partial(self._print, folder),
            or_else=self._refused,
        )

    def _choice(self) -> Choice:
        from desktop.usecases.printing import Choice  # noqa: PLC0415 -- slow import

        return Choice(
            departments=tuple(one.id for one in self.departments.selected()),
            overview=self.overview.isChecked(),
            sites=() if self.weeks.isChecked() else None,
            people=() if self.sheets.isChecked() else None,
            **self.kinds.chosen(),  # type: ignore[arg-type]  # fields of Choice by their names
        )

    def _print(self, folder: Path, inputs: Inputs) -> None:
        self.progress.watch(
            self.jobs.start(
                partial(_print_batch, inputs, folder, self._look()),
                owner=self,
                on_success=self._printed,
                on_progress=self.progress.on_progress,
                on_failure=self._refused,
            ),
            _("Printing"),
        )

    def _printed(self, written: Sequence[Written]) -> None:
        self.progress.finish()
        self.print_button.setEnabled(True)
        self.files.replace(written)
        self._written = tuple(written)
        self.tabs.setCurrentIndex(1)
        self._folder = written[0].path.parent if written else None
        self.open_folder.setEnabled(self._folder is not None)
        self.send.setEnabled(any(one.kind.value == "department" for one in written))
        campaign = self.context.campaign
        if campaign is not None and written:
            files = [PrintedFile(w.path.name, w.about, w.pages, w.withheld) for w in written]
            self.desk.do(
                record_publication,
                campaign.id,
                files,
                language=str(self.language.currentData()),
                today=_today(),
            )

    def _refused(self, error: BaseException) -> None:
        self.progress.finish()
        self.print_button.setEnabled(True)
        if isinstance(error, UserError):  # a fault of ours is told by the window
            alerts.show(error, self)

    # -- files made

    def _on_file(self, written: Written | None) -> None:
        self.withheld.setText(withheld_text(written) if written else "")
        if written is not None and written.path.is_file():
            self.preview.show_pdf(written.path.read_bytes())

    def _open_file(self, written: Written) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(written.path)))

    def _open_folder(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    # -- to the heads

    def _prepare_mail(self) -> None:
        """One message for each summary made, looked at before it leaves."""
        letters = mail.summaries_of(self._written, self._emails)
        if not letters or self.context.campaign is None:
            return
        sender = self.context.settings.mail.sender
        try:
            folder, unknown = mail.prepare(letters, self.context.campaign.name, sender)
        except UserError as error:
            alerts.show(error, self)
            return
        if unknown:
            text = _("No e-mail is known for the head of: {names}.")
            self.withheld.setText(text.format(names=list_text(list(unknown))))
        if len(unknown) < len(letters):
            MailDialog(self.jobs, self.context, folder, self).open()


def _print_batch(inputs: Inputs, folder: Path, look: Look, monitor: Monitor) -> tuple[Written, ...]:
    """Away from the window and from the database."""
    from desktop.core.documents import batch  # noqa: PLC0415 -- slow import
    from desktop.usecases.printing import jobs_of  # noqa: PLC0415 -- slow import

    batch.make_folder(folder)
    written = batch.write_batch(jobs_of(inputs, look.language), folder, monitor)
    setting = batch.index_setting(inputs.campaign, look.language, look.company.accent)
    batch.write_index(written, folder, setting, inputs.campaign, _today())
    return written


def _today() -> date:
    return date.today()  # noqa: DTZ011 -- the day on the user's wall
