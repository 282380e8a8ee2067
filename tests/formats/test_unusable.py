from __future__ import annotations

import json

import pytest

from real_desktop.core.errors import UserError
from real_desktop.formats.sources import recognise

PROMPTS_ALONE = (
    "holds prompts without responses; open a file that has the responses of two models to them,"
    " or name the column of the responses with --response COL"
)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"prompt": "Why?"}, PROMPTS_ALONE),
        ({"messages": [{"role": "user", "content": "Why?"}], "source": "x"}, PROMPTS_ALONE),
        (
            {"id": 7, "prompt": "Why?"},
            "holds questions without answers (1); open them together with the answers of two"
            " models, such as model_answer/<model>.jsonl",
        ),
        (
            {"transcript": "x", "min_harmlessness_score_transcript": -1.5, "rating": 1.0},
            "holds red-team transcripts, each a single conversation; there is nothing to compare"
            " in them (the pairs of this collection are the files with chosen and rejected)",
        ),
        (
            {"id": 7, "embedding": [0.5, 0.25]},
            "holds embeddings without prompts and responses; open the file with the texts",
        ),
        (
            {"project": "x", "project_uuid": "y", "app_version": "1", "left_out": {}, "rows": 3},
            "holds the account of an export, not its rows; open the file that it describes",
        ),
    ],
)
def test_a_file_that_cannot_be_response_sets_says_what_it_is(file_of, refused, row, sentence):
    assert refused(file_of([row])) == {0: f"answers.jsonl: {sentence}"}
    assert refused(file_of(json.dumps([row], indent=1))) == {0: f"answers.jsonl: {sentence}"}


def test_one_response_a_row_lacks_those_of_a_second_model(file_of, refused):
    assert refused(file_of([{"prompt": "Why?", "response": "a", "model": "m"}])) == {
        0: "answers.jsonl: expected at least two distinct responses to a prompt, found fewer; open"
        " it together with the responses of a second model, or import it into a project that has"
        " its prompts"
    }


def test_an_unknown_column_is_still_offered_for_naming(file_of, refused):
    (sentence,) = refused(file_of([{"id": 1, "prompt": "Why?", "reply": "a"}])).values()
    assert "found: id, prompt, reply; rename it, or import it with --response COL" in sentence


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"SQLite format 3\0" + b"\0" * 52 + b"REAL", "a project of this program; open it as one"),
        (b"SQLite format 3\0" + b"\0" * 56, "an SQLite database"),
        (b'[appearance]\ntheme = "dark"\n', "settings (TOML)"),
    ],
)
def test_what_this_program_keeps_itself_is_named(file_of, content, found):
    with pytest.raises(UserError) as caught:
        recognise(file_of(content))
    assert (
        str(caught.value) == f"answers.jsonl: expected JSON, CSV, Parquet or Arrow, found {found}"
    )
