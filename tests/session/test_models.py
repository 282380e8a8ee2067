import sys
from pathlib import Path

import pytest

from real_desktop.core.errors import UserError
from real_desktop.core.progress import drained
from real_desktop.embedding.hub_cache import hub_cache
from real_desktop.embedding.models import FINGERPRINT, default_model
from real_desktop.session.model_memory import remembered_models
from real_desktop.session.models import (
    NotOnDiskError,
    find_by_fingerprint,
    find_model,
    list_folder,
    models_on_disk,
)
from tests.embedding.model_folders import (
    DENSE,
    cached,
    causal_folder,
    sentence_folder,
    weights_bytes,
    write_json,
)

pytestmark = pytest.mark.model


def names():
    return [one.name for one in models_on_disk()]


def test_the_packaged_model_is_listed_with_its_size_and_dimension():
    (only,) = models_on_disk()
    assert (only.name, only.dimension) == ("all-MiniLM-L6-v2", 384)
    assert 90_000_000 < only.size_bytes < 93_000_000


@pytest.mark.parametrize("name", ["all-MiniLM-L6-v2", "sentence-transformers/all-MiniLM-L6-v2"])
def test_the_packaged_model_is_found_by_both_of_its_names(name):
    assert drained(find_model(name)) == drained(default_model())


def test_models_of_the_hubs_cache_are_listed_and_found_by_name():
    cached(hub_cache(), "someone/small")
    cached(hub_cache(), "gpt2", make=causal_folder)
    (hub_cache() / "datasets--some--rows").mkdir()
    (hub_cache() / "models--some--thing").mkdir()
    assert names() == ["all-MiniLM-L6-v2", "gpt2", "someone/small"]
    found = drained(find_model("someone/small"))
    assert (found.name, found.path.name) == ("someone/small", "c0ffee")
    assert names() == ["all-MiniLM-L6-v2", "gpt2", "someone/small"]


def test_the_main_version_in_the_cache_is_taken_unless_it_is_incomplete():
    old = cached(hub_cache(), "someone/small", "aaa")
    new = cached(hub_cache(), "someone/small", "bbb")
    assert drained(find_model("someone/small")).path == new
    (new / "model.safetensors").unlink()
    assert drained(find_model("someone/small")).path == old
    (old / "tokenizer.json").unlink()
    assert names() == ["all-MiniLM-L6-v2"]
    with pytest.raises(NotOnDiskError, match=r"someone/small is not on this machine.*huggingface"):
        drained(find_model("someone/small"))


def test_an_unsafe_version_in_the_cache_is_refused_with_its_reason():
    snapshot = cached(hub_cache(), "someone/small")
    (snapshot / "modeling.py").write_text("")
    assert names() == ["all-MiniLM-L6-v2"]
    with pytest.raises(UserError, match="program code"):
        drained(find_model("someone/small"))


def test_a_name_that_is_nowhere_says_where_it_could_be_fetched(monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", "https://mirror.example/hf/")
    with pytest.raises(NotOnDiskError, match=r"downloaded from mirror.example/hf after you") as it:
        drained(find_model("no/such-model"))
    assert it.value.name == "no/such-model"


@pytest.mark.parametrize(
    "name", ["./no/such", "/no/such", "~/no/such", "a/b/c", "~no-one/x", "a b", "a--b"]
)
def test_what_can_only_be_a_folder_is_never_looked_up(name):
    with pytest.raises(UserError, match="there is no folder") as it:
        drained(find_model(name))
    assert not isinstance(it.value, NotOnDiskError)


@pytest.mark.parametrize("name", ["", "  "])
def test_no_name_at_all_is_asked_for(name):
    with pytest.raises(UserError, match="the model needs a name"):
        drained(find_model(name))


def test_a_model_with_snapshots_of_its_training_is_itself(tmp_path):
    folder = causal_folder(tmp_path / "mine")
    causal_folder(folder / "snapshots" / "step-9")
    assert drained(find_model(str(folder))).path == folder


def test_a_folder_of_the_cache_stands_for_a_whole_version(tmp_path):
    whole = cached(tmp_path / "hub", "someone/small", "aaa")
    cut = cached(tmp_path / "hub", "someone/small", "bbb")
    (cut / "model.safetensors").unlink()
    repository = whole.parents[1]
    assert drained(find_model(str(repository))).path == whole
    (whole / "model.safetensors").unlink()
    with pytest.raises(UserError, match="has no whole version of someone/small"):
        drained(find_model(str(repository)))


def test_a_model_of_a_project_that_became_unsafe_says_so(tmp_path):
    model = drained(find_model(str(causal_folder(tmp_path / "mine"))))
    (tmp_path / "mine" / "modeling.py").write_text("")
    with pytest.raises(UserError, match="program code"):
        drained(find_by_fingerprint("mine", model.fingerprint))


def test_a_folder_that_was_used_is_listed_from_then_on_as_long_as_it_is_there(tmp_path):
    folder = causal_folder(tmp_path / "mine")
    assert drained(find_model(str(folder))).name == "mine"
    assert names() == ["all-MiniLM-L6-v2", "mine"]
    folder.rename(tmp_path / "gone")
    assert names() == ["all-MiniLM-L6-v2"]
    assert remembered_models() == []


def test_the_folder_of_the_cache_itself_stands_for_its_version(tmp_path):
    snapshot = cached(tmp_path / "other-hub", "someone/small")
    for folder in (snapshot, snapshot.parents[1]):
        assert drained(find_model(str(folder))).name == "someone/small"
    assert names() == ["all-MiniLM-L6-v2", "someone/small"]


def test_a_relative_folder_is_remembered_whole(tmp_path, monkeypatch):
    causal_folder(tmp_path / "mine")
    monkeypatch.chdir(tmp_path)
    drained(find_model("mine"))
    monkeypatch.chdir("/")
    assert names() == ["all-MiniLM-L6-v2", "mine"]


def test_a_model_is_found_again_by_its_fingerprint_even_where_its_name_is_lost(tmp_path):
    model = drained(find_model(str(causal_folder(tmp_path / "mine"))))
    assert drained(find_by_fingerprint("called otherwise", model.fingerprint)) == model
    assert drained(find_by_fingerprint("x", FINGERPRINT)) == drained(default_model())


def test_a_model_with_other_files_is_not_the_one_that_was_used(tmp_path):
    model = drained(find_model(str(causal_folder(tmp_path / "mine"))))
    (tmp_path / "mine" / "model.safetensors").write_bytes(weights_bytes(5))
    with pytest.raises(UserError, match="not on this machine, or not with the same files"):
        drained(find_by_fingerprint("mine", model.fingerprint))


@pytest.mark.parametrize("content", [b"", b"[]", b"[1]", b'[{"name": 1}]', b"\xff"])
def test_a_damaged_memory_is_an_empty_one(tmp_path, own_folders, content):
    folder = causal_folder(tmp_path / "mine")
    drained(find_model(str(folder)))
    (memory,) = own_folders.rglob("models.json")
    memory.write_bytes(content)
    assert names() == ["all-MiniLM-L6-v2"]
    drained(find_model(str(folder)))
    assert names() == ["all-MiniLM-L6-v2", "mine"]


def test_a_dense_layer_decides_the_dimension(tmp_path):
    folder = sentence_folder(tmp_path / "dense", DENSE)
    write_json(folder / "2_Dense" / "config.json", {"out_features": 2})
    (folder / "2_Dense" / "model.safetensors").write_bytes(weights_bytes())
    drained(find_model(str(folder)))
    assert models_on_disk()[1].dimension == 2


@pytest.mark.parametrize(
    "pooling",
    [
        {"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": True},
        {"pooling_mode": ["cls", "mean"]},
    ],
)
def test_of_several_poolings_the_dimension_is_not_guessed(tmp_path, pooling):
    folder = sentence_folder(tmp_path / "two")
    write_json(folder / "1_Pooling" / "config.json", pooling)
    drained(find_model(str(folder)))
    assert models_on_disk()[1].dimension is None


def test_a_folder_whose_file_is_a_link_to_nothing_is_listed_without_it(tmp_path):
    folder = causal_folder(tmp_path / "mine")
    size = drained(list_folder(folder)).size_bytes
    (folder / "vocab.json").symlink_to(folder / "gone")
    (folder / "made.json").mkdir()
    assert drained(list_folder(folder)).size_bytes == size


def test_a_folder_that_may_not_be_read_is_one_sentence(tmp_path, monkeypatch):
    folder = causal_folder(tmp_path / "mine")

    def refuse(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_file", refuse)
    with pytest.raises(UserError, match=r"mine cannot be read .Permission denied"):
        drained(list_folder(folder))


def test_real_models_are_listed_without_torch(tiny_models):
    for kind in ("sentence", "causal"):
        drained(find_model(str(tiny_models / kind)))
    listed = {one.name: one.dimension for one in models_on_disk()}
    assert listed == {"all-MiniLM-L6-v2": 384, "sentence": 32, "causal": 32}
    assert "torch" not in sys.modules


def test_the_cache_is_where_the_hubs_library_has_it(monkeypatch):
    for name in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert hub_cache() == Path.home() / ".cache/huggingface/hub"
    for name, value, expected in (
        ("XDG_CACHE_HOME", "/c", "/c/huggingface/hub"),
        ("HF_HOME", "$XDG_CACHE_HOME/hf", "/c/hf/hub"),
        ("HUGGINGFACE_HUB_CACHE", "/old", "/old"),
        ("HF_HUB_CACHE", "~/hub", str(Path.home() / "hub")),
    ):
        monkeypatch.setenv(name, value)
        assert hub_cache() == Path(expected)
