import sqlite3

import pytest

from real_desktop.store import schema
from tests.store.filling import judge

COLUMNS = {
    "project": "uuid name created_at app_version settings",
    "imports": "id at source format state counts",
    "rejected_rows": "import_id row reason excerpt",
    "prompts": "id uuid import_id messages split_group source_file source_row meta",
    "responses": "id prompt_id position text text_hash model score meta",
    "embedding_models": "id name fingerprint dimension max_tokens precision long_text",
    "embeddings": "text_hash model_id vector tokens",
    "embedding_failures": "text_hash model_id reason",
    "selections": "id uuid strategy params seed model_id created_at app_version",
    "pairs": "id uuid selection_id prompt_id response_a response_b similarity rank kind"
    " position digest",
    "annotators": "id uuid name kind",
    "queue": "annotator_id pair_id position shown_left first_shown_at",
    "guidelines": "version markdown at",
    "events": "seq uuid origin origin_seq at annotator_id pair_id kind outcome shown_left"
    " strength reasons comment reverts guideline_version active_ms elapsed_ms layout flags digest",
}


def test_the_tables_are_the_documented_ones(project):
    assert set(project.db.table_names()) == set(COLUMNS)
    assert project.db.view_names() == ["labels"]


@pytest.mark.parametrize("table", COLUMNS)
def test_every_documented_column_is_there(project, table):
    assert set(COLUMNS[table].split()) <= set(project.db.table(table).columns_dict)


def test_every_table_is_strict(project):
    assert all(table.strict for table in project.db.tables)


def test_the_file_says_whose_it_is(project):
    read = [
        project.db.execute(f"PRAGMA {p}").fetchone()[0] for p in ("application_id", "user_version")
    ]
    assert read == [int.from_bytes(b"REAL", "big"), 1]


def test_the_view_works_for_an_untrusting_reader(project):
    assert "json" not in schema.LABELS_VIEW.lower()
    judge(project, 1)
    assert project.db.execute("SELECT count(*) FROM labels").fetchone()[0] == 1


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE events SET outcome = NULL",
        "UPDATE events SET outcome = 'c'",
        "UPDATE events SET kind = 'undo'",
        "UPDATE events SET pair_id = 99",
        "UPDATE pairs SET response_b = response_a",
        "UPDATE pairs SET kind = 'guessed'",
        "UPDATE queue SET shown_left = 'left'",
        "UPDATE annotators SET kind = 'machine'",
        "UPDATE events SET active_ms = 'long'",
        "INSERT INTO project SELECT 2, uuid, name, created_at, app_version, settings FROM project",
        "DELETE FROM responses",
    ],
)
def test_the_schema_refuses_what_cannot_be(project, wrong):
    judge(project, 1)
    with pytest.raises(sqlite3.IntegrityError):
        project.db.execute(wrong)
