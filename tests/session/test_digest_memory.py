import os

import pytest

from real_desktop.core.progress import drained
from real_desktop.embedding import file_digests as reading
from real_desktop.embedding.models import default_folder
from real_desktop.session import digest_memory
from real_desktop.session.digest_memory import DIGESTS, LEAST_BYTES
from real_desktop.session.models import find_by_fingerprint, find_model
from tests.embedding.model_folders import cached, causal_folder, weights_bytes

DIGEST = "d" * 64
OTHER = "e" * 64


@pytest.fixture
def at_rest(monkeypatch):
    """Files need not be two seconds old."""
    monkeypatch.setattr(digest_memory, "FRESH_S", 0)


@pytest.fixture
def large(tmp_path):
    path = tmp_path / "model.safetensors"
    path.write_bytes(bytes(LEAST_BYTES))
    return path


@pytest.fixture
def read(monkeypatch):
    """The names of the files that are read, as they are."""
    names, really = [], reading._read

    def note(file, *rest):
        names.append(file.name)
        return really(file, *rest)

    monkeypatch.setattr(reading, "_read", note)
    return names


def keep(path, digest=DIGEST):
    DIGESTS.keep(path, path.stat(), digest)


def recalled(path):
    return DIGESTS.recall(path, path.stat())


def test_a_digest_is_known_until_the_file_changes(at_rest, large):
    assert recalled(large) is None
    keep(large)
    assert recalled(large) == DIGEST
    with large.open("r+b") as file:
        file.write(b"x")
    assert recalled(large) is None


def test_a_change_that_hides_its_time_is_seen(at_rest, large):
    keep(large)
    before = large.stat()
    with large.open("r+b") as file:
        file.write(b"x")
    os.utime(large, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert large.stat().st_mtime_ns == before.st_mtime_ns
    assert recalled(large) is None


def test_another_file_of_the_name_is_another(at_rest, large):
    keep(large)
    fresh = large.with_name("fresh")
    fresh.write_bytes(bytes(LEAST_BYTES))
    fresh.replace(large)
    assert recalled(large) is None


def test_what_has_just_changed_is_not_remembered_for_it_may_change_again(large):
    keep(large)
    assert recalled(large) is None


def test_small_files_are_not_remembered(at_rest, large):
    os.truncate(large, LEAST_BYTES - 1)
    keep(large)
    assert recalled(large) is None


@pytest.mark.parametrize("content", [b"", b"[]", b'{"a": 1}', b"\xff", b"[" * 100_000])
def test_a_damaged_memory_is_an_empty_one(at_rest, large, own_folders, content):
    keep(large)
    (file,) = own_folders.rglob("digests.json")
    file.write_bytes(content)
    assert recalled(large) is None
    keep(large)
    assert recalled(large) == DIGEST


@pytest.mark.parametrize("digest", [None, 7, "short", "D" * 64])
def test_what_is_no_digest_is_not_believed(at_rest, large, digest):
    keep(large, digest)
    assert recalled(large) is None


def test_the_last_ones_are_kept(at_rest, large, monkeypatch):
    monkeypatch.setattr(digest_memory, "MOST", 2)
    paths = [large, *(large.with_name(name) for name in ("second", "third"))]
    for path in paths:
        path.write_bytes(bytes(LEAST_BYTES))
        keep(path)
    assert [recalled(path) for path in paths] == [None, DIGEST, DIGEST]
    keep(paths[1], OTHER)
    keep(large)
    assert [recalled(path) for path in paths] == [DIGEST, OTHER, None]


def test_a_folder_of_state_that_cannot_be_written_stops_nobody(at_rest, large, full_disk):
    with full_disk():
        keep(large)
    assert recalled(large) is None
    assert not list(large.parent.glob("*.tmp"))


def test_a_second_run_does_not_read_the_weights_again(at_rest, tmp_path, read):
    folder = causal_folder(tmp_path / "mine")
    (folder / "model.safetensors").write_bytes(weights_bytes(LEAST_BYTES))
    model = drained(find_model(str(folder)))
    assert "model.safetensors" in read
    read.clear()
    assert drained(find_by_fingerprint("mine", model.fingerprint)) == model
    assert "model.safetensors" not in read
    (folder / "model.safetensors").write_bytes(weights_bytes(LEAST_BYTES + 1))
    assert drained(find_model(str(folder))).fingerprint != model.fingerprint


def test_versions_in_the_hubs_cache_that_share_a_blob_read_it_once(at_rest, tmp_path, read):
    snapshot = cached(tmp_path / "hub", "someone/small")
    blob = (snapshot / "model.safetensors").resolve()
    blob.write_bytes(weights_bytes(LEAST_BYTES))
    again = causal_folder(snapshot.with_name("second"))
    (again / "model.safetensors").unlink()
    (again / "model.safetensors").symlink_to(blob)
    for folder in (snapshot, again):
        drained(find_model(str(folder)))
    assert read.count("model.safetensors") == 1


@pytest.mark.model
def test_the_packaged_model_is_read_once(read):
    for _ in range(2):
        assert drained(find_model("all-MiniLM-L6-v2")).path == default_folder()
    assert read.count("model.safetensors") == 1
