from __future__ import annotations

import json
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from real_desktop.core.errors import UserError
from real_desktop.core.records import RejectedRow, ResponseSet
from real_desktop.formats.reading import read
from real_desktop.formats.registry import READERS
from real_desktop.formats.surveying import survey
from real_desktop.formats.tally import FIRST_REJECTED

GOOD = {"prompt": "Why?", "responses": ["a", "b", "c"]}
TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def refusal_of(path, **options):
    with pytest.raises(UserError) as caught:
        survey(path, **options)
    return str(caught.value)


def outcome_of(path):
    try:
        return "", survey(path).tally.sets
    except UserError as error:
        return str(error), 0


def test_survey_counts_what_would_be_imported(file_of):
    lines = [json.dumps(GOOD), "{", json.dumps({"id": 1}), json.dumps(GOOD), "{"]
    found = survey(file_of("\n".join(lines)))
    assert (found.formats, found.prompts, found.duplicates) == ("plain", 1, 3)
    assert (found.tally.sets, found.tally.responses) == (2, 6)
    assert found.tally.rejected == {
        "not valid JSON: it breaks off": 2,
        "no prompt column; found: id": 1,
    }
    assert found.tally.first_rejected == [
        RejectedRow(2, "not valid JSON: it breaks off", "{"),
        RejectedRow(3, "no prompt column; found: id", '{"id": 1}'),
        RejectedRow(5, "not valid JSON: it breaks off", "{"),
    ]


def test_only_the_first_rejected_rows_are_kept(file_of):
    found = survey(file_of([GOOD] + [{"id": i} for i in range(50)]))
    assert len(found.tally.first_rejected) == FIRST_REJECTED
    assert found.tally.rejected == {"no prompt column; found: id": 50}


def test_reading_streams_and_keeps_the_order(file_of):
    results = read(file_of([GOOD | {"prompt": f"p{i}"} for i in range(60)]))
    assert next(results).messages[0].content == "p0"
    assert [r.row for r in results] == list(range(2, 61))


def test_lines_are_not_read_ahead_to_the_end(file_of):
    path = file_of([GOOD | {"other": "x" * 10_000}] * 100)
    results = read(path)
    next(results)
    os.truncate(path, 0)
    assert len(list(results)) < 50


def test_nothing_is_opened_before_the_first_row_is_asked_for(tmp_path):
    results = read(tmp_path / "gone.jsonl")
    with pytest.raises(UserError):
        next(results)


def test_reading_writes_nothing(file_of, tmp_path):
    path = file_of([GOOD, {}])
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    survey(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            [{"id": 1, "text": "x"}],
            "no prompt column (looked for prompt, instruction, question, query, input, ...); "
            "found: id, text; rename it, or import it with --prompt COL",
        ),
        (
            [{"prompt": "p", "words": "x"}],
            "no response column (looked for responses, response_1, response, completions, "
            "generations, ...); found: prompt, words; rename it, or import it with --response COL",
        ),
        (
            [{"prompt": "p", "text": "x"}],
            "expected at least two distinct responses to a prompt, found fewer; open it together "
            "with the responses of a second model, or import it into a project that has its "
            "prompts",
        ),
        (
            [{"prompt": "p", "responses": ["a", "a"]}],
            "expected at least two distinct responses to a prompt, found fewer; open it together "
            "with the responses of a second model, or import it into a project that has its "
            "prompts",
        ),
        (
            [{"prompt": "", "responses": ["a", "b"]}],
            "expected a prompt and responses, found no row that can be used: "
            "the prompt is empty (first in row 1)",
        ),
        (
            "{]\n{]\n",
            "expected a prompt and responses, found no row that can be used: "
            "not valid JSON: a name in double quotes is missing (first in row 1)",
        ),
        (
            [{"id": 1}, {"prompt": "p", "words": "x"}, {"prompt": "q", "words": "y"}],
            "no response column (looked for responses, response_1, response, completions, "
            "generations, ...); found: prompt, words; rename it, or import it with --response COL",
        ),
        ("[]", "expected rows with a prompt and responses, found no rows"),
        ('[{"a": 1}, {]', "not valid JSON: a name in double quotes is missing (line 1, column 13)"),
    ],
)
def test_a_file_without_a_set_is_refused_in_one_sentence(file_of, content, sentence):
    assert refusal_of(file_of(content)) == f"answers.jsonl: {sentence}"


def test_a_format_can_be_named(file_of):
    assert survey(file_of([GOOD]), "plain").tally.sets == 1
    names = ", ".join(reader.name for reader in READERS)
    sentence = f"there is no format called csv to read; there are: {names}"
    assert refusal_of(file_of([GOOD]), format_name="csv") == sentence


@pytest.mark.parametrize("bad", ['"\\ud83d"', "NaN", "-Infinity", "1e999", "[" * 200 + "]" * 200])
@pytest.mark.parametrize("layout", ["{good}\n{bad}\n{good}\n", "[{good},\n{bad},\n{good}]"])
def test_what_cannot_be_stored_rejects_its_row_alone(file_of, bad, layout):
    row = json.dumps(GOOD)[:-1] + f', "other": {bad}}}'
    text = layout.replace("{good}", json.dumps(GOOD)).replace("{bad}", row)
    first, second, third = read(file_of(text))
    assert isinstance(first, ResponseSet)
    assert isinstance(second, RejectedRow)
    assert second.row == 2
    second.excerpt.encode()
    assert isinstance(third, ResponseSet)


def test_a_100000_deep_line_is_rejected(file_of):
    deep = '{"prompt": ' + "[" * 100_000
    rows = list(read(file_of(f"{deep}\n{json.dumps(GOOD)}\n{deep}\n")))
    assert [type(r) for r in rows] == [RejectedRow, ResponseSet, RejectedRow]


def test_huge_numbers_and_double_keys_are_read(file_of):
    text = '{"prompt": "x", "prompt": "y", "responses": ["a", "b"], "n": 123456789012345678901}'
    (found,) = read(file_of(text))
    assert found.messages[0].content == "y"
    assert found.meta == {"n": 123456789012345678901}


SMALL = {
    "lines": '{"prompt": "é😀", "responses": ["a", {"text": "b"}]}\r\n'
    '{"prompt": [{"role": "user", "content": "x"}], "responses": ["\\ud83d\\ude00", "d"]}\n',
    "array": '[{"prompt": "é", "responses": ["a", "b"]},\n {"prompt": "x", "responses": []}]',
    "pretty": '{\n  "prompt": "é",\n  "responses": [\n    {"text": "a"},\n    "b"\n  ]\n}\n',
    "bom": '\ufeff{"prompt": "é", "responses": ["a", "b"]}\n',
}


@pytest.mark.parametrize("name", SMALL)
def test_a_file_cut_at_any_byte_is_read_or_refused(file_of, name):
    content = SMALL[name].encode()
    for end in range(len(content) + 1):
        sentence, sets = outcome_of(file_of(content[:end]))
        assert sentence.startswith("answers.jsonl: ") != (1 <= sets <= 2)
        assert "\n" not in sentence


def test_a_truncated_last_line_leaves_the_others(file_of):
    content = SMALL["lines"].encode()
    second = content.index(b"\n") + 1
    for end in range(second + 1, len(content) - 2):
        first, last = read(file_of(content[:end]))
        assert first.messages[0].content == "é😀"
        assert (last.row, type(last)) == (2, RejectedRow)


@given(prompt=TEXT, texts=st.lists(TEXT, min_size=1, max_size=5), layout=st.sampled_from("lap"))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_text_is_kept_as_it_stands_and_in_order(file_of, prompt, texts, layout):
    texts = ["\r\n first \u2028", *texts, " last\0"]
    row = {"prompt": f"?{prompt}", "responses": texts}
    dumped = {
        "l": json.dumps(row, ensure_ascii=False) + "\n",
        "a": json.dumps([row]),
        "p": json.dumps(row, indent=1, ensure_ascii=False),
    }[layout]
    (found,) = read(file_of(dumped))
    assert found.messages[0].content == f"?{prompt}"
    assert [r.text for r in found.responses] == texts


@pytest.mark.parametrize(
    ("name", "sets", "responses"),
    [("oasst_one_policy_250x11.jsonl", 250, 2750), ("fgrlhf_one_policy_500x4.jsonl", 500, 2000)],
)
def test_real_response_sets_are_read_whole(real_file, name, sets, responses):
    found = survey(real_file(name))
    assert (found.tally.sets, found.tally.responses, found.tally.rejected) == (sets, responses, {})


def test_real_labels_are_kept_beside_the_set(real_file):
    path = real_file("fgrlhf_one_policy_500x4.jsonl")
    rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    for row, found in zip(rows, read(path), strict=True):
        assert found.meta == {"human_pairs": row["human_pairs"]}
        assert [r.text for r in found.responses] == [r["text"] for r in row["responses"]]
        assert {r.model for r in found.responses} == {"t5-large-sft sample"}


def test_a_real_wide_file_is_read(real_file):
    path = real_file("native/llmbar_natural.json")
    found = survey(path)
    assert (found.formats, found.tally.sets, found.tally.responses, found.tally.rejected) == (
        "wide",
        100,
        200,
        {},
    )
    rows = json.loads(path.read_text("utf-8"))
    for row, one in zip(rows, read(path), strict=True):
        assert one.messages[0].content == row["input"]
        assert [r.text for r in one.responses] == [row["output_1"], row["output_2"]]
        assert one.meta["label"] == row["label"]
