"""The elements of a JSON document, one at a time: of an array, or objects one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from real_desktop.formats.json_text import JsonText

if TYPE_CHECKING:
    from collections.abc import Iterator


def elements(file: BinaryIO, name: str) -> Iterator[tuple[Any, int]]:
    """Each element with its length in characters.

    A text that is one array gives what is in it, any other its values. Raises UserError where
    the text is broken, and where more follows an array.
    """
    text = JsonText(file, name)
    if text.next_mark() != "[":
        while text.next_mark():
            yield text.next_value()
        return
    text.skip_mark()
    if text.next_mark() != "]":
        yield from _up_to_the_bracket(text)
    text.skip_mark()
    if text.next_mark():
        raise text.fault("Extra data")


def _up_to_the_bracket(text: JsonText) -> Iterator[tuple[Any, int]]:
    yield text.next_value()
    while (mark := text.next_mark()) != "]":
        if mark != ",":
            raise text.fault("Expecting ',' delimiter")
        text.skip_mark()
        text.next_mark()
        yield text.next_value()
