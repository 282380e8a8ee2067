from __future__ import annotations

import dataclasses

import orjson
import pytest

from real_desktop.core.logged_event import LoggedEvent
from real_desktop.core.pair_manifest import ManifestResponse, PairManifest, QueuePlace
from real_desktop.core.records import Message
from real_desktop.formats.raw import to_row


def filled(kind, **given):
    """A record whose other fields hold their own names."""
    names = {field.name: field.name for field in dataclasses.fields(kind)}
    return kind(**(names | given))


PAIR = filled(
    PairManifest,
    prompt=(Message("user", "Why?"),),
    a=ManifestResponse("Because.", "hash", "m1", 0),
    b=ManifestResponse("No.", "other", None, 2),
    similarity=0.5,
    queue=(QueuePlace("Ada", "person", 3, "b", None),),
)
EVENT = filled(LoggedEvent, seq=7, outcome=None, stands=False)


@pytest.mark.parametrize(("one", "kind"), [(PAIR, "pair"), (EVENT, "event")])
def test_a_row_says_what_it_is_and_holds_every_field(one, kind):
    row = to_row(one)
    names = [field.name for field in dataclasses.fields(one)]
    assert list(row) == ["record", *names]
    assert row["record"] == kind
    assert all(row[name] == name for name in names if getattr(one, name) == name)


def test_what_is_nested_is_written_as_objects():
    row = orjson.loads(orjson.dumps(to_row(PAIR)))
    assert row["prompt"] == [{"role": "user", "content": "Why?"}]
    assert row["a"] == {
        "text": "Because.",
        "text_hash": "hash",
        "model": "m1",
        "position": 0,
        "models": [],
        "turns": [],
    }
    assert row["b"]["model"] is None
    assert row["queue"] == [
        {
            "annotator": "Ada", "annotator_uuid": "person", "position": 3, "shown_left": "b",
            "first_shown_at": None,
        }
    ]  # fmt: skip


def test_what_is_missing_is_null_and_false_is_not():
    row = orjson.loads(orjson.dumps(to_row(EVENT)))
    assert row["outcome"] is None
    assert row["stands"] is False
