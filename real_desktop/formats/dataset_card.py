"""The README.md of a dataset on a hub: which files of the folder it says are the data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CARD = "README.md"
_LONGEST = 1 << 20
_METADATA = re.compile(r"\A---\n(.*?)^---\s*$", re.DOTALL | re.MULTILINE)
_CONFIGS = re.compile(r"^configs:\s*\n((?:[ \t-].*\n|\s*\n)+)", re.MULTILINE)
_PATTERN = re.compile(r"^[ \t-]*(?:(?:path|data_files):|-)[ \t]+([^:\s].*?)[ \t]*$", re.MULTILINE)


def patterns_of(folder: Path) -> tuple[str, ...]:
    """The patterns of file names, such as data/train-*, in the order of the card; often none."""
    try:
        with (folder / CARD).open("rb") as file:
            text = file.read(_LONGEST).decode("utf-8", "replace").replace("\r\n", "\n")
    except OSError:
        return ()
    metadata = _METADATA.match(text)
    configs = _CONFIGS.search(metadata[1]) if metadata else None
    found = _PATTERN.findall(configs[1]) if configs else []
    return tuple(each.strip("\"'").removeprefix("./") for each in found if ": " not in each)
