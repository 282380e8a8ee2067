"""Which files of a model decide its vectors, by their names alone."""

from __future__ import annotations

import re
from collections.abc import Iterable

MODULES = "modules.json"
CONFIG = "config.json"
SENTENCE_CONFIG = "config_sentence_transformers.json"
WEIGHTS = "model.safetensors"
WEIGHTS_INDEX = "model.safetensors.index.json"
TOKENIZERS = ("tokenizer.json", "vocab.txt", "vocab.json", "tokenizer.model", "spiece.model",
              "sentencepiece.bpe.model")  # fmt: skip
"""A model that reads text has at least one of these."""

PICKLES = (".bin", ".pt", ".pth", ".pkl", ".pickle", ".ckpt", ".joblib", ".dill")
"""Files of these kinds run code when they are read the usual way."""

_MODULE_FOLDER = re.compile(r"\d+_\w+")
_WEIGHTS = re.compile(r"model(-\d+-of-\d+)?\.safetensors")
_WORDS = ("vocab.txt", "merges.txt", "bpe.codes")
_DESCRIBES_TRAINING = ("data_config.json", "trainer_state.json")


def is_needed(name: str) -> bool:
    """Whether the file, by its name relative to the folder, can change a vector.

    What lies in the folder itself or in that of a module, such as `1_Pooling`, counts; other
    formats of the same weights, what describes the training, and code do not.
    """
    *folders, file = name.split("/")
    if folders and not (len(folders) == 1 and _MODULE_FOLDER.fullmatch(folders[0])):
        return False
    if file in _DESCRIBES_TRAINING:
        return False
    return bool(
        _WEIGHTS.fullmatch(file) or file.endswith((".json", ".model")) or file in _WORDS
    )  # fmt: skip


def is_read_as_settings(file: str) -> bool:
    """Whether a loader reads this JSON file as settings, not as words or as somebody's data."""
    return file.endswith("config.json") or file in (MODULES, SENTENCE_CONFIG, WEIGHTS_INDEX)


def is_weights(name: str) -> bool:
    """Whether the file, which is needed, holds weights."""
    return name.endswith(".safetensors")


def pickles_alone(names: Iterable[str]) -> list[str]:
    """The pickles in whose folder no safetensors lie, so that a loader might read them."""
    named = list(names)
    safe = {folder_of(name) for name in named if is_weights(name)}
    return [one for one in named if one.endswith(PICKLES) and folder_of(one) not in safe]


def folder_of(name: str) -> str:
    """The folder of a file, relative as the file is; empty for the model's own."""
    return name.rpartition("/")[0]
