from __future__ import annotations

import json

import pytest

from real_desktop.core.errors import UserError
from real_desktop.core.progress import drained
from real_desktop.core.records import RejectedRow, ResponseSet
from real_desktop.formats.naming import Naming
from real_desktop.formats.reading import RowCount, read_in_steps
from real_desktop.formats.refusals import refusals
from real_desktop.formats.registry import READERS
from real_desktop.formats.sources import grouped, recognise
from real_desktop.formats.surveying import survey_in_steps

SET = {"prompt": "Why?", "responses": ["a", "b"]}


def one(prompt, response, **columns):
    return {"prompt": prompt, "response": response} | columns


def results_of(*paths):
    sources = [recognise(path) for path in paths]
    return [result for result in read_in_steps(sources) if result is not None]


def test_a_source_says_what_it_is_read_as_and_why(file_of):
    source = recognise(file_of([SET | {"Model": "m"}]))
    assert (source.reader.name, source.confidence, source.is_sure) == ("plain", 1.0, True)
    assert source.columns == ("prompt", "responses", "Model")


def test_nothing_that_fits_is_not_sure(file_of):
    source = recognise(file_of([{"frage": "Why?", "antwort": "a"}]))
    assert (source.reader.name, source.is_sure) == ("plain", False)
    named = recognise(source.path, naming=Naming("frage", ("antwort",)))
    assert (named.reader.name, named.is_sure) == ("long", True)


def test_every_reader_names_itself_for_a_person():
    assert all(reader.title and reader.sign for reader in READERS)
    assert len({reader.title for reader in READERS}) == len(READERS)


def test_files_of_a_joining_format_are_one_group(file_of):
    long_a = recognise(file_of([one("p", "a")], "a.jsonl"))
    plain = recognise(file_of([SET], "b.jsonl"))
    long_b = recognise(file_of([one("p", "b")], "c.jsonl"))
    groups = grouped([long_a, plain, long_b])
    assert [[place for place, _source in group.members] for group in groups] == [[0, 2], [1]]


def test_one_response_a_file_becomes_a_set_that_knows_its_files(file_of):
    paths = [
        file_of([one("p", text, model=name), one("q", text, model=name)], f"{name}.jsonl")
        for name, text in (("m1", "a"), ("m2", "b"))
    ]
    first, second = results_of(*paths)
    assert [(r.text, r.model, r.file) for r in first.responses] == [("a", "m1", 0), ("b", "m2", 1)]
    assert (first.file, first.row, second.row) == (0, 1, 2)


def test_single_responses_of_other_layouts_join_too(file_of):
    wide = file_of([{"prompt": "Why?", "response_1": "a", "response_2": None}], "wide.jsonl")
    plain = file_of([{"prompt": "Why?", "responses": ["b"]}], "plain.jsonl")
    (found,) = results_of(plain, wide)
    assert [(r.text, r.file) for r in found.responses] == [("b", 0), ("a", 1)]


def test_what_finds_no_other_is_rejected_in_its_file(file_of):
    alone = file_of([{"prompt": "Why not?", "responses": ["b"]}], "alone.jsonl")
    _good, bad = results_of(file_of([SET]), alone)
    assert (bad.file, bad.row, bad.reason) == (1, 1, "fewer than two distinct responses")
    assert bad.alone.responses[0].file == 1


def test_the_rows_of_later_files_know_their_file(file_of):
    paths = [file_of([SET, {}], f"{name}.jsonl") for name in "ab"]
    assert [(type(r), r.file, r.row) for r in results_of(*paths)] == [
        (ResponseSet, 0, 1),
        (RejectedRow, 0, 2),
        (ResponseSet, 1, 1),
        (RejectedRow, 1, 2),
    ]


def test_ids_name_prompts_in_their_own_file(file_of):
    first = file_of([one("p", "a", id=1), one(None, "b", id=1)], "first.jsonl")
    second = file_of([one("q", "c", id=1), one(None, "d", id=1)], "second.jsonl")
    texts = [[r.text for r in found.responses] for found in results_of(first, second)]
    assert texts == [["a", "b"], ["c", "d"]]


def test_a_survey_counts_over_all_files(file_of):
    paths = [file_of([SET, SET | {"prompt": name}, {}], f"{name}.jsonl") for name in "ab"]
    found = drained(survey_in_steps([recognise(path) for path in paths]))
    assert (found.prompts, found.tally.sets, found.duplicates) == (3, 4, 2)
    assert found.tally.reasons == {
        0: found.tally.reasons[1],
        1: {"no prompt column; found: nothing": 1},
    }
    assert found.tally.useful == {0, 1}


def test_long_responses_are_counted(file_of):
    found = drained(
        survey_in_steps([recognise(file_of([SET | {"responses": ["a", "b" * 2_000]}]))])
    )
    assert found.tally.long == 1


def test_each_file_that_gives_nothing_has_its_sentence(file_of):
    good, bad = file_of([SET]), file_of([{"prompt": "p", "words": 1}], "bad.jsonl")
    alone = file_of([one("r", "a")], "alone.jsonl")
    found = drained(survey_in_steps([recognise(path) for path in (good, bad, alone)]))
    sentences = refusals(found.tally, found.sources)
    assert sorted(sentences) == [1, 2]
    assert sentences[1].startswith("bad.jsonl: no response column (looked for")
    assert sentences[2].startswith("alone.jsonl: expected at least two distinct responses")
    assert sorted(refusals(found.tally, found.sources, may_join=True)) == [1]


def test_rows_are_counted_as_they_are_read(file_of):
    count = RowCount()
    reading = read_in_steps([recognise(file_of([SET] * 30))], count)
    next(reading)
    assert count.number <= 21
    assert len(list(reading)) == 29
    assert count.number == 30


def test_a_folder_names_the_model_where_rows_do_not(file_of, tmp_path, monkeypatch):
    from dataclasses import replace

    paths = []
    for name in ("gpt", "llama"):
        (tmp_path / name).mkdir()
        paths.append(tmp_path / name / "samples.jsonl")
        paths[-1].write_text(json.dumps(one("p", name)) + "\n")
    sources = [recognise(path) for path in paths]
    by_folder = replace(sources[0].reader, model_is_folder=True)
    sources = [replace(source, reader=by_folder) for source in sources]
    (found,) = [result for result in read_in_steps(sources) if result is not None]
    assert [r.model for r in found.responses] == ["gpt", "llama"]


def test_a_full_disk_is_a_sentence(file_of, monkeypatch):
    import sqlite3

    from real_desktop.formats import grouping

    def full(*_):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(grouping.Groups, "add", full)
    with pytest.raises(UserError, match=r"answers.jsonl: no room for temporary files \(.*full"):
        results_of(file_of([one("p", "a")]))
