from hypothesis import given
from hypothesis import strategies as st

from real_desktop.core.history import History, PastEvent
from real_desktop.core.records import Choice, EventKind

CHOICES = (Choice.LEFT, Choice.RIGHT, Choice.TIE, Choice.BOTH_BAD, Choice.SKIP)
answers = st.tuples(st.integers(1, 4), st.sampled_from(CHOICES))
steps = st.lists(st.one_of(answers, st.sampled_from(["undo", "redo"])), max_size=40)


class Log:
    """Writes events as the program does, and gives them to a history."""

    def __init__(self):
        self.events = []
        self.history = History()

    def answer(self, pair_id, choice):
        kind = EventKind.SKIP if choice is Choice.SKIP else EventKind.JUDGE
        return self._append(kind, pair_id, choice)

    def undo(self):
        return self._revert(EventKind.UNDO, self.history.undoable)

    def redo(self):
        return self._revert(EventKind.REDO, self.history.redoable)

    def _revert(self, kind, event):
        return event and self._append(kind, event.pair_id, None, event.uuid)

    def _append(self, kind, pair_id, choice, reverts=None):
        seq = len(self.events) + 1
        self.events.append(PastEvent(seq, f"event-{seq}", kind, pair_id, choice, reverts))
        self.history.apply(self.events[-1])
        return self.events[-1]


class Snapshots:
    """Undo as a list of states of the world: nothing could be simpler."""

    def __init__(self):
        self.states = [{}]
        self.now = 0

    def answer(self, pair_id, choice):
        del self.states[self.now + 1 :]
        self.states.append(self.states[-1] | {pair_id: choice})
        self.now += 1

    def undo(self):
        self.now = max(0, self.now - 1)

    def redo(self):
        self.now = min(len(self.states) - 1, self.now + 1)


def do(target, step):
    if isinstance(step, str):
        getattr(target, step)()
    else:
        target.answer(*step)


def standing(history):
    found = {pair_id: history.standing(pair_id) for pair_id in range(1, 5)}
    return {pair_id: event.choice for pair_id, event in found.items() if event}


@given(steps)
def test_undo_and_redo_equal_a_list_of_snapshots(some_steps):
    log, model = Log(), Snapshots()
    for step in some_steps:
        do(log, step)
        do(model, step)
        assert standing(log.history) == model.states[model.now]
        assert bool(log.history.undoable) == (model.now > 0)
        assert bool(log.history.redoable) == (model.now < len(model.states) - 1)


@given(steps)
def test_replaying_the_log_gives_the_same_history(some_steps):
    log = Log()
    for step in some_steps:
        do(log, step)
    replayed = History()
    for event in log.events:
        replayed.apply(event)
    assert replayed == log.history


def test_undo_of_a_second_answer_brings_back_the_first():
    log = Log()
    log.answer(1, Choice.LEFT)
    log.answer(1, Choice.TIE)
    log.undo()
    assert log.history.standing(1).choice is Choice.LEFT


def test_an_older_answer_can_be_taken_back_alone():
    log = Log()
    first, second = log.answer(1, Choice.LEFT), log.answer(2, Choice.TIE)
    log._append(EventKind.UNDO, 1, None, first.uuid)
    assert standing(log.history) == {2: Choice.TIE}
    assert (log.history.undoable, log.history.redoable) == (second, first)
    log.redo()
    assert log.history.undoable == second


def test_undo_of_what_does_not_stand_changes_nothing():
    log = Log()
    first = log.answer(1, Choice.LEFT)
    log.undo()
    log._append(EventKind.UNDO, 1, None, first.uuid)
    log._append(EventKind.REDO, 1, None, "of another person")
    assert (log.history.undoable, log.history.redoable) == (None, first)


def test_a_comment_is_no_label():
    log = Log()
    log._append(EventKind.COMMENT, 1, None)
    assert (log.history.standing(1), log.history.undoable) == (None, None)


def test_skips_are_counted_since_the_last_judgement():
    log = Log()
    for choice in (Choice.SKIP, Choice.LEFT, Choice.SKIP, Choice.SKIP):
        log.answer(1, choice)
    assert log.history.skips(1) == 2
    log.undo()
    assert log.history.skips(1) == 1
    assert log.history.skips(2) == 0
