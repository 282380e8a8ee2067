"""The answers by name, as the table of actions calls them."""

from __future__ import annotations

from real_desktop.core.records import Choice
from real_desktop.gui.judging import Judging


class AnswerCommands:
    """What a key, a menu entry or a button says about the pair on the screen."""

    def __init__(self, judging: Judging) -> None:
        self._judging = judging

    def left(self) -> None:
        """The left response is better."""
        self._judging.answer(Choice.LEFT)

    def right(self) -> None:
        """The right response is better."""
        self._judging.answer(Choice.RIGHT)

    def tie(self) -> None:
        """Neither is better."""
        self._judging.answer(Choice.TIE)

    def both_bad(self) -> None:
        """Neither is any good."""
        self._judging.answer(Choice.BOTH_BAD)

    def skip(self) -> None:
        """Ask again at the end."""
        self._judging.answer(Choice.SKIP)
