"""Small files to read, and the real ones where they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from real_desktop.core.progress import drained
from real_desktop.core.records import Message, RejectedRow, ResponseSet
from real_desktop.formats.preference import Preference
from real_desktop.formats.reading import read_in_steps
from real_desktop.formats.refusals import refusals
from real_desktop.formats.sources import recognise
from real_desktop.formats.surveying import survey_in_steps

REAL_DATA = Path(__file__).parents[3] / "shared" / "data"


@pytest.fixture
def file_of(tmp_path):
    """Write bytes, a text, or rows as JSON lines, and give the path."""

    def write(content, name="answers.jsonl"):
        path = tmp_path / name
        if isinstance(content, list):
            content = "".join(json.dumps(row) + "\n" for row in content)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def real_file():
    """Give the path of a real file; the test is skipped where there is none."""

    def find(name):
        path = REAL_DATA / name
        if not path.exists():
            pytest.skip(f"{name} is not on this machine")
        return path

    return find


@pytest.fixture
def make_preference():
    """Make a preference that trainers accept, with any field changed."""

    def make(**changes):
        fields = {
            "prompt": (Message("system", "Be brief."), Message("user", "Hi")),
            "chosen": "Hello!",
            "rejected": "No.",
            "id": "pair",
            "prompt_id": "prompt",
            "split_group": "group",
            "chosen_index": 0,
            "rejected_index": 1,
            "annotator": "Ada",
            "created_at": "2026-01-02T03:04:05Z",
        }
        return Preference(**(fields | changes))

    return make


@pytest.fixture
def read_all():
    """Read files together and give the sets and the rejected rows."""

    def read(*paths):
        results = list(read_in_steps([recognise(path) for path in paths]))
        sets = [one for one in results if isinstance(one, ResponseSet)]
        return sets, [one for one in results if isinstance(one, RejectedRow)]

    return read


@pytest.fixture
def refused():
    """Read files together and give what is said of each that gave nothing, by its place."""

    def refuse(*paths):
        sources = [recognise(path) for path in paths]
        found = drained(survey_in_steps(sources))
        return refusals(found.tally, sources)

    return refuse
