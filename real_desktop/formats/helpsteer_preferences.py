"""The preference files of HelpSteer2 and HelpSteer3: two responses and a number from -3 to 3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from real_desktop.core.records import KnownPreference, Response, ResponseSet
from real_desktop.formats.extra_id_marks import marked_prompt
from real_desktop.formats.labels import SCALES
from real_desktop.formats.responses import NOT_TEXT, with_two
from real_desktop.formats.rows import Reader, Row, RowError, column_names, row_by_row, share_of
from real_desktop.formats.safe_values import text_to_judge
from real_desktop.formats.verdicts import preference_on_scale

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_PROMPTS = ("context", "prompt")
_SIDES = (("response1", "response_1"), ("response2", "response_2"))


def matches(rows: Sequence[Row]) -> float:
    """The share of the rows that have two responses and a number from -3 to 3."""
    return share_of(rows, _fits)


def to_set(row: Row) -> ResponseSet:
    """The row as a response set. Raises RowError.

    What all annotators say together is one preference, what each of them says another.
    """
    columns = row.columns
    prompt = next((name for name in _PROMPTS if columns.get(name) is not None), None)
    if prompt is None:
        raise RowError(f"no prompt column; found: {column_names(columns)}")
    messages = marked_prompt(columns[prompt])
    names = [next((n for n in side if n in columns), side[0]) for side in _SIDES]
    texts = [columns.get(name) for name in names]
    if not all(isinstance(text, str) for text in texts):
        raise RowError(NOT_TEXT)
    responses = tuple(Response(text_to_judge(str(text))) for text in texts)
    meta = {name: value for name, value in columns.items() if name not in (prompt, *names)}
    known = tuple(_preferences(columns))
    return with_two(ResponseSet(row.number, messages, responses, meta, known))


def _fits(row: Row) -> bool:
    has_scale = any(preference_on_scale(row.columns.get(name)) for name in SCALES)
    has_sides = all(any(name in row.columns for name in side) for side in _SIDES)
    return has_scale and has_sides and any(name in row.columns for name in _PROMPTS)


def _preferences(columns: Mapping[str, Any]) -> Iterator[KnownPreference]:
    for name in SCALES:
        if one := preference_on_scale(columns.get(name)):
            yield one
    judges = columns.get("individual_preference")
    for number, judge in enumerate(judges if isinstance(judges, list) else [], 1):
        score = judge.get("score") if isinstance(judge, dict) else None
        if one := preference_on_scale(score, by=f"annotator {number}"):
            yield one


HELPSTEER_PREFERENCES = Reader(
    "helpsteer-preferences",
    matches,
    row_by_row(to_set),
    title="HelpSteer2 and HelpSteer3 preferences",
    sign="two responses and a preference from -3 to 3",
)
