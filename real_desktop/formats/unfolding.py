"""How far compressed data may unfold: a small file that becomes a huge one is no data."""

from __future__ import annotations

from real_desktop.core.errors import UserError

MOST_TIMES = 100
ALWAYS_ALLOWED = 1 << 25


def check_unfolding(name: str, packed: int, unpacked: int) -> None:
    """Raise UserError when `packed` bytes on the disk became too many.

    Text that people write becomes 3 to 10 times as large, a table that repeats its prompts 50
    times; a bomb a thousand times and more. Up to 32 MiB anything is allowed.
    """
    if unpacked > max(ALWAYS_ALLOWED, MOST_TIMES * packed):
        raise UserError(
            f"{name}: expected rows, found data that unfolds to more than {MOST_TIMES} times"
            " its size"
        )
