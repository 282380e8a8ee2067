from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tracemalloc
from random import Random

import pytest

from real_desktop.core.errors import UserError
from real_desktop.core.records import RejectedRow
from real_desktop.formats.packed_stream import BreaksOffError, PackedStream
from real_desktop.formats.packings import LONGEST_MAGIC, packing_of
from real_desktop.formats.reading import read
from real_desktop.formats.surveying import survey
from tests.formats.packers import PACKERS, checked_zstd, wide_xz, wide_zstd

ROW = '{"prompt": "p", "responses": ["a", "b"]}\n'
SKIPPABLE = b"\x5e\x2a\x4d\x18\x04\0\0\0\1\2\3\4"


@pytest.fixture(params=PACKERS)
def packing(request):
    return request.param


@pytest.fixture
def pack(packing):
    return PACKERS[packing]


def stream_of(path):
    with path.open("rb") as file:
        packing = packing_of(file.read(LONGEST_MAGIC))
    return io.BufferedReader(PackedStream(path, packing))


def content_of(path):
    with stream_of(path) as file:
        return file.read()


def test_all_members_are_read_and_padding_is_not(file_of, pack):
    one, none, two = pack(b"one "), pack(b""), pack(b"two")
    for packed in (one + two, one + none + two, none + one + bytes(64) + two + bytes(512)):
        assert content_of(file_of(packed)) == b"one two"
    assert content_of(file_of(none + none)) == b""


def test_many_members_longer_than_a_step_are_read(file_of, pack):
    parts = [Random(i).randbytes(40_000 * i) for i in range(6)]
    packed = b"".join(map(pack, parts))
    assert content_of(file_of(packed)) == b"".join(parts)


def test_frames_of_zstd_with_nothing_in_them_are_passed_over(file_of):
    pack = PACKERS["zstd"]
    packed = SKIPPABLE + pack(b"one ") + SKIPPABLE + pack(b"two") + SKIPPABLE
    assert content_of(file_of(packed)) == b"one two"


@pytest.mark.parametrize("sizes", [[1], [7, 1_000, 3], [1 << 20]])
def test_it_can_be_read_in_steps_of_any_size(file_of, pack, sizes):
    content = (ROW * 2_000).encode()
    found = b""
    with stream_of(file_of(pack(content))) as file:
        while chunk := file.read(sizes[len(found) % len(sizes)]):
            found += chunk
    assert found == content


def test_the_name_is_not_asked(file_of, pack):
    assert survey(file_of(pack(ROW.encode()), "rows.txt")).tally.sets == 1
    assert survey(file_of(ROW, "rows.jsonl.xz")).tally.sets == 1


def test_data_cut_at_any_byte_breaks_off(file_of, pack, packing):
    packed = pack(ROW.encode())
    for end in range(6, len(packed)):
        with pytest.raises(BreaksOffError, match=rf"^x: the {packing} data breaks off$"):
            content_of(file_of(packed[:end], "x"))


def test_a_second_member_that_breaks_off_is_told(file_of, pack, packing):
    for end in (1, 5, -1):
        with pytest.raises(BreaksOffError, match=f"the {packing} data breaks off"):
            content_of(file_of(pack(b"one") + pack(b"two")[:end]))


@pytest.mark.parametrize("pack", [gzip.compress, checked_zstd, bz2.compress, lzma.compress])
def test_damaged_data_is_refused(file_of, pack):
    content = ROW.encode() * 3
    packed, random = pack(content), Random(5)
    outcomes = set()
    for _ in range(300):
        damaged = bytearray(packed)
        damaged[random.randrange(6, len(packed))] ^= 1 << random.randrange(8)
        try:
            assert content_of(file_of(bytes(damaged), "x")) == content
        except UserError as error:
            outcomes.add(str(error).split(" data ")[-1])
    assert "is damaged" in outcomes
    assert {each for each in outcomes if "memory" not in each} <= {"is damaged", "breaks off"}


def test_what_follows_the_data_is_damage(file_of, pack, packing):
    with pytest.raises(UserError, match=f"the {packing} data is damaged"):
        survey(file_of(pack(ROW.encode()) + b"garbage, and more of it"))


def test_rows_before_a_missing_end_are_read(file_of, pack, packing):
    random = Random(3)
    rows = "".join(ROW.replace("p", str(random.random()), 1) for _ in range(50_000)).encode()
    packed = pack(rows)
    *good, last = read(file_of(packed[: len(packed) // 2]))
    assert 1_000 < len(good) < 50_000
    assert last == RejectedRow(len(good) + 1, f"the {packing} data breaks off", "")


def test_a_broken_document_is_refused_as_a_whole(file_of, pack, packing):
    packed = pack(("[" + ",".join([ROW] * 50) + "]").encode())
    with pytest.raises(UserError, match=f"the {packing} data breaks off"):
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
        (b"[", b'{"a": "' + b"a" * 4_000 + b'"},'),
        (b"PAR1", b"\0"),
    ],
)
def test_a_bomb_is_refused(file_of, pack, start, unit):
    packed = pack(start + unit * ((36 << 20) // len(unit)))
    with pytest.raises(UserError, match="unfolds to more than 100 times its size"):
        survey(file_of(packed))


@pytest.mark.parametrize("packed", [wide_zstd(b"x" * 9_999, 28), wide_xz(b"x" * 9_999, 1 << 28)])
def test_data_that_takes_too_much_memory_to_unpack_is_refused(file_of, packed):
    with pytest.raises(UserError, match="takes more than 128 MiB of memory to unpack; unpack it"):
        content_of(file_of(packed))


@pytest.mark.parametrize("packed", [wide_zstd(b"x" * 9_999, 27), wide_xz(b"x" * 9_999, 1 << 26)])
def test_what_the_usual_programs_write_at_their_best_is_read(file_of, packed):
    assert content_of(file_of(packed)) == b"x" * 9_999


def test_memory_does_not_grow_with_the_content(file_of, pack):
    path = file_of(pack(Random(1).randbytes(1 << 20) * 16))
    tracemalloc.start()
    try:
        with stream_of(path) as file:
            while file.read(1 << 16):
                pass
        assert tracemalloc.get_traced_memory()[1] < 12 << 20
    finally:
        tracemalloc.stop()
