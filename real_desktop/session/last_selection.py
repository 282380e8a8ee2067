"""How pairs were chosen last in a project, to begin with the next time."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from real_desktop.core.strategies import STRATEGIES
from real_desktop.session.select_options import PROMPT_CHOICES, SelectOptions
from real_desktop.store import vectors
from real_desktop.store.model_choice import known_models
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.selections import last_selection


@dataclass(frozen=True, slots=True)
class SelectState:
    """What to begin with, and by which model similarity is known, in a sentence."""

    options: SelectOptions
    about: str


def select_state(project: ProjectFile, first: SelectOptions) -> SelectState:
    """Where choosing stands; `first` is for a project in which nothing was chosen."""
    model_id = vectors.chosen_model_id(project)
    name = next((one.name for one in known_models(project) if one.id == model_id), None)
    about = f"Similarity is that of {name}." if name else "Nothing is embedded yet."
    return SelectState(last_options(project, first), about)


def last_options(project: ProjectFile, first: SelectOptions) -> SelectOptions:
    """The options of the newest selection; what it does not say, or not any more, is `first`'s."""
    found = last_selection(project, tuple(STRATEGIES))
    if found is None:
        return first
    strategy, seed, text = found
    said = json.loads(text)
    names = ("control", "repeats", "prompts", "budget", "pairs_per_prompt")
    known = {name: said[name] for name in names if name in said}
    options = replace(first, strategy=strategy, seed=seed, **known)
    return options if options.prompts in PROMPT_CHOICES and options.fault() is None else first
