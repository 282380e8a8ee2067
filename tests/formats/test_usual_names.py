import pytest

from real_desktop.core.records import ResponseSet
from real_desktop.formats.reading import read
from real_desktop.formats.rows import Row
from real_desktop.formats.usual_names import usual_name, with_usual_names


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        ("Prompt", "prompt"),
        (" Response A ", "response_a"),
        ("RESPONSE-1", "response_1"),
        ("Model A", "model_a"),
        ("System Prompt", "system_prompt"),
        ("Reviewer Notes", "Reviewer Notes"),
        ("prompt", "prompt"),
    ],
)
def test_a_known_name_is_found_however_it_is_written(written, usual):
    assert usual_name(written) == usual


def test_a_name_that_is_taken_stays_as_it_is():
    row = Row(1, {"prompt": "a", "Prompt": "b", "PROMPT": "c"})
    assert with_usual_names(row).columns == row.columns


def test_a_table_with_written_names_is_read(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("Prompt,Response A,Response B,Model A,Model B,Notes\nWhy?,yes,no,m1,m2,x\n")
    (found,) = read(path)
    assert isinstance(found, ResponseSet)
    assert [(r.text, r.model) for r in found.responses] == [("yes", "m1"), ("no", "m2")]
    assert found.meta == {"Notes": "x"}


def test_a_list_in_a_column_with_a_written_name_is_a_list(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text('Prompt,Responses\nWhy?,"[""yes"", ""no""]"\n')
    (found,) = read(path)
    assert [response.text for response in found.responses] == ["yes", "no"]
