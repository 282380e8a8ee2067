"""Which reader a file of one row gets: no reader takes the rows of another."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from real_desktop.core.records import RejectedRow, ResponseSet
from real_desktop.formats.registry import READERS
from real_desktop.formats.rows import Row
from real_desktop.formats.sources import recognise
from tests.formats.test_recognising_tools import ROWS as TOOL_ROWS

USER, ASSISTANT = {"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}
OTHER = {"role": "assistant", "content": "No"}
HUMAN, GPT = {"from": "human", "value": "Hi"}, {"from": "gpt", "value": "Hello"}
TEXTS = {"chosen": "a", "rejected": "b"}
RATED = {"model": "m", "response": "a", "annotations": {"honesty": {"Rating": "5"}}}
TWO = {"response_1": "a", "response_2": "b"}
ASPECTS = {"helpfulness": 1, "correctness": 2, "coherence": 3, "complexity": 1, "verbosity": 0}
ASKED = "\n\nHuman: a\n\nAssistant:"
MESSAGE = {"message_id": "1", "parent_id": None, "text": "a", "role": "prompter"}
ROWS = [
    ("hh-rlhf", {"chosen": f"{ASKED} b", "rejected": f"{ASKED} c"}),
    ("hh-rlhf", {"prompt": ASKED, "chosen": " b", "rejected": " c"}),
    ("pairs", {"prompt": "Hi"} | TEXTS),
    ("pairs", {"question": "Hi", "system": "s"} | TEXTS),
    ("pairs", {"instruction": "Hi", "input": ""} | TEXTS),
    ("pairs", {"prompt": [USER], "chosen": [ASSISTANT], "rejected": [OTHER]}),
    ("pairs", {"prompt": "Hi", "chosen": [USER, ASSISTANT], "rejected": [USER, OTHER],
               "messages": [USER, ASSISTANT], "score_chosen": 8.0, "score_rejected": 7.5}),
    ("pairs", {"chosen": [USER, ASSISTANT], "rejected": [USER, OTHER]}),
    ("pairs", {"conversations": [HUMAN], "chosen": GPT, "rejected": GPT}),
    ("pairs", {"input": {"messages": [USER]}, "preferred_output": [ASSISTANT],
               "non_preferred_output": [OTHER]}),
    ("pairs", {"messages": [USER, ASSISTANT], "rejected_response": "No"}),
    ("pairs", {"query": "Hi", "response": "a", "rejected_response": "b"}),
    ("pairs", {"messages": [USER, ASSISTANT], "rejected_message": OTHER}),
    ("pairs", {"prompt": "Hi", "chosen_response": "a", "rejected_response": "b", "response": "a"}),
    ("shp", {"post_id": "p", "history": "Hi", "human_ref_A": "a", "human_ref_B": "b", "labels": 1,
             "score_A": 2, "score_B": 1}),
    ("ultrafeedback", {"instruction": "Hi", "models": ["m"], "completions": [RATED]}),
    ("nectar", {"prompt": f"{ASKED} ", "answers": [{"answer": "a", "model": "m", "rank": 1}]}),
    ("helpsteer2", {"prompt": "Hi", "response": "a"} | ASPECTS),
    ("helpsteer-preferences", {"prompt": "Hi", "preference_strength": -1} | TWO),
    ("helpsteer-preferences", {"context": [USER], "response1": "a", "response2": "b",
                               "overall_preference": 2}),
    ("oasst", {"message_tree_id": "1", "tree_state": "s", "prompt": MESSAGE}),
    ("oasst", MESSAGE),
    ("summarize", {"info": {"post": "a"}, "summaries": [{"text": "a"}], "choice": 0}),
    ("raw", {"record": "pair", "prompt": [USER], "a": {"text": "a"}, "b": {"text": "b"}}),
    ("raw", {"record": "event", "pair_uuid": "u", "kind": "judge", "outcome": "a"}),
    ("wide", {"input": "Hi", "output_1": "a", "output_2": "b", "label": 1}),
    ("wide", {"prompt": "Hi", "winner": "a"} | TWO),
    ("wide", {"prompt": "Hi", "response_a": "a", "response_b": "b", "chosen": "a"}),
    ("long", {"prompt": "Hi", "response": "a", "model": "m", "score": 1}),
    ("long", {"prompt": "Hi", "response": "a", "helpfulness": 1}),
    ("plain", {"prompt": "Hi", "responses": ["a", "b"]}),
    ("plain", {"prompt": "Hi", "responses": [{"text": "a", "rank": 0}, {"text": "b", "rank": 1}]}),
    ("plain", {"context": [USER], "completions": [{"rank": 0, "completion": [ASSISTANT]}]}),
    ("plain", {"prompt": "Hi", "all_generated_responses": ["a"], "all_rm_scores": [1],
               "chosen": [ASSISTANT], "rejected": [OTHER]}),
    ("distilabel", {"instruction": "Hi", "generations": ["a", "b"], "ratings": [1, 2]}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "row"), ROWS, ids=[f"{name} {', '.join(row)[:60]}" for name, row in ROWS]
)
def test_a_row_of_each_format_is_recognised(file_of, name, row):
    source = recognise(file_of([row] * 3))
    assert (source.reader.name, source.is_sure) == (name, True)


def test_every_format_is_in_the_table():
    names = {name for name, _row in (*ROWS, *TOOL_ROWS)}
    assert names == {reader.name for reader in READERS}


def test_every_reader_says_what_it_is():
    for one in READERS:
        assert one.title
        assert one.sign
        assert not one.sign.endswith(".")


NAMES = {name for _reader, row in ROWS for name in row}
KEYS = st.sampled_from(sorted({"role", "from", "content", "text", "rank", "a", *NAMES}))
WRONG = st.recursive(
    st.none() | st.booleans() | st.integers(-4, 4) | st.floats() | st.sampled_from(["", "a", "1"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=5,
)


def spoiled(value, wrong, places):
    """The value with something else at one place in it."""
    if not places or not isinstance(value, dict | list) or not value:
        return wrong
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    key, copy = keys[places[0] % len(keys)], value.copy()
    copy[key] = spoiled(copy[key], wrong, places[1:])
    return copy


@pytest.mark.parametrize(("name", "row"), ROWS, ids=[f"{name} {len(row)}" for name, row in ROWS])
@given(wrong=WRONG, places=st.lists(st.integers(0, 9), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_a_value_of_any_kind_rejects_no_more_than_its_row(name, row, wrong, places):
    reader = next(one for one in READERS if one.name == name)
    rows = [Row(1, spoiled(row, wrong, places)), RejectedRow(2, "bad", ""), Row(3, row)]
    assert 0 <= reader.matches([rows[0]]) <= 1
    results = [one for one in reader.read(rows) if one is not None]
    assert all(isinstance(one, ResponseSet | RejectedRow) for one in results)
    assert RejectedRow(2, "bad", "") in results
    for one in results:
        if isinstance(one, ResponseSet):
            assert all(type(turn.content) is str for turn in one.messages)
            assert all(type(response.text) is str for response in one.responses)
            places_of = range(len(one.responses))
            assert all({known.a, known.b} <= set(places_of) for known in one.preferences)
