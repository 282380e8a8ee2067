"""Response sets into the project: an import is invisible until it is complete."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from real_desktop.core import digest
from real_desktop.core.records import RejectedRow, Response, ResponseSet
from real_desktop.store.project_file import ProjectFile, now


@dataclass(frozen=True, slots=True)
class Added:
    """What a chunk added; `duplicates` counts rows whose responses were all there already.

    `joined` are the rows with a single response whose prompt was there, so that they are not
    rejected.
    """

    prompts: int = 0
    responses: int = 0
    duplicates: int = 0
    joined: frozenset[int] = frozenset()

    def __add__(self, other: Added) -> Added:
        return Added(
            self.prompts + other.prompts,
            self.responses + other.responses,
            self.duplicates + other.duplicates,
            self.joined | other.joined,
        )


def begin_import(project: ProjectFile, source: str, format_name: str) -> int:
    """Open an import and return its id."""
    with project.transaction():
        cursor = project.db.execute(
            "INSERT INTO imports (at, source, format, state) VALUES (?, ?, ?, 'running')",
            [now(), source, format_name],
        )
    return int(cursor.lastrowid or 0)


def add_rows(
    project: ProjectFile, import_id: int, rows: Iterable[ResponseSet | RejectedRow]
) -> Added:
    """Write one chunk in one transaction."""
    added = Added()
    with project.transaction():
        for row in rows:
            if isinstance(row, ResponseSet):
                added += _add_set(project, import_id, row)
            elif row.alone is not None and _prompt_id(project, row.alone) is not None:
                added += _add_set(project, import_id, row.alone)
                added += Added(joined=frozenset({row.row}))
            else:
                _add_rejected(project, import_id, row)
    return added


def finish_import(project: ProjectFile, import_id: int, counts: dict[str, Any]) -> None:
    """Make the import visible."""
    with project.transaction():
        project.db.execute(
            "UPDATE imports SET state = 'complete', counts = ? WHERE id = ?",
            [json.dumps(counts), import_id],
        )


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


def _add_set(project: ProjectFile, import_id: int, row: ResponseSet) -> Added:
    prompt_id = _prompt_id(project, row)
    if prompt_id is None:
        prompt_id = _add_prompt(project, import_id, row)
        _add_responses(project, import_id, prompt_id, 0, row.responses)
        return Added(prompts=1, responses=len(row.responses))
    _keep_new_columns(project, prompt_id, row.meta)
    here = _responses_of(project, prompt_id)
    new = [one for one in row.responses if (digest.text_hash(one.text), one.model) not in here]
    _add_responses(project, import_id, prompt_id, _next_position(project, prompt_id), new)
    return Added(responses=len(new), duplicates=0 if new else 1)


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


def _add_responses(
    project: ProjectFile,
    import_id: int,
    prompt_id: int,
    first_position: int,
    responses: Sequence[Response],
) -> None:
    project.db.conn.executemany(
        "INSERT INTO responses (prompt_id, import_id, position, text, text_hash, model, score,"
        " meta) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                prompt_id,
                import_id,
                position,
                one.text,
                digest.text_hash(one.text),
                one.model,
                one.score,
                json.dumps(dict(one.meta), ensure_ascii=False),
            )
            for position, one in enumerate(responses, first_position)
        ],
    )


def _responses_of(project: ProjectFile, prompt_id: int) -> set[tuple[str, str | None]]:
    rows = project.db.execute(
        "SELECT text_hash, model FROM responses WHERE prompt_id = ?", [prompt_id]
    )
    return {(text_hash, model) for text_hash, model in rows}


def _next_position(project: ProjectFile, prompt_id: int) -> int:
    sql = "SELECT coalesce(max(position) + 1, 0) FROM responses WHERE prompt_id = ?"
    return int(project.db.execute(sql, [prompt_id]).fetchone()[0])
