"""Lists and objects that a file keeps as text."""

from __future__ import annotations

import json

from real_desktop.formats.json_values import checked_object
from real_desktop.formats.literals import literal_list
from real_desktop.formats.rows import RowError


def unfolded(value: object) -> object:
    """The list or object that a text holds, as JSON or as Python prints a list; else the value.

    Raises RowError when there is something in it that cannot be stored.
    """
    if not isinstance(value, str) or value.lstrip()[:1] not in ("[", "{"):
        return value
    try:
        found = json.loads(value)
    except RecursionError:
        return value
    except ValueError:
        found = literal_list(value.strip())
    if not isinstance(found, list | dict):
        return value
    return checked_object({"": found})[""]


def list_of(value: object, name: str) -> list[object]:
    """The list that a cell holds. Raises RowError."""
    found = unfolded(value)
    if not isinstance(found, list):
        raise RowError(f"{name} is no list")
    return found
