import pytest

from real_desktop.gui.select_dialog import SelectDialog
from real_desktop.store import selections
from real_desktop.store.thread import Priority
from tests.gui.hands import is_at_rest


def pair_count(window):
    def count(project):
        return project.db.execute("SELECT count(*) FROM pairs").fetchone()[0]

    return window.files.session.run(Priority.READ, count)


@pytest.fixture
def dialog(window, qtbot):
    window.choosing.choose()
    qtbot.waitUntil(lambda: window.choosing._asking is not None)
    found = window.choosing._asking
    assert isinstance(found, SelectDialog)
    qtbot.waitUntil(lambda: "…" not in found._pane._title.text(), timeout=10_000)
    return found


def test_pairs_are_added_to_the_queue_as_the_dialog_says(window, dialog, qtbot):
    before = pair_count(window)
    dialog._form._each.setValue(2)
    qtbot.waitUntil(dialog._go.isEnabled, timeout=10_000)
    words = dialog._go.text()
    with qtbot.waitSignal(window.choosing.chosen, timeout=10_000):
        dialog._go.click()
    qtbot.waitUntil(lambda: is_at_rest(window), timeout=10_000)
    added = pair_count(window) - before
    assert added > 0
    assert words == f"Ask about {added} pair{'s' * (added != 1)}"
    assert window.pages.currentWidget() is window.overview
    last = window.files.session.run(
        Priority.READ, lambda project: selections.last_selection(project, ("dissimilar",))
    )
    assert '"pairs_per_prompt": 2' in last[2]


def test_cancel_changes_nothing(window, dialog, qtbot):
    before = pair_count(window)
    dialog.reject()
    qtbot.waitUntil(lambda: window.choosing._asking is None)
    assert pair_count(window) == before


def test_a_project_that_is_closed_takes_the_dialog_along(window, dialog, qtbot):
    window.files.close_project()
    qtbot.waitUntil(lambda: window.choosing._asking is None)
