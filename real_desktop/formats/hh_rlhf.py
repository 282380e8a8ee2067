"""Anthropic's HH-RLHF, and pairs of plain text like it: transcripts of Human: and Assistant:."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from real_desktop.core.records import Response
from real_desktop.core.turns import transcript
from real_desktop.formats.columns import CHOSEN, PROMPTS, REJECTED
from real_desktop.formats.pair_sets import EMPTY_ANSWER, pair_set
from real_desktop.formats.parting import parted
from real_desktop.formats.responses import of_turns
from real_desktop.formats.rows import Reader, Row, RowError, row_by_row, share_of
from real_desktop.formats.safe_values import text_to_judge
from real_desktop.formats.transcripts import prompt_in, turns_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from real_desktop.core.records import Message, ResponseSet

NO_TRANSCRIPTS = "the two sides are no transcripts of Human: and Assistant: turns"
PART_EARLIER = "the two sides do not share everything before their last answer"
SAME_ROLE = "two turns of one role follow each other"


def matches(rows: Sequence[Row]) -> float:
    """The share of the rows whose prompt, or both sides, are transcripts."""
    return share_of(rows, lambda row: holds_transcripts(row.columns))


def holds_transcripts(columns: Mapping[str, Any]) -> bool:
    """Whether this row is text with the marks of a transcript, and a better and a worse side."""
    sides = [columns[n] for names in (CHOSEN, REJECTED) for n in names if n in columns]
    if len(sides) != 2 or not all(isinstance(side, str) for side in sides):
        return False
    return _prompt(columns) is not None or all(_is_transcript(side) for side in sides)


def to_set(row: Row) -> ResponseSet:
    """The row as a response set, the first response being the chosen one. Raises RowError.

    One space is the boundary between a mark and what is said. All else stays as it is, so that
    `sides_of` gives the two texts again.
    """
    names = tuple(next((n for n in each if n in row.columns), "") for each in (CHOSEN, REJECTED))
    texts = [row.columns.get(name) for name in names]
    if not all(isinstance(text, str) for text in texts):
        raise RowError(NO_TRANSCRIPTS)
    chosen, rejected = (text_to_judge(str(text)) for text in texts)
    if prompt := _prompt(row.columns):
        name, messages = prompt
        sides = tuple(_answer(row.columns[name], side) for side in (chosen, rejected))
        return pair_set(row, messages, (sides[0], sides[1]), frozenset((*names, name)))
    conversations = turns_in(chosen), turns_in(rejected)
    if conversations[0] is None or conversations[1] is None:
        raise RowError(NO_TRANSCRIPTS)
    messages, *rests = parted(conversations[0], conversations[1])
    made = (of_turns(rests[0]), of_turns(rests[1]))
    return pair_set(row, messages, made, frozenset(names), _oddity(messages, *rests))


def sides_of(one: ResponseSet) -> tuple[str, ...]:
    """The transcripts as they stand in the file of HH-RLHF."""
    prompt = transcript(one.messages)
    return tuple(f"\n\n{prompt}\n\nAssistant: {response.text}" for response in one.responses)


def _prompt(columns: Mapping[str, Any]) -> tuple[str, tuple[Message, ...]] | None:
    """The column of a prompt that is a transcript, and its turns."""
    for name in PROMPTS:
        text = columns.get(name)
        if isinstance(text, str) and (turns := prompt_in(text)):
            return name, turns
    return None


def _is_transcript(text: str) -> bool:
    turns = turns_in(text)
    return turns is not None and len(turns) > 1


def _answer(prompt: str, side: str) -> Response:
    """What a side says after the prompt, which it may repeat."""
    text = side.removeprefix(prompt)
    return Response(text if prompt.endswith(" ") else text.removeprefix(" "))


def _oddity(prompt: tuple[Message, ...], *rests: tuple[Message, ...]) -> str | None:
    if not all(rest[-1].content.strip() for rest in rests):
        return EMPTY_ANSWER
    if any(len(rest) > 1 for rest in rests):
        return PART_EARLIER
    turns = pairwise((*prompt, *rests[0][:1]))
    return SAME_ROLE if any(turn.role == following.role for turn, following in turns) else None


HH_RLHF = Reader(
    "hh-rlhf",
    matches,
    row_by_row(to_set),
    {"prompt": PROMPTS},
    title="HH-RLHF transcripts",
    sign="a chosen and a rejected text with Human: and Assistant: turns",
)
