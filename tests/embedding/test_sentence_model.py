import pytest

from real_desktop.core.errors import UserError
from real_desktop.embedding.loading import load_model
from real_desktop.embedding.sentence_model import pick_device


def test_auto_takes_the_first_device_that_is_there():
    assert pick_device("auto", ["cuda", "cpu"]) == "cuda"
    assert pick_device("cpu", ["cuda", "cpu"]) == "cpu"


def test_an_absent_device_names_what_is_there():
    with pytest.raises(UserError, match="no device cuda here; there is: mps, cpu"):
        pick_device("cuda", ["mps", "cpu"])


def test_an_absent_folder_is_refused(tmp_path):
    with pytest.raises(UserError, match=r"not there: .*nowhere"):
        load_model(str(tmp_path / "nowhere"), device="cpu")
