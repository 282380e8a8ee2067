"""The cheat sheet and the versions."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QMessageBox, QWidget

from real_desktop.gui import dialogs
from real_desktop.gui.actions import ACTIONS, MENUS
from real_desktop.gui.form_dialog import FormDialog
from real_desktop.gui.panel import KeyCap, Label
from real_desktop.gui.theme import SPACE
from real_desktop.session.versions import versions


def show_keys(parent: QWidget) -> QDialog:
    """Every action that has a key, by menu, in two columns."""
    dialog = FormDialog(parent, "All keys", "Close", cancel="")
    grid = QGridLayout()
    grid.setHorizontalSpacing(2 * SPACE)
    grid.setVerticalSpacing(SPACE)
    menus = [menu for menu in MENUS if any(s.keys for s in ACTIONS if s.menu == menu)]
    rows = [0, 0]
    for menu in menus:
        side = rows.index(min(rows))
        rows[side] = _add_menu(grid, menu, rows[side], 3 * side)
    grid.setColumnMinimumWidth(2, 3 * SPACE)
    dialog.column.addLayout(grid)
    dialog.column.addStretch(1)
    dialog.open()
    return dialog


def _add_menu(grid: QGridLayout, menu: str, row: int, column: int) -> int:
    grid.addWidget(Label(menu, factor=0.9, is_bold=True, is_quiet=True), row, column, 1, 2)
    for spec in ACTIONS:
        if spec.menu != menu or not spec.keys:
            continue
        row += 1
        keys = [QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
                for key in spec.keys]  # fmt: skip
        grid.addWidget(KeyCap(" or ".join(keys)), row, column)
        grid.addWidget(Label(spec.text.replace("…", "")), row, column + 1)
    return row + 1


def show_about(parent: QWidget) -> QWidget:
    """What the program is, and the versions of everything that matters in a report."""
    listed = "\n".join(f"{name} {number}" for name, number in versions().items())
    text = (
        "Preference judgements on the response pairs that teach most. It follows REAL"
        " (arXiv 2409.17169). Nothing leaves this machine.\n\n"
        f"{listed}\n\nApache License 2.0"
    )
    box = dialogs.show_message(parent, "About REAL Desktop", text)
    copy = box.addButton("Copy versions", QMessageBox.ButtonRole.ActionRole)
    copy.clicked.connect(partial(QGuiApplication.clipboard().setText, listed))
    return box
