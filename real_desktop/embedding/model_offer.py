"""A model that a hub offers: what of it would be fetched, and how much is here already."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from real_desktop.embedding.hub_cache import repository_of
from real_desktop.embedding.model_files import is_weights

UNFINISHED = ".incomplete"


@dataclass(frozen=True, slots=True)
class OfferedFile:
    """A file by its name in the model; `blob` is what the cache calls its content."""

    name: str
    size_bytes: int
    blob: str


@dataclass(frozen=True, slots=True)
class ModelOffer:
    """One version of a model, with the files that are needed of it."""

    name: str
    commit: str
    address: str
    files: tuple[OfferedFile, ...]

    @property
    def size_bytes(self) -> int:
        """All that is needed."""
        return sum(one.size_bytes for one in self.files)

    @property
    def descriptions(self) -> tuple[str, ...]:
        """The names of what is small and says what the model is; to be fetched first."""
        return tuple(one.name for one in self.files if not is_weights(one.name))

    @property
    def weights(self) -> tuple[str, ...]:
        """The names of the files of weights; without them nothing is taken for a model."""
        return tuple(one.name for one in self.files if is_weights(one.name))

    @property
    def snapshot(self) -> Path:
        """Where the files are, or will be."""
        return repository_of(self.name) / "snapshots" / self.commit

    def bytes_here(self) -> int:
        """How much of it is on the disk already, half files too."""
        blobs = _sizes(repository_of(self.name) / "blobs")
        return sum(self._bytes_of(one, blobs) for one in self.files)

    def _bytes_of(self, file: OfferedFile, blobs: dict[str, int]) -> int:
        if file.blob in blobs or (self.snapshot / file.name).exists():
            return file.size_bytes
        halves = [
            size
            for name, size in blobs.items()
            if name.startswith(file.blob) and name.endswith(UNFINISHED)
        ]
        return min(file.size_bytes, max(halves, default=0))


def unfinished_files(name: str) -> set[Path]:
    """The half files of a model in the cache."""
    blobs = repository_of(name) / "blobs"
    return {blobs / one for one in _sizes(blobs) if one.endswith(UNFINISHED)}


def _sizes(folder: Path) -> dict[str, int]:
    try:
        with os.scandir(folder) as entries:
            return {one.name: one.stat().st_size for one in entries}
    except OSError:
        return {}
