"""The models that were used on this machine: where they lie, and their fingerprints."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from typing import Any

from real_desktop.embedding.models import ModelFolder
from real_desktop.session.state_files import read_state, write_state

FILE, MOST = "models.json", 50


@dataclass(frozen=True, slots=True)
class RememberedModel:
    """A folder that held this model when it was used last."""

    name: str
    path: str
    fingerprint: str


def remembered_models() -> list[RememberedModel]:
    """The models whose folders are still there, the last used first."""
    return [one for one in _kept() if os.path.isdir(one.path)]


def remember_model(model: ModelFolder) -> None:
    """Put a model first."""
    path = str(model.path.absolute())
    others = [one for one in _kept() if one.path != path]
    kept = [RememberedModel(model.name, path, model.fingerprint), *others][:MOST]
    write_state(FILE, [asdict(one) for one in kept])


def _kept() -> list[RememberedModel]:
    rows: Any = read_state(FILE)
    try:
        found = [RememberedModel(**row) for row in rows]
    except TypeError:
        return []
    return [one for one in found if all(isinstance(value, str) for value in asdict(one).values())]
