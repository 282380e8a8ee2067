from dataclasses import replace

import pytest

from real_desktop.core.choosing import ALREADY_ASKED, FEWER_THAN_TWO, NOT_EMBEDDED
from real_desktop.core.percent import MINUS
from real_desktop.core.strategies import STRATEGIES
from real_desktop.gui import preview_words
from tests.select_pictures import EMPTY, NO_VECTORS, PREVIEW

SIMILAR = "similar ones (correlation"


def said(**changes):
    found = replace(PREVIEW, **changes)
    return " ".join(preview_words.more_words(found))


@pytest.mark.parametrize(
    ("control", "repeats", "words"),
    [
        (25, 12, "25 of them random, as a control, 12 repeats with swapped sides"),
        (0, 1, "1 repeat with swapped sides"),
        (0, 0, "each by the strategy"),
    ],
)
def test_what_the_pairs_consist_of(control, repeats, words):
    found = replace(PREVIEW, control=control, repeats=repeats)
    assert preview_words.asked_words(found) == words


def test_the_saving_is_of_all_possible_pairs_and_tells_what_was_asked_before():
    assert preview_words.saving_words(PREVIEW) == "saved, of 13,750 possible pairs"
    found = replace(PREVIEW, possible=1, asked_before=1)
    assert preview_words.saving_words(found) == "saved, of 1 possible pair; 1 was asked before"


def test_the_hours_tell_where_they_come_from():
    assert preview_words.duration(PREVIEW) == "2 h 41 min"
    assert preview_words.hours_words(PREVIEW).endswith(
        "37 s a judgement, until more is judged here"
    )
    own = replace(PREVIEW, is_own_pace=True, seconds_per_judgement=21.4)
    assert preview_words.hours_words(own).endswith("21 s a judgement, the median here")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (0.04, "Similarity has hardly to do with length (correlation +0.04)."),
        (-0.31, f"Unlike responses differ more in length than {SIMILAR} {MINUS}0.31)."),
        (-0.5, f"Unlike responses differ clearly more in length than {SIMILAR} {MINUS}0.50)."),
        (0.2, f"Unlike responses differ less in length than {SIMILAR} +0.20)."),
    ],
)
def test_the_correlation_with_length_is_said_in_words(value, words):
    assert preview_words.correlation_words(replace(PREVIEW, length_correlation=value)) == words


def test_likely_ties_are_counted_or_said_to_be_none():
    assert "4 pairs of sets that are alike throughout (above 0.95) come last" in said()
    assert "1 pair of sets that are alike throughout (above 0.95) comes last: likely a tie" in said(
        likely_ties=1
    )
    assert "No set is alike throughout (above 0.95)." in said(likely_ties=0)
    assert "alike" not in said(likely_ties=0, ceiling=None)


def test_long_texts_the_queue_and_repeats_without_room_are_told():
    assert "34 % of the texts are longer than the model reads at once." in said()
    assert "longer" not in said(long_texts=0.0)
    assert "behind those that are in the queue already" in said(asked_before=3)
    assert "no room for 2 repeats more" in said(repeats_without_room=2)


def test_before_the_first_embedding_it_says_what_needs_no_vectors():
    said = preview_words.embed_words(NO_VECTORS)
    assert said.startswith("What needs no vectors can be asked now")
    named = said.removesuffix(".").split(": ")[1].split(", ")
    assert named == [name for name, one in STRATEGIES.items() if not one.needs_vectors]
    some_wait = replace(PREVIEW, left_out={NOT_EMBEDDED: 41})
    assert preview_words.embed_words(some_wait) == ""
    assert preview_words.embed_words(EMPTY) == ""


def test_sets_left_out_are_a_line_for_each_reason():
    found = replace(PREVIEW, left_out={NOT_EMBEDDED: 41, FEWER_THAN_TWO: 1})
    assert preview_words.left_out_words(found) == [
        "41 sets: not all responses are embedded yet",
        "1 set: fewer than two distinct responses",
    ]


def test_where_nothing_can_be_asked_it_says_why_and_what_to_do():
    assert preview_words.problem_words(PREVIEW) == ""
    assert "the project has no prompts" in preview_words.problem_words(EMPTY)
    assert preview_words.problem_words(NO_VECTORS).endswith("before the responses are embedded.")
    mixed = replace(NO_VECTORS, left_out={NOT_EMBEDDED: 2, FEWER_THAN_TWO: 1})
    assert preview_words.problem_words(mixed) == "There is no pair to ask about."
    asked = replace(NO_VECTORS, left_out={ALREADY_ASKED: 250})
    assert preview_words.problem_words(asked).startswith("Every prompt has its pair already. For")
