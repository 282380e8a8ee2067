from __future__ import annotations

import pytest

from real_desktop.core.records import KnownPreference, Message, Outcome, RejectedRow, Response
from real_desktop.formats.hh_rlhf import (
    HH_RLHF,
    NO_TRANSCRIPTS,
    PART_EARLIER,
    SAME_ROLE,
    matches,
    sides_of,
    to_set,
)
from real_desktop.formats.pair_sets import EMPTY_ANSWER, EQUAL
from real_desktop.formats.parting import NOTHING_SHARED
from real_desktop.formats.rows import Row, RowError

START = "\n\nHuman: Which tea?\n\nAssistant: Green.\n\nHuman: Why?"
ROW = {"chosen": f"{START}\n\nAssistant: It is mild.", "rejected": f"{START}\n\nAssistant:  No."}


def set_of(chosen, rejected, **others):
    return to_set(Row(1, {"chosen": chosen, "rejected": rejected} | others))


def test_the_shared_turns_are_the_prompt():
    one = to_set(Row(3, ROW | {"id": 7}))
    assert [(m.role, m.content) for m in one.messages] == [
        ("user", "Which tea?"),
        ("assistant", "Green."),
        ("user", "Why?"),
    ]
    assert one.responses == (Response("It is mild."), Response(" No."))
    assert one.preferences == (KnownPreference(0, 1, Outcome.A),)
    assert (one.row, one.meta, one.oddity) == (3, {"id": 7}, None)
    assert sides_of(one) == (ROW["chosen"], ROW["rejected"])


@pytest.mark.parametrize(
    ("chosen", "rejected", "oddity"),
    [
        ("\n\nHuman: a\n\nAssistant: ", "\n\nHuman: a\n\nAssistant: b", EMPTY_ANSWER),
        (
            "\n\nHuman: a\n\nAssistant: b",
            "\n\nHuman: a\n\nAssistant: c\n\nHuman: d\n\nAssistant: e",
            PART_EARLIER,
        ),
        (
            "\n\nHuman: a\n\nAssistant: b",
            "\n\nHuman: a\n\nAssistant: b\n\nAssistant: c",
            PART_EARLIER,
        ),
        (
            "\n\nHuman: a\n\nHuman: b\n\nAssistant: c",
            "\n\nHuman: a\n\nHuman: b\n\nAssistant: d",
            SAME_ROLE,
        ),
    ],
    ids=["empty answer", "parting earlier", "longer side", "same role"],
)
def test_an_odd_row_is_kept_whole(chosen, rejected, oddity):
    one = set_of(chosen, rejected)
    assert one.oddity == oddity
    assert one.messages[-1].role == "user"
    assert one.preferences == (KnownPreference(0, 1, Outcome.A),)
    assert sides_of(one) == (chosen, rejected)


def test_a_side_that_goes_on_keeps_its_turns():
    one = set_of(
        "\n\nHuman: a\n\nAssistant: b", f"{START}".replace("Which tea?", "a") + "\n\nAssistant: x"
    )
    assert one.responses[1].text == "Green.\n\nHuman: Why?\n\nAssistant: x"
    assert [turn.role for turn in one.responses[1].turns] == ["assistant", "user", "assistant"]
    assert one.responses[0].turns == ()


@pytest.mark.parametrize(
    ("prompt", "chosen", "rejected"),
    [
        ("Human: Hi\n\nAssistant:", " Hello ", " No"),
        ("\n\nHuman: Hi\n\nAssistant:", "\n\nHuman: Hi\n\nAssistant: Hello ", "No"),
        ("\n\nHuman: Hi\n\nAssistant: ", "Hello ", "No"),
        ("\n\nHuman: Hi\n\nAssistant: ", "\n\nHuman: Hi\n\nAssistant: Hello ", "No"),
    ],
)
def test_a_prompt_of_its_own_is_cut_off(prompt, chosen, rejected):
    one = set_of(chosen, rejected, prompt=prompt, chosen_model="m1")
    assert one.messages == (Message("user", "Hi"),)
    assert one.responses == (Response("Hello ", "m1"), Response("No"))
    assert one.meta == {}


def test_a_prompt_that_is_no_transcript_is_kept_beside_the_sides():
    one = to_set(Row(1, ROW | {"prompt": "Which tea?"}))
    assert (len(one.messages), one.meta) == (3, {"prompt": "Which tea?"})


@pytest.mark.parametrize(
    ("chosen", "rejected", "reason"),
    [
        (ROW["chosen"], ROW["chosen"] + " ", EQUAL),
        (ROW["chosen"], "Because.", NO_TRANSCRIPTS),
        (ROW["chosen"], None, NO_TRANSCRIPTS),
        (ROW["chosen"], True, NO_TRANSCRIPTS),
        (ROW["chosen"], "\n\nHuman: Else?\n\nAssistant: b", NOTHING_SHARED),
        ("\n\nAssistant: a", "\n\nAssistant: b", NOTHING_SHARED),
        ("\n\nHuman: \n\nAssistant: a", "\n\nHuman: \n\nAssistant: b", "the prompt is empty"),
    ],
)
def test_what_is_no_pair_is_refused(chosen, rejected, reason):
    with pytest.raises(RowError) as caught:
        set_of(chosen, rejected)
    assert str(caught.value) == reason


def test_a_bad_row_is_rejected_and_the_others_come_through():
    rows = [Row(1, ROW), RejectedRow(2, "not an object", "[]"), Row(3, {"chosen": ""}), Row(4, ROW)]
    results = list(HH_RLHF.read(rows))
    assert [type(result) is RejectedRow for result in results] == [False, True, True, False]
    assert results[2].reason == NO_TRANSCRIPTS


@pytest.mark.parametrize(
    ("columns", "confidence"),
    [
        (ROW, 1.0),
        ({"prompt": "Human: Hi\n\nAssistant:", "chosen": " a", "rejected": " b"}, 1.0),
        ({"prompt": "Hi", "chosen": "a", "rejected": "b"}, 0.0),
        ({"chosen": "Human: alone", "rejected": "Human: alone too"}, 0.0),
        ({"chosen": ROW["chosen"]}, 0.0),
        ({"prompt": "Human: Hi\n\nAssistant:", "responses": [" a", " b"]}, 0.0),
    ],
)
def test_marks_are_the_sign(columns, confidence):
    assert matches([Row(1, columns)]) == confidence
