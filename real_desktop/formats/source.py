"""The file before its rows: is it there, is it a file, and does it hold text."""

from __future__ import annotations

import re
import stat
from typing import TYPE_CHECKING

from real_desktop.core.errors import UserError
from real_desktop.formats.opening import opened
from real_desktop.formats.packed_stream import BreaksOffError
from real_desktop.formats.packings import PACKINGS
from real_desktop.formats.rows import name_of

if TYPE_CHECKING:
    from io import BufferedReader
    from pathlib import Path

EXPECTED = "JSON, CSV, Parquet or Arrow"
_HEAD_SIZE = 1 << 16
_UTF8_BOM = b"\xef\xbb\xbf"
_TOML = re.compile(rb"\[[\w.-]+\][ \t]*\r?\n\s*[\w-]+[ \t]*=")
_PATTERNS = (
    (_TOML, "settings (TOML)"),
    (
        re.compile(rb"SQLite format 3\0.{52}REAL", re.DOTALL),
        "a project of this program; open it as one",
    ),
    (
        re.compile(rb"PK\x03\x04.{26}.*xl/(workbook|worksheets|theme|_rels)", re.DOTALL),
        "an Excel workbook, which is to be saved as CSV UTF-8 first",
    ),
    (re.compile(rb".{257}ustar", re.DOTALL), "a tar archive, which is to be unpacked first"),
    (re.compile(rb"<(!doctype html|html)\b", re.IGNORECASE), "a web page"),
)
"""What is told by more than its first bytes, asked before those."""

_UTF16 = "UTF-16 text; save it as UTF-8"
_KNOWN = (
    *((magic, f"{each.name} data") for each in PACKINGS for magic in each.magics),
    (b"PK\x03\x04", "a zip archive, which is to be unpacked first"),
    (b"version https://git-lfs", "a pointer of Git LFS; `git lfs pull` fetches the file"),
    (b"PARE", "an encrypted Parquet file"),
    (b"FEA1", "a Feather file of the first version"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\xff\xfe\0\0", "UTF-32 text; save it as UTF-8"),
    (b"\0\0\xfe\xff", "UTF-32 text; save it as UTF-8"),
    (b"\xff\xfe", _UTF16),
    (b"\xfe\xff", _UTF16),
    (b"{\0", _UTF16),
    (b"[\0", _UTF16),
    (b"\0{", _UTF16),
    (b"\0[", _UTF16),
)


def head_of(path: Path) -> bytes:
    """The first bytes of a file that are not white space, without a byte order mark.

    Of a packed file those are the bytes in it. Raises UserError when there is nothing to read: no
    file, no regular file, nothing in it.
    """
    name = name_of(path)
    _check_is_file(path, name)
    with opened(path) as file:
        chunk = _beginning(file).removeprefix(_UTF8_BOM)
        while chunk and chunk.isspace():
            chunk = _beginning(file)
    if not chunk:
        raise UserError(f"{name}: expected {EXPECTED}, found an empty file")
    return chunk


def refusal(path: Path, head: bytes) -> UserError:
    """What to say of a file that no container holds: also that its packed data breaks off."""
    try:
        with opened(path) as file:
            file.read(_HEAD_SIZE)
    except BreaksOffError as error:
        return error
    return UserError(f"{name_of(path)}: expected {EXPECTED}, found {_what_is(head)}")


def is_known_binary(head: bytes) -> bool:
    """Whether the head belongs to something that is certainly not UTF-8 text."""
    return any(head.startswith(magic) for magic, _ in _KNOWN)


def are_settings(head: bytes) -> bool:
    """Whether the head is that of a TOML file, such as the settings of this program."""
    return _TOML.match(head) is not None


def _beginning(file: BufferedReader) -> bytes:
    """The next bytes; of packed data that breaks off, as many as there are."""
    found = b""
    try:
        while len(found) < _HEAD_SIZE and (chunk := file.read1(_HEAD_SIZE - len(found))):
            found += chunk
    except BreaksOffError:
        if not found:
            raise
    return found


def _what_is(head: bytes) -> str:
    for pattern, what in _PATTERNS:
        if pattern.match(head):
            return what
    for magic, what in _KNOWN:
        if head.startswith(magic):
            return what
    if _has_nul_in_every_pair(head):
        return _UTF16
    return "binary data" if b"\0" in head else "other text"


def _check_is_file(path: Path, name: str) -> None:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise UserError(f"{name}: expected a file, found none of this name") from None
    except ValueError:
        raise UserError(f"{name}: expected a file, found a name that no file can have") from None
    if stat.S_ISDIR(mode):
        raise UserError(f"{name}: expected a file, found a folder")
    if not stat.S_ISREG(mode):
        raise UserError(f"{name}: expected a file, found a device, a pipe or a socket")


def _has_nul_in_every_pair(head: bytes) -> bool:
    """Whether this is western text in two bytes a character."""
    halves = head[:64:2], head[1:64:2]
    return len(head) > 3 and any(map(any, halves)) and any(not any(half) for half in halves)
