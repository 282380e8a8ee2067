"""Python's collector of cycles, out of the way of work that makes none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OBJECTS_BETWEEN = 50_000


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for cycles after every 50,000 new objects, not 700, while a block lasts.

    For a process that does nothing else: rows are records without cycles, of which tens of
    thousands are alive at once, and to look through them again and again takes a tenth of an
    import. It stays on, so that memory is safe whatever a reader does.
    """
    before = gc.get_threshold()
    gc.set_threshold(OBJECTS_BETWEEN, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
