"""Argilla records: fields with a prompt and responses, and what people answered about them.

Version 1 has a column of answers for each question and one of suggestions beside it, version 2
flat columns with dots, or records with all of it inside.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from real_desktop.formats.argilla_answers import (
    Answer,
    answers_of,
    answers_of_columns,
    preferences_of,
)
from real_desktop.formats.families import family_of
from real_desktop.formats.plain import has_list
from real_desktop.formats.plain import to_set as plain_set
from real_desktop.formats.responses import with_two
from real_desktop.formats.rows import Reader, Row, row_by_row, share_of
from real_desktop.formats.single import has_one_answer, single_of
from real_desktop.formats.unfolded import unfolded
from real_desktop.formats.usual_names import usual_name
from real_desktop.formats.wide import to_set as wide_set

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from real_desktop.core.records import ResponseSet

_SUGGESTION = "-suggestion"
_RESPONSES = ".responses"


def matches(rows: Sequence[Row]) -> float:
    """The share of the rows that have questions, answered or with a suggestion."""
    return share_of(rows, _fits)


def to_set(row: Row) -> ResponseSet:
    """The responses of a record, with what people submitted. Raises RowError."""
    fields, answers, meta = _parts(row.columns)
    inner = Row(row.number, fields, row.source, row.size, row.file)
    family = family_of(fields)
    if has_list(fields):
        one = plain_set(inner)
    elif family is None and has_one_answer(fields):
        one = with_two(single_of(inner))
    else:
        one = wide_set(inner)
    known = preferences_of(answers, family.columns) if family and not has_list(fields) else ()
    return replace(one, meta=meta | dict(one.meta), preferences=known)


def _parts(columns: Mapping[str, Any]) -> tuple[dict[str, Any], list[Answer], dict[str, Any]]:
    """The fields, the answers to all questions, and the rest of a record."""
    if _is_record(columns):
        return _of_record(columns)
    questions = _questions(columns)
    answers = [
        *chain.from_iterable(answers_of(columns.get(name), name) for name in questions),
        *chain.from_iterable(answers_of_columns(columns, name) for name in questions),
    ]
    asked = {name for name in columns if _is_about(name, questions)}
    meta = {name: columns[name] for name in columns if name in asked}
    others = {name: value for name, value in columns.items() if name not in asked}
    meta |= _metadata(others.pop("metadata", None))
    return _filled(others), answers, meta


def _of_record(
    columns: Mapping[str, Any],
) -> tuple[dict[str, Any], list[Answer], dict[str, Any]]:
    fields = {usual_name(name): value for name, value in columns["fields"].items()}
    questions = columns.get("responses")
    asked = questions.items() if isinstance(questions, dict) else ()
    answers = list(chain.from_iterable(answers_of(each, str(name)) for name, each in asked))
    meta = {n: v for n, v in columns.items() if n not in ("fields", "metadata", "vectors")}
    return _filled(fields), answers, meta | _metadata(columns.get("metadata"))


def _filled(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields without empty responses, so that the others keep their places."""
    family = family_of(fields)
    members = family.columns if family else ()
    empty = [name for name in members if fields[name] is None]
    if len(members) - len(empty) < 2:
        return dict(fields)
    return {n: v for n, v in fields.items() if n not in empty}


def _metadata(value: object) -> dict[str, Any]:
    found = unfolded(value)
    if isinstance(found, dict):
        return found
    return {} if found is None else {"metadata": found}


def _questions(columns: Mapping[str, Any]) -> list[str]:
    first = [n.removesuffix(_SUGGESTION) for n in columns if n.endswith(_SUGGESTION)]
    second = [n.removesuffix(_RESPONSES) for n in columns if n.endswith(_RESPONSES)]
    answered = [name for name, value in columns.items() if _are_answers(value)]
    return list(dict.fromkeys((*first, *second, *answered)))


def _are_answers(value: object) -> bool:
    """Whether a column holds answers: a list of objects, or an object of lists."""
    one = value[0] if isinstance(value, list) and value else value
    return isinstance(one, dict) and {"user_id", "value", "status"} <= one.keys()


def _is_about(name: str, questions: Sequence[str]) -> bool:
    return any(name == q or name.startswith((f"{q}-suggestion", f"{q}.")) for q in questions)


def _is_record(columns: Mapping[str, Any]) -> bool:
    is_record = isinstance(columns.get("fields"), dict)
    return is_record and ("responses" in columns or "suggestions" in columns)


def _fits(row: Row) -> bool:
    return _is_record(row.columns) or bool(_questions(row.columns))


ARGILLA = Reader(
    "argilla",
    matches,
    row_by_row(to_set),
    title="Argilla records",
    sign="questions with their answers or suggestions in each row",
)
