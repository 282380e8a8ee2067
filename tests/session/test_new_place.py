import os
from pathlib import Path

import pytest

from real_desktop.session.new_place import offered_place, place_fault


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("answers.jsonl", "answers.real"),
        ("answers.v2.csv.gz", "answers.v2.real"),
        ("answers", "answers.real"),
    ],
)
def test_a_project_is_offered_beside_the_file_under_its_name(tmp_path, name, offered):
    assert offered_place(tmp_path / name) == tmp_path / offered


def test_a_name_that_is_taken_gets_a_number(tmp_path):
    (tmp_path / "answers.real").touch()
    (tmp_path / "answers 2.real").symlink_to("nowhere")
    assert offered_place(tmp_path / "answers.jsonl") == tmp_path / "answers 3.real"


def test_a_folder_that_is_read_only_offers_the_home_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    assert offered_place(tmp_path / "answers.jsonl") == tmp_path / "home" / "answers.real"


def test_what_keeps_a_project_from_a_place_is_said(tmp_path):
    (tmp_path / "taken.real").touch()
    assert place_fault(tmp_path / "free.real") is None
    assert "exists already" in place_fault(tmp_path / "taken.real")
    assert "does not exist" in place_fault(tmp_path / "none" / "free.real")
