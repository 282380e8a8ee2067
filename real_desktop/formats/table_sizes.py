"""How large the values of a table become when they are taken out of it.

In pyarrow's memory many values may be one: the same text, pointed to from a million places.
"""

from __future__ import annotations

from typing import Any

_BYTES_A_VALUE = 8


def size_of_batch(batch: Any) -> int:  # noqa: ANN401
    """The bytes that the rows of a record batch become, never less than 8 a value."""
    return _BYTES_A_VALUE * int(batch.num_rows) + sum(map(_size_of, batch.columns))


def can_be_measured(kind: Any) -> bool:  # noqa: ANN401
    """Whether no list or object of a type can be in a table many times as one."""
    from pyarrow import types

    if types.is_dictionary(kind):
        return not types.is_nested(kind.value_type)
    if hasattr(kind, "storage_type"):
        return can_be_measured(kind.storage_type)
    is_list = types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind)
    if is_list or types.is_map(kind) or types.is_struct(kind):
        return all(can_be_measured(kind.field(i).type) for i in range(kind.num_fields))
    return not types.is_nested(kind) and not types.is_run_end_encoded(kind)


def _size_of(array: Any) -> int:  # noqa: ANN401
    from pyarrow import types

    kind = array.type
    size = _BYTES_A_VALUE * len(array)
    if types.is_dictionary(kind):
        return size + _size_of_texts(array.dictionary, array.indices)
    if types.is_map(kind):
        return size + sum(map(_size_of, _inside_map(array)))
    if types.is_struct(kind) or types.is_list(kind) or types.is_large_list(kind):
        inside = array.flatten()
        return size + sum(map(_size_of, inside if types.is_struct(kind) else [inside]))
    if types.is_fixed_size_list(kind):
        return size + _size_of(array.flatten())
    if hasattr(array, "storage"):
        return size + _size_of(array.storage)
    return size + _size_of_texts(array)


def _inside_map(array: Any) -> list[Any]:  # noqa: ANN401
    start, end = array.offsets[0].as_py(), array.offsets[-1].as_py()
    return [array.keys.slice(start, end - start), array.items.slice(start, end - start)]


def _size_of_texts(array: Any, indices: Any = None) -> int:  # noqa: ANN401
    """The bytes of texts, of each as often as an index points to it."""
    from pyarrow import compute

    lengths = _lengths(array)
    if lengths is None:
        return 0
    if indices is not None:
        lengths = compute.take(lengths, indices)
    return int(compute.sum(lengths).as_py() or 0)


def _lengths(array: Any) -> Any:  # noqa: ANN401
    from pyarrow import compute, types

    kind = array.type
    if types.is_string_view(kind) or types.is_binary_view(kind):
        return _lengths_of_views(array)
    is_text = types.is_string(kind) or types.is_binary(kind) or types.is_fixed_size_binary(kind)
    if is_text or types.is_large_string(kind) or types.is_large_binary(kind):
        return compute.cast(compute.binary_length(array), "int64")
    return None


def _lengths_of_views(array: Any) -> Any:  # noqa: ANN401
    """A view takes 16 bytes and begins with the length; pyarrow has no function for it."""
    import numpy as np
    import pyarrow as pa

    words = np.frombuffer(array.buffers()[1], dtype="<i4")
    lengths = words[4 * array.offset :: 4][: len(array)]
    return pa.array(lengths.astype("int64"), mask=~np.asarray(array.is_valid()))
