"""The rows of an import into the project, a chunk in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from real_desktop.core.records import RejectedRow, ResponseSet
from real_desktop.store.chunk import Chunk, FileCount
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.source_labels import SourceLabels

FIRST_JOINED = 20


@dataclass(frozen=True, slots=True)
class FileAdded:
    """What one file added; `duplicates` counts rows whose responses were all there already.

    `joined` counts the rows that had a single response whose prompt was there, so that they
    are not rejected. `preferences` are known ones that are labels of a source now.
    """

    prompts: int = 0
    responses: int = 0
    duplicates: int = 0
    joined: int = 0
    preferences: int = 0


@dataclass(frozen=True, slots=True)
class Added:
    """What an import added, by the place of the file.

    `first_joined` are the first rows that joined, each with the place of its file, and
    `labels` the known preferences that are labels now, by the name of their source.
    """

    by_file: Mapping[int, FileAdded] = field(default_factory=dict)
    first_joined: frozenset[tuple[int, int]] = frozenset()
    labels: Mapping[str, int] = field(default_factory=dict)

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

    @property
    def joined(self) -> int:
        """The rows of all files that joined a prompt which was there."""
        return sum(one.joined for one in self.by_file.values())

    @property
    def preferences(self) -> int:
        """The known preferences of all files that were not there yet."""
        return sum(one.preferences for one in self.by_file.values())


class Adding:
    """Writes the chunks of one import and counts what they added.

    It serves all files of the import, which were begun under `import_ids`; `file` of a row is
    a place among them.
    """

    def __init__(self, import_ids: Sequence[int]) -> None:
        self._import_ids = import_ids
        self._counts = [FileCount() for _ in import_ids]
        self._sources: list[str] = []
        self._labels = SourceLabels(import_ids)
        self._first_joined: set[tuple[int, int]] = set()

    def add(self, project: ProjectFile, rows: Iterable[ResponseSet | RejectedRow]) -> None:
        """Write one chunk in one transaction. After an error the import must be dropped."""
        with project.transaction():
            self._sources = self._sources or _sources(project, self._import_ids)
            chunk = Chunk(project, self._import_ids, self._sources, self._counts, list(rows))
            for set_of_labels in chunk.fill():
                self._labels.collect(set_of_labels)
            chunk.write(project)
            self._labels.write(project)
        for row in chunk.joined:
            if len(self._first_joined) < FIRST_JOINED:
                self._first_joined.add(row)

    def result(self) -> Added:
        """What was added so far."""
        said = self._labels.added
        by_file = {
            place: FileAdded(
                one.prompts, one.responses, one.duplicates, one.joined, self._labels.by_file[place]
            )
            for place, one in enumerate(self._counts)
            if one.is_any or self._labels.by_file[place]
        }
        return Added(by_file, frozenset(self._first_joined), Counter(said))


def _sources(project: ProjectFile, import_ids: Sequence[int]) -> list[str]:
    sql = "SELECT source FROM imports WHERE id = ?"
    return [project.db.execute(sql, [import_id]).fetchone()[0] for import_id in import_ids]
