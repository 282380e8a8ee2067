"""sqlite-utils, imported without the pandas that it takes along where it finds it.

The program hands it no pandas values. The import would cost the window 0.2 s at its start
and 60 MB for as long as it is open.
"""

from __future__ import annotations

import importlib
import sys

ABSENT = "pandas"


def _import_alone() -> None:
    if ABSENT in sys.modules or "sqlite_utils" in sys.modules:
        return
    sys.modules[ABSENT] = None  # type: ignore[assignment] # makes its import fail
    try:
        importlib.import_module("sqlite_utils")
    finally:
        del sys.modules[ABSENT]


_import_alone()

from sqlite_utils import Database  # noqa: E402 - only after it was imported alone

__all__ = ["Database"]
