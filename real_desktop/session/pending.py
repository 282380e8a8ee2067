"""Which texts lack a vector, in memory that a million of them does not fill."""

from __future__ import annotations

from array import array
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from functools import partial

from real_desktop.core.progress import Progress
from real_desktop.session.session import Session
from real_desktop.store.distinct_texts import TextSlice, TextTotals, text_slice
from real_desktop.store.thread import Priority


@dataclass(slots=True)
class Pending:
    """Each text by a response that has it, in the same order its characters and whether it is
    pending; and how much there is in all. The length is the number of pending texts.

    The others are here because they had their part in which texts go together.
    """

    response_ids: array[int] = field(default_factory=lambda: array("q"))
    characters: array[int] = field(default_factory=lambda: array("q"))
    is_pending: bytearray = field(default_factory=bytearray)
    totals: TextTotals = field(default_factory=TextTotals)

    def __len__(self) -> int:
        return self.totals.pending


def find_pending(session: Session, model_id: int | None) -> Generator[Progress, None, Pending]:
    """Look through all texts in slices that a judgement need not wait for."""
    found = Pending()
    for some in text_slices_of(session, model_id):
        found.totals.add(some)
        for one in some.texts:
            found.response_ids.append(one.response_id)
            found.characters.append(one.characters)
            found.is_pending.append(one.is_pending)
        yield Progress("Looking for texts without a vector", found.totals.texts, None, "texts")
    return found


def text_slices_of(session: Session, model_id: int | None) -> Iterator[TextSlice]:
    """The distinct texts in the order of their hashes, each slice read as a chunk."""
    after: str | None = ""
    while after is not None:
        read = partial(text_slice, model_id=model_id, after=after)
        some = session.run(Priority.CHUNK, read)
        yield some
        after = some.after
