"""The report form: one calm page at a time, every field kept as it is typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.i18n import _, date_text, ngettext, time_text
from desktop.core.observations.answers import Content, Given, missing, visible_items
from desktop.core.observations.cards import Card
from desktop.core.observations.typing_log import (
    CARD,
    TypingLog,
    log_file,
    logs_of,
    read_log,
    typed_now,
)
from desktop.core.vocabulary import ObservationKind, ReportStatus
from desktop.desk import Desk
from desktop.paths import data_folder
from desktop.ui.observations.autosave import Autosave
from desktop.ui.observations.card_dialog import CardDialog
from desktop.ui.observations.closing_pages import CardsPage, CheckPage
from desktop.ui.observations.form_frame import FormFrame
from desktop.ui.observations.pages import FormPage, SectionPage, ToldPage
from desktop.ui.observations.question import QuestionBlock
from desktop.usecases import report_writing as writing
from desktop.usecases.report_files import attach_file, detach_file
from desktop.usecases.report_recovery import Recovery, recover_typing
from desktop.usecases.report_sending import submit_report
from desktop.usecases.report_writing import Saved, Told
from desktop.usecases.reports import FinalCheck, ReportSheet, final_check, get_report


class ReportForm(QWidget):
    """Fills in one report; `left` when its author goes back to the list, `sent` once it is sent."""

    left = Signal()
    sent = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sheet: ReportSheet | None = None
        self._content = Content()
        self._recovery: Recovery | None = None
        self.pages: list[FormPage] = []
        self.frame = FormFrame()
        self.autosave = Autosave(desk, self)
        self.autosave.saved.connect(self.frame.say_saved)
        self.autosave.refused.connect(self._on_refused)
        self.frame.left.connect(self.leave)
        self.frame.moved.connect(self.go_by)
        self.frame.chosen.connect(self.go_to)
        self.frame.card_wanted.connect(self._new_card_here)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.frame)

    # -- opening

    def open(self, report_id: int) -> None:
        """Show a report where its author left it, with what a killed program left behind."""
        self._recovery = None
        self._desk.ask(get_report, report_id, then=self._recover)

    def _recover(self, sheet: ReportSheet) -> None:
        files = logs_of(data_folder(), self._desk.location, sheet.row.uid)
        typed = tuple(each for file in files for each in read_log(file))
        if not typed:
            self.show_sheet(sheet)
            return

        def settle(recovery: Recovery) -> None:
            for file in files:
                file.unlink(missing_ok=True)
            self._recovery = recovery
            self._desk.ask(get_report, sheet.row.id, then=self.show_sheet)

        self._desk.do(recover_typing, sheet.row.id, typed, then=settle)

    def show_sheet(self, sheet: ReportSheet) -> None:
        """Lay out the pages of this report and fill in what is there."""
        self.autosave.flush()
        self.autosave.log_to(self._log(sheet))
        self._sheet, self._content = sheet, sheet.content
        self.frame.title.setText(sheet.questionnaire.words.text)
        self.frame.place.setText(_place(sheet))
        self._say_restored(sheet)
        self._make_pages(sheet)
        self._refresh()
        self.frame.saved.setText("")
        shown = [number for number in range(len(self.pages)) if not self._is_hidden(number)]
        self.go_to(sheet.page if sheet.page in shown else shown[0], remember=False)

    def _log(self, sheet: ReportSheet, part: str = "") -> TypingLog:
        return TypingLog(log_file(data_folder(), self._desk.location, sheet.row.uid, part))

    @property
    def sheet(self) -> ReportSheet:
        assert self._sheet is not None
        return self._sheet

    @property
    def report_id(self) -> int:
        return self.sheet.row.id

    # -- moving

    @property
    def current(self) -> int:
        return self.frame.stack.currentIndex()

    def go_to(self, number: int, *, remember: bool = True) -> None:
        """Show a page; what was typed before is written first."""
        self.autosave.flush()
        self.frame.stack.setCurrentIndex(number)
        self.frame.steps.setCurrentRow(number)
        page = self.pages[number]
        page.focus_first()
        if isinstance(page, CheckPage):
            self._desk.ask(final_check, self.report_id, then=self._show_check)
        if remember:
            self.autosave.put("page", writing.save_page, self.report_id, number)
        self._say_progress()

    def go_by(self, way: int) -> None:
        """The next page that is asked, or the one before."""
        number = self.current + way
        while 0 <= number < len(self.pages) and self._is_hidden(number):
            number += way
        if 0 <= number < len(self.pages):
            self.go_to(number)

    def show_item(self, section: str, item: str) -> None:
        """Go to one question, or to one of the two questions when `section` is empty."""
        for number, page in enumerate(self.pages):
            if isinstance(page, SectionPage) and page.section.code == section:
                self.go_to(number)
                page.focus(item)
                self.frame.scroll_to(page.blocks.get(item) or page.files.get(item))
            elif isinstance(page, ToldPage) and not section:
                self.go_to(number)
                block = page.blocks[ObservationKind(item)]
                block.box.setFocus(Qt.FocusReason.TabFocusReason)
                self.frame.scroll_to(block)

    def leave(self) -> None:
        """Back to the list; nothing is lost."""
        self.autosave.flush()
        self.left.emit()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 -- Qt's name
        """Another page, another language, the end of the program: nothing typed is left behind."""
        self.autosave.flush()
        super().hideEvent(event)

    # -- cards

    def edit_card(self, card_id: int | None = None, touchpoint: str = "") -> CardDialog:
        """Open an irritant card, or a new one."""
        known = {each.id: each.card for each in self.sheet.cards}
        dialog = CardDialog(
            self._desk,
            self.report_id,
            self.sheet.row.campaign_id,
            self.sheet.touchpoints,
            self.sheet.departments,
            self,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.autosave.log_to(self._log(self.sheet, CARD))
        dialog.show_card(known.get(card_id or 0, Card(touchpoint=touchpoint)), card_id)
        dialog.kept.connect(self._read_cards)
        dialog.setModal(True)
        dialog.show()
        return dialog

    def _new_card_here(self) -> None:
        page = self.pages[self.current]
        self.edit_card(None, page.section.touchpoint if isinstance(page, SectionPage) else "")

    def _remove_card(self, card_id: int) -> None:
        self._desk.do(writing.remove_card, self.report_id, card_id, then=self._read_cards)

    def _read_cards(self, _number: object = None) -> None:
        self._desk.ask(get_report, self.report_id, then=self._show_cards)

    def _show_cards(self, sheet: ReportSheet) -> None:
        self._sheet = sheet
        self._content = replace(
            self._content,
            card_touchpoints=sheet.content.card_touchpoints,
            attached=sheet.content.attached,
        )
        for page in self.pages:
            if isinstance(page, CardsPage):
                page.show_cards(sheet.cards)
            if isinstance(page, CheckPage) and page.isVisible():
                self._desk.ask(final_check, self.report_id, then=self._show_check)
            if isinstance(page, SectionPage):
                self._show_files(page, sheet)
        self._refresh()

    # -- answers

    def _on_answer(self, code: str, value: str, note: str) -> None:
        answers = {**self._content.answers, code: Given(value, note)}
        self._content = replace(self._content, answers=answers)
        key = f"answer:{code}"
        typed = typed_now(key, "answer", code=code, value=value, note=note)
        self.autosave.put(key, writing.save_answer, self.report_id, code, value, note, typed=typed)
        self._refresh()

    def _on_free(self, touchpoint: str, kind: ObservationKind, text: str) -> None:
        key = f"told:{touchpoint}:{kind}"
        self.autosave.put(
            key,
            writing.save_observation,
            self.report_id,
            Told(kind, touchpoint, text),
            last=lambda: self._free.get(key),
            then=partial(self._on_free_saved, key),
            typed=typed_now(key, "observation", kind=kind, touchpoint=touchpoint, text=text),
        )

    def _on_free_saved(self, key: str, saved: Saved) -> None:
        self._free[key] = saved.id or None

    def _on_told(self, kind: ObservationKind, text: str, place: str, nothing: bool) -> None:
        told = self._content.told - {kind}
        if text.strip() or nothing:
            told |= {kind}
        self._content = replace(self._content, told=told)
        key = f"told:{kind}"
        self.autosave.put(
            key,
            writing.save_told,
            self.report_id,
            kind,
            text,
            place,
            nothing=nothing,
            typed=typed_now(key, "told", kind=kind, text=text, touchpoint=place, nothing=nothing),
        )
        self._refresh()

    def _on_refused(self, key: str, sentence: str) -> None:
        block = self._block(key.removeprefix("answer:"))
        if block is not None:
            block.say_error(sentence)
        else:
            self.frame.saved.setText(sentence)

    def _block(self, code: str) -> QuestionBlock | None:
        for page in self.pages:
            if isinstance(page, SectionPage) and code in page.blocks:
                return page.blocks[code]
        return None

    # -- sending

    def _send(self) -> None:
        self.autosave.flush()
        self._desk.do(submit_report, self.report_id, then=self._on_sent)

    def _on_sent(self, _dropped: tuple[str, ...]) -> None:
        self.sent.emit()

    def _show_check(self, check: FinalCheck) -> None:
        page = self.pages[-1]
        assert isinstance(page, CheckPage)
        page.show_check(check)

    # -- building

    def _make_pages(self, sheet: ReportSheet) -> None:
        self.frame.clear()
        self._free: dict[str, int | None] = {
            f"told:{each.touchpoint}:{each.kind}": each.id
            for each in sheet.observations
            if not each.item
        }
        self.pages = [self._section_page(number, sheet) for number in self._section_numbers(sheet)]
        self.pages += [self._told_page(sheet), self._cards_page(sheet), self._check_page()]
        for page in self.pages:
            self.frame.add(page, page.title)

    def _section_numbers(self, sheet: ReportSheet) -> range:
        return range(len(sheet.questionnaire.sections))

    def _section_page(self, number: int, sheet: ReportSheet) -> SectionPage:
        page = SectionPage(sheet.questionnaire.sections[number])
        page.show_content(sheet.content, self._visible())
        for code, block in page.blocks.items():
            block.changed.connect(partial(self._on_answer, code))
            block.card_wanted.connect(self._new_card_here)
        for code, files in page.files.items():
            files.picked.connect(partial(self._attach, code))
            files.removed.connect(self._detach)
        self._show_files(page, sheet)
        if page.told is not None:
            here = page.section.touchpoint
            page.told.show_told(
                each for each in sheet.observations if not each.item and each.touchpoint == here
            )
            page.told.changed.connect(partial(self._on_free, here))
        return page

    def _told_page(self, sheet: ReportSheet) -> ToldPage:
        page = ToldPage(sheet.touchpoints)
        page.show_told(sheet.content, sheet.observations)
        for kind, block in page.blocks.items():
            block.changed.connect(partial(self._on_told, kind))
        return page

    def _cards_page(self, sheet: ReportSheet) -> CardsPage:
        page = CardsPage()
        page.show_cards(sheet.cards)
        page.wanted.connect(self._new_card_here)
        page.opened.connect(self.edit_card)
        page.removed.connect(self._remove_card)
        return page

    def _check_page(self) -> CheckPage:
        page = CheckPage()
        page.sent.connect(self._send)
        page.asked_for.connect(self.show_item)
        page.card_asked_for.connect(self.edit_card)
        return page

    # -- files

    def _attach(self, code: str, name: str, content: bytes) -> None:
        self._desk.do(
            attach_file, self.report_id, code, name, content,
            then=self._read_cards, or_else=partial(self._on_file_refused, code),
        )  # fmt: skip

    def _detach(self, attachment_id: int) -> None:
        self._desk.do(detach_file, self.report_id, attachment_id, then=self._read_cards)

    def _on_file_refused(self, code: str, error: BaseException) -> None:
        for page in self.pages:
            if isinstance(page, SectionPage) and code in page.files:
                page.files[code].say_error(str(error))

    def _show_files(self, page: SectionPage, sheet: ReportSheet) -> None:
        for code, block in page.files.items():
            block.show_files(tuple(each for each in sheet.attachments if each.item == code))

    # -- showing

    def _visible(self) -> frozenset[str]:
        shown = visible_items(self.sheet.questionnaire, self._content)
        return frozenset(item.code for _section, item in shown)

    def _is_hidden(self, number: int) -> bool:
        return self.frame.steps.item(number).isHidden()

    def _refresh(self) -> None:
        """Show the questions that the answers call for, and how far the report is."""
        visible = self._visible()
        lacking = {each.section for each in missing(self.sheet.questionnaire, self._content)}
        for number, page in enumerate(self.pages):
            item = self.frame.steps.item(number)
            if isinstance(page, SectionPage):
                page.show_visible(visible)
                item.setHidden(not visible & {each.code for each in page.section.items})
            item.setText(f"{_mark(page, self._content, lacking)}  {page.title}")
        self._say_progress()

    def _say_progress(self) -> None:
        shown = [number for number in range(len(self.pages)) if not self._is_hidden(number)]
        if self.current not in shown:
            return
        self.frame.say_progress(shown.index(self.current) + 1, len(shown))

    def _say_restored(self, sheet: ReportSheet) -> None:
        words = ""
        if self._recovery is not None:
            words = _recovered(self._recovery)
        elif sheet.row.status is ReportStatus.TO_REVISE:
            asked = [each.text for each in sheet.comments if not each.before and not each.resolved]
            words = "\n".join([_("The coordinator asks you to complete this report:"), *asked])
        elif sheet.row.saved_at is not None:
            words = _restored(sheet.row.saved_at.astimezone())
        self.frame.say_news(words, urgent="\n" in words)


def _place(sheet: ReportSheet) -> str:
    day = date_text(sheet.row.day.date(), "long") if sheet.row.day else ""
    return " · ".join(part for part in (sheet.row.site, day) if part)


def _recovered(recovery: Recovery) -> str:
    words = ngettext(
        "The program ended while you were typing: {count} field was recovered.",
        "The program ended while you were typing: {count} fields were recovered.",
        recovery.recovered,
    ).format(count=recovery.recovered)
    if recovery.left_out:
        left = ngettext(
            "{count} could not be: look at it again.",
            "{count} could not be: look at them again.",
            recovery.left_out,
        )
        words += " " + left.format(count=recovery.left_out)
    return words


def _restored(moment: datetime) -> str:
    time = time_text(moment)
    if moment.date() == datetime.now(moment.tzinfo).date():
        return _("Draft restored from {time}.").format(time=time)
    day = date_text(moment.date(), "long")
    return _("Draft restored from {day}, {time}.").format(day=day, time=time)


def _mark(page: FormPage, content: Content, lacking: set[str]) -> str:
    """Before the name of a page: a tick when done, a dot when begun, a circle else."""
    if isinstance(page, SectionPage):
        begun = any(content.value(code) for code in page.blocks)
        if page.section.code in lacking:
            return "◐" if begun else "○"
        return "✓" if begun else "○"
    if isinstance(page, ToldPage):
        return "○" if "" in lacking else "✓"
    if isinstance(page, CardsPage):
        return "✓" if content.card_touchpoints else "○"
    return "➤"
