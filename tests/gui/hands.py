"""What tests of the window do and look at."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton

from real_desktop.gui.export_dialog import ExportDialog
from real_desktop.gui.import_dialog import ImportDialog

NO_KEY = Qt.KeyboardModifier.NoModifier
LEFT_BUTTON = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def write_rows(path, sets):
    rows = [{"prompt": prompt, "responses": responses} for prompt, responses in sets]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def rows_of(path, sql):
    """The rows of a query, read with no help of the program; the project must be closed."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(sql)]


def events_of(path):
    return rows_of(path, "SELECT * FROM events ORDER BY seq")


def shown(window):
    """The pair on the screen and its sides, as the cards have it."""
    pair = window.judging.step.pair
    assert window.labeling.left.text.toPlainText().startswith(pair.left)
    assert window.labeling.right.text.toPlainText().startswith(pair.right)
    return pair.pair_id, pair.left, pair.right


def is_at_rest(window):
    """Whether a project is open, a step is there and the numbers are read."""
    is_known = window.files.session is not None and window.judging.step is not None
    return is_known and "…" not in texts_of(window.overview)


def texts_of(widget):
    """What its labels say, those that are hidden in it left out."""
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def messages():
    boxes = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox)]
    return [box for box in boxes if box.isVisible()]


def export_dialog():
    """The one export dialog that is on the screen."""
    tops = QApplication.topLevelWidgets()
    (dialog,) = [w for w in tops if isinstance(w, ExportDialog) and w.isVisible()]
    return dialog


def import_dialog():
    """The one import dialog that is on the screen."""
    tops = QApplication.topLevelWidgets()
    (dialog,) = [w for w in tops if isinstance(w, ImportDialog) and w.isVisible()]
    return dialog


def import_button(dialog):
    (found,) = [one for one in dialog.findChildren(QPushButton) if one.isDefault()]
    return found


def confirm_import(qtbot):
    """Wait until everything is counted, and import by Enter."""
    dialog = import_dialog()
    qtbot.waitUntil(lambda: dialog.review.is_counted, timeout=10_000)
    assert import_button(dialog).isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Return)


def button(widget, *texts):
    """The one button in it that says one of these."""
    (found,) = [one for one in widget.findChildren(QPushButton) if one.text() in texts]
    return found


def export_as_offered(window):
    """Export from the menu to the file that the save dialog gives back."""
    window.exporter.export()
    confirm_export()


def confirm_export():
    """Name the file by the save dialog, and export by Enter."""
    dialog = export_dialog()
    button(dialog, "Choose…").click()
    QTest.keyClick(dialog, Qt.Key.Key_Return)


def drag(widget, start, end):
    """Press, move and release as the mouse does: whatever lies at the place gets it."""
    handle = widget.window().windowHandle()
    first, last = (widget.mapTo(widget.window(), point) for point in (start, end))
    QTest.mousePress(handle, LEFT_BUTTON, NO_KEY, first)
    if start != end:
        QTest.mouseMove(handle, (first + last) / 2)
        QTest.mouseMove(handle, last)
    QTest.mouseRelease(handle, LEFT_BUTTON, NO_KEY, last)


def click(widget, at):
    drag(widget, at, at)


def point_in(widget, x=0.5, y=0.5):
    return QPoint(int(widget.width() * x), int(widget.height() * y))
