"""How many texts of a model are longer than its window, counted in slices that end soon."""

from __future__ import annotations

import time
from dataclasses import dataclass

from real_desktop.store.project_file import ProjectFile

SLICE_S = 0.005
_ROWS_A_LOOK = 64


@dataclass(slots=True)
class TokenCounts:
    """Of one model's vectors those whose text has a `known` length in tokens, and how many of
    these are `longer` than the window. `after` is the row to go on from, also when more came.
    """

    known: int = 0
    longer: int = 0
    after: int = 0


def count_tokens(project: ProjectFile, model_id: int, window: int, counts: TokenCounts) -> bool:
    """Count the next vectors for about 5 ms; whether there may be more."""
    began = time.monotonic()
    rows = project.db.execute(_SQL, [model_id, counts.after])
    try:
        for number, (row_id, tokens) in enumerate(rows, 1):
            counts.after = row_id
            counts.known += tokens > 0
            counts.longer += tokens > window
            if number % _ROWS_A_LOOK == 0 and time.monotonic() - began > SLICE_S:
                return True
    finally:
        rows.close()
    return False


_SQL = "SELECT rowid, tokens FROM embeddings WHERE model_id = ? AND rowid > ? ORDER BY rowid"
