from __future__ import annotations

import io
import json

import pyarrow as pa
import pytest
from pyarrow import parquet

from real_desktop.core.records import Message
from real_desktop.formats.lighteval import matches
from real_desktop.formats.rows import Row


def detail(query, *texts, **doc):
    return {
        "__doc__": {"query": query, "task_name": "t", "choices": None} | doc,
        "__model_response__": {"input": query, "text": list(texts), "logprobs": []},
        "__metric__": {"em": 0.0},
    }


@pytest.fixture
def runs(tmp_path, file_of):
    """A Parquet file of details for each model, in a folder of the time of its run."""

    def write(**models):
        paths = []
        for model, rows in models.items():
            folder = f"details/{model}/2025-02-03T04-05-06.789"
            (tmp_path / folder).mkdir(parents=True)
            file = io.BytesIO()
            parquet.write_table(pa.Table.from_pylist(rows), file)
            paths.append(file_of(file.getvalue(), f"{folder}/details_t.parquet"))
        return paths

    return write


def test_details_of_several_models_meet_by_their_prompt(runs, read_all):
    files = runs(one=[detail("Why?", "a"), detail("How?", "b")], two=[detail("Why?", "c")])
    (one,), (alone,) = read_all(*reversed(files))
    assert one.messages == (Message("user", "Why?"),)
    assert [(r.text, r.model) for r in one.responses] == [("c", "two"), ("a", "one")]
    assert one.meta == {"__metric__": {"em": 0.0}, "task_name": "t"}
    assert (alone.row, alone.reason) == (2, "fewer than two distinct responses")


def test_samples_of_one_model_are_a_set(runs, read_all):
    (one,), _rejected = read_all(*runs(one=[detail("Why?", "a", "b")]))
    assert [(r.text, r.model) for r in one.responses] == [("a", "one"), ("b", "one")]


def test_values_may_be_json_texts(file_of, read_all):
    row = {name: json.dumps(value) for name, value in detail("Why?", "a", "b").items()}
    (one,), _rejected = read_all(file_of([row]))
    assert (one.messages[0].content, len(one.responses)) == ("Why?", 2)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"__doc__": None}, "__doc__ is no object"),
        ({"__doc__": {}, "__model_response__": {"text": ["a"]}}, "the prompt is empty"),
        ({"__model_response__": {"text": []}}, "the response is empty"),
        ({"__model_response__": {"text": [1, "a"]}}, "a response is not text"),
    ],
)
def test_a_bad_row_is_rejected(file_of, read_all, change, reason):
    rows = [detail("Why?", "a", "b"), detail("Why?", "a") | change]
    sets, rejected = read_all(file_of(rows))
    assert (len(sets), [(row.row, row.reason) for row in rejected]) == (1, [(2, reason)])


def test_confidence():
    assert matches([Row(1, detail("p", "a"))]) == 1.0
    assert matches([Row(1, {"__doc__": {}})]) == 0.0
