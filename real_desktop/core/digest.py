"""Hashes: of a text, of a prompt, and of the fields of a record that must not change."""

from __future__ import annotations

import hashlib
import json
import unicodedata
import uuid
from collections.abc import Iterable, Sequence
from json.encoder import encode_basestring as quoted

from real_desktop.core.records import Message

NAMESPACE = uuid.UUID("5a8bf511-ce9b-4b38-b828-110d984289b5")
_NAMESPACE = NAMESPACE.bytes
_VARIANT = dict(zip("0123456789abcdef", "89ab" * 4, strict=True))


def text_hash(text: str) -> str:
    """SHA-256 of the UTF-8 bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def messages_json(messages: Iterable[Message]) -> str:
    """The messages as the JSON text that is stored and hashed."""
    return f"[{','.join(map(_turn_json, messages))}]"


def prompt_uuid(messages: Iterable[Message]) -> str:
    """The identity of a prompt: the same messages have the same uuid on every machine."""
    return stored_prompt_uuid(messages_json(messages))


def stored_prompt_uuid(stored_messages: str) -> str:
    """The same from the JSON text that is stored."""
    return named_uuid(stored_messages)


def named_uuid(name: str) -> str:
    """The uuid of version 5 that a name has within this program.

    It is `uuid.uuid5`, without the object of which an import of a million rows makes as many.
    """
    found = hashlib.sha1(_NAMESPACE + name.encode("utf-8"), usedforsecurity=False).hexdigest()
    variant = _VARIANT[found[16]]
    return f"{found[:8]}-{found[8:12]}-5{found[13:16]}-{variant}{found[17:20]}-{found[20:32]}"


def split_group(messages: Sequence[Message]) -> str:
    """The group that must not be torn apart between train and test.

    It is the SHA-256 of the system prompt and the first user turn, with case, width and
    white space folded, so that continuations of one conversation stay together.
    """
    system = [m.content for m in messages if m.role in ("system", "developer")][:1]
    first_user = [m.content for m in messages if m.role == "user"][:1]
    text = "\n".join(system + first_user)
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    return text_hash(" ".join(folded.split()))


def record_digest(fields: Sequence[object]) -> str:
    """SHA-256 over the fields of a record in a fixed order, for finding flipped bits."""
    text = json.dumps(list(fields), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _turn_json(message: Message) -> str:
    if message.extra:
        return json.dumps(message.turn, ensure_ascii=False, separators=(",", ":"))
    return f'{{"role":{quoted(message.role)},"content":{quoted(message.content)}}}'
