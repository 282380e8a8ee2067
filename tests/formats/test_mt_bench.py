from __future__ import annotations

from itertools import permutations

import pytest

from real_desktop.core.records import KnownPreference, Message, Outcome
from real_desktop.formats.mt_bench import matches
from real_desktop.formats.mt_bench_rows import LATER_TURNS
from real_desktop.formats.rows import Row

QUESTIONS = [
    {"question_id": 81, "category": "writing", "turns": ["Write a poem.", "Shorter."]},
    {"question_id": 82, "category": "math", "turns": ["What is 2 + 2?"], "reference": ["4"]},
]


def choices(*texts, later=()):
    return [{"index": i, "turns": [text, *later]} for i, text in enumerate(texts)]


def answers(model, *texts, first=81, **others):
    return [
        {"question_id": n, "answer_id": f"{model}{n}", "model_id": model, "choices": choices(text)}
        | others
        for n, text in enumerate(texts, first)
    ]


def judged(model_1, model_2, *winners, **others):
    g1, g2 = winners
    return {"question_id": 81, "model_1": model_1, "model_2": model_2, "turn": 1} | {
        "g1_winner": g1,
        "g2_winner": g2,
        "judge": ["gpt-4", "pair-v2"],
        **others,
    }


@pytest.fixture
def files(file_of):
    return [
        file_of(QUESTIONS, "question.jsonl"),
        file_of(answers("one", "Roses.", "4"), "one.jsonl"),
        file_of(answers("two", "Violets.", "Five."), "two.jsonl"),
    ]


def test_questions_and_answers_are_joined_in_any_order(files, read_all):
    for order in permutations(files):
        sets, rejected = read_all(*order)
        assert not rejected
        assert [one.messages for one in sets] == [
            (Message("user", "Write a poem."),),
            (Message("user", "What is 2 + 2?"),),
        ]
        found = [sorted((r.model, r.text) for r in one.responses) for one in sets]
        assert found == [
            [("one", "Roses."), ("two", "Violets.")],
            [("one", "4"), ("two", "Five.")],
        ]
        assert {order[one.file] for one in sets} == {files[0]}
        assert {order[r.file].stem for one in sets for r in one.responses} == {"one", "two"}
        assert all(order[r.file].stem == r.model for one in sets for r in one.responses)


def test_what_a_question_and_an_answer_say_is_kept(files, read_all):
    first, second = read_all(*files)[0]
    assert first.meta == QUESTIONS[0]
    assert second.meta == {"question_id": 82, "category": "math", "reference": ["4"]}
    assert first.responses[0].meta == {"answer_id": "one81"}


def test_only_first_turns_are_compared_and_later_ones_kept(file_of, read_all):
    rows = answers("one", "Roses.") + answers("two", "Violets.")
    for row in rows:
        row["choices"] = choices(row["choices"][0]["turns"][0], later=["Red."])
    (one,), _rejected = read_all(file_of(QUESTIONS[:1], "q"), file_of(rows, "a"))
    assert one.oddity == LATER_TURNS
    assert [r.text for r in one.responses] == ["Roses.", "Violets."]
    assert one.responses[0].meta == {"answer_id": "one81", "later_turns": ["Red."]}


def test_several_choices_are_several_responses_of_the_model(file_of, read_all):
    row = answers("one", "Roses.")[0] | {"choices": choices("Roses.", "Tulips.")}
    (one,), _rejected = read_all(file_of(QUESTIONS[:1], "q"), file_of([row], "a"))
    assert [(r.text, r.model) for r in one.responses] == [("Roses.", "one"), ("Tulips.", "one")]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ({"question_id": 81, "turns": [{"content": "Why?"}]}, None),
        ({"question_id": 81, "text": "Why?", "category": "x"}, {"text": "{}", "model_id": "{m}"}),
        ({"question_id": "81", "prompt": "Why?"}, None),
        ({"prompt_id": "81", "prompt": "Why?"}, {"response": "{}", "model": "{m}"}),
        ({"id": 81, "instruction": "Why?"}, {"output": "{}", "model": "{m}"}),
        ({"id": 81, "messages": [{"role": "user", "content": "Why?"}]}, None),
    ],
)
def test_questions_and_answers_of_every_kind_meet(file_of, read_all, question, answer):
    def of(model, text):
        plain = {"question_id": 81, "answer_id": "x", "model_id": model}
        if answer is None:
            turns = [{"content": text, "token_len": 3}]
            return plain | {"choices": [{"index": 0, "turns": turns}]}
        values = {name: value.format(text, m=model) for name, value in answer.items()}
        return {"question_id": 81} | values

    rows = [of("one", "a"), of("two", "b")]
    (one,), rejected = read_all(file_of([question], "q"), file_of(rows, "a"))
    assert not rejected
    assert one.messages == (Message("user", "Why?"),)
    assert [(r.text, r.model) for r in one.responses] == [("a", "one"), ("b", "two")]


def test_newer_answers_hold_their_questions(file_of, read_all):
    def row(model, text):
        turns = [
            {"role": "user", "content": "Why?"},
            {"role": "assistant", "content": {"answer": text}},
        ]
        return {"uid": "u1", "ans_id": "x", "model": model, "messages": turns}

    files = [file_of([row("one", "a")], "1"), file_of([row("two", "b")], "2")]
    (one,), rejected = read_all(*files)
    assert (one.messages[0].content, [r.text for r in one.responses]) == ("Why?", ["a", "b"])
    assert not rejected
    with_question = [file_of([{"uid": "u1", "prompt": "Why?", "category": "x"}], "q"), *files]
    (one,), rejected = read_all(*with_question)
    assert (one.file, not rejected) == (0, True)


def test_judgements_become_preferences_of_the_judge(files, file_of, read_all):
    rows = [
        judged("two", "one", "model_1", "model_1"),
        judged("one", "two", "model_1", "model_2"),
        judged("one", "two", "tie", "tie"),
        judged("one", "two", "error", "tie"),
        judged("one", "three", "tie", "tie"),
        judged("one", "two", "model_1", "model_1", turn=2),
        judged("one", "two", "tie", "tie", question_id=7),
    ]
    sets, rejected = read_all(file_of(rows, "gpt-4_pair.jsonl"), *files)
    assert sets[0].preferences == (
        KnownPreference(1, 0, Outcome.A, "gpt-4"),
        KnownPreference(0, 1, Outcome.TIE, "gpt-4"),
        KnownPreference(0, 1, Outcome.TIE, "gpt-4"),
    )
    assert sets[0].files == {0, 1, 2, 3}
    assert [(row.row, row.reason) for row in rejected] == [
        (4, "a judgement without a winner"),
        (6, "a judgement of a later turn"),
        (5, "a judgement on a model without an answer"),
        (7, "a judgement on answers that are not there"),
    ]


def test_scores_of_a_judge_are_scores_and_preferences(files, file_of, read_all):
    def score(model, value, **others):
        row = {"question_id": 81, "model": model, "judge": ["gpt-4", "single-v1"], "turn": 1}
        return row | {"user_prompt": "x", "judgment": "y", "score": value, **others}

    rows = [score("one", 9), score("two", 7.5), score("one", 3, turn=2), score("two", -1)]
    sets, rejected = read_all(*files, file_of(rows, "gpt-4_single.jsonl"))
    assert [r.score for r in sets[0].responses] == [9.0, 7.5]
    assert sets[0].preferences == (KnownPreference(0, 1, Outcome.A, "gpt-4"),)
    assert [r.score for r in sets[1].responses] == [None, None]
    assert [(row.row, row.reason) for row in rejected] == [
        (3, "a judgement of a later turn"),
        (4, "a judgement without a score"),
    ]


def test_a_comparison_is_worth_more_than_the_scores_of_the_same_judge(files, file_of, read_all):
    def scores(judge):
        row = {"question_id": 81, "judge": [judge, "single-v1"], "turn": 1, "judgment": "y"}
        return [row | {"model": "one", "score": 9}, row | {"model": "two", "score": 7}]

    single = file_of([*scores("gpt-4"), *scores("claude")], "single.jsonl")
    pair = file_of([judged("one", "two", "model_2", "model_2")], "pair.jsonl")
    for order in ((single, pair), (pair, single)):
        one = read_all(*files, *order)[0][0]
        assert one.preferences == (
            KnownPreference(0, 1, Outcome.B, "gpt-4"),
            KnownPreference(0, 1, Outcome.A, "claude"),
        )
        assert [response.score for response in one.responses] == [9, 7]


def test_a_file_of_judgements_is_of_use(files, file_of, refused):
    judgements = file_of([judged("one", "two", "tie", "tie")], "gpt-4_pair.jsonl")
    assert refused(*files, judgements) == {}
    assert refused(judgements) == {
        0: "gpt-4_pair.jsonl: holds judgements without the answers; open it together with the"
        " questions and the answers, such as model_answer/<model>.jsonl"
    }


def test_each_half_alone_says_what_is_missing(files, refused):
    assert refused(files[0]) == {
        0: "question.jsonl: holds questions without answers (2); open them together with the"
        " answers of two models, such as model_answer/<model>.jsonl"
    }
    assert refused(files[1]) == {
        0: "one.jsonl: holds the answers of one without the questions; open it together with the"
        " questions, such as question.jsonl"
    }
    missing = (
        "the answers of a second model are missing; open it together with those (found: the"
        " answers of one), or import it into a project that has its prompts"
    )
    expected = {0: f"question.jsonl: {missing}", 1: f"one.jsonl: {missing}"}
    assert refused(*files[:2]) == expected


def test_ids_that_do_not_meet_are_named(files, file_of, refused):
    other = file_of(answers("one", "x", "y", first=1), "other.jsonl")
    assert refused(files[0], other) == {
        0: "question.jsonl: no id of its questions is among those of the answers: it has ids such"
        " as 81, those are like 1",
        1: "other.jsonl: no id of its answers is among those of the questions: it has ids such as"
        " 1, those are like 81",
    }
    assert refused(*files, other).keys() == {3}


def test_an_id_of_two_questions_joins_nothing(files, file_of, read_all):
    other = [{"question_id": 81, "turns": ["Something else?"]}]
    sets, rejected = read_all(file_of(other, "other.jsonl"), *files)
    assert [one.meta["question_id"] for one in sets] == [82]
    assert {row.reason for row in rejected} == {"its id stands for two different prompts"}
    assert len(rejected) == 4


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"choices": []}, "the response is empty"),
        ({"choices": [{"index": 0}]}, "a choice without turns"),
        ({"choices": choices("$ERROR$")}, "the model gave an error ($ERROR$)"),
        ({"choices": choices(True)}, "a response is not text"),
        ({"choices": choices(None)}, "the response is empty"),
        ({"choices": choices(" ")}, "the response is empty"),
        ({"question_id": None}, "no id; looked for question_id, prompt_id, uid, id"),
        ({"choices": None}, "neither a question nor an answer"),
    ],
)
def test_a_bad_row_is_rejected_and_the_others_come_through(file_of, read_all, change, reason):
    rows = answers("one", "a") + answers("two", "b") + [answers("three", "c")[0] | change]
    sets, rejected = read_all(file_of(QUESTIONS[:1], "q"), file_of(rows, "a"))
    assert [len(one.responses) for one in sets] == [2]
    assert [(row.file, row.row, row.reason) for row in rejected] == [(1, 3, reason)]


@pytest.mark.parametrize(
    ("columns", "confidence"),
    [
        (QUESTIONS[0], 1.0),
        (answers("m", "x")[0], 1.0),
        (judged("a", "b", "tie", "tie"), 1.0),
        ({"id": 1, "prompt": "p"}, 0.6),
        ({"id": 1, "prompt": "p", "reply": "r"}, 0.0),
        ({"id": 1, "prompt": "p", "response": "r"}, 0.0),
        ({"question_id": 1, "prompt": "p", "text": "r", "model": "m"}, 0.0),
        ({"id": 1, "text": "r"}, 0.0),
        ({"prompt": "p"}, 0.0),
    ],
)
def test_confidence(columns, confidence):
    assert matches([Row(1, columns)]) == confidence
