"""What is kept of a response beside its text: the column `meta`."""

from __future__ import annotations

import json
from typing import Any

from real_desktop.core.digest import messages_json
from real_desktop.core.records import Message, Response
from real_desktop.store.json_text import json_text
from real_desktop.store.prompts import message_of

TURNS = "_turns"


def response_meta(response: Response) -> str:
    """The columns that no reader knew, and the turns where the text does not say them all."""
    if not response.meta and not response.turns:
        return "{}"
    kept = dict(response.meta)
    if response.turns:
        kept[TURNS] = json.loads(messages_json(response.turns))
    return json_text(kept)


def turns_of(meta: str) -> tuple[Message, ...]:
    """The turns of a response, from its stored `meta`; none where its text says it all."""
    if f'"{TURNS}"' not in meta:
        return ()
    kept: dict[str, Any] = json.loads(meta)
    return tuple(message_of(turn) for turn in kept.get(TURNS, []))
