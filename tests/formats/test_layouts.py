"""The same response sets in every layout, in every container, plain and packed."""

from __future__ import annotations

import csv
import gzip
import io
import json
from random import Random

import pyarrow as pa
import pytest
from pyarrow import parquet

from real_desktop.core.records import ResponseSet
from real_desktop.formats.reading import read
from real_desktop.formats.surveying import survey

SETS = [
    ("Why, é?", ["a, b", 'say "x"', '{"json": [1]}']),
    ("two\nlines\r\n", ["[1, 2]", " b ", "\u2028;\t'"]),
    ("😀", ["NaN", "null", "7"]),
]


def plain_rows(sets):
    return [{"prompt": prompt, "responses": list(texts)} for prompt, texts in sets]


def wide_rows(sets):
    return [
        {"prompt": prompt} | {f"response_{i}": text for i, text in enumerate(texts, 1)}
        for prompt, texts in sets
    ]


def long_rows(sets):
    """One row a response, those of all prompts mixed, those of one in their order."""
    rows = [(i, prompt, text) for prompt, texts in sets for i, text in enumerate(texts)]
    Random(1).shuffle(rows)
    rows.sort(key=lambda row: row[0])
    return [{"prompt_id": p, "prompt": p, "response": text} for _, p, text in rows]


def as_lines(rows):
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def as_array(rows):
    return json.dumps(rows, indent=1, ensure_ascii=False).encode()


def as_table(rows, delimiter=",", write_list=json.dumps):
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    for row in rows:
        writer.writerow({k: write_list(v) if isinstance(v, list) else v for k, v in row.items()})
    return file.getvalue().encode()


def as_semicolons(rows):
    return as_table(rows, ";", repr)


def as_tabs(rows):
    return as_table(rows, "\t")


def as_parquet(rows):
    file = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(rows), file)
    return file.getvalue()


LAYOUTS = {"plain": plain_rows, "wide": wide_rows, "long": long_rows}
CONTAINERS = [as_lines, as_array, as_table, as_semicolons, as_tabs, as_parquet]


def sets_of(path):
    results = list(read(path))
    assert all(isinstance(one, ResponseSet) for one in results)
    return {one.messages[0].content: [r.text for r in one.responses] for one in results}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("write", CONTAINERS)
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_every_container_feeds_every_reader(file_of, layout, write, pack):
    path = file_of(pack(write(LAYOUTS[layout](SETS))), "x")
    assert survey(path).formats == layout
    assert sets_of(path) == dict(SETS)


@pytest.mark.parametrize("name", ["fgrlhf_one_policy_500x4", "oasst_one_policy_250x11"])
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("write", [as_lines, as_table, as_parquet])
def test_real_sets_are_the_same_in_every_layout(real_file, file_of, name, layout, write):
    original = sets_of(real_file(f"{name}.jsonl"))
    path = file_of(gzip.compress(write(LAYOUTS[layout](original.items()))), "x.gz")
    found = survey(path)
    assert (found.formats, found.tally.sets) == (layout, len(original))
    assert sets_of(path) == original
