"""Files as annotators: what they are called, and who of their judges is told apart."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from real_desktop.core.digest import named_uuid
from real_desktop.store.project_file import ProjectFile

MOST_JUDGES = 50
"""Further judges of a file go under the name of the file."""

LONGEST_NAME = 100

WRAPPINGS = frozenset({".gz", ".gzip", ".zst", ".zstd", ".xz", ".bz2", ".lz4", ".zip"})
FORMATS = frozenset(
    {".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".txt", ".parquet", ".arrow", ".feather"}
)


@dataclass(frozen=True, slots=True)
class SourceAnnotator:
    """A file, or one judge of it, as an annotator.

    `source` is the file in the uuids of pairs and labels.
    """

    id: int
    uuid: str
    source: str


def source_of(file_name: str) -> str:
    """The name of a file without what says how it is packed and written."""
    stem, dot, ending = file_name.rpartition(".")
    for known in (WRAPPINGS, FORMATS):
        if stem and f"{dot}{ending}".lower() in known:
            file_name = stem
            stem, dot, ending = file_name.rpartition(".")
    return file_name


class SourceAnnotators:
    """The annotators of the files of one import, added when they first say something."""

    def __init__(self, import_ids: Sequence[int]) -> None:
        self._import_ids = import_ids
        self._sources: dict[int, str] = {}
        self._known: dict[tuple[int, str | None], SourceAnnotator] = {}
        self._judges: dict[int, int] = {}

    def get(self, project: ProjectFile, file: int, by: str | None) -> SourceAnnotator:
        """The annotator for a judge of a file, or for the file.

        The caller holds the transaction.
        """
        if found := self._known.get((file, by)):
            return found
        judge = " ".join(by.split()) if by else ""
        if not judge or self._judges.get(file, 0) >= MOST_JUDGES:
            return self._of_file(project, file)
        self._judges[file] = self._judges.get(file, 0) + 1
        source = self._source(project, file)
        wanted = f"{judge[:LONGEST_NAME]} ({source})"
        found = self._known[file, by] = _annotator(project, source, judge, wanted)
        return found

    def _of_file(self, project: ProjectFile, file: int) -> SourceAnnotator:
        if (file, None) not in self._known:
            source = self._source(project, file)
            self._known[file, None] = _annotator(project, source, None, source)
        return self._known[file, None]

    def _source(self, project: ProjectFile, file: int) -> str:
        if file not in self._sources:
            sql = "SELECT source FROM imports WHERE id = ?"
            (name,) = project.db.execute(sql, [self._import_ids[file]]).fetchone()
            self._sources[file] = source_of(name)
        return self._sources[file]


def _annotator(
    project: ProjectFile, source: str, judge: str | None, wanted: str
) -> SourceAnnotator:
    """The annotator that the file or its judge has here already, or a new one."""
    uuid = named_uuid(json.dumps(["source", source, judge]))
    sql = "SELECT id FROM annotators WHERE uuid = ?"
    if row := project.db.execute(sql, [uuid]).fetchone():
        return SourceAnnotator(row[0], uuid, source)
    cursor = project.db.execute(
        "INSERT INTO annotators (uuid, name, kind) VALUES (?, ?, 'source')",
        [uuid, _free_name(project, wanted)],
    )
    return SourceAnnotator(int(cursor.lastrowid or 0), uuid, source)


def _free_name(project: ProjectFile, wanted: str) -> str:
    """The name, with a number where somebody has it: a person's name is never shared."""
    name, number = wanted, 1
    while project.db.execute("SELECT 1 FROM annotators WHERE name = ?", [name]).fetchone():
        name = f"{wanted} (file)" if number == 1 else f"{wanted} (file {number})"
        number += 1
    return name
