"""Folders that `datasets.save_to_disk` writes: which of their files hold the rows."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import orjson

from real_desktop.core.errors import UserError
from real_desktop.formats.rows import column_names

SPLITS_FILE = "dataset_dict.json"
STATE_FILE = "state.json"
_LONGEST = 1 << 24


def saved_files(folder: Path) -> tuple[Path, ...] | None:
    """The files that a saved dataset names, in its order; None for any other folder.

    Raises UserError when what says so cannot be read, names something outside the folder, or
    something that is not there.
    """
    splits = _content(folder / SPLITS_FILE)
    if isinstance(splits, dict) and "splits" in splits:
        folders = [_inside(folder, name, SPLITS_FILE) for name in _list(splits["splits"])]
        return tuple(file for each in folders for file in _files(each, _content(each / STATE_FILE)))
    state = _content(folder / STATE_FILE)
    if isinstance(state, dict) and "_data_files" in state:
        return tuple(_files(folder, state))
    return None


def _files(folder: Path, state: Any) -> list[Path]:  # noqa: ANN401
    listed = state.get("_data_files") if isinstance(state, dict) else None
    if not isinstance(listed, list):
        raise UserError(f"{_shown(folder)}: {STATE_FILE} does not say which files hold the data")
    names = [each.get("filename") if isinstance(each, dict) else None for each in listed]
    return [_inside(folder, name, STATE_FILE) for name in names]


def _inside(folder: Path, name: object, source: str) -> Path:
    if not isinstance(name, str) or not _is_inside(name):
        shown = column_names([str(name)])
        raise UserError(f"{_shown(folder)}: {source} names {shown}, which is not in the folder")
    if not (folder / name).exists():
        shown = column_names([name])
        raise UserError(f"{_shown(folder)}: {source} names {shown}, which is not there")
    return folder / name


def _is_inside(name: str) -> bool:
    """Whether a path leads down from where it starts, on every system."""
    windows = PureWindowsPath(name)
    is_free = windows.drive or windows.root or PurePosixPath(name).is_absolute()
    return not is_free and bool(windows.parts) and ".." not in windows.parts and "\0" not in name


def _content(path: Path) -> Any:  # noqa: ANN401
    """What is in a file of JSON, None if there is none."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        data = file.read(_LONGEST)
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        raise UserError(f"{_shown(path.parent)}: {path.name} is not valid JSON") from None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _shown(folder: Path) -> str:
    return column_names([folder.name or str(folder)])
