"""Starts the window."""

from __future__ import annotations

import logging
import signal
import sys
import threading
from collections.abc import Sequence
from importlib import import_module
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from real_desktop import __version__
from real_desktop.gui import dialogs
from real_desktop.gui.icons import app_icon
from real_desktop.gui.main_window import MainWindow
from real_desktop.gui.theme import Theme
from real_desktop.session import places
from real_desktop.session.settings_file import LoadedSettings, load_settings

READERS_AFTER_MS = 300
LOG_BYTES = 1_000_000


def run(given: Sequence[str], *, is_demo: bool) -> int:
    """Open the window on what was given, on the sample, or on the last project."""
    app = _application()
    loaded = load_settings()
    window = MainWindow(Theme(app, loaded.settings.text_percent), loaded.settings)
    _write_bugs_down(window)
    _quit_on_ctrl_c(app, window)
    window.show()
    if loaded.problems:
        dialogs.show_message(window, "Settings", settings_problem(loaded))
    QTimer.singleShot(0, window, lambda: _open(window, given, is_demo=is_demo))
    QTimer.singleShot(READERS_AFTER_MS, window, _import_readers)
    try:
        return app.exec()
    finally:
        window.files.close()
        _destroy(window, window.theme)
        sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__


def _import_readers() -> None:
    """Import what reads files on a thread, before a person drops one: it takes a tenth of a second,
    too long for the start and for the drop.
    """
    name = "real_desktop.session.import_review"
    threading.Thread(target=import_module, args=(name,), name="readers", daemon=True).start()


def _destroy(*objects: QObject) -> None:
    """End the window here; Python's collector may run on another thread, where Qt crashes."""
    for one in objects:
        one.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _application() -> QApplication:
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("real-desktop")
    app.setApplicationDisplayName("REAL Desktop")
    app.setOrganizationName("real-desktop")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("real-desktop")
    app.setWindowIcon(app_icon())
    return app


def _open(window: MainWindow, given: Sequence[str], *, is_demo: bool) -> None:
    if is_demo:
        window.files.sample()
    elif given:
        window.files.open_paths([Path(name) for name in given])
    elif window.preferences.settings.reopens_last and (last := places.project_to_reopen()):
        window.files.open_project(last)


def settings_problem(loaded: LoadedSettings) -> str:
    """What to say of a settings file that is not right."""
    said = [f"{sentence}." for sentence in loaded.problems.values()]
    verb = "default is" if len(said) == 1 else "defaults are"
    return "\n\n".join([*said, f"The {verb} in use instead."])


def _write_bugs_down(window: MainWindow) -> None:
    handler = RotatingFileHandler(
        places.log_file(), maxBytes=LOG_BYTES, backupCount=2, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("real_desktop").addHandler(handler)

    def take(
        _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        dialogs.show_error(window, error)

    def take_from_thread(args: threading.ExceptHookArgs) -> None:
        logging.getLogger("real_desktop").error("a bug in a thread", exc_info=args.exc_value)

    sys.excepthook = take
    threading.excepthook = take_from_thread


def _quit_on_ctrl_c(app: QApplication, window: MainWindow) -> None:
    signal.signal(signal.SIGINT, lambda *_: app.closeAllWindows())
    ticking = QTimer(window)
    ticking.start(500)
    ticking.timeout.connect(lambda: None)
