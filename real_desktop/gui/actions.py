"""The one table of actions. Menus, buttons, key hints, the cheat sheet and the README use it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class When(Enum):
    """What must hold for an action to be of use."""

    ALWAYS = auto()
    PROJECT = auto()
    IDLE = auto()
    """A project is open and no job runs on it."""
    FREE = auto()
    """No job runs, with or without a project."""
    QUEUE = auto()
    """The project has pairs to judge."""
    JUDGING = auto()
    """A pair is on the screen."""
    SKIPPABLE = auto()
    """A pair is next, even if it is damaged and cannot be shown."""
    UNDOABLE = auto()
    REDOABLE = auto()
    EXPORTABLE = auto()
    """The project has pairs, judged or not, and no job runs on it."""
    PAUSABLE = auto()
    """A job runs that can rest for a while."""


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One thing the program can do.

    `keys` are Qt's portable key names, the first one the hint on the control. `handler`
    names a method as "object.method", where the main window knows the object.
    """

    id: str
    text: str
    keys: tuple[str, ...]
    menu: str
    when: When
    handler: str
    is_after_line: bool = False


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("file.new", "New project…", ("Ctrl+N",), "File", When.FREE, "files.new"),
    ActionSpec("file.open", "Open…", ("Ctrl+O",), "File", When.FREE, "files.open"),
    ActionSpec("file.sample", "Try the sample", (), "File", When.FREE, "files.sample"),
    ActionSpec(
        "file.import", "Import responses…", ("Ctrl+I",), "File", When.IDLE, "files.add",
        is_after_line=True,
    ),
    ActionSpec(
        "file.export", "Export for training…", ("Ctrl+E",), "File", When.EXPORTABLE,
        "exporter.export",
    ),
    ActionSpec(
        "file.copy", "Save a copy…", ("Ctrl+Shift+S",), "File", When.IDLE, "project.save_copy"
    ),
    ActionSpec(
        "file.close", "Close project", ("Ctrl+W",), "File", When.PROJECT, "files.close_project",
        is_after_line=True,
    ),
    ActionSpec("file.quit", "Quit", ("Ctrl+Q",), "File", When.ALWAYS, "window.close"),
    ActionSpec("edit.undo", "Undo", ("Ctrl+Z", "U"), "Edit", When.UNDOABLE, "judging.undo"),
    ActionSpec("edit.redo", "Redo", ("Ctrl+Shift+Z",), "Edit", When.REDOABLE, "judging.redo"),
    ActionSpec(
        "edit.settings", "Settings…", ("Ctrl+,",), "Edit", When.ALWAYS, "window.show_settings",
        is_after_line=True,
    ),
    ActionSpec(
        "judge.left", "Left is better", ("1", "Left"), "Judge", When.JUDGING, "answers.left"
    ),
    ActionSpec(
        "judge.right", "Right is better", ("2", "Right"), "Judge", When.JUDGING, "answers.right"
    ),
    ActionSpec("judge.tie", "Tie", ("T",), "Judge", When.JUDGING, "answers.tie"),
    ActionSpec("judge.both_bad", "Both bad", ("B",), "Judge", When.JUDGING, "answers.both_bad"),
    ActionSpec("judge.skip", "Skip", ("S",), "Judge", When.SKIPPABLE, "answers.skip"),
    ActionSpec("project.select", "Choose pairs…", ("Ctrl+Shift+P",), "Project", When.IDLE,
               "selecting.ask"),
    ActionSpec(
        "project.pause", "Pause embedding", ("Ctrl+P", "Pause"), "Project", When.PAUSABLE,
        "jobs.toggle_pause",
    ),
    ActionSpec(
        "project.gold", "Use judged pairs as gold…", (), "Project", When.IDLE, "gold.promote"
    ),
    ActionSpec(
        "vectors.import", "Import vectors…", (), "Project", When.IDLE, "vectors.add",
        is_after_line=True,
    ),
    ActionSpec("vectors.export", "Export vectors…", (), "Project", When.IDLE, "vectors.export"),
    ActionSpec(
        "vectors.missing", "Export texts without a vector…", (), "Project", When.IDLE,
        "vectors.export_missing",
    ),
    ActionSpec(
        "project.imports", "Imported files…", (), "Project", When.IDLE, "project.imports",
        is_after_line=True,
    ),
    ActionSpec(
        "project.settings", "Project settings…", ("Ctrl+Shift+,",), "Project", When.PROJECT,
        "project.settings",
    ),
    ActionSpec(
        "view.page_down", "Read on", ("Space", "PgDown"), "View", When.JUDGING,
        "labeling.page_down",
    ),
    ActionSpec(
        "view.page_up", "Read back", ("Shift+Space", "PgUp"), "View", When.JUDGING,
        "labeling.page_up",
    ),
    ActionSpec("view.judging", "Judging", ("Ctrl+J",), "View", When.QUEUE, "window.show_judging",
               is_after_line=True),
    ActionSpec(
        "view.overview", "Project overview", ("Ctrl+Shift+O",), "View", When.PROJECT,
        "window.show_overview",
    ),
    ActionSpec(
        "view.evidence", "Strategy and control", ("Ctrl+Shift+E",), "View", When.PROJECT,
        "evidence.show",
    ),
    ActionSpec(
        "view.larger", "Larger text", ("Ctrl++", "Ctrl+="), "View", When.ALWAYS,
        "theme.larger", is_after_line=True,
    ),
    ActionSpec("view.smaller", "Smaller text", ("Ctrl+-",), "View", When.ALWAYS, "theme.smaller"),
    ActionSpec("view.normal", "Normal text", ("Ctrl+0",), "View", When.ALWAYS, "window.reset_text"),
    ActionSpec(
        "view.full", "Full screen", ("F11",), "View", When.ALWAYS, "window.toggle_full_screen",
        is_after_line=True,
    ),
    ActionSpec("help.keys", "All keys", ("?",), "Help", When.ALWAYS, "window.show_keys"),
    ActionSpec(
        "help.log", "Open the log folder", (), "Help", When.ALWAYS, "window.open_log_folder",
        is_after_line=True,
    ),
    ActionSpec("help.about", "About REAL Desktop", (), "Help", When.ALWAYS, "window.show_about"),
)  # fmt: skip

BY_ID = {spec.id: spec for spec in ACTIONS}

MENUS = tuple(dict.fromkeys(spec.menu for spec in ACTIONS))


def key_table() -> str:
    """Every action with a key, as the Markdown table of the README."""
    lines = ["| menu | action | keys |", "|---|---|---|"]
    lines += [
        f"| {spec.menu} | {spec.text} | {' or '.join(f'`{key}`' for key in spec.keys)} |"
        for spec in ACTIONS
        if spec.keys
    ]
    return "\n".join(lines)
