import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

from real_desktop.core.digest import text_hash
from tests.gui.conftest import SETS
from tests.gui.hands import rows_of, texts_of

TEXTS = [text for _prompt, texts in SETS for text in texts]


@pytest.fixture
def own_vectors(tmp_path):
    """A file with a vector of two dimensions for each text, and nothing about a model."""
    path = tmp_path / "my-model.parquet"
    vectors = pa.FixedSizeListArray.from_arrays(np.tile([0.6, 0.8], len(TEXTS)), 2)
    parquet.write_table(pa.table({"text": TEXTS, "vector": vectors}), path)
    return path


def run(window, action_id, message):
    window.actions_by_id[action_id].trigger()
    return message()


def test_vectors_go_out_and_come_into_another_project(
    window, open_window, bare_project, project, choose_files, message, qtbot
):
    out = project.with_name("out")
    choose_files(to_save=out)
    said = run(window, "vectors.export", message)
    assert f"{len(TEXTS)} vectors by fake written to {out}.parquet." in said
    window.close()
    other = open_window(bare_project)
    choose_files([out.with_suffix(".parquet")])
    said = run(other, "vectors.import", message)
    assert said == f"{len(TEXTS)} vectors by fake imported, with 8 dimensions."
    qtbot.waitUntil(lambda: "every text has its vector" in texts_of(other.overview))
    other.close()
    stored = "SELECT text_hash, vector, tokens FROM embeddings ORDER BY text_hash"
    assert rows_of(bare_project, stored) == rows_of(project, stored)


def test_a_model_without_a_name_is_called_as_its_file(
    open_window, bare_project, own_vectors, choose_files, message
):
    window = open_window(bare_project)
    choose_files([own_vectors])
    assert "15 vectors by my-model imported" in run(window, "vectors.import", message)
    assert "0 vectors by my-model" in run(window, "vectors.import", message)


def test_texts_without_a_vector_go_out(open_window, bare_project, tmp_path, choose_files, message):
    window = open_window(bare_project)
    choose_files(to_save=tmp_path / "texts.parquet")
    said = run(window, "vectors.missing", message)
    assert "15 texts without a vector written to" in said
    table = parquet.read_table(tmp_path / "texts.parquet")
    assert sorted(table["text"].to_pylist()) == sorted(TEXTS)
    assert table["text_hash"].to_pylist() == [text_hash(one) for one in table["text"].to_pylist()]


def test_a_file_that_holds_no_vectors_is_refused_with_a_sentence(
    window, tmp_path, choose_files, message
):
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"PAR1 and nothing more")
    choose_files([broken])
    said = run(window, "vectors.import", message)
    assert said == "broken.parquet is no Parquet file, or is damaged."


def test_nothing_is_written_where_there_are_no_vectors(
    open_window, bare_project, tmp_path, choose_files, message
):
    window = open_window(bare_project)
    choose_files(to_save=tmp_path / "out.parquet")
    assert "has no vectors yet" in run(window, "vectors.export", message)
    assert not (tmp_path / "out.parquet").exists()


def test_a_dialog_that_was_left_does_nothing(window, choose_files):
    choose_files()
    for name in ("import", "export", "missing"):
        window.actions_by_id[f"vectors.{name}"].trigger()
        assert not window.files.is_busy
