"""Which texts are longer than an embedding model reads at once."""

from __future__ import annotations

BYTES_A_TOKEN = 4
WINDOW_TOKENS = 256
"""The window of the default model, all-MiniLM-L6-v2."""


def is_long(text: str, window_tokens: int = WINDOW_TOKENS) -> bool:
    """Whether a text has more tokens than the window, by its bytes alone.

    It is an estimate for a first look: 4 bytes a token in English, about as many in Chinese.
    """
    most = BYTES_A_TOKEN * window_tokens
    if len(text) > most or text.isascii():
        return len(text) > most
    return len(text.encode("utf-8", "replace")) > most
