import csv
import json

import pytest

from real_desktop.core.errors import UserError
from real_desktop.formats.rejected_file import COLUMNS, check_rejected_file, rejected_file

ROWS = [
    ("a.jsonl", 2, "no prompt", '{"naïve": "🦜"}'),
    ("b.csv", 10, 'a "quoted", reason', "two\nlines"),
]


def write_rejected(out, rows):
    with rejected_file(out) as add:
        for row in rows:
            add(row)


def test_json_lines_name_every_column(tmp_path):
    out = tmp_path / "rejected.jsonl"
    write_rejected(out, ROWS)
    found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert found == [dict(zip(COLUMNS, row, strict=True)) for row in ROWS]


def test_csv_has_a_header_and_comes_back_as_it_was(tmp_path):
    out = tmp_path / "rejected.CSV"
    write_rejected(out, ROWS)
    with out.open(newline="", encoding="utf-8-sig") as file:
        header, *rows = csv.reader(file)
    assert tuple(header) == COLUMNS
    assert rows == [[str(value) for value in row] for row in ROWS]


@pytest.mark.parametrize("start", "=+-@\t\r\n")
def test_a_spreadsheet_takes_no_cell_for_a_formula(tmp_path, start):
    out = tmp_path / "rejected.csv"
    write_rejected(out, [(f"{start}file.csv", 1, f"{start}reason", f"{start}cmd")])
    with out.open(newline="", encoding="utf-8-sig") as file:
        _header, row = csv.reader(file)
    assert row == [f"'{start}file.csv", "1", f"'{start}reason", f"'{start}cmd"]
    write_rejected(tmp_path / "rejected.jsonl", [("f", 1, "r", f"{start}cmd")])
    assert json.loads((tmp_path / "rejected.jsonl").read_text())["excerpt"] == f"{start}cmd"


def test_without_a_rejected_row_there_is_a_file_all_the_same(tmp_path):
    write_rejected(tmp_path / "none.csv", [])
    assert (tmp_path / "none.csv").read_text("utf-8-sig").strip() == ",".join(COLUMNS)


@pytest.mark.parametrize("name", ["rejected", "rejected.txt", "rejected.parquet", "work.real"])
def test_another_ending_is_refused(tmp_path, name):
    with pytest.raises(UserError, match=rf"^{name}: expected a name that ends in \.csv, \.jsonl"):
        check_rejected_file(tmp_path / name)


@pytest.mark.parametrize("kind", ["file", "folder", "link"])
def test_what_is_there_is_never_written_over(tmp_path, kind):
    out = tmp_path / "mine.csv"
    if kind == "link":
        out.symlink_to(tmp_path / "nowhere")
    elif kind == "folder":
        out.mkdir()
    else:
        out.write_text("mine")
    with pytest.raises(UserError, match=r"mine\.csv exists already"):
        check_rejected_file(out)
    assert kind != "file" or out.read_text() == "mine"


def test_a_folder_that_is_missing_is_said_before(tmp_path):
    with pytest.raises(UserError, match="does not exist"):
        check_rejected_file(tmp_path / "gone" / "rejected.csv")


def test_where_it_is_broken_off_what_was_there_stays(tmp_path):
    out = tmp_path / "mine.csv"
    out.write_text("mine")

    def break_off():
        with rejected_file(out) as add:
            add(ROWS[0])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert out.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [out]
