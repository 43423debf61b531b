"""Rows of a form: a label tied to its field, a line of help, and the error beside what is wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.widgets.basics import labelled, restyle


class FormRow(QWidget):
    """One field with its help and its error."""

    def __init__(self, field: QWidget, name: str, hint: str = "") -> None:
        super().__init__()
        self.field = field
        if isinstance(field, QSpinBox | QDoubleSpinBox):  # the style sheet's padding is lost there
            field.lineEdit().setTextMargins(8, 0, 0, 0)
        self._error = labelled("error", "")
        self._error.setWordWrap(True)
        self._error.hide()
        for named in {field, field.focusProxy() or field}:  # a field may stand beside its button
            named.setAccessibleName(name)
            named.setAccessibleDescription(hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        policy = field.sizePolicy().horizontalPolicy()
        combo = isinstance(field, QComboBox)  # grows only if it asks for it
        preferred = policy is QSizePolicy.Policy.Preferred and not combo
        grows = policy is QSizePolicy.Policy.Expanding or preferred
        layout.addWidget(field, 0, Qt.AlignmentFlag(0) if grows else Qt.AlignmentFlag.AlignLeft)
        if hint:
            words = labelled("muted", hint)
            words.setWordWrap(True)
            layout.addWidget(words)
        layout.addWidget(self._error)

    def set_error(self, text: str) -> None:
        """Say what is wrong beside the field; an empty text says that all is well."""
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self.field.setProperty("state", "error" if text else "")
        restyle(self.field)


class Form(QWidget):
    """Fields under each other, labels at the left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QFormLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(16)
        self._layout.setVerticalSpacing(10)
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)

    def add(self, name: str, field: QWidget, hint: str = "") -> FormRow:
        """Add a field; its name is its label and what a screen reader says."""
        row = FormRow(field, name, hint)
        label = QLabel(name)
        label.setBuddy(field)
        label.setContentsMargins(0, 6, 0, 0)
        self._layout.addRow(label, row)
        return row

    def add_wide(self, widget: QWidget) -> None:
        self._layout.addRow(widget)
