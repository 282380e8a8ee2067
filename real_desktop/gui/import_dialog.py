"""What some files hold and where it goes, before anything of it is imported."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from real_desktop.core.counted import counted
from real_desktop.core.errors import UserError
from real_desktop.core.progress import Progress
from real_desktop.formats.sources import Source
from real_desktop.gui import dialogs
from real_desktop.gui.big_button import BigButton
from real_desktop.gui.destination_choice import DestinationChoice
from real_desktop.gui.import_page import MARGIN, ImportPage
from real_desktop.gui.panel import Label
from real_desktop.gui.rejected_dialog import RejectedDialog
from real_desktop.gui.theme import SPACE
from real_desktop.gui.wording import announce, sentence
from real_desktop.session.import_findings import Findings
from real_desktop.session.import_request import ImportRequest
from real_desktop.session.import_review import Review, review_of

WIDTH_CHARACTERS = 120
SHARE_OF_SCREEN = 0.9


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
        self.review, self._findings = Review(()), Findings(request, ())
        self._fitted, self._is_saving = QSize(), False
        self.destination = DestinationChoice(project, place)
        self._page, self._said = ImportPage(request, self.destination), Label(is_quiet=True)
        self._import, self._cancel = BigButton("Import", is_primary=True), BigButton("Cancel")
        self._lay_out()
        self._page.request_changed.connect(self._ask)
        self._page.rows_asked.connect(self._show_rejected)
        self._page.list_asked.connect(self.list_asked)
        self._page.grown.connect(self._fit_later)
        self.destination.changed.connect(self._show_review)
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
        self._end_saving()
        if not isinstance(error, UserError):
            dialogs.show_error(self, error)
        self._say(sentence(str(error)) if isinstance(error, UserError) else "")

    def show_saving(self) -> None:
        """The list of rejected rows is being written, which closing the dialog would stop."""
        self._import.setEnabled(False)
        self._is_saving = True

    def show_saved(self, out: Path, rows: int) -> None:
        """The list of rejected rows is written."""
        self._end_saving()
        self._say(f"{counted(rows, 'row')} written to {out.name}")

    @property
    def offered_list(self) -> Path:
        """Where the list of rejected rows is saved if nothing else is said."""
        first = self._page.request.paths[0].absolute()
        return first.with_name(f"{first.name.split('.')[0]} rejected.csv")

    def _lay_out(self) -> None:
        footer = QHBoxLayout()
        footer.setContentsMargins(MARGIN, SPACE, MARGIN, 2 * SPACE)
        footer.setSpacing(SPACE)
        self._said.setWordWrap(True)
        self._said.setMinimumWidth(1)  # else a long file name, which has no spaces, widens it
        footer.addWidget(self._said, 1)
        footer.addWidget(self._cancel)
        footer.addWidget(self._import)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._page, 1)
        layout.addLayout(footer)
        self._import.setDefault(True)
        self._import.clicked.connect(self.accept)
        self._cancel.clicked.connect(self.reject)

    def _ask(self, request: ImportRequest) -> None:
        """Until the new request is read, what was counted before is not what would come."""
        self._findings = replace(self._findings, survey=None)
        self._show_reading()
        self.request_changed.emit(request)

    def _show_rejected(self) -> None:
        shown = RejectedDialog(self, self.review.first_rejected, self.review.rejected.total())
        shown.list_asked.connect(self.list_asked)
        shown.open()

    def _end_saving(self) -> None:
        if self._is_saving:
            self._is_saving = False
            self._show_review()

    def _show_reading(self) -> None:
        self._is_saving = False
        self._import.setText("Import")
        self._import.setEnabled(False)
        self._said.setText("Reading…")

    def _show_review(self) -> None:
        review = review_of(self._findings, may_join=self.destination.target is None)
        self.review = review
        if not review.files and not review.is_counted:
            return
        self._page.show_review(review)
        self._import.setText(review.verb)
        can_import = bool(review.sources) and not (self.destination.fault or self._is_saving)
        self._import.setEnabled(can_import and review.is_counted)
        self._import.updateGeometry()
        if review.is_counted:
            self._say(_in_words(review, self.destination.words))
        if self._import.isEnabled() and self._page.hasFocus():
            self._import.setFocus()

    def _say(self, text: str) -> None:
        begun = text[:1].upper() + text[1:] if text.startswith("into ") else text
        self._said.setText(begun)
        announce(self, begun)

    def _fit_later(self) -> None:
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """Grow until nothing needs scrolling, but not beyond the screen, nor against a person."""
        if self._fitted.isValid() and self.size() != self._fitted:
            return
        room = self.screen().availableSize() * SHARE_OF_SCREEN
        line = self.fontMetrics().averageCharWidth() * WIDTH_CHARACTERS
        width = min(line, room.width())
        height = self._page.height_for(width) + self._cancel.sizeHint().height() + 3 * SPACE
        wanted = QSize(width, height).expandedTo(self._fitted).boundedTo(room)
        self._fitted = wanted
        self.resize(wanted)

    def open(self) -> None:
        self._fit()
        super().open()
        self._page.setFocus()

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
        self._page.add_files(paths)


def _in_words(review: Review, where: str) -> str:
    """What stands beside the buttons once everything is counted."""
    if not review.sources:
        return "There is nothing to import."
    return f"{review.left_out}; the rest goes {where}" if review.left_out else where
