from __future__ import annotations

import json
from random import Random

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

from real_desktop.core.digest import text_hash
from real_desktop.core.errors import UserError
from real_desktop.formats import vector_manifest
from real_desktop.formats.vector_file import open_vectors
from real_desktop.formats.vector_manifest import KEY, VectorManifest, manifest_place
from real_desktop.formats.vector_writing import text_table, vector_table

TEXTS = ["one", "two", "three"]
UNIT = np.array([[0.6, 0.8], [-0.8, 0.6], [1, 0]], np.float32)
HASHES = [text_hash(text) for text in TEXTS]


def fixed(vectors, kind):
    flat = pa.array(np.asarray(vectors).astype(kind).reshape(-1))
    return pa.FixedSizeListArray.from_arrays(flat, len(vectors[0]))


@pytest.fixture
def file_with(tmp_path):
    """Write columns, and a manifest inside if one is given."""

    def write(columns, manifest=None):
        path = tmp_path / "v.parquet"
        table = pa.table(columns)
        if manifest is not None:
            table = table.replace_schema_metadata({KEY: json.dumps(manifest)})
        parquet.write_table(table, path)
        return path

    return write


def read(path):
    with open_vectors(path) as file:
        return [
            (one, row.tolist(), tokens)
            for batch in file.batches()
            for one, row, tokens in zip(batch.hashes, batch.vectors, batch.tokens, strict=True)
        ]


def refused(path):
    with pytest.raises(UserError) as caught:
        read(path)
    return str(caught.value)


@pytest.mark.parametrize(
    "vectors",
    [
        fixed(UNIT, np.float16),
        fixed(UNIT, np.float32),
        fixed(UNIT * 7, np.float32),
        fixed(UNIT * 7, np.float16),
        pa.array(UNIT.tolist()),
        pa.array((UNIT / 9).tolist(), pa.large_list(pa.float32())),
        pa.array(UNIT.tolist(), pa.list_(pa.float16())),
    ],
    ids=str,
)
def test_every_type_of_list_gives_vectors_of_unit_length(file_with, vectors):
    rows = read(file_with({"text": TEXTS, "vector": vectors}))
    assert [one for one, _vector, _tokens in rows] == HASHES
    found = np.array([vector for _one, vector, _tokens in rows])
    assert np.abs(found - UNIT).max() < 6e-4
    assert [tokens for _one, _vector, tokens in rows] == [0, 0, 0]


def test_vectors_of_unit_length_in_float16_keep_their_bytes(file_with):
    raw = np.random.default_rng(1).normal(size=(500, 384))
    unit = (raw / np.linalg.norm(raw, axis=1, keepdims=True)).astype(np.float16)
    hashes = [text_hash(str(n)) for n in range(500)]
    with open_vectors(file_with({"text_hash": hashes, "vector": fixed(unit, np.float16)})) as file:
        found = np.concatenate([batch.vectors for batch in file.batches()])
    assert found.tobytes() == unit.tobytes()


def test_columns_that_are_not_known_are_passed_over(file_with):
    columns = {
        "note": TEXTS,
        "text_hash": pa.array([one.upper() for one in HASHES]).dictionary_encode(),
        "text": TEXTS,
        "vector": fixed(UNIT, np.float32),
        "tokens": pa.array([4, 5, 6], pa.uint8()),
    }
    assert [(one, tokens) for one, _vector, tokens in read(file_with(columns))] == list(
        zip(HASHES, (4, 5, 6), strict=True)
    )


VECTOR = fixed(UNIT, np.float32)
BAD = {
    "no-vector": (
        {"text": TEXTS},
        "expected the columns text_hash or text, and vector; found: text",
    ),
    "no-text": ({"vector": VECTOR}, "found: vector"),
    "vector-is-text": ({"text": TEXTS, "vector": TEXTS}, "vector is to be a list of float16 or"),
    "integers": (
        {"text": TEXTS, "vector": pa.array([[1], [2], [3]])},
        "float16 or float32 numbers, and is list<",
    ),
    "nested": (
        {"text": TEXTS, "vector": pa.array([[[1.0]], [[1.0]], [[1.0]]])},
        "is list<element: list",
    ),
    "hash-is-number": ({"text_hash": [1, 2, 3], "vector": VECTOR}, "text_hash is to be text"),
    "tokens-are-text": (
        {"text": TEXTS, "vector": VECTOR, "tokens": TEXTS},
        "tokens is to be whole numbers, and is string",
    ),
    "short-hash": (
        {"text_hash": [HASHES[0], "ab", "c"], "vector": VECTOR},
        "row 2: text_hash is not 64",
    ),
    "other-hash": (
        {"text_hash": HASHES[::-1], "text": TEXTS, "vector": VECTOR},
        "row 1: text_hash is not the SHA-256 of the text beside it",
    ),
    "null-text": ({"text": ["a", None, "c"], "vector": VECTOR}, "row 2: text is missing"),
    "null-vector": (
        {"text": TEXTS, "vector": pa.array([[1.0], [2.0], None])},
        "row 3: vector is missing",
    ),
    "first-null": (
        {"text": TEXTS, "vector": pa.array([None, [2.0], [1.0]])},
        "row 1: vector is missing",
    ),
    "null-number": (
        {"text": TEXTS, "vector": pa.array([[1.0, 1.0], [2.0, None], [1.0, 1.0]])},
        "row 2: a number is missing",
    ),
    "unequal": (
        {"text": TEXTS, "vector": pa.array([[1.0, 1.0], [2.0], [1.0, 1.0]])},
        "row 2: the vector has 1 dimensions, and not 2",
    ),
    "empty-lists": (
        {"text": TEXTS, "vector": pa.array([[], [], []], pa.list_(pa.float32()))},
        "and has 0",
    ),
    "nan": (
        {"text": TEXTS, "vector": fixed([[1], [np.nan], [1]], np.float16)},
        "row 2: the vector is not",
    ),
    "infinite": (
        {"text": TEXTS, "vector": fixed([[1], [1], [np.inf]], np.float32)},
        "row 3: the vector is not finite",
    ),
    "zero": (
        {"text": TEXTS, "vector": fixed([[0], [1], [1]], np.float32)},
        "row 1: the vector is zero",
    ),
    "tokens": (
        {"text": TEXTS, "vector": VECTOR, "tokens": [1, -1, 1]},
        "row 2: tokens is -1, which is no number of tokens",
    ),
    "null-tokens": (
        {"text": TEXTS, "vector": VECTOR, "tokens": [1, 1, None]},
        "row 3: tokens is missing",
    ),
    "too-long": (
        {"text": ["a"], "vector": fixed(np.ones((1, 65_537)), np.float16)},
        "a vector is to have 1 to 65,536 dimensions",
    ),
}


@pytest.mark.parametrize(("columns", "words"), BAD.values(), ids=BAD)
def test_what_is_not_as_agreed_is_one_sentence_with_its_row(file_with, columns, words):
    sentence = refused(file_with(columns))
    assert sentence.startswith("v.parquet")
    assert words in sentence


def test_bytes_that_are_no_text_are_refused(file_with):
    texts = pa.array([b"a", b"\xff", b"c"], pa.binary()).view(pa.string())
    assert "damaged" in refused(file_with({"text": texts, "vector": VECTOR}))


def test_rows_are_numbered_over_batches(file_with):
    vectors = np.ones((5_000, 1), np.float32)
    vectors[4_321] = 0
    columns = {"text": [str(n) for n in range(5_000)], "vector": fixed(vectors, np.float32)}
    assert "row 4,322: the vector is zero" in refused(file_with(columns))


def test_a_file_cut_anywhere_is_refused(file_with):
    path = file_with({"text": TEXTS, "vector": VECTOR})
    content = path.read_bytes()
    for end in range(0, len(content), 3):
        path.write_bytes(content[:end])
        assert refused(path) == "v.parquet is no Parquet file, or is damaged"


def test_damage_is_read_or_refused_but_never_a_traceback(file_with):
    path = file_with({"text": TEXTS, "vector": VECTOR}, {"model": "m", "dimension": 2})
    content, random, outcomes = path.read_bytes(), Random(3), set()
    for _ in range(300):
        damaged = bytearray(content)
        damaged[random.randrange(4, len(damaged))] = random.randrange(256)
        path.write_bytes(damaged)
        try:
            outcomes.add(len(read(path)))
        except UserError as error:
            outcomes.add(str(error).count("\n"))
    assert outcomes >= {0, 3}


def test_a_written_file_is_read_as_it_was(tmp_path):
    path = tmp_path / "v.parquet"
    rows = [(one, row.astype("<f2").tobytes(), 7) for one, row in zip(HASHES, UNIT, strict=True)]
    with vector_table(path, 2, {"model": "m", "fingerprint": "f", "dimension": 2}) as table:
        table.add(rows[:2])
        table.add(rows[2:])
        written = table.finish()
    assert (written.rows, written.bytes) == (3, path.stat().st_size)
    with open_vectors(path) as file:
        assert (file.rows, file.dimension, file.sha256()) == (3, 2, written.sha256)
        assert file.manifest == VectorManifest("m", "f", dimension=2)
    assert parquet.read_schema(path).field("vector").type == pa.list_(pa.float16(), 2)
    assert [(one, tokens) for one, _vector, tokens in read(path)] == [(one, 7) for one in HASHES]


def test_texts_are_written_with_their_hashes(tmp_path):
    path = tmp_path / "t.parquet"
    with text_table(path, {"model": "m"}) as table:
        table.add(list(zip(HASHES, TEXTS, strict=True)))
        table.finish()
    assert parquet.read_table(path).to_pydict() == {"text_hash": HASHES, "text": TEXTS}
    assert json.loads(parquet.read_schema(path).metadata[KEY]) == {"model": "m"}


def test_the_manifest_inside_goes_before_the_one_beside(file_with):
    columns = {"text": TEXTS, "vector": VECTOR}
    path = file_with(columns)
    beside = manifest_place(path)
    beside.write_text('{"model": "beside", "count": 3, "extra": null}')
    with open_vectors(path) as file:
        assert file.manifest.model == "beside"
    file_with(columns, {"model": "inside", "precision": "bfloat16"})
    with open_vectors(path) as file:
        assert (file.manifest.model, file.manifest.precision) == ("inside", "bfloat16")


@pytest.mark.parametrize(
    ("manifest", "words"),
    [
        ("[]", "expected a manifest, one JSON object"),
        ("{", "expected a manifest, one JSON object"),
        ("[" * 100_000, "expected a manifest, one JSON object"),
        ('{"model": 3}', "model is to be a text, and is '3'"),
        ('{"model": "a\\nb"}', "model is to be one line"),
        (json.dumps({"model": "m" * 201}), "model is to be one line"),
        ('{"dimension": "2"}', "dimension is to be a whole number"),
        ('{"dimension": true}', "dimension is to be a whole number"),
        ('{"max_tokens": -1}', "max_tokens is out of range"),
        ('{"dimension": 3}', "the vectors have 2 dimensions, and the manifest says 3"),
    ],
)
def test_a_manifest_that_is_none_is_refused(file_with, manifest, words):
    path = file_with({"text": TEXTS, "vector": VECTOR})
    manifest_place(path).write_text(manifest)
    assert words in refused(path)


def test_a_file_that_its_manifest_does_not_describe_is_refused(file_with):
    path = file_with({"text": TEXTS, "vector": VECTOR})
    manifest_place(path).write_text(json.dumps({"model": "m", "sha256": "0" * 64}))
    with (
        open_vectors(path) as file,
        pytest.raises(UserError, match="not the file that its manifest describes"),
    ):
        file.sha256()


def test_a_huge_manifest_is_not_read_whole(file_with, monkeypatch):
    monkeypatch.setattr(vector_manifest, "_MOST_BYTES", 20)
    path = file_with({"text": TEXTS, "vector": VECTOR})
    manifest_place(path).write_text(json.dumps({"model": "m" * 30}))
    assert "expected a manifest" in refused(path)
