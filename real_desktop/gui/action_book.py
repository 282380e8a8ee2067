"""The table of actions as Qt actions, in menus, enabled by what holds at the moment."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from operator import attrgetter

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from real_desktop.gui.actions import ACTIONS, BY_ID, MENUS, When


class ActionBook:
    """Makes one QAction for each line of the table and puts it into its menu."""

    def __init__(self, window: QMainWindow, owners: Mapping[str, object]) -> None:
        self._actions: dict[str, QAction] = {}
        self.menus = menus = {name: window.menuBar().addMenu(f"&{name}") for name in MENUS}
        for spec in ACTIONS:
            action = QAction(spec.text, window)
            action.setShortcuts([QKeySequence(key) for key in spec.keys])
            action.setAutoRepeat(spec.menu == "View")
            owner, method = spec.handler.split(".")
            action.triggered.connect(attrgetter(method)(owners[owner]))
            if spec.is_after_line:
                menus[spec.menu].addSeparator()
            menus[spec.menu].addAction(action)
            self._actions[spec.id] = action
        for menu in menus.values():
            menu.aboutToShow.connect(partial(_give_room, menu))

    def insert_menu(self, before: str, menu: QMenu) -> None:
        """Put a submenu in front of an action's entry; it is enabled when the action is."""
        action = self._actions[before]
        next(m for m in self.menus.values() if action in m.actions()).insertMenu(action, menu)
        action.enabledChanged.connect(menu.setEnabled)

    def name_undo(self, undo_name: str | None, redo_name: str | None) -> None:
        """Say in the menu what undo and redo are about, such as "left on #127"."""
        for action_id, verb, name in (
            ("edit.undo", "Undo", undo_name),
            ("edit.redo", "Redo", redo_name),
        ):
            self._actions[action_id].setText(f"{verb}: {name}" if name else verb)

    def name_pause(self, *, is_pausing: bool) -> None:
        """Offer the pause of the job, or its end."""
        text = "Continue embedding" if is_pausing else BY_ID["project.pause"].text
        self._actions["project.pause"].setText(text)

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def enable(self, holding: Collection[When]) -> None:
        """Enable the actions whose condition holds, and no other."""
        for spec in ACTIONS:
            is_enabled = spec.when is When.ALWAYS or spec.when in holding
            self._actions[spec.id].setEnabled(is_enabled)


def _give_room(menu: QMenu) -> None:
    """Fusion reckons a few pixels less than large type needs, and would shorten the longest."""
    for room in (0, menu.fontMetrics().averageCharWidth()):
        menu.setMinimumWidth(menu.sizeHint().width() + room if room else 0)
        # A menu is laid out anew for other separators, but not for another width.
        for is_collapsible in (False, True):
            menu.setSeparatorsCollapsible(is_collapsible)
