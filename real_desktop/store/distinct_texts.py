"""The distinct texts of a project in the order of their hashes, in slices that end soon.

Nothing here reads a text: the index `responses_text_hash` holds what is asked for.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from real_desktop.store.project_file import ProjectFile
from real_desktop.store.schema import CHARACTERS

MOST_IN_A_SLICE = 2_000
SLICE_S = 0.005
_ROWS_A_LOOK = 16


@dataclass(frozen=True, slots=True)
class DistinctText:
    """A text that is not blank, in a finished import.

    `response_id` is one of the `responses` that have it; `characters` counts without the white
    space around it. `is_embedded` and `failure`, the reason why it cannot be, are about one model,
    and `is_embedded_by_any` about all.
    """

    text_hash: str
    response_id: int
    characters: int
    responses: int
    is_embedded: bool
    failure: str | None
    is_embedded_by_any: bool

    @property
    def has_failed(self) -> bool:
        """Whether the model has no usable vector for it."""
        return self.failure is not None and not self.is_embedded

    @property
    def is_pending(self) -> bool:
        """Whether the model has neither embedded it nor failed to."""
        return not self.is_embedded and self.failure is None


@dataclass(slots=True)
class TextSlice:
    """Some texts; `after` is where the next slice begins, None behind the last text.

    `blank` counts responses without a text among those that were passed.
    """

    texts: list[DistinctText] = field(default_factory=list)
    after: str | None = None
    blank: int = 0


@dataclass(slots=True)
class TextTotals:
    """How much there is: `responses` with or without a text, and those `embedded` by any model;
    distinct `texts`, and how many of these are `pending` or have `failed` with one model, with
    the reasons for that.
    """

    responses: int = 0
    embedded: int = 0
    texts: int = 0
    pending: int = 0
    failed: int = 0
    failures: dict[str, int] = field(default_factory=dict)

    def add(self, some: TextSlice) -> None:
        """Count the next slice."""
        self.responses += some.blank
        self.texts += len(some.texts)
        for one in some.texts:
            self.responses += one.responses
            self.embedded += one.responses * one.is_embedded_by_any
            self.pending += one.is_pending
            if one.failure is not None and one.has_failed:
                self.failed += 1
                self.failures[one.failure] = self.failures.get(one.failure, 0) + 1


def text_slice(
    project: ProjectFile, model_id: int | None, after: str = "", limit: int = MOST_IN_A_SLICE
) -> TextSlice:
    """The texts whose hashes come after `after`: up to `limit`, or as many as 5 ms allow."""
    began, found = time.monotonic(), TextSlice()
    rows = project.db.execute(_SQL, {"model": model_id, "after": after})
    try:
        for number, one in enumerate(_by_hash(rows, found), 1):
            if one.responses:
                found.texts.append(one)
            is_late = number % _ROWS_A_LOOK == 0 and time.monotonic() - began > SLICE_S
            if len(found.texts) == limit or is_late:
                found.after = one.text_hash
                break
    finally:
        rows.close()
    return found


def text_slices(project: ProjectFile, model_id: int | None) -> Iterator[TextSlice]:
    """All of them, one after the other."""
    after: str | None = ""
    while after is not None:
        some = text_slice(project, model_id, after)
        yield some
        after = some.after


TextsState = tuple[object, ...]
"""Two that are equal say that nothing was changed that `TextTotals` counts."""


def imports_state(project: ProjectFile) -> TextsState:
    """What changes with every import that comes or goes."""
    return tuple(project.db.execute("SELECT id, at, state FROM imports ORDER BY id").fetchall())


def texts_state(project: ProjectFile) -> TextsState:
    """What changes with every import and every vector; found at once, however many there are."""
    newest = [
        project.db.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0]
        for table in ("responses", "embeddings", "embedding_failures")
    ]
    return (*imports_state(project), *newest)


def text_totals(project: ProjectFile, model_id: int | None) -> TextTotals:
    """All counts at once; with a million responses that takes seconds."""
    totals = TextTotals()
    for some in text_slices(project, model_id):
        totals.add(some)
    return totals


def _by_hash(rows: Iterator[tuple[Any, ...]], found: TextSlice) -> Iterator[DistinctText]:
    """One for each hash; without responses where none is visible or the text is blank."""
    for _text_hash, group in groupby(rows, itemgetter(0)):
        same = list(group)
        visible = [row for row in same if row[-1]]
        text_hash, response_id, characters, here, failure, anywhere, _ = (visible or same)[0]
        count = len(visible)
        if not characters:
            found.blank, count = found.blank + count, 0
        yield DistinctText(
            text_hash, response_id, characters, count, bool(here), failure, bool(anywhere)
        )


_SQL = f"""
SELECT text_hash, id, {CHARACTERS},
    EXISTS (SELECT 1 FROM embeddings AS e
            WHERE e.text_hash = responses.text_hash AND e.model_id = :model),
    (SELECT reason FROM embedding_failures AS f
     WHERE f.text_hash = responses.text_hash AND f.model_id = :model),
    EXISTS (SELECT 1 FROM embeddings AS e WHERE e.text_hash = responses.text_hash),
    +import_id IN (SELECT id FROM imports WHERE state = 'complete')
FROM responses WHERE text_hash > :after ORDER BY text_hash
"""
"""No GROUP BY: with one, older SQLite reads every text rather than the index."""
