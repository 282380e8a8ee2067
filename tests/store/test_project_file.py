import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from real_desktop.core.errors import UserError
from real_desktop.store import project_file
from real_desktop.store.events import event_count
from real_desktop.store.project_file import SaveError, create, open_to_read, open_to_write
from tests.store.filling import filled_project, judge

ROOT = Path(__file__).parents[2]

JUDGE_UNTIL_KILLED = """
import os, signal, sys
from pathlib import Path
from real_desktop.store.project_file import open_to_write
from tests.store.filling import judge
project = open_to_write(Path(sys.argv[1]))
for n in range(12):
    print(judge(project, 1 + n % 6).uuid, flush=True)
    if n == 5:
        project.checkpoint()
os.kill(os.getpid(), signal.SIGKILL)
"""


def names(path):
    return sorted(one.name for one in path.parent.iterdir())


def event_uuids(project):
    return [row[0] for row in project.db.execute("SELECT uuid FROM events ORDER BY seq")]


@pytest.fixture
def killed_path(judged_path):
    """A project whose writer was killed, and the uuids that it acknowledged."""
    script = [sys.executable, "-c", JUDGE_UNTIL_KILLED, str(judged_path)]
    done = subprocess.run(script, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    return judged_path, done.stdout.split()


def test_a_new_project_has_an_identity_and_somebody_who_judges(path):
    project = create(path, "My work")
    assert (project.name, project.is_read_only, project.path) == ("My work", False, path)
    rows = project.db.execute("SELECT uuid, name FROM project").fetchall()
    assert rows == [(project.uuid, "My work")]
    assert project.db.execute("SELECT name, kind FROM annotators").fetchall() == [
        ("Annotator 1", "person")
    ]
    project.close()


def test_a_project_is_not_made_over_something(path):
    path.write_text("precious")
    with pytest.raises(UserError, match="exists already"):
        create(path, "work")
    assert path.read_text() == "precious"


def test_a_project_needs_a_folder(tmp_path):
    with pytest.raises(UserError, match="does not exist"):
        create(tmp_path / "nowhere" / "work.real", "work")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("size", [0, 5_000, 20_000, 50_000, 100_000, 140_000])
def test_a_project_that_cannot_be_made_leaves_nothing(full_disk, path, size):
    with full_disk(size), pytest.raises(UserError, match=r"work\.real cannot be made"):
        create(path, "work")
    assert names(path) == []


def test_every_pragma_is_set(project):
    expected = {
        "trusted_schema": 0,
        "cell_size_check": 1,
        "mmap_size": 0,
        "foreign_keys": 1,
        "locking_mode": "exclusive",
        "journal_mode": "wal",
        "synchronous": 2,
    }
    found = {name: project.db.execute(f"PRAGMA {name}").fetchone()[0] for name in expected}
    assert found == expected


def test_a_pragma_that_does_not_take_is_an_error(judged_path, monkeypatch):
    monkeypatch.setattr(project_file, "PRAGMAS", (("journal_mode", "WAL", "delete"),))
    with pytest.raises(UserError, match="refused journal_mode = WAL"):
        open_to_write(judged_path)


def test_there_is_no_index_beside_an_open_project(project, path):
    judge(project, 1)
    assert names(path) == ["work.real", "work.real-wal"]


@pytest.mark.parametrize("open_again", [open_to_write, open_to_read])
def test_a_second_opener_is_refused_at_once(project, path, open_again):
    with pytest.raises(UserError, match="is open in another window or program"):
        open_again(path)
    judge(project, 1)


def test_it_can_be_opened_again_after_it_was_closed(judged_path):
    for _ in range(2):
        project = open_to_write(judged_path)
        judge(project, 3)
        project.close()
    project = open_to_read(judged_path)
    assert event_count(project) == 4
    project.close()


def test_at_rest_a_project_is_one_file_in_no_special_mode(judged_path):
    assert names(judged_path) == ["work.real"]
    header = judged_path.read_bytes()[:20]
    assert header[18:20] == b"\x01\x01"


def test_looking_changes_nothing(judged_path, untouched):
    with untouched():
        project = open_to_read(judged_path)
        assert project.is_read_only
        assert event_count(project) == 2
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            project.db.execute("DELETE FROM events")
        with pytest.raises(SaveError, match="is open only to be read"):
            judge(project, 1)
        project.close()


def test_who_reads_is_not_disturbed_by_who_comes_to_work(judged_path, untouched):
    with untouched():
        reader = open_to_read(judged_path)
        with pytest.raises(UserError, match="is open in another window or program"):
            open_to_write(judged_path)
        other = open_to_read(judged_path)
        assert event_count(reader) == event_count(other) == 2
        other.close()
        reader.close()
    writer = open_to_write(judged_path)
    judge(writer, 3)
    writer.close()


def test_a_killed_writer_loses_no_committed_row(killed_path):
    path, acknowledged = killed_path
    assert names(path) == ["work.real", "work.real-wal"]
    project = open_to_write(path)
    assert event_uuids(project)[2:] == acknowledged
    assert len(acknowledged) == 12
    assert not path.with_name("work.real-shm").exists()
    judge(project, 1)
    project.close()
    assert names(path) == ["work.real"]


def test_a_reader_after_a_kill_sees_every_row_and_hinders_nobody(killed_path):
    path, acknowledged = killed_path
    data = path.read_bytes()
    reader = open_to_read(path)
    with pytest.raises(UserError, match="is open in another window or program"):
        open_to_write(path)
    assert event_uuids(reader)[2:] == acknowledged
    reader.close()
    assert path.read_bytes() == data
    writer = open_to_write(path)
    assert event_uuids(writer)[2:] == acknowledged
    writer.close()
    assert names(path) == ["work.real"]


def rename_and_fail(project):
    with project.transaction():
        project.db.execute("UPDATE project SET name = 'changed'")
        raise ZeroDivisionError


def test_an_error_inside_takes_everything_back(project):
    with pytest.raises(ZeroDivisionError):
        rename_and_fail(project)
    assert not project.db.conn.in_transaction
    assert project.db.execute("SELECT name FROM project").fetchone() == ("work",)


def test_a_full_project_raises_a_save_error_and_keeps_what_it_has(project):
    pages = project.db.execute("PRAGMA page_count").fetchone()[0]
    project.db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(SaveError, match="not saved: database or disk is full"):
        any(judge(project, 1) is None for _ in range(1_000))
    count = event_count(project)
    project.db.execute("PRAGMA max_page_count = 100000")
    judge(project, 1)
    assert event_count(project) == count + 1


def test_a_disk_that_refuses_raises_a_save_error_and_can_be_tried_again(full_disk, project):
    judge(project, 1)
    with full_disk():
        with pytest.raises(SaveError, match="not saved: "):
            judge(project, 2)
        assert event_count(project) == 1
    judge(project, 2)
    assert event_count(project) == 2


def test_closing_on_a_full_disk_leaves_the_log_with_everything(full_disk, path):
    project = filled_project(path)
    judge(project, 1)
    with full_disk():
        project.checkpoint()
        project.close()
    assert "work.real-wal" in names(path)
    again = open_to_write(path)
    assert event_count(again) == 1
    again.close()
    assert names(path) == ["work.real"]


def test_the_origin_tells_copies_apart(judged_path):
    copy = judged_path.with_name("copy.real")
    copy.write_bytes(judged_path.read_bytes())
    projects = [open_to_read(judged_path), open_to_read(copy), open_to_read(judged_path)]
    here, there, here_again = (project.origin for project in projects)
    assert here == here_again != there
    assert projects[0].uuid == projects[1].uuid
    for project in projects:
        project.close()


def test_the_time_is_stored_as_iso_8601_in_utc():
    assert project_file.now().endswith("Z")
    assert len(project_file.now()) == len("2026-01-02T03:04:05.678Z")


def test_a_file_that_may_not_be_written_says_so(judged_path, monkeypatch):
    def refuse(_path):
        error = sqlite3.OperationalError("attempt to write a readonly database")
        error.sqlite_errorcode = sqlite3.SQLITE_READONLY
        raise error

    monkeypatch.setattr(project_file, "_connect", refuse)
    with pytest.raises(UserError, match="cannot be written"):
        open_to_write(judged_path)
    assert os.listdir(judged_path.parent) == ["work.real"]
