"""Bodies of requests to models and of what came back, as batches keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from real_desktop.formats.prompts import prompt_of
from real_desktop.formats.responses import NO_RESPONSE, NOT_TEXT, responses_of
from real_desktop.formats.rows import RowError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from real_desktop.core.records import Message, Response

_ASKED = ("messages", "prompt", "input")
_SYSTEMS = ("system", "instructions")
_CALLS = ("tool_use", "function_call", "custom_tool_call")


def is_request(body: object) -> bool:
    """Whether this asks a model something."""
    return isinstance(body, dict) and any(name in body for name in _ASKED)


def prompt_of_body(body: Mapping[str, Any]) -> tuple[tuple[Message, ...], dict[str, Any]]:
    """The prompt of a request, and its other settings. Raises RowError."""
    name = next((n for n in _ASKED if body.get(n) is not None), _ASKED[0])
    asked = body.get(name)
    if isinstance(asked, list) and len(asked) == 1 and isinstance(asked[0], str):
        asked = asked[0]
    columns: dict[str, Any] = {"messages" if isinstance(asked, list) else "prompt": asked}
    system = next((n for n in _SYSTEMS if body.get(n)), None)
    if system:
        columns["system"] = _text(body[system])
    messages, _used = prompt_of(columns)
    settings = {n: v for n, v in body.items() if n not in (name, system)}
    return messages, settings


def responses_of_body(body: Mapping[str, Any]) -> tuple[Response, ...]:
    """The texts that came back, of every choice. Raises RowError when there is none."""
    model = body.get("model")
    items = [item for item in _items(body) if item is not None]
    if not items:
        raise RowError("the model gave no text")
    models = [model if isinstance(model, str) else None] * len(items)
    found, _used = responses_of({"responses": items, "models": models})
    if not any(response.text.strip() for response in found):
        raise RowError(NO_RESPONSE)
    return found


def _items(body: Mapping[str, Any]) -> list[object]:
    if isinstance(body.get("choices"), list):
        return [_choice(choice) for choice in body["choices"]]
    if isinstance(body.get("output"), list):
        return [_of_parts([_parts(item) for item in body["output"]])]
    if isinstance(body.get("content"), list):
        return [_of_parts([body["content"]])]
    raise RowError("neither choices nor output nor content in what came back")


def _choice(choice: object) -> object:
    if not isinstance(choice, dict):
        raise RowError(NOT_TEXT)
    own = {n: v for n, v in choice.items() if n in ("finish_reason", "logprobs") and v is not None}
    message = choice.get("message")
    if not isinstance(message, dict):
        text = choice.get("text")
        return None if text is None else own | {"text": text}
    if message.get("content") is None and not message.get("tool_calls"):
        return None
    said = {n: v for n, v in message.items() if v is not None and v != []}
    return own | {"content": None} | said


def _parts(item: object) -> list[object]:
    """The parts of one item of an answer; a call is one by itself."""
    content = item.get("content") if isinstance(item, dict) else None
    if isinstance(item, dict) and item.get("type") == "reasoning":
        return []
    return content if isinstance(content, list) else [item]


def _of_parts(groups: list[list[object]]) -> object:
    """The text of all parts, with what the model thought and called beside it."""
    texts, thoughts, calls = [], [], []
    for part in (part for group in groups for part in group if isinstance(part, dict)):
        if part.get("type") in _CALLS:
            calls.append(_call(part))
        elif isinstance(part.get("thinking"), str):
            thoughts.append(part["thinking"])
        elif isinstance(part.get("text"), str):
            texts.append(part["text"])
    if not texts and not calls:
        return None
    beside = {"reasoning_content": "\n".join(thoughts), "tool_calls": calls}
    message = {"role": "assistant", "content": "".join(texts) if texts else None}
    return message | {name: value for name, value in beside.items() if value}


def _call(part: Mapping[str, Any]) -> dict[str, Any]:
    """A call of a tool as chat completions have it."""
    arguments = part.get("arguments", part.get("input"))
    function = {"name": part.get("name"), "arguments": arguments}
    return {"type": "function", "id": part.get("call_id", part.get("id")), "function": function}


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    parts = value if isinstance(value, list) else []
    texts = [part.get("text") for part in parts if isinstance(part, dict)]
    return "\n".join(text for text in texts if isinstance(text, str))
