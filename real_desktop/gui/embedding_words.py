"""The embedding model of a project in words, as the overview says them."""

from __future__ import annotations

from real_desktop.core.counted import counted
from real_desktop.session.model_state import ModelState

REASONS_SHOWN = 3
ONE_PRECISION = (
    "All vectors of a project have one precision, so that they can be compared; another is"
    " another model."
)


def model_in_words(model: ModelState) -> list[str]:
    """Its name, precision and reach, the long texts, and why it failed on some."""
    return [said for said in (_reach(model), _long_texts(model), _failures(model)) if said]


def why_in_words(model: ModelState) -> str:
    """Why the vectors have their precision; empty where nobody knows it."""
    if not model.precision:
        return ""
    return f"{model.why}. {ONE_PRECISION}" if model.why else ONE_PRECISION


def _reach(model: ModelState) -> str:
    name = f"By {model.name}" + (f" in {model.precision}" if model.precision else "")
    if not model.vectors:
        return f"{name}: no vector yet"
    if model.vectors == model.texts:
        return f"{name}: {counted(model.vectors, 'vector')}"
    return f"{name}: {model.vectors:,} of {counted(model.texts, 'text')} have a vector"


def _long_texts(model: ModelState) -> str:
    rest = {"window": "all of each counts", "truncate": "the rest is cut off"}.get(model.long_text)
    if not model.known or not model.max_tokens:
        return f"Of texts longer than its window {rest}" if rest else ""
    window = f"longer than its window of {counted(model.max_tokens, 'token')}"
    if not model.longer:
        return f"No text is {window}"
    said = f"{_share(model.longer / model.known)} of the texts are {window}"
    return f"{said}; {rest}" if rest else said


def _share(share: float) -> str:
    if share < 0.01:
        return "Under 1 %"
    return "Over 99 %" if 0.99 < share < 1 else f"{share:.0%}".replace("%", " %")


def _failures(model: ModelState) -> str:
    if not model.failures:
        return ""
    reasons = [f"{reason} ({count:,})" for reason, count in model.failures.items()]
    more = ["other reasons"] * (len(reasons) > REASONS_SHOWN)
    return f"Failed: {', '.join(reasons[:REASONS_SHOWN] + more)}"
