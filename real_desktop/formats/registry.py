"""Everything that can be read and written, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from real_desktop.formats.arrow_rows import ARROW
from real_desktop.formats.csv_rows import CSV
from real_desktop.formats.json_rows import JSON
from real_desktop.formats.long import LONG
from real_desktop.formats.parquet_rows import PARQUET
from real_desktop.formats.plain import PLAIN
from real_desktop.formats.raw import RAW
from real_desktop.formats.trl import TRL
from real_desktop.formats.trl_standard import TRL_STANDARD
from real_desktop.formats.wide import WIDE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from real_desktop.formats.export_format import ExportFormat
    from real_desktop.formats.rows import Container, Reader

CONTAINERS: tuple[Container, ...] = (PARQUET, ARROW, CSV, JSON)
"""Asked in this order: what might be CSV is asked before JSON, which looks at all lines."""

READERS: tuple[Reader, ...] = (WIDE, LONG, PLAIN)
"""Special readers stand first: of equal confidence the first wins. The last is the fallback."""

EXPORTS: Mapping[str, ExportFormat] = {one.name: one for one in (TRL, TRL_STANDARD, RAW)}
"""What can be written, by the name of the command line."""

DEFAULT_EXPORT = TRL.name
