"""The sets of a project that pairs are chosen from, those of one size together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from real_desktop.core.choosing import (
    ALREADY_ASKED,
    FEWER_THAN_TWO,
    NO_VECTOR,
    NOT_EMBEDDED,
    too_few,
)
from real_desktop.core.equal_sets import EqualSets, pair_index
from real_desktop.core.progress import Progress
from real_desktop.core.same_text import BLANK, first_of_each
from real_desktop.core.strategies import STRATEGIES
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.session import Session
from real_desktop.store import pairs
from real_desktop.store.candidates import CandidateSlice, candidate_slice
from real_desktop.store.thread import Priority

NUMBERS_AT_ONCE = 8_000_000
"""How many numbers, of vectors or of pairs, the sets that are computed at once have together."""


@dataclass(frozen=True, slots=True)
class Prompts:
    """Every visible prompt by its place in the order of import, and what is asked of it.

    `asked` maps ids of prompts to the response ids of pairs that are in a queue.
    """

    ids: Sequence[int]
    uuids: Sequence[str]
    asked: Mapping[int, Sequence[tuple[int, int]]]


@dataclass(slots=True)
class SetCounts:
    """The sets left out by reason; responses with a vector, and those of them that are longer
    than the model's window.
    """

    left_out: Counter[str] = field(default_factory=Counter)
    texts: int = 0
    long_texts: int = 0


def read_prompts(session: Session) -> Generator[Progress, None, Prompts]:
    """Look up every prompt and every pair that is asked, in slices."""
    ids, uuids, asked = list[int](), list[str](), dict[int, list[tuple[int, int]]]()
    while some := session.run(
        Priority.CHUNK, partial(pairs.prompt_slice, after=ids[-1] if ids else 0)
    ):
        ids += [one for one, _uuid in some]
        uuids += [uuid for _id, uuid in some]
        yield Progress("Looking for prompts", len(ids), unit="prompts")
    for selection in session.run(Priority.CHUNK, pairs.asked_selections):
        last = 0
        while found := session.run(
            Priority.CHUNK, partial(pairs.asked_slice, selection_id=selection, after=last)
        ):
            for _position, prompt_id, a, b in found:
                asked.setdefault(prompt_id, []).append((a, b))
            last = found[-1][0]
            yield Progress("Looking for prompts", len(ids), unit="prompts")
    return Prompts(ids, uuids, asked)


def candidate_sets(
    session: Session,
    prompts: Prompts,
    model: tuple[int, int] | None,
    options: SelectOptions,
    counts: SetCounts,
) -> Iterator[tuple[int, list[EqualSets]]]:
    """How many prompts are read, and sets to choose from that have come together.

    `model` is the row id of an embedding model and how many tokens it reads at once. Sets that
    cannot be chosen from are counted in `counts` by reason.
    """
    groups, seen, done = _Groups(options, counts), 0, 0
    places = {prompt_id: place for place, prompt_id in enumerate(prompts.ids)}
    model_id, window = model or (None, 0)
    after: int | None = 0
    while after is not None:
        read = partial(candidate_slice, model_id=model_id, after=after)
        some = session.run(Priority.CHUNK, read)
        for prompt_id, rows in some.prompts():
            if prompt_id in places:
                seen, done = seen + 1, places[prompt_id] + 1
                groups.add(some, rows, done - 1, prompts)
        counts.texts += int(np.count_nonzero(some.tokens >= 0))
        counts.long_texts += int(np.count_nonzero(some.tokens > window))
        after = some.after
        yield done, groups.full()
    if seen < len(prompts.ids):
        counts.left_out[FEWER_THAN_TWO] += len(prompts.ids) - seen
    yield len(prompts.ids), groups.rest()


class _Group:
    """Sets of one size, all with vectors or all without."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._places, self._uuids = list[int](), list[str]()
        self._ids, self._characters = list[NDArray[np.int64]](), list[list[int]]()
        self._hashes, self._asked = list[list[str]](), list[list[int]]()
        self._vectors: list[NDArray[np.float16]] = []
        self.numbers = 0

    def add(
        self, some: CandidateSlice, kept: NDArray[np.intp], place: int, uuid: str,
        asked: list[int], vectors: NDArray[np.float16] | None,
    ) -> None:  # fmt: skip
        self._places.append(place)
        self._uuids.append(uuid)
        self._ids.append(some.response_ids[kept])
        self._characters.append([len(some.texts[one]) for one in kept])
        self._hashes.append([some.text_hashes[one] for one in kept])
        self._asked.append(asked)
        if vectors is not None:
            self._vectors.append(vectors)
            self.numbers += vectors.size
        self.numbers += 4 * _pair_count(self._size)

    def sets(self) -> EqualSets:
        asked = np.zeros((len(self._places), _pair_count(self._size)), np.bool_)
        for row, indexes in enumerate(self._asked):
            asked[row, indexes] = True
        return EqualSets(
            np.array(self._places, np.int64),
            tuple(self._uuids),
            np.stack(self._ids),
            np.array(self._characters, np.int64),
            np.array(self._hashes, "S64"),
            asked,
            np.stack(self._vectors) if self._vectors else None,
        )


class _Groups:
    """Puts each set to those of its size, or counts why it is left out."""

    def __init__(self, options: SelectOptions, counts: SetCounts) -> None:
        self._options, self._counts = options, counts
        self._groups: dict[tuple[int, bool], _Group] = {}
        strategy = STRATEGIES[options.strategy]
        self._least, self._too_few = strategy.least, too_few(strategy.least, options.strategy)

    def add(self, some: CandidateSlice, rows: slice, place: int, prompts: Prompts) -> None:
        firsts = first_of_each(some.texts[rows])
        distinct = [one for one, first in enumerate(firsts) if one == first]
        asked = prompts.asked.get(prompts.ids[place], ())
        kept = self._kept(some, rows.start + np.array(distinct, np.intp))
        if self._options.skips_asked and asked:
            kept = ALREADY_ASKED
        if isinstance(kept, str):
            self._counts.left_out[kept] += 1
            return
        is_embedded = bool((some.vector_rows[kept] >= 0).all())
        size = len(kept)
        if (size, is_embedded) not in self._groups:
            self._groups[size, is_embedded] = _Group(size)
        position = {int(some.response_ids[one]): n for n, one in enumerate(kept.tolist())}
        indexes = _asked_indexes(some.response_ids[rows].tolist(), firsts, position, asked)
        vectors = some.vectors[some.vector_rows[kept]] if is_embedded else None
        group = self._groups[size, is_embedded]
        group.add(some, kept, place, prompts.uuids[place], indexes, vectors)

    def full(self) -> list[EqualSets]:
        """The groups that are large enough to compute, which are then empty."""
        keys = [key for key, group in self._groups.items() if group.numbers >= NUMBERS_AT_ONCE]
        return [self._groups.pop(key).sets() for key in keys]

    def rest(self) -> list[EqualSets]:
        """All groups, the smallest sets first."""
        return [self._groups.pop(key).sets() for key in sorted(self._groups)]

    def _kept(self, some: CandidateSlice, kept: NDArray[np.intp]) -> NDArray[np.intp] | str:
        """The rows that are chosen from, or why the set is left out.

        Where vectors are compared a set waits until every text was embedded, so that the pair
        is that of the whole set; texts for which that failed are passed over.
        """
        if len(kept) < 2:
            return FEWER_THAN_TWO
        if self._options.needs_vectors:
            kept = kept[~some.has_failed[kept]]
            if (some.vector_rows[kept] < 0).any():
                return NOT_EMBEDDED
        if len(kept) < 2:
            return NO_VECTOR
        return self._too_few if len(kept) < self._least else kept


def _asked_indexes(
    ids: Sequence[int],
    firsts: Sequence[int],
    position: Mapping[int, int],
    asked: Sequence[tuple[int, int]],
) -> list[int]:
    """The pairs that are asked as indexes; a response counts as the first that says the same."""
    if not asked:
        return []
    kept_of = {
        one: position.get(ids[first], -1) if first != BLANK else -1
        for one, first in zip(ids, firsts, strict=True)
    }
    found = [(kept_of.get(a, -1), kept_of.get(b, -1)) for a, b in asked]
    return [pair_index(len(position), a, b) for a, b in found if min(a, b) >= 0 and a != b]


def _pair_count(size: int) -> int:
    return size * (size - 1) // 2
