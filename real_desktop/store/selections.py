"""A selection with its pairs, prepared in slices and written at once."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from real_desktop import __version__
from real_desktop.core.choosing import ChosenPair
from real_desktop.store.digests import pair_digest
from real_desktop.store.pairs import extend_queues
from real_desktop.store.project_file import ProjectFile, now


@dataclass(frozen=True, slots=True)
class Selection:
    """One run of a strategy, not yet written."""

    strategy: str
    params: Mapping[str, Any]
    seed: int
    model_id: int | None
    uuid: str = field(default_factory=lambda: str(uuid.uuid4()))


@dataclass(frozen=True, slots=True)
class PairIdentity:
    """What a pair is made of, in words that do not depend on this file's row ids."""

    prompt_uuid: str
    text_hash_a: str
    text_hash_b: str


PairRow: TypeAlias = tuple[object, ...]
"""A pair as `add_selection` writes it: the columns of _COLUMNS."""

_COLUMNS = (
    "uuid", "prompt_id", "response_a", "response_b", "similarity", "rank", "kind", "position",
    "digest",
)  # fmt: skip


def identities(project: ProjectFile, pairs: Sequence[ChosenPair]) -> list[PairIdentity]:
    """The identities of these pairs, in the same order."""
    sql = (
        "SELECT prompts.uuid, a.text_hash, b.text_hash FROM prompts, responses AS a,"
        " responses AS b WHERE prompts.id = ? AND a.id = ? AND b.id = ?"
    )
    keys = ([pair.prompt_id, pair.response_a, pair.response_b] for pair in pairs)
    return [PairIdentity(*project.db.execute(sql, key).fetchone()) for key in keys]


def pair_rows(
    selection: Selection,
    pairs: Sequence[ChosenPair],
    known: Sequence[PairIdentity],
    first_position: int,
    uuids: Sequence[str] = (),
) -> list[PairRow]:
    """The rows of these pairs, with their digests; needs no project. Without `uuids`, new ones."""
    uuids = uuids or new_uuids(len(pairs))
    numbered = enumerate(zip(uuids, pairs, known, strict=True), first_position)
    return [_pair_row(selection, position, *one) for position, one in numbered]


def new_uuids(count: int) -> list[str]:
    """Random ones in their order: so many are written faster than in any other."""
    return sorted(str(uuid.uuid4()) for _ in range(count))


def add_selection(project: ProjectFile, selection: Selection, rows: Sequence[PairRow]) -> int:
    """Write a selection, its pairs, and everyone's longer queue in one transaction.

    A selection is there whole or not at all, so this is one piece of work, however long: it
    does nothing that could be done before. Returns the id of the selection.
    """
    with project.transaction():
        cursor = project.db.execute(
            "INSERT INTO selections (uuid, strategy, params, seed, model_id, created_at,"
            " app_version) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                selection.uuid,
                selection.strategy,
                json.dumps(dict(selection.params)),
                selection.seed,
                selection.model_id,
                now(),
                __version__,
            ],
        )
        selection_id = int(cursor.lastrowid or 0)
        marks = ", ".join("?" for _ in _COLUMNS)
        project.db.conn.executemany(
            f"INSERT INTO pairs (selection_id, {', '.join(_COLUMNS)})"
            f" VALUES ({selection_id}, {marks})",
            rows,
        )
        extend_queues(project)
    return selection_id


def _pair_row(
    selection: Selection, position: int, pair_uuid: str, pair: ChosenPair, known: PairIdentity
) -> PairRow:
    fields = {
        "uuid": pair_uuid,
        "selection_uuid": selection.uuid,
        "prompt_uuid": known.prompt_uuid,
        "text_hash_a": known.text_hash_a,
        "text_hash_b": known.text_hash_b,
        "prompt_id": pair.prompt_id,
        "response_a": pair.response_a,
        "response_b": pair.response_b,
        "similarity": pair.similarity,
        "rank": pair.rank,
        "kind": pair.kind.value,
        "position": position,
    }
    fields["digest"] = pair_digest(fields)
    return tuple(fields[name] for name in _COLUMNS)
