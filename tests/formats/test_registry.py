from __future__ import annotations

import json

from real_desktop.formats.registry import CONTAINERS, READERS, WRITERS


def test_names_are_unique_and_plain_is_the_fallback():
    for things in (CONTAINERS, READERS):
        names = [thing.name for thing in things]
        assert len(set(names)) == len(names)
    assert READERS[-1].name == "plain"


def test_every_writer_writes_the_files_it_reports(tmp_path, make_preference):
    for name, write in WRITERS.items():
        written = write(tmp_path / name, [make_preference(), make_preference(id="other")])
        assert all(file.path.stat().st_size == file.bytes for file in written)


def test_trl_writes_one_line_for_each_preference(tmp_path, make_preference):
    path = tmp_path / "out.jsonl"
    (written,) = WRITERS["trl"](path, [make_preference(), make_preference(id="other")])
    assert written.rows == 2
    assert [json.loads(line)["id"] for line in path.read_text().splitlines()] == ["pair", "other"]
