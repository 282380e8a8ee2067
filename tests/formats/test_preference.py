from __future__ import annotations

import pytest

from real_desktop.core.records import Message
from real_desktop.formats.preference import fault

USER, ASSISTANT = Message("user", "Hi"), Message("assistant", "Hello")

IMAGE = Message("user", "[image_url]", {"parts": [{"type": "image_url"}]})


def test_a_good_preference_has_no_fault(make_preference):
    assert fault(make_preference()) is None
    assert fault(make_preference(prompt=(USER, ASSISTANT, USER))) is None


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"chosen": ""}, "the chosen response is empty"),
        ({"chosen": " \n"}, "the chosen response is empty"),
        ({"rejected": "\t"}, "the rejected response is empty"),
        ({"rejected": "Hello!"}, "the two responses are equal"),
        ({"rejected": "Hello! "}, "the two responses are equal"),
        ({"prompt": ()}, "the prompt is empty"),
        ({"prompt": (Message("user", " "),)}, "the prompt is empty"),
        ({"prompt": (Message("system", "Be brief."),)}, "the prompt is empty"),
        ({"prompt": (USER, ASSISTANT)}, "the prompt ends with an assistant turn"),
        ({"prompt": (Message(None, "Hi"),)}, "a role in the prompt is not text"),
        ({"prompt": (Message("", "Hi"),)}, "a role in the prompt is not text"),
        ({"prompt": (IMAGE,)}, "the prompt holds parts that are no text"),
    ],
)
def test_what_trainers_would_not_learn_from_has_a_reason(make_preference, changes, reason):
    assert fault(make_preference(**changes)) == reason
