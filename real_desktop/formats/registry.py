"""Everything that can be read and written, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from real_desktop.formats import trl
from real_desktop.formats.csv_rows import CSV
from real_desktop.formats.json_rows import JSON
from real_desktop.formats.long import LONG
from real_desktop.formats.parquet_rows import PARQUET
from real_desktop.formats.plain import PLAIN
from real_desktop.formats.preference import Preference
from real_desktop.formats.wide import WIDE
from real_desktop.formats.writing import WrittenFile

if TYPE_CHECKING:
    from real_desktop.formats.rows import Container, Reader

Writer = Callable[[Path, Iterable[Preference]], tuple[WrittenFile, ...]]

CONTAINERS: tuple[Container, ...] = (PARQUET, CSV, JSON)
"""Asked in this order: what might be CSV is asked before JSON, which looks at all lines."""

READERS: tuple[Reader, ...] = (WIDE, LONG, PLAIN)
"""Special readers stand first: of equal confidence the first wins. The last is the fallback."""

WRITERS: Mapping[str, Writer] = {"trl": trl.write}
