import json
from functools import partial

import pytest

from real_desktop.core.errors import UserError
from real_desktop.core.progress import drained
from real_desktop.core.records import Choice, Outcome
from real_desktop.core.share import Share
from real_desktop.session.evidence import read_labels
from real_desktop.session.export_preview import export_preview
from real_desktop.session.exporting import export
from real_desktop.session.gold import GoldReport, promote
from real_desktop.session.judged_pairs import judged_pairs
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.selecting import select
from real_desktop.session.statistics import NextStep, Overviews, stats
from real_desktop.store.project_settings import ProjectEdit, save_project_settings
from real_desktop.store.thread import Priority
from tests.session.working import Person, import_into, read, write

LEFT, RIGHT, TIE, BOTH_BAD, SKIP = Choice
PAIRS = 60


@pytest.fixture
def asked(session, answers):
    """An open project with sixty pairs, the first three of them judged."""
    sets = [(f"Question {n}?", [f"Answer {n}.{k}" for k in range(3)]) for n in range(PAIRS)]
    import_into(session, answers(sets))
    drained(select(session, SelectOptions("random", repeats=0)))
    Person(session).say(LEFT, TIE, RIGHT)
    return session


def judged_uuids(session):
    return [one.uuid for one in reversed(judged_pairs(session).result())]


def queue(session, annotator_id=1):
    rows = read(
        session,
        "SELECT pair_id, kind, queue.position FROM queue JOIN pairs ON pairs.id = pair_id"
        " WHERE annotator_id = ? ORDER BY queue.position",
        annotator_id,
    )
    assert [position for *_, position in rows] == sorted({position for *_, position in rows})
    return rows


def come(session, name):
    edit = ProjectEdit("work", None, name, "")
    session.run(Priority.JUDGE, partial(save_project_settings, edit=edit))


def test_judged_pairs_are_listed_with_what_was_said_the_newest_first(asked):
    found = judged_pairs(asked).result()
    assert [one.outcome.is_decisive for one in found] == [True, False, True]
    assert found[0].prompt.startswith("Question ")
    assert found[0].winner.startswith("Answer ")
    assert (found[1].winner, found[1].outcome) == ("", Outcome.TIE)
    assert {one.annotator for one in found} == {"Annotator 1"}
    assert not any(one.is_gold for one in found)


def test_flagged_and_skipped_pairs_are_not_offered(asked):
    Person(asked).say(SKIP)
    write(asked, "UPDATE events SET kind = 'flag', outcome = NULL WHERE seq = 1")
    assert len(judged_pairs(asked).result()) == 2


def test_promoted_pairs_are_asked_again_later_among_those_not_met(asked):
    before = queue(asked)
    assert drained(promote(asked, judged_uuids(asked))) == GoldReport(3, 0)
    after = queue(asked)
    assert [row[:2] for row in after if row[1] != "gold"] == [row[:2] for row in before]
    places = [place for place, row in enumerate(after) if row[1] == "gold"]
    assert len(places) == 3
    # The three pairs are at the places 0 to 2, and nothing but the fourth was met since.
    assert min(places) >= 20
    assert places != list(range(PAIRS, PAIRS + 3))
    (params,) = read(asked, "SELECT params FROM selections WHERE strategy = 'gold'")
    known = json.loads(params[0])
    gold = read(asked, "SELECT uuid, response_a, response_b FROM pairs WHERE kind = 'gold'")
    assert set(known["known"]) == {uuid for uuid, _a, _b in gold} == set(known["promoted"])
    assert sorted(known["known"].values()) == sorted(
        outcome for (outcome,) in read(asked, "SELECT outcome FROM labels")
    )


def test_the_same_seed_gives_the_same_places(asked):
    uuids, places = judged_uuids(asked), []
    for seed in (4, 4, 5):
        drained(promote(asked, uuids, seed))
        places.append([place for place, row in enumerate(queue(asked)) if row[1] == "gold"])
        gold = "SELECT id FROM pairs WHERE kind = 'gold'"
        write(asked, f"DELETE FROM queue WHERE pair_id IN ({gold})")
        write(asked, "DELETE FROM pairs WHERE kind = 'gold'")
    assert places[0] == places[1] != places[2]


def test_pairs_that_are_gold_already_stay_as_they_are(asked):
    uuids = judged_uuids(asked)
    drained(promote(asked, uuids[:1]))
    once = queue(asked)
    assert drained(promote(asked, uuids[:1])) == GoldReport(0, 1)
    assert queue(asked) == once
    assert drained(promote(asked, [*uuids, uuids[1]])) == GoldReport(2, 1)
    assert [one.is_gold for one in judged_pairs(asked).result()] == [True] * 3


def test_the_pair_on_the_screen_and_the_numbers_of_what_was_said_stay(asked):
    person = Person(asked)
    before = person.step
    drained(promote(asked, judged_uuids(asked)))
    person.step = person.labeling.resume().result()
    assert person.step.pair == before.pair
    assert person.step.number == before.number
    assert person.step.changes.undo_name == before.changes.undo_name
    assert person.step.progress.total == PAIRS + 3


def test_whoever_comes_later_is_asked_gold_far_from_the_pair_itself(asked):
    drained(promote(asked, judged_uuids(asked)))
    come(asked, "Zoë")
    rows = queue(asked, 2)
    assert len(rows) == PAIRS + 3
    pairs = dict(read(asked, "SELECT id, prompt_id FROM pairs"))
    for prompt in {pairs[pair_id] for pair_id, kind, _position in rows if kind == "gold"}:
        one, other = (n for n, row in enumerate(rows) if pairs[row[0]] == prompt)
        assert other - one >= 20


def test_gold_that_finds_no_place_waits_for_more_pairs(session, answers):
    def some(first, count):
        return answers(
            [(f"Q {n}?", ["x", "y"]) for n in range(first, first + count)], f"{first}.jsonl"
        )

    import_into(session, some(0, 5))
    drained(select(session, SelectOptions("random", control=0, repeats=0)))
    Person(session).say(*[TIE] * 5)
    drained(promote(session, judged_uuids(session)[:1]))
    assert [kind for _id, kind, _position in queue(session)] == ["selected"] * 5
    assert Overviews(session).read().result().next_step is not NextStep.JUDGE
    import_into(session, some(5, 30))
    drained(select(session, SelectOptions("random", control=0, repeats=0)))
    places = [n for n, row in enumerate(queue(session)) if row[1] == "gold"]
    assert len(places) == 1
    assert places[0] >= 20


def test_agreement_with_gold_is_told_by_person(asked):
    drained(promote(asked, judged_uuids(asked)))
    write(asked, "UPDATE queue SET position = -position WHERE pair_id <= 60")
    write(asked, "UPDATE queue SET shown_left = 'a', first_shown_at = 'now'")
    known = [said for (said,) in read(asked, "SELECT outcome FROM labels ORDER BY pair_id")]
    person = Person(asked)
    for _ in range(PAIRS - 3):
        person.say(TIE)
    for _ in known:
        person.say(TIE)
    (found,) = read_labels(asked).result().evidence().gold
    assert (found.annotator, found.agreed) == ("Annotator 1", Share(1, 3, 3))


def test_gold_is_no_further_row_of_an_export_and_counts_once(asked, tmp_path):
    drained(promote(asked, judged_uuids(asked)))
    person = Person(asked)
    while person.step.pair:
        person.say(LEFT)
    found = stats(asked)
    assert (found.judged, sum(found.outcomes.values())) == (PAIRS, PAIRS)
    assert asked.run(Priority.READ, export_preview).preferences == PAIRS - 1
    assert drained(export(asked, tmp_path / "out.jsonl")).rows == PAIRS - 1
    overview = Overviews(asked).read().result()
    assert (overview.judged_here, overview.asked_here) == (PAIRS + 3, PAIRS + 3)
    assert overview.decisive == PAIRS - 1
    assert overview.next_step is not NextStep.JUDGE
    raw = drained(export(asked, tmp_path / "raw.jsonl", "raw")).rows
    assert raw == PAIRS + 3 + PAIRS + 3


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nobody", "there is no pair nobody"),
        ("unjudged", "is not judged, or somebody flagged it"),
        ("gold", "asks something again; name the pair that asked it first"),
    ],
)
def test_what_cannot_be_gold_is_refused_and_nothing_is_written(asked, name, words):
    (first,) = judged_uuids(asked)[:1]
    drained(promote(asked, [first]))
    ((unjudged,),) = read(asked, "SELECT uuid FROM pairs WHERE id = 50")
    ((gold,),) = read(asked, "SELECT uuid FROM pairs WHERE kind = 'gold'")
    wanted = {"unjudged": unjudged, "gold": gold}.get(name, name)
    before = read(asked, "SELECT count(*) FROM pairs")
    with pytest.raises(UserError, match=words):
        drained(promote(asked, [*judged_uuids(asked), wanted]))
    assert read(asked, "SELECT count(*) FROM pairs") == before
