from __future__ import annotations

import dataclasses

import pytest

from real_desktop.formats import trl, trl_standard
from real_desktop.formats.metadata import metadata
from real_desktop.formats.preference import Preference, ShownLeft

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

TEXTS = ["prompt", "chosen", "rejected"]
TURNS = ["chosen_turns", "rejected_turns"]


def test_every_field_but_the_texts_is_written_under_its_name(make_preference):
    row = metadata(make_preference(**FULL))
    names = [field.name for field in dataclasses.fields(Preference)]
    assert TEXTS + TURNS + list(row) == names
    assert {name: row[name] for name in FULL} == FULL
    assert row["split_group"] == "group"
    assert (row["chosen_index"], row["rejected_index"]) == (0, 1)


def test_keys_and_their_order_do_not_depend_on_what_is_missing(make_preference):
    assert list(metadata(make_preference())) == list(metadata(make_preference(**FULL)))


def test_a_field_has_one_type(make_preference):
    full, whole = metadata(make_preference(**FULL)), metadata(make_preference(similarity=1))
    assert type(whole["similarity"]) is type(full["similarity"]) is float
    assert type(full["shown_left"]) is str
    assert all(whole[name] is None for name in FULL if name != "similarity")


@pytest.mark.parametrize("to_row", [trl.to_row, trl_standard.to_row])
def test_a_row_is_the_texts_and_the_metadata_with_no_name_that_trl_reserves(
    make_preference, to_row
):
    row = to_row(make_preference(**FULL))
    assert list(row) == TEXTS + list(metadata(make_preference()))
    assert not RESERVED & set(row)
