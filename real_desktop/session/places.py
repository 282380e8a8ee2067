"""Where the program keeps its own things, and which projects were open."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import platformdirs

from real_desktop.session.app_name import APP_NAME
from real_desktop.session.state_files import read_state, write_state

RECENT_FILE = "recent.json"
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
    return [path for path in _remembered()[0] if os.path.isfile(path)]


def project_to_reopen() -> Path | None:
    """The project that was open when the program ended, if it is still there."""
    paths, was_open = _remembered()
    return paths[0] if was_open and paths and os.path.isfile(paths[0]) else None


def remember_project(path: Path) -> None:
    """Put a project that was opened first among the recent ones."""
    others = [one for one in _remembered()[0] if one != path.absolute()]
    _remember([path.absolute(), *others][:RECENT_PROJECTS], is_open=True)


def remember_closed() -> None:
    """The person closed the project; it stays among the recent ones."""
    _remember(_remembered()[0], is_open=False)


def forget_recent_projects() -> None:
    """Empty the list; the projects stay where they are."""
    _remember([], is_open=False)


def _remembered() -> tuple[list[Path], bool]:
    kept: Any = read_state(RECENT_FILE)
    try:
        return [Path(name) for name in kept["projects"]], bool(kept["is_open"])
    except (TypeError, KeyError):
        return [], False


def _remember(paths: Sequence[Path], *, is_open: bool) -> None:
    write_state(RECENT_FILE, {"projects": [str(one) for one in paths], "is_open": is_open})
