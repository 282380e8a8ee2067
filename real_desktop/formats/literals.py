"""Lists as Python prints them: `['a', "b's"]`, and texts as numpy does: `['a' "b's"]`."""

from __future__ import annotations

import ast
import re

from real_desktop.formats.json_values import MAX_DEPTH

MOST_CHARACTERS = 1 << 20

_TEXT = re.compile(
    r"""'[^'\\]*+(?:\\[\\'"nrtxuU][^'\\]*+)*+'|"[^"\\]*+(?:\\[\\'"nrtxuU][^"\\]*+)*+\""""
)
_NUMBER = r"-?\d++(?:\.\d*+)?(?:[eE][+-]?\d++)?"
_VALUES = re.compile(rf"(?>\s++|[\[\](){{}},:]|(?:T|True|False|None|{_NUMBER})(?=\s*+[\])}},:]))*+")
"""What may stand in a list once each text in it is a T. Two values need something between
them: Python would join the texts of `['a' 'b']`, which is how numpy prints two of them."""

_ARRAY = re.compile(rf"\[\s*+(?:(?:{_TEXT.pattern})(?:\s++|(?=\])))++\]")


def literal_list(text: str) -> list[object] | None:
    """The list of texts, numbers, None, lists and dicts; None when it is anything else."""
    if len(text) > MOST_CHARACTERS:
        return None
    if _ARRAY.fullmatch(text):
        text = f"[{','.join(_TEXT.findall(text))}]"
    if not _is_plain(_TEXT.sub("T", text)):
        return None
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None
    return value if isinstance(value, list) else None


def _is_plain(outline: str) -> bool:
    if _VALUES.fullmatch(outline) is None:
        return False
    depth = deepest = 0
    for bracket in re.findall(r"[\[\](){}]", outline):
        depth += 1 if bracket in "[({" else -1
        deepest = max(deepest, depth)
    return deepest <= MAX_DEPTH
