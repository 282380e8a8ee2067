"""What runs in an embedding process. The window's process only names these functions."""

from __future__ import annotations

import logging
import os
import traceback
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from real_desktop.core.errors import UserError
from real_desktop.embedding.child import begin_child
from real_desktop.embedding.encoder import Encoded, Encoder, EncoderInfo, Loader

_QUIET_AND_OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "TRANSFORMERS_VERBOSITY": "error",
    "TOKENIZERS_PARALLELISM": "true",
}

_loader: Loader | None = None
_encoder: Encoder | None = None


def start(loader: Loader) -> None:
    """Prepare the process: gentle, quiet, offline, and gone when its parent is gone."""
    global _loader  # noqa: PLW0603  one process, one encoder: that is what the process is for
    _loader = loader
    begin_child()
    if hasattr(os, "nice"):
        os.nice(10)
    os.environ.update(_QUIET_AND_OFFLINE)
    # What matters comes back as a result or an error; nobody reads what libraries remark.
    warnings.simplefilter("ignore")
    logging.disable(logging.ERROR)


def load() -> EncoderInfo:
    """Load the encoder unless it is loaded, and say what it is."""
    with _errors_that_travel():
        return _loaded().info


def encode(texts: Sequence[str]) -> Encoded:
    """Encode the texts, loading the encoder first where that has not happened."""
    with _errors_that_travel():
        return _loaded().encode(texts)


def _loaded() -> Encoder:
    global _encoder  # noqa: PLW0603
    if _encoder is None:
        assert _loader is not None, "start() runs first in every process"  # noqa: S101
        _encoder = _loader()
    return _encoder


@contextmanager
def _errors_that_travel() -> Iterator[None]:
    # The parent imports the module of any exception it receives. That must not be torch,
    # and a class that cannot be unpickled would look like a dead process.
    try:
        yield
    except UserError as error:
        raise UserError(*map(str, error.args)) from None
    except Exception as error:
        raise RuntimeError("".join(traceback.format_exception(error))) from None
