"""Everything that can be written, by the name of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from real_desktop.formats.raw import RAW
from real_desktop.formats.trl import TRL
from real_desktop.formats.trl_standard import TRL_STANDARD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from real_desktop.formats.export_format import ExportFormat

EXPORTS: Mapping[str, ExportFormat] = {one.name: one for one in (TRL, TRL_STANDARD, RAW)}
DEFAULT_EXPORT = TRL.name
