"""What a change to the project touched, so that each view can decide what to redraw."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """The ids that one committed change touched, and what undo and redo would be called now.

    `is_project_changed` means the project's name, its people or its guidelines. `undo_name` is
    the end of "Undo: left on #127"; None when there is nothing to undo.
    """

    imports: frozenset[int] = frozenset()
    pairs: frozenset[int] = frozenset()
    events: tuple[str, ...] = ()
    is_project_changed: bool = False
    undo_name: str | None = None
    redo_name: str | None = None
