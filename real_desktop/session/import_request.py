"""Which files are to be read, and as what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from real_desktop.formats.naming import Naming
from real_desktop.formats.sources import USUAL


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """Files or folders; without a format and without names both are found out.

    Named columns of responses decide what the rows look like, so a format and those exclude
    each other: the newer choice counts.
    """

    paths: tuple[Path, ...]
    format_name: str | None = None
    naming: Naming = USUAL
    left_out: frozenset[Path] = frozenset()

    def with_files(self, paths: Iterable[Path]) -> Self:
        """The same with further files; one that had been taken away is back."""
        further = tuple(paths)
        together = tuple(dict.fromkeys((*self.paths, *further)))
        return replace(self, paths=together, left_out=self.left_out - frozenset(further))

    def without(self, path: Path) -> Self:
        """The same without a file, even if it lies in one of the folders."""
        return replace(self, left_out=self.left_out | {path})

    def read_as(self, format_name: str | None) -> Self:
        """The same as another format, None for the one that is recognised."""
        naming = replace(self.naming, responses=()) if format_name else self.naming
        return replace(self, format_name=format_name, naming=naming)

    def with_naming(self, naming: Naming) -> Self:
        """The same with other columns."""
        format_name = None if naming.responses else self.format_name
        return replace(self, naming=naming, format_name=format_name)
