from __future__ import annotations

from pathlib import Path

from real_desktop.formats.model_folder import model_folder


def test_the_folder_of_a_file_is_the_model_but_for_the_time_of_a_run():
    assert model_folder(Path("/runs/org__m/samples.jsonl")) == "org__m"
    assert model_folder(Path("/runs/m/2025-02-03T04-05-06.78/details.parquet")) == "m"
