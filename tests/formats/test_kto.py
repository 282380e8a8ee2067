from __future__ import annotations

from itertools import permutations

import pytest

from real_desktop.core.records import KnownPreference, Message, Outcome
from real_desktop.formats.kto import matches
from real_desktop.formats.rows import Row


def rated(prompt, text, label, **others):
    turns = [{"role": "user", "content": prompt}, {"role": "assistant", "content": text}]
    return {"messages": turns, "label": label} | others


def test_a_good_answer_is_better_than_a_bad_one_to_the_same_prompt(file_of, read_all):
    rows = [rated("Why?", "a", False), rated("How?", "x", True), rated("Why?", "b", True)]
    (one,), (alone,) = read_all(file_of(rows))
    assert one.messages == (Message("user", "Why?"),)
    assert [(r.text, r.meta) for r in one.responses] == [
        ("a", {"label": False}),
        ("b", {"label": True}),
    ]
    assert one.preferences == (KnownPreference(1, 0, Outcome.A),)
    assert (alone.row, alone.reason) == (2, "fewer than two distinct responses")
    assert alone.alone.responses[0].text == "x"


def test_equal_labels_say_nothing_of_each_other(file_of, read_all):
    (one,), _rejected = read_all(file_of([rated("Why?", text, True) for text in "ab"]))
    assert (len(one.responses), one.preferences) == (2, ())


def test_one_text_is_never_better_than_itself(file_of, read_all):
    rows = [rated("Why?", "a", True), rated("Why?", "a", False), rated("Why?", "b", True)]
    (one,), _rejected = read_all(file_of(rows))
    assert one.preferences == (KnownPreference(2, 1, Outcome.A),)


@pytest.mark.parametrize(
    ("good", "bad", "pairs"), [(4, 7, 28), (1, 28, 28), (5, 6, 0), (300, 300, 0)]
)
def test_very_many_answers_to_one_prompt_are_no_pairs(file_of, read_all, good, bad, pairs):
    labels = [True] * good + [False] * bad
    rows = [rated("Why?", str(number), label) for number, label in enumerate(labels)]
    (one,), _rejected = read_all(file_of(rows))
    assert (len(one.responses), len(one.preferences)) == (good + bad, pairs)
    assert one.responses[-1].meta == {"label": False}


def test_good_and_bad_ones_may_stand_in_files_of_their_own(file_of, read_all):
    files = [file_of([rated("Why?", t, t == "good")], t) for t in ("good", "bad")]
    for order in permutations(files):
        (one,), rejected = read_all(*order)
        assert not rejected
        (known,) = one.preferences
        assert one.responses[known.a].text == "good"
        assert {order[r.file].name == r.text for r in one.responses} == {True}


@pytest.mark.parametrize(
    "of",
    [
        lambda t, good: {"prompt": "Why?", "completion": t, "label": good},
        lambda t, good: {
            "prompt": [{"role": "user", "content": "Why?"}],
            "completion": [{"role": "assistant", "content": t}],
            "label": good,
        },
        lambda t, good: {"instruction": "Why?", "input": "", "output": t, "kto_tag": good},
        lambda t, good: {"instruction": "Why?", "output": t, "label": str(good)},
        lambda t, good: {
            "conversations": [{"from": "human", "value": "Why?"}, {"from": "gpt", "value": t}],
            "kto_tag": good,
        },
    ],
)
def test_every_kind_of_row_is_read(file_of, read_all, of):
    path = file_of([of("a", True), of("b", False)])
    (one,), rejected = read_all(path)
    assert not rejected
    assert one.messages == (Message("user", "Why?"),)
    assert one.preferences == (KnownPreference(0, 1, Outcome.A),)


def test_a_system_prompt_and_earlier_turns_belong_to_the_prompt(file_of, read_all):
    def row(text, *, label):
        turns = ["Hi", "Hello", "Why?", text]
        roles = ("user", "assistant") * 2
        made = [{"role": r, "content": t} for r, t in zip(roles, turns, strict=True)]
        return {"messages": made, "system": "Be brief.", "label": label}

    (one,), _rejected = read_all(file_of([row("a", label=True), row("b", label=False)]))
    assert [m.content for m in one.messages] == ["Be brief.", "Hi", "Hello", "Why?"]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (rated("Why?", None, True), "the response is empty"),
        (rated("Why?", True, True), "a response is not text"),
        (rated("", "a", True), "the prompt is empty"),
        ({"messages": [], "label": True}, "the response is empty"),
    ],
)
def test_a_bad_row_is_rejected_and_the_others_come_through(file_of, read_all, bad, reason):
    good = [rated("Why?", text, True) for text in "abc"]
    (one,), rejected = read_all(file_of([*good[:2], bad, good[2]]))
    assert (len(one.responses), [(r.row, r.reason) for r in rejected]) == (3, [(3, reason)])


def test_without_a_prompt_that_comes_twice_it_says_what_is_missing(file_of, refused):
    assert refused(file_of([rated(text, text, True) for text in "ab"])) == {
        0: "answers.jsonl: holds rated answers (KTO), but no prompt comes twice; open it together"
        " with the responses of a second model, or import it into a project that has its prompts"
    }


@pytest.mark.parametrize(
    ("columns", "confidence"),
    [
        (rated("p", "a", True), 1.0),
        (rated("p", "a", 1), 0.0),
        (rated("p", "a", None), 0.0),
        ({"prompt": "p", "label": True}, 0.0),
        ({"prompt": "p", "responses": ["a", "b"], "label": True}, 0.0),
        ({"prompt": "p", "response_1": "a", "response_2": "b", "label": True}, 0.0),
    ],
)
def test_confidence(columns, confidence):
    assert matches([Row(1, columns)]) == confidence
