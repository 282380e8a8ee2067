"""What the program remembers and no person would miss, one JSON file each."""

from __future__ import annotations

import contextlib
import json
import os
import threading
from pathlib import Path

import platformdirs

from real_desktop.session.app_name import APP_NAME


def read_state(name: str) -> object:
    """What was written under this name; None when there is nothing, or it is damaged."""
    try:
        return json.loads((_folder() / name).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None


def write_state(name: str, content: object) -> None:
    """Put the content in the place of what was there. A failure is no reason to stop."""
    with contextlib.suppress(OSError):
        fresh = _folder() / f"{name}.{os.getpid()}-{threading.get_ident()}.tmp"
        try:
            fresh.write_text(json.dumps(content), encoding="utf-8")
            os.replace(fresh, _folder() / name)
        except OSError:
            fresh.unlink()


def _folder() -> Path:
    return platformdirs.user_state_path(APP_NAME, appauthor=False, ensure_exists=True)
