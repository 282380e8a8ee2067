import csv
import json

import pytest

from real_desktop.core.errors import UserError
from real_desktop.core.progress import drained
from real_desktop.session.importing import recognise_files
from real_desktop.session.rejected_list import save_rejected

HEAD = ["file", "row", "reason", "excerpt"]


@pytest.fixture
def mixed(tmp_path):
    """One good row, then thirty that are none."""
    path = tmp_path / "mixed.jsonl"
    rows = [{"prompt": f"{i}?", "responses": ["same", "same"]} for i in range(30)]
    rows.insert(0, {"prompt": "Good?", "responses": ["a", "b"]})
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def table_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_the_list_has_all_rejected_rows_not_only_the_first(mixed, tmp_path):
    out = tmp_path / "rejected.csv"
    assert drained(save_rejected(recognise_files([mixed]), out)) == 30
    head, *rows = table_of(out)
    assert head == HEAD
    assert [row[1] for row in rows] == [str(number) for number in range(2, 32)]
    assert {row[0] for row in rows} == {"mixed.jsonl"}
    assert rows[0][2] == "fewer than two distinct responses"
    assert rows[0][3].startswith('{"prompt": "0?"')


def test_json_lines_say_the_same(mixed, tmp_path):
    out = tmp_path / "rejected.jsonl"
    drained(save_rejected(recognise_files([mixed]), out))
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 30
    assert list(rows[0]) == HEAD
    assert rows[0]["row"] == 2


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t"])
def test_no_cell_is_a_formula(tmp_path, begin):
    path, out = tmp_path / f"{begin.strip() or 'tab'}1+1.csv", tmp_path / "rejected.csv"
    path.write_text(f'prompt,response_1,response_2\n"{begin}HYPERLINK(1)",a,a\n')
    assert drained(save_rejected(recognise_files([path]), out)) == 1
    _head, (name, _row, _reason, start) = table_of(out)
    assert not name.startswith(("=", "+", "-", "@", "\t"))
    assert not start.startswith(("=", "+", "-", "@", "\t"))


def test_quotes_and_other_scripts_come_back_as_they_were(tmp_path):
    path, out = tmp_path / "rows.csv", tmp_path / "rejected.csv"
    path.write_text('prompt,response_1,response_2\n"a ""quoted"", 日本",x,x\n')
    drained(save_rejected(recognise_files([path]), out))
    assert table_of(out)[1][3] == '"a ""quoted"", 日本",x,x'


def test_several_files_are_told_apart(mixed, tmp_path):
    other, out = tmp_path / "other.jsonl", tmp_path / "rejected.csv"
    other.write_text('{"prompt": "", "responses": ["a", "b"]}\n')
    assert drained(save_rejected(recognise_files([mixed, other]), out)) == 31
    assert ["other.jsonl", "1"] in [row[:2] for row in table_of(out)]


def test_a_list_that_is_stopped_leaves_what_was_there(mixed, tmp_path):
    out = tmp_path / "rejected.csv"
    out.write_text("mine")
    rows = ({"prompt": f"{i}?", "responses": ["same"]} for i in range(1_000))
    mixed.write_text("".join(json.dumps(row) + "\n" for row in rows))
    job = save_rejected(recognise_files([mixed]), out)
    next(job)
    job.close()
    assert out.read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mixed.jsonl", "rejected.csv"]


def test_a_place_that_cannot_be_written_is_refused(mixed, tmp_path):
    with pytest.raises(UserError, match="found a folder"):
        drained(save_rejected(recognise_files([mixed]), tmp_path))
