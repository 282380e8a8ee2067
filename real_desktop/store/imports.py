"""Response sets into the project: an import is invisible until it is complete."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from real_desktop.core import digest
from real_desktop.core.records import RejectedRow, Response, ResponseSet
from real_desktop.store.project_file import ProjectFile, now
from real_desktop.store.response_meta import response_meta


@dataclass(frozen=True, slots=True)
class FileAdded:
    """What one file added; `duplicates` counts rows whose responses were all there already."""

    prompts: int = 0
    responses: int = 0
    duplicates: int = 0

    def __add__(self, other: FileAdded) -> FileAdded:
        return FileAdded(
            self.prompts + other.prompts,
            self.responses + other.responses,
            self.duplicates + other.duplicates,
        )


@dataclass(frozen=True, slots=True)
class Added:
    """What a chunk added, by the place of the file.

    `joined` are the rows, each with the place of its file, that had a single response whose
    prompt was there, so that they are not rejected. `preferences` are the known preferences
    that were not there yet.
    """

    by_file: Mapping[int, FileAdded] = field(default_factory=dict)
    joined: frozenset[tuple[int, int]] = frozenset()
    preferences: int = 0

    @property
    def prompts(self) -> int:
        """The new prompts of all files."""
        return sum(one.prompts for one in self.by_file.values())

    @property
    def responses(self) -> int:
        """The new responses of all files."""
        return sum(one.responses for one in self.by_file.values())

    @property
    def duplicates(self) -> int:
        """The rows of all files that added nothing."""
        return sum(one.duplicates for one in self.by_file.values())

    def __add__(self, other: Added) -> Added:
        places = {*self.by_file, *other.by_file}
        return Added(
            {
                place: self.by_file.get(place, FileAdded()) + other.by_file.get(place, FileAdded())
                for place in sorted(places)
            },
            self.joined | other.joined,
            self.preferences + other.preferences,
        )


def begin_imports(project: ProjectFile, files: Iterable[tuple[str, str]]) -> list[int]:
    """Open an import for each file, given by its name and format, and return their ids."""
    sql = "INSERT INTO imports (at, source, format, state) VALUES (?, ?, ?, 'running')"
    with project.transaction():
        cursors = [project.db.execute(sql, [now(), *file]) for file in files]
    return [int(cursor.lastrowid or 0) for cursor in cursors]


def add_rows(
    project: ProjectFile, import_ids: Sequence[int], rows: Iterable[ResponseSet | RejectedRow]
) -> Added:
    """Write one chunk in one transaction; `file` of a row is a place in `import_ids`."""
    added = Adding(import_ids)
    with project.transaction():
        for row in rows:
            if isinstance(row, ResponseSet):
                added.add_set(project, row)
            elif row.alone is not None and _prompt_id(project, row.alone) is not None:
                added.add_set(project, row.alone)
                added.joined.add((row.file, row.row))
            else:
                _add_rejected(project, import_ids[row.file], row)
    return added.result()


def finish_imports(
    project: ProjectFile, import_ids: Sequence[int], counts: Mapping[int, Mapping[str, Any]]
) -> None:
    """Make the imports visible; `counts` by the place of the file."""
    sql = "UPDATE imports SET state = 'complete', counts = ? WHERE id = ?"
    with project.transaction():
        for place, import_id in enumerate(import_ids):
            project.db.execute(sql, [json.dumps(counts.get(place, {})), import_id])


def has_imports(project: ProjectFile) -> bool:
    """Whether any import is visible."""
    sql = "SELECT EXISTS (SELECT 1 FROM imports WHERE state = 'complete')"
    return bool(project.db.execute(sql).fetchone()[0])


def _add_rejected(project: ProjectFile, import_id: int, row: RejectedRow) -> None:
    project.db.execute(
        "INSERT OR REPLACE INTO rejected_rows (import_id, row, reason, excerpt)"
        " VALUES (?, ?, ?, ?)",
        [import_id, row.row, row.reason, row.excerpt],
    )


class Adding:
    """Writes sets and counts what they added."""

    def __init__(self, import_ids: Sequence[int]) -> None:
        self._import_ids = import_ids
        self._added: dict[int, FileAdded] = defaultdict(FileAdded)
        self.joined: set[tuple[int, int]] = set()

    def result(self) -> Added:
        """What was added so far."""
        return Added(dict(self._added), frozenset(self.joined))

    def add_set(self, project: ProjectFile, row: ResponseSet) -> None:
        """Write what of the set is not there yet. The caller holds the transaction."""
        prompt_id = _prompt_id(project, row)
        if prompt_id is None:
            prompt_id = _add_prompt(project, self._import_ids[row.file], row)
            self._added[row.file] += FileAdded(prompts=1)
            self._add_responses(project, prompt_id, 0, row.responses)
            return
        _keep_new_columns(project, prompt_id, row.meta)
        here = _responses_of(project, prompt_id)
        new = [one for one in row.responses if (digest.text_hash(one.text), one.model) not in here]
        self._add_responses(project, prompt_id, _next_position(project, prompt_id), new)
        if not new:
            self._added[row.file] += FileAdded(duplicates=1)

    def _add_responses(
        self, project: ProjectFile, prompt_id: int, first: int, responses: Sequence[Response]
    ) -> None:
        for place, count in Counter(one.file for one in responses).items():
            self._added[place] += FileAdded(responses=count)
        rows = [
            _response_row(prompt_id, self._import_ids[one.file], position, one)
            for position, one in enumerate(responses, first)
        ]
        project.db.conn.executemany(_INSERT_RESPONSE, rows)


def _prompt_id(project: ProjectFile, row: ResponseSet) -> int | None:
    uuid = digest.prompt_uuid(row.messages)
    found = project.db.execute("SELECT id FROM prompts WHERE uuid = ?", [uuid]).fetchone()
    return found[0] if found else None


def _add_prompt(project: ProjectFile, import_id: int, row: ResponseSet) -> int:
    cursor = project.db.execute(
        "INSERT INTO prompts (uuid, import_id, messages, split_group, source_file, source_row,"
        " meta) SELECT ?, id, ?, ?, source, ?, ? FROM imports WHERE id = ?",
        [
            digest.prompt_uuid(row.messages),
            digest.messages_json(row.messages),
            digest.split_group(row.messages),
            row.row,
            json.dumps(dict(row.meta), ensure_ascii=False),
            import_id,
        ],
    )
    return int(cursor.lastrowid or 0)


def _keep_new_columns(project: ProjectFile, prompt_id: int, meta: Mapping[str, Any]) -> None:
    """Add what no earlier row of this prompt said; what one said is never overwritten.

    They stay when the import is taken out again, as nobody could tell whose they are.
    """
    if not meta:
        return
    sql = "SELECT meta FROM prompts WHERE id = ?"
    kept = json.loads(project.db.execute(sql, [prompt_id]).fetchone()[0])
    new = {name: value for name, value in meta.items() if name not in kept}
    if new:
        project.db.execute(
            "UPDATE prompts SET meta = ? WHERE id = ?",
            [json.dumps(kept | new, ensure_ascii=False), prompt_id],
        )


_INSERT_RESPONSE = (
    "INSERT INTO responses (prompt_id, import_id, position, text, text_hash, model, score, meta)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


def _response_row(
    prompt_id: int, import_id: int, position: int, one: Response
) -> tuple[object, ...]:
    return (
        prompt_id,
        import_id,
        position,
        one.text,
        digest.text_hash(one.text),
        one.model,
        one.score,
        response_meta(one),
    )


def _responses_of(project: ProjectFile, prompt_id: int) -> set[tuple[str, str | None]]:
    rows = project.db.execute(
        "SELECT text_hash, model FROM responses WHERE prompt_id = ?", [prompt_id]
    )
    return {(text_hash, model) for text_hash, model in rows}


def _next_position(project: ProjectFile, prompt_id: int) -> int:
    sql = "SELECT coalesce(max(position) + 1, 0) FROM responses WHERE prompt_id = ?"
    return int(project.db.execute(sql, [prompt_id]).fetchone()[0])
