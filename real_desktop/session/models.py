"""The embedding models on this machine, and one of them by its name, folder or fingerprint."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from real_desktop.core.errors import UserError
from real_desktop.core.progress import Progress
from real_desktop.embedding import hub_cache
from real_desktop.embedding.folder_check import (
    IncompleteModelError,
    UnsafeModelError,
    check_folder,
)
from real_desktop.embedding.model_facts import facts_of
from real_desktop.embedding.models import (
    DEFAULT_NAME,
    FINGERPRINT,
    ModelFolder,
    default_folder,
    default_model,
    open_model_folder,
)
from real_desktop.session.digest_memory import DIGESTS
from real_desktop.session.model_memory import remember_model, remembered_models

DEFAULT_NAMES = (DEFAULT_NAME, f"sentence-transformers/{DEFAULT_NAME}")

Opening: TypeAlias = Generator[Progress, None, ModelFolder]
"""A job that gives a model; it reads what of the files was not read before."""


class NotOnDiskError(UserError):
    """A model of this name could be on the hub, but is not on this machine."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"the model {name} is not on this machine; it can be downloaded from "
            f"{hub_cache.hub_address()} after you confirm it: real-desktop embed --model {name} "
            "on a terminal, or the project's settings in the window"
        )
        self.name = name


@dataclass(frozen=True, slots=True)
class ListedModel:
    """A model that could be used; `dimension` is None where only loading it would tell."""

    name: str
    path: Path
    size_bytes: int
    dimension: int | None


def models_on_disk() -> list[ListedModel]:
    """The packaged model, those that were chosen before, and those in the hub's cache.

    What is unsafe or incomplete is left out. Looks at files only; no model is loaded.
    """
    found: dict[Path, ListedModel] = {}
    for name, paths in _candidates():
        for listed in filter(None, (_listed(name, path) for path in paths)):
            found.setdefault(listed.path.resolve(), listed)
            break
    return list(found.values())


def find_model(name_or_folder: str) -> Opening:
    """The model in a folder or, by its name, in the hub's cache, checked and fingerprinted.

    Reads those of its files that were not read before. Raises NotOnDiskError for a name that is
    nowhere, and UserError for a folder that is not there, unsafe, incomplete or damaged. What is
    found is remembered.
    """
    text = name_or_folder.strip()
    if text in DEFAULT_NAMES:
        return (yield from packaged_model())
    model = yield from _find(text)
    remember_model(model)
    return model


def open_listed(listed: ListedModel) -> Opening:
    """A model of the list, checked and fingerprinted as `find_model` does; it is remembered."""
    if listed.name in DEFAULT_NAMES:
        return (yield from packaged_model())
    model = yield from open_model_folder(listed.path, listed.name, DIGESTS)
    remember_model(model)
    return model


def list_folder(folder: Path) -> Generator[Progress, None, ListedModel]:
    """A folder that a person chose, as the list would have it. Raises UserError as `find_model`."""
    model = yield from find_model(str(folder))
    facts = facts_of(model.path)
    return ListedModel(model.name, model.path, facts.size_bytes, facts.dimension)


def find_by_fingerprint(name: str, fingerprint: str) -> Opening:
    """The model that has this fingerprint, wherever it lies here; the name is only for looking.

    Raises UserError when it is not here, only with other files, or has become unsafe.
    """
    if fingerprint == FINGERPRINT:
        return (yield from packaged_model())
    refusal: UnsafeModelError | None = None
    for opening in _openings(name, fingerprint):
        try:
            model = yield from opening
        except UnsafeModelError as error:
            refusal = error
        except UserError:
            continue
        else:
            if model.fingerprint == fingerprint:
                return model
    raise refusal or UserError(
        f"the model {name} that this project uses is not on this machine, or not with the same "
        "files; put it back, or choose a model in the project's settings"
    )


def packaged_model() -> Opening:
    """The model that comes with the program. Raises UserError unless it is the published one."""
    return default_model(DIGESTS)


def _openings(name: str, fingerprint: str) -> Iterator[Opening]:
    """Where a model could be, those folders first that held it."""
    for one in remembered_models():
        if one.fingerprint == fingerprint:
            yield open_model_folder(Path(one.path), one.name, DIGESTS)
    yield _find(name)


def _find(text: str) -> Opening:
    path = Path(os.path.expanduser(text))
    if text and path.is_dir():
        return (yield from _open(path))
    if hub_cache.is_hub_name(text):
        return (yield from _cached(text))
    if not text:
        raise UserError("the model needs a name, or the folder that it lies in")
    raise UserError(f"there is no folder {text}, and no model can be called so")


def _candidates() -> Iterator[tuple[str, list[Path]]]:
    """The names, each with the folders that could hold the model, the best first."""
    if folder := default_folder():
        yield DEFAULT_NAME, [folder]
    for one in remembered_models():
        if not Path(one.path).is_relative_to(hub_cache.hub_cache()):
            yield one.name, [Path(one.path)]
    for name in hub_cache.cached_names():
        if name not in DEFAULT_NAMES:
            yield name, hub_cache.snapshots_of(name)


def _listed(name: str, path: Path) -> ListedModel | None:
    try:
        check_folder(path)
        facts = facts_of(path)
    except (UserError, OSError):
        return None
    return ListedModel(name, path, facts.size_bytes, facts.dimension)


def _open(path: Path) -> Opening:
    """A folder that was named; that of a model in the hub's cache stands for its version there."""
    absolute = Path(os.path.abspath(path))
    name = hub_cache.name_of_repository(absolute)
    if name is None:
        own = hub_cache.name_of_snapshot(absolute) or ""
        return (yield from open_model_folder(absolute, own, DIGESTS))
    model = yield from _first_whole(absolute, name)
    if model is None:
        raise UserError(f"{path} has no whole version of {name} in it")
    return model


def _cached(name: str) -> Opening:
    model = yield from _first_whole(hub_cache.repository_of(name), name)
    if model is None:
        raise NotOnDiskError(name)
    return model


def _first_whole(repository: Path, name: str) -> Generator[Progress, None, ModelFolder | None]:
    for snapshot in hub_cache.snapshots_in(repository):
        try:
            return (yield from open_model_folder(snapshot, name, DIGESTS))
        except IncompleteModelError:
            continue
    return None
