"""The screen where people spend their days: a prompt, two responses, one answer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSplitter, QVBoxLayout, QWidget

from real_desktop.core.records import Choice
from real_desktop.gui.actions import BY_ID
from real_desktop.gui.answer_bar import AnswerBar
from real_desktop.gui.banner import Banner
from real_desktop.gui.labeling_header import LabelingHeader
from real_desktop.gui.prompt_panel import PromptPanel
from real_desktop.gui.response_card import ResponseCard
from real_desktop.gui.theme import SPACE
from real_desktop.gui.wording import announce, sentence
from real_desktop.session.desk import Step

STACKS_UNDER = 900
MOST_OF_HEIGHT = 0.3


class LabelingPage(QWidget):
    """Shows one pair and says which answer was clicked. It decides nothing."""

    choice_clicked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Judging")
        self.header = LabelingHeader()
        self.banner = Banner()
        self.prompt = PromptPanel()
        self.left = ResponseCard("Response 1", BY_ID["judge.left"].keys[0])
        self.right = ResponseCard("Response 2", BY_ID["judge.right"].keys[0])
        self.answers = AnswerBar()
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._prompt_height: int | None = None
        self._is_judged_by_click = True
        self._ends_seen = {self.left: False, self.right: False}
        self._lay_out()
        self.left.clicked.connect(self._click_left)
        self.right.clicked.connect(self._click_right)
        self.left.scrolled.connect(self._note_ends)
        self.right.scrolled.connect(self._note_ends)
        self.prompt.resized.connect(self._fit_prompt)

    @property
    def layout_name(self) -> str:
        """How the two responses stand: columns or stacked."""
        is_column = self._cards.direction() is QBoxLayout.Direction.LeftToRight
        return "columns" if is_column else "stacked"

    @property
    def are_both_ends_seen(self) -> bool:
        """Whether the last line of each response was in view."""
        self._note_ends()
        return all(self._ends_seen.values())

    def set_judged_by_click(self, is_judged: bool) -> None:  # noqa: FBT001 - a plain setter
        """Whether a click on a card is an answer."""
        self._is_judged_by_click = is_judged

    def show_pair(self, step: Step, said: str = "") -> None:
        """Show the step's pair from the top, and what was saved to get there."""
        self._ends_seen = dict.fromkeys(self._ends_seen, False)
        self.answers.show_said(said)
        self.header.show_saved(is_new=bool(said))
        self.banner.hide()
        if step.problem:
            problem = f"{sentence(step.problem)} Skip it to go on."
            self.banner.show_problem(problem, can_retry=False)
        pair = step.pair
        self.setUpdatesEnabled(False)
        if pair:
            self.prompt.show_messages(pair.messages)
            self.left.show_text(pair.left)
            self.right.show_text(pair.right)
        else:
            self.prompt.show_messages(())
            self.left.clear()
            self.right.clear()
        self._fit_prompt()
        self.setUpdatesEnabled(True)
        self.setFocus()
        announce(self, f"{said}. Pair {step.number}." if pair else said)

    def page_down(self) -> None:
        """Scroll both responses by what is seen of them."""
        self._turn_pages(1)

    def page_up(self) -> None:
        """Scroll both responses back by what is seen of them."""
        self._turn_pages(-1)

    def _turn_pages(self, pages: int) -> None:
        for card in (self.left, self.right):
            card.text.turn_pages(pages)

    def show_failure(self, problem: str) -> None:
        """The last answer is not on the disk, and why; the pair stays."""
        self.header.show_not_saved()
        self.answers.show_said("")
        self.banner.show_problem(f"The pair stays here: {problem}.", can_retry=True)

    def _lay_out(self) -> None:
        cards = QWidget()
        cards.setLayout(self._cards)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(2 * SPACE)
        self._cards.addWidget(self.left, 1)
        self._cards.addWidget(self.right, 1)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setHandleWidth(2 * SPACE)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.prompt)
        self._splitter.addWidget(cards)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.splitterMoved.connect(self._keep_prompt_height)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, SPACE)
        layout.setSpacing(2 * SPACE)
        layout.addWidget(self.header)
        layout.addWidget(self.banner)
        layout.addWidget(self._splitter, 1)
        layout.addWidget(self.answers)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def _keep_prompt_height(self) -> None:
        if not self.prompt.is_folded:
            self._prompt_height = self._splitter.sizes()[0]

    def _fit_prompt(self) -> None:
        total = self._splitter.height()
        height = min(self.prompt.wanted_height(), int(total * MOST_OF_HEIGHT))
        if self._prompt_height is not None and not self.prompt.is_folded:
            height = self._prompt_height
        self._splitter.setSizes([height, max(total - height, 1)])

    def _note_ends(self) -> None:
        for card in self._ends_seen:
            if card.text.is_end_in_view:
                self._ends_seen[card] = True

    def _click_left(self) -> None:
        self._click(Choice.LEFT)

    def _click_right(self) -> None:
        self._click(Choice.RIGHT)

    def _click(self, choice: Choice) -> None:
        if self._is_judged_by_click:
            self.choice_clicked.emit(choice)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < STACKS_UNDER
        direction = QBoxLayout.Direction
        self._cards.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)
        self._fit_prompt()

    def event(self, event: QEvent) -> bool:
        is_handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_prompt()
        return is_handled
