"""The looks: one light and one dark palette on Fusion, and type that can grow to 200 %."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

SPACE = 8
RADIUS = 10
SIZES = (80, 90, 100, 110, 125, 150, 175, 200)
READING = 1.15
"""The text that is judged is this much larger than the controls."""

SMALLEST_POINTS = 9.75


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one scheme; every text colour is legible on ground, panel and inset.

    `second` is for the second of two things that a chart shows, beside the accent.
    """

    ground: str
    panel: str
    inset: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    faint: str
    handle: str
    second: str


LIGHT = Colours(
    ground="#f4f5f8", panel="#ffffff", inset="#eef0f4", line="#d9dde5", text="#1b1f24",
    muted="#566070", accent="#2460d8", on_accent="#ffffff", faint="#8b94a3",
    handle="#b3bac6", second="#b85400",
)  # fmt: skip

DARK = Colours(
    ground="#14171b", panel="#1d2126", inset="#292e35", line="#353b44", text="#e7eaef",
    muted="#a3adba", accent="#7aa7f8", on_accent="#0e1115", faint="#6b7583",
    handle="#4d5661", second="#f4a452",
)  # fmt: skip

SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


class Theme(QObject):
    """Dresses the application, and again when the system changes between light and dark."""

    changed = Signal()

    def __init__(self, app: QApplication, percent: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self._base_points = max(app.font().pointSizeF(), SMALLEST_POINTS)
        self._wanted = Qt.ColorScheme.Unknown
        self.percent = percent
        app.setStyle(QStyleFactory.create("Fusion"))
        app.styleHints().colorSchemeChanged.connect(self._follow_system)
        self.apply(is_dark=self._is_system_dark())

    def apply(self, *, is_dark: bool) -> None:
        """Use the dark or the light palette."""
        self._app.setPalette(palette(DARK if is_dark else LIGHT))
        self._set_font()

    def set_colours(self, choice: str) -> None:
        """Be light or dark, or like the system; the words are those of the settings."""
        if SCHEMES[choice] is self._wanted:
            return
        self._wanted = SCHEMES[choice]
        self._app.styleHints().setColorScheme(self._wanted)
        self._follow_system(self._app.styleHints().colorScheme())

    def set_percent(self, percent: int) -> None:
        """Make all type larger or smaller; kept between 80 and 200."""
        percent = min(max(percent, SIZES[0]), SIZES[-1])
        if percent != self.percent:
            self.percent = percent
            self._set_font()

    def larger(self) -> None:
        """The next larger size of type."""
        self.set_percent(next((size for size in SIZES if size > self.percent), SIZES[-1]))

    def smaller(self) -> None:
        """The next smaller size of type."""
        self.set_percent(next((s for s in reversed(SIZES) if s < self.percent), SIZES[0]))

    def _set_font(self) -> None:
        font = QFont(self._app.font())
        font.setPointSizeF(self._base_points * self.percent / 100)
        self._app.setFont(font)
        for widget in self._app.allWidgets():
            # Qt tells windows alone; pieces with a size of their own scale it anew.
            self._app.sendEvent(widget, QEvent(QEvent.Type.ApplicationFontChange))
        self.changed.emit()

    def _is_system_dark(self) -> bool:
        return self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark

    def _follow_system(self, scheme: Qt.ColorScheme) -> None:
        wanted = scheme if self._wanted is Qt.ColorScheme.Unknown else self._wanted
        self.apply(is_dark=wanted is Qt.ColorScheme.Dark)


def palette(colours: Colours) -> QPalette:
    """The Qt palette of a scheme."""
    role = QPalette.ColorRole
    made = QPalette(QColor(colours.panel), QColor(colours.ground))
    for names, colour in (
        ((role.Window,), colours.ground),
        ((role.Base, role.Button, role.ToolTipBase), colours.panel),
        ((role.AlternateBase,), colours.inset),
        ((role.Mid, role.Midlight), colours.line),
        ((role.Dark,), colours.handle),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), colours.text),
        ((role.PlaceholderText,), colours.muted),
        ((role.Highlight, role.Link, role.Accent), colours.accent),
        ((role.HighlightedText,), colours.on_accent),
        ((role.BrightText,), colours.second),
    ):
        for name in names:
            made.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(colours.faint))
    return made


def scaled(font: QFont, factor: float, *, is_bold: bool = False) -> QFont:
    """A copy of the font, larger or smaller by a factor."""
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * factor)
    if is_bold:
        made.setWeight(QFont.Weight.DemiBold)
    return made
