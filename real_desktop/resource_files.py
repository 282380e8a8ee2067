"""Where the program's own files are: beside the package, or inside an installed one."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """The path of a file in `resources/`, such as "sample/responses.jsonl".

    A wheel carries the folder as `_resources` inside the package; an editable install finds
    it beside the package. Raises FileNotFoundError if it is in neither place.
    """
    for folder in (_PACKAGE / "_resources", _PACKAGE.parent / "resources"):
        if (folder / name).exists():
            return folder / name
    raise FileNotFoundError(f"the program's file {name} is missing; install it again")
