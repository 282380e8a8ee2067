"""What can be told about a model's folder without loading it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from real_desktop.embedding.file_digests import deciding_files
from real_desktop.embedding.folder_check import IncompleteModelError, modules_of, read_json
from real_desktop.embedding.model_files import CONFIG, MODULES

_SIZES = ("hidden_size", "n_embd", "d_model", "dim")
"""How configurations call the length of a token's vector."""


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """The bytes that count, and the length of a vector, None where only loading would tell."""

    size_bytes: int
    dimension: int | None


def facts_of(folder: Path) -> ModelFacts:
    """Look at a folder that passed `check_folder`."""
    size = sum(one.stat().st_size for one in deciding_files(folder))
    return ModelFacts(size, _dimension(folder))


def _dimension(folder: Path) -> int | None:
    if not (folder / MODULES).exists():
        return _number(folder / CONFIG, _SIZES)
    dimension = None
    for name, place in modules_of(folder):
        config = folder / place / CONFIG
        if name == "Transformer":
            dimension = _number(config, _SIZES)
        elif name == "Dense":
            dimension = _number(config, ("out_features",))
        elif name == "Pooling" and len(_modes(config)) > 1:
            return None
    return dimension


def _modes(config: Path) -> list[Any]:
    """How a pooling makes one vector of many; several ways are put one behind the other."""
    described = _mapping(config)
    mode = described.get("pooling_mode")
    named = mode if isinstance(mode, list | tuple) else [mode] if mode else []
    ticked = [
        name for name, value in described.items() if "pooling_mode_" in name and value is True
    ]
    return [*named, *ticked]


def _number(config: Path, names: tuple[str, ...]) -> int | None:
    described = _mapping(config)
    nested = described.get("text_config")
    places = [described, nested] if isinstance(nested, dict) else [described]
    found = [one.get(name) for one in places for name in names]
    return next((one for one in found if type(one) is int), None)


def _mapping(config: Path) -> dict[str, Any]:
    try:
        described = read_json(config)
    except IncompleteModelError:
        return {}
    return described if isinstance(described, dict) else {}
