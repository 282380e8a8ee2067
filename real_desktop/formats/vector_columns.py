"""Which columns a file of vectors has, and of which types they may be."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from real_desktop.core.errors import UserError
from real_desktop.formats.rows import check_names, column_names

if TYPE_CHECKING:
    from collections.abc import Iterator

READ = ("text_hash", "text", "vector", "tokens")


def checked_columns(schema: Any, file_name: str) -> list[str]:  # noqa: ANN401
    """The columns to read, of an Arrow schema. Raises UserError where it is not as agreed."""
    check_names(schema.names, file_name)
    if "vector" not in schema.names or not {"text_hash", "text"} & set(schema.names):
        raise UserError(
            f"{file_name}: expected the columns text_hash or text, and vector;"
            f" found: {column_names(schema.names)}"
        )
    wanted = [name for name in READ if name in schema.names]
    for name in wanted:
        kind = schema.field(name).type
        if not _KIND_OF[name](kind):
            raise UserError(f"{file_name}: {name} is to be {_WORDS[name]}, and is {str(kind)[:60]}")
    return wanted


@contextmanager
def in_words(file_name: str) -> Iterator[None]:
    """Raise whatever pyarrow raises for data that is damaged as a UserError."""
    try:
        yield
    except UserError:
        raise
    except Exception as error:  # errors of a dozen kinds
        raise UserError(f"{file_name} is no Parquet file, or is damaged") from error


def _is_text(kind: Any) -> bool:  # noqa: ANN401
    from pyarrow import types

    if types.is_dictionary(kind):
        kind = kind.value_type
    return bool(types.is_string(kind) or types.is_large_string(kind))


def _is_integer(kind: Any) -> bool:  # noqa: ANN401
    from pyarrow import types

    return bool(types.is_integer(kind))


def _is_vector(kind: Any) -> bool:  # noqa: ANN401
    from pyarrow import types

    are_lists = (types.is_fixed_size_list, types.is_list, types.is_large_list)
    return any(is_list(kind) for is_list in are_lists) and bool(types.is_floating(kind.value_type))


_KIND_OF = {
    "text_hash": _is_text, "text": _is_text, "vector": _is_vector, "tokens": _is_integer,
}  # fmt: skip
_WORDS = {
    "text_hash": "text", "text": "text", "tokens": "whole numbers",
    "vector": "a list of float16 or float32 numbers",
}  # fmt: skip
