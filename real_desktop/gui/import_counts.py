"""What some files hold, in numbers, and which of their rows cannot be used."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from real_desktop.core.counted import counted
from real_desktop.gui.big_button import BigButton
from real_desktop.gui.panel import Label, Panel
from real_desktop.gui.theme import SPACE
from real_desktop.session.import_review import Review

SHOWN_REASONS = 5


class ImportCounts(Panel):
    """Nothing is shown until something is counted."""

    rows_asked = Signal()
    list_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Counts")
        self._figures = Label(factor=1.15, is_bold=True)
        self._remarks, self._reasons = Label(is_quiet=True), Label(is_quiet=True)
        self._head, self._rejected = QWidget(), Label(is_bold=True)
        self._rows, self._list = BigButton("Rejected rows…"), BigButton("Save list…")
        self._list.setAccessibleName("Save the list of rejected rows")
        self._rows.clicked.connect(self.rows_asked)
        self._list.clicked.connect(self.list_asked)
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, SPACE, 0, 0)
        head.setSpacing(SPACE)
        head.addWidget(self._rejected, 1)
        head.addWidget(self._rows)
        head.addWidget(self._list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE + 4, SPACE + 4, 2 * SPACE, SPACE + 4)
        layout.setSpacing(SPACE // 2)
        for part in (self._figures, self._remarks, self._head, self._reasons):
            layout.addWidget(part)
        for label in (self._figures, self._remarks, self._rejected, self._reasons):
            label.setWordWrap(True)
        self.hide()

    def show_review(self, review: Review) -> None:
        """Show the counts, and nothing while they are not known."""
        figures = " · ".join(counted(number, noun) for number, noun in review.figures)
        total = review.rejected.total()
        for label, text in (
            (self._figures, figures),
            (self._remarks, "\n".join(review.remarks)),
            (self._reasons, _in_words(review.rejected)),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self._rejected.setText(f"{counted(total, 'row')} rejected")
        self._head.setVisible(total > 0)
        self.setVisible(bool(figures or total))


def _in_words(reasons: Counter[str]) -> str:
    lines = [
        f"{counted(count, 'row')}: {reason}" for reason, count in reasons.most_common(SHOWN_REASONS)
    ]
    more = len(reasons) - len(lines)
    if more > 0:
        lines.append(f"and {counted(more, 'further reason')}")
    return "\n".join(lines)
