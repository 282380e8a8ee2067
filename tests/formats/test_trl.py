from __future__ import annotations

import dataclasses

from real_desktop.core.records import Message
from real_desktop.formats.preference import Preference, ShownLeft
from real_desktop.formats.trl import to_row

RESERVED = {
    "messages",
    "completion",
    "image",
    "images",
    "tools",
    "chat_template_kwargs",
    "margin",
    "prompt_ids",
    "chosen_ids",
    "rejected_ids",
    "ref_chosen_logps",
    "ref_rejected_logps",
    "label",
}
FULL = {
    "chosen_model": "m1",
    "rejected_model": "m2",
    "similarity": 0.31,
    "strategy": "dissimilar",
    "embedding_model": "all-MiniLM-L6-v2",
    "active_ms": 1200,
    "shown_left": ShownLeft.REJECTED,
    "strength": 2,
    "comment": "clear",
    "source_file": "answers.jsonl",
}


def test_a_row_is_conversational_with_an_explicit_prompt(make_preference):
    row = to_row(make_preference(prompt=(Message("system", "S"), Message("user", " Hi "))))
    assert row["prompt"] == [
        {"role": "system", "content": "S"},
        {"role": "user", "content": " Hi "},
    ]
    assert row["chosen"] == [{"role": "assistant", "content": "Hello!"}]
    assert row["rejected"] == [{"role": "assistant", "content": "No."}]


def test_every_field_is_written_under_its_name(make_preference):
    row = to_row(make_preference(**FULL))
    assert list(row) == [field.name for field in dataclasses.fields(Preference)]
    assert {name: row[name] for name in FULL} == FULL
    assert row["split_group"] == "group"
    assert (row["chosen_index"], row["rejected_index"]) == (0, 1)


def test_keys_and_their_order_do_not_depend_on_what_is_missing(make_preference):
    assert list(to_row(make_preference())) == list(to_row(make_preference(**FULL)))


def test_a_field_has_one_type(make_preference):
    full, whole = to_row(make_preference(**FULL)), to_row(make_preference(similarity=1))
    assert type(whole["similarity"]) is type(full["similarity"]) is float
    assert type(full["shown_left"]) is str
    assert all(whole[name] is None for name in FULL if name != "similarity")


def test_no_name_is_reserved_by_trl(make_preference):
    assert not RESERVED & set(to_row(make_preference()))
