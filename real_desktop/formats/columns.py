"""The names under which files keep prompts, responses and what belongs to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from real_desktop.formats.rows import RowError, column_names

if TYPE_CHECKING:
    from collections.abc import Mapping

PROMPTS = (
    "prompt",
    "instruction",
    "question",
    "query",
    "input",
    "context",
    "history",
    "messages",
    "conversation",
    "conversations",
    "post",
)
SYSTEMS = ("system", "system_prompt")
RESPONSES = (
    "responses",
    "completions",
    "generations",
    "generation",
    "outputs",
    "candidates",
    "answers",
    "samples",
    "choices",
    "all_generated_responses",
)
CHOSEN = ("chosen", "chosen_response", "preferred_output", "preferred_response")
REJECTED = (
    "rejected",
    "rejected_response",
    "rejected_message",
    "rejected_messages",
    "non_preferred_output",
    "dispreferred_response",
)
TEXTS = ("text", "content", "response", "answer", "output", "completion")
LONG_RESPONSES = ("response", "completion", "output", "answer", "generation", "text", "content")
MODEL_LISTS = (
    "models",
    "generation_models",
    "model_names",
    "model",
    "model_name",
    "generator",
    "model_id",
    "source",
)
MODEL_NAMES = ("model", "model_name", "generator", "model_id")
SCORE_LISTS = ("scores", "score", "ratings", "all_rm_scores")
SCORE_NAMES = ("score", "rating")
IDS = ("prompt_id", "question_id", "id", "uid", "custom_id", "doc_id")


def require(columns: Mapping[str, Any], kind: str, names: tuple[str, ...]) -> list[str]:
    """Those of the names that are there, in their order of preference.

    Raises RowError, naming the columns found, when none is.
    """
    present = [name for name in names if name in columns]
    if not present:
        raise RowError(f"no {kind} column; found: {column_names(columns)}")
    return present
