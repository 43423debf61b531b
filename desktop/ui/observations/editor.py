"""The editor of questionnaires: parts and questions, their words, a preview, the faults."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QSplitter,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.labels import label
from desktop.core.observations import questionnaire_edits as edits
from desktop.core.observations.answers import Content
from desktop.core.observations.questionnaire import Item, Option, Questionnaire, Section, Words
from desktop.core.observations.questionnaire_checks import checks
from desktop.core.observations.touchpoints import trades
from desktop.core.vocabulary import ItemKind
from desktop.desk import Desk
from desktop.ui.observations.pages import SectionPage, TouchpointBox
from desktop.ui.widgets.basics import labelled, paragraph, primary, row, scrolled
from desktop.ui.widgets.form import Form
from desktop.usecases.questionnaires import save_questionnaire

PREVIEW_AFTER_MS = 300
Place = tuple[int, int]
"""Section and rank of the question; rank -1 is the section itself."""


class QuestionnaireEditor(QDialog):
    """Edits a copy; nothing is kept before “Save”, and a used version is left as it is."""

    def __init__(
        self, desk: Desk, questionnaire: Questionnaire, number: int | None, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._desk, self._number = desk, number
        self.questionnaire = questionnaire
        self._showing = False
        self.setWindowTitle(_("Edit “{title}”").format(title=questionnaire.words.text))
        self.resize(1260, 780)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(_("Parts and questions"))
        self.tree.currentItemChanged.connect(lambda _now, _before: self._show_place())
        self.section_form = _SectionForm(self._change_section)
        self.item_form = _ItemForm(self._change_item)
        self._forms = QStackedWidget()
        self._forms.addWidget(self.section_form)
        self._forms.addWidget(self.item_form)
        self._preview = QVBoxLayout()
        self.faults = paragraph("", "error")
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PREVIEW_AFTER_MS)
        self._later.timeout.connect(self._show_preview)
        self._lay_out()
        self._fill_tree((0, -1))

    @property
    def place(self) -> Place:
        """What is being edited."""
        current = self.tree.currentItem()
        if current is None:
            return 0, -1
        parent = current.parent()
        if parent is None:
            return self.tree.indexOfTopLevelItem(current), -1
        return self.tree.indexOfTopLevelItem(parent), parent.indexOfChild(current)

    # -- changing

    def _change_section(self, **values: Any) -> None:  # noqa: ANN401 -- fields of Section
        place, _rank = self.place
        section = replace(self.questionnaire.sections[place], **values)
        self._keep(edits.with_section(self.questionnaire, place, section))

    def _change_item(self, **values: Any) -> None:  # noqa: ANN401 -- fields of Item
        place, rank = self.place
        item = replace(self.questionnaire.sections[place].items[rank], **values)
        self._keep(edits.with_item(self.questionnaire, place, rank, item))

    def _keep(self, questionnaire: Questionnaire) -> None:
        if self._showing:
            return
        self.questionnaire = questionnaire
        current, (place, rank) = self.tree.currentItem(), self.place
        if current is not None:
            section = questionnaire.sections[place]
            current.setText(0, (section.words if rank < 0 else section.items[rank].words).text)
        self._later.start()

    def add_question(self) -> None:
        place, rank = self.place
        after = rank if rank >= 0 else len(self.questionnaire.sections[place].items) - 1
        self.questionnaire, rank = edits.add_item(self.questionnaire, place, after)
        self._fill_tree((place, rank))

    def add_section(self) -> None:
        self.questionnaire, place = edits.add_section(self.questionnaire, self.place[0])
        self._fill_tree((place, -1))

    def remove(self) -> None:
        place, rank = self.place
        if rank >= 0:
            self.questionnaire = edits.remove_item(self.questionnaire, place, rank)
            self._fill_tree((place, min(rank, len(self.questionnaire.sections[place].items) - 1)))
        elif len(self.questionnaire.sections) > 1:
            self.questionnaire = edits.remove_section(self.questionnaire, place)
            self._fill_tree((max(place - 1, 0), -1))

    def shift(self, way: int) -> None:
        """One place up (-1) or down (+1)."""
        place, rank = self.place
        if rank >= 0:
            self.questionnaire, rank = edits.move_item(self.questionnaire, place, rank, way)
        else:
            self.questionnaire, place = edits.move_section(self.questionnaire, place, way)
        self._fill_tree((place, rank))

    def save(self) -> None:
        """Keep it: in place, or as the next version if reports were written with this one."""
        self._desk.do(save_questionnaire, self.questionnaire, self._number, then=self._on_saved)

    def _on_saved(self, _number: int) -> None:
        self.accept()

    # -- showing

    def _fill_tree(self, place: Place) -> None:
        self.tree.blockSignals(True)
        self.tree.clear()
        for section in self.questionnaire.sections:
            branch = QTreeWidgetItem([section.words.text])
            for item in section.items:
                branch.addChild(QTreeWidgetItem([item.words.text]))
            self.tree.addTopLevelItem(branch)
            branch.setExpanded(True)
        branch_here = self.tree.topLevelItem(place[0])
        here = branch_here.child(place[1]) if branch_here and place[1] >= 0 else branch_here
        self.tree.blockSignals(False)
        if here is not None:
            self.tree.setCurrentItem(here)
        self._show_place()

    def _show_place(self) -> None:
        place, rank = self.place
        section = self.questionnaire.sections[place]
        self._showing = True
        if rank < 0:
            self.section_form.show_section(section)
            self._forms.setCurrentWidget(self.section_form)
        else:
            self.item_form.show_item(section.items[rank])
            self._forms.setCurrentWidget(self.item_form)
        self._showing = False
        self._show_preview()

    def _show_preview(self) -> None:
        while (held := self._preview.takeAt(0)) is not None:
            if (widget := held.widget()) is not None:
                widget.deleteLater()
        section = self.questionnaire.sections[self.place[0]]
        page = SectionPage(section)
        page.show_content(Content(), frozenset(item.code for item in section.items))
        self._preview.addWidget(page)
        found = checks(self.questionnaire)
        self.faults.setText("\n".join(f"• {each.message}" for each in found))
        self.faults.setVisible(bool(found))
        self.save_button.setEnabled(not any(each.blocking for each in found))

    def _lay_out(self) -> None:
        self.save_button = primary(QPushButton(_("Save")))
        self.save_button.clicked.connect(self.save)
        left = QWidget()
        column = QVBoxLayout(left)
        column.addWidget(self.tree, 1)
        column.addLayout(row(*self._tools()))
        middle = QWidget()
        words = QVBoxLayout(middle)
        words.addWidget(self._forms)
        words.addWidget(self.faults)
        words.addStretch(1)
        right = QWidget()
        preview = QVBoxLayout(right)
        preview.addWidget(labelled("muted", _("Preview")))
        preview.addLayout(self._preview)
        preview.addStretch(1)
        split = QSplitter()
        for widget, share in ((left, 3), (scrolled(middle), 4), (scrolled(right), 5)):
            split.addWidget(widget)
            split.setStretchFactor(split.count() - 1, share)
        split.setSizes([320, 460, 460])
        foot = QHBoxLayout()
        foot.addWidget(labelled("muted", _("Reports already written keep their own version.")), 1)
        foot.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.addWidget(split, 1)
        layout.addLayout(foot)

    def _tools(self) -> list[QPushButton]:
        tools: list[tuple[str, Callable[[], object]]] = [
            (_("+ Question"), self.add_question),
            (_("+ Part"), self.add_section),
            ("↑", lambda: self.shift(-1)),
            ("↓", lambda: self.shift(1)),
            (_("Remove"), self.remove),
        ]
        buttons = []
        for words, slot in tools:
            button = QPushButton(words)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on, act=slot: act())
            buttons.append(button)
        return buttons


class _Bilingual(QWidget):
    """The same words in French and in English."""

    def __init__(self, name: str, tell: Callable[..., None]) -> None:
        super().__init__()
        self._name, self._tell = name, tell
        self.french, self.english = QLineEdit(), QLineEdit()
        self.french.setPlaceholderText(_("in French"))
        self.english.setPlaceholderText(_("in English"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        for line in (self.french, self.english):
            line.textEdited.connect(self._on_edited)
            layout.addWidget(line)
        self.setFocusProxy(self.french)

    def show_words(self, words: Words) -> None:
        self.french.setText(words.fr)
        self.english.setText(words.en)
        for line in (self.french, self.english):
            line.setCursorPosition(0)  # a long text shows its beginning

    def _on_edited(self, _text: str) -> None:
        self._tell(**{self._name: Words(self.french.text(), self.english.text())})


class _SectionForm(Form):
    def __init__(self, tell: Callable[..., None]) -> None:
        super().__init__()
        self.words, self.intro = _Bilingual("words", tell), _Bilingual("intro", tell)
        journey = [point for trade in trades() for point in trade.touchpoints]
        self.place = TouchpointBox(journey)
        self.place.picked.connect(lambda code: tell(touchpoint=code))
        self.conditions = QLineEdit()
        self.conditions.textEdited.connect(
            lambda text: tell(conditions=edits.read_conditions(text))
        )
        self.add(_("Title"), self.words)
        self.add(_("Introduction"), self.intro)
        self.add(_("Touchpoint"), self.place)
        self.add(_("Shown if"), self.conditions, _("For instance: bought = met"))

    def show_section(self, section: Section) -> None:
        self.words.show_words(section.words)
        self.intro.show_words(section.intro)
        self.place.show_code(section.touchpoint)
        self.conditions.setText(edits.condition_text(section.conditions))


class _ItemForm(Form):
    def __init__(self, tell: Callable[..., None]) -> None:
        super().__init__()
        self.words, self.purpose = _Bilingual("words", tell), _Bilingual("purpose", tell)
        self.hint = _Bilingual("hint", tell)
        self.kind = QComboBox()
        for kind in ItemKind:
            self.kind.addItem(label(kind), kind)
        self.kind.activated.connect(lambda: tell(kind=ItemKind(self.kind.currentData())))
        self.required, self.essential = QCheckBox(_("Required")), QCheckBox(_("Essential"))
        self.required.clicked.connect(lambda on: tell(required=on))
        self.essential.clicked.connect(lambda on: tell(essential=on))
        self.weight = QSpinBox()
        self.weight.setMaximum(100)
        self.weight.valueChanged.connect(lambda value: tell(weight=value))
        self.conditions = QLineEdit()
        self.conditions.textEdited.connect(
            lambda text: tell(conditions=edits.read_conditions(text))
        )
        marks = QWidget()
        marks.setLayout(row(self.required, self.essential))
        self.add(_("Question"), self.words)
        self.add(_("Why it is asked"), self.purpose, _("Needed: Labour Code, L1222-2."))
        self.add(_("Help"), self.hint)
        self.add(_("Kind of answer"), self.kind)
        self.options = QLineEdit()
        self.options.textEdited.connect(
            lambda text: tell(options=edits.read_options(text, self._held))
        )
        self._held: tuple[Option, ...] = ()
        self.add(
            _("Choices"),
            self.options,
            _("For instance: card = Carte / Card; cash = Espèces / Cash"),
        )
        self.add(_("Weight"), self.weight, _("0 keeps it out of the score."))
        self.add(_("Marks"), marks)
        self.add(_("Shown if"), self.conditions, _("For instance: bought = met"))

    def show_item(self, item: Item) -> None:
        self.words.show_words(item.words)
        self.purpose.show_words(item.purpose)
        self.hint.show_words(item.hint)
        self.kind.setCurrentIndex(self.kind.findData(item.kind))
        self._held = item.options
        self.options.setText(edits.option_text(item.options))
        self.required.setChecked(item.required)
        self.essential.setChecked(item.essential)
        self.weight.setValue(item.weight)
        self.conditions.setText(edits.condition_text(item.conditions))
