"""One of the pairs that would be asked, to be read whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from real_desktop.core.errors import UserError
from real_desktop.core.records import Message, Response
from real_desktop.gui.big_button import BigButton
from real_desktop.gui.examples_panel import asked_as, longer_by
from real_desktop.gui.panel import Label
from real_desktop.gui.preview_words import written
from real_desktop.gui.prompt_panel import PromptPanel
from real_desktop.gui.set_preview import STACKS_UNDER_CHARACTERS, PreviewCard
from real_desktop.gui.theme import SPACE
from real_desktop.gui.wording import sentence
from real_desktop.session.selection_preview import ExamplePair
from real_desktop.store.texts_of_pair import TextsOfPair

MOST_CHARACTERS = 50_000
WIDTH_CHARACTERS = 130
SHARE_OF_SCREEN = 0.85
PROMPT_SHARE = 0.3


class ExampleDialog(QDialog):
    """Shows excerpts at once and asks by `texts_wanted` for the whole texts of an example."""

    texts_wanted = Signal(object)

    def __init__(self, parent: QWidget, examples: Sequence[ExamplePair], at: int) -> None:
        super().__init__(parent)
        self.setWindowTitle("Example")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._examples, self._at = examples, at
        self._place, self._prompt = Label(is_quiet=True), PromptPanel()
        self._place.setWordWrap(True)
        self._cards = (PreviewCard("Response 1"), PreviewCard("Response 2"))
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._back, self._on = BigButton("Previous"), BigButton("Next")
        self._close = BigButton("Close", is_primary=True)
        self._lay_out()
        self._wire()

    @property
    def example(self) -> ExamplePair:
        """The one that is shown."""
        return self._examples[self._at]

    def show_texts(self, example: ExamplePair, texts: TextsOfPair) -> None:
        """The whole texts, unless another example is shown by now."""
        if example is self.example:
            self._show(texts.messages, texts.text_a, texts.text_b)

    def show_failure(self, error: BaseException) -> None:
        """The texts could not be read. Raises what is a bug."""
        if not isinstance(error, UserError):
            raise error
        self._place.setText(sentence(str(error)))

    def _lay_out(self) -> None:
        self._beside.setSpacing(2 * SPACE)
        for card in self._cards:
            self._beside.addWidget(card, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addWidget(self._back)
        buttons.addWidget(self._on)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        layout.setSpacing(SPACE + 4)
        layout.addWidget(self._place)
        layout.addWidget(self._prompt)
        layout.addLayout(self._beside, 1)
        layout.addLayout(buttons)

    def _wire(self) -> None:
        self._close.setDefault(True)
        self._close.clicked.connect(self.reject)
        self._prompt.resized.connect(self._fit)
        self._prompt.text.document().documentLayout().documentSizeChanged.connect(self._fit)
        ways = ((self._back, self._go_back, "Alt+Left"), (self._on, self._go_on, "Alt+Right"))
        for button, go, key in ways:
            button.setToolTip(f"{button.text()} example ({key})")
            button.clicked.connect(go)
            QShortcut(QKeySequence(key), self).activated.connect(go)

    def _go_back(self) -> None:
        self._go(self._at - 1)

    def _go_on(self) -> None:
        self._go(self._at + 1)

    def _go(self, at: int) -> None:
        if 0 <= at < len(self._examples):
            self._at = at
            self._show_example()

    def _show_example(self) -> None:
        one, count = self.example, len(self._examples)
        self._back.setEnabled(self._at > 0)
        self._on.setEnabled(self._at + 1 < count)
        self._place.setText(" · ".join([f"Example {self._at + 1} of {count}", *facts_of(one)]))
        self._show((Message("user", one.prompt),), one.text_a, one.text_b)
        self.texts_wanted.emit(one)

    def _show(self, messages: Sequence[Message], text_a: str, text_b: str) -> None:
        self._prompt.show_messages(messages)
        sides = ((text_a, self.example.models_a), (text_b, self.example.models_b))
        for card, (text, models) in zip(self._cards, sides, strict=True):
            card.show_response(Response(text, ", ".join(models) or None), MOST_CHARACTERS)
        self._fit()

    def _fit(self) -> None:
        most = max(round(self.height() * PROMPT_SHARE), 6 * SPACE)
        self._prompt.setFixedHeight(min(self._prompt.wanted_height(), most))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.fontMetrics().averageCharWidth() * STACKS_UNDER_CHARACTERS
        direction = QBoxLayout.Direction
        is_narrow = self.width() < room
        self._beside.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)
        self._fit()

    def open(self) -> None:
        room = self.screen().availableSize() * SHARE_OF_SCREEN
        width = self.fontMetrics().averageCharWidth() * WIDTH_CHARACTERS
        self.resize(QSize(width, room.height()).boundedTo(room))
        super().open()
        self._show_example()
        self._close.setFocus()


def facts_of(example: ExamplePair) -> list[str]:
    """What is known of a pair, beside its texts."""
    facts = []
    if example.similarity is not None:
        facts.append(f"similarity {written(example.similarity)}{_rank(example.rank)}")
    return [*facts, f"lengths differ: {longer_by(example.length_difference)}", asked_as(example)]


def _rank(rank: int | None) -> str:
    if rank is None:
        return ""
    return ", the least of its set" if rank == 1 else f", number {rank:,} of its set from the least"
