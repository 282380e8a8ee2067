"""Files that are refused: with one sentence, and without a touched byte."""

import os
import sqlite3
from contextlib import closing

import pytest

from real_desktop.core.errors import UserError
from real_desktop.store.project_file import open_to_read, open_to_write

WAYS_TO_OPEN = pytest.mark.parametrize("open_project", [open_to_write, open_to_read])

OTHER_CONTENTS = {
    "text": b"this is not a database, but quite a long text\n" * 50,
    "an empty file": b"",
    "a JSON file": b'{"prompt": "a"}',
    "a header and nothing else": b"SQLite format 3\0" + bytes(84),
    "zeros": bytes(8192),
}

FOREIGN_SQL = {
    "another program's tables": "PRAGMA application_id = 0; CREATE TABLE notes (id INTEGER)",
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON events BEGIN DELETE FROM events; END",
    "a trigger named as if it were SQLite's": "CREATE TRIGGER sqliteXt AFTER INSERT ON events"
    " BEGIN DELETE FROM events; END",
    "a trigger named as a table that comes after it": "PRAGMA writable_schema = ON;"
    " CREATE TRIGGER events AFTER INSERT ON imports BEGIN DELETE FROM queue; END;"
    " UPDATE sqlite_master SET rowid = 1000 + rowid * 10;"
    " UPDATE sqlite_master SET rowid = 5 + (SELECT rowid FROM sqlite_master"
    " WHERE name = 'imports') WHERE type = 'trigger'",
    "a view": "CREATE VIEW v AS SELECT * FROM events",
    "another view of the same name": "DROP VIEW labels; CREATE VIEW labels AS SELECT 1 AS pair_id",
    "a table": "CREATE TABLE extra (id INTEGER) STRICT",
    "a virtual table": "CREATE VIRTUAL TABLE extra USING fts5(text)",
    "a generated column": "ALTER TABLE events ADD COLUMN g TEXT AS (outcome || 'x')",
    "a further column": "ALTER TABLE events ADD COLUMN more TEXT",
    "a dropped column": "ALTER TABLE imports DROP COLUMN counts",
    "a dropped table": "DROP TABLE guidelines",
    "no schema version": "PRAGMA user_version = 0",
    "a negative schema version": "PRAGMA user_version = -1",
    "no identity": "DELETE FROM project",
    "a row that refers to nothing": "PRAGMA foreign_keys = OFF; DELETE FROM prompts WHERE id = 2",
}

CHANGED_RECORDS = [
    "UPDATE events SET outcome = 'b' WHERE seq = 2",
    "UPDATE events SET shown_left = 'b' WHERE seq = 2",
    "UPDATE events SET pair_id = 3 WHERE seq = 1",
    "UPDATE events SET origin_seq = 9 WHERE seq = 1",
    "UPDATE events SET at = '2020-01-01' WHERE seq = 1",
    "UPDATE events SET digest = 'x' WHERE seq = 1",
    "UPDATE responses SET text_hash = 'x' WHERE id = 1",
    "UPDATE annotators SET uuid = 'x'",
    "UPDATE pairs SET response_a = 3 WHERE id = 1",
    "UPDATE pairs SET similarity = 0.9 WHERE id = 5",
    "UPDATE pairs SET kind = 'control' WHERE id = 5",
    "UPDATE pairs SET position = 99 WHERE id = 5",
]


@WAYS_TO_OPEN
@pytest.mark.parametrize("content", OTHER_CONTENTS.values(), ids=OTHER_CONTENTS)
def test_a_file_that_is_no_project_is_refused(path, untouched, open_project, content):
    path.write_bytes(content)
    with untouched(), pytest.raises(UserError, match="not a REAL Desktop project"):
        open_project(path)


@WAYS_TO_OPEN
def test_an_empty_database_with_our_mark_is_refused(path, untouched, open_project):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {int.from_bytes(b'REAL', 'big')}")
    with untouched(), pytest.raises(UserError, match="not a REAL Desktop project"):
        open_project(path)


@WAYS_TO_OPEN
@pytest.mark.parametrize("sql", FOREIGN_SQL.values(), ids=FOREIGN_SQL)
def test_a_project_changed_by_another_program_is_refused(by_sql, untouched, open_project, sql):
    path = by_sql(sql)
    with untouched(), pytest.raises(UserError, match=r"^work\.real (is|was) "):
        open_project(path)


@WAYS_TO_OPEN
@pytest.mark.parametrize("sql", CHANGED_RECORDS)
def test_a_record_changed_by_sql_is_seen(by_sql, untouched, open_project, sql):
    path = by_sql(sql)
    with untouched(), pytest.raises(UserError, match=r"is damaged: (event|pair) "):
        open_project(path)


@WAYS_TO_OPEN
def test_a_newer_project_is_refused(by_sql, untouched, open_project):
    path = by_sql("PRAGMA user_version = 2")
    with untouched(), pytest.raises(UserError, match="made by a newer REAL Desktop"):
        open_project(path)


@WAYS_TO_OPEN
@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.95, 0.999])
def test_a_truncated_project_is_refused(judged_path, untouched, open_project, share):
    whole = judged_path.read_bytes()
    judged_path.write_bytes(whole[: int(len(whole) * share)])
    with untouched(), pytest.raises(UserError, match=r"^work\.real "):
        open_project(judged_path)


@WAYS_TO_OPEN
@pytest.mark.parametrize(("make", "words"), [(None, "does not exist"), (os.mkdir, "is not a file")])
def test_what_is_no_file_is_refused(path, open_project, make, words):
    if make:
        make(path)
    with pytest.raises(UserError, match=words):
        open_project(path)
    assert path.exists() == bool(make)


@WAYS_TO_OPEN
def test_a_file_that_may_not_be_read_is_refused(judged_path, open_project, monkeypatch):
    def refuse(*_args, **_options):
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr(sqlite3, "connect", refuse)
    with pytest.raises(UserError, match=r"work\.real cannot be read"):
        open_project(judged_path)


def test_indexes_and_statistics_are_nobodys_business(by_sql):
    path = by_sql("CREATE INDEX mine ON events(at); ANALYZE")
    open_to_write(path).close()


@pytest.mark.parametrize("name", ["with # and ?.real", "50%20.real", "a b.real", "ünïcode.real"])
def test_any_file_name_will_do(judged_path, name):
    path = judged_path.rename(judged_path.with_name(name))
    open_to_read(path).close()
    open_to_write(path).close()
    assert [one.name for one in path.parent.iterdir()] == [name]
