"""How pairs are chosen, with what that would ask, before anyone is asked."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from real_desktop.core.counted import counted
from real_desktop.core.errors import UserError
from real_desktop.core.progress import Progress
from real_desktop.gui import dialogs
from real_desktop.gui.big_button import BigButton
from real_desktop.gui.column import MARGIN, SideScroll
from real_desktop.gui.panel import Label
from real_desktop.gui.select_form import SelectForm
from real_desktop.gui.select_preview import SelectPreviewPane
from real_desktop.gui.theme import SPACE
from real_desktop.gui.wording import sentence
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.selection_preview import SelectionPreview

SETTLES_AFTER_MS = 250
WIDTH_CHARACTERS = 150
FORM_CHARACTERS = 44
SHARE_OF_SCREEN = 0.9


class SelectDialog(QDialog):
    """Asks for a preview by `preview_asked` whenever the form rests; it chooses nothing itself.

    `selection_asked` carries the SelectOptions of the preview that is shown, and `embed_asked`
    comes where sets without vectors were left out and the person wants these first.
    """

    preview_asked = Signal(object)
    selection_asked = Signal(object)
    embed_asked = Signal()

    def __init__(self, parent: QWidget, options: SelectOptions, about: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Choose pairs")
        self._shown_options: SelectOptions | None = None
        self._form, self._pane = SelectForm(options), SelectPreviewPane()
        self._about = Label(about, is_quiet=True)
        self._go, self._cancel = BigButton("Ask", is_primary=True), BigButton("Cancel")
        self._rest = QTimer(self, interval=SETTLES_AFTER_MS, singleShot=True)
        self._lay_out()
        self._form.changed.connect(self._wait)
        self._rest.timeout.connect(self._ask)
        self._pane.embed_asked.connect(self._embed)
        self._cancel.clicked.connect(self.reject)
        self._go.clicked.connect(self.accept)
        self._go.setEnabled(False)

    def show_progress(self, progress: Progress) -> None:
        """How far the preview is."""
        self._pane.show_progress(progress)

    def show_preview(self, options: SelectOptions, found: SelectionPreview) -> None:
        """The preview of these options is there."""
        if options != self._form.options:
            return
        self._shown_options = None if found.problem else options
        self._pane.show_preview(found)
        self._go.setText(f"Ask about {counted(found.pairs, 'pair')}" if found.pairs else "Ask")
        self._go.updateGeometry()
        self._go.setEnabled(found.pairs > 0)

    def show_failure(self, error: BaseException) -> None:
        """The preview of the options cannot be made."""
        if not isinstance(error, UserError):
            dialogs.show_error(self, error)
        self._pane.show_problem(sentence(str(error)))

    def _wait(self) -> None:
        """Until there is a preview of what the form says now, nothing can be asked."""
        self._shown_options = None
        self._go.setEnabled(False)
        self._pane.show_stale()
        self._rest.start()

    def _ask(self) -> None:
        options = self._form.options
        if fault := options.fault():
            self._pane.show_problem(fault)
            return
        self.preview_asked.emit(options)

    def _embed(self) -> None:
        self.reject()
        self.embed_asked.emit()

    def _lay_out(self) -> None:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(MARGIN, MARGIN, 2 * SPACE, MARGIN)
        column.setSpacing(2 * SPACE)
        self._about.setWordWrap(True)
        column.addWidget(self._form)
        column.addWidget(self._about)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        beside.addWidget(self._pane)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(0)
        line = QFrame()
        line.setFrameShape(QFrame.Shape.VLine)
        line.setForegroundRole(line.palette().ColorRole.Mid)
        self._form_side = SideScroll(form)
        self._halves.addWidget(self._form_side, 4)
        self._halves.addWidget(line)
        self._halves.addWidget(SideScroll(right), 6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._halves, 1)
        footer = QHBoxLayout()
        footer.setContentsMargins(MARGIN, SPACE, MARGIN, 2 * SPACE)
        footer.setSpacing(SPACE)
        footer.addStretch(1)
        footer.addWidget(self._cancel)
        footer.addWidget(self._go)
        self._go.setDefault(True)
        layout.addLayout(footer)

    def open(self) -> None:
        room = self.screen().availableSize() * SHARE_OF_SCREEN
        width = self.fontMetrics().averageCharWidth() * WIDTH_CHARACTERS
        self.resize(min(width, room.width()), min(round(width * 0.7), room.height()))
        super().open()
        self._ask()

    def accept(self) -> None:
        if self._go.isEnabled() and self._shown_options is not None:
            options = self._shown_options
            super().accept()
            self.selection_asked.emit(options)
