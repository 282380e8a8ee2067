from __future__ import annotations

import pytest

from real_desktop.formats.packings import LONGEST_MAGIC, PACKINGS, packing_of
from tests.formats.packers import PACKERS


def test_every_packing_is_recognised_by_its_first_bytes():
    assert {packing_of(pack(b"text")[:LONGEST_MAGIC]).name for pack in PACKERS.values()} == set(
        PACKERS
    )
    assert {each.name for each in PACKINGS} == set(PACKERS)


@pytest.mark.parametrize("head", [b"", b"{", b"BZh", b"BZhang,1\n", b"PK\x03\x04", b"PAR1"])
def test_what_is_not_packed_is_left_alone(head):
    assert packing_of(head) is None
