"""The modules of sentence-transformers that may be loaded: those that read no code."""

from __future__ import annotations

_FILES = {
    "Transformer": "transformer",
    "Pooling": "pooling",
    "WeightedLayerPooling": "weighted_layer_pooling",
    "Normalize": "normalize",
    "Dense": "dense",
    "LayerNorm": "layer_norm",
    "Dropout": "dropout",
    "CNN": "cnn",
}
"""What each is called, and the library's own file for it. Those that import a class by a name
in their configuration, such as WordEmbeddings and Router, are left out, and those that want other
features than tokens and a mask: LSTM and StaticEmbedding."""

_WITHOUT_WEIGHTS = ("Pooling", "Normalize", "Dropout")
_PACKAGES = (
    "sentence_transformers.models",
    "sentence_transformers.base.modules",
    "sentence_transformers.sentence_transformer.modules",
)

_NAMES = {
    f"{package}{middle}.{name}": name
    for name, file in _FILES.items()
    for package in _PACKAGES
    for middle in ("", f".{name}", f".{file}")
}


def module_name(type_: str) -> str | None:
    """The name of a module by the `type` that modules.json gives; None for any other."""
    return _NAMES.get(type_)


def has_weights(name: str) -> bool:
    """Whether a module of this name is nothing without a file of weights."""
    return name not in _WITHOUT_WEIGHTS


def config_of(name: str) -> str | None:
    """The file without which a module of this name is nothing, if there is one."""
    if name == "Normalize":
        return None
    return "cnn_config.json" if name == "CNN" else "config.json"


def reads_text(name: str) -> bool:
    """Whether a module of this name begins with text, so that it has a tokenizer."""
    return name == "Transformer"
