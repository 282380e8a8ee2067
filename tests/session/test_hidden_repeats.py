"""What becomes of pairs that come back: the annotator, the counts and the files."""

import json

import pytest

from real_desktop.core.progress import drained
from real_desktop.core.records import Choice, Outcome, Side, choice_of
from real_desktop.formats.export_format import Content
from real_desktop.formats.exports import EXPORTS
from real_desktop.session.exporting import export
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.selecting import select
from real_desktop.session.statistics import stats
from tests.session.working import Person, embed_here, import_into, read

COUNT = 100
TRAINED = [name for name, one in EXPORTS.items() if one.content is not Content.EVERYTHING]


@pytest.fixture
def asked(session, answers):
    """A hundred prompts in the queue, and twenty of them again."""
    sets = [(f"Question {n}?", [f"Answer {n}.{k}" for k in range(3)]) for n in range(COUNT)]
    import_into(session, answers(sets))
    embed_here(session)
    report = drained(select(session, SelectOptions(repeats=0.2, control=0.2)))
    assert (report.pairs, report.repeats, report.repeats_without_room) == (120, 20, 0)
    return session


def judge_everything(session):
    """Judge by the texts, so that a repeat is answered as its pair was; the sides are given."""
    person, sides = Person(session), []
    while pair := person.step.pair:
        is_left = pair.left < pair.right
        person.say(Choice.LEFT if is_left else Choice.RIGHT, active_ms=1_000)
        sides.append((pair.left, pair.right, pair.shown_left))
    return sides


def test_a_repeat_comes_swapped_and_at_least_twenty_pairs_later(asked):
    sides = judge_everything(asked)
    first = {}
    for place, (left, right, _side) in enumerate(sides):
        key = frozenset((left, right))
        if key not in first:
            first[key] = place, left
            continue
        before, left_before = first[key]
        assert place - before >= 20
        assert left == next(iter(key - {left_before}))
    assert (len(sides), len(first)) == (120, 100)
    again = [
        frozenset(one[:2]) in {frozenset(o[:2]) for o in sides[:n]} for n, one in enumerate(sides)
    ]
    for block in range(0, 120, 10):
        shown = [side for *_texts, side in sides[block : block + 10]]
        forced = [side for side, is_again in zip(shown, again[block:], strict=False) if is_again]
        assert shown.count("a") == min(max(5, forced.count("a")), 10 - forced.count("b"))


def test_nothing_is_counted_twice(asked):
    judge_everything(asked)
    found = stats(asked)
    assert (found.pairs, found.judged, found.events) == (120, COUNT, 120)
    assert found.outcomes["a"] + found.outcomes["b"] == COUNT


@pytest.mark.parametrize("name", TRAINED)
def test_a_repeat_makes_no_second_row(asked, tmp_path, name):
    judge_everything(asked)
    report = drained(export(asked, tmp_path / f"out-{name}", name))
    assert (report.rows, sum(report.left_out.values())) == (COUNT, 0)


def test_everything_holds_the_repeats_with_all_that_is_known_of_a_pair(asked, tmp_path):
    judge_everything(asked)
    drained(export(asked, tmp_path / "all.jsonl", "raw"))
    lines = (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    pairs = [row for row in rows if row["record"] == "pair"]
    kinds = [row["kind"] for row in pairs]
    assert (len(pairs), kinds.count("repeat")) == (120, 20)
    known = {
        "prompt", "a", "b", "similarity", "rank", "length_difference", "is_likely_tie", "kind",
        "strategy", "params", "seed", "embedding_model", "embedding_fingerprint", "app_version",
    }  # fmt: skip
    assert all(known <= set(row) for row in pairs)
    assert all(row["embedding_fingerprint"] == "fake-fingerprint" for row in pairs)
    assert all({"models", "text", "text_hash"} <= set(row["a"]) for row in pairs)
    by_texts = {}
    for row in pairs:
        by_texts.setdefault((row["a"]["text_hash"], row["b"]["text_hash"]), []).append(row)
    for same in by_texts.values():
        assert len({(one["strategy"], one["similarity"], one["rank"]) for one in same}) == 1


def test_the_answer_to_a_repeat_can_be_compared_with_the_first(asked):
    judge_everything(asked)
    rows = read(
        asked,
        "SELECT said.outcome, again.outcome, said.shown_left, again.shown_left FROM pairs"
        " JOIN pairs AS first USING (prompt_id, response_a, response_b)"
        " JOIN labels AS said ON said.pair_id = first.id"
        " JOIN labels AS again ON again.pair_id = pairs.id"
        " WHERE pairs.kind = 'repeat' AND first.kind <> 'repeat'",
    )
    assert len(rows) == 20
    for said, again, side, other in rows:
        assert said == again
        answers = [choice_of(Outcome(said), Side(one)) for one in (side, other)]
        assert answers[0] is not answers[1]


def test_a_queue_that_is_too_short_has_no_repeats_and_says_so(session, questions):
    import_into(session, questions)
    embed_here(session)
    report = drained(select(session, SelectOptions(repeats=0.4)))
    assert (report.pairs, report.repeats, report.repeats_without_room) == (5, 0, 2)
