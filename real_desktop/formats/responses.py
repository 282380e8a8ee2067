"""The responses of a row, with their models and scores."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any, TypeGuard

from real_desktop.core.records import Response, ResponseSet
from real_desktop.formats.columns import (
    MODEL_LISTS,
    MODEL_NAMES,
    RESPONSES,
    SCORE_LISTS,
    TEXTS,
    require,
)
from real_desktop.formats.prompts import ROLES, part_text
from real_desktop.formats.rows import AloneError, RowError
from real_desktop.formats.safe_values import text_to_judge

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FEWER_THAN_TWO = "fewer than two distinct responses"
NO_RESPONSE = "the response is empty"
NOT_TEXT = "a response is not text"
NOT_A_LIST = "the responses are not a list"
NOT_BY_ASSISTANT = "a response is not by the assistant"
SEVERAL_MESSAGES = "a response of several messages is not supported"
TOOL_CALL = "a response that is a tool call is not supported"


_BESIDE = frozenset((*MODEL_LISTS, *MODEL_NAMES, *SCORE_LISTS))


def responses_of(columns: Mapping[str, Any]) -> tuple[tuple[Response, ...], frozenset[str]]:
    """The responses in their order, and the columns that they hold completely.

    A null response is left out. A list of models or scores counts only if it is as long as
    the list of responses and holds nothing but models or scores. Raises RowError.
    """
    present = require(columns, "response", RESPONSES)
    name = next((n for n in present if isinstance(columns[n], list)), None)
    if name is None:
        raise RowError(NOT_A_LIST)
    items = columns[name]
    if columns.keys().isdisjoint(_BESIDE) and all(type(item) is str for item in items):
        return tuple(map(Response, items)), frozenset((name,))
    models, models_name = _models(columns, len(items))
    scores, scores_name = _aligned(columns, SCORE_LISTS, len(items), _is_score)
    made = [_response(*each) for each in zip(items, models, scores, strict=True)]
    used = {name, models_name, scores_name} - {None}
    return tuple(r for r in made if r is not None), frozenset(n for n in used if n)


def count_distinct(responses: tuple[Response, ...]) -> int:
    """How many responses differ; empty ones and white space at the ends do not count."""
    return len({response.text.strip() for response in responses} - {""})


def with_two(one: ResponseSet) -> ResponseSet:
    """The set itself. Raises AloneError for a single response, RowError for none."""
    if _begins_with_two(one.responses):
        return one
    distinct = count_distinct(one.responses)
    if distinct == 1:
        raise AloneError(FEWER_THAN_TWO, one)
    if not distinct:
        raise RowError(FEWER_THAN_TWO)
    return one


def _begins_with_two(responses: tuple[Response, ...]) -> bool:
    """Whether the first two differ already, as they mostly do."""
    if len(responses) < 2:
        return False
    first, second = responses[0].text.strip(), responses[1].text.strip()
    return bool(first and second) and first != second


def score_of(value: object) -> float | None:
    """The score that a cell holds: a finite number or the text of one, else None."""
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    if not _is_score(value) or not isfinite(value):
        return None
    return float(value)


def _models(columns: Mapping[str, Any], count: int) -> tuple[list[Any], str | None]:
    models, name = _aligned(columns, MODEL_LISTS, count, _is_model)
    if name is not None:
        return models, name
    one = next((n for n in MODEL_NAMES if _is_model(columns.get(n))), None)
    return ([columns[one]] * count, one) if one else (models, None)


def _aligned(
    columns: Mapping[str, Any],
    names: tuple[str, ...],
    count: int,
    fits: Callable[[object], bool],
) -> tuple[list[Any], str | None]:
    for name in names:
        values = columns.get(name)
        if not isinstance(values, list) or len(values) != count:
            continue
        if all(value is None or fits(value) for value in values):
            return values, name
    return [None] * count, None


def _is_model(value: object) -> bool:
    return isinstance(value, str)


def _is_score(value: object) -> TypeGuard[int | float]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        float(value)
    except OverflowError:
        return False
    return True


def _response(item: object, model: str | None, score: float | None) -> Response | None:
    if item is None:
        return None
    if isinstance(item, str):
        return Response(text_to_judge(item), model, _as_float(score))
    if isinstance(item, list):
        item = _only_message(item)
    if not isinstance(item, dict):
        raise RowError(NOT_TEXT)
    return _from_object(item, model, score)


def _only_message(messages: list[Any]) -> object:
    if len(messages) > 1:
        raise RowError(SEVERAL_MESSAGES)
    message = messages[0] if messages else None
    if not isinstance(message, dict):
        raise RowError(NOT_TEXT)
    if "role" not in message and "from" not in message:
        raise RowError(NOT_BY_ASSISTANT)
    return message


def _from_object(item: dict[str, Any], model: str | None, score: float | None) -> Response | None:
    used = _role_columns(item)
    name = _text_column(item)
    if item[name] is None:
        return None
    used.add(name)
    if own_model := next((n for n in MODEL_NAMES if _is_model(item.get(n))), None):
        model = item[own_model]
        used.add(own_model)
    if _is_score(item.get("score")):
        score = item["score"]
        used.add("score")
    meta = {key: value for key, value in item.items() if key not in used}
    return Response(_text(item[name]), model, _as_float(score), meta)


def _role_columns(item: dict[str, Any]) -> set[str]:
    names: set[str] = {name for name in ("role", "from") if name in item}
    if any(ROLES.get(str(item[name])) != "assistant" for name in names):
        raise RowError(NOT_BY_ASSISTANT)
    return names


def _text_column(item: dict[str, Any]) -> str:
    names = [*TEXTS, "value"] if "from" in item else TEXTS
    present = [name for name in names if name in item]
    if not present:
        raise RowError(NOT_TEXT)
    filled = next((name for name in present if item[name] is not None), None)
    if filled is None and item.get("tool_calls"):
        raise RowError(TOOL_CALL)
    return filled or present[0]


def _text(value: object) -> str:
    if isinstance(value, str):
        return text_to_judge(value)
    parts = [part_text(part) for part in value] if isinstance(value, list) else []
    texts = [text for text in parts if text is not None]
    if not parts or len(texts) < len(parts):
        raise RowError(NOT_TEXT)
    return "\n".join(texts)


def _as_float(score: float | None) -> float | None:
    return None if score is None else float(score)
