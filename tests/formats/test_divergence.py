from __future__ import annotations

import pytest

from real_desktop.formats.divergence import parting
from real_desktop.formats.rows import RowError


def talk(*texts):
    return [{"role": ("user", "assistant")[i % 2], "content": t} for i, t in enumerate(texts)]


def test_one_turn_each_parts_at_its_answer():
    found = parting(talk("Why?", "a"), talk("Why?", "b"))
    assert (found.shared, found.turn, found.is_last) == (talk("Why?"), 1, True)
    assert [answer["content"] for answer in found.answers] == ["a", "b"]


def test_what_follows_a_first_difference_is_apart():
    found = parting(talk("Why?", "a", "And?", "b"), talk("Why?", "c", "And?", "d"))
    assert (found.turn, found.is_last) == (1, False)
    assert [[turn["content"] for turn in turns] for turns in found.later] == [
        ["And?", "b"],
        ["And?", "d"],
    ]


def test_equal_turns_belong_to_the_prompt():
    found = parting(talk("Why?", "a", "And?", "b"), talk("Why?", "a", "And?", "c"))
    assert (found.shared, found.turn, found.is_last) == (talk("Why?", "a", "And?"), 2, True)


@pytest.mark.parametrize(
    ("a", "b", "reason"),
    [
        (talk("p", "a"), talk("p", "a"), "the two conversations are the same"),
        (talk("p", "a"), talk("q", "b"), "the two conversations differ in what was asked"),
        (talk("p", "a", "x", "b"), talk("p", "a", "y", "b"), "the two conversations differ in"),
        (talk("p", "a"), talk("p"), "one of the two conversations breaks off"),
        ([], talk("p", "a"), "a conversation is no list of messages"),
        (["p", "a"], talk("p", "a"), "a conversation is no list of messages"),
    ],
)
def test_what_cannot_be_compared_is_refused(a, b, reason):
    for pair in ((a, b), (b, a)):
        with pytest.raises(RowError) as caught:
            parting(*pair)
        assert str(caught.value).startswith(reason)
