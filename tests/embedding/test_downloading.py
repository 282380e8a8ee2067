"""Downloads from a hub on this machine; nothing here goes further than 127.0.0.1."""

import multiprocessing
import socket
import ssl
import sys
import time

import pytest

from real_desktop.core.errors import UserError
from real_desktop.core.progress import drained
from real_desktop.embedding import downloading, hub_client
from real_desktop.embedding.downloading import download, look_up
from real_desktop.embedding.folder_check import IncompleteModelError, check_folder
from real_desktop.embedding.hub_cache import hub_cache, repository_of, snapshots_of
from real_desktop.embedding.model_offer import unfinished_files
from real_desktop.session.models import NotOnDiskError, find_model, models_on_disk
from tests.embedding.fake_hub import COMMIT
from tests.embedding.model_folders import causal_folder, weights_bytes, write_json

NAME = "someone/small"


@pytest.fixture
def offer(hub):
    return drained(look_up(NAME))


def make_large(hub, size=25_000_000, speed=25_000_000):
    """The hub's library writes ten million bytes at a time."""
    (hub.folder / NAME / "model.safetensors").write_bytes(weights_bytes(size // 4))
    hub.bytes_a_second = speed


def test_an_offer_says_how_much_would_be_fetched_from_where_and_fetches_nothing(hub):
    folder = hub.folder / NAME
    for name in ("README.md", "pytorch_model.bin", "train.py", "onnx/model.onnx"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"x" * 1000)
    offer = drained(look_up(NAME))
    assert offer.address.startswith("127.0.0.1:")
    assert {one.name for one in offer.files} == {
        "1_Pooling/config.json", "config.json", "model.safetensors", "modules.json",
        "tokenizer.json", "tokenizer_config.json",
    }  # fmt: skip
    assert offer.size_bytes == sum((folder / one.name).stat().st_size for one in offer.files)
    assert not any("/resolve/" in path for path in hub.asked)
    assert not hub_cache().exists()


def test_what_was_downloaded_is_a_model_that_is_found_by_its_name(hub, offer):
    (hub.folder / NAME / "train.py").write_text("raise SystemExit")
    folder = drained(download(offer))
    assert drained(find_model(NAME)).path == folder
    assert snapshots_of(NAME) == [folder]
    assert (repository_of(NAME) / "refs" / "main").read_text() == COMMIT
    assert NAME in [one.name for one in models_on_disk()]
    assert not list(folder.rglob("*.py"))
    assert not {"huggingface_hub", "torch"} & set(sys.modules)


def test_the_descriptions_are_fetched_before_the_weights(hub, offer):
    hub.asked.clear()
    drained(download(offer))
    fetched = [path.partition("/resolve/")[2].partition("/")[2] for path in hub.asked]
    fetched = [name for name in fetched if name]
    first = fetched.index("model.safetensors")
    assert set(fetched[:first]) == set(offer.descriptions)
    assert set(fetched[first:]) == {"model.safetensors"}


def test_progress_counts_bytes_to_the_end(hub):
    make_large(hub)
    offer = drained(look_up(NAME))
    reports = list(download(offer))
    done = [one.done for one in reports]
    assert done == sorted(done)
    assert (done[0], done[-1]) == (0, offer.size_bytes)
    assert len(set(done)) > 3
    assert {(one.stage, one.total, one.unit) for one in reports} == {
        ("Downloading", offer.size_bytes, "bytes")
    }


def test_a_download_that_is_stopped_leaves_nothing_that_is_taken_for_a_model(hub):
    make_large(hub)
    offer = drained(look_up(NAME))
    job = download(offer)
    next(one for one in job if one.done > 5_000_000)
    assert unfinished_files(NAME)
    job.close()
    assert not unfinished_files(NAME)
    assert not multiprocessing.active_children()
    with pytest.raises(NotOnDiskError):
        drained(find_model(NAME))
    assert NAME not in [one.name for one in models_on_disk()]
    hub.bytes_a_second = 0
    assert drained(download(offer)) == drained(find_model(NAME)).path


def test_stopping_takes_no_time_however_slow_the_hub_is(hub):
    make_large(hub, speed=100)
    job = download(drained(look_up(NAME)))
    next(one for one in job if one.done > 0)
    began = time.monotonic()
    job.close()
    assert time.monotonic() - began < 2


def test_half_files_of_another_program_stay(hub, offer):
    other = repository_of(NAME) / "blobs" / "abc.1234.incomplete"
    other.parent.mkdir(parents=True)
    other.write_text("half")
    drained(download(offer))
    assert other.read_text() == "half"


def test_an_unsafe_model_is_refused_before_its_weights_are_fetched(hub):
    folder = hub.folder / NAME
    write_json(folder / "config.json", {"auto_map": {"AutoModel": "x.Y"}})
    offer = drained(look_up(NAME))
    hub.asked.clear()
    with pytest.raises(UserError, match=r"auto_map in config\.json"):
        drained(download(offer))
    assert not any(path.endswith(".safetensors") for path in hub.asked)
    with pytest.raises(UserError):
        drained(find_model(NAME))


def test_damaged_weights_are_refused_after_the_download(hub):
    (hub.folder / NAME / "model.safetensors").write_bytes(weights_bytes() + b"\0")
    offer = drained(look_up(NAME))
    with pytest.raises(IncompleteModelError, match="are damaged"):
        drained(download(offer))
    with pytest.raises(NotOnDiskError):
        drained(find_model(NAME))


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ("pytorch_model.bin", r"found: only pickles \(pytorch_model.bin\)"),
        ("x.gguf", "found: none"),
    ],
)
def test_a_model_without_safetensors_is_not_offered(hub, weights, words):
    (hub.folder / NAME / "model.safetensors").rename(hub.folder / NAME / weights)
    with pytest.raises(UserError, match=f"has no weights as safetensors; {words}"):
        drained(look_up(NAME))


def test_a_newer_version_stands_beside_the_older_until_it_is_whole(hub, offer, monkeypatch):
    old = drained(download(offer))
    monkeypatch.setattr("tests.embedding.fake_hub.COMMIT", "b" * 40)
    causal_folder(hub.folder / NAME)
    make_large(hub)
    newer = drained(look_up(NAME))
    job = download(newer)
    next(one for one in job if one.done > 5_000_000)
    job.close()
    assert drained(find_model(NAME)).path == old
    hub.bytes_a_second = 0
    new = drained(download(newer))
    assert drained(find_model(NAME)).path == new != old


def test_a_model_that_the_hub_does_not_have(hub):
    with pytest.raises(UserError, match=r"127.0.0.1:\d+ has no model no/such"):
        drained(look_up("no/such"))


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (403, "GatedRepo", "accept its terms"),
        (401, "RepoNotFound", "has no model"),
        (503, "", "it answered 503"),
        (404, "", "it answered 404|has no model"),
    ],
)
def test_a_refusal_of_the_hub_is_one_sentence(hub, status, code, words):
    hub.status, hub.error_code = status, code
    with pytest.raises(UserError, match=words) as caught:
        drained(look_up(NAME))
    assert "\n" not in str(caught.value)


def test_without_a_connection_it_is_said_at_once(hub, monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(UserError, match=r"127.0.0.1:9 cannot be reached, so someone/small"):
        drained(look_up(NAME))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ConnectionResetError(104, "Connection reset by peer"), "cannot be reached"),
        (TimeoutError("timed out"), "cannot be reached"),
        (ssl.SSLError(1, "bad record mac"), "cannot be reached"),
        (socket.gaierror(-2, "Name or service not known"), "cannot be reached"),
        (OSError(28, "No space left on device"), "cannot be saved .*No space left"),
    ],
)
def test_what_the_network_did_is_not_laid_upon_the_disk(error, words):
    with pytest.raises(UserError, match=words), hub_client._errors_in_words(NAME):
        raise error


def test_a_connection_that_is_lost_while_downloading_is_said(hub, offer):
    hub.status = 503
    with pytest.raises(UserError, match="someone/small"):
        drained(download(offer))
    with pytest.raises(NotOnDiskError):
        drained(find_model(NAME))


@pytest.mark.parametrize("name", ["HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"])
def test_offline_no_process_is_started(monkeypatch, name):
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    monkeypatch.setenv(name, "1")
    monkeypatch.delattr(downloading, "run_aside")
    with pytest.raises(UserError, match="network is switched off for models"):
        drained(look_up(NAME))


def test_what_does_not_fit_is_not_begun(hub, offer, monkeypatch):
    usage = downloading.shutil.disk_usage("/")
    monkeypatch.setattr(downloading.shutil, "disk_usage", lambda _: usage._replace(free=10))
    hub.asked.clear()
    with pytest.raises(UserError, match=r"needs .* where 10 bytes are free"):
        drained(download(offer))
    assert hub.asked == []


@pytest.mark.parametrize("name", ["../etc", "a/b/c", "", "http://x/y", "a b"])
def test_what_no_model_can_be_called_is_not_asked_for(hub, name):
    with pytest.raises(UserError, match="no model can be called"):
        drained(look_up(name))
    assert hub.asked == []


def test_a_whole_download_passes_the_folder_check(hub, offer):
    check_folder(drained(download(offer)))
