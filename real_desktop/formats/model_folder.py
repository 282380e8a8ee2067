"""The folder that names a model."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T_ ].*")


def model_folder(path: Path) -> str:
    """The name of the nearest folder of a file that is no time: runs are kept by their time."""
    folders = [folder.name for folder in path.absolute().parents]
    return next((name for name in folders if not _TIME.fullmatch(name)), "")
