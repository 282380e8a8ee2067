"""OpenAI's comparisons of summaries: a post and two summaries of it, one of which was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from real_desktop.core.records import KnownPreference, Message, Outcome, Response, ResponseSet
from real_desktop.formats.responses import NOT_TEXT, with_two
from real_desktop.formats.rows import Reader, Row, RowError, row_by_row, share_of
from real_desktop.formats.safe_values import text_to_judge

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NO_POST = "no post or article to summarise in the column info"
_OUTCOMES = {0: Outcome.A, 1: Outcome.B}
_HEADS = (("subreddit", "SUBREDDIT: r/"), ("title", "TITLE: "), ("post", "POST: "))


def matches(rows: Sequence[Row]) -> float:
    """The share of the rows that have two summaries and a choice."""
    return share_of(rows, _fits)


def to_set(row: Row) -> ResponseSet:
    """The row as a response set; a policy is the model that wrote a summary. Raises RowError."""
    columns = row.columns
    messages = (Message("user", _prompt(columns.get("info"))),)
    summaries = columns.get("summaries")
    if not isinstance(summaries, list):
        raise RowError(NOT_TEXT)
    responses = tuple(_summary(one) for one in summaries)
    worker, choice = columns.get("worker"), columns.get("choice")
    known: tuple[KnownPreference, ...] = ()
    if len(responses) == 2 and type(choice) is int and choice in _OUTCOMES:
        by = worker if isinstance(worker, str) else None
        known = (KnownPreference(0, 1, _OUTCOMES[choice], by),)
    meta = {name: value for name, value in columns.items() if name != "summaries"}
    return with_two(ResponseSet(row.number, messages, responses, _without_post(meta), known))


def _fits(row: Row) -> bool:
    summaries = row.columns.get("summaries")
    is_list = isinstance(summaries, list) and all(isinstance(one, dict) for one in summaries)
    return is_list and isinstance(row.columns.get("info"), dict) and "choice" in row.columns


def _prompt(info: object) -> str:
    """The post as the models saw it, up to the words after which the summary comes."""
    info = info if isinstance(info, dict) else {}
    if isinstance(info.get("article"), str):
        return f"{text_to_judge(info['article'])}\n\nTL;DR:"
    if not isinstance(info.get("post"), str) or not info["post"].strip():
        raise RowError(NO_POST)
    heads = [f"{head}{info[name]}" for name, head in _HEADS if isinstance(info.get(name), str)]
    return "\n\n".join([*heads, "TL;DR:"])


def _summary(one: object) -> Response:
    if not isinstance(one, dict) or not isinstance(one.get("text"), str):
        raise RowError(NOT_TEXT)
    policy = one.get("policy")
    used = {"text", "policy"} if isinstance(policy, str) else {"text"}
    meta = {name: value for name, value in one.items() if name not in used}
    return Response(text_to_judge(one["text"]), policy if "policy" in used else None, None, meta)


def _without_post(meta: Mapping[str, Any]) -> dict[str, Any]:
    """The columns without the texts that the prompt says."""
    info = {n: v for n, v in meta["info"].items() if n not in ("post", "title", "article")}
    return {**meta, "info": info}


SUMMARIZE = Reader(
    "summarize",
    matches,
    row_by_row(to_set),
    title="OpenAI's comparisons of summaries",
    sign="a post, two summaries and a choice",
)
