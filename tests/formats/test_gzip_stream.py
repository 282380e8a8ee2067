from __future__ import annotations

import gzip
import io

import pytest

from real_desktop.core.errors import UserError
from real_desktop.core.records import RejectedRow
from real_desktop.formats import read, survey
from real_desktop.formats.gzip_stream import BREAKS_OFF, BreaksOffError, GzipStream

ROW = '{"prompt": "p", "responses": ["a", "b"]}\n'


def content_of(path):
    with io.BufferedReader(GzipStream(path)) as file:
        return file.read()


@pytest.mark.parametrize(
    "packed",
    [
        gzip.compress(b"one two"),
        gzip.compress(b"one ") + gzip.compress(b"") + gzip.compress(b"two"),
        gzip.compress(b"one two") + bytes(512),
    ],
)
def test_all_members_are_read_and_padding_is_not(file_of, packed):
    assert content_of(file_of(packed)) == b"one two"


def test_the_name_is_not_asked(file_of):
    assert survey(file_of(gzip.compress(ROW.encode()), "rows.txt")).tally.sets == 1
    assert survey(file_of(ROW, "rows.jsonl.gz")).tally.sets == 1


@pytest.mark.parametrize("end", [3, 11, -9, -1])
def test_a_missing_end_is_told_from_damage(file_of, end):
    packed = gzip.compress(ROW.encode())
    with pytest.raises(BreaksOffError, match=r"^x\.gz: the gzip data breaks off$"):
        content_of(file_of(packed[:end], "x.gz"))


@pytest.mark.parametrize("place", [12, 20, -8, -1])
def test_damaged_data_is_refused(file_of, place):
    packed = bytearray(gzip.compress(ROW.encode()))
    packed[place] ^= 0xFF
    with pytest.raises(UserError, match=r"^answers\.jsonl: the gzip data ") as caught:
        survey(file_of(bytes(packed)))
    assert str(caught.value).endswith(("is damaged", "breaks off"))


def test_what_follows_the_data_is_damage(file_of):
    with pytest.raises(UserError, match="the gzip data is damaged"):
        survey(file_of(gzip.compress(ROW.encode()) + b"garbage"))


def test_rows_before_a_missing_end_are_read(file_of):
    rows = "".join(ROW.replace("p", f"p{i}", 1) for i in range(20_000)).encode()
    packed = gzip.compress(rows)
    *good, last = read(file_of(packed[: len(packed) // 2]))
    assert 1_000 < len(good) < 20_000
    assert last == RejectedRow(len(good) + 1, BREAKS_OFF, "")


def test_a_broken_document_is_refused_as_a_whole(file_of):
    packed = gzip.compress(("[" + ",".join([ROW] * 50) + "]").encode())
    with pytest.raises(UserError, match=BREAKS_OFF):
        survey(file_of(packed[:-10]))


@pytest.mark.parametrize(
    ("start", "unit"),
    [
        (b"", b" "),
        (b"", b"\n"),
        (b"a,b\n", b"a," + b"a" * 4_000 + b"\n"),
        (b'a,b\n"', b"a"),
        (b"", b'{"a": "' + b"a" * 4_000 + b'"}\n'),
        (b'{"prompt": "', b"a"),
        (b"[", b"0,"),
    ],
)
def test_a_bomb_is_refused(file_of, start, unit):
    packed = gzip.compress(start + unit * ((64 << 20) // len(unit)), compresslevel=9)
    with pytest.raises(UserError, match="unfolds to more than 100 times its size"):
        survey(file_of(packed))
