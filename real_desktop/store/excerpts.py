"""How a pair begins, for lists of pairs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from real_desktop.core.turns import said
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.prompts import message_of
from real_desktop.store.slices import rows_with

CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class PairExcerpt:
    """How the last message of the prompt and the two responses begin, in one line each."""

    prompt: str
    a: str
    b: str


def excerpts(project: ProjectFile, pair_ids: Sequence[int]) -> dict[int, PairExcerpt]:
    """How these pairs begin."""
    return {
        pair_id: PairExcerpt(_asked(messages), _line(a), _line(b))
        for pair_id, messages, a, b in rows_with(project, _SQL, pair_ids)
    }


def _asked(stored_messages: str) -> str:
    return _line(said(message_of(json.loads(stored_messages)[-1])))


def _line(text: str) -> str:
    return " ".join(text[:CHARACTERS].split())


_SQL = f"""
SELECT pairs.id, messages, substr(a.text, 1, {CHARACTERS}), substr(b.text, 1, {CHARACTERS})
FROM pairs JOIN prompts ON prompts.id = pairs.prompt_id
JOIN responses AS a ON a.id = response_a JOIN responses AS b ON b.id = response_b
WHERE pairs.id IN {{keys}}
"""
