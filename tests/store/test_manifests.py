import json
import math
from dataclasses import asdict

import pytest

from real_desktop.core.choosing import ChosenPair
from real_desktop.core.digest import text_hash
from real_desktop.core.errors import UserError
from real_desktop.core.pair_manifest import QueuePlace
from real_desktop.core.records import Message, PairKind
from real_desktop.store.digests import PAIR_FIELDS, pair_digest
from real_desktop.store.labels import pair_ids
from real_desktop.store.manifests import pair_manifest
from real_desktop.store.people import current_person
from real_desktop.store.queue import fix_side
from real_desktop.store.selections import Selection
from real_desktop.store.vectors import ModelRow, add_model
from tests.store.filling import hire, select_pairs


@pytest.fixture
def control(project):
    """A control pair of a selection by a model."""
    row = ModelRow("some-model", "fingerprint", 8, 16, "float32", "window", "cpu")
    model_id = add_model(project, row)
    pairs = [ChosenPair(1, 1, 3, 0.5, None, PairKind.CONTROL)]
    select_pairs(project, pairs, Selection("dissimilar", {"control": 0.1}, 7, model_id))
    return pair_ids(project)[-1]


def test_a_pair_with_its_texts_and_its_place(project):
    pair = pair_manifest(project, 3)
    assert (pair.a.text, pair.b.text) == ("Answer 0 to question 2.", "Answer 1 to question 2.")
    assert (pair.a.model, pair.b.model) == ("model-0", "model-1")
    assert (pair.a.position, pair.b.position) == (0, 1)
    assert pair.a.text_hash == text_hash(pair.a.text)
    assert pair.prompt == (Message("user", "Question 2?"),)
    assert (pair.source_file, pair.source_row) == ("answers.jsonl", 2)
    assert (pair.similarity, pair.rank, pair.position) == (0.25, 1, 3)
    assert [pair_manifest(project, n).uuid for n in (5, 2)] == [
        project.db.execute("SELECT uuid FROM pairs WHERE id = ?", [n]).fetchone()[0] for n in (5, 2)
    ]


def test_why_it_was_chosen_without_a_model(project):
    pair = pair_manifest(project, 3)
    assert (pair.strategy, pair.selection_strategy, pair.kind) == ("random", "random", "selected")
    assert (pair.embedding_model, pair.embedding_fingerprint) == (None, None)
    assert (pair.embedding_precision, pair.embedding_long_text) == (None, None)


def test_a_control_pair_was_chosen_at_random_whatever_the_selection_is(project, control):
    pair = pair_manifest(project, control)
    assert (pair.strategy, pair.selection_strategy) == ("random", "dissimilar")
    assert (pair.kind, pair.seed, json.loads(pair.params)) == ("control", 7, {"control": 0.1})
    assert (pair.embedding_model, pair.embedding_fingerprint) == ("some-model", "fingerprint")
    assert (pair.embedding_precision, pair.embedding_long_text) == ("float32", "window")


def test_everyone_has_a_place_in_their_own_queue(project, control):
    hire(project, "Bob")
    person = current_person(project)
    with project.transaction():
        fix_side(project, person, control, 0)
    (place,) = pair_manifest(project, control).queue
    assert place == QueuePlace(
        "Annotator 1", person.uuid, 7, place.shown_left, place.first_shown_at
    )
    assert place.shown_left in ("a", "b")
    assert place.first_shown_at is not None
    (unseen,) = pair_manifest(project, 1).queue
    assert (unseen.position, unseen.shown_left, unseen.first_shown_at) == (1, None, None)


def test_the_places_are_found_by_the_key_of_the_queue(project):
    from real_desktop.store.manifests import _QUEUE

    plan = [row[3] for row in project.db.execute(f"EXPLAIN QUERY PLAN {_QUEUE}", [1])]
    assert [step.split(" (")[0] for step in plan][-1].startswith("SEARCH queue USING")
    assert "annotator_id=? AND pair_id=?" in plan[-1]


def test_the_digest_can_be_checked_from_the_manifest(project, control):
    for pair_id in (1, control):
        pair = pair_manifest(project, pair_id)
        hashes = {"text_hash_a": pair.a.text_hash, "text_hash_b": pair.b.text_hash}
        fields = asdict(pair) | hashes
        assert pair_digest({name: fields[name] for name in PAIR_FIELDS}) == pair.digest


def test_a_changed_prompt_is_refused(project):
    project.db.execute("UPDATE prompts SET messages = replace(messages, 'Question', 'Answer')")
    with pytest.raises(UserError, match="is damaged"):
        pair_manifest(project, 1)


def test_a_pair_says_how_much_its_lengths_differ_and_which_models_gave_its_texts(project):
    project.db.execute("UPDATE responses SET text = 'Answer 0 to  question 2.\n' WHERE id = 6")
    pair = pair_manifest(project, 3)
    assert (pair.a.models, pair.b.models) == (("model-0", "model-2"), ("model-1",))
    assert pair.length_difference == 0
    project.db.execute("UPDATE responses SET text = text || text WHERE id = 5")
    expected = math.log(1 + 2 * len(pair.b.text)) - math.log(1 + len(pair.a.text))
    assert pair_manifest(project, 3).length_difference == pytest.approx(expected)


def test_the_last_pairs_of_a_selection_are_likely_ties_and_a_repeat_is_what_its_pair_is(project):
    kinds = [PairKind.CONTROL, PairKind.SELECTED, PairKind.REPEAT, PairKind.REPEAT]
    prompts = [(1, 1, 3), (2, 4, 6), (1, 1, 3), (2, 4, 6)]
    chosen = [ChosenPair(*p, 0.9, 1, kind) for p, kind in zip(prompts, kinds, strict=True)]
    select_pairs(project, chosen, Selection("dissimilar", {"likely_ties_from": 2}, 0, None))
    found = [pair_manifest(project, 6 + n) for n in range(1, 5)]
    assert [one.is_likely_tie for one in found] == [False, True, False, True]
    assert [one.strategy for one in found] == ["random", "dissimilar", "random", "dissimilar"]
    assert not pair_manifest(project, 1).is_likely_tie


def test_the_repeated_pair_is_found_by_its_prompt(project):
    from real_desktop.store.manifests import _PAIR

    plan = [row[3] for row in project.db.execute(f"EXPLAIN QUERY PLAN {_PAIR}", [1])]
    assert any("SEARCH first USING INDEX pairs_prompt" in step for step in plan), plan
