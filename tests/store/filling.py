"""Small projects with something in them, by the means of the store alone."""

from __future__ import annotations

import random
from itertools import pairwise

from real_desktop.core.choosing import ChosenPair
from real_desktop.core.history import History
from real_desktop.core.records import (
    Choice,
    EventKind,
    Message,
    Outcome,
    PairKind,
    Response,
    ResponseSet,
    Side,
)
from real_desktop.store.events import NewEvent, append_event, events_of
from real_desktop.store.imports import add_rows, begin_imports, finish_imports
from real_desktop.store.project_file import add_person, create
from real_desktop.store.selections import Selection, add_selection, identities, pair_rows

SIDES = tuple(Side)


def response_sets(count, responses=3):
    return [
        ResponseSet(
            row,
            (Message("user", f"Question {row}?"),),
            tuple(
                Response(f"Answer {n} to question {row}.", f"model-{n}") for n in range(responses)
            ),
        )
        for row in range(1, count + 1)
    ]


def import_sets(project, rows, source="answers.jsonl"):
    import_ids = begin_imports(project, [(source, "plain")])
    added = add_rows(project, import_ids, rows)
    finish_imports(project, import_ids, {})
    return added


def ask_everything(project):
    """Put neighbouring responses of every prompt into the queue, and give the pairs' ids."""
    rows = project.db.execute("SELECT prompt_id, id FROM responses ORDER BY prompt_id, position")
    neighbours = [
        ChosenPair(first[0], first[1], second[1], 0.25, 1, PairKind.SELECTED)
        for first, second in pairwise(rows.fetchall())
        if first[0] == second[0]
    ]
    select_pairs(project, neighbours)
    return [row[0] for row in project.db.execute("SELECT id FROM pairs ORDER BY id")]


def select_pairs(project, pairs, selection=None, **params):
    """Write a selection of these pairs and give its id."""
    selection = selection or Selection("random", params, 5, None)
    rows = pair_rows(selection, pairs, identities(project, pairs), 1)
    return add_selection(project, selection, rows)


def filled_project(path, prompts=3):
    """A new project with two pairs a prompt in the queue of its one annotator."""
    project = create(path, path.stem)
    import_sets(project, response_sets(prompts))
    ask_everything(project)
    return project


def hire(project, name):
    """Add an annotator and give the id."""
    with project.transaction():
        add_person(project.db, name)
    return project.db.execute("SELECT id FROM annotators WHERE name = ?", [name]).fetchone()[0]


def judge(project, pair_id, outcome=Outcome.A, annotator_id=1):
    kind = EventKind.JUDGE if outcome else EventKind.SKIP
    event = NewEvent(annotator_id, pair_id, kind, outcome, Side.A, active_ms=7, elapsed_ms=9)
    with project.transaction():
        return append_event(project, event)


def revert(project, kind, event, annotator_id=1):
    with project.transaction():
        return append_event(
            project, NewEvent(annotator_id, event.pair_id, kind, reverts=event.uuid)
        )


def work_at_random(project, annotator_ids, pair_ids, steps, seed):
    """Let the annotators judge, skip, undo and redo, and give their histories."""
    dice = random.Random(seed)
    histories = {annotator_id: History() for annotator_id in annotator_ids}
    for _ in range(steps):
        annotator_id = dice.choice(annotator_ids)
        history = histories[annotator_id]
        kind = dice.choice((EventKind.JUDGE, EventKind.JUDGE, EventKind.UNDO, EventKind.REDO))
        past = history.undoable if kind is EventKind.UNDO else history.redoable
        if kind is EventKind.JUDGE:
            outcome = dice.choice((*Outcome, None))
            event = judge(project, dice.choice(pair_ids), outcome, annotator_id)
        elif past:
            event = revert(project, kind, past, annotator_id)
        else:
            continue
        history.apply(event)
    return histories


def labels_in(project):
    """The view, as the program and everyone else reads it."""
    rows = project.db.execute(
        "SELECT annotator_id, pair_id, kind, outcome, event_uuid FROM labels ORDER BY 1, 2"
    )
    return rows.fetchall()


def labels_by_history(histories, pair_ids):
    """The same rows from what the core says that stands."""
    return [
        (annotator_id, pair_id, event.kind.value, _outcome_shown_on_a(event.choice), event.uuid)
        for annotator_id, history in sorted(histories.items())
        for pair_id in pair_ids
        if (event := history.standing(pair_id))
    ]


def replayed(project, annotator_ids):
    histories = {annotator_id: History() for annotator_id in annotator_ids}
    for annotator_id, history in histories.items():
        for event in events_of(project, annotator_id):
            history.apply(event)
    return histories


def _outcome_shown_on_a(choice):
    if choice is Choice.SKIP:
        return None
    return {Choice.LEFT: "a", Choice.RIGHT: "b"}.get(choice, choice.value)
