"""Numbers with their noun."""

from __future__ import annotations


def counted(count: int, noun: str) -> str:
    """1 prompt, 2 prompts, 1,000 prompts."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
