"""How the texts of a pair begin."""

from __future__ import annotations

from dataclasses import dataclass

from real_desktop.core.choosing import ChosenPair
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.prompts import messages_of
from real_desktop.store.same_responses import models_of

LONGEST = 400


@dataclass(frozen=True, slots=True)
class PairExcerpt:
    """The last turn of a user and both responses, cut, with the models that gave them."""

    prompt: str
    text_a: str
    text_b: str
    models_a: tuple[str, ...]
    models_b: tuple[str, ...]


def pair_excerpt(project: ProjectFile, pair: ChosenPair) -> PairExcerpt:
    """The excerpts of one pair. Raises UserError when the prompt is damaged."""
    sql = "SELECT messages, uuid FROM prompts WHERE id = ?"
    messages = messages_of(*project.db.execute(sql, [pair.prompt_id]).fetchone())
    asked = [one.content for one in messages if one.role == "user"] or [messages[-1].content]
    ids = (pair.response_a, pair.response_b)
    text = "SELECT text FROM responses WHERE id = ?"
    a, b = (project.db.execute(text, [one]).fetchone()[0] for one in ids)
    models = [models_of(project, *one) for one in zip(ids, (a, b), strict=True)]
    return PairExcerpt(excerpt(asked[-1]), excerpt(a), excerpt(b), *models)


def excerpt(text: str) -> str:
    """The beginning of a text, with a mark where it goes on."""
    text = text.strip()
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} …"
