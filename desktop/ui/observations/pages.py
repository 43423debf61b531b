"""The pages of the form that ask: one section at a time, then the two questions."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.observations.answers import NOTHING, Content
from desktop.core.observations.questionnaire import Section
from desktop.core.observations.touchpoints import Touchpoint, touchpoint_name, touchpoints
from desktop.core.vocabulary import ItemKind, ObservationKind
from desktop.ui.observations.attachment import AttachmentBlock
from desktop.ui.observations.fields import ChoiceField, TextField
from desktop.ui.observations.question import GuardLine, QuestionBlock
from desktop.ui.widgets.basics import labelled, link, paragraph, row
from desktop.usecases.reports import ObservationRow

COLUMN = 680
"""The width of a page: lines that the eye follows without effort."""


class FormPage(QWidget):
    """A column of fixed width in the middle, under a title."""

    def __init__(self, title: str, above: str = "", intro: str = "") -> None:
        super().__init__()
        self.title = title
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 8, 24, 24)
        column = QWidget()
        column.setMaximumWidth(COLUMN)
        self.body = QVBoxLayout(column)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(22)
        outer.addWidget(column)
        outer.addStretch(1)
        self.head = head = QVBoxLayout()
        head.setSpacing(4)
        if above:
            head.addWidget(labelled("muted", above))
        head.addWidget(paragraph(title, "title"))
        if intro:
            head.addWidget(paragraph(intro, "muted"))
        self.body.addLayout(head)

    def focus_first(self) -> None:
        """Put the cursor where the page begins."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)


class TouchpointBox(QComboBox):
    """Chooses a touchpoint of the journey; the first line is “to be specified”."""

    picked = Signal(str)

    def __init__(self, journey: Iterable[Touchpoint]) -> None:
        super().__init__()
        self.setAccessibleName(_("Touchpoint"))
        self.setMaxVisibleItems(24)
        self.addItem(_("At which moment?"), "")
        for point in journey:
            self.addItem(f"{point.stage_name} · {point.name}", point.code)
        self.activated.connect(lambda: self.picked.emit(self.code))

    @property
    def code(self) -> str:
        return str(self.currentData() or "")

    def show_code(self, code: str) -> None:
        place = self.findData(code)
        if place < 0:
            self.addItem(touchpoint_name(code), code)
            place = self.count() - 1
        self.setCurrentIndex(place)


class SectionPage(FormPage):
    """The questions of one section, and room for whatever was not asked."""

    def __init__(self, section: Section) -> None:
        point = touchpoints().get(section.touchpoint)
        super().__init__(section.words.text, point.stage_name if point else "", section.intro.text)
        self.section = section
        self.head.addLayout(self._reasons())
        self.blocks: dict[str, QuestionBlock] = {}
        self.files: dict[str, AttachmentBlock] = {}
        for item in section.items:
            if item.kind is ItemKind.ATTACHMENT:
                self.files[item.code] = AttachmentBlock(item)
                self.body.addWidget(self.files[item.code])
            else:
                self.blocks[item.code] = QuestionBlock(item)
                self.body.addWidget(self.blocks[item.code])
        self.told = FreeTelling(section.touchpoint) if section.touchpoint else None
        if self.told is not None:
            self.body.addWidget(self.told)

    def _reasons(self) -> QVBoxLayout:
        """Why these questions are asked, for whoever wants to know (Labour Code, L1222-2)."""
        purposes = dict.fromkeys(item.purpose.text for item in self.section.items)
        words = paragraph("\n".join(f"{purpose}." for purpose in purposes), "muted")
        words.hide()
        why = link(_("Why these questions?"))
        why.setCheckable(True)
        why.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        why.toggled.connect(words.setVisible)
        layout = QVBoxLayout()
        layout.setSpacing(0)
        layout.addWidget(why, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(words)
        return layout

    def show_content(self, content: Content, visible: frozenset[str]) -> None:
        """Answers, and which questions are asked."""
        for code, block in self.blocks.items():
            block.show_given(content.answers.get(code, NOTHING))
        self.show_visible(visible)

    def show_visible(self, visible: frozenset[str]) -> None:
        for code, block in (*self.blocks.items(), *self.files.items()):
            block.setVisible(code in visible)

    def focus_first(self) -> None:
        shown = (block for block in self.blocks.values() if not block.isHidden())
        first = next(shown, None)
        if first is None or isinstance(first.field, ChoiceField):
            super().focus_first()  # a focused button would look like a chosen answer
        else:
            first.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus(self, code: str) -> None:
        """Put the cursor on one question."""
        block = self.blocks.get(code) or self.files.get(code)
        if block is not None:
            block.focus()


class FreeTelling(QWidget):
    """Fact, feeling and suggestion, each in its own box; `changed` carries kind and words."""

    changed = Signal(object, str)

    def __init__(self, touchpoint: str) -> None:
        super().__init__()
        self.touchpoint = touchpoint
        self.boxes: dict[ObservationKind, TextField] = {}
        self._open = link(_("Something else to tell here?"))
        self._open.clicked.connect(self.unfold)
        self._inside = QWidget()
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        for kind, words, hint in (
            (ObservationKind.FACT, _("A fact"), _("What happened: where, when, how long")),
            (ObservationKind.FEELING, _("A feeling"), _("What you felt, what it seemed to do")),
            (ObservationKind.SUGGESTION, _("A suggestion"), _("What could be done otherwise")),
        ):
            inside.addLayout(self._box(kind, words, hint))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._inside)
        self._inside.hide()

    def unfold(self) -> None:
        self._open.hide()
        self._inside.show()

    def show_told(self, observations: Iterable[ObservationRow]) -> None:
        for each in observations:
            if each.kind in self.boxes:
                self.boxes[each.kind].show_answer(each.text)
                self.unfold()

    def _box(self, kind: ObservationKind, words: str, hint: str) -> QVBoxLayout:
        box, guard = TextField(words, hint, lines=2), GuardLine()
        box.changed.connect(lambda text: self.changed.emit(kind, text))
        box.changed.connect(guard.look_at)
        self.boxes[kind] = box
        layout = QVBoxLayout()
        layout.setSpacing(3)
        layout.addWidget(labelled("question", words))
        layout.addWidget(box)
        layout.addWidget(guard)
        return layout


class ToldBlock(QWidget):
    """One of the two questions; `changed` carries words, touchpoint, and whether it is silence."""

    changed = Signal(str, str, bool)

    def __init__(
        self, kind: ObservationKind, question: str, journey: tuple[Touchpoint, ...]
    ) -> None:
        super().__init__()
        self.kind = kind
        self.box = TextField(
            question, _("Tell it as to a colleague: the situation, the outcome"), 4
        )
        self.place = TouchpointBox(journey)
        self.nothing = QCheckBox(_("Nothing of the kind that day"))
        self._guard = GuardLine()
        self.box.changed.connect(self._guard.look_at)
        self.box.changed.connect(self._on_text)
        self.place.picked.connect(lambda _code: self._tell())
        self.nothing.clicked.connect(lambda _on: self._tell())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(paragraph(question, "section"))
        layout.addWidget(self.box)
        layout.addWidget(self._guard)
        layout.addLayout(row(self.place, self.nothing))

    def show_told(self, text: str, touchpoint: str, *, nothing: bool) -> None:
        self.box.show_answer(text)
        self.place.show_code(touchpoint)
        self.nothing.setChecked(nothing and not text)

    def _on_text(self, text: str) -> None:
        if text:
            self.nothing.setChecked(False)
        self._tell()

    def _tell(self) -> None:
        silent = self.nothing.isChecked() and not self.box.text().strip()
        self.changed.emit(self.box.text(), self.place.code, silent)


class ToldPage(FormPage):
    """The two KPAM questions, asked of everybody."""

    def __init__(self, journey: tuple[Touchpoint, ...]) -> None:
        super().__init__(
            _("Two interactions"),
            "",
            _("Two moments with a client, lived or seen that day. They are put face to face with "
              "what clients say: that is where the mirror begins."),
        )  # fmt: skip
        self.blocks = {
            kind: ToldBlock(kind, words, journey)
            for kind, words in (
                (ObservationKind.BEST, _("The best interaction of the day")),
                (
                    ObservationKind.MOST_FRUSTRATING,
                    _("The most frustrating interaction of the day"),
                ),
            )
        }
        for block in self.blocks.values():
            self.body.addWidget(block)

    def focus_first(self) -> None:
        self.blocks[ObservationKind.BEST].box.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_told(self, content: Content, observations: Iterable[ObservationRow]) -> None:
        told = {each.kind: each for each in observations}
        for kind, block in self.blocks.items():
            each = told.get(kind)
            text, place = (each.text, each.touchpoint) if each else ("", "")
            block.show_told(text, place, nothing=kind in content.told)
