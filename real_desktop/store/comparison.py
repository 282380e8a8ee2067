"""What people and files say about the same two responses."""

from __future__ import annotations

from real_desktop.core.records import Outcome
from real_desktop.store.asked import ASKED_AGAIN, IS_SHOWN
from real_desktop.store.people import person_ids
from real_desktop.store.project_file import ProjectFile


def compared_labels(project: ProjectFile) -> dict[str, list[tuple[Outcome, Outcome]]]:
    """For each file that says something about what people judged: their outcome and its.

    Responses of a prompt are the same where their texts are, whatever pair they are in and
    whichever is `a`; outcomes are those of the person's pair. Each person's label counts once.
    """
    sql = "SELECT EXISTS (SELECT 1 FROM annotators WHERE kind = 'source')"
    if not project.db.execute(sql).fetchone()[0]:
        return {}
    people = person_ids(project)
    rows = project.db.execute(_COMPARED.format(people=", ".join("?" * len(people))), people)
    newest: dict[tuple[int, int, str], tuple[Outcome, Outcome]] = {}
    for pair_id, person, name, said, by_file, is_swapped in rows:
        outcome = Outcome(by_file).swapped if is_swapped else Outcome(by_file)
        newest[pair_id, person, name] = (Outcome(said), outcome)
    found: dict[str, list[tuple[Outcome, Outcome]]] = {}
    for (_pair_id, _person, name), outcomes in newest.items():
        found.setdefault(name, []).append(outcomes)
    return found


_COMPARED = f"""
SELECT said.pair_id, said.annotator_id, annotators.name, said.outcome, events.outcome,
       my_a.text_hash <> a.text_hash
FROM (SELECT pair_id, annotator_id, outcome FROM labels
      WHERE annotator_id IN ({{people}}) AND kind = 'judge') AS said
CROSS JOIN pairs AS mine ON mine.id = said.pair_id AND mine.kind NOT IN {ASKED_AGAIN}
CROSS JOIN responses AS my_a ON my_a.id = mine.response_a
CROSS JOIN responses AS my_b ON my_b.id = mine.response_b
CROSS JOIN pairs ON pairs.prompt_id = mine.prompt_id AND pairs.kind = 'imported'
CROSS JOIN responses AS a ON a.id = pairs.response_a
CROSS JOIN responses AS b ON b.id = pairs.response_b
CROSS JOIN events ON events.pair_id = pairs.id
CROSS JOIN annotators ON annotators.id = events.annotator_id AND annotators.kind = 'source'
WHERE ((a.text_hash = my_a.text_hash AND b.text_hash = my_b.text_hash)
    OR (a.text_hash = my_b.text_hash AND b.text_hash = my_a.text_hash)) AND {IS_SHOWN}
ORDER BY events.origin_seq, events.origin, events.uuid
"""
"""CROSS JOIN keeps the order of the tables: from the people's labels, which are the fewest."""
