"""Every container in every packing, whole, cut and damaged: rows, or one sentence that says why."""

from __future__ import annotations

import csv
import io
import json
from random import Random

import pyarrow as pa
import pytest
from pyarrow import ipc, parquet

from real_desktop.core.errors import UserError
from real_desktop.core.records import RejectedRow, ResponseSet
from real_desktop.formats.json_rows import json_rows
from real_desktop.formats.json_values import LONE_SURROGATE, NOT_FINITE, TOO_DEEP
from real_desktop.formats.reading import read
from tests.formats.packers import EVERY_WAY, PACKERS

ROWS = [{"prompt": "é", "response_1": 'a "b"\n', "response_2": "😀"}] + [
    {"prompt": f"q{i}", "response_1": "x,y", "response_2": "z"} for i in range(3)
]


def as_lines(rows, end="\n"):
    return "".join(json.dumps(row) + end for row in rows).encode()


def as_table(rows):
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def as_parquet(rows):
    file = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(rows), file)
    return file.getvalue()


def as_arrow(kind):
    def write(rows):
        file, table = io.BytesIO(), pa.Table.from_pylist(rows)
        with kind(file, table.schema) as writer:
            writer.write_table(table, 2)
        return file.getvalue()

    return write


CONTAINERS = {
    "lines": as_lines,
    "lines of Windows": lambda rows: b"\xef\xbb\xbf" + as_lines(rows, "\r\n"),
    "array": lambda rows: json.dumps(rows).encode(),
    "pretty array": lambda rows: json.dumps(rows, indent=1, ensure_ascii=False).encode(),
    "pretty objects": lambda rows: b"\n".join(json.dumps(row, indent=1).encode() for row in rows),
    "table": as_table,
    "table of Excel": lambda rows: b"\xef\xbb\xbfsep=,\r\n" + as_table(rows),
    "parquet": as_parquet,
    "arrow stream": as_arrow(ipc.new_stream),
    "arrow file": as_arrow(ipc.new_file),
}
WHOLE = ["pretty array", "array", "parquet", "arrow stream", "arrow file"]
"""Those that are refused as a whole when their end is missing."""


@pytest.fixture(params=CONTAINERS)
def container(request):
    return request.param


def texts_of(path):
    """The texts of the sets, and the reasons or the sentence of what is none."""
    sets, faults = [], []
    try:
        for result in read(path):
            if isinstance(result, RejectedRow):
                result.reason.encode()
                result.excerpt.encode()
                faults.append(result.reason)
            else:
                assert isinstance(result, ResponseSet)
                sets.append([response.text for response in result.responses])
    except UserError as error:
        faults.append(str(error))
    return sets, faults


EXPECTED = [[row["response_1"], row["response_2"]] for row in ROWS]


@pytest.mark.parametrize("pack", EVERY_WAY)
def test_every_container_is_read_in_every_packing(file_of, container, pack):
    assert texts_of(file_of(pack(CONTAINERS[container](ROWS)))) == (EXPECTED, [])


def test_a_file_cut_at_any_byte_gives_what_is_before_the_cut(file_of, container):
    content = CONTAINERS[container](ROWS)
    for end in range(len(content)):
        sets, faults = texts_of(file_of(content[:end]))
        if container in WHOLE:
            assert faults or (sets == EXPECTED and not content[end:].strip())
        assert sets[:-1] == EXPECTED[: len(sets)][:-1]
        assert faults or len(sets) <= len(EXPECTED)


@pytest.mark.parametrize("packing", PACKERS)
def test_a_packed_file_cut_at_any_byte_says_so(file_of, container, packing):
    packed = PACKERS[packing](CONTAINERS[container](ROWS))
    for end in range(6, len(packed), 3):
        sets, faults = texts_of(file_of(packed[:end]))
        assert sets == EXPECTED[: len(sets)]
        assert faults
        assert faults[-1].endswith(f"the {packing} data breaks off")


@pytest.mark.parametrize("pack", EVERY_WAY)
def test_damage_is_never_a_traceback(file_of, container, pack):
    content, random = pack(CONTAINERS[container](ROWS)), Random(11)
    for _ in range(60):
        damaged = bytearray(content)
        damaged[random.randrange(len(damaged))] = random.randrange(256)
        texts_of(file_of(bytes(damaged)))


@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        ('{"a": NaN}', NOT_FINITE),
        ('{"a": [1e999]}', NOT_FINITE),
        ('{"a": "\\ud83d"}', LONE_SURROGATE),
        ('{"\\ude00": 1}', LONE_SURROGATE),
        ('{"a": ' + "[" * 100 + "]" * 100 + "}", TOO_DEEP),
        ("3", "not an object"),
    ],
)
@pytest.mark.parametrize("layout", ["{}\n%s\n{}\n", "[{},%s,{}]", "[\n{},\n%s,\n{}\n]"])
def test_one_odd_row_is_rejected_alone(file_of, odd, reason, layout):
    first, bad, last = json_rows(file_of(layout % odd))
    assert (first.number, bad.row, last.number) == (1, 2, 3)
    assert bad.reason == reason


@pytest.mark.parametrize("layout", ["%s\n{}\n", "[%s]"])
def test_of_two_values_of_one_name_the_last_counts(file_of, layout):
    row = next(json_rows(file_of(layout % '{"a": 1, "b": 2, "a": 3}')))
    assert list(row.columns.items()) == [("a", 3), ("b", 2)]


@pytest.mark.parametrize("content", [b'[{"a": "\0"}]', b'[{"a": "\n"}]', b'[\n{"a": "\x1f"}]'])
def test_a_control_character_refuses_a_document(file_of, content):
    with pytest.raises(UserError, match="a control character or line break inside a text"):
        list(json_rows(file_of(content)))
