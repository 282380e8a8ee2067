"""Hashes: of a text, of a prompt, and of the fields of a record that must not change."""

from __future__ import annotations

import hashlib
import json
import unicodedata
import uuid
from collections.abc import Iterable, Sequence

from real_desktop.core.records import Message

NAMESPACE = uuid.UUID("5a8bf511-ce9b-4b38-b828-110d984289b5")


def text_hash(text: str) -> str:
    """SHA-256 of the UTF-8 bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def messages_json(messages: Iterable[Message]) -> str:
    """The messages as the JSON text that is stored and hashed."""
    turns = [message.turn for message in messages]
    return json.dumps(turns, ensure_ascii=False, separators=(",", ":"))


def prompt_uuid(messages: Iterable[Message]) -> str:
    """The identity of a prompt: the same messages have the same uuid on every machine."""
    return stored_prompt_uuid(messages_json(messages))


def stored_prompt_uuid(stored_messages: str) -> str:
    """The same from the JSON text that is stored."""
    return str(uuid.uuid5(NAMESPACE, stored_messages))


def split_group(messages: Sequence[Message]) -> str:
    """The group that must not be torn apart between train and test.

    It is the SHA-256 of the system prompt and the first user turn, with case, width and
    white space folded, so that continuations of one conversation stay together.
    """
    system = [m.content for m in messages if m.role in ("system", "developer")][:1]
    first_user = [m.content for m in messages if m.role == "user"][:1]
    folded = unicodedata.normalize("NFKC", "\n".join(system + first_user)).casefold()
    return text_hash(" ".join(folded.split()))


def record_digest(fields: Sequence[object]) -> str:
    """SHA-256 over the fields of a record in a fixed order, for finding flipped bits."""
    text = json.dumps(list(fields), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
