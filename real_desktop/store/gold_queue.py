"""Gold pairs on their way into people's queues, among the pairs that they have not met."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from real_desktop.core.draws import draw
from real_desktop.core.gold_places import NewGold, gold_places
from real_desktop.store.gold import GOLD
from real_desktop.store.people import Annotator, persons
from real_desktop.store.project_file import ProjectFile


def mix_gold(project: ProjectFile) -> None:
    """Give everyone the gold pairs that their queue lacks. The caller holds the transaction.

    What somebody has met keeps its number; what comes later moves on. A pair that finds no
    place far enough from its like waits for a longer queue.
    """
    sql = "SELECT EXISTS (SELECT 1 FROM selections WHERE strategy = ?)"
    if project.db.execute(sql, [GOLD]).fetchone()[0]:
        for person in persons(project):
            _mix(project, person)


def _mix(project: ProjectFile, person: Annotator) -> None:
    sql = "SELECT position FROM queue WHERE annotator_id = ? ORDER BY position"
    positions = [row[0] for row in project.db.execute(sql, [person.id])]
    met = project.db.execute(_MET, [person.id]).fetchone()[0]
    gold = _lacking(project, person, positions)
    places = gold_places(len(positions), bisect_right(positions, met), gold)
    if not places:
        return
    behind = [positions[before - 1] if before else 0 for _id, before in places]
    _make_room(project, person.id, behind)
    project.db.conn.executemany(
        "INSERT INTO queue (annotator_id, pair_id, position) VALUES (?, ?, ?)",
        [
            (person.id, pair_id, position + number)
            for number, ((pair_id, _before), position) in enumerate(
                zip(places, behind, strict=True), 1
            )
        ],
    )


def _lacking(project: ProjectFile, person: Annotator, positions: list[int]) -> list[NewGold]:
    found = []
    for pair_id, seed, *names in project.db.execute(_LACKING, [person.id]).fetchall():
        same = project.db.execute(_SAME, [pair_id, person.id]).fetchall()
        places = tuple(bisect_left(positions, position) for (position,) in same)
        found.append(NewGold(pair_id, places, draw(seed, "gold", person.uuid, *names)))
    return found


def _make_room(project: ProjectFile, annotator_id: int, behind: list[int]) -> None:
    """Move what stands behind the nth of these positions n places on.

    Positions are unique at every moment, so they go through their negatives.
    """
    ends = [*behind[1:], None]
    for number, (position, end) in enumerate(zip(behind, ends, strict=True), 1):
        project.db.execute(
            "UPDATE queue SET position = -(position + ?)"
            " WHERE annotator_id = ? AND position > ? AND position <= coalesce(?, position)",
            [number, annotator_id, position, end],
        )
    project.db.execute(
        "UPDATE queue SET position = -position WHERE annotator_id = ? AND position < 0",
        [annotator_id],
    )


_MET = """
SELECT coalesce(max(position), 0) FROM queue
WHERE annotator_id = ? AND (first_shown_at IS NOT NULL OR EXISTS (
    SELECT 1 FROM events
    WHERE events.pair_id = queue.pair_id AND events.annotator_id = queue.annotator_id))
"""

_LACKING = """
SELECT pairs.id, seed, prompts.uuid, a.text_hash, b.text_hash
FROM selections CROSS JOIN pairs ON selection_id = selections.id AND strategy = 'gold'
CROSS JOIN prompts ON prompts.id = pairs.prompt_id
CROSS JOIN responses AS a ON a.id = response_a CROSS JOIN responses AS b ON b.id = response_b
WHERE NOT EXISTS (SELECT 1 FROM queue WHERE annotator_id = ? AND pair_id = pairs.id)
ORDER BY pairs.id
"""

_SAME = """
SELECT queue.position
FROM pairs AS gold
CROSS JOIN pairs ON pairs.prompt_id = gold.prompt_id
    AND min(pairs.response_a, pairs.response_b) = min(gold.response_a, gold.response_b)
    AND max(pairs.response_a, pairs.response_b) = max(gold.response_a, gold.response_b)
CROSS JOIN queue ON queue.pair_id = pairs.id
WHERE gold.id = ? AND queue.annotator_id = ?
"""
