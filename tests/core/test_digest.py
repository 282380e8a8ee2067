import hashlib
import json
import random
import unicodedata
import uuid

import pytest

from real_desktop.core.digest import (
    NAMESPACE,
    messages_json,
    named_uuid,
    prompt_uuid,
    record_digest,
    split_group,
    text_hash,
)
from real_desktop.core.records import Message


def asked(content, system=None):
    turns = (Message("user", content),)
    return (Message("system", system), *turns) if system else turns


def test_a_text_is_hashed_as_its_utf_8_bytes():
    assert text_hash("naïve 🦜") == hashlib.sha256("naïve 🦜".encode()).hexdigest()


def test_messages_are_stored_as_plain_readable_json():
    stored = '[{"role":"system","content":"Sé breve"},{"role":"user","content":"¿Qué?"}]'
    assert messages_json(asked("¿Qué?", "Sé breve")) == stored


def test_the_identity_of_a_prompt_never_changes():
    # A constant: projects on disk hold it, and merging relies on it.
    assert prompt_uuid(asked("Why?")) == "66b267e8-e230-5d75-82ed-54c375165b60"
    assert record_digest(["ü", 1, None, 0.1]) == (
        "2fa24b9eecbae58e016be2d70a54e19d7351adfaddfc627544b4cd13c5290dd2"
    )


@pytest.mark.parametrize(
    "other",
    [
        asked("why?"),
        asked("Why? "),
        asked("Why?", "Be brief"),
        (Message("assistant", "Why?"),),
        (*asked("Why?"), *asked("Why?")),
    ],
)
def test_any_difference_makes_another_prompt(other):
    assert prompt_uuid(other) != prompt_uuid(asked("Why?"))


@pytest.mark.parametrize(
    "same",
    [
        asked("HOW  do\n cats\tpurr?", "be BRIEF"),
        asked("How do cats purr?", "Be brief"),
        (*asked("How do cats purr?", "Be brief"), Message("assistant", "So."), *asked("And?")),
        (Message("developer", "Be brief"), Message("user", "How do cats purr?")),
    ],
)
def test_a_split_group_folds_case_width_white_space_and_continuations(same):
    assert split_group(same) == split_group(asked("How do cats purr?", "Be brief"))


@pytest.mark.parametrize(
    "other", [asked("How do dogs purr?"), asked("How do cats purr?", "Rudely")]
)
def test_another_first_question_or_system_prompt_is_another_split_group(other):
    assert split_group(other) != split_group(asked("How do cats purr?"))


@pytest.mark.parametrize("changed", [["b", 1], ["a", 2], ["a", "1"], ["a", None], ["a", 1, None]])
def test_a_record_digest_sees_every_change(changed):
    assert record_digest(changed) != record_digest(["a", 1])


def strange_texts():
    dice = random.Random(3)
    full_width, ligature = "\uff46\uff55", "\ufb01"
    parts = [
        "a",
        "Ä",
        full_width,
        "ß",
        "\u0130",
        " ",
        "\n",
        "\x1c",
        '"',
        "\\",
        "🦜",
        "\0",
        ligature,
    ]
    return ["".join(dice.choices(parts, k=dice.randint(0, 12))) for _ in range(300)]


def test_the_short_ways_give_what_the_long_ways_give():
    for text in strange_texts():
        assert named_uuid(text) == str(uuid.uuid5(NAMESPACE, text))
        turns = [Message("user", text), Message("tool", text, {"name": text})]
        plain = [turn.turn for turn in turns]
        dumped = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
        assert messages_json(turns) == dumped
        folded = unicodedata.normalize("NFKC", text).casefold()
        assert split_group(asked(text)) == text_hash(" ".join(folded.split()))
