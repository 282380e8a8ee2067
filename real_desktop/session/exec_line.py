"""Commands as a desktop entry writes them (Desktop Entry Specification 1.5, "The Exec key")."""

from __future__ import annotations

from collections.abc import Sequence

from real_desktop.core.errors import UserError

RESERVED = frozenset(" \t\n\"'\\><~|&;$*?#()`")
ESCAPED_IN_QUOTES = '\\"`$'
ESCAPES = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def exec_line(command: Sequence[str]) -> str:
    """The command as the value of Exec: quoted where needed, then escaped as every string is.

    Raises UserError for a program whose path holds a "=", which the specification forbids, or
    a "%", which GLib looks for as it is written, twice.
    """
    for character in "=%":
        if character in command[0]:
            raise UserError(
                f'a desktop entry cannot start {command[0]}: its path holds a "{character}"'
            )
    return string_value(" ".join(_argument(part) for part in command))


def string_value(text: str) -> str:
    """The text as a value of type string."""
    return "".join(ESCAPES.get(character, character) for character in text)


def _argument(text: str) -> str:
    literal = text.replace("%", "%%")
    if literal and not RESERVED & set(literal):
        return literal
    for character in ESCAPED_IN_QUOTES:
        literal = literal.replace(character, f"\\{character}")
    return f'"{literal}"'
