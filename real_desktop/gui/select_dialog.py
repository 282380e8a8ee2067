"""Which pairs to ask about, and what that would ask, before anybody spends a click."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from real_desktop.core.counted import counted
from real_desktop.core.errors import UserError
from real_desktop.core.progress import Progress
from real_desktop.gui import dialogs
from real_desktop.gui.big_button import BigButton
from real_desktop.gui.example_dialog import ExampleDialog
from real_desktop.gui.panel import Label
from real_desktop.gui.preview_words import EMBED_ELSEWHERE, summary
from real_desktop.gui.select_form import SelectForm
from real_desktop.gui.select_page import MARGIN, SelectPage
from real_desktop.gui.selection_view import SelectionView
from real_desktop.gui.theme import SPACE
from real_desktop.gui.wording import announce, sentence
from real_desktop.session.select_memory import SelectBasis
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.selection_preview import ExamplePair, SelectionPreview
from real_desktop.store.texts_of_pair import TextsOfPair

SETTLED_MS = 250
"""So long the form must stay as it is before what it asks is computed."""

WIDTH_CHARACTERS = 150
HEIGHT_LINES = 46
SHARE_OF_SCREEN = 0.9
ASK, ASK_NOTHING = "Ask about … pairs", "Ask"
WAITING = "Here you see in a moment what would be asked."
BUG = "What this would ask could not be found out."


class SelectDialog(QDialog):
    """Asks for previews by `options_changed`; it reads and writes nothing.

    `select_asked` carries the SelectOptions that were confirmed; `embed_asked` is for the texts
    that lack a vector, and closes the dialog. `texts_wanted` carries an ExamplePair whose whole
    texts are to be shown.
    """

    options_changed = Signal(object)
    select_asked = Signal(object)
    embed_asked = Signal()
    texts_wanted = Signal(object)

    def __init__(self, parent: QWidget, basis: SelectBasis, options: SelectOptions) -> None:
        super().__init__(parent)
        self.setWindowTitle("Choose pairs")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._preview: SelectionPreview | None = None
        self._form, self._view = SelectForm(basis, options), SelectionView()
        self._page, self._said = SelectPage(self._form, self._view), Label(is_quiet=True)
        self._ask, self._cancel = BigButton(ASK, is_primary=True), BigButton("Cancel")
        self._shown: ExampleDialog | None = None
        self._settled = QTimer(self, interval=SETTLED_MS, singleShot=True)
        self._lay_out()
        self._wire()
        self._view.show_sentence(WAITING, is_problem=False)
        self._show_computing()

    @property
    def options(self) -> SelectOptions:
        """What the form says now."""
        return self._form.options

    def show_progress(self, progress: Progress) -> None:
        """Say how far the computing is."""
        of = f" of {progress.total:,}" if progress.total else ""
        done = f" {progress.done:,}{of} {progress.unit}" if progress.done else ""
        self._said.setText(f"{progress.stage}…{done}")
        self._page.line.show_share(progress.done / progress.total if progress.total else 0)

    def show_preview(self, preview: SelectionPreview) -> None:
        """Show what the form, as it is, would ask."""
        self._preview = preview
        self._page.line.setVisible(False)
        is_in_use, has_models = self._form.is_model_in_use, self._form.has_models
        hint = EMBED_ELSEWHERE if has_models and not is_in_use else ""
        self._view.show_preview(preview, hint, can_embed=is_in_use)
        self._form.show_ceiling(preview.ceiling)
        asked = f"Ask about {counted(preview.pairs, 'pair')}" if preview.pairs else ASK_NOTHING
        self._ask.setText(asked)
        self._ask.setEnabled(preview.pairs > 0)
        self._ask.updateGeometry()
        self._said.setText(summary(preview))
        announce(self, f"{asked}. {summary(preview)}")

    def show_failure(self, error: BaseException) -> None:
        """What the form says cannot be computed."""
        self._page.line.setVisible(False)
        if not isinstance(error, UserError):
            dialogs.show_error(self, error)
        said = sentence(str(error)) if isinstance(error, UserError) else BUG
        self._view.show_sentence(said, is_problem=True)
        self._ask.setText(ASK_NOTHING)
        self._say(said)

    def show_texts(self, example: ExamplePair, texts: TextsOfPair) -> None:
        """The whole texts of an example, if it is still open."""
        if self._shown:
            self._shown.show_texts(example, texts)

    def fail_to_show_texts(self, error: BaseException) -> None:
        """They could not be read."""
        if self._shown:
            self._shown.show_failure(error)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._page, 1)
        layout.addLayout(self._footer())

    def _footer(self) -> QHBoxLayout:
        footer = QHBoxLayout()
        footer.setContentsMargins(MARGIN, SPACE, MARGIN, 2 * SPACE)
        footer.setSpacing(SPACE)
        self._said.setWordWrap(True)
        footer.addWidget(self._said, 1)
        footer.addWidget(self._cancel)
        footer.addWidget(self._ask)
        return footer

    def _wire(self) -> None:
        self._ask.setDefault(True)
        self._ask.setToolTip("Put the pairs into everyone's queue; nothing in it is changed")
        self._ask.clicked.connect(self.accept)
        self._cancel.clicked.connect(self.reject)
        self._form.changed.connect(self._wait)
        self._settled.timeout.connect(self._ask_for_preview)
        self._form.embed_asked.connect(self._leave_to_embed)
        self._view.embed_asked.connect(self._leave_to_embed)
        self._view.example_opened.connect(self._open_example)
        stops = [*self._form.stops, *self._view.stops, self._cancel, self._ask]
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)

    def _wait(self) -> None:
        """The form was changed: what was counted is not what would come."""
        self._show_computing()
        self._settled.start()

    def _show_computing(self) -> None:
        self._preview = None
        self._ask.setText(ASK)
        self._ask.setEnabled(False)
        self._view.show_stale()
        self._page.line.show_share(0)
        self._page.line.setVisible(True)
        self._say("Looking what that would ask…")

    def _ask_for_preview(self) -> None:
        self.options_changed.emit(self.options)

    def _leave_to_embed(self) -> None:
        self.reject()
        self.embed_asked.emit()

    def _open_example(self, at: int) -> None:
        if self._preview is None or at >= len(self._preview.examples):
            return
        self._shown = ExampleDialog(self, self._preview.examples, at)
        self._shown.texts_wanted.connect(self.texts_wanted)
        self._shown.finished.connect(self._forget_example)
        self._shown.open()

    def _forget_example(self) -> None:
        self._shown = None

    def _say(self, text: str) -> None:
        self._said.setText(text)
        announce(self, text)

    def open(self) -> None:
        room = self.screen().availableSize() * SHARE_OF_SCREEN
        metrics = self.fontMetrics()
        wished = QSize(
            metrics.averageCharWidth() * WIDTH_CHARACTERS, metrics.lineSpacing() * HEIGHT_LINES
        )
        self.resize(wished.boundedTo(room))
        super().open()
        self._form.setFocus()
        self._ask_for_preview()

    def accept(self) -> None:
        if self._ask.isEnabled() and self._preview is not None:
            options = self.options
            super().accept()
            self.select_asked.emit(options)
