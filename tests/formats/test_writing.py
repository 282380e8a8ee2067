from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from real_desktop.core.errors import UserError
from real_desktop.formats.writing import WrittenFile, line_file, replacing, write_json

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.fixture
def old(tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_text("old")
    return path


def write_lines(path, rows):
    with line_file(path) as lines:
        for row in rows:
            lines.add(row)
    return lines.written


def refusal_of(path, rows=({"a": 1},)):
    with pytest.raises(UserError) as caught:
        write_lines(path, rows)
    return str(caught.value)


def test_lines_are_utf8_and_end_with_a_line_break(tmp_path):
    path = tmp_path / "out.jsonl"
    written = write_lines(path, iter([{"b": "é\n", "a": None}, {"c": 0.5}]))
    data = '{"b":"é\\n","a":null}\n{"c":0.5}\n'.encode()
    assert path.read_bytes() == data
    assert written == WrittenFile(path, 2, len(data), hashlib.sha256(data).hexdigest())


def test_no_rows_make_an_empty_file(tmp_path):
    written = write_lines(tmp_path / "out.jsonl", [])
    assert (written.rows, written.bytes) == (0, 0)
    assert (tmp_path / "out.jsonl").read_bytes() == b""


def test_json_is_indented_and_reported(tmp_path):
    path = tmp_path / "out.json"
    written = write_json(path, [{"a": "é"}, {}])
    data = path.read_bytes()
    assert data == '[\n  {\n    "a": "é"\n  },\n  {}\n]\n'.encode()
    assert written == WrittenFile(path, 2, len(data), hashlib.sha256(data).hexdigest())
    assert write_json(path, {"a": [1, 2, 3]}).rows == 1


@given(texts=st.lists(TEXT, max_size=5))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_text_is_written_as_it_stands(tmp_path, texts):
    path = tmp_path / "out.jsonl"
    write_lines(path, [{"text": text} for text in texts])
    lines = path.read_bytes().split(b"\n")[:-1]
    assert [json.loads(line)["text"] for line in lines] == texts


def test_the_old_file_is_replaced_at_the_end_only(old):
    def rows():
        for number in range(3):
            assert old.read_text() == "old"
            yield {"n": number}

    write_lines(old, rows())
    assert len(old.read_text().splitlines()) == 3
    assert list(old.parent.iterdir()) == [old]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, GeneratorExit])
def test_a_failure_between_rows_leaves_the_old_file(old, error):
    def rows():
        yield {"n": "x" * 100_000}
        raise error

    with pytest.raises(error):
        write_lines(old, rows())
    assert old.read_text() == "old"
    assert list(old.parent.iterdir()) == [old]


def test_a_row_that_cannot_be_written_leaves_the_old_file(old):
    with pytest.raises(TypeError):
        write_lines(old, [{"a": 1}, {"a": object()}])
    assert old.read_text() == "old"
    assert list(old.parent.iterdir()) == [old]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_an_error_of_the_disk_leaves_the_old_file(old, monkeypatch, step):
    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), fail)
    assert refusal_of(old) == "out.jsonl: cannot be written (No space left on device)"
    monkeypatch.undo()
    assert old.read_text() == "old"
    assert list(old.parent.iterdir()) == [old]


def test_file_is_synced_before_and_its_folder_after_it_is_renamed(tmp_path, monkeypatch):
    steps = []
    fsync, replace = os.fsync, Path.replace

    def note_fsync(descriptor):
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        steps.append("folder" if is_folder else "file")
        assert is_folder or os.fstat(descriptor).st_size == len('{"a":1}\n')
        fsync(descriptor)

    def note_replace(self, target):
        steps.append("rename")
        assert self.parent == Path(target).parent
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", note_fsync)
    monkeypatch.setattr(Path, "replace", note_replace)
    write_lines(tmp_path / "out.jsonl", [{"a": 1}])
    assert steps == ["file", "rename"] + ["folder"] * (os.name != "nt")


def test_a_folder_is_refused(tmp_path):
    assert refusal_of(tmp_path) == f"{tmp_path.name}: expected a file to write, found a folder"


@pytest.mark.parametrize("target", ["real.jsonl", "missing.jsonl"])
def test_a_symbolic_link_is_refused_and_not_followed(tmp_path, target):
    (tmp_path / "real.jsonl").write_text("old")
    link = tmp_path / "link.jsonl"
    link.symlink_to(tmp_path / target)
    assert refusal_of(link) == "link.jsonl: expected a file to write, found a symbolic link"
    assert link.is_symlink()
    assert (tmp_path / "real.jsonl").read_text() == "old"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert refusal_of(tmp_path / "pipe").endswith("found a device, a pipe or a socket")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no devices here")
def test_a_device_is_refused():
    sentence = refusal_of(Path("/dev/full"))
    assert "full: " in sentence
    assert Path("/dev/full").is_char_device()


@pytest.mark.parametrize("folder", ["missing", "file"])
def test_a_missing_folder_is_refused(tmp_path, folder):
    (tmp_path / "file").write_text("")
    sentence = refusal_of(tmp_path / folder / "out.jsonl")
    assert sentence.startswith("out.jsonl: cannot be written, its folder ")
    assert sentence.endswith("does not exist")


def test_a_folder_without_permission_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert refusal_of(tmp_path / "out.jsonl").endswith("is not writable")
    assert list(tmp_path.iterdir()) == []


def test_the_rows_are_not_asked_for_when_the_path_is_refused(tmp_path):
    def rows():
        pytest.fail("a row was made")
        yield

    refusal_of(tmp_path, rows())


def test_a_new_file_has_the_usual_permissions(tmp_path):
    write_lines(tmp_path / "out.jsonl", [])
    (tmp_path / "usual").write_text("")
    modes = [(tmp_path / name).stat().st_mode for name in ("out.jsonl", "usual")]
    assert modes[0] == modes[1]


def test_a_long_name_is_a_sentence_or_a_file(tmp_path):
    assert "cannot be written" in refusal_of(tmp_path / ("x" * 300))
    assert list(tmp_path.iterdir()) == []


def test_replacing_serves_writers_of_other_kinds(old):
    with replacing(old) as file:
        file.write(b"new")
        assert old.read_text() == "old"
    assert old.read_text() == "new"


@pytest.mark.parametrize("name", ["a.real", "a.real-wal", "a.real-shm", "a.real-journal"])
def test_the_name_of_a_project_is_refused(tmp_path, name):
    assert "cannot have the name of a project" in refusal_of(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_database_of_any_name_is_never_replaced(tmp_path):
    path = tmp_path / "labels.jsonl"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE notes (text)")
    before = path.read_bytes()
    assert "is a database" in refusal_of(path)
    assert path.read_bytes() == before
