from dataclasses import fields

import pytest

from real_desktop.session.settings import SECTIONS, SETTINGS, Settings

BY_NAME = {spec.name: spec for spec in SETTINGS}


def test_every_setting_has_a_line_in_the_table_and_a_default_that_it_allows():
    assert [spec.name for spec in SETTINGS] == [one.name for one in fields(Settings)]
    assert {spec.section for spec in SETTINGS} == set(SECTIONS)
    for spec in SETTINGS:
        assert spec.default == getattr(Settings(), spec.name)
        assert spec.fault(spec.default) is None
        assert spec.text
        assert spec.help


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("colours", "pink", "one of system, light, dark"),
        ("colours", 1, "a text"),
        ("text_percent", 79, "from 80 to 200"),
        ("text_percent", 201, "from 80 to 200"),
        ("text_percent", 100.0, "a whole number"),
        ("text_percent", True, "a whole number"),
        ("click_judges", 1, "true or false"),
        ("annotator_name", " \t", "not be empty"),
    ],
)
def test_a_value_that_cannot_be_is_refused_in_words(name, value, words):
    assert words in BY_NAME[name].fault(value)


@pytest.mark.parametrize(
    ("name", "value"),
    [("colours", "dark"), ("text_percent", 80), ("text_percent", 200), ("guard_ms", 0)],
)
def test_the_edges_are_allowed(name, value):
    assert BY_NAME[name].fault(value) is None
