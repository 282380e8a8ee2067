"""How a person last chose pairs in a project, and what there is to choose by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from real_desktop.embedding.models import DEFAULT_NAME
from real_desktop.session.model_names import short_names
from real_desktop.session.project_model import model_in_use
from real_desktop.session.select_options import SelectOptions
from real_desktop.store import vectors
from real_desktop.store.model_choice import known_models
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.select_choice import keep_choice, kept_choice


@dataclass(frozen=True, slots=True)
class SelectBasis:
    """What the form of a choice begins with.

    `models` are those that have vectors here by the names that `SelectOptions.model` takes,
    the newest first, and `model` is the one that the project uses, None without any. `embeds`
    is the name of the model that would embed what lacks a vector.
    `remembered` is what was confirmed last, None if nothing was.
    """

    models: tuple[str, ...] = ()
    model: str | None = None
    remembered: SelectOptions | None = None
    embeds: str = DEFAULT_NAME


def select_basis(project: ProjectFile) -> SelectBasis:
    """Read it."""
    models = known_models(project)
    names, used = short_names(models), vectors.chosen_model_id(project)
    model = next(
        (name for name, one in zip(names, models, strict=True) if one.id == used),
        None,
    )
    choice = model_in_use(project)
    embeds = choice.name if choice else DEFAULT_NAME
    return SelectBasis(tuple(names), model, remembered_options(project), embeds)


def remember_options(project: ProjectFile, options: SelectOptions) -> None:
    """Keep them in the project for the next time."""
    keep_choice(project, asdict(options))


def remembered_options(project: ProjectFile) -> SelectOptions | None:
    """What was kept; None where nothing was, or where it cannot be meant any more."""
    kept = kept_choice(project)
    options = _options(kept) if kept else None
    return options if options and options.fault() is None else None


def _options(kept: Mapping[str, Any]) -> SelectOptions | None:
    """Whatever has the kind of its field; a version before or after may know other fields."""
    defaults = SelectOptions()
    known = dict[str, Any]()
    for field in fields(SelectOptions):
        value, default = kept.get(field.name), getattr(defaults, field.name)
        if field.name in kept and _is_alike(value, default, field.name):
            known[field.name] = value
    return SelectOptions(**known) if known else None


_OF_NONE: Mapping[str, tuple[type, ...]] = {
    "budget": (int,),
    "ceiling": (int, float),
    "model": (str,),
}


def _is_alike(value: object, default: object, name: str) -> bool:
    if name in _OF_NONE:
        return value is None or type(value) in _OF_NONE[name]
    if isinstance(default, float):
        return type(value) in (int, float)
    return type(value) is type(default)
