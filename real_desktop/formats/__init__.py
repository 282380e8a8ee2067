"""Files in and files out: one small module a format, one registry."""

from real_desktop.formats.reading import Survey, read, survey

__all__ = ["Survey", "read", "survey"]
