from __future__ import annotations

import pytest

from real_desktop.core.records import KnownPreference, Message, Outcome, Response
from real_desktop.formats.nectar import NO_TRANSCRIPT, matches, to_set
from real_desktop.formats.rows import Row, RowError

ROW = {
    "prompt": "\n\nHuman: Hi\n\nAssistant: Hello.\n\nHuman: Why? \n\nAssistant: ",
    "answers": [
        {"answer": "So.", "model": "m1", "rank": 2.0},
        {"answer": "Because.", "model": "m2", "rank": 1.0},
        {"answer": "No.", "model": "m3", "rank": 2.0},
    ],
    "turns": 2,
    "source": ["lmsys"],
    "good_natured": True,
}


def test_rank_1_is_the_best():
    one = to_set(Row(5, ROW))
    assert one.messages == (
        Message("user", "Hi"),
        Message("assistant", "Hello."),
        Message("user", "Why? "),
    )
    assert one.responses[1] == Response("Because.", "m2", None, {"rank": 1.0})
    assert one.preferences == (
        KnownPreference(0, 1, Outcome.B),
        KnownPreference(0, 2, Outcome.TIE),
        KnownPreference(1, 2, Outcome.A),
    )
    assert one.meta == {"turns": 2, "source": ["lmsys"], "good_natured": True}


def test_an_answer_without_a_rank_is_kept_without_a_preference():
    answers = [*ROW["answers"][:2], {"answer": "Perhaps.", "model": "m4"}]
    one = to_set(Row(1, ROW | {"answers": answers}))
    assert len(one.responses) == 3
    assert one.preferences == (KnownPreference(0, 1, Outcome.B),)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"prompt": "Why?"}, NO_TRANSCRIPT),
        ({"prompt": None}, NO_TRANSCRIPT),
        ({"prompt": "\n\nHuman: \n\nAssistant: "}, "the prompt is empty"),
        ({"answers": None}, "the responses are not a list"),
        ({"answers": [{"answer": 3, "rank": 1}]}, "a response is not text"),
        ({"answers": ROW["answers"][:1]}, "fewer than two distinct responses"),
    ],
)
def test_what_is_no_set_is_refused(changes, reason):
    with pytest.raises(RowError) as caught:
        to_set(Row(1, ROW | changes))
    assert str(caught.value) == reason


def test_ranked_answers_to_a_transcript_are_the_sign():
    assert matches([Row(1, ROW)]) == 1.0
    assert matches([Row(1, ROW | {"prompt": "Why?"})]) == 0.0
    assert matches([Row(1, ROW | {"answers": ["a", "b"]})]) == 0.0
