"""Files whose rows make no set alone, into a project."""

from __future__ import annotations

import json
from functools import partial

import pytest

from real_desktop.core.errors import UserError
from real_desktop.core.progress import drained
from real_desktop.session.importing import import_files, survey_files
from tests.session.working import read


@pytest.fixture
def halves(tmp_path):
    """Write questions or the answers of a model to them."""

    def write(name, ids=(81, 82)):
        path = tmp_path / f"{name}.jsonl"
        rows = [
            {"question_id": n, "turns": [f"Question {n}?"]}
            if name == "question"
            else {"question_id": n, "model_id": name, "choices": [{"turns": [f"{name} on {n}."]}]}
            for n in ids
        ]
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        return path

    return write


def import_all(session, *paths):
    survey = drained(survey_files(paths, may_join=True))
    return drained(import_files(session, survey.sources, survey.tally.sets))


def test_questions_and_answers_of_two_models_are_one_import(session, halves):
    files = [halves(name) for name in ("one", "question", "two")]
    report = import_all(session, *files)
    assert (report.format, report.added.prompts, report.added.responses) == ("mt-bench", 2, 4)
    assert report.rejected == {}
    assert read(session, "SELECT DISTINCT source_file FROM prompts") == [("question.jsonl",)]
    sql = "SELECT source, model, count(*) FROM responses r JOIN imports i ON i.id = import_id"
    assert read(session, f"{sql} GROUP BY 1, 2 ORDER BY 1") == [
        ("one.jsonl", "one", 2),
        ("two.jsonl", "two", 2),
    ]


def test_a_further_model_joins_the_prompts_of_the_project(session, halves):
    question = halves("question")
    import_all(session, question, halves("one"), halves("two"))
    report = import_all(session, question, halves("three"))
    assert (report.added.prompts, report.added.responses, report.rejected) == (0, 2, {})
    assert read(session, "SELECT count(*) FROM imports WHERE state = 'complete'") == [(5,)]


@pytest.mark.parametrize("names", [("question", "one"), ("one", "question")])
def test_one_model_whose_questions_are_not_there_is_refused(session, halves, names):
    import_all(session, *(halves(name, [7]) for name in ("question", "x", "y")))
    files = [halves(name, [81, 82]) for name in names]
    with pytest.raises(UserError, match="or one to a prompt that is in the project; found neither"):
        import_all(session, *files)
    assert read(session, "SELECT count(*) FROM imports") == [(3,)]


def test_without_prompts_to_join_the_second_model_is_asked_for(halves):
    survey = partial(survey_files, [halves("question"), halves("one")])
    with pytest.raises(UserError) as caught:
        drained(survey())
    assert str(caught.value) == (
        "question.jsonl: the answers of a second model are missing; open it together with those"
        " (found: the answers of one), or import it into a project that has its prompts; nothing"
        " was imported from the other files either"
    )
