import pytest

from real_desktop.gui.wording import plain_tooltip, sentence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("there is no pair", "There is no pair."),
        ("small.real exists already", "small.real exists already."),
        ("my-file is open", "my-file is open."),
        ("It is done.", "It is done."),
    ],
)
def test_an_error_becomes_a_sentence_and_a_file_keeps_its_name(text, expected):
    assert sentence(text) == expected


def test_a_tooltip_shows_tags_as_they_are():
    shown = plain_tooltip("/home/<b>x</b>/a & b.real")
    assert shown.startswith("<qt>")
    assert "&lt;b&gt;x&lt;/b&gt;" in shown
    assert "a &amp; b" in shown
