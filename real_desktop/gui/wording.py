"""Words on their way to a person: sentences, tooltips, and what a screen reader says."""

from __future__ import annotations

import html

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def sentence(text: str) -> str:
    """An error's words as a sentence; a file's name at the beginning stays as it is."""
    first = text.split(" ", 1)[0]
    begun = text[:1].upper() + text[1:] if first.isalpha() else text
    return begun if begun.endswith((".", "!", "?")) else f"{begun}."


def plain_tooltip(text: str) -> str:
    """A tooltip that shows the text as it is, whatever tags a file's name holds."""
    return f"<qt>{html.escape(text)}</qt>"


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say it, if one is running."""
    if text and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
