"""Files in and files out: one small module a format, one registry."""

from real_desktop.formats.reading import read
from real_desktop.formats.surveying import Survey, survey

__all__ = ["Survey", "read", "survey"]
