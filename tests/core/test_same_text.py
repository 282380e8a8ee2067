import pytest
from hypothesis import given
from hypothesis import strategies as st

from real_desktop.core.same_text import BLANK, first_of_each, folded_space

TEXTS = ["a", " a\n", "a  b", "a b", "a\t\nb ", "ab", "", " \u2003\n", "A"]


def test_texts_that_differ_in_white_space_alone_say_the_same():
    assert first_of_each(TEXTS) == [0, 0, 2, 2, 2, 5, BLANK, BLANK, 8]


@given(st.lists(st.sampled_from(TEXTS)))
def test_the_first_says_the_same_and_no_other_first_does(texts):
    firsts = first_of_each(texts)
    kept = [n for n, first in enumerate(firsts) if n == first]
    assert all(
        folded_space(texts[n]) == folded_space(texts[f]) for n, f in enumerate(firsts) if f >= 0
    )
    assert len({folded_space(texts[n]) for n in kept}) == len(kept)
    assert all((f == BLANK) == (not texts[n].strip()) for n, f in enumerate(firsts))


@pytest.mark.parametrize("text", ["a  b", "a\u00a0b", "a\r\nb", " a b"])
def test_runs_of_any_white_space_are_one_space(text):
    assert folded_space(text) == "a b"
