"""Where the program keeps its own things, and which projects were open."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

import platformdirs

APP_NAME = "REAL Desktop"
RECENT_PROJECTS = 10


def data_folder() -> Path:
    """The user's data folder of this program, made if it is not there."""
    return platformdirs.user_data_path(APP_NAME, appauthor=False, ensure_exists=True)


def log_file() -> Path:
    """The file in which bugs are written down."""
    folder = platformdirs.user_log_path(APP_NAME, appauthor=False, ensure_exists=True)
    return folder / "real-desktop.log"


def recent_projects() -> list[Path]:
    """The projects that were open, the last one first, as far as they are still there."""
    try:
        names = json.loads(_recent_file().read_text(encoding="utf-8"))
        paths = [Path(name) for name in names]
    except (OSError, ValueError, TypeError):
        return []
    return [path for path in paths if path.is_file()]


def remember_project(path: Path) -> None:
    """Put a project first among the recent ones. A failure to write is no reason to stop."""
    others = [one for one in recent_projects() if one != path.absolute()]
    paths = [path.absolute(), *others][:RECENT_PROJECTS]
    fresh = _recent_file().with_suffix(".tmp")
    with contextlib.suppress(OSError):
        fresh.write_text(json.dumps([str(one) for one in paths]), encoding="utf-8")
        os.replace(fresh, _recent_file())


def _recent_file() -> Path:
    state = platformdirs.user_state_path(APP_NAME, appauthor=False, ensure_exists=True)
    return state / "recent.json"
