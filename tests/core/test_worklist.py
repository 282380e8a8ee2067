import pytest

from real_desktop.core.history import History, PastEvent
from real_desktop.core.records import Choice, EventKind
from real_desktop.core.worklist import Worklist


class Work:
    """A worklist with somebody who answers the next pair."""

    def __init__(self, pair_ids=(30, 10, 20)):
        self.history = History()
        self.list = Worklist(pair_ids, self.history)
        self.asked = []

    def answer(self, choice=Choice.LEFT):
        pair_id = self.list.next()
        self.asked.append(pair_id)
        kind = EventKind.SKIP if choice is Choice.SKIP else EventKind.JUDGE
        self.take(kind, pair_id, choice)

    def undo(self):
        event = self.history.undoable
        self.take(EventKind.UNDO, event.pair_id, None, event.uuid)

    def take(self, kind, pair_id, choice, reverts=None):
        seq = self.history.undoable.seq + 1 if self.history.undoable else 1
        self.history.apply(PastEvent(seq, f"event-{seq}", kind, pair_id, choice, reverts))
        self.list.update(pair_id)


@pytest.fixture
def work():
    return Work()


def test_pairs_come_in_the_order_of_the_queue(work):
    for _ in range(3):
        work.answer()
    assert work.asked == [30, 10, 20]
    assert work.list.next() is None
    assert [work.list.number(pair_id) for pair_id in work.asked] == [1, 2, 3]


def test_skipped_pairs_come_back_at_the_end_once(work):
    for choice in (Choice.SKIP, Choice.SKIP, Choice.LEFT, Choice.SKIP, Choice.LEFT):
        work.answer(choice)
    assert work.asked == [30, 10, 20, 30, 10]
    assert work.list.next() is None
    assert (work.list.judged, work.list.skipped, len(work.list)) == (2, 1, 3)


def test_the_counts_follow_every_answer(work):
    counts = []
    for choice in (Choice.LEFT, Choice.SKIP, Choice.TIE):
        work.answer(choice)
        counts.append((work.list.judged, work.list.skipped))
    assert counts == [(1, 0), (1, 1), (2, 1)]
    work.undo()
    assert (work.list.judged, work.list.skipped) == (1, 1)


def test_an_undone_pair_is_open_again(work):
    for _ in range(3):
        work.answer()
    work.undo()
    work.undo()
    assert work.list.next() == 10


def test_skipped_pairs_can_be_asked_again_as_often_as_wanted(work):
    for choice in (Choice.LEFT, Choice.SKIP, Choice.LEFT, Choice.SKIP):
        work.answer(choice)
    for _round in range(3):
        assert work.list.next() is None
        work.list.ask_skipped_again()
        assert work.list.next() == 10
        work.answer(Choice.SKIP)


def test_further_pairs_go_to_the_end(work):
    for _ in range(3):
        work.answer()
    work.list.extend([40])
    assert (work.list.next(), work.list.number(40), len(work.list)) == (40, 4, 4)


def test_a_worklist_made_anew_goes_on_where_the_other_was(work):
    for choice in (Choice.LEFT, Choice.SKIP, Choice.TIE):
        work.answer(choice)
    again = Worklist([30, 10, 20], work.history)
    assert (again.next(), again.judged, again.skipped) == (10, 2, 1)


def test_an_empty_queue_is_done():
    assert Worklist([], History()).next() is None
