from __future__ import annotations

import pytest

from real_desktop.core.records import Message
from real_desktop.formats.rows import Row
from real_desktop.formats.sft import matches


def talk(*texts):
    roles = ("user", "assistant")
    return [{"role": roles[i % 2], "content": text} for i, text in enumerate(texts)]


def test_the_same_prompts_answered_by_two_models_are_sets(file_of, read_all):
    def rows(model):
        return [{"messages": talk("Hi", "Hello", "Why?", f"By {model}."), "model": model}]

    (one,), rejected = read_all(file_of(rows("m"), "m"), file_of(rows("n"), "n"))
    assert not rejected
    assert one.messages == tuple(
        Message(role, text)
        for role, text in [("user", "Hi"), ("assistant", "Hello"), ("user", "Why?")]
    )
    assert [(r.text, r.model, r.file) for r in one.responses] == [
        ("By m.", "m", 0),
        ("By n.", "n", 1),
    ]


@pytest.mark.parametrize(
    "row",
    [{"messages": talk("Why?", "a")}, {"instruction": "Why?", "output": "a", "input": ""}],
)
def test_alone_it_says_what_it_is_and_what_is_missing(file_of, refused, row):
    assert refused(file_of([row])) == {
        0: "answers.jsonl: holds data for fine-tuning, one answer to each prompt; open it together"
        " with the responses of a second model, or import it into a project that has its prompts"
    }


@pytest.mark.parametrize(
    ("columns", "confidence"),
    [
        ({"messages": talk("p", "a")}, 1.0),
        ({"conversations": [{"from": "human", "value": "p"}, {"from": "gpt", "value": "a"}]}, 1.0),
        ({"messages": talk("p", "a", "q")}, 0.0),
        ({"messages": talk("p", "a"), "responses": ["a", "b"]}, 0.0),
        ({"messages": talk("p", "a"), "chosen": [], "rejected": []}, 0.0),
        ({"messages": talk("p", "a"), "rejected_response": "b"}, 0.0),
        ({"messages": "p"}, 0.0),
    ],
)
def test_confidence(columns, confidence):
    assert matches([Row(1, columns)]) == confidence
