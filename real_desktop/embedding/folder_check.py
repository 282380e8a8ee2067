"""Whether a model's folder is safe and whole. Nothing of it is imported or run to tell."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from real_desktop.core.errors import UserError
from real_desktop.embedding.model_files import (
    CONFIG,
    MODULES,
    TOKENIZERS,
    WEIGHTS,
    WEIGHTS_INDEX,
    is_needed,
    is_read_as_settings,
    is_weights,
    pickles_alone,
)
from real_desktop.embedding.module_types import config_of, has_weights, module_name, reads_text
from real_desktop.embedding.safetensors_file import check_weights
from real_desktop.embedding.settings_check import unsafe_wish

MOST_JSON_BYTES = 20_000_000
_END_BYTES = 256


class UnsafeModelError(UserError):
    """The folder holds something that could run code or lead out of it."""


class IncompleteModelError(UserError):
    """The folder is no model, or something of it is missing or damaged."""


def check_folder(folder: Path) -> None:
    """Raise UnsafeModelError or IncompleteModelError, one sentence each, unless it may be loaded.

    The weights are looked at by their headers alone, so it is quick for a model of any size.
    """
    check_descriptions(folder)
    for name, place in _modules_or_itself(folder):
        if config := config_of(name):
            read_json(folder / place / config)
        if has_weights(name):
            _check_weights_in(folder, place)
        if reads_text(name) and not any((folder / place / one).is_file() for one in TOKENIZERS):
            raise IncompleteModelError(f"{folder} has no tokenizer ({TOKENIZERS[0]})")


def check_descriptions(folder: Path) -> None:
    """The part of `check_folder` that needs no weights, as before they are downloaded."""
    _refuse_what_is_no_model(folder)
    names = list(_files_in(folder))
    for name in names:
        if name.endswith((".py", ".pyc", ".so", ".pyd", ".dll")):
            raise UnsafeModelError(
                f"{folder} holds program code ({name}), which is never loaded from a model"
            )
    if pickles := pickles_alone(names):
        raise UnsafeModelError(
            f"{folder} has its weights as a pickle ({pickles[0]}), which can run code; "
            "only safetensors are loaded"
        )
    for name in names:
        if name.endswith(".json") and is_needed(name):
            _refuse_wishes_in(folder, name)
    if (folder / MODULES).exists():
        modules_of(folder)


def modules_of(folder: Path) -> list[tuple[str, str]]:
    """The modules of a sentence-transformers folder: the name of each and its folder.

    Raises UnsafeModelError for a module of another program or outside the folder.
    """
    found = []
    listed = read_json(folder / MODULES)
    for one in listed if isinstance(listed, list) else [None]:
        if not isinstance(one, dict) or not isinstance(one.get("type"), str):
            raise IncompleteModelError(f"{folder} is damaged: {MODULES} lists no modules")
        name, place = module_name(one["type"]), one.get("path", "")
        if name is None:
            raise UnsafeModelError(
                f"{folder} wants the module {one['type']}, which is none of those that are "
                "loaded here"
            )
        found.append((name, _place_of_module(folder, place)))
    if not found or not reads_text(found[0][0]):
        raise IncompleteModelError(f"{folder} begins with no module that reads text ({MODULES})")
    return found


def read_json(file: Path) -> Any:  # noqa: ANN401  whatever the file holds
    """What a JSON file holds. Raises IncompleteModelError when it is missing or damaged."""
    try:
        if file.stat().st_size > MOST_JSON_BYTES:
            raise ValueError("it is too large")
        return json.loads(file.read_bytes())
    except FileNotFoundError as error:
        raise IncompleteModelError(f"{file.parent} has no {file.name}") from error
    except OSError as error:
        raise IncompleteModelError(f"{file} cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise IncompleteModelError(f"{file} is damaged: it is not JSON ({error})") from error


def _refuse_what_is_no_model(folder: Path) -> None:
    if not folder.is_dir():
        raise IncompleteModelError(f"{folder} is not a folder with a model")
    try:
        described = [name for name in (MODULES, CONFIG) if (folder / name).is_file()]
    except OSError as error:
        raise IncompleteModelError(f"{folder} cannot be read ({error.strerror})") from error
    if not described:
        raise IncompleteModelError(
            f"{folder} is no embedding model: it has neither {MODULES} nor {CONFIG}"
        )


def _files_in(folder: Path) -> Iterator[str]:
    """The files by their relative names; raises UnsafeModelError for a link that leads out."""
    homes = _homes(folder.resolve())
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(place, name)
            relative = path.relative_to(folder).as_posix()
            if path.is_symlink() and not any(map(path.resolve().is_relative_to, homes)):
                raise UnsafeModelError(f"{folder} has a link that leads out of it: {relative}")
            if path.is_file():
                yield relative


def _homes(folder: Path) -> list[Path]:
    """Where links may lead: into the folder, or where the hub's cache keeps its files."""
    repository = folder.parent.parent
    if folder.parent.name != "snapshots" or not repository.name.startswith("models--"):
        return [folder]
    return [folder, repository / "blobs", repository.parent / "blobs"]


def _refuse_wishes_in(folder: Path, name: str) -> None:
    if not is_read_as_settings(name.rpartition("/")[2]):
        _refuse_cut_json(folder / name)
        return
    described = read_json(folder / name)
    if wish := unsafe_wish(name, described):
        raise UnsafeModelError(f"{folder} {wish}")
    if name == CONFIG and not isinstance(described, dict):
        raise IncompleteModelError(f"{folder} is damaged: {CONFIG} describes no model")


def _refuse_cut_json(file: Path) -> None:
    """Raise IncompleteModelError for a file that cannot be whole JSON, by its two ends.

    Vocabularies have tens of megabytes, and reading one would hold up every other thread.
    """
    try:
        with file.open("rb") as stream:
            first = stream.read(_END_BYTES).lstrip()[:1]
            stream.seek(-min(_END_BYTES, file.stat().st_size), os.SEEK_END)
            last = stream.read().rstrip()[-1:]
    except OSError as error:
        raise IncompleteModelError(f"{file} cannot be read ({error.strerror})") from error
    if first + last not in (b"{}", b"[]"):
        raise IncompleteModelError(f"{file} is damaged: it is not JSON")


def _modules_or_itself(folder: Path) -> list[tuple[str, str]]:
    if (folder / MODULES).exists():
        return modules_of(folder)
    if read_json(folder / CONFIG).get("is_encoder_decoder"):
        raise IncompleteModelError(
            f"{folder} is an encoder with a decoder, whose last layer says nothing of a whole text"
        )
    return [("Transformer", "")]


def _check_weights_in(folder: Path, place: str) -> None:
    for name in _weights_files(folder, place):
        file = folder / name
        if not file.is_file():
            raise IncompleteModelError(f"{folder} has no weights: {name} is missing")
        try:
            check_weights(file)
        except UserError as error:
            raise IncompleteModelError(f"{folder} is damaged: {error}") from error


def _weights_files(folder: Path, place: str) -> list[str]:
    prefix = f"{place}/" if place else ""
    index = folder / place / WEIGHTS_INDEX
    if (folder / place / WEIGHTS).exists() or not index.exists():
        return [f"{prefix}{WEIGHTS}"]
    described = read_json(index)
    weight_map = described.get("weight_map") if isinstance(described, dict) else None
    if not isinstance(weight_map, Mapping) or not weight_map:
        raise IncompleteModelError(f"{folder} is damaged: {WEIGHTS_INDEX} lists no weights")
    return sorted({f"{prefix}{_shard(folder, one)}" for one in weight_map.values()})


def _shard(folder: Path, name: object) -> str:
    """The relative name of a part of the weights, which counts among the files of the model."""
    inside = _inside(folder, name, WEIGHTS_INDEX)
    if not (is_weights(inside) and is_needed(inside)):
        raise IncompleteModelError(
            f"{folder} is laid out in another way: the weights {inside} are not called like "
            f"model-00001-of-00002.safetensors ({WEIGHTS_INDEX})"
        )
    return inside


def _place_of_module(folder: Path, place: object) -> str:
    """The folder of a module, whose files are looked at and count as those of the model."""
    inside = _inside(folder, place, MODULES)
    if inside and not is_needed(f"{inside}/{CONFIG}"):
        raise IncompleteModelError(
            f"{folder} is laid out in another way: the folder {inside} of a module is not called "
            f"like 1_Pooling ({MODULES})"
        )
    return inside


def _inside(folder: Path, name: object, listed_in: str) -> str:
    """The relative name of a file or folder. Raises UnsafeModelError for one that leads out."""
    if isinstance(name, str):
        path = PurePosixPath(name)
        is_windows = "\\" in name or bool(PureWindowsPath(name).drive)
        if not path.is_absolute() and ".." not in path.parts and not is_windows:
            return "" if name in ("", ".") else path.as_posix()
    raise UnsafeModelError(f"{folder} names a file outside of it in {listed_in}: {name}")
