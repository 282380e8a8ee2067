"""One annotator's queue: its order, and the side each pair is shown on."""

from __future__ import annotations

from dataclasses import dataclass

from real_desktop.core.errors import UserError
from real_desktop.core.records import Message, Side
from real_desktop.store.people import Annotator
from real_desktop.store.project_file import ProjectFile, now
from real_desktop.store.prompts import messages_of
from real_desktop.store.sides import side_for
from real_desktop.store.texts import check_texts


@dataclass(frozen=True, slots=True)
class PairTexts:
    """What is shown of a pair: the prompt, and the two responses as they stand on the screen."""

    pair_id: int
    messages: tuple[Message, ...]
    left: str
    right: str
    shown_left: Side


def queued_pairs(project: ProjectFile, annotator_id: int) -> list[int]:
    """The pairs of the queue in order."""
    rows = project.db.execute(
        "SELECT pair_id FROM queue WHERE annotator_id = ? ORDER BY position", [annotator_id]
    )
    return [row[0] for row in rows]


def queued_count(project: ProjectFile, annotator_id: int) -> int:
    """How many pairs the queue has."""
    sql = "SELECT count(*) FROM queue WHERE annotator_id = ?"
    return int(project.db.execute(sql, [annotator_id]).fetchone()[0])


def shown_left(project: ProjectFile, annotator_id: int, pair_id: int) -> Side:
    """The response that stands on the left for this annotator; the side must be fixed.

    Raises UserError when the pair is no longer in the queue.
    """
    row = project.db.execute(
        "SELECT shown_left FROM queue WHERE annotator_id = ? AND pair_id = ?",
        [annotator_id, pair_id],
    ).fetchone()
    if row is None:
        raise UserError("this pair was deleted with its file")
    return Side(row[0])


def shown_count(project: ProjectFile, annotator_id: int) -> int:
    """How many pairs of the queue have their sides fixed."""
    sql = "SELECT count(*) FROM queue WHERE annotator_id = ? AND shown_left IS NOT NULL"
    return int(project.db.execute(sql, [annotator_id]).fetchone()[0])


def fix_side(project: ProjectFile, annotator: Annotator, pair_id: int, index: int) -> bool:
    """Decide the pair's sides if it was never shown, and tell whether that was so.

    `index` counts the annotator's pairs with fixed sides. The caller holds the transaction.
    """
    is_fixed = "SELECT shown_left IS NOT NULL FROM queue WHERE annotator_id = ? AND pair_id = ?"
    row = project.db.execute(is_fixed, [annotator.id, pair_id]).fetchone()
    if row is None or row[0]:
        return False
    side = side_for(project, annotator, pair_id, index)
    project.db.execute(
        "UPDATE queue SET shown_left = ?, first_shown_at = ? WHERE annotator_id = ?"
        " AND pair_id = ?",
        [side.value, now(), annotator.id, pair_id],
    )
    return True


def pair_texts(project: ProjectFile, annotator_id: int, pair_id: int) -> PairTexts:
    """The texts of a pair whose side is fixed.

    Raises UserError when a text or the prompt is not what its hash says: the file is damaged.
    """
    row = project.db.execute(
        """
        SELECT messages, prompts.uuid, a.text, a.text_hash, b.text, b.text_hash, shown_left
        FROM queue JOIN pairs ON pairs.id = pair_id
        JOIN prompts ON prompts.id = pairs.prompt_id
        JOIN responses AS a ON a.id = response_a JOIN responses AS b ON b.id = response_b
        WHERE queue.annotator_id = ? AND pair_id = ?
        """,
        [annotator_id, pair_id],
    ).fetchone()
    messages, prompt_uuid, text_a, hash_a, text_b, hash_b, shown_left = row
    check_texts((text_a, text_b), (hash_a, hash_b), pair_id)
    side = Side(shown_left)
    left, right = (text_a, text_b) if side is Side.A else (text_b, text_a)
    return PairTexts(pair_id, messages_of(messages, prompt_uuid), left, right, side)
