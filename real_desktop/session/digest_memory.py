"""The digests of large files of models, so that a model of many gigabytes is read once."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

from real_desktop.session.state_files import read_state, write_state

LEAST_BYTES = 1 << 20
"""Smaller files are read as quickly as they are looked up."""

FRESH_S = 2.0
"""A file that changed so short a time ago may change again without another time on it."""

FILE, MOST = "digests.json", 500
_DIGEST = re.compile("[0-9a-f]{64}")


class KeptDigests:
    """Digests by the whole path of a file, each of just one state of it.

    The state is its size, the times of its last change and of its last change of content, and
    its number in the file system. Whoever writes into a file changes the former time, even where
    the latter is put back.
    """

    def recall(self, file: Path, seen: os.stat_result) -> str | None:
        """The digest of the file, if it is known of just this state."""
        found = _kept().get(os.path.realpath(file))
        if not isinstance(found, list) or found[:-1] != _state(seen):
            return None
        digest = found[-1]
        return digest if isinstance(digest, str) and _DIGEST.fullmatch(digest) else None

    def keep(self, file: Path, seen: os.stat_result, digest: str) -> None:
        """Remember a digest, if the file is large and has been at rest."""
        changed_ns = max(seen.st_mtime_ns, seen.st_ctime_ns)
        if seen.st_size < LEAST_BYTES or time.time_ns() - changed_ns < FRESH_S * 1e9:
            return
        path = os.path.realpath(file)
        kept = {name: value for name, value in _kept().items() if name != path}
        newest = [*kept.items(), (path, [*_state(seen), digest])][-MOST:]
        write_state(FILE, dict(newest))


DIGESTS = KeptDigests()
"""Those of the person who runs the program."""


def _state(seen: os.stat_result) -> list[int]:
    return [seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino]


def _kept() -> dict[str, object]:
    kept = read_state(FILE)
    return kept if isinstance(kept, dict) else {}
