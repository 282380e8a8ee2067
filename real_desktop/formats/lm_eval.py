"""Samples of lm-evaluation-harness: the prompt of a task and what a model answered.

One file a model, in a folder that is named after it. A sample stands there once for each filter.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from real_desktop.core.records import RejectedRow, ResponseSet
from real_desktop.formats.cells import cell_value
from real_desktop.formats.prompts import prompt_of
from real_desktop.formats.responses import NO_RESPONSE, responses_of, with_two
from real_desktop.formats.rows import Reader, Row, RowError, row_by_row, share_of
from real_desktop.formats.seen import Seen
from real_desktop.formats.unfolded import unfolded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

CHOICES = "a task of choices: the model rated texts and wrote none"

_NOT_KEPT = ("resps", "filtered_resps", "arguments", "filter")


def matches(rows: Sequence[Row]) -> float:
    """The share of the rows that have arguments and what was answered to them."""
    return share_of(rows, lambda row: {"resps", "arguments"} <= row.columns.keys())


def read(rows: Iterable[Row | RejectedRow]) -> Iterator[ResponseSet | RejectedRow | None]:
    """A set for each sample that was answered several times, every other answer by itself.

    A sample that stands there again, with another filter, is passed over.
    """
    with closing(Seen()) as seen:
        yield from _read(_first_of(rows, seen))


def to_set(row: Row) -> ResponseSet:
    """The sample as a set. Raises RowError, AloneError if it has a single answer."""
    columns = row.columns
    asked, settings = _asked(columns)
    messages, _used = prompt_of({"prompt": cell_value("prompt", asked)})
    found, _names = responses_of({"responses": _texts(unfolded(columns.get("resps")))})
    if not any(response.text.strip() for response in found):
        raise RowError(NO_RESPONSE)
    meta = {n: v for n, v in columns.items() if n not in _NOT_KEPT}
    if settings:
        meta["arguments"] = settings
    return with_two(ResponseSet(row.number, messages, found, meta))


_read = row_by_row(to_set)


def _first_of(rows: Iterable[Row | RejectedRow], seen: Seen) -> Iterator[Row | RejectedRow]:
    for row in rows:
        if isinstance(row, RejectedRow) or seen.is_new(_key(row)):
            yield row


def _key(row: Row) -> bytes:
    columns = row.columns
    if "doc_id" not in columns:
        return f"{row.number}".encode()
    names = ("doc_id", "doc_hash", "task", "task_name", "prompt_hash")
    return repr([columns.get(name) for name in names]).encode("utf-8", "replace")


def _asked(columns: Mapping[str, Any]) -> tuple[str, object]:
    """The prompt and the settings of a request for text. Raises RowError for any other."""
    requests = _requests(unfolded(columns.get("arguments")))
    if not requests or not requests[0]:
        raise RowError("no prompt in its arguments")
    prompt, settings = requests[0][0], requests[0][1] if len(requests[0]) > 1 else None
    if isinstance(settings, str) or len(requests) > 1:
        raise RowError(CHOICES)
    if not isinstance(prompt, str):
        raise RowError("the prompt in its arguments is not text")
    return prompt, settings


def _requests(arguments: object) -> list[list[object]]:
    """The arguments of each request: objects in newer files, lists in older ones."""
    values = list(arguments.values()) if isinstance(arguments, dict) else arguments
    if not isinstance(values, list):
        return []
    made = (list(each.values()) if isinstance(each, dict) else each for each in values)
    return [each for each in made if isinstance(each, list)]


def _texts(answers: object) -> list[object]:
    """The texts of all repeats, however deep they lie. Raises RowError for ratings."""
    if not isinstance(answers, list):
        raise RowError(NO_RESPONSE)
    found: list[object] = []
    for answer in answers:
        found += _texts(answer) if isinstance(answer, list) else [answer]
    if any(isinstance(answer, bool | int | float) for answer in found):
        raise RowError(CHOICES)
    return found


LM_EVAL = Reader(
    "lm-eval",
    matches,
    read,
    title="lm-evaluation-harness samples",
    sign="arguments and resps in each row",
    model_is_folder=True,
)
