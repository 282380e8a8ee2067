"""Everything that can be read and written, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from real_desktop.formats import trl
from real_desktop.formats.json_rows import JSON
from real_desktop.formats.plain import PLAIN
from real_desktop.formats.preference import Preference
from real_desktop.formats.writing import WrittenFile

if TYPE_CHECKING:
    from real_desktop.formats.rows import Container, Reader

Writer = Callable[[Path, Iterable[Preference]], tuple[WrittenFile, ...]]

CONTAINERS: tuple[Container, ...] = (JSON,)

READERS: tuple[Reader, ...] = (PLAIN,)
"""Special readers stand first: of equal confidence the first wins. The last is the fallback."""

WRITERS: Mapping[str, Writer] = {"trl": trl.write}
