"""Texts to try a precision with: as long as real answers are, and in several scripts."""

from __future__ import annotations

_SENTENCES = (
    "A good answer begins with what the question asks for and leaves the background to its end.",
    "Put the flour on the table, make a hollow in it, and break three eggs into the hollow.",
    "The train leaves at 7:45 from platform 3; with a delay of ten minutes you still catch it.",
    "def area(radius):\n    return 3.14159 * radius ** 2\n\nprint(area(2))",
    "Der Baum vor dem Haus ist älter als die Straße, und niemand weiß, wer ihn gepflanzt hat.",
    "雨が降り始めたので、私たちは小さな喫茶店で一時間ほど待つことにした。",
    "I am not sure that this is right: the two studies counted different things.",
    "- First, save your work.\n- Then restart the program.\n- If that fails, look at the log.",
)
_LENGTHS = (1, 3, 6, 9)


def trial_texts() -> list[str]:
    """Eight texts of 10 to 250 tokens, none of them equal."""
    return [
        " ".join(_SENTENCES[(start + step) % len(_SENTENCES)] for step in range(length))
        for length in _LENGTHS
        for start in (0, 3)
    ]
