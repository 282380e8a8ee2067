"""Which files a path stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def files_in(path: Path) -> tuple[Path, ...]:
    """The file itself."""
    return (path,)
