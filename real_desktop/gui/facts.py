"""What holds in the window at the moment, for the actions that need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from real_desktop.gui.actions import When

if TYPE_CHECKING:
    from real_desktop.gui.main_window import MainWindow
    from real_desktop.session.statistics import Overview


def facts_of(window: MainWindow, overview: Overview | None) -> set[When]:
    """The conditions that hold now."""
    step, page = window.judging.step, window.pages.currentWidget()
    is_open, is_free = window.files.session is not None, not window.files.is_busy
    is_labeling = page is window.labeling and step is not None
    is_at_work = page in (window.labeling, window.finished) and step is not None
    has_queue = step is not None and step.progress.total > 0
    has_pairs = has_queue or (
        overview is not None and (overview.counts.pairs > 0 or overview.has_file_labels)
    )
    facts = {
        When.PROJECT: is_open,
        When.FREE: is_free,
        When.IDLE: is_open and is_free,
        When.QUEUE: has_queue,
        When.JUDGING: is_labeling and step is not None and step.pair is not None,
        When.SKIPPABLE: is_labeling and step is not None and step.pair_id is not None,
        When.UNDOABLE: is_at_work and step is not None and step.changes.undo_name is not None,
        When.REDOABLE: is_at_work and step is not None and step.changes.redo_name is not None,
        When.PAUSABLE: window.files.jobs.can_pause,
        When.EXPORTABLE: is_open and is_free and has_pairs,
    }
    return {fact for fact, holds in facts.items() if holds}
