"""Messages of Linux desktops without a tray, by the service that freedesktop.org describes."""

from __future__ import annotations

import contextlib
import html
import multiprocessing
import os
from pathlib import Path

from PySide6.QtCore import Q_ARG, QCoreApplication, QMetaObject, QObject, Qt

SERVICE = "org.freedesktop.Notifications"
PLACE = "/org/freedesktop/Notifications"
PATIENCE_MS = 3_000
AS_USUAL = -1
"""The desktop decides for how long a message is shown."""


def notify(title: str, text: str) -> None:
    """Show a message if the desktop can. Qt holds Python while it waits for the bus, and a bus may
    take its time, so a process of its own waits.
    """
    if has_session_bus():
        name = "notification"
        spawn = multiprocessing.get_context("spawn")
        spawn.Process(target=_notify, args=(title, text), name=name, daemon=True).start()


def has_session_bus() -> bool:
    """Whether a bus is there; to ask Qt for one where there is none could start it."""
    folder = os.environ.get("XDG_RUNTIME_DIR")
    is_usual = bool(folder) and Path(str(folder), "bus").exists()
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS")) or is_usual


def _notify(title: str, text: str) -> None:
    try:
        from PySide6.QtDBus import QDBusConnection, QDBusInterface
    except ImportError:
        return
    _app = QCoreApplication.instance() or QCoreApplication([])
    service = QDBusInterface(SERVICE, PLACE, SERVICE, QDBusConnection.sessionBus())
    service.setTimeout(PATIENCE_MS)
    if service.isValid():
        with contextlib.suppress(RuntimeError):
            _call(service, title, text)


def _call(service: QObject, title: str, text: str) -> None:
    """Through the interface that the service describes, since one number has no sign in it, and
    Python's have; the text may hold marks of HTML.
    """
    QMetaObject.invokeMethod(
        service,
        "Notify",
        Qt.ConnectionType.DirectConnection,
        Q_ARG("QString", "REAL Desktop"),
        Q_ARG("uint", 0),
        Q_ARG("QString", "real-desktop"),
        Q_ARG("QString", title),
        Q_ARG("QString", html.escape(text, quote=False)),
        Q_ARG("QStringList", []),
        Q_ARG("QVariantMap", {"desktop-entry": "real-desktop"}),
        Q_ARG("int", AS_USUAL),
    )
