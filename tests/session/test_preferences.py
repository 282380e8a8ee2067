from collections import Counter

import pytest

from real_desktop.core.progress import drained
from real_desktop.core.records import Choice
from real_desktop.session.preferences import decisive_pairs, preferences
from real_desktop.store.label_sources import Annotators
from real_desktop.store.labels import Label

EVERYONE = Annotators((1,))
LEFT, RIGHT, TIE, BOTH_BAD, SKIP = Choice


def label(kind, outcome=None):
    return Label(0, kind, outcome, "a", None, None, None, "2026-01-01T00:00:00Z", "Ada")


@pytest.mark.parametrize(
    ("said", "left_out"),
    [
        (label("judge", "a"), {}),
        (label("judge", "b"), {}),
        (label("judge", "tie"), {"tie": 1}),
        (label("judge", "both_bad"), {"both bad": 1}),
        (label("skip"), {"skipped": 1}),
        (label("flag"), {"flagged": 1}),
        (None, {"not judged": 1}),
    ],
)
def test_a_pair_is_decisive_or_counted(said, left_out):
    counted = Counter()
    decisive = decisive_pairs([4], {4: said} if said else {}, counted)
    assert decisive == ([] if left_out else [4])
    assert counted == left_out


def test_each_is_added_before_the_next_slice_is_read(ready, person, monkeypatch):
    monkeypatch.setattr("real_desktop.session.manifests.MOST_IN_A_SLICE", 2)
    person.say(LEFT, RIGHT, LEFT, RIGHT, LEFT)
    added = []
    job = preferences(ready, added.append, Counter(), EVERYONE)
    seen = [(len(added), progress.done, progress.total) for progress in job]
    assert seen == [(2, 2, 5), (4, 4, 5), (5, 5, 5)]


def test_what_a_trainer_refuses_is_counted(ready, person, monkeypatch):
    monkeypatch.setattr("real_desktop.session.preferences.fault", lambda _one: "no good")
    person.say(LEFT, TIE)
    added, left_out = [], Counter()
    drained(preferences(ready, added.append, left_out, EVERYONE))
    assert added == []
    assert left_out == {"no good": 1, "tie": 1, "not judged": 3}
