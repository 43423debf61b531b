"""Reports without the application: fillable PDF out, filled ones back in, away from the window."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop import paths, settings
from desktop.core.errors import UserError
from desktop.core.exchange.writing import replace_file
from desktop.core.i18n import _, language, ngettext, speaking
from desktop.core.monitor import Monitor
from desktop.core.observations.form_pdf import write_form
from desktop.core.observations.form_reader import read_bytes, read_return
from desktop.core.publishing.invitations import Contact
from desktop.desk import Desk
from desktop.jobs import Jobs
from desktop.ui.observations.returns import Preview
from desktop.usecases.bilan import Reminders, bilan_reminders
from desktop.usecases.forms import FormOrder, prepare_forms
from desktop.usecases.missions import MissionFile, open_mission, prepare_missions, seal_report
from desktop.usecases.returns import Returned, take_return


class PaperForms(QObject):
    """`previewed` carries what the files hold, before anything is kept.

    `opened` carries the draft that a mission opened.
    `said` carries how it went, in one line; `refused` the files that were held and why.
    """

    previewed = Signal(object)
    opened = Signal(int)
    said = Signal(str)
    refused = Signal(list)

    def __init__(self, desk: Desk, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._jobs = desk, jobs
        self._waiting = 0
        self._sent = 0
        self._drafts = 0
        self._held: list[str] = []
        self._previews: list[Preview] = []

    def write_all(self, campaign_id: int, folder: Path) -> None:
        """A form for every day that waits for its report."""
        self._desk.do(
            prepare_forms, campaign_id, datetime.now(UTC), then=partial(self._write, folder)
        )

    def write_missions(self, campaign_id: int, folder: Path) -> None:
        """A mission for every day that waits for its report."""
        self._desk.do(
            prepare_missions, campaign_id, datetime.now(UTC), then=partial(self._keep, folder)
        )

    def write_reminders(self, campaign_id: int, folder: Path) -> None:
        """A message to each author whose half of a review is missing."""
        preferences = settings.load(paths.settings_file())
        sender = Contact(preferences.company or "Vis ma vie", preferences.mail.sender)
        self._desk.ask(
            bilan_reminders,
            campaign_id,
            datetime.now(UTC),
            sender,
            then=lambda found: self._say_reminders(folder, found),
        )

    def _say_reminders(self, folder: Path, found: Reminders) -> None:
        for file in found.files:
            replace_file(folder / file.name, file.content)
        count = len(found.files)
        words = ngettext("{count} message written", "{count} messages written", count)
        parts = [words.format(count=count)]
        parts += [_("{name} has no e-mail address.").format(name=n) for n in found.without_address]
        self.said.emit(" · ".join(parts))

    def open_mission(self, path: Path) -> None:
        """The participant's side: a draft in a file of their own."""
        try:
            content = read_bytes(path)
        except UserError as error:
            self.refused.emit([str(error)])
            return
        self._desk.do(open_mission, content, path.name, then=self.opened.emit)

    def seal(self, report_id: int, folder: Path) -> None:
        """The participant's side: a package that the coordinator alone can open."""
        self._desk.do(seal_report, report_id, then=lambda file: self._keep(folder, (file,)))

    def _keep(self, folder: Path, files: tuple[MissionFile, ...]) -> None:
        for file in files:
            replace_file(folder / file.name, file.content)
        count = ngettext("{count} file written", "{count} files written", len(files))
        self.said.emit(count.format(count=len(files)))

    def collect(self, paths: Iterable[Path]) -> None:
        """Read files that came back and show what each of them would become."""
        self._jobs.start(
            partial(_read_all, tuple(paths), language()), owner=self, on_success=self._rehearse
        )

    def take_in(self, previews: tuple[Preview, ...]) -> None:
        """Keep what was shown."""
        self._waiting = len(previews)
        self._sent = self._drafts = 0
        self._held = []
        for each in previews:
            self._desk.do(
                take_return,
                each.fields,
                each.name,
                _today(),
                then=self._on_taken,
                or_else=self._on_held,
            )

    def _rehearse(self, files: list[Preview]) -> None:
        self._previews = []
        self._waiting = len(files)
        for each in files:
            if each.fields is None:
                self._on_previewed(each)
                continue
            self._desk.rehearse(
                take_return,
                each.fields,
                each.name,
                _today(),
                then=partial(self._on_rehearsed, each),
                or_else=partial(self._on_refused, each),
            )

    def _on_rehearsed(self, file: Preview, returned: Returned) -> None:
        self._on_previewed(replace(file, returned=returned))

    def _on_refused(self, file: Preview, error: BaseException) -> None:
        self._on_previewed(replace(file, reason=str(error)))

    def _on_previewed(self, file: Preview) -> None:
        self._previews.append(file)
        if len(self._previews) == self._waiting:
            self.previewed.emit(tuple(self._previews))

    def _write(self, folder: Path, orders: tuple[FormOrder, ...]) -> None:
        self._jobs.start(
            partial(_write_files, folder, orders, language()),
            owner=self,
            on_success=self._say_written,
        )

    def _say_written(self, count: int) -> None:
        words = ngettext("{count} form written", "{count} forms written", count)
        self.said.emit(words.format(count=count))

    def _on_taken(self, result: Returned) -> None:
        self._sent += result.sent
        self._drafts += not result.sent
        self._one_done()

    def _on_held(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._held.append(str(error))
        self._one_done()

    def _one_done(self) -> None:
        self._waiting -= 1
        if self._waiting:
            return
        words = ngettext("{count} form received", "{count} forms received", self._sent)
        parts = [words.format(count=self._sent)]
        if self._drafts:
            drafts = ngettext(
                "{count} unfinished, kept as a draft",
                "{count} unfinished, kept as drafts",
                self._drafts,
            )
            parts.append(drafts.format(count=self._drafts))
        self.said.emit(" · ".join(parts))
        if self._held:
            self.refused.emit(self._held)


def _today() -> date:
    return date.today()  # noqa: DTZ011 -- the day on the user's wall


def _write_files(folder: Path, orders: tuple[FormOrder, ...], tongue: str, monitor: Monitor) -> int:
    with speaking(tongue):
        for number, order in enumerate(orders, start=1):
            monitor.checkpoint()
            content = write_form(
                order.questionnaire, order.head, order.journey, order.departments, order.ref
            )
            replace_file(folder / order.name, content)
            monitor.tell(number / len(orders), order.name)
    return len(orders)


def _read_all(paths: tuple[Path, ...], tongue: str, monitor: Monitor) -> list[Preview]:
    files = []
    with speaking(tongue):
        for number, path in enumerate(paths, start=1):
            monitor.checkpoint()
            try:
                files.append(Preview(path.name, read_return(path), None))
            except UserError as error:
                files.append(Preview(path.name, None, None, str(error)))
            monitor.tell(number / len(paths), path.name)
    return files
