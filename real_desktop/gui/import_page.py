"""The parts of the import dialog, one under the other, and the request that they change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from real_desktop.formats.naming import Naming
from real_desktop.gui import dialogs
from real_desktop.gui.column_choice import ColumnChoice
from real_desktop.gui.destination_choice import DestinationChoice
from real_desktop.gui.import_counts import ImportCounts
from real_desktop.gui.import_files_panel import ImportFilesPanel
from real_desktop.gui.scroll_bar import ThinScrollBar
from real_desktop.gui.set_preview import SetPreview
from real_desktop.gui.theme import SPACE
from real_desktop.session.import_request import ImportRequest
from real_desktop.session.import_review import Review

MARGIN = 3 * SPACE


class ImportPage(QScrollArea):
    """Scrolls when the screen is small or the type is large.

    `request_changed` carries the ImportRequest that is to be read now; `grown` says that the
    parts need another height.
    """

    request_changed = Signal(object)
    rows_asked = Signal()
    list_asked = Signal()
    grown = Signal()

    def __init__(self, request: ImportRequest, destination: DestinationChoice) -> None:
        super().__init__()
        self.request = request
        self._files, self._columns = ImportFilesPanel(), ColumnChoice()
        self._counts, self._preview = ImportCounts(), SetPreview()
        self._column = QVBoxLayout()
        self._lay_out(destination)
        self._files.removal_asked.connect(self._remove)
        self._files.files_asked.connect(self._ask_for_files)
        self._files.format_chosen.connect(self._read_as)
        self._columns.naming_chosen.connect(self._take_naming)
        self._counts.rows_asked.connect(self.rows_asked)
        self._counts.list_asked.connect(self.list_asked)
        self._files.show_names(request.paths)
        self._columns.hide()
        self._preview.hide()

    def show_review(self, review: Review) -> None:
        """Show what is known by now."""
        self._files.show_files(review.files)
        self._columns.show_columns(
            review.columns, review.question, is_asked=review.asks_for_columns
        )
        self._preview.show_sets(review.sets)
        self._counts.show_review(review)

    def add_files(self, paths: Sequence[Path]) -> None:
        """Read further files together with those that are there."""
        if paths:
            self._ask(self.request.with_files(paths))

    def height_for(self, width: int) -> int:
        """The height at which a page of this width needs no scrolling."""
        return self._column.totalHeightForWidth(width - self.verticalScrollBar().sizeHint().width())

    def _lay_out(self, destination: DestinationChoice) -> None:
        bar = ThinScrollBar(self)
        content = QWidget()
        content.setLayout(self._column)
        self._column.setContentsMargins(MARGIN, 2 * SPACE, MARGIN - bar.sizeHint().width(), SPACE)
        self._column.setSpacing(SPACE + 4)
        for part in (self._files, self._columns, self._counts, destination, self._preview):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.setAccessibleName("Import responses")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(bar)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setWidget(content)
        content.installEventFilter(self)

    def _ask(self, request: ImportRequest) -> None:
        self.request = request
        self.request_changed.emit(request)

    def _remove(self, path: Path) -> None:
        self._ask(self.request.without(path))

    def _ask_for_files(self) -> None:
        self.add_files(dialogs.ask_responses(self, self.request.paths[0].absolute().parent))

    def _read_as(self, format_name: str | None) -> None:
        self._ask(self.request.read_as(format_name))
        self._columns.show_naming(self.request.naming)

    def _take_naming(self, naming: Naming) -> None:
        self._ask(self.request.with_naming(naming))
        self._files.show_format(self.request.format_name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.grown.emit()
        return super().eventFilter(watched, event)
