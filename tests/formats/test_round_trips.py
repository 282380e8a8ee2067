"""What is written can be opened again, and every text is what it was."""

from __future__ import annotations

import dataclasses
from functools import partial

import orjson
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from real_desktop.core.logged_event import LoggedEvent
from real_desktop.core.pair_manifest import ManifestResponse, PairManifest
from real_desktop.core.records import KnownPreference, Message, Outcome
from real_desktop.core.turns import transcript
from real_desktop.formats.exports import EXPORTS
from real_desktop.formats.preference import fault
from real_desktop.formats.reading import read
from real_desktop.formats.responses import of_turns

MARKS = ["\n\nHuman: ", "\n\nAssistant: ", "\n\nAssistant:", "\n\nSystem: ", "Human: ", "\n\n", " "]
LETTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
TEXT = st.lists(LETTERS | st.sampled_from(MARKS), max_size=4).map("".join)
CALLS = st.lists(
    st.fixed_dictionaries({"name": LETTERS, "arguments": LETTERS | st.dictionaries(LETTERS, TEXT)}),
    min_size=1,
    max_size=2,
).map(lambda calls: {"tool_calls": [{"type": "function", "function": one} for one in calls]})
THOUGHTS = st.sampled_from(["Hm.", "é\n"]).map(lambda text: {"reasoning_content": text})
ASSISTANT = st.builds(partial(Message, "assistant"), TEXT, st.just({}) | THOUGHTS)
CALLING = st.builds(partial(Message, "assistant"), TEXT, CALLS)
OTHERS = st.builds(Message, st.sampled_from(["user", "tool", "system", "developer"]), TEXT)


def _is_answer(turn):
    return turn.role == "assistant"


def prompts(turns):
    return st.tuples(st.lists(turns, max_size=4), TEXT).map(
        lambda made: (*made[0], Message("user", made[1]))
    )


def responses(turns):
    return st.tuples(turns.filter(_is_answer), st.lists(turns, max_size=2)).map(
        lambda made: of_turns((made[0], *made[1]))
    )


TURNS = ASSISTANT | CALLING | OTHERS
PROMPTS, RESPONSES = prompts(TURNS), responses(TURNS)
TEXT_PROMPTS, TEXT_RESPONSES = prompts(ASSISTANT | OTHERS), responses(ASSISTANT | OTHERS)
EVERY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def preference_of(make_preference):
    """Make a preference that the format has a row for, or give up this example."""

    def make(name, prompt, chosen, rejected):
        one = make_preference(
            prompt=prompt,
            chosen=chosen.text,
            rejected=rejected.text,
            chosen_turns=chosen.turns,
            rejected_turns=rejected.turns,
        )
        assume(fault(one) is None and EXPORTS[name].unfit(one) is None)
        return one

    return make


def read_back(file_of, name, *records):
    lines = [orjson.dumps(EXPORTS[name].to_row(record)) for record in records]
    (one,) = read(file_of(b"\n".join(lines)))
    return one


def said(responses):
    return [(response.text, response.turns) for response in responses]


@given(prompt=PROMPTS, chosen=RESPONSES, rejected=RESPONSES)
@EVERY
def test_trl(file_of, preference_of, prompt, chosen, rejected):
    one = read_back(file_of, "trl", preference_of("trl", prompt, chosen, rejected))
    assert one.messages == prompt
    assert said(one.responses) == said([chosen, rejected])
    assert one.preferences == (KnownPreference(0, 1, Outcome.A, "Ada"),)


@given(prompt=TEXT_PROMPTS, chosen=TEXT_RESPONSES, rejected=TEXT_RESPONSES)
@EVERY
def test_trl_standard(file_of, preference_of, prompt, chosen, rejected):
    preference = preference_of("trl-standard", prompt, chosen, rejected)
    one = read_back(file_of, "trl-standard", preference)
    assert transcript(one.messages) == transcript(prompt)
    assert [response.text for response in one.responses] == [chosen.text, rejected.text]
    if not any(mark.strip() in message.content for message in prompt for mark in MARKS[:4]):
        roles = {"developer": "system"}
        assert one.messages == tuple(
            Message(roles.get(turn.role, turn.role), turn.content) for turn in prompt
        )


@given(prompt=PROMPTS, a=RESPONSES, b=RESPONSES, outcome=st.sampled_from(Outcome))
@EVERY
def test_raw(file_of, preference_of, prompt, a, b, outcome):
    preference_of("raw", prompt, a, b)
    pair = filled(PairManifest, prompt=prompt, a=manifest(a, 0), b=manifest(b, 3), queue=())
    event = filled(LoggedEvent, pair_uuid="uuid", outcome=outcome.value, stands=True)
    event = dataclasses.replace(event, kind="judge")
    one = read_back(file_of, "raw", pair, event)
    assert one.messages == prompt
    assert said(one.responses) == said([a, b])
    assert one.preferences == (KnownPreference(0, 1, outcome, "annotator"),)


def test_every_format_that_is_written_is_tested():
    assert {f"test_{name.replace('-', '_')}" for name in EXPORTS} <= globals().keys()


def manifest(response, position):
    return ManifestResponse(response.text, "hash", response.model, position, turns=response.turns)


def filled(kind, **given):
    """A record whose other fields hold their own names."""
    names = {field.name: field.name for field in dataclasses.fields(kind)}
    return kind(**(names | given))
