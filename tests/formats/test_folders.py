from __future__ import annotations

import json
import os

import pytest

from real_desktop.core.errors import UserError
from real_desktop.formats import folders
from real_desktop.formats.folders import files_in


@pytest.fixture
def folder_of(tmp_path):
    """Make a folder with files, each empty or with a text, and give its path."""
    top = tmp_path / "data set"
    top.mkdir()

    def make(*names, **contents):
        for name in names:
            (top / name).parent.mkdir(parents=True, exist_ok=True)
            (top / name).write_text(contents.get(name, ""), encoding="utf-8")
        return top

    return make


def names_in(folder):
    return [file.relative_to(folder).as_posix() for file in files_in(folder)]


def refusal_of(folder):
    with pytest.raises(UserError) as caught:
        files_in(folder)
    return str(caught.value)


def test_a_file_gives_itself(folder_of):
    file = folder_of("notes.txt") / "notes.txt"
    assert files_in(file) == (file,)
    assert files_in(file / "gone") == (file / "gone",)


def test_shards_come_in_natural_order(folder_of):
    names = [f"part-{i}.jsonl.zst" for i in (1, 2, 10, 100)]
    assert names_in(folder_of(*reversed(names))) == names
    assert names_in(folder_of("a2/x.json", "a10/x.json"))[:2] == ["a2/x.json", "a10/x.json"]


def test_what_is_no_data_is_left_out(folder_of):
    others = ["README.md", "LICENSE", ".gitattributes", "dataset_info.json", "dataset_infos.json"]
    others += ["state.json", "cover.png", ".hidden.json", ".git/x.json", "_SUCCESS", "x.tar.gz"]
    others += ["_delta_log/0.json", "code.py", "notes.txt", "Part 1.pdf"]
    data = ["a.JSON", "b.csv.gz", "c.tsv.bz2", "d.parquet", "e.arrow", "f.feather", "g.ndjson.xz"]
    data += ["part-00000", "part-00001-abc.snappy.parquet", "shard_3"]
    contents = {"state.json": '{"epoch": 3}'}
    assert sorted(names_in(folder_of(*data, *others, **contents))) == sorted(data)


def test_a_folder_without_data_says_what_is_in_it(folder_of, tmp_path):
    folder = folder_of("README.md", "pictures/cover.png", "data.zip")
    assert refusal_of(folder) == (
        "data set: expected a folder with JSON, CSV, Parquet or Arrow files,"
        " found cover.png, data.zip, README.md"
    )
    (tmp_path / "empty").mkdir()
    assert refusal_of(tmp_path / "empty").endswith("files, found nothing")


CARD = """---
license: mit
configs:
- config_name: default
  data_files:
  - split: train
    path: data/train-*
  - split: test
    path: "./data/test-*.parquet"
- config_name: extra
  data_files: extra/all.csv
dataset_info:
  features:
  - name: prompt
---
# A dataset
- split: fake
  path: other/*
"""


def test_a_dataset_of_a_hub_gives_what_its_card_names_in_that_order(folder_of):
    listed = ["data/train-0.parquet", "data/train-1.parquet", "data/test-0.parquet"]
    listed += ["extra/all.csv"]
    folder = folder_of(
        *listed, "README.md", "other/x.json", "data/old.parquet", **{"README.md": CARD}
    )
    assert names_in(folder) == listed


@pytest.mark.parametrize("card", ["", "# no metadata", "---\nconfigs: 3\n---\n", CARD])
def test_a_card_that_names_no_file_leaves_all(folder_of, card):
    files = ["default/test.json", "default/train.json", "second/train.json"]
    assert names_in(folder_of(*files, "README.md", **{"README.md": card})) == files


def test_a_card_cannot_lead_out_of_the_folder(folder_of, tmp_path):
    (tmp_path / "secret.json").write_text("{}")
    card = "---\nconfigs:\n- data_files: ../*\n---\n"
    assert names_in(folder_of("a.json", "README.md", **{"README.md": card})) == ["a.json"]


def test_the_cache_of_a_hub_is_followed(folder_of):
    top = folder_of("blobs/0123abc", "refs/main", "snapshots/9f/data/none.txt")
    link = top / "snapshots/9f/data/train-0.parquet"
    link.symlink_to("../../../blobs/0123abc")
    (top / "snapshots/9f/data/again.parquet").symlink_to("train-0.parquet")
    assert names_in(top) == ["snapshots/9f/data/again.parquet"]
    (top / "snapshots/9f/data/again.parquet").unlink()
    assert names_in(top / "snapshots/9f") == ["data/train-0.parquet"]


def test_links_that_lead_back_or_nowhere_do_no_harm(folder_of):
    top = folder_of("a/x.json")
    (top / "a" / "up").symlink_to("..")
    (top / "a" / "self.json").symlink_to("self.json")
    (top / "gone.json").symlink_to("nowhere")
    assert names_in(top) == ["a/self.json", "a/x.json", "gone.json"]


def test_results_of_models_give_the_outputs_alone(folder_of):
    outputs = [f"results/{model}/model_outputs.json" for model in ("gpt-3", "gpt-20")]
    others = ["results/gpt-3/annotations.json", "results/leaderboard.csv"]
    assert names_in(folder_of(*outputs, *others)) == outputs


def test_the_scores_of_a_run_are_left_out_beside_its_samples(folder_of):
    scores = "m1/results_2024-11-01T10-00-00.123456.json"
    samples = "m1/samples_ifeval_2024-11-01T10-00-00.123456.jsonl"
    assert names_in(folder_of(scores)) == [scores]
    assert names_in(folder_of(samples)) == [samples]
    assert names_in(folder_of("results_final.json"))[1:] == ["results_final.json"]


def test_a_saved_dataset_deep_inside_is_one_too(folder_of):
    state = json.dumps({"_data_files": [{"filename": "b.arrow"}]})
    top = folder_of(
        "runs/1/b.arrow", "runs/1/cache-1.arrow", "runs/1/state.json", "runs/0/x.json",
        **{"runs/1/state.json": state},
    )  # fmt: skip
    assert names_in(top) == ["runs/0/x.json", "runs/1/b.arrow"]


def test_far_too_much_is_refused(folder_of, monkeypatch):
    top = folder_of(*(f"{i}.json" for i in range(5)))
    monkeypatch.setattr(folders, "MOST_FILES", 4)
    assert refusal_of(top) == "data set: expected a dataset, found more than 4 files"
    monkeypatch.setattr(folders, "MOST_ENTRIES", 3)
    assert refusal_of(top) == "data set: expected a dataset, found more than 3 files"


def test_folders_without_end_are_refused(folder_of):
    deep = "/".join("abcde")
    assert names_in(folder_of(f"{deep}/x.json")) == [f"{deep}/x.json"]
    assert refusal_of(folder_of(f"{deep}/f/x.json")).endswith("found folders more than 6 deep")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="may read everything")
def test_a_folder_that_may_not_be_read_is_told(folder_of):
    top = folder_of("a.json")
    top.chmod(0)
    try:
        assert refusal_of(top) == "data set: cannot be read (Permission denied)"
    finally:
        top.chmod(0o700)
