"""Where an import goes: into the open project, or into a new one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from real_desktop.gui import dialogs
from real_desktop.gui.big_button import BigButton
from real_desktop.gui.panel import ElidedLabel, Label, Panel
from real_desktop.gui.radio_button import RadioButton
from real_desktop.gui.theme import SPACE
from real_desktop.gui.wording import announce, plain_tooltip, sentence
from real_desktop.session.new_place import place_fault

NAME_CHARACTERS = 40


class DestinationChoice(Panel):
    """Without an open project there is only the new one, and only its place is asked for."""

    changed = Signal()

    def __init__(self, project: str | None, place: Path) -> None:
        super().__init__()
        self.setAccessibleName("Import into")
        self._project, self._place = project, place
        self._open = RadioButton(f"Open project: {_shortened(project or '')}")
        self._new = RadioButton("New project")
        group = QButtonGroup(self)
        for button in (self._open, self._new):
            group.addButton(button)
            button.setVisible(project is not None)
        (self._new if project is None else self._open).setChecked(True)
        self._open.setToolTip(plain_tooltip(project or ""))
        self._line, self._path = QWidget(), ElidedLabel(is_quiet=True)
        self._fault = Label(is_bold=True)
        self._fault.setWordWrap(True)
        self._change = BigButton("Change…")
        self._change.setAccessibleName("Change the place of the new project")
        self._change.clicked.connect(self._choose)
        self._new.toggled.connect(self._tell)
        self._lay_out()
        self._show()

    def prefer(self, *, is_open_project: bool) -> None:
        """Choose beforehand what the person probably means."""
        if self._project is not None:
            (self._open if is_open_project else self._new).setChecked(True)

    @property
    def target(self) -> Path | None:
        """The file of the new project, None for the open one."""
        return self._place if self._new.isChecked() else None

    @property
    def fault(self) -> str:
        """Why the new project cannot be made there, empty if it can."""
        return (place_fault(self.target) or "") if self.target else ""

    @property
    def words(self) -> str:
        """Where to, in words."""
        target = self.target
        return (
            f"into the new project {_shortened(target.name)}"
            if target
            else f"into {_shortened(self._project or '')}"
        )

    def _lay_out(self) -> None:
        title = Label("New project" if self._project is None else "Import into", is_bold=True)
        line = QHBoxLayout(self._line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2 * SPACE)
        line.addWidget(self._path, 1)
        line.addWidget(self._change)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE + 4, SPACE + 4, 2 * SPACE, SPACE + 4)
        layout.setSpacing(SPACE // 2)
        if self._project is None:
            line.insertWidget(0, title)
        else:
            layout.addWidget(title)
        for part in (self._open, self._new, self._line, self._fault):
            layout.addWidget(part)

    def _choose(self) -> None:
        target = dialogs.ask_new_project(self, self._place)
        if target:
            self._place = target.absolute()
            self._new.setChecked(True)
            self._tell()

    def _tell(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        is_new = self._new.isChecked()
        self._path.setText(str(self._place))
        self._path.setToolTip(plain_tooltip(str(self._place)))
        self._line.setVisible(is_new)
        fault = sentence(self.fault) if self.fault else ""
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        announce(self, fault)


def _shortened(name: str) -> str:
    return name if len(name) <= NAME_CHARACTERS else f"{name[: NAME_CHARACTERS - 1]}…"
