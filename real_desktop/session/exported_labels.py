"""The labels that an export is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from real_desktop.session.session import Session
from real_desktop.store import label_sources, labels
from real_desktop.store.label_sources import Annotators
from real_desktop.store.labels import Label
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.thread import Priority

PAIRS_A_READ = 200


class ExportedLabels:
    """The newest label of each pair among those of some annotators.

    People are asked about other pairs than files speak of; what people said is read at once,
    and what files say, which may be a million labels, when it is asked for.
    """

    def __init__(self, session: Session, annotators: Annotators) -> None:
        self._session, self._annotators = session, annotators
        self._by_people: dict[int, Label] = {}
        self._asked: list[int] = []
        if annotators.people:
            read = partial(labels.newest_labels, people=annotators.people)
            self._asked = session.run(Priority.CHUNK, labels.pair_ids)
            self._by_people = session.run(Priority.CHUNK, read)
        find = partial(label_sources.labelled_pair_ids, sources=annotators.sources)
        self._by_files = session.run(Priority.CHUNK, find) if annotators.sources else []

    def of(self, pair_ids: Sequence[int]) -> dict[int, Label]:
        """The labels of those of the pairs that have one."""
        people = self._by_people
        found = {pair_id: people[pair_id] for pair_id in pair_ids if pair_id in people}
        others = [pair_id for pair_id in pair_ids if pair_id not in found]
        if others and self._by_files:
            read = partial(_of_files, sources=self._annotators.sources, pair_ids=others)
            found |= self._session.run(Priority.CHUNK, read)
        return found

    def slices(self) -> Iterator[tuple[Sequence[int], dict[int, Label]]]:
        """All pairs in the order in which they were chosen, with the labels that there are."""
        for pair_ids in (self._asked, self._by_files):
            for first in range(0, len(pair_ids), PAIRS_A_READ):
                some = pair_ids[first : first + PAIRS_A_READ]
                yield some, self.of(some)


def _of_files(
    project: ProjectFile, sources: Sequence[int], pair_ids: Sequence[int]
) -> dict[int, Label]:
    return label_sources.labels_of_sources(project, sources, pair_ids)
