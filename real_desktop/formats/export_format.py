"""A kind of file that can be written: how it is called, what it holds, how a row is made."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from real_desktop.formats.preference import Preference


def fits(_preference: Preference) -> None:
    """No reason: the format has a row for every preference."""


class Content(StrEnum):
    """The records that a format has rows for."""

    PREFERENCES = "preferences"
    """Each pair whose newest label is decisive, as a Preference."""

    EVERYTHING = "everything"
    """Each pair as a PairManifest, then each event as a LoggedEvent."""


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """JSON lines of one kind.

    `name` is that of the command line, `title` and `sentence` are for the person who chooses,
    `ending` is put behind the project's name to name the file. `to_row` takes what `content`
    says; `unfit` gives the reason why this format alone has no row for a preference.
    """

    name: str
    title: str
    sentence: str
    ending: str
    content: Content
    to_row: Callable[[Any], Mapping[str, Any]]
    unfit: Callable[[Preference], str | None] = fits
