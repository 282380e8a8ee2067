from __future__ import annotations

import json

import pyarrow as pa
import pytest
from pyarrow import ipc

from real_desktop.core.errors import UserError
from real_desktop.formats.arrow_rows import arrow_rows
from real_desktop.formats.folders import files_in
from real_desktop.formats.saved_dataset import saved_files


def save(folder, names, state=None):
    """A folder as save_to_disk writes it."""
    folder.mkdir(parents=True)
    for name in names:
        table = pa.table({"file": [name]})
        with ipc.new_stream(folder / name, table.schema) as writer:
            writer.write_table(table)
    listed = {"_data_files": [{"filename": name} for name in names], "_split": "train"}
    (folder / "state.json").write_text(json.dumps(listed if state is None else state))
    (folder / "dataset_info.json").write_text("{}")
    return folder


def refusal_of(folder):
    with pytest.raises(UserError) as caught:
        saved_files(folder)
    return str(caught.value)


def test_files_come_as_the_state_lists_them(tmp_path):
    names = ["data-00001-of-00002.arrow", "data-00000-of-00002.arrow"]
    folder = save(tmp_path / "d", names)
    (folder / "cache-123.arrow").write_bytes(b"")
    assert [file.name for file in files_in(folder)] == names
    assert [next(arrow_rows(file)).columns["file"] for file in files_in(folder)] == names


def test_splits_come_as_the_dictionary_names_them(tmp_path):
    for split in ("test", "train"):
        save(tmp_path / split, ["data-0.arrow"])
    (tmp_path / "dataset_dict.json").write_text('{"splits": ["train", "test"]}')
    found = [file.relative_to(tmp_path).as_posix() for file in files_in(tmp_path)]
    assert found == ["train/data-0.arrow", "test/data-0.arrow"]


@pytest.mark.parametrize("content", ["{}", "[]", '{"epoch": 1}'])
def test_other_files_of_this_name_say_nothing(tmp_path, content):
    (tmp_path / "state.json").write_text(content)
    assert saved_files(tmp_path) is None


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "..",
        "",
        "a/../../b",
        "..\\x",
        "C:x",
        "\\\\host\\x",
        "a\0",
        3,
    ],
)
def test_names_that_lead_out_of_the_folder_are_refused(tmp_path, name):
    folder = save(tmp_path / "d", [], {"_data_files": [{"filename": name}]})
    assert refusal_of(folder).startswith("d: state.json names ")
    assert refusal_of(folder).endswith(", which is not in the folder")
    (tmp_path / "dataset_dict.json").write_text(json.dumps({"splits": [name]}))
    assert refusal_of(tmp_path).endswith(", which is not in the folder")


def test_files_that_are_not_there_are_told(tmp_path):
    folder = save(tmp_path / "d", [], {"_data_files": [{"filename": "x.arrow"}]})
    assert refusal_of(folder) == "d: state.json names x.arrow, which is not there"
    (tmp_path / "dataset_dict.json").write_text('{"splits": ["d", "gone"]}')
    assert refusal_of(tmp_path).endswith(": dataset_dict.json names gone, which is not there")


@pytest.mark.parametrize("state", ["", "{", "\xff", "[" * 5_000])
def test_a_state_that_cannot_be_read_is_told(tmp_path, state):
    folder = save(tmp_path / "d", [])
    (folder / "state.json").write_text(state, encoding="latin-1")
    assert refusal_of(folder) == "d: state.json is not valid JSON"


@pytest.mark.parametrize("state", ["{}", "[]", '{"_data_files": 3}'])
def test_a_split_that_lists_no_files_is_told(tmp_path, state):
    save(tmp_path / "train", [])
    (tmp_path / "train" / "state.json").write_text(state)
    (tmp_path / "dataset_dict.json").write_text('{"splits": ["train"]}')
    assert refusal_of(tmp_path) == "train: state.json does not say which files hold the data"
