"""The manifests of many pairs, in slices that a judgement need not wait for."""

from __future__ import annotations

import time
from collections.abc import Generator, Sequence
from functools import partial

from real_desktop.core.pair_manifest import PairManifest
from real_desktop.session.session import Session
from real_desktop.store.manifests import pair_manifest
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.texts import check_texts
from real_desktop.store.thread import Priority

MOST_IN_A_SLICE = 100
SLICE_S = 0.005


def manifests(
    session: Session, pair_ids: Sequence[int]
) -> Generator[list[PairManifest], None, None]:
    """The pairs in order, in lists of 1 to 100: a slice ends after 5 ms.

    So long texts are not gathered in memory either. Raises UserError when a text or a prompt
    is not what its hash says: the file is damaged.
    """
    done = 0
    while done < len(pair_ids):
        some = pair_ids[done : done + MOST_IN_A_SLICE]
        pairs = session.run(Priority.CHUNK, partial(_slice, pair_ids=some))
        for pair_id, pair in zip(some, pairs, strict=False):
            sides = (pair.a, pair.b)
            check_texts([one.text for one in sides], [one.text_hash for one in sides], pair_id)
        done += len(pairs)
        yield pairs


def _slice(project: ProjectFile, pair_ids: Sequence[int]) -> list[PairManifest]:
    began, pairs = time.monotonic(), list[PairManifest]()
    for pair_id in pair_ids:
        pairs.append(pair_manifest(project, pair_id))
        if time.monotonic() - began > SLICE_S:
            break
    return pairs
