import json
import math

import numpy as np
import pytest

from real_desktop import __version__
from real_desktop.core.choosing import ALREADY_ASKED, FEWER_THAN_TWO, NOT_EMBEDDED
from real_desktop.core.errors import UserError
from real_desktop.core.progress import drained
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.selecting import select
from real_desktop.session.session import new_session
from tests.session.working import embed_here, import_into, read, write

REAL = "oasst_one_policy_250x11.jsonl"


@pytest.fixture
def embedded(session, questions):
    import_into(session, questions)
    embed_here(session)
    return session


def choose(session, strategy="dissimilar", seed=0, control=0.0, **more):
    return drained(select(session, SelectOptions(strategy, seed, control, **more)))


def cosine(a, b):
    dot = math.fsum(x * y for x, y in zip(a, b, strict=True))
    return dot / math.sqrt(math.fsum(x * x for x in a) * math.fsum(x * x for x in b))


def test_one_pair_a_prompt_is_chosen_and_counted(embedded):
    report = choose(embedded, control=0.4)
    assert (report.pairs, report.repeats) == (5, 0)
    assert (report.possible, report.left_out) == (15, {})
    kinds = dict(read(embedded, "SELECT kind, count(*) FROM pairs GROUP BY kind"))
    assert kinds == {"control": report.control, "selected": 5 - report.control}


def test_all_or_nothing_can_be_control(tmp_path, questions):
    for control, count in ((0.0, 0), (1.0, 5)):
        with new_session(tmp_path / f"{count}.real") as session:
            import_into(session, questions)
            embed_here(session)
            assert choose(session, control=control).control == count


def test_pairs_are_prepared_in_slices_and_numbered_through(embedded):
    embedded.chunk_rows = 2
    reports = list(select(embedded, SelectOptions()))
    writing = [(one.done, one.total) for one in reports if one.stage == "Writing pairs"]
    assert writing == [(2, 5), (4, 5), (5, 5)]
    assert read(embedded, "SELECT position FROM pairs ORDER BY id") == [(n,) for n in range(1, 6)]


def test_a_selection_says_how_it_was_made(embedded):
    report = choose(embedded, seed=9, control=0.2, ceiling=0.5)
    (row,) = read(
        embedded, "SELECT id, strategy, params, seed, model_id, app_version FROM selections"
    )
    params = {
        "control": 0.2,
        "repeats": 0.05,
        "pairs_per_prompt": 1,
        "prompts": "all",
        "budget": None,
        "ceiling": 0.5,
        "likely_ties_from": None,
        "skips_asked": False,
    }
    assert (row[0], row[1], json.loads(row[2])) == (report.selection, "dissimilar", params)
    assert row[3:] == (9, 1, __version__)


def test_every_pair_carries_its_similarity_and_rank(embedded):
    choose(embedded, control=0.4)
    rows = read(embedded, "SELECT kind, similarity, rank FROM pairs")
    assert all(-1 <= similarity <= 1 for _kind, similarity, _rank in rows)
    assert {rank for kind, _similarity, rank in rows if kind == "selected"} == {1}


def test_a_second_selection_keeps_the_first_and_adds_what_is_new(embedded, answers):
    choose(embedded)
    before = read(embedded, "SELECT * FROM pairs ORDER BY id")
    import_into(embedded, answers([("New?", ["x", "y"])]))
    embed_here(embedded)
    report = choose(embedded)
    assert (report.pairs, report.left_out) == (1, {ALREADY_ASKED: 5})
    assert read(embedded, "SELECT * FROM pairs ORDER BY id")[:5] == before
    queue = read(embedded, "SELECT pair_id FROM queue ORDER BY position")
    assert [row[0] for row in queue] == [1, 2, 3, 4, 5, 6]


def test_the_same_file_and_seed_give_the_same_queue(tmp_path, questions):
    queues = []
    for name in ("one", "two"):
        with new_session(tmp_path / f"{name}.real") as session:
            import_into(session, questions)
            embed_here(session)
            choose(session, seed=3, control=0.4)
            queues.append(
                read(session, "SELECT prompt_id, response_a, response_b, kind FROM pairs")
            )
    assert queues[0] == queues[1]


@pytest.mark.parametrize(
    ("strategy", "words"),
    [
        ("dissimilar", r"not embedded yet: 5\); embed the responses first"),
        ("guess", "there is no strategy guess; there is: dissimilar"),
    ],
)
def test_when_there_is_nothing_to_choose_nothing_is_written(session, questions, strategy, words):
    import_into(session, questions)
    with pytest.raises(UserError, match=words):
        choose(session, strategy)
    assert read(session, "SELECT count(*) FROM selections") == [(0,)]


def test_an_empty_project_says_so(session):
    with pytest.raises(UserError, match="the project has no prompts"):
        choose(session)


def test_without_vectors_random_can_be_asked(session, questions):
    import_into(session, questions)
    assert choose(session, "random").pairs == 5
    assert read(session, "SELECT DISTINCT similarity, rank FROM pairs") == [(None, None)]
    assert read(session, "SELECT model_id FROM selections") == [(None,)]


@pytest.mark.parametrize("known", [[], ["Answer 0.0", "Answer 0.1"]])
def test_a_set_that_is_not_embedded_to_its_end_is_left_out_with_the_reason(
    embedded, answers, known
):
    import_into(embedded, answers([("New?", [*known, "x", "y"])]))
    report = choose(embedded)
    assert (report.pairs, report.left_out) == (5, {NOT_EMBEDDED: 1})


def test_equal_texts_are_never_paired(session, answers):
    import_into(
        session, answers([("a?", ["one", " one", "one\n", "two"]), ("b?", ["x", "y", "x"])])
    )
    embed_here(session)
    choose(session, control=0.5)
    rows = read(
        session,
        "SELECT trim(a.text, char(10, 32)), trim(b.text, char(10, 32)) FROM pairs"
        " JOIN responses a ON a.id = response_a JOIN responses b ON b.id = response_b",
    )
    assert sorted(rows) == [("one", "two"), ("x", "y")]


def test_a_set_that_lost_its_second_text_is_left_out_with_the_reason(embedded):
    write(embedded, "UPDATE responses SET text = ' ' WHERE prompt_id = 1 AND position > 0")
    assert choose(embedded).left_out == {FEWER_THAN_TWO: 1}


def test_every_dissimilar_pair_of_real_data_is_that_of_a_double_loop(session, real_file):
    import_into(session, real_file(REAL))
    embed_here(session)
    choose(session, repeats=0)
    sets = {}
    for prompt_id, response_id, text, vector in read(
        session,
        "SELECT prompt_id, responses.id, text, vector FROM responses"
        " JOIN embeddings USING (text_hash) ORDER BY prompt_id, position",
    ):
        known = sets.setdefault(prompt_id, {})
        known.setdefault(text.strip(), (response_id, np.frombuffer(vector, "<f2").tolist()))
    pairs = read(session, "SELECT prompt_id, response_a, response_b, similarity FROM pairs")
    assert len(pairs) == len(sets) == 250
    for prompt_id, response_a, response_b, similarity in pairs:
        lowest, i, j = least_similar(list(sets[prompt_id].values()))
        assert (response_a, response_b) == (i, j)
        assert similarity == pytest.approx(lowest, abs=1e-12)


def least_similar(candidates):
    best = (2.0, 0, 0)
    for place, (i, one) in enumerate(candidates):
        for j, other in candidates[place + 1 :]:
            best = min(best, (cosine(one, other), i, j))
    return best
