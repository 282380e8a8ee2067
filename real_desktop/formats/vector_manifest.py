"""What a file of vectors says about the model that made them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from real_desktop.core.errors import UserError
from real_desktop.formats.json_values import checked_object
from real_desktop.formats.rows import RowError, name_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KEY = b"real_desktop.vectors"
"""The key of the schema's metadata under which the manifest stands, as JSON."""

MOST_DIMENSIONS = 65_536
UNKNOWN = "unknown"
_MOST_BYTES = 1 << 20
_MOST_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class VectorManifest:
    """The model by what decides its vectors; an empty `model` or `fingerprint` is not known.

    `dimension` is None, and `max_tokens` 0, where nobody says. `sha256` is that of the file,
    which only a manifest beside it can hold.
    """

    model: str = ""
    fingerprint: str = ""
    precision: str = UNKNOWN
    long_text: str = UNKNOWN
    max_tokens: int = 0
    dimension: int | None = None
    sha256: str = ""

    def to_json(self) -> dict[str, Any]:
        """The manifest as it is written; what is not known is left out."""
        known = {name: getattr(self, name) for name in _KINDS}
        return {name: value for name, value in known.items() if value}


_KINDS: Mapping[str, type] = {
    "model": str, "fingerprint": str, "precision": str, "long_text": str, "max_tokens": int,
    "dimension": int, "sha256": str,
}  # fmt: skip


def manifest_place(path: Path) -> Path:
    """Where the manifest beside a file is."""
    return path.with_name(f"{path.name}.manifest.json")


def manifest_beside(path: Path) -> VectorManifest | None:
    """The manifest beside the file, if there is one. Raises UserError if it is none."""
    place = manifest_place(path)
    if not place.is_file():
        return None
    with place.open("rb") as file:
        return manifest_from(file.read(_MOST_BYTES), name_of(place))


def manifest_from(data: bytes, name: str) -> VectorManifest:
    """The manifest that stands in `name` as JSON. Raises UserError with what is wrong in it."""
    try:
        found = json.loads(data)
        values = checked_object(found) if isinstance(found, dict) else None
    except (ValueError, RecursionError, RowError):
        values = None
    if values is None:
        raise UserError(f"{name}: expected a manifest, one JSON object; found something else")
    return VectorManifest(**_checked(values, name))


def _checked(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    known = {key: values[key] for key in _KINDS if values.get(key) is not None}
    for key, value in known.items():
        kind = _KINDS[key]
        if type(value) is not kind:
            what = "a text" if kind is str else "a whole number"
            raise UserError(f"{name}: {key} is to be {what}, and is {str(value)[:40]!r}")
        if isinstance(value, str) and not (len(value) <= _MOST_CHARACTERS and value.isprintable()):
            raise UserError(f"{name}: {key} is to be one line of at most 200 characters")
        if isinstance(value, int) and not 0 <= value < 2**31:
            raise UserError(f"{name}: {key} is out of range, it is {value}")
    return known
