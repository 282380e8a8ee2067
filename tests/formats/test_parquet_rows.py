from __future__ import annotations

import io
from datetime import UTC, datetime
from decimal import Decimal
from random import Random

import pyarrow as pa
import pytest
from pyarrow import parquet

from real_desktop.core.errors import UserError
from real_desktop.core.records import RejectedRow, ResponseSet
from real_desktop.formats.json_values import NOT_FINITE
from real_desktop.formats.parquet_rows import parquet_rows
from real_desktop.formats.reading import read
from real_desktop.formats.rows import Row
from real_desktop.formats.surveying import survey
from real_desktop.formats.table_rows import NOT_READABLE
from tests.formats.packers import EVERY_WAY

ROWS = [
    {"prompt": "é", "responses": [{"text": "a", "model": "m"}, {"text": "b", "model": None}]},
    {"prompt": "q", "responses": [{"text": "c", "model": None}, None, {"text": "d😀"}]},
    {"prompt": None, "responses": None},
]


def packed(rows, **options):
    table = rows if isinstance(rows, pa.Table) else pa.Table.from_pylist(rows)
    file = io.BytesIO()
    parquet.write_table(table, file, **options)
    return file.getvalue()


def columns_of(path):
    return [row.columns for row in parquet_rows(path)]


@pytest.mark.parametrize("compression", ["none", "snappy", "gzip", "zstd"])
@pytest.mark.parametrize("wrap", EVERY_WAY)
def test_lists_structs_and_nulls_come_as_they_are(file_of, compression, wrap):
    path = file_of(wrap(packed(ROWS, compression=compression)), "x.jsonl")
    first, second, third = parquet_rows(path)
    assert (first.number, first.columns) == (1, ROWS[0])
    assert second.columns["responses"] == [
        {"text": "c", "model": None},
        None,
        {"text": "d😀", "model": None},
    ]
    assert third.columns == ROWS[2]


def test_rows_are_numbered_over_row_groups(file_of):
    path = file_of(packed([{"a": i} for i in range(50)], row_group_size=7))
    assert [(row.number, row.columns["a"]) for row in parquet_rows(path)] == [
        (i + 1, i) for i in range(50)
    ]


def test_values_that_json_does_not_know_are_written_in_its_terms(file_of):
    moment = datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)
    row = {
        "time": moment,
        "price": Decimal("1.50"),
        "text": b"caf\xc3\xa9",
        "bytes": b"\xff\0",
        "score": float("nan"),
        "scores": [0.5, float("nan")],
        "count": 2**62,
        "is": True,
    }
    table = pa.Table.from_pylist([row])
    table = table.append_column("map", pa.array([[("k", 1)]], pa.map_(pa.string(), pa.int64())))
    nano = pa.array([1704164645_000000001], pa.timestamp("ns"))
    assert columns_of(file_of(packed(table.append_column("nano", nano)))) == [
        {
            "time": "2024-01-02T03:04:05+00:00",
            "price": "1.50",
            "text": "café",
            "bytes": "/wA=",
            "score": None,
            "scores": [0.5, None],
            "count": 2**62,
            "is": True,
            "map": [["k", 1]],
            "nano": "2024-01-02T03:04:05.000000001",
        }
    ]


def test_a_value_that_cannot_be_used_rejects_its_row_alone(file_of):
    texts = pa.array([b"a", b"\xff", b"c"], pa.binary()).view(pa.string())
    table = pa.table({"n": [1, 2, 3], "text": texts})
    first, bad, last = parquet_rows(file_of(packed(table)))
    assert (first.columns["text"], last.columns["text"]) == ("a", "c")
    assert bad == RejectedRow(2, NOT_READABLE, '{"n": 2}')
    (infinite,) = parquet_rows(file_of(packed([{"a": float("inf")}])))
    assert infinite.reason == NOT_FINITE


def test_two_columns_of_one_name_refuse_the_file(file_of):
    table = pa.Table.from_arrays([pa.array(["a"]), pa.array(["b"])], names=["x", "x"])
    with pytest.raises(UserError, match=r"^x\.parquet: found 2 columns called x$"):
        list(parquet_rows(file_of(packed(table), "x.parquet")))


def test_a_file_without_rows_is_refused_as_one(file_of):
    table = pa.table({"prompt": pa.array([], pa.string())})
    with pytest.raises(UserError, match="found no rows"):
        survey(file_of(packed(table)))


@pytest.mark.parametrize("wrap", EVERY_WAY)
def test_a_file_cut_at_any_byte_is_refused(file_of, wrap):
    content = wrap(packed(ROWS[:2], compression="none"))
    for end in range(4, len(content)):
        with pytest.raises(UserError, match=r"data (is damaged or )?breaks off"):
            list(parquet_rows(file_of(content[:end])))


def test_damage_is_read_or_refused_but_never_a_traceback(file_of):
    content = packed(ROWS * 3)
    random = Random(7)
    outcomes = set()
    for _ in range(300):
        damaged = bytearray(content)
        damaged[random.randrange(4, len(damaged))] = random.randrange(256)
        outcomes.add(outcome_of(file_of(bytes(damaged))))
    assert outcomes >= {"read", "answers.jsonl: the Parquet data is damaged or breaks off"}


def outcome_of(path):
    try:
        for row in parquet_rows(path):
            assert isinstance(row, Row | RejectedRow)
    except UserError as error:
        return str(error)
    return "read"


def test_a_bomb_is_refused(file_of):
    indices = pa.array([0] * 1_000_000, pa.int32())
    column = pa.DictionaryArray.from_arrays(indices, pa.array(["x" * 100_000]))
    content = packed(pa.table({"prompt": column}))
    assert len(content) < 100_000
    with pytest.raises(UserError, match="unfolds to more than 100 times its size"):
        list(parquet_rows(file_of(content)))


def test_a_name_that_looks_like_an_address_is_a_file(file_of):
    (one, *_) = read(file_of(packed(ROWS[:2]), "s3:x.parquet"))
    assert isinstance(one, ResponseSet)


@pytest.mark.parametrize("column", ["prompt", "responses"])
def test_bytes_that_are_no_text_are_never_judged(tmp_path, column):
    rows = {"prompt": [b"good", b"good"], "responses": [[b"a", b"b"], [b"a", b"b"]]}
    rows[column][1] = b"\xff" if column == "prompt" else [b"a", b"\xff"]
    path = tmp_path / "bytes.parquet"
    parquet.write_table(pa.table(rows), path)
    good, bad = read(path)
    assert good.messages[0].content == "good"
    assert (bad.row, bad.reason) == (2, "not valid UTF-8")
