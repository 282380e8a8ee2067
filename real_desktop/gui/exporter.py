"""File > Export: what to write and where, and the job that writes it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from real_desktop.gui.export_dialog import ExportChoice, ExportDialog
from real_desktop.gui.files import Files
from real_desktop.gui.relay import Relay
from real_desktop.gui.window_memory import remember_export
from real_desktop.session.export_preview import ExportPreview, export_preview
from real_desktop.session.exporting import ExportReport, export
from real_desktop.store.thread import Priority


class Exporter(QObject):
    """Asks what to export from the open project, and writes it."""

    exported = Signal(object)

    def __init__(self, window: QWidget, files: Files) -> None:
        super().__init__(window)
        self._window, self._files = window, files
        self._relay = Relay(self)
        self._asking: ExportDialog | None = None
        files.opening.closed.connect(self._stop_asking)

    def export(self) -> None:
        """Ask what to export and where, and write it."""
        session = self._files.session
        if session is None or self._files.is_busy:
            return
        self._asking = dialog = ExportDialog(self._window, session.path)
        dialog.export_asked.connect(self._export)
        dialog.finished.connect(self._end_asking)
        dialog.open()
        self._relay.when_done(
            session.submit(Priority.READ, export_preview),
            partial(self._show_preview, dialog),
            self._files.failed.emit,
        )

    def _show_preview(self, dialog: ExportDialog, preview: ExportPreview) -> None:
        if dialog is self._asking:
            dialog.show_preview(preview)

    def _stop_asking(self) -> None:
        if self._asking:
            self._asking.reject()

    def _end_asking(self) -> None:
        if self._asking:
            self._asking.deleteLater()
            self._asking = None

    def _export(self, choice: ExportChoice) -> None:
        if self._files.session:
            job = export(self._files.session, choice.out, choice.format_name, choice.annotators)
            self._files.jobs.start(job, partial(self._tell, choice))

    def _tell(self, choice: ExportChoice, report: ExportReport) -> None:
        remember_export(choice.format_name, choice.out.parent)
        self.exported.emit(report)
