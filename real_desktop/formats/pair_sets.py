"""A better and a worse response of one row as a response set."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from real_desktop.core.records import KnownPreference, Outcome, ResponseSet
from real_desktop.formats.prompts import prompt_fault
from real_desktop.formats.responses import score_of
from real_desktop.formats.rows import RowError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from real_desktop.core.records import Message, Response
    from real_desktop.formats.rows import Row

EQUAL = "the two responses are equal"
EMPTY_ANSWER = "a side ends with an empty answer"
WORSE_SCORE = "the rejected response has the higher score"
_SIDES = ("chosen", "rejected")
_MODELS = ("model", "model_name")
_SCORES = ("score", "rating", "reward")


def pair_set(
    row: Row,
    messages: tuple[Message, ...],
    sides: tuple[Response, Response],
    used: frozenset[str],
    oddity: str | None = None,
) -> ResponseSet:
    """The set of a row that says which of two responses is better: the first of `sides`.

    Models and scores are found by the names of their columns. With equal scores neither is
    better. `used` are the columns that the rest holds completely. Raises RowError.
    """
    if fault := prompt_fault(messages):
        raise RowError(fault)
    chosen, rejected = (side.text.strip() for side in sides)
    if chosen == rejected:
        raise RowError(EQUAL)
    responses, known = _with_columns(row.columns, sides)
    meta = {name: value for name, value in row.columns.items() if name not in used | known}
    oddity = oddity or (None if chosen and rejected else EMPTY_ANSWER)
    preference = _preference(row.columns, responses)
    if preference.outcome is Outcome.A and _is_worse(responses):
        oddity = oddity or WORSE_SCORE
    return ResponseSet(row.number, messages, responses, meta, (preference,), oddity)


def _with_columns(
    columns: Mapping[str, Any], sides: tuple[Response, Response]
) -> tuple[tuple[Response, ...], set[str]]:
    """The responses with the models and scores that columns of their own say."""
    responses, used = [], set[str]()
    for side, response in zip(_SIDES, sides, strict=True):
        model = _first(columns, _names(side, _MODELS), lambda value: isinstance(value, str))
        score = _first(columns, _names(side, _SCORES), lambda value: score_of(value) is not None)
        used |= {name for name in (model, score) if name}
        said = replace(response, model=columns[model]) if model else response
        responses.append(replace(said, score=score_of(columns[score])) if score else said)
    return tuple(responses), used


def _first(
    columns: Mapping[str, Any], names: tuple[str, ...], fits: Callable[[object], bool]
) -> str | None:
    return next((name for name in names if name in columns and fits(columns[name])), None)


def _names(side: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """chosen_model, chosen-model, model_chosen."""
    return tuple(
        name for kind in kinds for name in (f"{side}_{kind}", f"{side}-{kind}", f"{kind}_{side}")
    )


def _preference(columns: Mapping[str, Any], responses: tuple[Response, ...]) -> KnownPreference:
    by, strength = columns.get("annotator"), columns.get("strength")
    chosen, rejected = responses
    is_tie = chosen.score is not None and chosen.score == rejected.score
    return KnownPreference(
        0,
        1,
        Outcome.TIE if is_tie else Outcome.A,
        by if isinstance(by, str) else None,
        strength if type(strength) is int and strength in (1, 2, 3) and not is_tie else None,
    )


def _is_worse(responses: tuple[Response, ...]) -> bool:
    chosen, rejected = (response.score for response in responses)
    return chosen is not None and rejected is not None and chosen < rejected
