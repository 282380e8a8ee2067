"""Vectors out of a project and into one."""

from __future__ import annotations

import json
from functools import partial

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

from real_desktop.core.digest import text_hash
from real_desktop.core.errors import UserError
from real_desktop.core.progress import drained
from real_desktop.formats.vector_manifest import KEY, manifest_place
from real_desktop.session.embedding import embed
from real_desktop.session.session import new_session
from real_desktop.session.statistics import Overviews
from real_desktop.session.vector_export import export_missing_texts, export_vectors
from real_desktop.session.vector_import import IMPORTED, import_vectors
from real_desktop.store import vectors
from real_desktop.store.model_choice import ModelChoice, choose_model
from real_desktop.store.thread import Priority
from real_desktop.store.vectors import ModelRow
from tests.embedding import fake_encoder
from tests.session.working import embed_here, fake_embedder, import_into, read, write

TEXTS = sorted((f"Answer {n}.{k}" for n in range(5) for k in range(3)), key=text_hash)
STORED = "SELECT text_hash, vector, tokens FROM embeddings ORDER BY text_hash"


@pytest.fixture
def exported(session, questions, tmp_path):
    """The vectors of five prompts in a file."""
    import_into(session, questions)
    embed_here(session)
    return drained(export_vectors(session, tmp_path / "v.parquet")).files[0]


@pytest.fixture
def other(tmp_path, questions):
    """Another project with the same texts, which works in small chunks as beside a window."""
    with new_session(tmp_path / "other.real", chunk_rows=4) as opened:
        import_into(opened, questions)
        yield opened


@pytest.fixture
def own_file(tmp_path):
    """Write a vector for each text, and what is said of the model."""

    def write_file(texts=TEXTS, vectors=None, manifest=None, name="own.parquet"):
        vectors = np.tile([0.6, 0.8], (len(texts), 1)) if vectors is None else vectors
        flat = pa.array(np.asarray(vectors, np.float32).reshape(-1))
        columns = {
            "text": pa.array(texts, pa.string()),
            "vector": pa.FixedSizeListArray.from_arrays(flat, len(vectors[0]) if texts else 2),
        }
        table = pa.table(columns).replace_schema_metadata({KEY: json.dumps(manifest or {})})
        parquet.write_table(table, tmp_path / name)
        return tmp_path / name

    return write_file


def take(session, path, name=None):
    report = drained(import_vectors(session, path, name))
    return report.imported, report.skipped, report.unknown


def choose(session, choice):
    session.run(Priority.CHUNK, partial(choose_model, choice=choice))


def refused(session, path, name="model"):
    before = read(session, STORED), read(session, "SELECT * FROM embedding_models")
    with pytest.raises(UserError) as caught:
        take(session, path, name)
    assert (read(session, STORED), read(session, "SELECT * FROM embedding_models")) == before
    return str(caught.value)


def test_vectors_come_into_another_project_byte_for_byte(session, exported, other):
    assert take(other, exported) == (15, 0, 0)
    assert read(other, STORED) == read(session, STORED)
    decides = "SELECT name, fingerprint, dimension, max_tokens, precision, long_text, device"
    (came,) = read(other, f"{decides} FROM embedding_models")
    (was,) = read(session, f"{decides} FROM embedding_models")
    assert came == (*was[:-1], IMPORTED)


def test_what_came_is_not_embedded_again(exported, other):
    take(other, exported)
    report = drained(embed(other, fake_embedder()))
    assert (report.embedded, report.skipped) == (0, 15)
    assert Overviews(other).read().result().pending_texts == 0


def test_the_manifest_says_whose_vectors_they_are(exported):
    beside = json.loads(manifest_place(exported).read_text())
    inside = json.loads(parquet.read_schema(exported).metadata[KEY])
    assert beside.pop("sha256")
    assert beside == inside
    assert {name: beside[name] for name in ("model", "fingerprint", "dimension", "count")} == {
        "model": "fake-encoder", "fingerprint": "fake-fingerprint", "dimension": 8, "count": 15,
    }  # fmt: skip
    assert beside["normalised"] is True
    assert {"precision", "long_text", "max_tokens", "app_version", "created_at"} <= set(beside)


def test_a_second_import_of_a_file_changes_nothing(exported, other):
    take(other, exported)
    assert take(other, exported) == (0, 15, 0)


def test_an_import_that_was_stopped_goes_on(session, exported, other):
    job = import_vectors(other, exported)
    while next(job).stage != "Importing vectors":
        pass
    job.close()
    assert read(other, "SELECT count(*) FROM embeddings") == [(4,)]
    assert take(other, exported) == (11, 4, 0)
    assert read(other, STORED) == read(session, STORED)


def test_a_check_that_was_stopped_leaves_nothing(exported, other):
    job = import_vectors(other, exported)
    next(job)
    next(job)
    job.close()
    assert read(other, "SELECT count(*) FROM embedding_models") == [(0,)]


def test_texts_that_are_not_here_are_counted(other, own_file):
    assert take(other, own_file(["elsewhere", *TEXTS[:2], ""]), "m") == (2, 0, 2)
    assert refused(other, own_file(["a", "b"])).endswith("none of its 2 texts is in the project")


def test_a_file_says_whose_vectors_it_has_or_somebody_must(other, own_file):
    path = own_file()
    assert "give it a name with --name" in refused(other, path, None)
    assert take(other, path, "mine") == (15, 0, 0)
    ((name, fingerprint),) = read(other, "SELECT name, fingerprint FROM embedding_models")
    assert (name, len(fingerprint)) == ("mine", 64)
    assert take(other, path, "renamed") == (0, 15, 0)


def test_files_of_one_fingerprint_are_of_one_model(other, own_file):
    manifest = {"model": "big", "fingerprint": "v1"}
    assert take(other, own_file(TEXTS[:9], manifest=manifest)) == (9, 0, 0)
    assert take(other, own_file(TEXTS[5:], manifest=manifest), "ignored") == (6, 4, 0)
    assert read(other, "SELECT name, dimension FROM embedding_models") == [("big", 2)]


def test_vectors_of_another_length_are_normalised(other, own_file):
    take(other, own_file(vectors=np.tile([3.0, 4.0], (15, 1))), "m")
    assert {vector for _hash, vector, _n in read(other, STORED)} == {
        np.array([0.6, 0.8], "<f2").tobytes()
    }


def test_another_vector_for_a_text_refuses_the_whole_file(other, own_file):
    manifest = {"model": "big", "fingerprint": "v1"}
    take(other, own_file(TEXTS[5:6], manifest=manifest))
    vectors = np.tile([0.6, 0.8], (15, 1))
    vectors[5] = [0.65, 0.76]
    assert take(other, own_file(TEXTS[5:7], vectors[5:7], manifest)) == (1, 1, 0)
    vectors[5] = [0.8, 0.6]
    sentence = refused(other, own_file(vectors=vectors, manifest=manifest))
    assert "row 6: the text has another vector by this model already" in sentence
    assert "0.960" in sentence


def test_a_text_that_is_there_twice_refuses_the_file(other, own_file):
    sentence = refused(other, own_file([*TEXTS, TEXTS[2]]))
    assert sentence.endswith("row 16: has the text of row 3; each text is to be there once")


def test_a_fault_in_the_last_row_leaves_nothing_of_the_others(other, own_file):
    vectors = np.tile([0.6, 0.8], (15, 1))
    vectors[14] = 0
    assert "row 15: the vector is zero" in refused(other, own_file(vectors=vectors))


def test_another_dimension_than_the_models_is_refused(other, own_file):
    manifest = {"model": "big", "fingerprint": "v1"}
    take(other, own_file(TEXTS[:1], manifest=manifest))
    more = own_file(vectors=np.ones((15, 3)), manifest=manifest)
    assert "have 3 dimensions, and those of big in the project have 2" in refused(other, more)


def test_a_file_without_rows_is_refused(other, own_file):
    assert refused(other, own_file([])).endswith("has no rows")


def test_a_vector_that_came_mends_a_failure(session, questions, own_file):
    import_into(session, questions)
    model = ModelRow("m", "v1", 2, 0, "unknown", "unknown", "cpu")
    model_id = session.run(Priority.CHUNK, partial(vectors.add_model, model=model))
    fail = {text_hash(TEXTS[0]): "the vector is zero"}
    add = partial(vectors.add_vectors, model_id=model_id, embedded=[], failures=fail)
    session.run(Priority.CHUNK, add)
    assert take(session, own_file(manifest={"model": "m", "fingerprint": "v1"})) == (15, 0, 0)
    assert read(session, "SELECT count(*) FROM embedding_failures") == [(0,)]


def test_the_texts_that_lack_a_vector_go_out_and_their_vectors_come_back(
    session, exported, questions, answers, tmp_path
):
    import_into(session, answers([("New?", ["Yes.", "No.", " "])], "more.jsonl"))
    out = tmp_path / "texts.parquet"
    report = drained(export_missing_texts(session, out))
    assert (report.rows, report.model, report.files) == (
        2,
        "fake-encoder",
        [out, manifest_place(out)],
    )
    texts = parquet.read_table(out)
    encoded = fake_encoder.expected(texts["text"].to_pylist())
    flat = pa.array(encoded.vectors.reshape(-1))
    back = texts.append_column("vector", pa.FixedSizeListArray.from_arrays(flat, 8))
    parquet.write_table(back, out)
    manifest_place(out).unlink()
    assert take(session, out) == (2, 0, 0)
    assert read(session, "SELECT count(*) FROM embedding_models") == [(1,)]
    with pytest.raises(UserError, match="every text has a vector by fake-encoder"):
        drained(export_missing_texts(session, out))


def test_before_the_first_vector_all_texts_go_out(other, tmp_path):
    report = drained(export_missing_texts(other, tmp_path / "texts.parquet"))
    assert (report.rows, report.model) == (15, "")
    with pytest.raises(UserError, match="has no vectors yet"):
        drained(export_vectors(other, tmp_path / "v.parquet"))
    assert not (tmp_path / "v.parquet").exists()


def test_a_text_on_which_the_model_failed_lacks_a_vector(session, exported, tmp_path):
    write(session, "DELETE FROM embeddings WHERE text_hash = ?", text_hash(TEXTS[3]))
    fail = "INSERT INTO embedding_failures VALUES (?, 1, 'out of memory')"
    write(session, fail, text_hash(TEXTS[3]))
    drained(export_missing_texts(session, tmp_path / "texts.parquet"))
    assert parquet.read_table(tmp_path / "texts.parquet")["text"].to_pylist() == [TEXTS[3]]


def test_a_model_is_chosen_by_its_name(session, exported, own_file, tmp_path):
    for precision in ("float32", "bfloat16"):
        take(
            session, own_file(manifest={"model": "m", "fingerprint": "v1", "precision": precision})
        )
    out = tmp_path / "again.parquet"
    report = drained(export_vectors(session, out, "fake-encoder"))
    assert (report.model, report.dimension) == ("fake-encoder", 8)
    assert drained(export_vectors(session, out)).dimension == 2
    kinds = "2 kinds of vectors by m; name one of these: m:bfloat16:unknown, m:float32:unknown"
    with pytest.raises(UserError, match=kinds):
        drained(export_vectors(session, out, "m"))
    assert drained(export_vectors(session, out, "m:bfloat16")).rows == 15
    with pytest.raises(UserError, match="no vectors by x; it has some by: m, fake-encoder"):
        drained(export_vectors(session, out, "x"))


def test_without_a_name_the_vectors_are_those_that_the_project_uses(
    session, exported, own_file, tmp_path
):
    take(session, own_file(manifest={"model": "m", "fingerprint": "v1"}))
    out = tmp_path / "again.parquet"
    assert drained(export_vectors(session, out)).model == "m"
    choose(session, ModelChoice("fake-encoder", "fake-fingerprint"))
    assert drained(export_vectors(session, out)).model == "fake-encoder"
    choose(session, ModelChoice("third", "v3"))
    with pytest.raises(UserError, match=r"no vectors by third yet; embed first, or name another"):
        drained(export_vectors(session, out))
    assert drained(export_missing_texts(session, out)).rows == 15


def test_an_export_that_was_stopped_leaves_no_file(session, exported, tmp_path):
    before = sorted(tmp_path.iterdir())
    for work in (export_vectors, export_missing_texts):
        job = work(session, tmp_path / "more.parquet")
        next(job)
        job.close()
    assert sorted(tmp_path.iterdir()) == before


def test_a_damaged_vector_is_not_exported(session, exported, tmp_path):
    write(session, "UPDATE embeddings SET vector = x'00' WHERE tokens > 0")
    with pytest.raises(UserError, match="the project is damaged"):
        drained(export_vectors(session, tmp_path / "more.parquet"))


def test_the_project_is_no_place_for_an_export(session, exported):
    with pytest.raises(UserError, match="is the project itself"):
        drained(export_vectors(session, session.path))


def test_a_full_disk_is_one_sentence_and_leaves_no_file(session, exported, tmp_path, full_disk):
    before = sorted(tmp_path.iterdir())
    job = export_vectors(session, tmp_path / "more.parquet")
    with full_disk(10), pytest.raises(UserError, match="cannot be written"):
        drained(job)
    assert sorted(tmp_path.iterdir()) == before
