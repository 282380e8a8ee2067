"""Label Studio tasks with two texts side by side, and which of them people selected."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from real_desktop.core.records import KnownPreference, Outcome
from real_desktop.formats.families import family_of
from real_desktop.formats.rows import Reader, Row, RowError, row_by_row, share_of
from real_desktop.formats.usual_names import usual_name
from real_desktop.formats.wide import to_set as wide_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from real_desktop.core.records import ResponseSet

_SIDES = {"left": Outcome.A, "right": Outcome.B}
_SMALL = ("annotation_id", "annotator", "lead_time")
_PERSON = ("id", "username", "email")


def matches(rows: Sequence[Row]) -> float:
    """The share of the rows that are tasks with two texts, or such tasks in one level."""
    return share_of(rows, lambda row: _is_task(row.columns) or _is_small(row.columns))


def to_set(row: Row) -> ResponseSet:
    """The two texts of a task as a set, with what people selected. Raises RowError."""
    columns = row.columns
    is_task = isinstance(columns.get("data"), dict)
    if not is_task and not _is_small(columns):
        raise RowError("no data of a task")
    data = columns["data"] if is_task else columns
    names = _texts(columns, data)
    beside = _beside(names, data)
    fields = {usual_name(n): v for n, v in data.items() if n not in (*names, *beside)}
    fields |= {f"response_{place}": data[name] for place, name in enumerate(names, 1)}
    fields |= {name: data[column] for column, name in beside.items()}
    one = wide_set(Row(row.number, fields, row.source, row.size, row.file))
    known = tuple(_of_task(columns, data, names) if is_task else _of_small(columns))
    meta = {n: v for n, v in columns.items() if n != "data"} if is_task else {}
    return replace(one, meta=dict(one.meta) | meta, preferences=known)


def _of_task(
    columns: Mapping[str, Any], data: Mapping[str, Any], names: tuple[str, ...]
) -> Iterator[KnownPreference]:
    """What was selected of these two texts; a cancelled annotation counts for nothing."""
    for annotation in _annotations(columns):
        if annotation.get("was_cancelled"):
            continue
        for result in _pairwise(annotation):
            outcome, compared = _side(result.get("value")), _compared(result, data) or names
            if outcome and compared in (names, names[::-1]):
                outcome = outcome if compared == names else outcome.swapped
                yield KnownPreference(0, 1, outcome, _person(annotation.get("completed_by")))


def _of_small(columns: Mapping[str, Any]) -> Iterator[KnownPreference]:
    found = (outcome for value in columns.values() if (outcome := _side(value)))
    if outcome := next(found, None):
        yield KnownPreference(0, 1, outcome, _person(columns.get("annotator")))


def _texts(columns: Mapping[str, Any], data: Mapping[str, Any]) -> tuple[str, ...]:
    """The two columns that were compared, in their order. Raises RowError."""
    for annotation in _annotations(columns):
        for result in _pairwise(annotation):
            if names := _compared(result, data):
                return names
    family = family_of(data)
    if family is None or len(family.columns) != 2:
        raise RowError("no two texts to compare in the data of the task")
    return family.columns


def _compared(result: Mapping[str, Any], data: Mapping[str, Any]) -> tuple[str, ...]:
    """The columns of the left and the right text, none where the result has other names."""
    names = tuple(str(result.get("to_name")).split(","))
    return names if len(names) == 2 and all(name in data for name in names) else ()


def _beside(names: tuple[str, ...], data: Mapping[str, Any]) -> dict[str, str]:
    """The columns of models and scores of the two, and what they are called by their places."""
    family = family_of(names)
    if family is None:
        return {}
    found = {}
    for kind, columns in (
        ("model", family.model_columns(data)),
        ("score", family.score_columns(data)),
    ):
        for name, column in zip(family.columns, columns, strict=True):
            if column:
                found[column] = f"{kind}_{names.index(name) + 1}"
    return found


def _annotations(columns: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What people did with a task; older exports call it completions."""
    found = columns.get("annotations") or columns.get("completions")
    items = found if isinstance(found, list) else []
    return [one for one in items if isinstance(one, dict)]


def _pairwise(annotation: Mapping[str, Any]) -> list[dict[str, Any]]:
    results = annotation.get("result")
    items = results if isinstance(results, list) else []
    return [one for one in items if isinstance(one, dict) and one.get("type") == "pairwise"]


def _side(value: object) -> Outcome | None:
    chosen = value.get("selected") if isinstance(value, dict) else value
    return _SIDES.get(chosen) if isinstance(chosen, str) else None


def _person(value: object) -> str | None:
    if isinstance(value, dict):
        value = next((value[name] for name in _PERSON if value.get(name) is not None), None)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else None


def _is_task(columns: Mapping[str, Any]) -> bool:
    data = columns.get("data")
    if not isinstance(data, dict):
        return False
    is_known = any(name in columns for name in ("annotations", "predictions", "completions"))
    return family_of(data) is not None or (is_known and _has_pairwise(columns))


def _has_pairwise(columns: Mapping[str, Any]) -> bool:
    return any(_pairwise(annotation) for annotation in _annotations(columns))


def _is_small(columns: Mapping[str, Any]) -> bool:
    return all(name in columns for name in _SMALL) and family_of(columns) is not None


LABEL_STUDIO = Reader(
    "label-studio",
    matches,
    row_by_row(to_set),
    title="Label Studio comparisons",
    sign="tasks with two texts, or with which of them was selected",
)
