"""A format whose rows say who won, for tests of what becomes of that."""

from real_desktop.core.records import KnownPreference, Message, Outcome, Response, ResponseSet
from real_desktop.formats import sources
from real_desktop.formats.registry import READERS
from real_desktop.formats.rows import Reader, row_by_row, share_of

ODD = "it says nothing of who won"


def to_set(row):
    """A row is `ask`, `replies`, and `said`: [place, place, outcome, judge, strength] each."""
    columns = row.columns
    said = tuple(
        KnownPreference(a, b, Outcome(outcome), *more) for a, b, outcome, *more in columns["said"]
    )
    responses = tuple(map(Response, columns["replies"]))
    messages = (Message("user", columns["ask"]),)
    oddity = None if said else ODD
    return ResponseSet(row.number, messages, responses, {}, said, oddity)


SAYING = Reader(
    "saying",
    lambda rows: share_of(rows, lambda row: "said" in row.columns),
    row_by_row(to_set),
    title="Replies with verdicts",
    sign="what is said of them",
)


def know_saying(monkeypatch=None):
    """Let the program read the format, for one test or for the rest of this process."""
    readers = (SAYING, *READERS)
    if monkeypatch:
        monkeypatch.setattr(sources, "READERS", readers)
    else:
        sources.READERS = readers
