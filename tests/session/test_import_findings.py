import gzip
import json

import pytest

from real_desktop.core.progress import drained
from real_desktop.formats.naming import Naming
from real_desktop.session.import_findings import count, find
from real_desktop.session.import_request import ImportRequest


def found(*paths, **options):
    return drained(find(ImportRequest(paths, **options)))


def counted(*paths, **options):
    return drained(count(found(*paths, **options)))


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("nr,asked,first,second\n1,Why?,Because.,So.\n")
    return path


def test_no_bad_file_stops_the_others(questions, tmp_path):
    missing, empty = tmp_path / "missing.jsonl", tmp_path / "empty.jsonl"
    empty.touch()
    files = found(missing, questions, empty).files
    assert [file.name for file in files] == ["missing.jsonl", "five.jsonl", "empty.jsonl"]
    assert [file.source is None for file in files] == [True, False, True]
    assert "found none of this name" in files[0].fault
    assert "an empty file" in files[2].fault


def test_a_file_whose_data_breaks_off_does_not_take_the_others_along(
    questions, tmp_path, monkeypatch
):
    from real_desktop.core.errors import UserError
    from real_desktop.session import import_findings

    survey = import_findings.survey_sources

    def break_off(sources):
        if any(source.path.name == "cut.jsonl" for source in sources):
            yield from ()
            raise UserError("cut.jsonl: cannot be read (Input/output error)")
        return (yield from survey(sources))

    monkeypatch.setattr(import_findings, "survey_sources", break_off)
    cut = tmp_path / "cut.jsonl"
    cut.write_bytes(questions.read_bytes())
    done = counted(cut, questions)
    assert [file.fault for file in done.files] == [
        "cut.jsonl: cannot be read (Input/output error)",
        "",
    ]
    assert done.survey.tally.sets == 5


def test_the_first_sets_are_there_before_anything_is_counted(questions):
    early = found(questions)
    assert early.survey is None
    assert len(early.first_sets) == 3
    assert list(early.first_sets) == counted(questions).survey.tally.first_sets


def test_a_file_that_is_given_twice_is_read_once(questions):
    assert counted(questions, questions).survey.tally.sets == 5


def test_a_file_that_was_taken_away_is_not_read(questions, tmp_path):
    request = ImportRequest((tmp_path / "missing.jsonl", questions)).without(questions)
    assert [file.name for file in drained(find(request)).files] == ["missing.jsonl"]


def test_an_example_is_the_beginning_of_the_first_value_that_there_is(tmp_path):
    path = tmp_path / "rows.jsonl"
    rows = [
        {"text": None, "many": ["a", "b"], "long": "word\n" * 100_000},
        {"text": "  two\n lines  ", "many": [], "long": ""},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    (file,) = found(path).files
    assert file.examples["text"] == "two lines"
    assert file.examples["many"] == '["a", "b"]'
    assert file.examples["long"].startswith("word word")
    assert len(file.examples["long"]) <= 80


def test_what_lacks_is_known_until_it_is_named(table):
    (file,) = found(table).files
    assert file.lacks == ("prompt", "response")
    (file,) = found(table, naming=Naming("asked")).files
    assert file.lacks == ("response",)
    named = counted(table, naming=Naming("asked", ("first", "second")))
    assert named.files[0].lacks == ()
    assert [r.text for r in named.survey.tally.first_sets[0].responses] == ["Because.", "So."]


def test_names_count_for_the_files_that_have_such_columns(questions, table):
    done = counted(questions, table, naming=Naming("asked", ("first", "second")))
    assert [file.fault for file in done.files] == ["", ""]
    assert done.survey.tally.sets == 6


def test_a_packed_file_is_found_like_any_other(questions, tmp_path):
    packed = tmp_path / "five.jsonl.gz"
    packed.write_bytes(gzip.compress(questions.read_bytes()))
    assert found(packed).files[0].source.reader.name == "plain"


def test_nothing_to_read_gives_nothing(tmp_path):
    done = counted(tmp_path / "missing.jsonl")
    assert (done.survey.tally.sets, done.survey.sources) == (0, ())


@pytest.mark.parametrize("name", ["fgrlhf_one_policy_500x4.jsonl", "native/llmbar_natural.json"])
def test_a_real_file_is_the_same_early_and_counted(real_file, name):
    early = found(real_file(name))
    assert list(early.first_sets) == drained(count(early)).survey.tally.first_sets
