import json

import numpy as np
import pytest

from real_desktop.core.progress import drained
from real_desktop.core.records import Choice, PairKind
from real_desktop.core.strategies import STRATEGIES
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.selecting import select
from real_desktop.session.selection_preview import (
    LEAST_JUDGEMENTS,
    SECONDS_A_JUDGEMENT,
    preview,
)
from real_desktop.session.session import read_session
from tests.session.working import Person, embed_here, import_into, read, write

CHOSEN = "SELECT prompt_id, response_a, response_b, similarity, rank, kind FROM pairs ORDER BY id"


@pytest.fixture
def many(session, answers):
    """Sixty embedded prompts with two to seven responses of growing lengths."""
    sets = [
        (f"Question {n}?", [f"Answer {n}.{k} " + "more " * k * (n % 5) for k in range(2 + n % 6)])
        for n in range(60)
    ]
    import_into(session, answers(sets))
    embed_here(session)
    return session


def look(session, **options):
    return drained(preview(session, SelectOptions(**options)))


OPTIONS = [
    {},
    {"strategy": "random", "seed": 3, "control": 0.5, "repeats": 0.3},
    {"pairs_per_prompt": 3, "ceiling": 0.2},
    {"budget": 31, "prompts": "random", "repeats": 0.2},
    {"budget": 31, "prompts": "widest", "pairs_per_prompt": 2},
    {"budget": 31, "prompts": "coverage"},
    {"budget": 31},
]


@pytest.mark.parametrize("options", OPTIONS)
def test_what_is_shown_is_what_is_then_chosen(many, options):
    found = look(many, **options)
    assert read(many, "SELECT count(*) FROM selections") == [(0,)]
    report = drained(select(many, SelectOptions(**options)))
    assert (found.pairs, found.control, found.repeats) == (
        report.pairs, report.control, report.repeats,
    )  # fmt: skip
    assert (found.possible, dict(found.left_out)) == (report.possible, dict(report.left_out))
    rows = read(many, CHOSEN)
    kinds = [row[-1] for row in rows]
    assert kinds.count("control") == found.control
    assert kinds.count("repeat") == found.repeats
    for kind in ("selected", "control"):
        similarities = [row[3] for row in rows if row[-1] == kind]
        expected = np.histogram(similarities, found.histogram.edges)[0]
        shown = found.histogram.chosen if kind == "selected" else found.histogram.control
        assert shown == tuple(expected)
    texts = dict(read(many, "SELECT id, text FROM responses"))
    asked = {(texts[a], texts[b], similarity, rank) for _p, a, b, similarity, rank, _k in rows}
    some = {(one.text_a, one.text_b, one.similarity, one.rank) for one in found.examples}
    assert {(a.strip(), b.strip(), *more) for a, b, *more in asked} >= some
    assert len(found.examples) == 10


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_every_strategy_can_be_looked_at(many, strategy):
    found = look(many, strategy=strategy)
    assert 0 < found.pairs <= 63
    assert found.problem is None


def test_a_preview_reads_a_project_that_cannot_be_written(many):
    path = many.path
    many.close()
    with read_session(path) as closed:
        assert look(closed).pairs == 63


def test_the_saving_counts_what_was_asked_before(many):
    first = look(many)
    assert first.saving == pytest.approx(1 - first.pairs / first.possible)
    drained(select(many, SelectOptions()))
    again = look(many, pairs_per_prompt=2)
    assert again.asked_before == 60
    assert again.saving == pytest.approx(1 - (60 + again.pairs) / again.possible)


def test_the_histogram_of_all_pairs_and_their_correlation_with_length_are_exact(many):
    found = look(many)
    texts, vectors = {}, {}
    for prompt, text, blob in read(
        many,
        "SELECT prompt_id, text, vector FROM responses JOIN embeddings USING (text_hash)",
    ):
        vector = np.frombuffer(blob, "<f2").astype(float)
        texts.setdefault(prompt, []).append(len(text))
        vectors.setdefault(prompt, []).append(vector / np.linalg.norm(vector))
    similarities, differences = [], []
    for prompt, of_prompt in vectors.items():
        for j in range(len(of_prompt)):
            for i in range(j):
                similarities.append(of_prompt[i] @ of_prompt[j])
                lengths = texts[prompt]
                differences.append(abs(np.log1p(lengths[i]) - np.log1p(lengths[j])))
    assert found.possible == len(similarities) == sum(found.histogram.every)
    assert found.histogram.every == tuple(np.histogram(similarities, found.histogram.edges)[0])
    assert found.histogram.every[0] > 0
    assert found.histogram.every[-1] > 0
    expected = np.corrcoef(similarities, differences)[0, 1]
    assert found.length_correlation == pytest.approx(expected, abs=1e-6)


def test_without_vectors_there_is_no_histogram(session, questions):
    import_into(session, questions)
    found = look(session, strategy="random")
    assert (found.pairs, found.histogram.edges, found.length_correlation) == (5, (), None)
    assert (found.ceiling, found.long_texts, found.likely_ties) == (None, None, 0)
    assert found.examples[0].similarity is None


def test_a_ceiling_marks_the_pairs_of_sets_that_are_alike_throughout(many):
    found = look(many, ceiling=0.0, repeats=0)
    assert found.ceiling == 0.0
    drained(select(many, SelectOptions(ceiling=0.0, repeats=0)))
    least = "SELECT count(*) FROM pairs WHERE similarity > 0 AND rank = 1"
    ((rank_one,),) = read(many, least)
    assert found.likely_ties >= rank_one
    ((params,),) = read(many, "SELECT params FROM selections")
    first = json.loads(params)["likely_ties_from"]
    assert first == found.pairs - found.likely_ties + 1


def test_the_share_of_texts_that_are_longer_than_the_model_reads(many):
    write(many, "UPDATE embeddings SET tokens = 16")
    assert look(many).long_texts == 0
    write(many, "UPDATE embeddings SET tokens = 17 WHERE rowid % 2 = 0")
    assert look(many).long_texts == pytest.approx(0.5, abs=0.01)


def test_the_hours_are_those_of_the_project_once_they_are_known(many):
    found = look(many)
    assert not found.is_own_pace
    assert found.hours == pytest.approx(63 * SECONDS_A_JUDGEMENT / 3600)
    drained(select(many, SelectOptions()))
    person = Person(many)
    for number in range(LEAST_JUDGEMENTS):
        assert not look(many, pairs_per_prompt=2).is_own_pace
        person.say(Choice.LEFT, active_ms=10_000 + 1_000 * (number % 2))
    again = look(many, pairs_per_prompt=2)
    assert again.is_own_pace
    assert again.hours == pytest.approx(again.pairs * 10.5 / 3600)


def test_nothing_to_choose_is_a_problem_in_words_and_no_error(session, questions):
    import_into(session, questions)
    found = look(session)
    assert (found.pairs, found.saving, found.hours, found.examples) == (0, 0, 0, ())
    assert "embed the responses first" in found.problem


def test_an_example_says_where_its_texts_come_from(session, answers):
    import_into(session, answers([("Long " * 200, ["One two", "One  two ", "x" * 1000])]))
    embed_here(session)
    write(session, "UPDATE responses SET model = 'm' || position")
    (one,) = look(session, repeats=0).examples
    assert (one.models_a, one.models_b) == (("m0", "m1"), ("m2",))
    assert (len(one.prompt), len(one.text_b)) == (401, 402)
    assert one.kind in (PairKind.SELECTED, PairKind.CONTROL)
    assert one.length_difference == pytest.approx(np.log1p(1000) - np.log1p(7))


def test_sentences_tell_what_there_is_to_know(many):
    said = look(many, ceiling=0.0).sentences()
    assert any("of the possible pairs need not be asked" in one for one in said)
    assert any("at 37 s a judgement (until more is judged here)" in one for one in said)
    assert any("above 0" in one and "likely ties" in one for one in said)
