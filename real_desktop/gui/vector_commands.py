"""Project > Import vectors, Export vectors: the door for models that run elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from real_desktop.core.progress import Progress
from real_desktop.gui import dialogs
from real_desktop.gui.files import Files
from real_desktop.session.session import Session
from real_desktop.session.vector_export import (
    VectorExport,
    export_missing_texts,
    export_vectors,
)
from real_desktop.session.vector_import import import_vectors

Writing = Callable[[Session, Path], Generator[Progress, None, VectorExport]]


class VectorCommands(QObject):
    """Asks for a file and reads or writes it; the signals carry the reports."""

    imported = Signal(object)
    exported = Signal(object)
    texts_exported = Signal(object)

    def __init__(self, window: QWidget, files: Files) -> None:
        super().__init__(window)
        self._window, self._files = window, files

    def add(self) -> None:
        """Bring vectors in; a model that the file does not name is called as the file is."""
        session = self._idle_session()
        path = session and dialogs.ask_vectors(self._window, session.path.parent)
        if session and path:
            job = import_vectors(session, path, path.stem)
            self._files.jobs.start(job, self.imported.emit)

    def export(self) -> None:
        """Write the vectors that the views use."""
        self._write("vectors", export_vectors, self.exported.emit)

    def export_missing(self) -> None:
        """Write the texts that lack a vector, to embed them elsewhere."""
        self._write("texts", export_missing_texts, self.texts_exported.emit)

    def _write(self, what: str, write: Writing, tell: Callable[[VectorExport], None]) -> None:
        session = self._idle_session()
        if session is None:
            return
        offered = session.path.with_name(f"{session.path.stem}-{what}.parquet")
        out = dialogs.ask_vectors_export(self._window, offered)
        if out:
            self._files.jobs.start(write(session, out), tell)

    def _idle_session(self) -> Session | None:
        return None if self._files.is_busy else self._files.session
