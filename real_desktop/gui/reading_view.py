"""Texts as they are written, in type made for reading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QPoint, QSize, Qt, QUrl
from PySide6.QtGui import (
    QFontInfo,
    QFontMetricsF,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QApplication, QFrame, QTextEdit, QWidget

from real_desktop.core.shown_text import is_plain, lines_of
from real_desktop.gui.scroll_bar import ThinScrollBar
from real_desktop.gui.theme import READING, SPACE, scaled

LINE_CHARACTERS = 84
PROSE = "Most lines of a text hold about as many wide letters as this one does, and as many spaces."
"""A font's own average is of its alphabet, a fifth wider than the letters of a text."""

LINE_HEIGHT = 1.55
"""Of the size of the type."""

CONTINUED = QTextFormat.Property.UserProperty.value + 1
ORNAMENT = QTextFormat.Property.UserProperty.value + 2
ORIGINAL = QTextFormat.Property.UserProperty.value + 3
MARK = QTextFormat.Property.UserProperty.value + 4


@dataclass(frozen=True, slots=True)
class Part:
    """A text, under a heading where several stand one after the other."""

    text: str
    heading: str = ""


class ReadingView(QTextEdit):
    """Shows plain text with every character of it; selecting and copying gives it unchanged.

    Nothing is loaded, no link opens, and what is not seen (control characters, zero-width and
    direction marks) stands as a small mark.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(ThinScrollBar(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        self._parts: tuple[Part, ...] = ()
        self._ornament = ""
        self._last_part_at = 0
        self._set_font()

    def show_parts(self, parts: Iterable[Part], ornament: str = "") -> None:
        """Show the parts from the top, and below them a line that is not part of any text."""
        self._parts, self._ornament = tuple(parts), ornament
        self._fill()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    def scroll_to_last_part(self) -> None:
        """Bring the heading of the last part to the top, as far as the text reaches."""
        layout = self.document().documentLayout()
        block = self.document().findBlock(self._last_part_at)
        self.verticalScrollBar().setValue(round(layout.blockBoundingRect(block).top()))

    def turn_pages(self, pages: int) -> None:
        """Scroll down by whole views, or up; a line of the last one stays in sight."""
        line = round(QFontMetricsF(self.font()).lineSpacing() * LINE_HEIGHT)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pages * max(self.viewport().height() - line, line))

    @property
    def is_end_in_view(self) -> bool:
        """Whether the last line can be seen now."""
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - 2

    def _fill(self) -> None:
        self.setUpdatesEnabled(False)
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for index, part in enumerate(self._parts):
            if part.heading:
                self._insert_heading(cursor, part.heading, is_first=index == 0)
                self._last_part_at = cursor.position()
            self._insert_text(cursor, part.text, is_first=index == 0 and not part.heading)
        if self._ornament:
            self._insert_ornament(cursor)
        cursor.endEditBlock()
        self.setUpdatesEnabled(True)

    def _fill_in_place(self) -> None:
        """Fill anew; the line that was at the top and the selection stay."""
        top = self.cursorForPosition(QPoint(0, 0)).position()
        cursor = self.textCursor()
        anchor, position = cursor.anchor(), cursor.position()
        self._fill()
        cursor = QTextCursor(self.document())
        cursor.setPosition(top)
        rect = self.document().documentLayout().blockBoundingRect(cursor.block())
        line = cursor.block().layout().lineForTextPosition(cursor.positionInBlock())
        offset = line.y() if line.isValid() else 0
        cursor.setPosition(anchor)
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(round(rect.top() + offset) if top else 0)

    def _insert_text(self, cursor: QTextCursor, text: str, *, is_first: bool) -> None:
        block = self._block_format()
        if is_first:
            cursor.setBlockFormat(block)
            cursor.setCharFormat(QTextCharFormat())
        else:
            cursor.insertBlock(block, QTextCharFormat())
        if is_plain(text):
            cursor.insertText(text, QTextCharFormat())
            return
        for index, line in enumerate(lines_of(text)):
            if index:
                block = self._block_format()
                block.setProperty(CONTINUED, int(line.is_continued))
                cursor.insertBlock(block, QTextCharFormat())
            for run in line.runs:
                cursor.insertText(run.shown, self._format_of(run.shown, run.original))

    def _format_of(self, shown: str, original: str | None) -> QTextCharFormat:
        made = QTextCharFormat()
        if original is not None:
            made.setForeground(self.palette().color(QPalette.ColorRole.PlaceholderText))
            made.setBackground(self.palette().color(QPalette.ColorRole.AlternateBase))
            made.setProperty(ORIGINAL, ord(original))
            made.setProperty(MARK, shown)
        return made

    def _insert_heading(self, cursor: QTextCursor, heading: str, *, is_first: bool) -> None:
        block = self._block_format()
        block.setTopMargin(0 if is_first else 12)
        block.setProperty(ORNAMENT, 1)
        style = QTextCharFormat()
        style.setFont(scaled(self.font(), 0.8, is_bold=True))
        style.setForeground(self.palette().color(QPalette.ColorRole.PlaceholderText))
        if is_first:
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block)
        cursor.insertText(heading, style)

    def _insert_ornament(self, cursor: QTextCursor) -> None:
        block = QTextBlockFormat()
        block.setTopMargin(16)
        block.setBottomMargin(8)
        block.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        block.setProperty(ORNAMENT, 1)
        style = QTextCharFormat()
        style.setFont(scaled(self.font(), 0.8))
        style.setForeground(self.palette().color(QPalette.ColorRole.PlaceholderText))
        cursor.insertBlock(block, style)
        cursor.insertText(f"──  {self._ornament}  ──", style)

    def _set_font(self) -> None:
        self.setFont(scaled(QApplication.font(), READING))

    def _fit_lines(self) -> None:
        letter = QFontMetricsF(self.font()).horizontalAdvance(PROSE) / len(PROSE)
        widest = letter * LINE_CHARACTERS
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        self.setViewportMargins(0, 0, max(SPACE, round(room - widest)), 0)

    def _block_format(self) -> QTextBlockFormat:
        metrics = QFontMetricsF(self.font())
        pixels = QFontInfo(self.font()).pixelSize()
        made = QTextBlockFormat()
        made.setLineHeight(
            100 * LINE_HEIGHT * pixels / metrics.lineSpacing(),
            QTextBlockFormat.LineHeightTypes.ProportionalHeight.value,
        )
        return made

    def createMimeDataFromSelection(self) -> QMimeData:
        # Qt made this one: the clipboard outlives Python, and one of ours crashes it at the end.
        data = QTextEdit().createMimeDataFromSelection()
        data.setText(original_text(self.textCursor()))
        return data

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        # An empty answer, not None: at None Qt reads local files by itself.
        return QByteArray()

    def minimumSizeHint(self) -> QSize:
        return QSize(8 * SPACE, round(QFontMetricsF(self.font()).lineSpacing() * LINE_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_lines()
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        is_font = event.type() == QEvent.Type.ApplicationFontChange
        if is_font:
            self._set_font()
            self._fit_lines()
        if event.type() == QEvent.Type.Wheel:
            # The blank margin beside a long line scrolls as the text does.
            return QApplication.sendEvent(self.verticalScrollBar(), event)
        is_handled = super().event(event)
        if (is_font or event.type() == QEvent.Type.PaletteChange) and self._parts:
            self._fill_in_place()
        return is_handled


def original_text(selection: QTextCursor) -> str:
    """The selected text as it was before marks and breaks were put in."""
    start, end = selection.selectionStart(), selection.selectionEnd()
    block = selection.document().findBlock(start)
    pieces: list[str] = []
    while block.isValid() and block.position() <= end:
        if not block.blockFormat().property(ORNAMENT):
            if pieces and not block.blockFormat().property(CONTINUED):
                pieces.append("\n")
            pieces.append(_original_of_block(block, start, end))
        block = block.next()
    return "".join(pieces)


def _original_of_block(block: QTextBlock, start: int, end: int) -> str:
    pieces: list[str] = []
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        first = max(start - fragment.position(), 0)
        last = min(end - fragment.position(), fragment.length())
        if first < last:
            original = fragment.charFormat().property(ORIGINAL)
            utf16 = fragment.text().encode("utf-16-le")[2 * first : 2 * last]
            shown = utf16.decode("utf-16-le", errors="ignore")
            if original is None:
                pieces.append(shown)
            else:
                mark = fragment.charFormat().property(MARK)
                pieces.append(chr(original) * -(-len(shown) // len(mark)))
        iterator += 1
    return "".join(pieces)
