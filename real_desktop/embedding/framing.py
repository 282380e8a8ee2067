"""What stands around every window that a model reads. For a worker only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

_PROBES = ("a", "1", "\u4e2d")


@dataclass(frozen=True, slots=True)
class Frame:
    """Tokens before and after every window: special ones, and the model's prompt.

    `read` counts those before the text, so that a model which leaves its prompt out of the
    vector knows where the text begins.
    """

    start: tuple[int, ...]
    prompt: tuple[int, ...]
    end: tuple[int, ...]

    @property
    def size(self) -> int:
        """How many tokens they are."""
        return len(self.start) + len(self.prompt) + len(self.end)

    @property
    def read(self) -> int:
        """How many stand before the text."""
        return len(self.start) + len(self.prompt)

    def around(self, window: Sequence[int]) -> list[int]:
        """The tokens of a window as the model wants them."""
        return [*self.start, *self.prompt, *window, *self.end]


def frame_of(tokenizer: Any, prompt: str) -> Frame:  # noqa: ANN401 - a tokenizer
    """The frame that a tokenizer and a prompt, which may be empty, ask for."""
    whole, bare = tokenizer("a")["input_ids"], tokens_of(tokenizer, ["a"])[0]
    starts = range(len(whole) - len(bare) + 1)
    start = next((at for at in starts if whole[at : at + len(bare)] == bare), 0)
    before = tokens_of(tokenizer, [prompt + probe for probe in _PROBES]) if prompt else []
    return Frame(
        tuple(whole[:start]),
        tuple(same[0] for same in takewhile(_is_one, zip(*before, strict=False))),
        tuple(whole[start + len(bare) :]),
    )


def _is_one(tokens: Sequence[int]) -> bool:
    return len(set(tokens)) == 1


def tokens_of(tokenizer: Callable[..., Any], texts: Sequence[str]) -> list[list[int]]:
    """The tokens of whole texts, without special ones."""
    found = tokenizer(list(texts), add_special_tokens=False, truncation=False, verbose=False)
    ids: list[list[int]] = found["input_ids"]
    return ids


def framed_tokens(
    tokenizer: Callable[..., Any], frame: Frame, prompt: str, texts: Sequence[str]
) -> list[list[int]]:
    """The tokens of whole texts that stand in the frame.

    They are cut from those of prompt and text together, since a tokenizer may join the two.
    """
    joined = tokens_of(tokenizer, [prompt + text for text in texts])
    size = len(frame.prompt)
    return [
        tokens[size:] if tuple(tokens[:size]) == frame.prompt else tokens_of(tokenizer, [text])[0]
        for tokens, text in zip(joined, texts, strict=True)
    ]
