"""Lays out the pages and wires them to what the program can do."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from real_desktop.gui import dialogs, help_texts
from real_desktop.gui.action_book import ActionBook
from real_desktop.gui.answer_bar import ACTION_OF
from real_desktop.gui.answer_commands import AnswerCommands
from real_desktop.gui.evidence_page import EvidencePage
from real_desktop.gui.evidence_view import EvidenceView
from real_desktop.gui.exporter import Exporter
from real_desktop.gui.files import Files
from real_desktop.gui.finished_page import FinishedPage
from real_desktop.gui.gold_commands import GoldCommands
from real_desktop.gui.held_keys import HeldKeys
from real_desktop.gui.job_panel import JobPanel
from real_desktop.gui.job_view import JobView
from real_desktop.gui.judging import Judging
from real_desktop.gui.labeling_page import LabelingPage
from real_desktop.gui.overview_page import OverviewPage
from real_desktop.gui.preferences import Preferences
from real_desktop.gui.project_commands import ProjectCommands
from real_desktop.gui.project_view import ProjectView
from real_desktop.gui.recent_menu import RecentMenu
from real_desktop.gui.selecting import Selecting
from real_desktop.gui.settings_dialog import SettingsDialog
from real_desktop.gui.theme import Theme
from real_desktop.gui.vector_commands import VectorCommands
from real_desktop.gui.welcome_page import WelcomePage
from real_desktop.gui.window_memory import remember_window, restore_window
from real_desktop.session.places import log_file
from real_desktop.session.settings import Settings


class MainWindow(QMainWindow):
    """One window, one project. Every page is made once and shown when it is its turn."""

    def __init__(self, theme: Theme, settings: Settings | None = None) -> None:
        super().__init__()
        self.theme = theme
        self.preferences = Preferences(settings or Settings(), self)
        self.welcome, self.overview = WelcomePage(), OverviewPage()
        self.labeling, self.finished = LabelingPage(), FinishedPage()
        self.evidence = EvidencePage()
        self.pages, self.job = QStackedWidget(), JobPanel()
        pages = (self.welcome, self.overview, self.labeling, self.finished, self.evidence)
        for page in pages:
            self.pages.addWidget(page)
        self._lay_out()
        self.files = Files(self, self.preferences)
        self.project = ProjectCommands(self, self.files)
        self.selecting = Selecting(self, self.files, self.preferences)
        self.exporter = Exporter(self, self.files)
        self.vectors = VectorCommands(self, self.files)
        self.judging = Judging(self.labeling, self)
        self.held_keys = HeldKeys(self)
        self.answers = AnswerCommands(self.judging)
        self.gold = GoldCommands(self, self.files, self.preferences)
        self.evidence_view = EvidenceView(self, self.evidence)
        owners = {
            "window": self, "files": self.files, "judging": self.judging, "theme": theme,
            "answers": self.answers, "labeling": self.labeling, "project": self.project,
            "exporter": self.exporter, "vectors": self.vectors, "jobs": self.files.jobs,
            "selecting": self.selecting,
            "evidence": self.evidence_view, "gold": self.gold,
        }  # fmt: skip
        self.actions_by_id = ActionBook(self, owners)
        self.recent = RecentMenu(self)
        self.actions_by_id.insert_menu("file.sample", self.recent)
        self.view, self.job_view = ProjectView(self), JobView(self)
        self._wire_pages()
        self.preferences.changed.connect(self.follow)
        self.follow(self.preferences.settings)
        self.setWindowTitle("REAL Desktop")
        self.setAcceptDrops(True)
        restore_window(self)
        self.view.show_welcome()

    def _lay_out(self) -> None:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.job)
        self.setCentralWidget(content)

    def _wire_pages(self) -> None:
        self.welcome.open_asked.connect(self.files.open)
        self.welcome.sample_asked.connect(self.files.sample)
        self.welcome.project_asked.connect(self.files.open_project)
        self.finished.export_asked.connect(self.exporter.export)
        self.finished.review_asked.connect(self.judging.review_skipped)
        self.finished.undo_asked.connect(self.judging.undo)
        self.finished.more_asked.connect(self.selecting.ask)
        self.finished.overview_asked.connect(self.view.show_overview)
        self.overview.step_asked.connect(self.view.take_step)
        self.job.cancelled.connect(self.files.cancel)
        self.job.pause_asked.connect(self.files.jobs.toggle_pause)
        self.recent.project_asked.connect(self.files.open_project)
        self.recent.emptied.connect(self.view.forget_recent)
        self.overview.imports_asked.connect(self.project.imports)
        book = self.actions_by_id
        self.finished.follow_export(book["file.export"])
        self.labeling.answers.connect_actions(
            {name: book[name] for name in (*ACTION_OF.values(), "edit.undo")}
        )
        for text in (self.labeling.left.text, self.labeling.right.text, self.labeling.prompt.text):
            text.viewport().installEventFilter(self.judging)
        self.installEventFilter(self.judging)

    def follow(self, settings: Settings) -> None:
        """Look and behave as the settings say."""
        self.theme.set_colours(settings.colours)
        self.theme.set_percent(settings.text_percent)
        self.labeling.set_judged_by_click(settings.click_judges)
        self.judging.follow(settings)

    def show_settings(self) -> None:
        """Change the settings."""
        SettingsDialog(self, self.preferences, self.theme.percent).open()

    def show_judging(self) -> None:
        """Go on with the queue."""
        self.view.show_judging()

    def show_overview(self) -> None:
        """Show where the project stands."""
        self.view.show_overview()

    def offer_pairs(self) -> None:
        """Show what could be asked, unless somebody is in the middle of judging."""
        if self.pages.currentWidget() is not self.labeling:
            self.selecting.ask()

    def reset_text(self) -> None:
        """Type at its normal size."""
        self.theme.set_percent(100)

    def toggle_full_screen(self) -> None:
        """The whole screen, or a window again."""
        self.showNormal() if self.isFullScreen() else self.showFullScreen()

    def show_keys(self) -> None:
        """List every key."""
        help_texts.show_keys(self)

    def open_log_folder(self) -> None:
        """Show where bugs are written down."""
        dialogs.open_folder(log_file().parent)

    def show_about(self) -> None:
        """Say which versions run here."""
        help_texts.show_about(self)

    @contextmanager
    def _told_at_the_end(self) -> Iterator[None]:
        """Nothing keeps the window from closing; what goes wrong stands in the log."""
        try:
            yield
        except Exception as error:
            logging.getLogger(__name__).exception("while closing")
            dialogs.show_error(self, error)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.windowHandle().installEventFilter(self.held_keys)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self.judging.set_in_front(self.isActiveWindow())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        has_files = any(url.isLocalFile() for url in event.mimeData().urls())
        if has_files and not self.files.is_busy:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        self.files.drop([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])

    def closeEvent(self, event: QCloseEvent) -> None:
        remember_window(self)
        with self._told_at_the_end():
            if self.theme.percent != self.preferences.settings.text_percent:
                self.preferences.change(text_percent=self.theme.percent)
        with self._told_at_the_end():
            self.selecting.close()
            self.files.close()
        super().closeEvent(event)
        QApplication.quit()
