import hashlib

import hypothesis.strategies as st
from hypothesis import given

from real_desktop.core.draws import draw, draws


@given(st.integers(0, 2**31 - 1), st.lists(st.text()), st.lists(st.text(), max_size=3))
def test_many_draws_are_those_of_each_name(seed, last, names):
    assert draws(seed, last, *names).tolist() == [draw(seed, *names, one) for one in last]


def test_a_draw_is_the_head_of_a_digest_and_so_the_same_on_every_machine():
    digest = hashlib.sha256(b"0\x1fslice\x1fprompt").hexdigest()
    assert draw(0, "slice", "prompt") == (int(digest[:16], 16) >> 11) / 2**53
    assert round(draw(0, "slice", "prompt"), 9) == 0.033657318
