"""How large files are, as people say it."""

from __future__ import annotations

_UNITS = ("kB", "MB", "GB", "TB")


def size_in_words(size_bytes: float) -> str:
    """A number of bytes in decimal units: "812 bytes", "4.2 kB", "91 MB", "1.3 GB"."""
    if size_bytes < 1000:
        return f"{size_bytes:.0f} bytes"
    size = size_bytes / 1000
    for unit in _UNITS[:-1]:
        if size < 999.5:
            return f"{size:.1f} {unit}" if size < 9.95 else f"{size:.0f} {unit}"
        size /= 1000
    return f"{size:,.1f} {_UNITS[-1]}"
