import hashlib

import pytest

from real_desktop.core.errors import UserError
from real_desktop.core.progress import drained
from real_desktop.embedding import file_digests as digests
from real_desktop.embedding.file_digests import file_digests
from tests.embedding.model_folders import causal_folder

PLENTY = 40 << 20


class Memory(dict):
    """Remembers by the name of the file alone."""

    def recall(self, file, seen):
        return self.get(file.name)

    def keep(self, file, seen, digest):
        self[file.name] = digest


@pytest.fixture
def large(tmp_path):
    """A folder with weights of 40 MiB and few bytes more."""
    folder = causal_folder(tmp_path / "large")
    (folder / "model.safetensors").write_bytes(bytes(PLENTY))
    return folder


def test_the_digests_are_those_of_the_files_that_decide(large):
    (large / "README.md").write_text("what it is for")
    found = drained(file_digests(large))
    assert found == {
        name: hashlib.sha256((large / name).read_bytes()).hexdigest()
        for name in ("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json")
    }


def test_what_is_read_is_reported_in_bytes(large):
    reports = list(file_digests(large))
    assert len(reports) == 2
    assert [(one.stage, one.unit, one.detail) for one in reports] == [
        ("Reading the model", "bytes", "large")
    ] * 2
    assert reports[0].done < reports[1].done <= reports[1].total
    assert reports[1].total > PLENTY


def test_what_is_known_is_not_read(large):
    memory = Memory()
    first = drained(file_digests(large, memory))
    assert memory == first
    (large / "model.safetensors").write_bytes(b"")
    assert list(file_digests(large, memory)) == []
    assert drained(file_digests(large, memory)) == first


def test_a_reading_that_was_stopped_keeps_the_files_that_it_had_read(large):
    memory = Memory()
    (large / "model-00002-of-00002.safetensors").write_bytes(b"second")
    (large / "model.safetensors").rename(large / "model-00001-of-00002.safetensors")
    (large / "spiece.model").write_bytes(bytes(PLENTY))
    job = file_digests(large, memory)
    while "model-00001-of-00002.safetensors" not in memory:
        next(job)
    job.close()
    assert "spiece.model" not in memory
    assert drained(file_digests(large, memory)).keys() == memory.keys()


def test_a_file_that_changes_while_it_is_read_is_not_remembered(large):
    memory = Memory()
    job = file_digests(large, memory)
    next(job)
    with (large / "model.safetensors").open("ab") as file:
        file.write(b"more")
    found = drained(job)
    assert "model.safetensors" in found
    assert "model.safetensors" not in memory


def test_a_file_that_cannot_be_read_is_one_sentence(large, monkeypatch):
    def refuse(*_arguments):
        raise PermissionError(13, "Permission denied")
        yield

    monkeypatch.setattr(digests, "_read", refuse)
    with pytest.raises(UserError, match=r"cannot be read: .*Permission denied"):
        drained(file_digests(large))
