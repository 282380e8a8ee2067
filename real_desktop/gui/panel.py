"""The painted pieces of every screen: panels, key caps, quiet and loud labels."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QSizePolicy, QWidget

from real_desktop.gui.theme import RADIUS, scaled


def paint_rounded(
    painter: QPainter, widget: QWidget, fill: QColor, line: QColor, radius: float, width: float = 1
) -> None:
    """Fill the widget's rectangle with rounded corners and draw its line inside the edge."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(line, width))
    painter.setBrush(fill)
    inset = width / 2
    rect = QRectF(widget.rect()).adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(rect, radius, radius)


def paint_focus(widget: QWidget) -> None:
    """Draw a line around a widget that has the keyboard."""
    if widget.hasFocus():
        painter = QPainter(widget)
        colour = widget.palette().color(QPalette.ColorRole.Highlight)
        paint_rounded(painter, widget, QColor(Qt.GlobalColor.transparent), colour, 5, 2)


class Panel(QFrame):
    """A surface with a thin line around it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = self.palette()
        paint_rounded(
            painter,
            self,
            colours.color(QPalette.ColorRole.Base),
            colours.color(QPalette.ColorRole.Mid),
            RADIUS,
        )


class KeyCap(QWidget):
    """A key as it stands on the keyboard."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return key_cap_size(self._key, QFontMetrics(scaled(self.font(), 0.9, is_bold=True)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(scaled(self.font(), 0.9, is_bold=True))
        paint_key_cap(painter, QRectF(self.rect()), self._key, self.palette())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()


def key_cap_size(key: str, metrics: QFontMetrics) -> QSize:
    """The room a key cap needs."""
    height = metrics.height() + 6
    return QSize(max(height, metrics.horizontalAdvance(key) + 14), height)


def paint_key_cap(painter: QPainter, rect: QRectF, key: str, colours: QPalette) -> None:
    """Draw a key cap in the rectangle with the painter's font."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colours.color(QPalette.ColorRole.Mid), 1))
    painter.setBrush(colours.color(QPalette.ColorRole.AlternateBase))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    painter.setPen(colours.color(QPalette.ColorRole.Text))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, key)


class Label(QLabel):
    """Plain text at a size relative to the application's, quiet or bold where asked."""

    def __init__(
        self, text: str = "", *, factor: float = 1.0, is_bold: bool = False, is_quiet: bool = False
    ) -> None:
        super().__init__(text)
        self._factor, self._is_bold = factor, is_bold
        self.setTextFormat(Qt.TextFormat.PlainText)
        if is_quiet:
            self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._set_font()

    def _set_font(self) -> None:
        self.setFont(scaled(QApplication.font(), self._factor, is_bold=self._is_bold))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._set_font()
        return super().event(event)


class ElidedLabel(Label):
    """A line that is cut in its middle where there is no room, with a mark that says so."""

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 8, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        middle = Qt.TextElideMode.ElideMiddle
        text = self.fontMetrics().elidedText(self.text(), middle, self.width())
        painter.drawText(self.rect(), self.alignment(), text)
