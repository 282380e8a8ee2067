"""The digests of the files that decide a model's vectors."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Generator
from pathlib import Path
from typing import Protocol

from real_desktop.core.errors import UserError
from real_desktop.core.progress import BYTES, Progress
from real_desktop.embedding.model_files import is_needed

BETWEEN_REPORTS = 1 << 24
_AT_ONCE = 1 << 20


class DigestMemory(Protocol):
    """What was read before; `seen` is the state of the file when it was, or is, looked at."""

    def recall(self, file: Path, seen: os.stat_result) -> str | None:
        """The digest of the file, if it is known of just this state."""

    def keep(self, file: Path, seen: os.stat_result, digest: str) -> None:
        """The file was read, and its state was the same before and after."""


class NoMemory:
    """Everything is read each time."""

    def recall(self, file: Path, seen: os.stat_result) -> str | None:
        """Never."""
        return None

    def keep(self, file: Path, seen: os.stat_result, digest: str) -> None:
        """Not at all."""


NO_MEMORY = NoMemory()


def file_digests(
    folder: Path, memory: DigestMemory = NO_MEMORY
) -> Generator[Progress, None, dict[str, str]]:
    """SHA-256 of each file that decides the vectors, by its name relative to the folder.

    What only describes the model (README, training data) and other formats of the same weights
    do not count. Reads what the memory does not know, and reports every 16 MiB of it; closing
    the generator keeps what was read so far. Raises UserError when a file cannot be read.
    """
    try:
        seen = {file: file.stat() for file in deciding_files(folder)}
        known = {file: memory.recall(file, state) for file, state in seen.items()}
        total = sum(state.st_size for file, state in seen.items() if known[file] is None)
        done, digests = 0, {}
        for file, state in seen.items():
            digest = known[file]
            if digest is None:
                reading = _read(file, done, total, folder.name)
                digest = yield from reading
                done += state.st_size
                if _identity(file.stat()) == _identity(state):
                    memory.keep(file, state, digest)
            digests[file.relative_to(folder).as_posix()] = digest
    except OSError as error:
        raise UserError(f"The embedding model cannot be read: {error}") from error
    return digests


def deciding_files(folder: Path) -> list[Path]:
    """The files that decide the vectors, as far as they are there."""
    return [
        file
        for file in sorted(folder.rglob("*"))
        if is_needed(file.relative_to(folder).as_posix()) and file.is_file()
    ]


def _read(file: Path, before: int, total: int, name: str) -> Generator[Progress, None, str]:
    """The digest of one file; `before` of the bytes of all are read already."""
    digest, buffer, done = hashlib.sha256(), memoryview(bytearray(_AT_ONCE)), 0
    with file.open("rb", buffering=0) as stream:
        while count := stream.readinto(buffer):
            digest.update(buffer[:count])
            done += count
            if done % BETWEEN_REPORTS < count:
                yield Progress("Reading the model", min(before + done, total), total, BYTES, name)
    return digest.hexdigest()


def _identity(seen: os.stat_result) -> tuple[int, ...]:
    return seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino
