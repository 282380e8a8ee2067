"""The size caps of the design: a file, a function and a class that can be taken in at once."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "real_desktop"
FILES = sorted(PACKAGE.rglob("*.py"))

MOST_LINES_OF_FILE = 400
MOST_LINES_OF_FUNCTION = 50
MOST_METHODS = 20


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_file_stays_small(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= MOST_LINES_OF_FILE
    too_long = [name for name, lines in functions(text) if lines > MOST_LINES_OF_FUNCTION]
    assert not too_long
    too_many = [name for name, methods in classes(text) if methods > MOST_METHODS]
    assert not too_many


def test_the_caps_see_what_is_too_large():
    long = "def long():\n" + "    pass\n" * MOST_LINES_OF_FUNCTION
    assert functions(long) == [("long", MOST_LINES_OF_FUNCTION + 1)]
    wide = "class Wide:\n" + "".join(f"    def m{i}(self): pass\n" for i in range(21))
    assert classes(wide) == [("Wide", 21)]


def functions(text):
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = [node for node in ast.walk(ast.parse(text)) if isinstance(node, kinds)]
    return [(node.name, node.end_lineno - node.lineno + 1) for node in found]


def classes(text):
    found = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef)]
    return [(n.name, sum(isinstance(m, ast.FunctionDef) for m in n.body)) for n in found]
