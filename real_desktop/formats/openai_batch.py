"""Batches of requests to a model: what was asked in one file, what came back in others.

As OpenAI, vLLM and Anthropic write them, joined by `custom_id`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from real_desktop.formats.batch_bodies import is_request, prompt_of_body, responses_of_body
from real_desktop.formats.ids import id_of
from real_desktop.formats.joining import Joining
from real_desktop.formats.parts import Answered, Words
from real_desktop.formats.rows import Reader, Row, RowError, set_aside, share_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from real_desktop.core.records import RejectedRow, ResponseSet

_OK = 200
_OF_BATCH = ("id", "response", "result", "error", "custom_id")
_WORDS = Words("requests", "outputs", " file, which has the same ids in custom_id", "")


def matches(rows: Sequence[Row]) -> float:
    """The share of the rows that are requests or outputs."""
    return share_of(rows, _fits)


def read(rows: Iterable[Row | RejectedRow]) -> Iterator[ResponseSet | RejectedRow | None]:
    """The rows that cannot be used as they come, then a set for each request."""
    joining = Joining(_WORDS)
    yield from set_aside(rows, lambda row: _put(joining, row))
    yield from joining.results()


def _put(joining: Joining, row: Row) -> None:
    columns = row.columns
    found = id_of(columns, ("custom_id",))
    if found is None:
        raise RowError("no custom_id")
    _name, key = found
    asked = _body_asked(columns)
    if asked is not None:
        messages, settings = prompt_of_body(asked)
        joining.ask(key, row, messages, {"custom_id": key} | _shared(settings))
        return
    if not _is_output(columns):
        raise RowError("neither a request nor an output")
    rest = {n: v for n, v in columns.items() if n not in _OF_BATCH}
    responses = tuple(
        replace(one, file=row.file, meta=rest | dict(one.meta))
        for one in responses_of_body(_body_answered(columns))
    )
    joining.answer(key, Answered(row.number, row.file, row.start, responses))


def _body_asked(columns: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The body of a request, None when the row is none."""
    if "custom_id" not in columns:
        return None
    bodies = (columns.get("body"), columns.get("params"))
    return next((body for body in bodies if isinstance(body, dict) and is_request(body)), None)


def _is_output(columns: Mapping[str, Any]) -> bool:
    if "custom_id" not in columns:
        return False
    failed = columns.get("error") is not None
    return failed or any(isinstance(columns.get(name), dict) for name in ("response", "result"))


def _body_answered(columns: Mapping[str, Any]) -> Mapping[str, Any]:
    """The body of what came back. Raises RowError when nothing did."""
    result = columns.get("result")
    if isinstance(result, dict):
        message = result.get("message")
        if result.get("type") != "succeeded" or not isinstance(message, dict):
            raise RowError(f"the request failed ({_word(result.get('type'))})")
        return message
    response = columns.get("response")
    if columns.get("error") is not None or not isinstance(response, dict):
        raise RowError(f"the request failed ({_word(_code(columns.get('error')))})")
    status = response.get("status_code", _OK)
    if status != _OK:
        raise RowError(f"the request failed ({_word(status)})")
    body = response.get("body", response)
    if not isinstance(body, dict):
        raise RowError("the response has no body")
    return body


def _code(error: object) -> object:
    return error.get("code", error.get("type")) if isinstance(error, dict) else error


def _fits(row: Row) -> bool:
    return _is_output(row.columns) or _body_asked(row.columns) is not None


def _word(value: object) -> str:
    """A code as it stands in a reason; anything longer would make every row one of its own."""
    text = str(value) if isinstance(value, str | int) and value != "" else "no answer"
    return text if len(text) <= 40 and text.isprintable() else "an error"


def _shared(settings: Mapping[str, Any]) -> dict[str, Any]:
    """What is the same whatever model is asked."""
    return {name: value for name, value in settings.items() if name != "model"}


OPENAI_BATCH = Reader(
    "openai-batch",
    matches,
    read,
    title="Batch requests and outputs",
    sign="custom_id, with a request or what came back in each row",
    joins=True,
)
