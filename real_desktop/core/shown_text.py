"""How a text is put on the screen as it is written: nothing dropped, nothing invisible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_RUN = 4_000
"""Characters without white space that are laid out as one; Qt needs minutes for a million."""

_FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{2,6}\U000e007f"
"""A flag such as Scotland's is written with tags, which are hidden text anywhere else."""

_INVISIBLE = re.compile(
    _FLAG + "|(["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e"
    "\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff9-\ufffc\r"
    "\U000e0000-\U000e007f])"
)
_LONG_RUN = re.compile(rf"\S{{{LONGEST_RUN + 1},}}")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line: what is shown, and the character a mark stands for, if it is one."""

    shown: str
    original: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line as runs; `is_continued` when it is broken off an endless line before it."""

    runs: tuple[Run, ...]
    is_continued: bool = False


def is_plain(text: str) -> bool:
    """Whether the text can be shown without any mark or break of ours."""
    has_invisible = any(match[1] for match in _INVISIBLE.finditer(text))
    return not has_invisible and not _LONG_RUN.search(text)


def lines_of(text: str) -> Iterator[Line]:
    """The lines of the text with marks for what cannot be seen, endless runs broken."""
    for line in text.replace("\r\n", "\n").split("\n"):
        for index, part in enumerate(_breakable(line)):
            yield Line(tuple(_runs(part)), is_continued=index > 0)


def mark_of(character: str) -> str:
    """The visible mark of a character that cannot be seen."""
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"\u27e8U+{code:04X}\u27e9"


def _breakable(line: str) -> Iterator[str]:
    if not _LONG_RUN.search(line):
        yield line
        return
    for first in range(0, len(line), LONGEST_RUN):
        yield line[first : first + LONGEST_RUN]


def _runs(line: str) -> Iterator[Run]:
    end = 0
    for match in _INVISIBLE.finditer(line):
        if not match[1]:
            continue
        if match.start() > end:
            yield Run(line[end : match.start()])
        yield Run(mark_of(match[0]), match[0])
        end = match.end()
    if end < len(line) or not line:
        yield Run(line[end:])
