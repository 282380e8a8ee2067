"""The models that were used on this machine: where they lie, and their fingerprints."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from real_desktop.embedding.models import ModelFolder
from real_desktop.session.places import state_folder

MOST = 50


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
    """Put a model first. A failure to write is no reason to stop."""
    path = str(model.path.absolute())
    others = [one for one in _kept() if one.path != path]
    kept = [RememberedModel(model.name, path, model.fingerprint), *others][:MOST]
    fresh = _file().with_suffix(".tmp")
    with contextlib.suppress(OSError):
        fresh.write_text(json.dumps([asdict(one) for one in kept]), encoding="utf-8")
        os.replace(fresh, _file())


def _kept() -> list[RememberedModel]:
    try:
        rows = json.loads(_file().read_text(encoding="utf-8"))
        found = [RememberedModel(**row) for row in rows]
    except (OSError, ValueError, TypeError):
        return []
    return [one for one in found if all(isinstance(value, str) for value in asdict(one).values())]


def _file() -> Path:
    return state_folder() / "models.json"
