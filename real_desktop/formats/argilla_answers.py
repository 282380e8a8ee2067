"""What people answered to questions about a record, as Argilla writes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from real_desktop.core.records import KnownPreference, Outcome
from real_desktop.formats.rankings import by_rank
from real_desktop.formats.responses import score_of
from real_desktop.formats.usual_names import usual_name
from real_desktop.formats.verdicts import outcome_in_words


@dataclass(frozen=True, slots=True)
class Answer:
    """The value that one person gave to one question."""

    question: str
    value: object
    user: str | None
    status: str | None


def preferences_of(answers: Sequence[Answer], fields: Sequence[str]) -> tuple[KnownPreference, ...]:
    """What the submitted answers say about the responses, which stand in these fields.

    Where an answer names a response, its question is the one about preferences: "none" as an
    answer to another, such as one for comments, does not say that all of them are bad.
    """
    submitted = [answer for answer in answers if answer.status in (None, "submitted")]
    about = {answer.question for answer in submitted if _names_one(answer.value, fields)}
    return tuple(
        preference
        for answer in submitted
        if answer.question in about or not about
        for preference in _preferences(answer, fields)
    )


def answers_of(value: object, question: str) -> list[Answer]:
    """The answers in a column of Argilla 1: a list of objects, or an object of lists."""
    if isinstance(value, dict):
        value = list(_rows(value))
    items = value if isinstance(value, list) else []
    return [
        Answer(question, item.get("value"), _user(item.get("user_id")), _word(item.get("status")))
        for item in items
        if isinstance(item, dict)
    ]


def answers_of_columns(columns: Mapping[str, Any], question: str) -> list[Answer]:
    """The answers in the flat columns of Argilla 2."""
    name = f"{question}.responses"
    values = columns.get(name)
    if not isinstance(values, list):
        return []
    users, states = columns.get(f"{name}.users"), columns.get(f"{name}.status")
    return [
        Answer(question, value, _user(_at(users, place)), _word(_at(states, place)))
        for place, value in enumerate(values)
    ]


def _names_one(value: object, fields: Sequence[str]) -> bool:
    is_name = isinstance(value, str) and usual_name(value) in fields
    return is_name or not _ranks(value).keys().isdisjoint(fields)


def _preferences(answer: Answer, fields: Sequence[str]) -> Iterator[KnownPreference]:
    ranks = _ranks(answer.value)
    if ranks:
        places = [ranks.get(name) for name in fields]
        yield from by_rank(places, answer.user)
        return
    outcome = _outcome(answer.value, fields)
    if outcome is not None and len(fields) == 2:
        yield KnownPreference(0, 1, outcome, answer.user)


def _ranks(value: object) -> dict[str, float]:
    """The rank of each field, from an object of two lists or a list of objects."""
    pairs = list(_rows(value)) if isinstance(value, dict) else value
    if not isinstance(pairs, list):
        return {}
    return {
        usual_name(pair["value"]): rank
        for pair in pairs
        if isinstance(pair, dict) and isinstance(pair.get("value"), str)
        if (rank := score_of(pair.get("rank"))) is not None
    }


def _outcome(value: object, fields: Sequence[str]) -> Outcome | None:
    """The field that a word names, or what it says of the two."""
    if isinstance(value, str) and usual_name(value) in fields:
        return (Outcome.A, Outcome.B, None)[min(fields.index(usual_name(value)), 2)]
    return outcome_in_words(value)


def _rows(columns: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """An object of equally long lists as a list of objects."""
    lists = {name: value for name, value in columns.items() if isinstance(value, list)}
    if lists:
        for values in zip(*lists.values(), strict=False):
            yield dict(zip(lists, values, strict=True))


def _at(values: object, place: int) -> object:
    return values[place] if isinstance(values, list) and place < len(values) else None


def _user(value: object) -> str | None:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else None


def _word(value: object) -> str | None:
    return value if isinstance(value, str) else None
