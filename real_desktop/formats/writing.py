"""Writing a file so that there is the old one or the new one, and never a part."""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO
from uuid import uuid4

import orjson

from real_desktop.core.errors import UserError
from real_desktop.formats.rows import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_PROJECT_ENDINGS = (".real", ".real-wal", ".real-shm", ".real-journal")
_SQLITE = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A finished file: how many rows, how many bytes, and their SHA-256 in hexadecimal."""

    path: Path
    rows: int
    bytes: int
    sha256: str


class LineFile:
    """JSON lines on their way to a file; `written` is what has been added so far."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self._path, self._file = path, file
        self._digest, self._rows, self._bytes = hashlib.sha256(), 0, 0

    def add(self, row: Mapping[str, Any]) -> None:
        """Write the row as one line."""
        line = orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)
        self._file.write(line)
        self._digest.update(line)
        self._rows, self._bytes = self._rows + 1, self._bytes + len(line)

    @property
    def written(self) -> WrittenFile:
        """The file as far as it goes."""
        return WrittenFile(self._path, self._rows, self._bytes, self._digest.hexdigest())


@contextmanager
def line_file(path: Path) -> Iterator[LineFile]:
    """Rows to a new file that takes the place of `path` when the block ends without an error.

    Raises UserError as `replacing` does.
    """
    with replacing(path) as file:
        yield LineFile(path, file)


def write_json(path: Path, obj: object) -> WrittenFile:
    """Write one JSON value, indented; a list counts its elements as rows, all else as one.

    Raises UserError as `replacing` does.
    """
    data = orjson.dumps(obj, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    with replacing(path) as file:
        file.write(data)
    rows = len(obj) if isinstance(obj, list) else 1
    return WrittenFile(path, rows, len(data), hashlib.sha256(data).hexdigest())


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A new file that takes the place of `path` when the block ends without an error.

    Raises UserError for a folder, a symbolic link, a device, or a folder that is missing or
    not writable, before anything is written; and for an error of the disk.
    """
    temporary = path.parent / f".{uuid4().hex}.tmp"
    try:
        check_target(path)
        try:
            with temporary.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except OSError as error:
        raise UserError(
            f"{name_of(path)}: cannot be written ({error.strerror or error})"
        ) from error


def check_target(path: Path) -> None:
    """Refuse a path at which no file of ours may be written, or which none can have.

    Raises UserError for a folder, a symbolic link, a device, a folder that is missing or not
    writable, the name of a project or of what SQLite keeps beside it, and any SQLite database.
    """
    name = name_of(path)
    if not path.name:
        raise UserError(f"{path} names no file; an export needs one")
    try:
        _check_place(path, name)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise UserError(f"{name}: cannot be written ({why})") from error


def _check_place(path: Path, name: str) -> None:
    if path.name.endswith(_PROJECT_ENDINGS):
        raise UserError(f"{name}: an export cannot have the name of a project")
    if not path.parent.is_dir():
        raise UserError(f"{name}: cannot be written, its folder {path.parent} does not exist")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise UserError(f"{name}: cannot be written, its folder {path.parent} is not writable")
    if not os.path.lexists(path):
        return
    mode = path.lstat().st_mode
    if stat.S_ISREG(mode):
        _refuse_database(path)
        return
    raise UserError(f"{name}: expected a file to write, found {_what_is(mode)}")


def _refuse_database(path: Path) -> None:
    with path.open("rb") as file:
        if file.read(len(_SQLITE)) == _SQLITE:
            raise UserError(f"{name_of(path)}: is a database, which an export never replaces")


def _what_is(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder"
    return "a symbolic link" if stat.S_ISLNK(mode) else "a device, a pipe or a socket"


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
