"""The cache of the Hugging Face hub on this disk, read without its library."""

from __future__ import annotations

import os
import re
from pathlib import Path

from real_desktop.core.errors import UserError

_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(/[A-Za-z0-9][\w.-]*)?")
_YES = ("1", "ON", "YES", "TRUE")
_PREFIX = "models--"


def hub_cache() -> Path:
    """Where the hub's library keeps models, by the same environment variables."""
    cache = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    home = os.environ.get("HF_HOME") or os.path.join(cache, "huggingface")
    named = os.environ.get("HF_HUB_CACHE") or os.environ.get("HUGGINGFACE_HUB_CACHE")
    return Path(os.path.expanduser(os.path.expandvars(named or os.path.join(home, "hub"))))


def is_offline() -> bool:
    """Whether the person forbade the hub's library to use the network."""
    values = (os.environ.get(name, "") for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"))
    return any(value.upper() in _YES for value in values)


def hub_address() -> str:
    """The host that models are fetched from, as a person would name it."""
    endpoint = os.environ.get("HF_ENDPOINT") or "https://huggingface.co"
    return endpoint.split("://", 1)[-1].strip("/")


def is_hub_name(text: str) -> bool:
    """Whether a model on the hub could be called so."""
    return bool(_NAME.fullmatch(text)) and "--" not in text and ".." not in text


def repository_of(name: str) -> Path:
    """Where the cache keeps the model of this name, if it does."""
    if not is_hub_name(name):
        raise UserError(f"no model can be called {name}; a name is like organisation/model")
    return hub_cache() / (_PREFIX + name.replace("/", "--"))


def cached_names() -> list[str]:
    """The models of which the cache has something, by name."""
    try:
        folders = [one.name for one in hub_cache().iterdir() if one.name.startswith(_PREFIX)]
    except OSError:
        return []
    names = (name.removeprefix(_PREFIX).replace("--", "/") for name in folders)
    return sorted(filter(is_hub_name, names))


def snapshots_of(name: str) -> list[Path]:
    """The versions of a model in the cache: the main one first, then the newest.

    Any of them may be incomplete.
    """
    return snapshots_in(repository_of(name))


def snapshots_in(repository: Path) -> list[Path]:
    """The same for a folder of the cache."""
    try:
        found = [one for one in (repository / "snapshots").iterdir() if one.is_dir()]
        found.sort(key=lambda one: one.stat().st_mtime, reverse=True)
    except OSError:
        return []
    main = _main_of(repository)
    return sorted(found, key=lambda one: one.name != main)


def _main_of(repository: Path) -> str:
    try:
        return (repository / "refs" / "main").read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return ""


def name_of_repository(folder: Path) -> str | None:
    """The model's name if the folder is that of a model in a cache, with all its versions."""
    if not folder.name.startswith(_PREFIX) or not (folder / "snapshots").is_dir():
        return None
    return folder.name.removeprefix(_PREFIX).replace("--", "/")


def name_of_snapshot(folder: Path) -> str | None:
    """The model's name if the folder is one of its versions in a cache, else None."""
    repository = folder.parent.parent.name
    if folder.parent.name != "snapshots" or not repository.startswith(_PREFIX):
        return None
    return repository.removeprefix(_PREFIX).replace("--", "/")
