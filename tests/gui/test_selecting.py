import threading
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from real_desktop.core.errors import UserError
from real_desktop.core.progress import Progress
from real_desktop.core.strategies import STRATEGIES
from real_desktop.gui.example_dialog import ExampleDialog
from real_desktop.gui.select_dialog import SelectDialog
from real_desktop.session import selection_preview
from real_desktop.session.session import new_session
from tests.gui.conftest import PAIRS
from tests.gui.hands import CONTROL, SHIFT, button, rows_of, texts_of
from tests.window import press


@pytest.fixture
def dialog_of(qtbot):
    """Open the dialog by its key, and wait for what it would ask."""

    def find(window, *, is_looked_up=True):
        press(window, Qt.Key.Key_P, CONTROL | SHIFT)
        qtbot.waitUntil(lambda: bool(window.findChildren(SelectDialog)), timeout=10_000)
        (dialog,) = window.findChildren(SelectDialog)
        if is_looked_up:
            wait_for_preview(dialog, qtbot)
        return dialog

    return find


def wait_for_preview(dialog, qtbot):
    qtbot.waitUntil(lambda: dialog._preview is not None, timeout=10_000)


def choose_strategy(dialog, name, qtbot):
    dialog._form._strategy.setCurrentIndex(list(STRATEGIES).index(name))
    if dialog._preview is None:
        wait_for_preview(dialog, qtbot)


def ask_again(dialog, qtbot):
    """Let prompts that have a pair get another one, by another strategy."""
    dialog._form._skips.click()
    choose_strategy(dialog, "random", qtbot)
    wait_for_preview(dialog, qtbot)


def test_the_pairs_go_behind_the_queue_and_can_be_judged(window, project, dialog_of, answer, qtbot):
    answer(window, Qt.Key.Key_1)
    dialog = dialog_of(window)
    assert any("Every prompt has its pair already." in text for text in texts_of(dialog))
    ask_again(dialog, qtbot)
    more = dialog._preview.pairs
    assert 0 < more <= PAIRS + 1
    with qtbot.waitSignal(window.selecting.selected, timeout=10_000) as selected:
        button(dialog, f"Ask about {more} pairs", f"Ask about {more} pair").click()
    assert selected.args[0].pairs == more
    qtbot.waitUntil(lambda: window.judging.step.progress.total == PAIRS + more)
    assert window.judging.step.progress.judged == 1
    assert window.pages.currentWidget() is window.labeling
    window.close()
    assert [row["n"] for row in rows_of(
        project, "SELECT count(*) AS n FROM pairs GROUP BY selection_id ORDER BY selection_id"
    )] == [PAIRS, more]  # fmt: skip


def test_what_was_confirmed_is_offered_the_next_time(window, dialog_of, qtbot):
    dialog = dialog_of(window)
    ask_again(dialog, qtbot)
    dialog._form._seed.setValue(5)
    dialog._form._repeats.setValue(0)
    qtbot.waitUntil(lambda: dialog._preview is None)
    wait_for_preview(dialog, qtbot)
    chosen = dialog.options
    with qtbot.waitSignal(window.selecting.selected, timeout=10_000):
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.files.is_busy)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    again = dialog_of(window)
    assert again.options == chosen
    again.reject()


def test_what_was_not_confirmed_is_forgotten(window, dialog_of, qtbot):
    dialog = dialog_of(window)
    usual = dialog.options
    ask_again(dialog, qtbot)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(SelectDialog))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    again = dialog_of(window)
    assert again.options == usual
    again.reject()


def test_the_settings_are_the_first_offer(open_window, project, dialog_of):
    window = open_window(project, control_percent=30, seed=4)
    dialog = dialog_of(window)
    assert (dialog.options.control, dialog.options.seed) == (0.3, 4)
    assert dialog.options.skips_asked
    dialog.reject()


def test_a_second_press_opens_no_second_dialog(window, dialog_of, qtbot):
    window.selecting.ask()
    window.selecting.ask()
    qtbot.waitUntil(lambda: bool(window.findChildren(SelectDialog)))
    qtbot.wait(50)
    (dialog,) = window.findChildren(SelectDialog)
    dialog.reject()


def test_the_overview_opens_it_where_nothing_is_embedded_and_it_embeds_first(
    open_window, bare_project, fake_model, qtbot
):
    window = open_window(bare_project)
    button(window.overview, "Choose pairs…").click()
    qtbot.waitUntil(lambda: bool(window.findChildren(SelectDialog)))
    (dialog,) = window.findChildren(SelectDialog)
    wait_for_preview(dialog, qtbot)
    assert "There is no pair to ask about before the responses are embedded." in texts_of(dialog)
    button(dialog, "Embed the responses first").click()
    qtbot.waitUntil(
        lambda: (
            window.selecting._dialog not in (None, dialog)
            and window.selecting._dialog._preview is not None
        ),
        timeout=10_000,
    )
    again = window.selecting._dialog
    assert again._preview.left_out == {}
    assert window.judging.step.progress.total == 0
    with qtbot.waitSignal(window.selecting.selected, timeout=10_000):
        QTest.keyClick(again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.labeling)


def test_random_pairs_can_be_asked_before_anything_is_embedded(
    open_window, bare_project, dialog_of, qtbot
):
    window = open_window(bare_project)
    dialog = dialog_of(window)
    assert any("can be asked now: random" in text for text in texts_of(dialog))
    choose_strategy(dialog, "random", qtbot)
    pairs = dialog._preview.pairs
    assert pairs == PAIRS
    assert button(dialog, f"Ask about {pairs} pairs").isDefault()
    with qtbot.waitSignal(window.selecting.selected, timeout=10_000):
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.labeling)
    window.close()
    asked = rows_of(bare_project, "SELECT similarity FROM pairs")
    assert [row["similarity"] for row in asked] == [None] * pairs


def test_a_project_that_closes_before_its_dialog_is_there_gets_none(window, project, qtbot):
    window.selecting.ask()
    window.files.close_project()
    qtbot.wait(100)
    assert not window.findChildren(SelectDialog)
    window.files.open_project(project)
    qtbot.waitUntil(lambda: window.files.session is not None and not window.files.is_busy)
    window.selecting.ask()
    qtbot.waitUntil(lambda: bool(window.findChildren(SelectDialog)), timeout=10_000)


def test_an_empty_project_is_told_to_be_empty(open_window, tmp_path, dialog_of):
    path = tmp_path / "empty.real"
    new_session(path).close()
    dialog = dialog_of(open_window(path))
    assert any("the project has no prompts" in text for text in texts_of(dialog))
    dialog.reject()


def test_whoever_wants_to_see_first_is_asked_after_embedding(
    open_window, bare_project, fake_model, qtbot
):
    window = open_window(bare_project, asks_for_pairs=True)
    window.files.prepare()
    qtbot.waitUntil(lambda: window.selecting._dialog is not None, timeout=10_000)
    dialog = window.selecting._dialog
    wait_for_preview(dialog, qtbot)
    assert dialog._preview.pairs >= PAIRS
    dialog.reject()
    window.close()
    assert rows_of(bare_project, "SELECT count(*) AS n FROM pairs") == [{"n": 0}]


def test_where_somebody_chose_before_new_responses_wait_to_be_chosen_from(
    window, project, dialog_of, tmp_path, fake_model, qtbot
):
    dialog = dialog_of(window)
    ask_again(dialog, qtbot)
    with qtbot.waitSignal(window.selecting.selected, timeout=10_000):
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.judging.step.progress.total > PAIRS)
    qtbot.wait(50)
    total = window.judging.step.progress.total
    window.show_overview()
    window.files.prepare()
    qtbot.waitUntil(lambda: window.selecting._dialog is not None, timeout=10_000)
    window.selecting._dialog.reject()
    assert window.judging.step.progress.total == total


def test_nobody_is_interrupted_while_judging(window, qtbot):
    assert window.pages.currentWidget() is window.labeling
    window.files.embedded.emit()
    qtbot.wait(100)
    assert window.findChildren(SelectDialog) == []


def test_an_example_is_read_whole_from_the_project(window, dialog_of, qtbot):
    dialog = dialog_of(window)
    ask_again(dialog, qtbot)
    one = dialog._preview.examples[0]
    dialog._view.example_opened.emit(0)
    shown = dialog.findChild(ExampleDialog)
    qtbot.waitUntil(lambda: one.text_a in shown._cards[0]._text.toPlainText())
    shown.reject()
    dialog.reject()


def slow(started, pause=0.02):
    """A preview that ends only when it is stopped."""

    def look(session, options):
        started.append(options)
        while True:
            yield Progress("Choosing pairs", 3, 9, "prompts")
            time.sleep(pause)

    return look


def test_an_older_preview_stops_for_a_newer_one(window, dialog_of, monkeypatch, qtbot):
    started = []
    monkeypatch.setattr(selection_preview, "preview", slow(started))
    dialog = dialog_of(window, is_looked_up=False)
    qtbot.waitUntil(lambda: len(started) == 1, timeout=10_000)
    qtbot.waitUntil(lambda: any("3 of 9 prompts" in text for text in texts_of(dialog)))
    dialog._form._seed.setValue(8)
    qtbot.waitUntil(lambda: len(started) == 2, timeout=10_000)
    assert [one.seed for one in started] == [0, 8]
    dialog.reject()
    qtbot.waitUntil(lambda: not window.selecting._previews.is_running)


def test_the_window_closes_while_a_preview_is_computed(window, dialog_of, monkeypatch, qtbot):
    started = []
    monkeypatch.setattr(selection_preview, "preview", slow(started))
    dialog_of(window, is_looked_up=False)
    qtbot.waitUntil(lambda: bool(started), timeout=10_000)
    window.close()
    assert not [one for one in threading.enumerate() if one.name == "job"]


def test_the_project_closes_with_its_dialog(window, dialog_of, qtbot):
    dialog_of(window)
    window.files.close_project()
    qtbot.waitUntil(lambda: not window.findChildren(SelectDialog))
    assert window.pages.currentWidget() is window.welcome


def test_what_cannot_be_computed_is_said_in_the_dialog(window, dialog_of, monkeypatch, qtbot):
    def fail(session, options):
        yield Progress("Choosing pairs")
        raise UserError("the project has no vectors by m")

    monkeypatch.setattr(selection_preview, "preview", fail)
    dialog = dialog_of(window, is_looked_up=False)
    qtbot.waitUntil(lambda: "The project has no vectors by m." in texts_of(dialog), timeout=10_000)
    assert not [b for b in dialog.findChildren(QPushButton) if b.isDefault() and b.isEnabled()]
    dialog.reject()


def test_the_form_takes_every_change_while_previews_are_computed(window, dialog_of, qtbot):
    dialog = dialog_of(window)
    for seed in range(1, 30):
        dialog._form._seed.setValue(seed)
        qtbot.wait(20)
    qtbot.waitUntil(lambda: dialog._preview is None)
    wait_for_preview(dialog, qtbot)
    assert dialog.options.seed == 29
    dialog.reject()
