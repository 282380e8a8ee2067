"""Rows of benchmarks whose questions and answers stand in different files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from real_desktop.core.records import Outcome
from real_desktop.formats.columns import (
    LONG_RESPONSES,
    MODEL_NAMES,
    PROMPTS,
    RESPONSES,
    SYSTEMS,
)
from real_desktop.formats.families import family_of
from real_desktop.formats.ids import id_of
from real_desktop.formats.parts import Answered, Judged, Scored
from real_desktop.formats.prompts import prompt_of
from real_desktop.formats.responses import NO_RESPONSE, responses_of, score_of
from real_desktop.formats.rows import Row, RowError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from real_desktop.core.records import Message, Response

OWN_IDS = ("question_id", "prompt_id", "uid")
"""Ids that name a question wherever they stand; a mere `id` may name anything."""
IDS = (*OWN_IDS, "id")
LATER_TURNS = "several turns: only the first is compared"

_COMPARED = {"question_id", "model_1", "model_2", "g1_winner"}
_SCORED = {"question_id", "model", "judge", "score", "judgment"}
_ABOUT = {"category", "subcategory", "cluster", "language", "lang", "source", "domain", "dataset"}
_ABOUT |= {"tags", "tools", "capability", "difficulty", "split", "task", "type", "subject", "topic"}
_ABOUT |= {"url", "author", "created_at", "reference", "data_source", "benchmark"}
"""What questions say beside their text, and what is never an answer."""


def is_judgement(columns: Mapping[str, Any]) -> bool:
    """Whether a judge compared two models here, or gave one a score."""
    return columns.keys() >= _COMPARED or columns.keys() >= _SCORED


def is_benchmark_question(columns: Mapping[str, Any]) -> bool:
    """Whether this is a question as MT-bench, Arena-Hard and Vicuna have them."""
    if id_of(columns, OWN_IDS) is None or _has_answer_id(columns) or _has_prompt(columns):
        return False
    return isinstance(columns.get("turns"), list) or isinstance(columns.get("text"), str)


def is_question(columns: Mapping[str, Any]) -> bool:
    """Whether this is any other question with an id, and nothing that could be an answer."""
    if id_of(columns, IDS) is None or _model_column(columns):
        return False
    prompts = [name for name in PROMPTS if name in columns]
    if not prompts or not all(_is_asked(columns[name]) for name in prompts):
        return False
    rest = columns.keys() - {*IDS, *PROMPTS, *SYSTEMS} - _ABOUT
    return not any(_could_answer(columns[name]) for name in rest)


def is_benchmark_answer(columns: Mapping[str, Any]) -> bool:
    """Whether this is an answer as MT-bench, Arena-Hard and Vicuna have them."""
    if id_of(columns, OWN_IDS) is None or not _has_answer_id(columns):
        return False
    if _has_prompt({n: v for n, v in columns.items() if n != "messages"}):
        return False
    is_list = any(isinstance(columns.get(name), list) for name in ("choices", "messages"))
    return is_list or isinstance(columns.get("text"), str)


def is_answer(columns: Mapping[str, Any]) -> bool:
    """Whether this is any other answer with the id of its prompt, and without that prompt."""
    if _has_prompt(columns) or family_of(columns):
        return False
    names = IDS if _model_column(columns) else OWN_IDS[:2]
    if id_of(columns, names) is None:
        return False
    has_text = any(isinstance(columns.get(name), str) for name in LONG_RESPONSES)
    return has_text or any(isinstance(columns.get(name), list) for name in RESPONSES)


def question_of(columns: Mapping[str, Any]) -> tuple[tuple[Message, ...], dict[str, Any]]:
    """The first turn as a prompt, and the other columns. Raises RowError."""
    turns = columns.get("turns")
    if isinstance(turns, list):
        first = turns[0] if turns else None
        asked = first.get("content") if isinstance(first, dict) else first
        used = {"turns"} if len(turns) < 2 else set()
    elif any(name in columns for name in PROMPTS):
        messages, prompt_columns = prompt_of(columns)
        return messages, {n: v for n, v in columns.items() if n not in prompt_columns}
    else:
        asked, used = columns.get("text"), {"text"}
    messages, _used = prompt_of({"prompt": asked})
    return messages, {name: value for name, value in columns.items() if name not in used}


def answer_of(row: Row) -> Answered:
    """The answers of a row, of each choice the first turn. Raises RowError."""
    columns = row.columns
    model = _model_column(columns)
    asked: tuple[Message, ...] = ()
    if isinstance(columns.get("messages"), list):
        asked, items, used = _of_messages(columns["messages"])
    elif isinstance(columns.get("choices"), list):
        items, used = [_of_choice(choice) for choice in columns["choices"]], "choices"
    else:
        items, used = _plain_items(columns)
    found, _columns = responses_of({"responses": items})
    if not found or not any(response.text.strip() for response in found):
        raise RowError(NO_RESPONSE)
    rest = {n: v for n, v in columns.items() if n not in (used, model)}
    name = columns[model] if model else None
    responses = tuple(_with(response, row, name, rest) for response in found)
    oddity = LATER_TURNS if any("later_turns" in one.meta for one in responses) else None
    return Answered(row.number, row.file, row.start, responses, oddity, asked)


def judgement_of(row: Row) -> Judged | Scored:
    """What a judge said of a model, or of two, twice with the sides changed. Raises RowError."""
    columns = row.columns
    if columns.get("turn", 1) != 1:
        raise RowError("a judgement of a later turn")
    judge = columns.get("judge")
    name = judge[0] if isinstance(judge, list) and judge else judge
    by = name if isinstance(name, str) else None
    if "g1_winner" not in columns:
        score = score_of(columns["score"])
        if score is None or score < 0:
            raise RowError("a judgement without a score")
        return Scored(row.number, row.file, row.start, str(columns["model"]), score, by)
    winners = (columns["g1_winner"], columns.get("g2_winner"))
    if any(winner not in ("model_1", "model_2", "tie") for winner in winners):
        raise RowError("a judgement without a winner")
    outcome = Outcome.TIE
    if winners[0] == winners[1] != "tie":
        outcome = Outcome.A if winners[0] == "model_1" else Outcome.B
    a, b = str(columns["model_1"]), str(columns["model_2"])
    return Judged(row.number, row.file, row.start, a, b, outcome, by)


def _with(response: Response, row: Row, model: str | None, rest: Mapping[str, Any]) -> Response:
    own = {n: v for n, v in rest.items() if n not in OWN_IDS}
    return replace(response, model=model, file=row.file, meta=own | dict(response.meta))


def _of_choice(choice: object) -> object:
    """The first turn of a choice as a response; the rest of the choice goes along."""
    turns = choice.get("turns") if isinstance(choice, dict) else None
    if not isinstance(choice, dict) or not isinstance(turns, list) or not turns:
        raise RowError("a choice without turns")
    own = {n: v for n, v in choice.items() if n not in ("turns", "index")}
    first = turns[0] if isinstance(turns[0], dict) else {"content": turns[0]}
    if first.get("content") == "$ERROR$":
        raise RowError("the model gave an error ($ERROR$)")
    later = {"later_turns": turns[1:]} if len(turns) > 1 else {}
    return own | first | later


def _of_messages(turns: list[Any]) -> tuple[tuple[Message, ...], list[Any], str]:
    """The turns before the first answer, and that answer."""
    roles = [turn.get("role") if isinstance(turn, dict) else None for turn in turns]
    if "assistant" not in roles:
        raise RowError(NO_RESPONSE)
    place = roles.index("assistant")
    asked = prompt_of({"messages": turns[:place]})[0] if place else ()
    item = dict(turns[place])
    if isinstance(item.get("content"), dict):
        item |= {"content": None} | item["content"]
    item = {n: v for n, v in item.items() if v is not None}
    later = {"later_turns": turns[place + 1 :]} if turns[place + 1 :] else {}
    return asked, [item | later], "messages"


def _plain_items(columns: Mapping[str, Any]) -> tuple[list[Any], str]:
    for name in RESPONSES:
        if isinstance(columns.get(name), list):
            return columns[name], name
    for name in LONG_RESPONSES:
        if columns.get(name) is not None:
            return [columns[name]], name
    raise RowError(NO_RESPONSE)


def _has_prompt(columns: Mapping[str, Any]) -> bool:
    return any(columns.get(name) for name in PROMPTS)


def _has_answer_id(columns: Mapping[str, Any]) -> bool:
    has_id = "answer_id" in columns or "ans_id" in columns
    return has_id or _model_column(columns) is not None


def _model_column(columns: Mapping[str, Any]) -> str | None:
    return next((n for n in MODEL_NAMES if isinstance(columns.get(n), str)), None)


def _is_asked(prompt: object) -> bool:
    if prompt is None or isinstance(prompt, str):
        return True
    last = prompt[-1] if isinstance(prompt, list) and prompt else None
    return isinstance(last, dict) and last.get("role", last.get("from")) in ("user", "human")


def _could_answer(value: object) -> bool:
    return isinstance(value, str | list | dict)
