"""What files say about who won, as labels of annotators that are no persons."""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from real_desktop import __version__
from real_desktop.core.digest import named_uuid
from real_desktop.core.records import EventKind, KnownPreference, Outcome, PairKind
from real_desktop.store.chunk import Judged
from real_desktop.store.digests import EVENT_FIELDS, event_digest, pair_digest
from real_desktop.store.project_file import ProjectFile, now
from real_desktop.store.slices import rows_with
from real_desktop.store.source_annotators import SourceAnnotator, SourceAnnotators

STRATEGY = "imported"
"""The strategy of the selection that holds the pairs of one import."""

INDEX = "CREATE INDEX IF NOT EXISTS events_annotator ON events(annotator_id, pair_id)"
"""Finds the labels of persons among those of files, of which there may be a million.

It comes with the first label of a file; inspection tolerates indexes.
"""


@dataclass(slots=True)
class _Selection:
    """The selection of one import and how many pairs it has."""

    id: int
    uuid: str
    pairs: int = 0


@dataclass(frozen=True, slots=True)
class _Said:
    """One preference in terms of its pair, whose `a` has the lower text hash."""

    judged: Judged
    a: tuple[int, str]
    b: tuple[int, str]
    outcome: Outcome
    strength: int | None
    by: SourceAnnotator
    pair_uuid: str
    event_uuid: str


class SourceLabels:
    """Keeps the known preferences of one import; see `Adding`.

    A pair is named by its prompt, its two texts and the file, and a label by its pair, who
    judged and the outcome: so the same file says the same in every project, and nothing twice.
    """

    def __init__(self, import_ids: Sequence[int]) -> None:
        self.by_file = [0] * len(import_ids)
        self.added: Counter[str] = Counter()
        self._import_ids = import_ids
        self._waiting: list[Judged] = []
        self._selections: dict[int, _Selection] = {}
        self._annotators = SourceAnnotators(import_ids)

    def collect(self, judged: Judged) -> None:
        """Take the preferences of a set, to write them when its responses are there."""
        self._waiting.append(judged)

    def write(self, project: ProjectFile) -> None:
        """Write what is new of what was collected. The caller holds the transaction."""
        said: dict[str, _Said] = {}
        for judged in self._waiting:
            for known in judged.preferences:
                if one := self._said(project, judged, known):
                    said.setdefault(one.event_uuid, one)
        self._waiting.clear()
        there = rows_with(project, "SELECT uuid FROM events WHERE uuid IN {keys}", list(said))
        for (known_uuid,) in list(there):
            del said[known_uuid]
        if said:
            self._add(project, list(said.values()))

    def _said(self, project: ProjectFile, judged: Judged, known: KnownPreference) -> _Said | None:
        """The preference, or None where two equal texts or no responses are compared."""
        places = range(len(judged.responses))
        if known.a not in places or known.b not in places:
            return None
        a, b = judged.responses[known.a], judged.responses[known.b]
        outcome = known.outcome
        if a[1] == b[1]:
            return None
        if a[1] > b[1]:
            a, b, outcome = b, a, outcome.swapped
        by = self._annotators.get(project, judged.file, known.by)
        pair = _uuid("pair", judged.prompt_uuid, a[1], b[1], by.source)
        event = _uuid("label", pair, by.uuid, outcome.value)
        return _Said(judged, a, b, outcome, known.strength, by, pair, event)

    def _add(self, project: ProjectFile, said: Sequence[_Said]) -> None:
        for file in {one.judged.file for one in said} - self._selections.keys():
            self._selections[file] = _add_selection(project, self._import_ids[file])
        pairs = self._pairs(project, said)
        self._add_events(project, said, pairs)
        for one in said:
            self.by_file[one.judged.file] += 1
            self.added[one.by.source] += 1

    def _pairs(self, project: ProjectFile, said: Sequence[_Said]) -> list[tuple[int, str]]:
        """Id and uuid of the pair of each; what is not there yet is inserted.

        A pair of an earlier import is left to that import, so that each can be deleted alone.
        """
        there = _pairs_there(project, (one.pair_uuid for one in said))
        owners = {name: selection_id for name, (_found, selection_id) in there.items()}
        names = []
        for one in said:
            mine = self._selections[one.judged.file]
            is_mine = owners.setdefault(one.pair_uuid, mine.id) == mine.id
            names.append(one.pair_uuid if is_mine else _uuid("pair", one.pair_uuid, mine.uuid))
        there |= _pairs_there(project, (name for name in names if name not in there))
        ids = {name: found for name, (found, _selection_id) in there.items()}
        rows: list[list[object]] = []
        next_id = _next_id(project)
        for one, name in zip(said, names, strict=True):
            if name not in ids:
                ids[name] = next_id + len(rows)
                rows.append(_pair_row(ids[name], name, one, self._selections[one.judged.file]))
        _insert(project, "pairs", _PAIR_COLUMNS, rows)
        return [(ids[name], name) for name in names]

    def _add_events(
        self, project: ProjectFile, said: Sequence[_Said], pairs: Sequence[tuple[int, str]]
    ) -> None:
        sql = "SELECT coalesce(max(origin_seq), 0) + 1 FROM events"
        first = int(project.db.execute(sql).fetchone()[0])
        shared = dict.fromkeys(EVENT_FIELDS) | {
            "origin": project.origin, "at": now(), "kind": EventKind.JUDGE.value,
        }  # fmt: skip
        rows = []
        for origin_seq, (one, (pair_id, pair_uuid)) in enumerate(
            zip(said, pairs, strict=True), first
        ):
            fields = shared | {
                "uuid": one.event_uuid,
                "origin_seq": origin_seq,
                "annotator_id": one.by.id,
                "annotator_uuid": one.by.uuid,
                "pair_id": pair_id,
                "pair_uuid": pair_uuid,
                "outcome": one.outcome.value,
                "strength": one.strength,
                "text_hash_a": one.a[1],
                "text_hash_b": one.b[1],
            }
            fields["digest"] = event_digest(fields)
            rows.append([fields[name] for name in _EVENT_COLUMNS])
        _insert(project, "events", _EVENT_COLUMNS, rows)


_PAIR_COLUMNS = (
    "id", "uuid", "selection_id", "prompt_id", "response_a", "response_b", "kind", "position",
    "digest",
)  # fmt: skip
_EVENT_COLUMNS = (
    "uuid", "origin", "origin_seq", "at", "annotator_id", "pair_id", "kind", "outcome",
    "strength", "digest",
)  # fmt: skip


def _uuid(*parts: str) -> str:
    return named_uuid(json.dumps(parts))


def _add_selection(project: ProjectFile, import_id: int) -> _Selection:
    """The selection of an import, which begins with its first label."""
    project.db.execute(INDEX)
    sql = "SELECT source FROM imports WHERE id = ?"
    (source,) = project.db.execute(sql, [import_id]).fetchone()
    params, name = {"import": source, "import_id": import_id}, str(uuid.uuid4())
    cursor = project.db.execute(
        "INSERT INTO selections (uuid, strategy, params, seed, created_at, app_version)"
        " VALUES (?, ?, ?, 0, ?, ?)",
        [name, STRATEGY, json.dumps(params, ensure_ascii=False), now(), __version__],
    )
    return _Selection(int(cursor.lastrowid or 0), name)


def _pairs_there(project: ProjectFile, uuids: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Id and selection of those of the pairs that are in the project."""
    sql = "SELECT uuid, id, selection_id FROM pairs WHERE uuid IN {keys}"
    rows = rows_with(project, sql, list(dict.fromkeys(uuids)))
    return {name: (pair_id, selection_id) for name, pair_id, selection_id in rows}


def _pair_row(pair_id: int, name: str, one: _Said, selection: _Selection) -> list[object]:
    selection.pairs += 1
    fields: dict[str, object] = {
        "id": pair_id,
        "uuid": name,
        "selection_id": selection.id,
        "selection_uuid": selection.uuid,
        "prompt_id": one.judged.prompt_id,
        "prompt_uuid": one.judged.prompt_uuid,
        "response_a": one.a[0],
        "response_b": one.b[0],
        "text_hash_a": one.a[1],
        "text_hash_b": one.b[1],
        "similarity": None,
        "rank": None,
        "kind": PairKind.IMPORTED.value,
        "position": selection.pairs,
    }
    fields["digest"] = pair_digest(fields)
    return [fields[column] for column in _PAIR_COLUMNS]


def _insert(
    project: ProjectFile, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    marks = ", ".join("?" for _ in columns)
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
    project.db.conn.executemany(sql, rows)


def _next_id(project: ProjectFile) -> int:
    return int(project.db.execute("SELECT coalesce(max(id), 0) + 1 FROM pairs").fetchone()[0])
