"""The responses of a row, with their models and scores."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeGuard

from real_desktop.core.records import Response, ResponseSet
from real_desktop.core.turns import EXTRA, readable
from real_desktop.formats.columns import (
    MODEL_LISTS,
    MODEL_NAMES,
    RESPONSES,
    SCORE_LISTS,
    TEXTS,
    require,
)
from real_desktop.formats.messages import (
    ROLES,
    calls_something,
    is_message,
    is_message_list,
    message_of,
)
from real_desktop.formats.rows import AloneError, RowError
from real_desktop.formats.safe_values import text_to_judge

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from real_desktop.core.records import Message

FEWER_THAN_TWO = "fewer than two distinct responses"
NO_RESPONSE = "the response is empty"
NOT_TEXT = "a response is not text"
NOT_A_LIST = "the responses are not a list"
NOT_BY_ASSISTANT = "a response is not by the assistant"
_EXTRA_OF_ANSWERS = ("tool_calls", "function_call", "reasoning_content", "thinking")
"""What counts as said in an answer that is no message; a `name` there may be anybody's."""


_BESIDE = frozenset((*MODEL_LISTS, *MODEL_NAMES, *SCORE_LISTS))


def responses_of(columns: Mapping[str, Any]) -> tuple[tuple[Response, ...], frozenset[str]]:
    """The responses in their order, and the columns that they hold completely.

    A null response is left out. A list of models or scores counts only if it is as long as
    the list of responses and holds nothing but models or scores. Raises RowError.
    """
    made, used = items_of(columns)
    return tuple(r for r in made if r is not None), used


def items_of(columns: Mapping[str, Any]) -> tuple[tuple[Response | None, ...], frozenset[str]]:
    """The same with None in the place of a null, so that places in the file stay what they are.

    Raises RowError.
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
    made = tuple(_response(*each) for each in zip(items, models, scores, strict=True))
    return made, frozenset(n for n in (name, models_name, scores_name) if n)


def of_turns(turns: tuple[Message, ...], model: str | None = None) -> Response:
    """The response that some turns are; a single text says it all. Raises RowError."""
    if not turns or turns[0].role != "assistant":
        raise RowError(NOT_BY_ASSISTANT)
    if any("parts" in turn.extra for turn in turns):
        raise RowError(NOT_TEXT)
    is_plain = len(turns) == 1 and not turns[0].extra
    return Response(readable(turns), model, turns=() if is_plain else turns)


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
        return _with_score(_of_list(item, model), score)
    if not isinstance(item, dict):
        raise RowError(NOT_TEXT)
    return _from_object(item, model, score)


def _of_list(items: list[Any], model: str | None) -> Response:
    if not items or not all(isinstance(item, dict) for item in items):
        raise RowError(NOT_TEXT)
    if not is_message_list(items):
        raise RowError(NOT_BY_ASSISTANT)
    return of_turns(tuple(message_of(item, "a response") for item in items), model)


def _from_object(item: dict[str, Any], model: str | None, score: float | None) -> Response | None:
    used = _role_columns(item)
    name = _text_column(item)
    if item[name] is None and not calls_something(item):
        return None
    one, known = _of_text(item, name)
    used |= known
    if own_model := next((n for n in MODEL_NAMES if _is_model(item.get(n))), None):
        model = item[own_model]
        used.add(own_model)
    if _is_score(item.get("score")):
        score = item["score"]
        used.add("score")
    meta = {key: value for key, value in item.items() if key not in used}
    return _with_score(replace(one, model=model, meta=meta), score)


def _of_text(item: dict[str, Any], name: str) -> tuple[Response, set[str]]:
    """The response that one field of an object holds, and the fields that it says."""
    value = item[name]
    if is_message_list(value):
        return _of_list(value, None), {name}
    extra = EXTRA if is_message(item) else _EXTRA_OF_ANSWERS
    turn = {"role": "assistant", "content": value} | {n: item[n] for n in extra if n in item}
    if isinstance(value, list) and not value:
        raise RowError(NOT_TEXT)
    if not isinstance(value, str | list) and value is not None:
        raise RowError(NOT_TEXT)
    return of_turns((message_of(turn, "a response"),)), {name, *extra}


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
    return next((name for name in present if item[name] is not None), present[0])


def _with_score(one: Response, score: float | None) -> Response:
    return one if score is None else replace(one, score=float(score))


def _as_float(score: float | None) -> float | None:
    return None if score is None else float(score)
