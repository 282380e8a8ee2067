"""Where a new project can be."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path

from real_desktop.session.session import SUFFIX

_PACKED = (".gz", ".zst")


def offered_place(first: Path) -> Path:
    """A free name beside the first of some files, or in the home folder if that is read-only."""
    folder = first.absolute().parent
    if not os.access(folder, os.W_OK | os.X_OK):
        folder = Path.home()
    stem = _stem(first)
    names = (stem if number == 1 else f"{stem} {number}" for number in count(1))
    return next(
        folder / f"{n}{SUFFIX}" for n in names if not os.path.lexists(folder / f"{n}{SUFFIX}")
    )


def place_fault(target: Path) -> str | None:
    """Why no new project can be made there, or None."""
    if os.path.lexists(target):
        return f"{target.name} exists already; choose another name"
    if not target.parent.is_dir():
        return f"the folder {target.parent} does not exist; choose another"
    return None


def _stem(path: Path) -> str:
    """The name of a file of responses without what says its format."""
    name = path.name
    for ending in _PACKED:
        name = name.removesuffix(ending)
    return Path(name).stem or "New project"
