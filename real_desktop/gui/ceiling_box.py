"""A similarity as a limit, or the automatic one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from real_desktop.gui.controls import ComboBox, DecimalBox
from real_desktop.gui.theme import SPACE

AUTOMATIC, BY_HAND = "automatic", "by hand"
FIRST = 0.95
"""What is offered by hand until the automatic one is known."""


class CeilingBox(QWidget):
    """Automatic or a number from -1 to 1; `changed` follows every other value."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._kind, self._number = ComboBox(), DecimalBox()
        self._kind.addItems([AUTOMATIC, BY_HAND])
        self._kind.setAccessibleName("Ceiling")
        self._number.setRange(-1, 1)
        self._number.setDecimals(3)
        self._number.setSingleStep(0.01)
        self._number.setValue(FIRST)
        self._number.setAccessibleName("Similarity of the ceiling")
        self.setFocusProxy(self._kind)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(self._kind)
        layout.addWidget(self._number)
        self._kind.currentIndexChanged.connect(self._take_kind)
        self._number.valueChanged.connect(self.changed)
        self._enable()

    @property
    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        return [self._kind, self._number]

    @property
    def value(self) -> float | None:
        """The number, None for the automatic one."""
        return round(self._number.value(), 3) if self._is_by_hand else None

    @property
    def _is_by_hand(self) -> bool:
        return self._kind.currentText() == BY_HAND

    def set_value(self, ceiling: float | None) -> None:
        """Show a number, or that it is automatic."""
        if ceiling is not None:
            self._number.setValue(ceiling)
        self._kind.setCurrentText(AUTOMATIC if ceiling is None else BY_HAND)

    def show_automatic(self, ceiling: float | None) -> None:
        """What the automatic one is now; by hand begins from there."""
        if ceiling is not None and not self._is_by_hand:
            self._number.blockSignals(True)  # noqa: FBT003 - Qt's
            self._number.setValue(ceiling)
            self._number.blockSignals(False)  # noqa: FBT003 - Qt's

    def _take_kind(self) -> None:
        self._enable()
        self.changed.emit()

    def _enable(self) -> None:
        self._number.setEnabled(self._is_by_hand)
