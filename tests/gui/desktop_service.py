"""A desktop's service for messages, to be run on a bus of its own."""

from __future__ import annotations

import multiprocessing

from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, QTimer, Slot

from real_desktop.gui import desktop_bus


def serve_and_notify(title: str, text: str) -> None:
    """Print what the service gets from `notify`, an argument a line."""
    from PySide6.QtDBus import QDBusConnection

    core = QCoreApplication([])

    @ClassInfo({"D-Bus Interface": desktop_bus.SERVICE})
    class Service(QObject):
        @Slot(str, "uint", str, str, str, "QStringList", "QVariantMap", int, result="uint")
        def Notify(self, app, replaces, icon, title, text, actions, hints, expires):  # noqa: PLR0917
            print(app, replaces, icon, title, text, actions, hints, expires, sep="\n", flush=True)
            QTimer.singleShot(50, core.quit)
            return 7

    bus, service = QDBusConnection.sessionBus(), Service()
    slots = QDBusConnection.RegisterOption.ExportAllSlots
    assert bus.registerObject(desktop_bus.PLACE, service, slots)
    assert bus.registerService(desktop_bus.SERVICE)
    desktop_bus.notify(title, text)
    QTimer.singleShot(20_000, core.quit)
    core.exec()


def only_notify(title: str, text: str) -> None:
    """Where nobody serves."""
    desktop_bus.notify(title, text)
    (process,) = multiprocessing.active_children()
    process.join(40)
    assert process.exitcode == 0
