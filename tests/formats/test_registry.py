from __future__ import annotations

import pytest

from real_desktop.formats.export_format import Content
from real_desktop.formats.exports import EXPORTS
from real_desktop.formats.registry import CONTAINERS, READERS

PREFERENCE_FORMATS = [one for one in EXPORTS.values() if one.content is Content.PREFERENCES]


def test_names_are_unique_and_plain_is_the_fallback():
    for things in (CONTAINERS, READERS):
        names = [thing.name for thing in things]
        assert len(set(names)) == len(names)
    assert READERS[-1].name == "plain"


def test_the_formats_of_the_command_line_are_there_and_trl_is_the_default():
    assert list(EXPORTS) == ["trl", "trl-standard", "raw"]
    assert [one.name for one in EXPORTS.values()] == list(EXPORTS)


def test_formats_can_be_told_apart_and_never_offer_the_same_file():
    for attribute in ("title", "sentence", "ending"):
        found = {getattr(one, attribute) for one in EXPORTS.values()}
        assert len(found) == len(EXPORTS)
    assert all(one.sentence.endswith(".") for one in EXPORTS.values())
    assert all(one.ending.endswith(".jsonl") for one in EXPORTS.values())


@pytest.mark.parametrize("one", PREFERENCE_FORMATS, ids=lambda one: one.name)
def test_every_format_of_preferences_names_the_pair(make_preference, one):
    assert [one.to_row(make_preference(id=name))["id"] for name in "ab"] == ["a", "b"]
