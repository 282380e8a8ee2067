from functools import partial

import pytest

from real_desktop.core.progress import drained
from real_desktop.session.last_selection import select_state
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.selecting import select
from real_desktop.store.thread import Priority
from tests.session.working import embed_here, import_into

FIRST = SelectOptions(seed=9, control=0.25)


def state(session):
    return session.run(Priority.READ, partial(select_state, first=FIRST))


def test_a_project_without_a_selection_begins_with_the_settings(session, questions):
    import_into(session, questions)
    found = state(session)
    assert (found.options, found.about) == (FIRST, "Nothing is embedded yet.")


@pytest.mark.parametrize(
    "options",
    [
        SelectOptions("random", seed=4, control=0.5, repeats=0, pairs_per_prompt=2),
        SelectOptions(prompts="random", budget=3, seed=1),
    ],
)
def test_it_begins_as_it_was_chosen_last(session, questions, options):
    import_into(session, questions)
    embed_here(session)
    drained(select(session, SelectOptions("random")))
    drained(select(session, options))
    found = state(session)
    assert found.options == options
    assert found.about.startswith("Similarity is that of ")
