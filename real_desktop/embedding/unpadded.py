"""Windows one behind the other without padding, for encoders on a CPU. For a worker only.

What all tokens go through alone, which is nearly everything, then works on real tokens only,
and attention is a product of plain matrices for each run of equally long windows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any

ATTENTION = "windows_one_behind_the_other"
LONGEST_PRODUCT = 512
"""Tokens of a window. The scores of longer ones do not stay in the caches of a core."""

EVEN = 32
"""A softmax over rows of another multiple takes twice the time."""

_OFFSETS = {"bert": 0, "roberta": None, "xlm-roberta": None, "camembert": None}
"""Kinds of models that read both ways and whose positions can be given; None: behind the pad."""


def can_unpad(model: Any) -> bool:  # noqa: ANN401 - a transformers model
    """Whether a model is of a kind whose windows can follow one another."""
    config = getattr(model, "config", None)
    return (
        getattr(config, "model_type", "") in _OFFSETS
        and not getattr(config, "is_decoder", False)
        and getattr(config, "position_embedding_type", "absolute") in ("absolute", None)
    )


def unpad(model: Any) -> None:  # noqa: ANN401
    """Let a model take features of `unpadded`; no others from now on."""
    from transformers import AttentionInterface

    AttentionInterface.register(ATTENTION, _attend)
    model.set_attn_implementation(ATTENTION)


def unpadded(model: Any, rows: Sequence[Sequence[int]]) -> dict[str, Any]:  # noqa: ANN401
    """The features of windows of tokens: all in one row, with where each begins."""
    import torch

    first = _first_position(model.config)
    ends = torch.tensor([0, *map(len, rows)]).cumsum(0)
    positions = [torch.arange(first, first + len(row)) for row in rows]
    return {
        "input_ids": torch.tensor([[token for row in rows for token in row]]),
        "position_ids": torch.cat(positions)[None],
        "cu_seq_lens_q": ends.to(torch.int32),
    }


def positions_of(config: Any) -> int | None:  # noqa: ANN401 - of a transformers model
    """How many tokens such a model has positions for; None for another kind of model."""
    if getattr(config, "model_type", "") not in _OFFSETS:
        return None
    return int(config.max_position_embeddings) - _first_position(config)


def _first_position(config: Any) -> int:  # noqa: ANN401
    offset = _OFFSETS[config.model_type]
    return int(config.pad_token_id) + 1 if offset is None else offset


def _attend(
    module: Any,  # noqa: ANN401
    query: Any,  # noqa: ANN401
    key: Any,  # noqa: ANN401
    value: Any,  # noqa: ANN401
    attention_mask: Any,  # noqa: ANN401
    *,
    scaling: float,
    cu_seq_lens_q: Any,  # noqa: ANN401
    **_others: Any,  # noqa: ANN401
) -> tuple[Any, None]:
    """Attention of `(1, heads, tokens, d)` within each window; gives `(1, tokens, heads, d)`."""
    _one, heads, tokens, width = query.shape
    found = query.new_empty(tokens, heads, width)
    for start, count, length in _runs(cu_seq_lens_q.tolist()):
        part = slice(start, start + count * length)
        # (heads, count * length, d) and (heads * count, length, d) lie in memory alike
        shape = (heads * count, length, width)
        q, k, v = (one[0, :, part].reshape(shape) for one in (query, key, value))
        result = _attended(q, k, v, scaling)
        found[part].transpose(0, 1).copy_(result.view(heads, count * length, width))
    return found[None], None


def _runs(ends: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """The start, number and length of equally long windows that follow one another."""
    lengths = [end - start for start, end in pairwise(ends)]
    start = 0
    for length, same in groupby(lengths):
        count = sum(1 for _window in same)
        yield start, count, length
        start += count * length


def _attended(query: Any, key: Any, value: Any, scaling: float) -> Any:  # noqa: ANN401
    """Attention of windows `(n, length, d)`, each within itself."""
    import torch

    if query.shape[1] > LONGEST_PRODUCT:
        attention = torch.nn.functional.scaled_dot_product_attention
        return attention(query[None], key[None], value[None], scale=scaling)[0]
    missing = -query.shape[1] % EVEN
    whole = (0, 0, 0, missing)
    key, value = (torch.nn.functional.pad(one, whole) for one in (key, value))
    scores = torch.bmm(query * scaling, key.transpose(1, 2))
    scores[:, :, query.shape[1] :] = -torch.inf
    torch.softmax(scores, -1, out=scores)
    return torch.bmm(scores, value)
