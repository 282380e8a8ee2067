"""Whose labels are exported, where there is a choice."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from real_desktop.gui.controls import ComboBox
from real_desktop.gui.panel import Label
from real_desktop.gui.theme import SPACE
from real_desktop.session.export_preview import LabelsOf

EVERYONE = "Everyone who judged here"
LEAST_CHARACTERS = 24


class LabelsChoice(QWidget):
    """Everyone, one of several people, or a file; `changed` follows every other choice."""

    changed = Signal()

    def __init__(self, labels_of: Sequence[LabelsOf], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = ComboBox()
        self.box.setAccessibleName("Labels of")
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.box.setSizeAdjustPolicy(policy)
        self.box.setMinimumContentsLength(LEAST_CHARACTERS)
        self._labels_of = labels_of
        self.box.addItem(EVERYONE)
        for one in labels_of:
            self.box.addItem(_title(one))
        heading = Label("&Labels of", is_bold=True)
        heading.setBuddy(self.box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE, 0, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(heading)
        layout.addWidget(self.box)
        self.box.currentIndexChanged.connect(self._tell)

    @property
    def chosen(self) -> LabelsOf | None:
        """The one whose labels are wanted; None for everyone."""
        place = self.box.currentIndex() - 1
        return self._labels_of[place] if place >= 0 else None

    def _tell(self) -> None:
        self.changed.emit()


def _title(one: LabelsOf) -> str:
    where = " (from the file)" if one.is_file else ""
    return f"{one.name}{where}: {one.labels:,}"
