"""Whether a file of weights is whole, from its header alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from real_desktop.core.errors import UserError

LENGTH_BYTES = 8
MOST_HEADER_BYTES = 100_000_000


def check_weights(file: Path) -> None:
    """Raise UserError unless the file is safetensors whose header describes all its bytes.

    The numbers themselves are not read. The layout is that of safetensors: the length of the
    header as eight bytes, the header as JSON with `data_offsets` for each tensor, then the data.
    """
    try:
        size = file.stat().st_size
        with file.open("rb") as stream:
            length = int.from_bytes(stream.read(LENGTH_BYTES), "little")
            if length > min(MOST_HEADER_BYTES, size - LENGTH_BYTES):
                raise _damaged(file, "its header is longer than the file")
            header = json.loads(stream.read(length))
        end = _end_of_data(header)
    except OSError as error:
        raise UserError(f"{file.name} cannot be read ({error.strerror})") from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise _damaged(file, "its header is not that of safetensors") from error
    expected = LENGTH_BYTES + length + end
    if size != expected:
        raise _damaged(file, f"it should have {expected:,} bytes and has {size:,}")


def _end_of_data(header: dict[str, Any]) -> int:
    """Where the last tensor ends; the tensors must lie one behind the other."""
    spans = sorted(one["data_offsets"] for name, one in header.items() if name != "__metadata__")
    end = 0
    for first, last in spans:
        if first != end or last < first:
            raise ValueError("there is a gap or an overlap")
        end = last
    return end


def _damaged(file: Path, why: str) -> UserError:
    return UserError(f"the weights {file.name} are damaged: {why}")
