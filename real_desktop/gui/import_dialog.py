"""What some files hold and where it goes, before anything of it is imported."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from real_desktop.core.counted import counted
from real_desktop.core.errors import UserError
from real_desktop.core.progress import Progress
from real_desktop.formats.naming import Naming
from real_desktop.formats.sources import Source
from real_desktop.gui import dialogs
from real_desktop.gui.big_button import BigButton
from real_desktop.gui.column_choice import ColumnChoice
from real_desktop.gui.destination_choice import DestinationChoice
from real_desktop.gui.import_counts import ImportCounts
from real_desktop.gui.import_files_panel import ImportFilesPanel
from real_desktop.gui.panel import Label
from real_desktop.gui.rejected_dialog import RejectedDialog
from real_desktop.gui.scroll_bar import ThinScrollBar
from real_desktop.gui.set_preview import SetPreview
from real_desktop.gui.theme import SPACE
from real_desktop.gui.wording import announce, sentence
from real_desktop.session.import_findings import Findings
from real_desktop.session.import_request import ImportRequest
from real_desktop.session.import_review import Review, review_of

WIDTH_CHARACTERS = 120
SHARE_OF_SCREEN = 0.9
MARGIN = 3 * SPACE


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What is imported, and the file of the new project, None for the open one."""

    sources: tuple[Source, ...]
    total: int
    target: Path | None


class ImportDialog(QDialog):
    """Shows what is found and asks for it anew by `request_changed`. It reads and writes nothing.

    `import_asked` carries the ImportPlan; `list_asked` is for all the rejected rows.
    """

    request_changed = Signal(object)
    import_asked = Signal(object)
    list_asked = Signal()

    def __init__(
        self, parent: QWidget, request: ImportRequest, project: str | None, place: Path
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Import responses")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.review, self._fitted = Review(()), QSize()
        self._request, self._findings = request, Findings(request, ())
        self._files, self._columns = ImportFilesPanel(), ColumnChoice()
        self._counts, self._preview = ImportCounts(), SetPreview()
        self.destination = DestinationChoice(project, place)
        self._page, self._said = QScrollArea(), Label(is_quiet=True)
        self._import, self._cancel = BigButton("Import", is_primary=True), BigButton("Cancel")
        self._lay_out()
        self._wire()
        self._files.show_names(request.paths)
        self._columns.hide()
        self._preview.hide()
        self._show_reading()

    def show_findings(self, found: Findings) -> None:
        """Show what is known by now."""
        self._findings = found
        self._show_review()

    def show_progress(self, progress: Progress) -> None:
        """Say how far the reading is."""
        rows = f" · {progress.done:,} {progress.unit}" if progress.done else ""
        self._said.setText(f"{progress.stage} {progress.detail}{rows}")

    def show_failure(self, error: BaseException) -> None:
        """What was read last could not be read, or the list not be written."""
        if not isinstance(error, UserError):
            dialogs.show_error(self, error)
        self._say(sentence(str(error)) if isinstance(error, UserError) else "")

    def show_saved(self, out: Path, rows: int) -> None:
        """The list of rejected rows is written."""
        self._say(f"{counted(rows, 'row')} written to {out.name}")

    @property
    def offered_list(self) -> Path:
        """Where the list of rejected rows is saved if nothing else is said."""
        first = self._request.paths[0].absolute()
        return first.with_name(f"{first.name.split('.')[0]} rejected.csv")

    def _lay_out(self) -> None:
        content = QWidget()
        self._column = column = QVBoxLayout(content)
        bar = ThinScrollBar(self._page)
        column.setContentsMargins(MARGIN, 2 * SPACE, MARGIN - bar.sizeHint().width(), SPACE)
        column.setSpacing(SPACE + 4)
        parts = (self._files, self._columns, self._counts, self.destination, self._preview)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self._page.setWidget(content)
        content.installEventFilter(self)
        self._page.setWidgetResizable(True)
        self._page.setFrameShape(QFrame.Shape.NoFrame)
        self._page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page.setVerticalScrollBar(bar)
        self._page.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        footer = QHBoxLayout()
        footer.setContentsMargins(MARGIN, SPACE, MARGIN, 2 * SPACE)
        footer.setSpacing(SPACE)
        self._said.setWordWrap(True)
        footer.addWidget(self._said, 1)
        footer.addWidget(self._cancel)
        footer.addWidget(self._import)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._page, 1)
        layout.addLayout(footer)

    def _wire(self) -> None:
        self._page.setAccessibleName("Import responses")
        self._import.setDefault(True)
        self._import.clicked.connect(self.accept)
        self._cancel.clicked.connect(self.reject)
        self._files.removal_asked.connect(self._remove)
        self._files.files_asked.connect(self._add_files)
        self._files.format_chosen.connect(self._read_as)
        self._columns.naming_chosen.connect(self._take_naming)
        self._counts.rows_asked.connect(self._show_rejected)
        self._counts.list_asked.connect(self.list_asked)
        self.destination.changed.connect(self._show_review)

    def _ask(self, request: ImportRequest) -> None:
        self._request = request
        self._show_reading()
        self.request_changed.emit(request)

    def _remove(self, path: Path) -> None:
        self._ask(self._request.without(path))

    def _add_files(self) -> None:
        paths = dialogs.ask_responses(self, self._request.paths[0].absolute().parent)
        if paths:
            self._ask(self._request.with_files(paths))

    def _read_as(self, format_name: str | None) -> None:
        self._ask(self._request.read_as(format_name))
        self._columns.show_naming(self._request.naming)

    def _take_naming(self, naming: Naming) -> None:
        self._ask(self._request.with_naming(naming))
        self._files.show_format(self._request.format_name)

    def _show_rejected(self) -> None:
        shown = RejectedDialog(self, self.review.first_rejected, self.review.rejected.total())
        shown.list_asked.connect(self.list_asked)
        shown.open()

    def _show_reading(self) -> None:
        self._import.setText("Import")
        self._import.setEnabled(False)
        self._said.setText("Reading…")

    def _show_review(self) -> None:
        review = review_of(self._findings, may_join=self.destination.target is None)
        self.review = review
        if not review.files:
            return
        self._files.show_files(review.files)
        self._columns.show_columns(review.columns, review.question)
        self._preview.show_sets(review.sets)
        self._counts.show_review(review)
        self._import.setText(review.verb)
        can_import = bool(review.sources) and not self.destination.fault
        self._import.setEnabled(can_import and review.is_counted)
        self._import.updateGeometry()
        if review.is_counted:
            self._say(self._words(review))
        if self._import.isEnabled() and self._page.hasFocus():
            self._import.setFocus()

    def _words(self, review: Review) -> str:
        """What stands beside the buttons once everything is counted."""
        if not review.sources:
            return "There is nothing to import."
        where = self.destination.words
        return f"{review.left_out}; the rest goes {where}" if review.left_out else where

    def _say(self, text: str) -> None:
        begun = text[:1].upper() + text[1:] if text.startswith("into ") else text
        self._said.setText(begun)
        announce(self, begun)

    def _fit(self) -> None:
        """Grow until nothing needs scrolling, but not beyond the screen, nor against a person."""
        if self._fitted.isValid() and self.size() != self._fitted:
            return
        room = self.screen().availableSize() * SHARE_OF_SCREEN
        line = self.fontMetrics().averageCharWidth() * WIDTH_CHARACTERS
        width = min(line, room.width())
        inner = width - self._page.verticalScrollBar().sizeHint().width()
        height = self._column.totalHeightForWidth(inner)
        height += self._cancel.sizeHint().height() + 3 * SPACE
        wanted = QSize(width, height).expandedTo(self._fitted).boundedTo(room)
        self._fitted = wanted
        self.resize(wanted)

    def open(self) -> None:
        self._fit()
        super().open()
        self._page.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self, self._fit)
        return super().eventFilter(watched, event)

    def accept(self) -> None:
        if self._import.isEnabled():
            plan = ImportPlan(self.review.sources, self.review.total, self.destination.target)
            super().accept()
            self.import_asked.emit(plan)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        self._ask(self._request.with_files(paths))
