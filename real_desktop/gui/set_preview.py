"""The first response sets, small, as they will be judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from real_desktop.core.records import Response, ResponseSet
from real_desktop.gui.big_button import BigButton
from real_desktop.gui.panel import ElidedLabel, Label, Panel, paint_rounded
from real_desktop.gui.prompt_panel import PromptPanel
from real_desktop.gui.reading_view import Part, ReadingView
from real_desktop.gui.theme import RADIUS, SPACE

SHOWN_CHARACTERS = 3_000
"""Of a text; ten million would take a second to lay out, and nobody reads them here."""

MOST_TURNS = 20
LINES = 6
STACKS_UNDER_CHARACTERS = 80


class SetPreview(QWidget):
    """One set at a time: its prompt and two of its responses, nothing of which can be judged."""

    def __init__(self) -> None:
        super().__init__()
        self._sets: Sequence[ResponseSet] = ()
        self._at = 0
        self._place = Label(is_quiet=True)
        self._place.setWordWrap(True)
        self._back, self._on = BigButton("Previous"), BigButton("Next")
        self._prompt = PromptPanel()
        self._prompt.text.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._cards = (PreviewCard("Response 1"), PreviewCard("Response 2"))
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self._back.setAccessibleName("Previous set")
        self._on.setAccessibleName("Next set")
        self._back.clicked.connect(self._go_back)
        self._on.clicked.connect(self._go_on)
        self._prompt.resized.connect(self._fit)
        self._settled = QTimer(self, interval=0, singleShot=True)
        self._settled.timeout.connect(self._settle)
        for text in self.findChildren(ReadingView):
            text.document().documentLayout().documentSizeChanged.connect(self._settle_later)

    def show_sets(self, sets: Sequence[ResponseSet]) -> None:
        """Show the first of some sets; the one that is shown stays if it is among them."""
        if list(sets) != list(self._sets):
            self._sets, self._at = tuple(sets), 0
            self._show()
        self.setVisible(bool(sets))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(Label("First sets", is_bold=True))
        head.addWidget(self._place, 1)
        head.addWidget(self._back)
        head.addWidget(self._on)
        self._beside.setSpacing(2 * SPACE)
        for card in self._cards:
            self._beside.addWidget(card, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addLayout(head)
        layout.addWidget(self._prompt)
        layout.addLayout(self._beside)

    def _go_back(self) -> None:
        self._go(self._at - 1)

    def _go_on(self) -> None:
        self._go(self._at + 1)

    def _go(self, at: int) -> None:
        self._at = at
        self._show()

    def _show(self) -> None:
        if not self._sets:
            return
        one, count = self._sets[self._at], len(self._sets)
        self._back.setEnabled(self._at > 0)
        self._on.setEnabled(self._at + 1 < count)
        for button in (self._back, self._on):
            button.setVisible(count > 1)
        turns = one.messages[-MOST_TURNS:]
        self._prompt.show_messages([replace(m, content=_cut(m.content)) for m in turns])
        pair = _two_of(one.responses)
        for card, response in zip(self._cards, pair, strict=False):
            card.show_response(response)
        parts = ["as they will be judged"]
        if count > 1:
            parts.append(f"{self._at + 1} of {count}")
        if len(one.responses) > len(pair):
            parts.append(f"{len(pair)} of its {len(one.responses):,} responses")
        self._place.setText(" · ".join(parts))
        self._fit()

    def _settle_later(self) -> None:
        self._settled.start()

    def _settle(self) -> None:
        """Texts that were set while nothing was shown have their height only once they are."""
        self._fit()
        for card in self._cards:
            card.show_top()

    def _fit(self) -> None:
        line = self._prompt.text.minimumSizeHint().height()
        wanted = self._prompt.wanted_height()
        self._prompt.setFixedHeight(min(wanted, (LINES - 1) * line + 3 * SPACE))
        height = max(card.wanted_height() for card in self._cards)
        for card in self._cards:
            card.setFixedHeight(min(height, LINES * line + 7 * SPACE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.fontMetrics().averageCharWidth() * STACKS_UNDER_CHARACTERS
        direction = QBoxLayout.Direction
        is_narrow = self.width() < room
        self._beside.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)
        self._fit()


class PreviewCard(Panel):
    """A response under a neutral header, with its model in quiet type."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self._model = ElidedLabel(is_quiet=True)
        self._model.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._text = ReadingView()
        self._text.setAccessibleName(f"Text of {title.lower()}")
        self._text.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._text.installEventFilter(self)
        head = QHBoxLayout()
        head.setContentsMargins(2 * SPACE + 4, 0, 2 * SPACE, 0)
        head.setSpacing(2 * SPACE)
        head.addWidget(Label(title, is_bold=True))
        head.addWidget(self._model, 1)
        body = QVBoxLayout()
        body.setContentsMargins(2 * SPACE + 4, 0, 4, 4)
        body.addWidget(self._text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE, 0, 0)
        layout.setSpacing(SPACE)
        layout.addLayout(head)
        layout.addLayout(body, 1)

    def show_response(self, response: Response, most: int = SHOWN_CHARACTERS) -> None:
        """Show a response up to so many characters."""
        self._model.setText(" ".join((response.model or "")[:200].split()))
        ornament = "end of response" if len(response.text) <= most else "and so on"
        self._text.show_parts([Part(response.text[:most])], ornament=ornament)

    def show_top(self) -> None:
        """Scroll to the first line."""
        self._text.verticalScrollBar().setValue(0)

    def wanted_height(self) -> int:
        """The height at which the text is seen whole."""
        text = round(self._text.document().size().height())
        return text + self.fontMetrics().height() + 4 * SPACE

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._text.hasFocus():
            role, colours = QPalette.ColorRole, self.palette()
            fill, line = colours.color(role.Base), colours.color(role.Highlight)
            paint_rounded(QPainter(self), self, fill, line, RADIUS, 2)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)


def _two_of(responses: Sequence[Response]) -> tuple[Response, ...]:
    """The first response and the first that differs from it, as no pair has one text twice."""
    first = responses[0]
    other = next((r for r in responses if r.text.strip() != first.text.strip()), None)
    return (first, other) if other else (first,)


def _cut(text: str) -> str:
    return text[:SHOWN_CHARACTERS]
