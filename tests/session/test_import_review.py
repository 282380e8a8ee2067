import json
from dataclasses import replace

import pytest

from real_desktop.core.progress import drained
from real_desktop.formats.naming import Naming
from real_desktop.session.import_findings import count, find
from real_desktop.session.import_request import ImportRequest
from real_desktop.session.import_review import UNSURE, review_of

SHOPPING = '[{"item": "tea", "price": 4}, {"item": "paper", "price": 1}]'


def read(*paths, **options):
    return drained(count(drained(find(ImportRequest(paths, **options)))))


def review(*paths, may_join=False, **options):
    return review_of(read(*paths, **options), may_join=may_join)


@pytest.fixture
def written(tmp_path):
    """Write rows as JSON lines under a name."""

    def write(name, *rows):
        path = tmp_path / name
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return path

    return write


@pytest.fixture
def shopping(tmp_path):
    path = tmp_path / "shopping.json"
    path.write_text(SHOPPING)
    return path


def test_a_recognised_file_says_what_it_is_and_by_what(questions):
    found = review(questions)
    (file,) = found.files
    assert (file.title, file.fault) == ("Response sets", "")
    assert file.sign == "a prompt and a list of responses in each row"
    assert found.question == ""
    assert found.verb == "Import 5 prompts"
    assert found.figures == ((5, "prompt"), (15, "response"))
    assert (found.total, len(found.sources), found.left_out) == (5, 1, "")


def test_before_the_counting_nothing_can_be_imported(questions):
    found = review_of(drained(find(ImportRequest((questions,)))), may_join=False)
    assert not found.is_counted
    assert (found.sources, found.figures, found.verb) == ((), (), "Import")
    assert len(found.sets) == 3


def test_one_column_that_is_not_found_is_asked_for(written):
    rows = {"asked": "Why?", "responses": ["a", "b"], "id": 1}
    found = review(written("odd.jsonl", rows))
    assert found.question == "Which column holds the prompt?"
    assert dict(found.columns) == {"asked": "Why?", "responses": '["a", "b"]', "id": "1"}
    assert found.sources == ()
    assert "no prompt column; found: asked, responses, id" in found.files[0].fault
    assert "--prompt" not in found.files[0].fault


def test_an_answered_question_is_not_asked_again(written):
    path = written("odd.jsonl", {"asked": "Why?", "a1": "a", "a2": "b"})
    assert review(path).question.startswith("Which column holds the prompt, and which")
    found = review(path, naming=Naming("asked", ("a1", "a2")))
    assert (found.question, found.verb) == ("", "Import 1 prompt")
    assert found.files[0].sign == "the columns that you chose"


def test_of_several_files_the_bad_one_is_left_out_and_asks_nothing(questions, shopping):
    found = review(questions, shopping)
    assert found.left_out == "1 of 2 files is left out"
    assert found.question == ""
    assert [source.path for source in found.sources] == [questions]
    assert "found: item, price" in found.files[1].fault
    assert found.rejected.total() == 0


def test_all_files_left_out_is_said_by_each(shopping, tmp_path):
    found = review(shopping, tmp_path / "missing.jsonl")
    assert found.left_out == ""
    assert all(file.fault for file in found.files)
    assert found.files[1].fault == "expected a file, found none of this name"


def test_a_format_that_is_not_certain_asks_for_a_look(questions):
    found = read(questions)
    (file,) = found.files
    unsure = replace(file, source=replace(file.source, confidence=0.3))
    assert review_of(replace(found, files=(unsure,)), may_join=False).question == UNSURE


def test_files_that_are_read_as_one_name_each_other(written):
    paths = [
        written(f"{model}.jsonl", {"prompt": "Why?", "response": model, "model": model})
        for model in ("elm", "oak")
    ]
    found = review(*paths)
    assert [file.together_with for file in found.files] == ["oak.jsonl", "elm.jsonl"]
    assert found.verb == "Import 1 prompt"


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path):
    paths = [tmp_path / model / "outputs.jsonl" for model in ("elm", "oak", "fir", "ash")]
    for path in paths:
        path.parent.mkdir()
        path.write_text(json.dumps({"prompt": "Why?", "response": path.parent.name}))
    found = review(*paths)
    assert found.files[0].name == "elm/outputs.jsonl"
    assert found.files[0].together_with == "3 other files"
    assert review(*paths[:2]).files[0].together_with == "oak/outputs.jsonl"


def test_rejected_rows_are_counted_by_reason_and_the_first_are_shown(written):
    good = {"prompt": "Why?", "responses": ["a", "b"]}
    bad = [{"prompt": "", "responses": ["a", "b"]}, {"prompt": "x", "responses": ["a"]}]
    found = review(written("mixed.jsonl", good, *bad, bad[0]))
    assert found.rejected == {"the prompt is empty": 2, "fewer than two distinct responses": 1}
    assert [(name, row.row) for name, row in found.first_rejected] == [
        ("mixed.jsonl", 2), ("mixed.jsonl", 3), ("mixed.jsonl", 4),
    ]  # fmt: skip


def test_single_responses_count_where_they_can_join(written):
    path = written("single.jsonl", *({"prompt": f"{i}?", "responses": ["a"]} for i in range(3)))
    alone = review(path)
    assert alone.sources == ()
    assert alone.files[0].fault.startswith(
        "expected at least two distinct responses to a prompt, found fewer; open it together"
    )
    joining = review(path, may_join=True)
    assert joining.verb == "Import 3 responses"
    assert (3, "single response") in joining.figures
    assert joining.rejected.total() == 0
    assert joining.first_rejected == ()


def test_the_share_of_long_texts_and_duplicates_are_said(written):
    rows = [{"prompt": f"{i}?", "responses": ["word " * 400, "b", "c", "b"]} for i in range(2)]
    found = review(written("long.jsonl", *rows))
    assert found.remarks[0] == (
        "25 % of the responses are longer than the embedding model reads at once."
    )
    assert (2, "duplicate") in found.figures


def test_few_long_texts_are_not_rounded_to_none(written):
    rows = [{"prompt": f"{i}?", "responses": [f"a{i}", f"b{i}"]} for i in range(200)]
    rows[0]["responses"][0] = "word " * 400
    assert review(written("long.jsonl", *rows)).remarks[0].startswith("Less than 1 %")


def test_a_hundred_thousand_columns_are_named_in_a_short_sentence(written):
    row = {f"c{number}": "x" for number in range(100_000)}
    (file,) = review(written("wide.jsonl", row)).files
    assert len(file.fault) < 300
