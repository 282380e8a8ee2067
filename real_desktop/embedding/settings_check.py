"""What a model's settings may ask of the libraries that load it."""

from __future__ import annotations

import re

_READS_SENTENCES = re.compile(r"sentence_[\w-]+_config\.json")
"""sentence-transformers takes the first that is there of several, such as sentence_bert_config."""

_ARGUMENTS = ("model_args", "model_kwargs", "tokenizer_args", "processor_kwargs", "config_args",
              "config_kwargs")  # fmt: skip
_HARMLESS = frozenset({
    "add_pooling_layer", "attn_implementation", "clean_up_tokenization_spaces", "do_lower_case",
    "dtype", "is_causal", "max_length", "model_max_length", "padding", "padding_side",
    "torch_dtype", "truncation", "truncation_side", "trust_remote_code", "unpad_inputs",
    "use_cache", "use_fast", "use_memory_efficient_attention",
})  # fmt: skip
"""None of them names a file. That of trust_remote_code is not listened to."""

_ATTENTIONS = frozenset({
    "eager", "sdpa", "flash_attention_2", "flash_attention_3", "flex_attention",
})  # fmt: skip
"""Any other name is that of a kernel, which is code from a hub."""

_METHOD = re.compile(r"forward|get_\w+_features")


def unsafe_wish(name: str, described: object) -> str | None:
    """What a file of settings asks for that could run code or read elsewhere; None if nothing.

    It goes on with a sentence that begins with the model's folder; `name` is relative to that.
    """
    if any(_values_of(described, ("auto_map",))):
        return f"wants to run program code of its own (auto_map in {name}), which is never done"
    for wanted in _values_of(described, ("attn_implementation", "_attn_implementation")):
        if not all(isinstance(one, str) and one in _ATTENTIONS for one in _parts_of(wanted)):
            return f"wants to compute with program code from elsewhere ({wanted} in {name})"
    file = name.rpartition("/")[2]
    if file == "adapter_config.json":
        return f"is an adapter ({name}), which would load a second model from elsewhere"
    if _READS_SENTENCES.fullmatch(file) and isinstance(described, dict):
        return _wish_of_sentences(name, described)
    return None


def _wish_of_sentences(name: str, described: dict[str, object]) -> str | None:
    if described.get("tokenizer_name_or_path"):
        return f"wants a tokenizer from elsewhere ({name})"
    for key in _ARGUMENTS:
        asked = described.get(key)
        for one in asked if isinstance(asked, dict) else ():
            if one not in _HARMLESS:
                return f"wants to be loaded with {one} ({name}), which could lead out of it"
    for method in _values_of(described.get("modality_config"), ("method",)):
        if not (isinstance(method, str) and _METHOD.fullmatch(method)):
            return f"wants {method} to be called ({name}), which need not be harmless"
    return None


def _values_of(described: object, keys: tuple[str, ...]) -> list[object]:
    """The values of these keys at any depth, empty ones left out."""
    found: list[object] = []
    todo = [described]
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            found += [one[key] for key in keys if one.get(key)]
            todo += one.values()
        elif isinstance(one, list):
            todo += one
    return found


def _parts_of(value: object) -> list[object]:
    """The value itself, or those that it gives to the parts of a model."""
    return list(value.values()) if isinstance(value, dict) else [value]
