"""The README and the code agree. Run as a program it writes the key table anew."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from real_desktop.core.progress import drained
from real_desktop.formats.exports import EXPORTS
from real_desktop.formats.registry import READERS
from real_desktop.gui.actions import key_table
from real_desktop.resource_files import resource
from real_desktop.session.session import open_session
from real_desktop.session.vector_export import export_missing_texts
from real_desktop.session.vector_import import import_vectors
from tests.projects import project_with_pairs

README = Path(__file__).parents[1] / "README.md"
KEYS = re.compile(r"(<!-- keys: [^\n]*-->\n)(.*?)(\n<!-- end of keys -->)", re.DOTALL)
TEXT = README.read_text(encoding="utf-8")
QUERIES = re.findall(r"^SELECT [^;]*;", TEXT, re.MULTILINE)


def test_keys_are_those_of_the_action_table():
    assert KEYS.search(TEXT)[2] == key_table()


def test_the_sample_is_as_large_as_it_is_said_to_be():
    lines = resource("sample/responses.jsonl").read_text(encoding="utf-8").splitlines()
    assert f"a sample of {len(lines)} prompts" in TEXT


def test_the_pictures_are_there():
    names = re.findall(r"resources/[\w/.-]+\.png", TEXT)
    assert len(names) == 2
    assert all((README.parent / name).stat().st_size > 10_000 for name in names)


def test_every_format_that_can_be_written_is_named():
    assert all(f"| `{name}` |" in TEXT for name in EXPORTS)


def test_every_format_that_can_be_read_is_named():
    table = TEXT.split("## What goes in")[1].split("## What comes out")[0]
    cells = re.findall(r"^\| (`[^|]+) \|", table, re.MULTILINE)
    names = [name for cell in cells for name in re.findall(r"`([\w-]+)`", cell)]
    assert sorted(names) == sorted(one.name for one in READERS)


def test_every_table_is_named(tmp_path):
    with closing(sqlite3.connect(project_with_pairs(tmp_path / "p.real", 2))) as project:
        names = {name for (name,) in project.execute("SELECT name FROM pragma_table_list")}
    tables = {name for name in names if not name.startswith("sqlite_")}
    assert {name for name in tables if f"`{name}`" not in TEXT} == set()


@pytest.mark.parametrize("query", QUERIES)
def test_every_query_runs(query, tmp_path):
    with closing(sqlite3.connect(project_with_pairs(tmp_path / "p.real", 2))) as project:
        project.execute(query).fetchall()


def test_the_example_of_vectors_makes_a_file_that_can_be_imported(tmp_path, monkeypatch):
    (example,) = re.findall(r"```python\n(import pyarrow as pa.*?)```", TEXT, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    with open_session(project_with_pairs(tmp_path / "p.real", 3)) as session:
        drained(export_missing_texts(session, Path("texts.parquet")))
        random = np.random.default_rng(0)

        def embed(texts):
            return random.normal(size=(len(texts), 5)).astype(np.float32)

        exec(example, {"embed": embed})
        report = drained(import_vectors(session, Path("vectors.parquet")))
    assert (report.model, report.fingerprint) == ("my-model", "my-model at step 9000")
    assert (report.imported, report.skipped, report.unknown) == (9, 0, 0)


def test_there_are_three_queries():
    assert len(QUERIES) == 3


if __name__ == "__main__":
    README.write_text(KEYS.sub(lambda m: m[1] + key_table() + m[3], TEXT), encoding="utf-8")
