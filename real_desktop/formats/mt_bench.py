"""Benchmarks: questions in one file, the answers of each model in others, joined by an id.

As MT-bench, FastChat, Arena-Hard and Vicuna keep them, or anyone with ids. Only first turns are
compared: later ones answer different conversations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from real_desktop.formats.ids import id_of
from real_desktop.formats.joining import Joining
from real_desktop.formats.mt_bench_rows import (
    IDS,
    answer_of,
    is_answer,
    is_benchmark_answer,
    is_benchmark_question,
    is_judgement,
    is_question,
    judgement_of,
    question_of,
)
from real_desktop.formats.parts import Words
from real_desktop.formats.rows import Reader, Row, RowError, set_aside, share_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from real_desktop.core.records import RejectedRow, ResponseSet

_LIKELY = 0.6
"""How sure an id and a question are: anything more definite goes before."""
_WORDS = Words(
    "questions", "answers", ", such as question.jsonl", ", such as model_answer/<model>.jsonl"
)


def matches(rows: Sequence[Row]) -> float:
    """The share of the rows that are questions, answers or judgements."""
    likely = share_of(rows, lambda row: is_question(row.columns) or is_answer(row.columns))
    return max(share_of(rows, _is_of_benchmark), _LIKELY * likely)


def read(rows: Iterable[Row | RejectedRow]) -> Iterator[ResponseSet | RejectedRow | None]:
    """The rows that cannot be used as they come, then a set for each question."""
    joining = Joining(_WORDS)
    yield from set_aside(rows, lambda row: _put(joining, row))
    yield from joining.results()


def _put(joining: Joining, row: Row) -> None:
    found = id_of(row.columns, IDS)
    if found is None:
        raise RowError(f"no id; looked for {', '.join(IDS)}")
    _name, key = found
    if is_judgement(row.columns):
        joining.judge(key, judgement_of(row))
    elif is_benchmark_question(row.columns) or is_question(row.columns):
        joining.ask(key, row, *question_of(row.columns))
    elif is_benchmark_answer(row.columns) or is_answer(row.columns):
        joining.answer(key, answer_of(row))
    else:
        raise RowError("neither a question nor an answer")


def _is_of_benchmark(row: Row) -> bool:
    kinds = (is_benchmark_question, is_benchmark_answer, is_judgement)
    return any(is_kind(row.columns) for is_kind in kinds)


MT_BENCH = Reader(
    "mt-bench",
    matches,
    read,
    title="Answers by question",
    sign="ids of questions, with the questions or the answers of a model in each row",
    joins=True,
)
