"""Real files whose halves belong together, with what is in them counted."""

from __future__ import annotations

import json
from collections import Counter
from itertools import permutations

import pytest

from real_desktop.core.progress import drained
from real_desktop.core.records import KnownPreference, Outcome
from real_desktop.formats.sources import recognise
from real_desktop.formats.surveying import survey_in_steps

OR_JOIN = ", or import it into a project that has its prompts"


def rows_of(path):
    text = path.read_text("utf-8")
    lines = [line for line in text.split("\n") if line]
    return json.loads(text) if text.startswith("[") else [json.loads(line) for line in lines]


def tally_of(*paths):
    return drained(survey_in_steps([recognise(path) for path in paths])).tally


@pytest.fixture
def answers(file_of):
    """Write the answers of a model to the questions with these ids, in the usual layout."""

    def write(model, ids, text="{model} on {id}."):
        rows = [
            {
                "question_id": each,
                "answer_id": f"{model}-{each}",
                "model_id": model,
                "choices": [{"index": 0, "turns": [text.format(model=model, id=each), "And so."]}],
                "tstamp": 1700000000.5,
            }
            for each in ids
        ]
        return file_of(rows, f"{model}.jsonl")

    return write


def test_the_questions_of_mt_bench_meet_the_answers_of_two_models(real_file, answers, read_all):
    questions = real_file("native/mt_bench_question.jsonl")
    files = [questions, answers("one", range(81, 161)), answers("two", range(160, 80, -1))]
    first = rows_of(questions)[0]
    for order in permutations(files):
        sets, rejected = read_all(*order)
        assert (len(sets), rejected) == (80, [])
        assert [one.row for one in sets] == list(range(1, 81))
        assert sets[0].messages[0].content == first["turns"][0]
        assert {r.text for r in sets[0].responses} == {"one on 81.", "two on 81."}
        assert {order[one.file] for one in sets} == {questions}
        assert {one.oddity for one in sets} == {"several turns: only the first is compared"}
    assert sum("reference" in one.meta for one in sets) == 39


def test_questions_without_answers_keep_the_others(real_file, answers):
    questions = real_file("native/mt_bench_question.jsonl")
    tally = tally_of(questions, answers("one", range(81, 101)), answers("two", range(81, 91)))
    assert (tally.sets, tally.responses, tally.alone) == (10, 20, 10)
    assert tally.rejected == {
        "no answers with its id": 60,
        "fewer than two distinct responses": 10,
    }


def test_ids_of_two_benchmarks_do_not_meet(real_file, refused):
    questions = real_file("native/mt_bench_question.jsonl")
    vicuna = real_file("native/vicuna_answer_gpt35.jsonl")
    assert refused(questions, vicuna) == {
        0: "mt_bench_question.jsonl: no id of its questions is among those of the answers: it has"
        " ids such as 81, those are like 1",
        1: "vicuna_answer_gpt35.jsonl: no id of its answers is among those of the questions: it"
        " has ids such as 1, those are like 81",
    }


def test_one_half_alone_says_what_is_missing(real_file, refused):
    assert refused(real_file("native/mt_bench_question.jsonl")) == {
        0: "mt_bench_question.jsonl: holds questions without answers (80); open them together with"
        " the answers of two models, such as model_answer/<model>.jsonl"
    }
    for name, model in [
        ("vicuna_answer_gpt35", "gpt-3.5-turbo:20230327"),
        ("arena_hard_answer_gpt-4-0613", "gpt-4-0613"),
    ]:
        assert refused(real_file(f"native/{name}.jsonl")) == {
            0: f"{name}.jsonl: holds the answers of {model} without the questions; open it"
            " together with the questions, such as question.jsonl"
        }


@pytest.mark.parametrize(
    ("name", "model", "count"),
    [
        ("arena_hard_answer_gpt-4-0613", "gpt-4-0613", 500),
        ("vicuna_answer_gpt35", "gpt-3.5-turbo:20230327", 80),
    ],
)
def test_real_answers_meet_questions_and_the_answers_of_another_model(
    real_file, file_of, answers, read_all, name, model, count
):
    path = real_file(f"native/{name}.jsonl")
    ids = [row["question_id"] for row in rows_of(path)]
    questions = [{"question_id": each, "turns": [f"Question {each}?"]} for each in ids]
    asked = file_of(questions, "question.jsonl")
    sets, rejected = read_all(path, answers("other", ids), asked)
    assert (len(sets), rejected) == (count, [])
    assert Counter(r.model for one in sets for r in one.responses) == {model: count, "other": count}
    texts = [one.responses[0].text for one in sets]
    assert texts == [first_text(row) for row in rows_of(path)]


def test_real_answers_of_one_model_lack_those_of_a_second(real_file, file_of, refused):
    path = real_file("native/arena_hard_answer_gpt-4-0613.jsonl")
    questions = [
        {"question_id": row["question_id"], "prompt": f"Question {number}?"}
        for number, row in enumerate(rows_of(path))
    ]
    missing = (
        "the answers of a second model are missing; open it together with those (found: the"
        f" answers of gpt-4-0613){OR_JOIN}"
    )
    assert refused(path, file_of(questions, "question.jsonl")) == {
        0: f"{path.name}: {missing}",
        1: f"question.jsonl: {missing}",
    }


def first_text(row):
    if "text" in row:
        return row["text"]
    return row["choices"][0]["turns"][0]["content"]


def test_real_rated_answers_give_the_prompts_that_come_twice(real_file, read_all):
    path = real_file("native/llamafactory_kto_en_demo.json")
    sets, rejected = read_all(path)
    assert recognise(path).reader.name == "kto"
    assert (len(sets), sum(len(one.responses) for one in sets)) == (3, 6)
    known = [one.preferences for one in sets if one.preferences]
    assert [[p.outcome for p in one] for one in known] == [[Outcome.A]]
    assert Counter(row.reason for row in rejected) == {"fewer than two distinct responses": 294}
    labels = Counter(row.alone.responses[0].meta["label"] for row in rejected)
    in_sets = Counter(r.meta["label"] for one in sets for r in one.responses)
    assert labels + in_sets == {True: 150, False: 150}
    assert isinstance(known[0][0], KnownPreference)


def test_every_real_rated_answer_can_meet_one_of_another_file(real_file, file_of, read_all):
    path = real_file("native/llamafactory_kto_en_demo.json")
    others = [
        {"messages": [*row["messages"][:-1], {"role": "assistant", "content": "Another."}]}
        for row in rows_of(path)
    ]
    sets, rejected = read_all(path, file_of(others, "others.jsonl"))
    assert (len(sets), len({one.messages for one in sets})) == (297, 297)
    assert Counter(row.reason for row in rejected) == {"fewer than two distinct responses": 3}
    assert {row.file for row in rejected} == {1}
