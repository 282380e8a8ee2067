from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from real_desktop.core.errors import UserError
from real_desktop.formats.source import head_of
from real_desktop.formats.surveying import survey
from tests.formats.packers import PACKERS

ROW = '{"prompt": "p", "responses": ["a", "b"]}\n'

ZIP = "a zip archive, which is to be unpacked first"
WORKBOOK = "an Excel workbook, which is to be saved as CSV UTF-8 first"
POINTER = "a pointer of Git LFS; `git lfs pull` fetches the file"


def refusal_of(path):
    with pytest.raises(UserError) as caught:
        survey(path)
    return str(caught.value)


@pytest.mark.parametrize("content", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n\n"])
def test_an_empty_file_is_refused(file_of, content):
    path = file_of(content)
    sentence = "answers.jsonl: expected JSON, CSV, Parquet or Arrow, found an empty file"
    assert refusal_of(path) == sentence
    for pack in PACKERS.values():
        path.write_bytes(pack(content))
        assert refusal_of(path) == sentence


@pytest.mark.parametrize(
    ("content", "found"),
    [
        *((pack(pack(ROW.encode())), f"{name} data") for name, pack in PACKERS.items()),
        (b"PK\x03\x04" + ROW.encode(), ZIP),
        (b"PK\x03\x04" + b"_" * 26 + b"xl/workbook.xml", WORKBOOK),
        (b"PK\x03\x04" + b"_" * 26 + b"[Content_Types].xml\0word/document.xml", ZIP),
        (b"a.json".ljust(257, b"\0") + b"ustar\0", "a tar archive, which is to be unpacked first"),
        (b"<!DOCTYPE html>\n<html>", "a web page"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:4d\nsize 9\n", POINTER),
        (b"PARE" + ROW.encode(), "an encrypted Parquet file"),
        (b"SQLite format 3\0" + ROW.encode(), "an SQLite database"),
        (ROW.encode("utf-16"), "UTF-16 text; save it as UTF-8"),
        (ROW.encode("utf-16-le"), "UTF-16 text; save it as UTF-8"),
        (ROW.encode("utf-16-be"), "UTF-16 text; save it as UTF-8"),
        (ROW.encode("utf-32"), "UTF-32 text; save it as UTF-8"),
        (b"\x7fELF\x02\0\0\0" * 50, "binary data"),
        ("prompt,response\n".encode("utf-16"), "UTF-16 text; save it as UTF-8"),
        ("prompt,response\n".encode("utf-16-le"), "UTF-16 text; save it as UTF-8"),
        ("prompt,response\n".encode("utf-16-be"), "UTF-16 text; save it as UTF-8"),
        (b"just words\n", "other text"),
        (b"Dear Sir or Madam,\n", "other text"),
    ],
)
def test_what_is_no_format_is_refused_by_its_content(file_of, content, found):
    sentence = f"answers.jsonl: expected JSON, CSV, Parquet or Arrow, found {found}"
    assert refusal_of(file_of(content)) == sentence
    assert refusal_of(file_of(gzip.compress(content))) == sentence


def test_a_missing_file_is_refused(tmp_path):
    sentence = refusal_of(tmp_path / "gone.jsonl")
    assert sentence == "gone.jsonl: expected a file, found none of this name"


def test_a_folder_is_refused(tmp_path):
    assert refusal_of(tmp_path) == f"{tmp_path.name}: expected a file, found a folder"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices here")
def test_a_device_is_refused():
    sentence = refusal_of(Path("/dev/zero"))
    assert sentence == "zero: expected a file, found a device, a pipe or a socket"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_refused_without_waiting(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "a device, a pipe or a socket" in refusal_of(tmp_path / "pipe")


def test_a_name_that_cannot_be_shown_is_replaced(tmp_path):
    assert refusal_of(tmp_path / "a\nb\udcff").startswith("a\ufffdb\ufffd: ")


def test_a_name_with_a_nul_is_refused(tmp_path):
    assert "a name that no file can have" in refusal_of(tmp_path / "a\0b")


def test_an_error_of_the_disk_is_a_sentence(file_of, monkeypatch):
    path = file_of(ROW)

    def deny(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", deny)
    assert refusal_of(path) == "answers.jsonl: cannot be read (Permission denied)"


def test_white_space_at_the_beginning_is_skipped(file_of):
    assert head_of(file_of(" " * 70_000 + "{}")).strip() == b"{}"
