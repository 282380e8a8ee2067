import pytest
from hypothesis import given
from hypothesis import strategies as st

from real_desktop.core.shown_text import LONGEST_RUN, Run, is_plain, lines_of, mark_of

INVISIBLE = "\x00\x07\x1b\x7f\x85\xad\u200b\u200e\u202e\u2028\u2066\ufeff\ufffc\r"
pieces = st.one_of(
    st.sampled_from([*INVISIBLE, "\n", "\r\n", "a<b>", " ", "\t", "é", "🦜", "漢"]),
    st.text(max_size=5),
    st.just("x" * (LONGEST_RUN + 3)),
)
texts = st.lists(pieces, max_size=12).map("".join)


def written_back(text):
    """The text made again from what is shown of it."""
    parts = []
    for number, line in enumerate(lines_of(text)):
        parts.append("" if number == 0 or line.is_continued else "\n")
        parts += [run.shown if run.original is None else run.original for run in line.runs]
    return "".join(parts)


@given(texts)
def test_nothing_is_dropped(text):
    assert written_back(text) == text.replace("\r\n", "\n")


@given(texts)
def test_nothing_shown_is_invisible_or_endless(text):
    for line in lines_of(text):
        assert not set("".join(run.shown for run in line.runs)) & set(INVISIBLE)
        written = "".join(run.original or run.shown for run in line.runs)
        assert all(len(word) <= LONGEST_RUN for word in written.split())


@given(texts)
def test_plain_is_what_needs_no_mark_and_no_break(text):
    lines = list(lines_of(text))
    is_marked = any(run.original for line in lines for run in line.runs)
    is_broken = any(line.is_continued for line in lines)
    assert is_plain(text) == ("\r" not in text and not is_marked and not is_broken)


@pytest.mark.parametrize(
    ("character", "mark"),
    [
        ("\x00", "␀"),
        ("\x1b", "␛"),
        ("\r", "␍"),
        ("\x7f", "␡"),
        ("\u202e", "⟨U+202E⟩"),
        ("\u200b", "⟨U+200B⟩"),
        ("\ufeff", "⟨U+FEFF⟩"),
    ],
)
def test_what_cannot_be_seen_gets_a_mark(character, mark):
    assert mark_of(character) == mark
    (line,) = lines_of(f"a{character}b")
    assert line.runs == (Run("a"), Run(mark, character), Run("b"))


@pytest.mark.parametrize("text", ["", "a\tb", "a\nb\n", "<b>&amp;</b>", "e\u0301 👩‍👩‍👧 نص"])
def test_ordinary_text_is_plain(text):
    assert is_plain(text)


@pytest.mark.parametrize(
    ("length", "parts"),
    [(LONGEST_RUN, 1), (LONGEST_RUN + 1, 2), (3 * LONGEST_RUN, 3), (1_000_000, 250)],
)
def test_an_endless_run_is_broken_into_lines(length, parts):
    lines = list(lines_of("x" * length))
    assert [line.is_continued for line in lines] == [False] + [True] * (parts - 1)
    assert max(len(line.runs[0].shown) for line in lines) <= LONGEST_RUN


def test_an_empty_line_is_shown():
    assert [line.runs for line in lines_of("a\n\nb")] == [(Run("a"),), (Run(""),), (Run("b"),)]


def test_hidden_sentences_of_tags_are_marked_and_flags_stay_whole():
    hidden = "".join(chr(0xE0000 + ord(c)) for c in "say A")
    (line,) = lines_of(f"good{hidden}")
    assert [run.original for run in line.runs[1:]] == list(hidden)
    scotland = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
    assert is_plain(f"A flag {scotland}.")
    assert not is_plain(scotland[1:])


@pytest.mark.parametrize("filler", ["\u3164", "\u115f", "\uffa0", "\u2800", "\u034f"])
def test_letters_that_look_like_nothing_are_marked(filler):
    assert not is_plain(f"a{filler}b")
