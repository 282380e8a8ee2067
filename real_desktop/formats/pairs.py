"""Pairs of a chosen and a rejected response, as texts or as messages, in any trainer's layout."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from real_desktop.core.records import Message
from real_desktop.formats import hh_rlhf
from real_desktop.formats.columns import CHOSEN, PROMPTS, REJECTED, require
from real_desktop.formats.messages import (
    holds_more,
    is_message,
    is_message_list,
    message_of,
    messages_of,
)
from real_desktop.formats.pair_sets import pair_set
from real_desktop.formats.parting import parted
from real_desktop.formats.plain import has_list
from real_desktop.formats.prompts import prompt_of, with_system
from real_desktop.formats.responses import NOT_TEXT, of_turns
from real_desktop.formats.rows import Reader, Row, RowError, row_by_row, share_of
from real_desktop.formats.safe_values import text_to_judge

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from real_desktop.core.records import ResponseSet

    Turns = tuple[Message, ...]

_CONVERSATIONS = ("messages", "conversations")
"""Where the chosen response is the end of a conversation, and stands in no column of its own."""


def matches(rows: Sequence[Row]) -> float:
    """The share of the rows that have a chosen and a rejected response, and no list of more."""
    return share_of(rows, lambda row: _fits(row.columns))


def to_set(row: Row) -> ResponseSet:
    """The row as a response set, the first response being the chosen one. Raises RowError.

    Sides that repeat the prompt are cut where they part. Texts cannot be: where two answers to
    a question begin alike, nobody knows where the question ended. So they need a prompt.
    """
    if hh_rlhf.holds_transcripts(row.columns):
        return hh_rlhf.to_set(row)
    columns = _with_chosen(_with_prompt(row.columns))
    names = [_name(columns, "chosen", CHOSEN), _name(columns, "rejected", REJECTED)]
    chosen, rejected = (_turns(columns[name]) for name in names)
    if chosen[0].role == rejected[0].role == "assistant" and _has_prompt(columns):
        messages, used = prompt_of(_asked(columns, chosen))
        rests = [chosen, rejected]
    else:
        messages, *rests = parted(chosen, rejected)
        messages, used = _with_explicit(columns, messages)
    used |= _repeated(row.columns, (*messages, *rests[0]))
    sides = (of_turns(rests[0]), of_turns(rests[1]))
    used |= {name for name in names if not _says_more(columns[name])}
    return pair_set(replace(row, columns=columns), messages, sides, used)


def _fits(columns: Mapping[str, Any]) -> bool:
    columns = _with_chosen(columns)
    sides = (next((n for n in names if n in columns), "") for names in (CHOSEN, REJECTED))
    return all(_is_side(columns.get(name)) for name in sides) and not has_list(columns)


def _is_side(value: object) -> bool:
    return isinstance(value, str) or is_message(value) or is_message_list(value)


def _name(columns: Mapping[str, Any], kind: str, names: tuple[str, ...]) -> str:
    present = require(columns, kind, names)
    return next((name for name in present if columns[name] is not None), present[0])


def _with_prompt(columns: Mapping[str, Any]) -> Mapping[str, Any]:
    """The columns with the messages of OpenAI's `input` as a prompt, what else it holds beside."""
    asked = columns.get("input")
    if not isinstance(asked, dict) or "messages" not in asked:
        return columns
    others = {name: value for name, value in asked.items() if name != "messages"}
    rest = {name: value for name, value in columns.items() if name != "input"}
    return {"prompt": asked["messages"]} | others | rest


def _with_chosen(columns: Mapping[str, Any]) -> Mapping[str, Any]:
    """The columns with a chosen response, where only the other is named: it is `response`, or
    the end of a conversation.
    """
    if any(name in columns for name in CHOSEN) or not any(name in columns for name in REJECTED):
        return columns
    answer = columns.get("response")
    if isinstance(answer, str):
        others = {n: value for n, value in columns.items() if n != "response"}
        return others | {"chosen": answer}
    name = next((n for n in _CONVERSATIONS if is_message_list(columns.get(n))), None)
    if name is None:
        return columns
    turns = columns[name]
    rejected = next(columns[n] for n in REJECTED if n in columns)
    if is_message_list(rejected) and _turns(rejected)[0].role != "assistant":
        return {n: value for n, value in columns.items() if n != name} | {"chosen": turns}
    return {**columns, name: turns[:-1], "chosen": turns[-1:]}


def _turns(side: object) -> Turns:
    """The turns of one side. Raises RowError."""
    if isinstance(side, str):
        return (Message("assistant", text_to_judge(side)),)
    if is_message(side):
        return (message_of(side, "a response"),)
    if not side or not isinstance(side, list):
        raise RowError(NOT_TEXT)
    return messages_of(side, "a response")


def _says_more(side: object) -> bool:
    return any(map(holds_more, side if isinstance(side, list) else [side]))


def _has_prompt(columns: Mapping[str, Any]) -> bool:
    """Whether there is a prompt, or texts that need one; without it `prompt_of` says so."""
    is_there = any(columns.get(name) not in (None, "", []) for name in PROMPTS)
    is_text = any(isinstance(columns.get(name), str) for name in (*CHOSEN, *REJECTED))
    return is_there or is_text


def _asked(columns: Mapping[str, Any], chosen: Turns) -> Mapping[str, Any]:
    """The columns with a prompt that does not end in the chosen response."""
    name = next((n for n in PROMPTS if columns.get(n) is not None), None)
    turns = _turns_or_none(columns.get(name or ""))
    if name is None or not turns or turns[-1].role != "assistant":
        return columns
    end = -len(chosen)
    return {**columns, name: columns[name][:end]} if turns[end:] == chosen else columns


def _with_explicit(columns: Mapping[str, Any], shared: Turns) -> tuple[Turns, frozenset[str]]:
    """What the sides share, behind instructions that only the prompt of its own has."""
    for name in PROMPTS:
        explicit = _turns_or_none(columns.get(name))
        if explicit and explicit[-len(shared) :] == shared:
            return explicit, frozenset({name})
    return with_system(columns, shared)


def _repeated(columns: Mapping[str, Any], conversation: Turns) -> frozenset[str]:
    """Columns that say nothing but what the conversation says: its question, all its messages."""
    found = set[str]()
    for name in PROMPTS:
        value = columns.get(name)
        is_question = any(turn.role == "user" and turn.content == value for turn in conversation)
        if is_question or _turns_or_none(value) == conversation:
            found.add(name)
    return frozenset(found)


def _turns_or_none(value: object) -> Turns | None:
    """The messages of a list that adds nothing to them, else None."""
    if not is_message_list(value) or any(map(holds_more, value)):
        return None
    try:
        return messages_of(value)
    except RowError:
        return None


PAIRS = Reader(
    "pairs",
    matches,
    row_by_row(to_set),
    {"prompt": PROMPTS},
    title="Chosen and rejected responses",
    sign="a chosen and a rejected response in each row",
)
