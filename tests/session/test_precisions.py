import json

import pytest

from real_desktop.embedding.encoder import EncoderInfo
from real_desktop.session import precisions
from real_desktop.session.precisions import known_precision, remember_precision

INFO = EncoderInfo(8, 16, "cpu", "bfloat16", "window", "bfloat16 is faster")


def test_what_was_measured_is_known_for_this_model_and_device():
    assert known_precision("model", "auto") is None
    remember_precision("model", "auto", INFO)
    assert known_precision("model", "auto") == ("bfloat16", "bfloat16 is faster")
    assert known_precision("other", "auto") is None
    assert known_precision("model", "cuda") is None


def test_another_processor_is_measured_anew(monkeypatch):
    remember_precision("model", "cpu", INFO)
    monkeypatch.setattr(precisions, "_processor", lambda: "another one")
    assert known_precision("model", "cpu") is None


@pytest.mark.parametrize("precision", ["int3", "", "auto", None, ["float32"]])
def test_a_precision_that_nothing_can_be_loaded_in_is_none(own_folders, precision):
    remember_precision("model", "cpu", INFO)
    (file,) = own_folders.rglob("precisions.json")
    file.write_text(file.read_text().replace('"bfloat16"', json.dumps(precision)))
    assert known_precision("model", "cpu") is None


def test_a_damaged_file_is_as_none(own_folders):
    remember_precision("model", "cpu", INFO)
    for content in ("{", "[]", '{"a": 1}'):
        (file,) = own_folders.rglob("precisions.json")
        file.write_text(content)
        assert known_precision("model", "cpu") is None
    remember_precision("model", "cpu", INFO)
    assert known_precision("model", "cpu") is not None
