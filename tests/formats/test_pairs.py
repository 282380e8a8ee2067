from __future__ import annotations

import pytest

from real_desktop.core.records import KnownPreference, Message, Outcome, RejectedRow, Response
from real_desktop.formats.pair_sets import EMPTY_ANSWER, EQUAL, WORSE_SCORE
from real_desktop.formats.pairs import PAIRS, matches, to_set
from real_desktop.formats.parting import NOTHING_SHARED
from real_desktop.formats.rows import Row, RowError

TEXTS = {"prompt": "Why?", "chosen": " Because.", "rejected": "No."}
USER, SYSTEM = {"role": "user", "content": "Why?"}, {"role": "system", "content": "Be brief."}
GOOD, BAD = {"role": "assistant", "content": " Because."}, {"role": "assistant", "content": "No."}
WHOLE = {"chosen": [USER, GOOD], "rejected": [USER, BAD]}
HUMAN = {"from": "human", "value": "Why?"}


def set_of(**columns):
    return to_set(Row(1, columns))


@pytest.mark.parametrize(
    "columns",
    [
        TEXTS,
        {"question": "Why?", "chosen": " Because.", "rejected": "No."},
        {"prompt": [USER], "chosen": [GOOD], "rejected": [BAD]},
        {"prompt": [USER], "chosen": GOOD, "rejected": BAD},
        {"prompt": "Why?", "chosen": [GOOD], "rejected": "No."},
        WHOLE,
        WHOLE | {"prompt": "Why?", "messages": [USER, GOOD]},
        WHOLE | {"prompt": [USER]},
        {"messages": [USER, GOOD], "chosen": [GOOD], "rejected": [BAD]},
        {
            "conversations": [HUMAN],
            "chosen": {"from": "gpt", "value": " Because."},
            "rejected": BAD,
        },
        {"instruction": "Why?", "input": "", "chosen": " Because.", "rejected": "No."},
        {"instruction": "Why?", "chosen_response": " Because.", "rejected_response": "No."},
        {"input": {"messages": [USER]}, "preferred_output": [GOOD], "non_preferred_output": [BAD]},
        {"messages": [USER, GOOD], "rejected_message": BAD},
        {"messages": [USER, GOOD], "rejected_response": "No."},
        {"query": "Why?", "response": " Because.", "rejected_response": "No."},
        {"messages": [USER, GOOD], "rejected_messages": [USER, BAD]},
        {"messages": [USER, GOOD], "rejected_messages": [BAD]},
    ],
    ids=lambda columns: "-".join(
        f"{name}={type(value).__name__}" for name, value in columns.items()
    ),
)
def test_every_layout_is_the_same_pair(columns):
    one = set_of(**columns)
    assert one.messages == (Message("user", "Why?"),)
    assert one.responses == (Response(" Because."), Response("No."))
    assert one.preferences == (KnownPreference(0, 1, Outcome.A),)
    assert ({**one.meta, "input": ""}, one.oddity) == ({"input": ""}, None)
    assert matches([Row(1, columns)]) == 1.0


def test_a_system_prompt_comes_first():
    asked = (Message("system", "Be brief."), Message("user", "Why?"))
    turns = [SYSTEM, USER]
    assert set_of(**TEXTS, system="Be brief.").messages == asked
    assert set_of(**WHOLE, system="Be brief.").messages == asked
    assert set_of(**WHOLE, prompt=turns).messages == asked
    assert set_of(chosen=[*turns, GOOD], rejected=[*turns, BAD]).messages == asked


def test_a_conversation_parts_where_the_sides_differ():
    start = [USER, BAD, {"role": "user", "content": "Really?"}]
    one = set_of(chosen=[*start, GOOD], rejected=[*start, BAD])
    assert [message.content for message in one.messages] == ["Why?", "No.", "Really?"]
    early = set_of(chosen=[USER, GOOD], rejected=[USER, BAD, USER, GOOD])
    assert early.messages == (Message("user", "Why?"),)
    assert early.responses[1].text == "No.\n\nHuman: Why?\n\nAssistant:  Because."
    assert len(early.responses[1].turns) == 3


def test_calls_of_tools_are_kept():
    call = {"role": "assistant", "content": None, "tool_calls": [{"function": {"name": "now"}}]}
    one = set_of(prompt=[USER], chosen=[call], rejected=[BAD])
    assert one.responses[0].text == "now()"
    assert one.responses[0].turns == (Message("assistant", "", {"tool_calls": call["tool_calls"]}),)


@pytest.mark.parametrize(
    "names",
    [
        ("score_chosen", "score_rejected", "chosen_model", "rejected_model"),
        ("chosen_rating", "rejected_rating", "chosen-model", "rejected-model"),
        ("chosen-rating", "rejected-rating", "model_chosen", "model_rejected"),
        ("chosen_score", "rejected_score", "chosen_model_name", "rejected_model_name"),
    ],
)
def test_scores_and_models_are_of_their_side(names):
    one = set_of(**TEXTS, **dict(zip(names, (8.5, "7", "m1", "m2"), strict=True)), prompt_id="p")
    assert one.responses == (Response(" Because.", "m1", 8.5), Response("No.", "m2", 7.0))
    assert one.meta == {"prompt_id": "p"}
    assert one.preferences[0].outcome is Outcome.A


def test_equal_scores_are_a_tie():
    one = set_of(**TEXTS, score_chosen=7, score_rejected=7.0)
    assert one.preferences == (KnownPreference(0, 1, Outcome.TIE),)


def test_scores_that_contradict_are_odd():
    one = set_of(**TEXTS, score_chosen=1, score_rejected=2)
    assert (one.preferences[0].outcome, one.oddity) == (Outcome.A, WORSE_SCORE)


def test_an_empty_answer_is_odd():
    one = set_of(prompt="Why?", chosen="Because.", rejected=" ")
    assert (one.oddity, len(one.responses)) == (EMPTY_ANSWER, 2)


def test_who_judged_and_how_strongly_is_kept():
    one = set_of(**TEXTS, annotator="Ada", strength=2)
    assert one.preferences == (KnownPreference(0, 1, Outcome.A, "Ada", 2),)
    assert set_of(**TEXTS, annotator=4, strength=9).preferences[0].by is None


def test_what_openai_keeps_beside_the_messages_is_kept():
    asked = {"messages": [USER], "tools": [{"type": "function"}]}
    one = set_of(input=asked, preferred_output=[GOOD], non_preferred_output=[BAD])
    assert one.meta == {"tools": [{"type": "function"}]}


def test_a_turn_with_more_than_messages_keep_leaves_its_column():
    turn = GOOD | {"num_tokens": 2}
    assert set_of(**TEXTS | {"chosen": [turn]}).meta == {"chosen": [turn]}


def test_transcripts_are_read_as_such():
    sides = {"chosen": "\n\nHuman: a\n\nAssistant: b", "rejected": "\n\nHuman: a\n\nAssistant: c"}
    assert set_of(**sides).messages == (Message("user", "a"),)


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"chosen": "a", "rejected": "b"}, "no prompt column; found: chosen, rejected"),
        (TEXTS | {"prompt": ""}, "the prompt is empty"),
        (TEXTS | {"prompt": None}, "the prompt is empty"),
        (TEXTS | {"rejected": "Because. "}, EQUAL),
        (TEXTS | {"chosen": " ", "rejected": ""}, EQUAL),
        ({"prompt": "Why?", "chosen": "a"}, "no rejected column; found: prompt, chosen"),
        (TEXTS | {"rejected": None}, "a response is not text"),
        (TEXTS | {"rejected": True}, "a response is not text"),
        (TEXTS | {"rejected": []}, "a response is not text"),
        (TEXTS | {"rejected": ["b"]}, "a message of a response is not an object"),
        (TEXTS | {"rejected": [GOOD | {"content": 3}]}, "a message of a response is not text"),
        ({"chosen": [USER, GOOD], "rejected": [SYSTEM, BAD]}, NOTHING_SHARED),
        ({"chosen": [GOOD], "rejected": [BAD]}, NOTHING_SHARED),
    ],
)  # fmt: skip
def test_what_is_no_pair_is_refused(columns, reason):
    with pytest.raises(RowError) as caught:
        set_of(**columns)
    assert str(caught.value) == reason


def test_a_bad_row_is_rejected_and_the_others_come_through():
    rows = [Row(1, TEXTS), RejectedRow(2, "not an object", "[]"), Row(3, {"id": 1}), Row(4, WHOLE)]
    assert [result.row for result in PAIRS.read(rows)] == [1, 2, 3, 4]
    assert [type(result) is RejectedRow for result in PAIRS.read(rows)] == [
        False, True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "columns",
    [
        {"prompt": "p", "responses": ["a", "b"]},
        {"prompt": "p", "all_generated_responses": ["a", "b"], "chosen": [GOOD], "rejected": [BAD]},
        {"prompt": "p", "chosen": "a"},
        {"prompt": "p", "chosen": 1, "rejected": 0},
        {"messages": [USER, GOOD], "label": True},
    ],
)
def test_other_layouts_are_left_to_others(columns):
    assert matches([Row(1, columns)]) == 0.0
