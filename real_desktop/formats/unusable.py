"""Files that hold no response sets: what they are, and what would complete them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from real_desktop.formats.columns import LONG_RESPONSES, MODEL_NAMES, PROMPTS, SYSTEMS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

FOR_SECOND = "open it together with the responses of a second model"


@dataclass(frozen=True, slots=True)
class Unusable:
    """A kind of file, known by the names of its columns, and the sentence that it gets."""

    fits: Callable[[frozenset[str]], bool]
    sentence: str


def what_it_is(columns: Collection[str]) -> str | None:
    """The sentence on a file with these columns that gave nothing; None if nobody knows it."""
    names = frozenset(columns)
    return next((one.sentence for one in UNUSABLE if one.fits(names)), None)


def what_single_is(columns: Collection[str]) -> str | None:
    """The same on a file of which every row has one response."""
    names = frozenset(columns)
    return next((one.sentence for one in SINGLE if one.fits(names)), None)


def _all_of(*wanted: str) -> Callable[[frozenset[str]], bool]:
    return lambda names: names >= frozenset(wanted)


_VECTORS = ("embedding", "embeddings", "vector", "vectors", "sentence_embedding")
_BESIDE_PROMPTS = frozenset(
    (*PROMPTS, *SYSTEMS, "id", "prompt_id", "uid", "category", "language", "source", "dataset")
) | {"tags", "tools", "split", "domain", "topic", "difficulty"}


def _are_vectors(names: frozenset[str]) -> bool:
    return not names.isdisjoint(_VECTORS) and names.isdisjoint((*PROMPTS, *LONG_RESPONSES[:5]))


def _are_prompts(names: frozenset[str]) -> bool:
    return not names.isdisjoint(PROMPTS) and names <= _BESIDE_PROMPTS


def _is_kto(names: frozenset[str]) -> bool:
    has_label = not names.isdisjoint(("label", "kto_tag"))
    return has_label and not names.isdisjoint((*PROMPTS, *LONG_RESPONSES))


def _is_for_tuning(names: frozenset[str]) -> bool:
    has_model = not names.isdisjoint(MODEL_NAMES)
    is_pair = {"instruction", "output"} <= names or {"prompt", "completion"} <= names
    return not has_model and (is_pair or not names.isdisjoint(("messages", "conversations")))


UNUSABLE = (
    Unusable(
        _all_of("transcript", "min_harmlessness_score_transcript"),
        "holds red-team transcripts, each a single conversation; there is nothing to compare in"
        " them (the pairs of this collection are the files with chosen and rejected)",
    ),
    Unusable(
        _all_of("project_uuid", "left_out", "app_version"),
        "holds the account of an export, not its rows; open the file that it describes",
    ),
    Unusable(
        _are_vectors,
        "holds embeddings without prompts and responses; open the file with the texts",
    ),
    Unusable(
        _are_prompts,
        "holds prompts without responses; open a file that has the responses of two models to"
        " them, or name the column of the responses with --response COL",
    ),
)
"""Asked in this order."""

SINGLE = (
    Unusable(
        _all_of("instruction", "output", "generator"),
        "holds the outputs of one model (AlpacaEval); open it together with the"
        " model_outputs.json of a second model",
    ),
    Unusable(
        _all_of("resps", "arguments"),
        "holds the answers of one model (lm-eval); open it together with the samples of a second"
        " model",
    ),
    Unusable(
        _all_of("__doc__", "__model_response__"),
        "holds the answers of one model (lighteval); open it together with the details of a"
        " second model",
    ),
    Unusable(
        _is_kto,
        f"holds rated answers (KTO), but no prompt comes twice; {FOR_SECOND}",
    ),
    Unusable(
        _is_for_tuning,
        f"holds data for fine-tuning, one answer to each prompt; {FOR_SECOND}",
    ),
)
"""Asked in this order."""
