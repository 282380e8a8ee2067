"""Folders that look like models to the last byte of their headers, written without torch."""

from __future__ import annotations

import json
from pathlib import Path

CONFIG = {"model_type": "bert", "hidden_size": 4, "architectures": ["BertModel"]}
TRANSFORMER = {
    "idx": 0,
    "name": "0",
    "path": "",
    "type": "sentence_transformers.models.Transformer",
}
POOLING = {
    "idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling",
}  # fmt: skip
NORMALIZE = {
    "idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize",
}  # fmt: skip
DENSE = {
    "idx": 2, "name": "2", "path": "2_Dense",
    "type": "sentence_transformers.sentence_transformer.modules.Dense",
}  # fmt: skip


def write_json(file: Path, content: object) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content))
    return file


def weights_bytes(floats: int = 4) -> bytes:
    """A safetensors file with one tensor."""
    tensor = {"dtype": "F32", "shape": [floats], "data_offsets": [0, 4 * floats]}
    header = json.dumps({"__metadata__": {"format": "pt"}, "weight": tensor}).encode()
    return len(header).to_bytes(8, "little") + header + bytes(4 * floats)


def causal_folder(folder: Path) -> Path:
    """A language model as transformers saves it."""
    write_json(folder / "config.json", CONFIG | {"architectures": ["LlamaForCausalLM"]})
    write_json(folder / "tokenizer.json", {"model": {"type": "BPE", "vocab": {"auto_map": 1}}})
    write_json(folder / "tokenizer_config.json", {"model_max_length": 32})
    (folder / "model.safetensors").write_bytes(weights_bytes())
    return folder


def sentence_folder(folder: Path, *more: dict[str, object]) -> Path:
    """A sentence-transformers model, with further modules if they are given."""
    causal_folder(folder)
    write_json(folder / "config.json", CONFIG)
    write_json(folder / "modules.json", [TRANSFORMER, POOLING, *(more or [NORMALIZE])])
    write_json(folder / "1_Pooling" / "config.json", {"word_embedding_dimension": 4})
    return folder


def cached(hub: Path, name: str, commit: str = "c0ffee", make=sentence_folder) -> Path:
    """The same in the hub's cache, whose files are links to blobs; the folder of its snapshot."""
    repository = hub / f"models--{name.replace('/', '--')}"
    snapshot = make(repository / "snapshots" / commit)
    (repository / "blobs").mkdir(exist_ok=True)
    for file in [one for one in snapshot.rglob("*") if one.is_file()]:
        blob = repository / "blobs" / f"{commit}-{file.parent.name}-{file.name}"
        file.rename(blob)
        file.symlink_to(blob)
    (repository / "refs").mkdir(exist_ok=True)
    (repository / "refs" / "main").write_text(commit)
    return snapshot
