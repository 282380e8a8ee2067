"""One chunk of an import: compared with what is there at once, and written at once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from real_desktop.core.digest import (
    messages_json,
    split_group,
    stored_prompt_uuid,
    text_hash,
)
from real_desktop.core.records import KnownPreference, RejectedRow, Response, ResponseSet
from real_desktop.store.json_text import json_text
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.response_meta import response_meta
from real_desktop.store.slices import rows_with

HASH, MODEL = 5, 6
"""Places in a row of the table responses, of which the first is the id."""


@dataclass(slots=True)
class FileCount:
    """What one file added so far."""

    prompts: int = 0
    responses: int = 0
    duplicates: int = 0
    joined: int = 0

    @property
    def is_any(self) -> bool:
        """Whether anything was counted."""
        return bool(self.prompts or self.responses or self.duplicates or self.joined)


@dataclass(frozen=True, slots=True)
class Judged:
    """A set with known preferences; `responses` are id and text hash of each place in it."""

    file: int
    prompt_id: int
    prompt_uuid: str
    responses: Sequence[tuple[int, str]]
    preferences: Sequence[KnownPreference]


@dataclass(slots=True)
class _Prompt:
    """A prompt that is in the project or in this chunk.

    `here` are the ids of its responses by text hash and model; of a new prompt they are found
    among the `rows` of the chunk when another row is about it too. `row` is its row where it
    is new, and `meta` what is stored of it where that was looked up.
    """

    id: int
    next_position: int = 0
    here: dict[tuple[str, str | None], int] | None = None
    rows: tuple[int, int] = (0, 0)
    row: list[Any] | None = None
    meta: dict[str, Any] | None = None


class Chunk:
    """Rows on their way into the project. The caller holds the transaction."""

    def __init__(
        self,
        project: ProjectFile,
        import_ids: Sequence[int],
        sources: Sequence[str],
        counts: Sequence[FileCount],
        rows: Sequence[ResponseSet | RejectedRow],
    ) -> None:
        self.joined: list[tuple[int, int]] = []
        self._import_ids, self._sources = import_ids, sources
        self._counts, self._rows = counts, rows
        self._next_prompt = _next_id(project, "prompts")
        self._next_response = _next_id(project, "responses")
        self._messages = [_messages_of(row) for row in rows]
        self._uuids = [stored_prompt_uuid(stored) if stored else "" for stored in self._messages]
        self._there = _prompts_there(project, self._uuids, rows)
        self._new_prompts: list[list[Any]] = []
        self._new_responses: list[tuple[Any, ...]] = []
        self._rejected: list[tuple[int, int, str, str]] = []
        self._new_meta: dict[int, dict[str, Any]] = {}

    def fill(self) -> Iterator[Judged]:
        """Decide what of each row is new; gives the sets that say who won."""
        for row, messages, uuid in zip(self._rows, self._messages, self._uuids, strict=True):
            one = row if isinstance(row, ResponseSet) else row.alone
            if isinstance(row, RejectedRow):
                if one is None or uuid not in self._there:
                    self._reject(row)
                    continue
                self.joined.append((row.file, row.row))
                self._counts[row.file].joined += 1
            assert one is not None  # noqa: S101 - a row that is none was rejected
            known = self._there.get(uuid)
            if known is None:
                self._add_prompt(one, messages, uuid)
            else:
                self._extend(known, one)
            if one.preferences:
                yield self._judged(one, uuid)

    def write(self, project: ProjectFile) -> None:
        """Insert what is new."""
        write = project.db.conn.executemany
        write(_INSERT_PROMPT, self._new_prompts)
        write(_INSERT_RESPONSE, self._new_responses)
        write(_INSERT_REJECTED, self._rejected)
        new_meta = [(prompt_id, json_text(meta)) for prompt_id, meta in self._new_meta.items()]
        write(_INSERT_META, new_meta)

    def _reject(self, row: RejectedRow) -> None:
        self._rejected.append((self._import_ids[row.file], row.row, row.reason, row.excerpt))

    def _add_prompt(self, one: ResponseSet, messages: str, uuid: str) -> None:
        import_id, group = self._import_ids[one.file], split_group(one.messages)
        meta = json_text(dict(one.meta)) if one.meta else "{}"
        source = self._sources[one.file]
        row = [self._next_prompt, uuid, import_id, messages, group, source, one.row, meta]
        self._new_prompts.append(row)
        self._there[uuid] = prompt = _Prompt(self._next_prompt, row=row)
        self._next_prompt += 1
        self._counts[one.file].prompts += 1
        first = len(self._new_responses)
        self._add_responses(prompt, one.responses)
        prompt.rows = (first, len(self._new_responses))

    def _extend(self, known: _Prompt, one: ResponseSet) -> None:
        if one.meta:
            self._keep_new_columns(known, one)
        here = self._here(known)
        new = [r for r in one.responses if (text_hash(r.text), r.model) not in here]
        if not new:
            self._counts[one.file].duplicates += 1
        first = len(self._new_responses)
        self._add_responses(known, new)
        for row in self._new_responses[first:]:
            here.setdefault((row[HASH], row[MODEL]), row[0])

    def _here(self, prompt: _Prompt) -> dict[tuple[str, str | None], int]:
        if prompt.here is None:
            prompt.here = {}
            for row in self._new_responses[slice(*prompt.rows)]:
                prompt.here.setdefault((row[HASH], row[MODEL]), row[0])
        return prompt.here

    def _add_responses(self, prompt: _Prompt, responses: Sequence[Response]) -> None:
        first, position = self._next_response, prompt.next_position
        import_ids, counts, add = self._import_ids, self._counts, self._new_responses.append
        for response_id, one in enumerate(responses, first):
            text = one.text
            meta = response_meta(one) if one.meta or one.turns else "{}"
            add(
                (
                    response_id, prompt.id, import_ids[one.file], position, text,
                    sha256(text.encode("utf-8")).hexdigest(), one.model, one.score, meta,
                )
            )  # fmt: skip
            counts[one.file].responses += 1
            position += 1
        self._next_response, prompt.next_position = first + len(responses), position

    def _judged(self, one: ResponseSet, uuid: str) -> Judged:
        """The set with the ids that its responses have in the project."""
        prompt = self._there[uuid]
        here = self._here(prompt)
        keys = [(text_hash(response.text), response.model) for response in one.responses]
        responses = [(here[key], key[0]) for key in keys]
        return Judged(one.file, prompt.id, uuid, responses, one.preferences)

    def _keep_new_columns(self, known: _Prompt, one: ResponseSet) -> None:
        """Add what no earlier row of this prompt said; what one said is never overwritten.

        Of a prompt that is in the project they wait until the import is complete. They stay
        when it is taken out again, as nobody could tell whose they are.
        """
        if known.meta is None:
            known.meta = json.loads(known.row[_META]) if known.row else {}
        new = {name: value for name, value in one.meta.items() if name not in known.meta}
        if not new:
            return
        known.meta |= new
        if known.row:
            known.row[_META] = json_text(known.meta)
        else:
            self._new_meta[known.id] = known.meta


_META = 7
"""The place of `meta` in what _INSERT_PROMPT takes."""

_INSERT_PROMPT = (
    "INSERT INTO prompts (id, uuid, import_id, messages, split_group, source_file, source_row,"
    " meta) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_META = "INSERT OR REPLACE INTO temp.new_meta (prompt_id, meta) VALUES (?, ?)"
_INSERT_RESPONSE = (
    "INSERT INTO responses (id, prompt_id, import_id, position, text, text_hash, model, score,"
    " meta) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_REJECTED = (
    "INSERT OR REPLACE INTO rejected_rows (import_id, row, reason, excerpt) VALUES (?, ?, ?, ?)"
)


def _messages_of(row: ResponseSet | RejectedRow) -> str:
    one = row if isinstance(row, ResponseSet) else row.alone
    return messages_json(one.messages) if one else ""


def _prompts_there(
    project: ProjectFile, uuids: Sequence[str], rows: Sequence[ResponseSet | RejectedRow]
) -> dict[str, _Prompt]:
    """Those of the prompts that are in the project, by their uuids."""
    sql = "SELECT uuid, id FROM prompts WHERE uuid IN {keys}"
    wanted = list(dict.fromkeys(uuid for uuid in uuids if uuid))
    there = {uuid: _Prompt(found, here={}) for uuid, found in rows_with(project, sql, wanted)}
    by_id = {one.id: one for one in there.values()}
    sql = (
        "SELECT prompt_id, id, position, text_hash, model FROM responses WHERE prompt_id IN {keys}"
    )
    for prompt_id, found, position, digest, model in rows_with(project, sql, list(by_id)):
        one = by_id[prompt_id]
        if one.here is not None:
            one.here.setdefault((digest, model), found)
        one.next_position = max(one.next_position, position + 1)
    with_meta = {
        there[uuid].id
        for uuid, row in zip(uuids, rows, strict=True)
        if uuid in there and _has_meta(row)
    }
    sql = (
        "SELECT id, coalesce(new_meta.meta, prompts.meta) FROM prompts"
        " LEFT JOIN temp.new_meta ON prompt_id = id WHERE id IN {keys}"
    )
    for prompt_id, meta in rows_with(project, sql, sorted(with_meta)):
        by_id[prompt_id].meta = json.loads(meta)
    return there


def _has_meta(row: ResponseSet | RejectedRow) -> bool:
    one = row if isinstance(row, ResponseSet) else row.alone
    return one is not None and bool(one.meta)


def _next_id(project: ProjectFile, table: str) -> int:
    sql = f"SELECT coalesce(max(id), 0) + 1 FROM {table}"
    return int(project.db.execute(sql).fetchone()[0])
