"""Tool calls, several turns and pictures from a file into the project and out again."""

import json

import pytest

from real_desktop.core.progress import drained
from real_desktop.core.records import Choice
from real_desktop.session.exporting import export
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.selecting import select
from tests.session.working import Person, import_into

LEFT = Choice.LEFT
CALL = {"type": "function", "id": "c1", "function": {"name": "weather", "arguments": "{}"}}
CALLING = {"role": "assistant", "content": "", "tool_calls": [CALL]}
ANSWERS = [
    [
        CALLING,
        {"role": "tool", "content": "Sun", "tool_call_id": "c1"},
        {"role": "assistant", "content": "Sunny."},
    ],
    [CALLING],
]
GUESSING = [
    {"role": "assistant", "content": "Hot?"},
    {"role": "user", "content": "No."},
    {"role": "assistant", "content": "Cold!"},
]
IMAGE = [{"type": "text", "text": "What is it?"}, {"type": "image_url", "image_url": {"url": "x"}}]
ROWS = [
    {"prompt": [{"role": "user", "content": "Weather in Rome?"}], "responses": ANSWERS},
    {"prompt": [{"role": "user", "content": IMAGE}], "responses": ["A cat.", "A dog."]},
    {"prompt": "Guess!", "responses": [GUESSING, "Five."]},
]


@pytest.fixture
def judged(session, tmp_path):
    path = tmp_path / "turns.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    import_into(session, path)
    drained(select(session, SelectOptions("random", control=0)))
    Person(session).say(LEFT, LEFT, LEFT)
    return session


def exported(session, tmp_path, name):
    report = drained(export(session, tmp_path / f"{name}.jsonl", name))
    lines = report.files[0].read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines], report.left_out


def test_turns_come_out_as_they_went_in(judged, tmp_path):
    rows, left_out = exported(judged, tmp_path, "trl")
    assert left_out == {"the prompt holds parts that are no text": 1}
    calling = next(row for row in rows if row["prompt"] == ROWS[0]["prompt"])
    assert sorted([calling["chosen"], calling["rejected"]], key=len) == ANSWERS[::-1]


def test_plain_text_leaves_out_what_it_cannot_say(judged, tmp_path):
    (row,), left_out = exported(judged, tmp_path, "trl-standard")
    assert left_out == {
        "the prompt holds parts that are no text": 1,
        "a tool is called, which plain text cannot say": 1,
    }
    assert {row["chosen"], row["rejected"]} == {" Hot?\n\nHuman: No.\n\nAssistant: Cold!", " Five."}


def test_everything_holds_the_turns_too(judged, tmp_path):
    rows, _left_out = exported(judged, tmp_path, "raw")
    pairs = [row for row in rows if row["record"] == "pair"]
    pairs.sort(key=lambda row: row["source_row"])
    texts = {pairs[0][side]["text"] for side in "ab"}
    assert texts == {"weather({})", "weather({})\n\nTool: Sun\n\nAssistant: Sunny."}
    assert sorted([pairs[0]["a"]["turns"], pairs[0]["b"]["turns"]], key=len) == ANSWERS[::-1]
    assert pairs[1]["prompt"][0]["parts"] == IMAGE


def test_the_first_of_each_kind_of_turn_comes_first(session, tmp_path):
    plain = [{"prompt": f"What is {n}?", "responses": ["One.", "Two."]} for n in range(20)]
    path = tmp_path / "late.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in [*plain, ROWS[0]]), "utf-8")
    import_into(session, path)
    drained(select(session, SelectOptions("random", control=0)))
    Person(session).say(*[LEFT] * 21)
    rows, _left_out = exported(session, tmp_path, "trl")
    assert rows[0]["prompt"] == ROWS[0]["prompt"]
    assert len(rows) == 21
