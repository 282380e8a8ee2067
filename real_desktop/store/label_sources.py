"""Who labelled: people, and files that say who won."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from real_desktop.core.errors import UserError
from real_desktop.store.asked import IS_SHOWN
from real_desktop.store.labels import Label
from real_desktop.store.people import persons
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.slices import rows_with


@dataclass(frozen=True, slots=True)
class LabelSource:
    """A file, or a judge of it, with the number of its labels by outcome."""

    id: int
    name: str
    outcomes: Mapping[str, int]

    @property
    def labels(self) -> int:
        """How many pairs it says something about."""
        return sum(self.outcomes.values())


@dataclass(frozen=True, slots=True)
class Annotators:
    """Row ids of annotators, people and files apart."""

    people: tuple[int, ...]
    sources: tuple[int, ...] = ()


def label_sources(project: ProjectFile) -> list[LabelSource]:
    """Every file with labels, in the order in which they came.

    A file says a thing once and takes nothing back, so its newest judgement is its label.
    """
    sql = "SELECT id, name FROM annotators WHERE kind = 'source' ORDER BY id"
    found = [
        LabelSource(source_id, name, _outcomes(project, source_id))
        for source_id, name in project.db.execute(sql).fetchall()
    ]
    return [one for one in found if one.labels]


def has_labels_of_files(project: ProjectFile) -> bool:
    """Whether any finished import brought labels; they are not counted."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM selections JOIN imports"
        " ON imports.id = json_extract(params, '$.import_id') AND state = 'complete'"
        " WHERE strategy = 'imported')"
    )
    return bool(project.db.execute(sql).fetchone()[0])


def everyone(project: ProjectFile) -> Annotators:
    """All people, and no file."""
    return Annotators(tuple(one.id for one in persons(project)))


def annotators_named(project: ProjectFile, names: Sequence[str]) -> Annotators:
    """Those of these names. Raises UserError for a name that nobody has."""
    people = {one.name: one.id for one in persons(project)}
    sources = {one.name: one.id for one in label_sources(project)}
    for name in names:
        if name not in people | sources:
            there = ", ".join([*people, *sources])
            raise UserError(f"there is no annotator {name}; there is: {there}")
    wanted = dict.fromkeys(names)
    return Annotators(
        tuple(people[name] for name in wanted if name in people),
        tuple(sources[name] for name in wanted if name in sources),
    )


def labelled_pair_ids(project: ProjectFile, sources: Sequence[int]) -> list[int]:
    """The pairs that one of these files says something about, in their order."""
    rows = project.db.execute(
        f"SELECT DISTINCT pair_id FROM events JOIN pairs ON pairs.id = pair_id"
        f" WHERE annotator_id IN ({_marks(sources)}) AND {IS_SHOWN} ORDER BY pair_id",
        sources,
    )
    return [row[0] for row in rows]


def labels_of_sources(
    project: ProjectFile, sources: Sequence[int], pair_ids: Sequence[int]
) -> dict[int, Label]:
    """Of each of these pairs the newest label among those of the files."""
    rows = rows_with(
        project,
        "SELECT pair_id, events.kind, outcome, shown_left, strength, comment, active_ms, at, name,"
        " annotator_id FROM events JOIN annotators ON annotators.id = annotator_id"
        " WHERE pair_id IN {keys} ORDER BY origin_seq, origin, events.uuid",
        pair_ids,
    )
    return {row[0]: Label(*row[:-1]) for row in rows if row[-1] in sources}


def _outcomes(project: ProjectFile, source_id: int) -> Counter[str]:
    rows = project.db.execute(
        "SELECT outcome, count(*) FROM ("
        f" SELECT outcome, max(origin_seq) FROM events JOIN pairs ON pairs.id = pair_id"
        f" WHERE annotator_id = ? AND {IS_SHOWN} GROUP BY pair_id) GROUP BY outcome",
        [source_id],
    )
    return Counter(dict(rows.fetchall()))


def _marks(ids: Sequence[int]) -> str:
    return ", ".join("?" * len(ids))
