from __future__ import annotations

import pytest

from real_desktop.core.errors import UserError
from real_desktop.formats.unfolding import ALWAYS_ALLOWED, check_unfolding


@pytest.mark.parametrize(
    ("packed", "unpacked"), [(1, ALWAYS_ALLOWED), (10**6, 10**8), (10**9, 5 * 10**9)]
)
def test_what_people_write_may_unfold(packed, unpacked):
    check_unfolding("x.gz", packed, unpacked)


@pytest.mark.parametrize(("packed", "unpacked"), [(1, ALWAYS_ALLOWED + 1), (10**6, 10**8 + 1)])
def test_what_unfolds_too_far_is_refused(packed, unpacked):
    with pytest.raises(UserError, match=r"^x\.gz: .* more than 100 times its size$"):
        check_unfolding("x.gz", packed, unpacked)
