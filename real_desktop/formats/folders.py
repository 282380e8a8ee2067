"""The data files of a folder: shards, a dataset of a hub, a saved one, results of models."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from os.path import realpath
from typing import TYPE_CHECKING

from real_desktop.core.errors import UserError
from real_desktop.formats.dataset_card import patterns_of
from real_desktop.formats.rows import column_names, name_of
from real_desktop.formats.saved_dataset import SPLITS_FILE, STATE_FILE, saved_files
from real_desktop.formats.source import EXPECTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MOST_LEVELS = 6
MOST_ENTRIES = 100_000
MOST_FILES = 10_000

_KINDS = frozenset((".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".parquet", ".arrow", ".feather"))
_PACKED = frozenset((".gz", ".zst", ".bz2", ".xz"))
_SHARD = re.compile(r"(part|shard|chunk)[-_]?\d+[^.]*", re.ASCII | re.IGNORECASE)
_ABOUT = frozenset((SPLITS_FILE, STATE_FILE, "dataset_info.json", "dataset_infos.json"))
_OUTPUTS = "model_outputs.json"
"""AlpacaEval has a folder for each model, where judgements and a table lie beside this file."""

_SCORES = re.compile(r"results_\d{4}-\d{2}-\d{2}T[\d:.-]+\.json", re.ASCII)
"""The harnesses for evaluation write the scores of a run beside what the model answered."""


def files_in(path: Path) -> tuple[Path, ...]:
    """The files to read where a person chose `path`, which gives itself if it is no folder.

    A saved dataset and the card of a dataset say themselves which files are theirs, and in
    which order. Otherwise the order is natural, part-2 before part-10. Raises UserError when
    there is nothing to read, or far too much.
    """
    try:
        if not path.is_dir():
            return (path,)
        found = tuple(_without_repeats(_Search(path).files()))
    except OSError as error:
        raise UserError(f"{name_of(path)}: cannot be read ({error.strerror or error})") from error
    if len(found) > MOST_FILES:
        raise _too_much(path, f"more than {MOST_FILES:,} files")
    return found


def _too_much(path: Path, what: str) -> UserError:
    return UserError(f"{name_of(path)}: expected a dataset, found {what}")


class _Search:
    """Looks through a folder once, and never endlessly."""

    def __init__(self, top: Path) -> None:
        self._top = top
        self._seen: set[str] = set()
        self._entries = 0
        self._others: list[str] = []

    def files(self) -> Iterable[Path]:
        """The data files. Raises UserError when there are none."""
        found = self._inside(self._top, MOST_LEVELS)
        if not found:
            raise UserError(
                f"{name_of(self._top)}: expected a folder with {EXPECTED} files, found"
                f" {column_names(sorted(self._others, key=_natural))}"
            )
        return _of_models(found)

    def _inside(self, folder: Path, levels: int) -> list[Path]:
        real = realpath(folder)
        if real in self._seen:
            return []
        self._seen.add(real)
        if not levels:
            raise _too_much(self._top, f"folders more than {MOST_LEVELS} deep")
        saved = saved_files(folder)
        if saved is not None:
            return list(saved)
        return _of_card(folder, list(self._found(folder, levels)))

    def _found(self, folder: Path, levels: int) -> Iterator[Path]:
        for entry in self._sorted(folder):
            if entry.is_dir():
                if not entry.name.startswith((".", "_")):
                    yield from self._inside(entry, levels - 1)
            elif _is_data(entry.name):
                yield entry
            else:
                self._others.append(entry.name)

    def _sorted(self, folder: Path) -> list[Path]:
        entries = []
        for entry in folder.iterdir():
            self._entries += 1
            if self._entries > MOST_ENTRIES:
                raise _too_much(self._top, f"more than {MOST_ENTRIES:,} files")
            entries.append(entry)
        return sorted(entries, key=lambda entry: _natural(entry.name))


def _is_data(name: str) -> bool:
    """Whether a file with this name may hold rows; what is in it is seen when it is opened."""
    lower = name.lower()
    if name.startswith(".") or lower in _ABOUT:
        return False
    start, dot, suffix = lower.rpartition(".")
    if f".{suffix}" in _PACKED and dot:
        lower = start
    return f".{lower.rpartition('.')[2]}" in _KINDS or _SHARD.fullmatch(lower) is not None


def _natural(name: str) -> list[str | int]:
    """A key that sorts by the numbers in names: text and numbers take turns in it."""
    parts = re.split(r"([0-9]+)", name.casefold())
    return [int(part) if i % 2 else part for i, part in enumerate(parts)]


def _of_card(folder: Path, files: list[Path]) -> list[Path]:
    """The files that the card names, in its order, or all if it names none of them."""
    names = {file: file.relative_to(folder).as_posix() for file in files}
    patterns = patterns_of(folder)
    listed = [file for each in patterns for file in files if fnmatchcase(names[file], each)]
    return listed or files


def _of_models(files: list[Path]) -> list[Path]:
    answers = [file for file in files if not _SCORES.fullmatch(file.name)] or files
    return [file for file in answers if file.name == _OUTPUTS] or answers


def _without_repeats(files: Iterable[Path]) -> Iterator[Path]:
    """Each file once, also where links lead to it twice."""
    seen = set()
    for file in files:
        real = realpath(file)
        if real not in seen:
            seen.add(real)
            yield file
