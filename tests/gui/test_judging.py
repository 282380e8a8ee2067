import sqlite3
import time
from contextlib import closing

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from real_desktop.core.records import Choice, Side, outcome_of
from real_desktop.session.settings import Settings
from real_desktop.store import events
from tests.gui.conftest import PAIRS
from tests.gui.hands import CONTROL, SHIFT, events_of, rows_of, shown, texts_of
from tests.window import press, press_held

Key = Qt.Key

KEYS = [
    (Key.Key_1, Choice.LEFT),
    (Key.Key_Left, Choice.LEFT),
    (Key.Key_2, Choice.RIGHT),
    (Key.Key_Right, Choice.RIGHT),
    (Key.Key_T, Choice.TIE),
    (Key.Key_B, Choice.BOTH_BAD),
    (Key.Key_S, Choice.SKIP),
]
ONE_KEY_EACH = [KEYS[0], KEYS[2], *KEYS[4:]]

UNDO_KEYS = [(Key.Key_U,), (Key.Key_Z, CONTROL)]
REDO_KEY = (Key.Key_Z, CONTROL | SHIFT)

NEVER_JUDGING = [
    Key.Key_Backspace,
    Key.Key_Delete,
    Key.Key_Return,
    Key.Key_Enter,
    Key.Key_Escape,
    Key.Key_Space,
]


def name(value):
    return getattr(value, "name", None) and value.name.lower().removeprefix("key_")


@pytest.mark.parametrize(("key", "choice"), KEYS, ids=name)
def test_key_records_its_answer(window, project, answer, key, choice):
    pair_id, *_ = shown(window)
    answer(window, key)
    assert shown(window)[0] != pair_id
    window.close()
    (event,) = events_of(project)
    side = Side(event["shown_left"])
    is_skip = choice is Choice.SKIP
    assert event["pair_id"] == pair_id
    assert event["kind"] == ("skip" if is_skip else "judge")
    assert event["outcome"] == (None if is_skip else outcome_of(choice, side).value)


def test_left_means_the_response_that_stood_on_the_left(window, project, answer):
    lefts = []
    for _ in range(PAIRS):
        lefts.append(shown(window)[1])
        answer(window, Key.Key_1)
    window.close()
    winners = rows_of(
        project,
        "SELECT text FROM events JOIN pairs ON pairs.id = pair_id JOIN responses"
        " ON responses.id = iif(outcome = 'a', response_a, response_b) ORDER BY seq",
    )
    assert [row["text"] for row in winners] == lefts


@pytest.mark.parametrize("undo", UNDO_KEYS, ids=["u", "ctrl+z"])
@pytest.mark.parametrize(("key", "choice"), ONE_KEY_EACH, ids=name)
def test_undo_goes_back_to_the_pair_with_the_same_sides(window, project, answer, key, choice, undo):
    before = shown(window)
    answer(window, key)
    assert window.actions_by_id["edit.undo"].text() == f"Undo: {choice.words} on #1"
    answer(window, *undo)
    assert shown(window) == before
    assert window.judging.step.standing is None
    window.close()
    said, undone = events_of(project)
    assert (undone["kind"], undone["reverts"]) == ("undo", said["uuid"])
    assert rows_of(project, "SELECT * FROM labels") == []


@pytest.mark.parametrize(("key", "choice"), ONE_KEY_EACH, ids=name)
def test_undo_survives_a_restart(window, project, open_window, answer, key, choice):
    before = shown(window)
    answer(window, key)
    window.close()
    again = open_window(project)
    assert shown(again) != before
    answer(again, Key.Key_U)
    assert shown(again) == before


def test_undo_has_no_limit(window, answer):
    seen = [shown(window)]
    for key in (Key.Key_1, Key.Key_T, Key.Key_S):
        answer(window, key)
        seen.append(shown(window))
    for before in reversed(seen[:-1]):
        answer(window, Key.Key_U)
        assert shown(window) == before
    assert not window.actions_by_id["edit.undo"].isEnabled()


def test_redo_brings_the_answer_back_and_goes_on(window, project, answer):
    answer(window, Key.Key_1)
    after = shown(window)
    answer(window, Key.Key_U)
    assert window.actions_by_id["edit.redo"].text() == "Redo: left on #1"
    answer(window, *REDO_KEY)
    assert shown(window) == after
    window.close()
    said, _undone, redone = events_of(project)
    assert (redone["kind"], redone["reverts"]) == ("redo", said["uuid"])
    assert len(rows_of(project, "SELECT * FROM labels")) == 1


def test_a_new_answer_empties_redo(window, answer):
    answer(window, Key.Key_1)
    answer(window, Key.Key_U)
    answer(window, Key.Key_2)
    assert not window.actions_by_id["edit.redo"].isEnabled()
    assert window.actions_by_id["edit.redo"].text() == "Redo"


@pytest.mark.parametrize(("key", "text"), [(Key.Key_1, "1"), (Key.Key_T, "t"), (Key.Key_S, "s")])
def test_a_held_key_counts_once(window, project, qtbot, key, text):
    with qtbot.waitSignal(window.judging.stepped):
        press_held(window, key, text, times=1)
    hold_on(window, key, text, qtbot)
    window.close()
    assert len(events_of(project)) == 1


def hold_on(window, key, text, qtbot):
    """Repeats alone, as they come while the next pairs appear."""
    for _ in range(5):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text, True)
        QApplication.sendEvent(window.windowHandle(), event)
        qtbot.wait(10)


def test_a_held_undo_counts_once(window, project, answer, qtbot):
    answer(window, Key.Key_1)
    answer(window, Key.Key_2)
    with qtbot.waitSignal(window.judging.stepped):
        press_held(window, Key.Key_U, "u", times=1)
    hold_on(window, Key.Key_U, "u", qtbot)
    window.close()
    assert [event["kind"] for event in events_of(project)] == ["judge", "judge", "undo"]


def test_a_key_right_after_a_new_pair_does_not_judge_and_a_later_one_does(
    open_window, project, answer, qtbot
):
    window = open_window(project, guard_ms=250)
    qtbot.wait(260)
    answer(window, Key.Key_1)
    second, appeared = shown(window), time.monotonic()
    press(window, Key.Key_2)
    qtbot.wait(100)
    press(window, Key.Key_2)
    assert time.monotonic() - appeared < 0.25, "the machine is too slow for this test"
    assert shown(window) == second
    qtbot.wait(200)
    answer(window, Key.Key_2)
    window.close()
    assert [event["pair_id"] for event in events_of(project)][1:] == [second[0]]


def test_the_guard_is_a_quarter_of_a_second_unless_it_is_set():
    assert Settings().guard_ms == 250


@pytest.mark.parametrize("key", NEVER_JUDGING, ids=name)
def test_these_keys_never_judge_wherever_the_focus_is(window, project, qtbot, key):
    page, first = window.labeling, shown(window)
    answers = [button for button in page.answers.children() if hasattr(button, "clicked")]
    assert len(answers) == 6
    for place in (page, page.left.text, page.prompt.text, *answers):
        place.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(window.focusWidget() or window, key)
        qtbot.wait(1)
    assert shown(window) == first
    window.close()
    assert events_of(project) == []


@pytest.mark.parametrize("place", ["left", "right", "prompt"])
@pytest.mark.parametrize(("key", "choice"), KEYS, ids=name)
def test_keys_judge_with_the_focus_in_a_text(window, qtbot, place, key, choice):
    text = getattr(window.labeling, place).text
    text.setFocus()
    assert text.hasFocus()
    with qtbot.waitSignal(window.judging.stepped):
        QTest.keyClick(text, key)


def test_two_keys_in_one_moment_make_one_event(window, project, qtbot):
    with qtbot.waitSignal(window.judging.stepped):
        press(window, Key.Key_1)
        press(window, Key.Key_2)
        press(window, Key.Key_U)
    qtbot.wait(50)
    window.close()
    assert [event["kind"] for event in events_of(project)] == ["judge"]


@pytest.fixture
def disk(monkeypatch):
    """A disk that refuses while it is full."""
    real = events.append_event

    class Disk:
        is_full = True

        def append(self, project, event):
            past = real(project, event)
            if self.is_full:
                raise sqlite3.OperationalError("database or disk is full")
            return past

    made = Disk()
    monkeypatch.setattr(events, "append_event", made.append)
    return made


def test_a_failing_commit_keeps_the_pair_and_retry_saves_it_once(window, project, disk, qtbot):
    first, banner = shown(window), window.labeling.banner
    press(window, Key.Key_1)
    qtbot.waitUntil(banner.isVisible)
    assert shown(window) == first
    assert "not saved: database or disk is full" in " ".join(texts_of(banner))
    assert "not saved" in texts_of(window.labeling.header)
    retry = banner.findChild(QPushButton)
    QTest.mouseClick(retry, Qt.MouseButton.LeftButton)
    qtbot.wait(50)
    assert banner.isVisible()
    assert shown(window) == first
    disk.is_full = False
    with qtbot.waitSignal(window.judging.stepped):
        QTest.mouseClick(retry, Qt.MouseButton.LeftButton)
    assert not banner.isVisible()
    assert shown(window) != first
    window.close()
    (event,) = events_of(project)
    assert event["pair_id"] == first[0]


def test_another_answer_after_a_failing_commit_is_the_one_that_counts(
    window, project, disk, answer, qtbot
):
    press(window, Key.Key_1)
    qtbot.waitUntil(window.labeling.banner.isVisible)
    disk.is_full = False
    answer(window, Key.Key_T)
    window.close()
    assert [event["outcome"] for event in events_of(project)] == ["tie"]


def test_a_failing_undo_keeps_the_pair_and_retry_undoes(window, project, disk, answer, qtbot):
    disk.is_full = False
    answer(window, Key.Key_1)
    second = shown(window)
    disk.is_full = True
    press(window, Key.Key_U)
    qtbot.waitUntil(window.labeling.banner.isVisible)
    assert shown(window) == second
    assert "Left saved" not in texts_of(window.labeling.answers)
    disk.is_full = False
    with qtbot.waitSignal(window.judging.stepped):
        QTest.mouseClick(window.labeling.banner.findChild(QPushButton), Qt.MouseButton.LeftButton)
    window.close()
    assert [event["kind"] for event in events_of(project)] == ["judge", "undo"]


def test_retry_repeats_what_failed_last(window, project, disk, answer, qtbot):
    disk.is_full = False
    answer(window, Key.Key_1)
    disk.is_full = True
    banner = window.labeling.banner
    press(window, Key.Key_2)
    qtbot.waitUntil(banner.isVisible)
    press(window, Key.Key_U)
    qtbot.wait(50)
    disk.is_full = False
    with qtbot.waitSignal(window.judging.stepped):
        QTest.mouseClick(banner.findChild(QPushButton), Qt.MouseButton.LeftButton)
    window.close()
    assert [event["kind"] for event in events_of(project)] == ["judge", "undo"]


def test_a_failure_after_the_project_was_closed_is_told(window, project, disk, message, qtbot):
    press(window, Key.Key_1)
    window.files.close_project()
    assert "database or disk is full" in message()
    assert events_of(project) == []


def test_a_pair_that_stays_the_next_one_stays_as_it_is(window, project, answer, qtbot):
    answer(window, Key.Key_1)
    second, watch = shown(window), window.judging._stopwatch
    qtbot.wait(60)
    with qtbot.waitSignal(window.judging.stepped):
        window.judging.resume()
    assert shown(window) == second
    assert watch.elapsed_ms >= 60
    assert "Left saved" in texts_of(window.labeling.answers)


def test_a_resume_while_an_answer_is_on_its_way_waits_for_it(window, project, qtbot):
    press(window, Key.Key_1)
    assert window.judging._is_busy
    window.judging.resume()
    window.judging.answer(Choice.LEFT)
    qtbot.waitUntil(lambda: not window.judging._is_busy and not window.judging._is_resume_due)
    qtbot.wait(50)
    assert window.judging.step.progress.judged == 1
    window.close()
    assert len(events_of(project)) == 1


def test_a_damaged_pair_can_be_skipped_and_shows_nothing_of_another(
    open_window, project, answer, qtbot
):
    with closing(sqlite3.connect(project)) as connection:
        connection.execute(
            "UPDATE responses SET text = text || '!' WHERE id IN (SELECT"
            " response_a FROM pairs JOIN queue ON pairs.id = pair_id"
            " ORDER BY queue.position LIMIT 1)"
        )
        connection.commit()
    window = open_window(project)
    page = window.labeling
    assert page.banner.isVisible()
    assert "has changed. Skip it to go on." in " ".join(texts_of(page.banner))
    for view in (page.prompt.text, page.left.text, page.right.text):
        assert view.toPlainText() == ""
    press(window, Key.Key_1)
    qtbot.wait(50)
    assert window.judging.step.progress.judged == 0
    answer(window, Key.Key_S)
    assert window.judging.step.pair is not None
    assert not page.banner.isVisible()


def test_a_bug_while_judging_is_told_and_the_pair_stays(
    window, project, monkeypatch, message, answer, qtbot
):
    first = shown(window)
    with monkeypatch.context() as patch:
        patch.setattr(events, "append_event", lambda *_: 1 / 0)
        press(window, Key.Key_1)
        assert "Something went wrong" in message()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert shown(window) == first
    answer(window, Key.Key_1)
    window.close()
    assert len(events_of(project)) == 1


def test_times_and_layout_are_stored(window, project, answer, qtbot):
    window.resize(1280, 820)
    began = time.monotonic()
    qtbot.wait(120)
    answer(window, Key.Key_1)
    most = (time.monotonic() - began) * 1000 + 500
    window.close()
    (event,) = events_of(project)
    assert 100 <= event["active_ms"] <= event["elapsed_ms"] < most
    assert event["layout"] == "columns"


def test_the_time_starts_anew_with_each_pair(window, project, answer, qtbot):
    qtbot.wait(500)
    answer(window, Key.Key_1)
    answer(window, Key.Key_1)
    window.close()
    first, second = (event["elapsed_ms"] for event in events_of(project))
    assert second < first - 200


def test_time_in_the_background_is_elapsed_and_not_active(window, project, answer, qtbot):
    window.judging.set_in_front(False)
    qtbot.wait(250)
    window.judging.set_in_front(True)
    answer(window, Key.Key_1)
    window.close()
    (event,) = events_of(project)
    assert event["elapsed_ms"] >= 200
    assert event["elapsed_ms"] - event["active_ms"] >= 180


def test_a_key_is_a_sign_that_somebody_is_there(window, monkeypatch):
    signs = []
    monkeypatch.setattr(window.judging._stopwatch, "note_activity", lambda: signs.append(1))
    press(window, Key.Key_Down)
    assert signs


@pytest.fixture
def long_texts(make_project, open_window):
    """A window on pairs whose responses do not fit."""
    long = "\n".join(f"line {i}" for i in range(300))
    return make_project([(f"Q{i}", [f"{i}a {long}", f"{i}b {long}"]) for i in range(2)])


@pytest.mark.parametrize(
    ("scrolled", "flags"), [((), None), (("left",), None), (("left", "right"), "both_ends_seen")]
)
def test_both_ends_seen_is_stored_only_if_both_were(
    long_texts, open_window, answer, scrolled, flags
):
    window = open_window(long_texts)
    for card in scrolled:
        bar = getattr(window.labeling, card).text.verticalScrollBar()
        bar.setValue(bar.maximum())
        bar.setValue(0)
    answer(window, Key.Key_1)
    answer(window, Key.Key_1)
    window.close()
    assert [event["flags"] for event in events_of(long_texts)] == [flags, None]


def test_short_responses_are_seen_to_the_end(window, project, answer):
    answer(window, Key.Key_1)
    window.close()
    assert [event["flags"] for event in events_of(project)] == ["both_ends_seen"]


def finish(window, answer, keys):
    for key in keys:
        answer(window, key)


def test_after_the_last_pair_stands_the_finished_page_and_undo_leads_back(window, answer):
    finish(window, answer, [Key.Key_1] * (PAIRS - 1))
    last = shown(window)
    answer(window, Key.Key_B)
    assert window.pages.currentWidget() is window.finished
    assert f"{PAIRS} of {PAIRS} judged." in texts_of(window.finished)
    answer(window, Key.Key_U)
    assert window.pages.currentWidget() is window.labeling
    assert shown(window) == last


def test_a_skipped_pair_comes_back_at_the_end(window, answer):
    first = shown(window)
    answer(window, Key.Key_S)
    finish(window, answer, [Key.Key_1] * (PAIRS - 1))
    assert shown(window) == first


def test_skipped_pairs_can_be_reviewed_from_the_finished_page(window, project, answer, qtbot):
    first = shown(window)
    finish(window, answer, [Key.Key_S, *[Key.Key_1] * (PAIRS - 1), Key.Key_S])
    assert window.pages.currentWidget() is window.finished
    button = next(b for b in window.finished.findChildren(QPushButton) if "Review" in b.text())
    assert button.text() == "Review 1 skipped"
    with qtbot.waitSignal(window.judging.stepped):
        button.click()
    assert window.pages.currentWidget() is window.labeling
    assert shown(window) == first
    answer(window, Key.Key_T)
    assert window.pages.currentWidget() is window.finished
    window.close()
    assert (
        rows_of(project, "SELECT count(*) AS n FROM labels WHERE kind = 'judge'")[0]["n"] == PAIRS
    )


def test_no_key_does_anything_on_the_welcome_page(welcome, qtbot):
    for key in [*(key for key, _ in KEYS), Key.Key_U, *NEVER_JUDGING]:
        press(welcome, key)
    press(welcome, Key.Key_Z, CONTROL)
    qtbot.wait(10)
    assert welcome.pages.currentWidget() is welcome.welcome
    assert welcome.files.session is None


def test_no_key_judges_on_the_overview(window, project, qtbot, answer):
    answer(window, Key.Key_1)
    window.show_overview()
    for key in [*(key for key, _ in KEYS), Key.Key_U]:
        press(window, key)
    qtbot.wait(20)
    window.close()
    assert len(events_of(project)) == 1


def test_what_was_done_last_is_said_until_the_next_answer(window, answer):
    said = window.labeling.answers
    answer(window, Key.Key_1)
    assert "Left saved" in texts_of(said)
    answer(window, Key.Key_B)
    assert "Both bad saved" in texts_of(said)
    answer(window, Key.Key_U)
    assert "Undone: both bad on #2" in texts_of(said)


def test_the_focus_is_on_the_page_and_both_texts_at_the_top_after_an_answer(
    long_texts, open_window, answer
):
    window = open_window(long_texts)
    page = window.labeling
    page.left.text.setFocus()
    for card in (page.left, page.right):
        card.text.verticalScrollBar().setValue(500)
    answer(window, Key.Key_1)
    assert page.hasFocus()
    assert [c.text.verticalScrollBar().value() for c in (page.left, page.right)] == [0, 0]


def test_what_failed_can_be_retried_after_the_queue_was_read_again(window, disk, qtbot):
    disk.is_full = True
    press(window, Key.Key_1)
    banner = window.labeling.banner
    qtbot.waitUntil(banner.isVisible)
    disk.is_full = False
    with qtbot.waitSignal(window.judging.stepped):
        window.judging.resume()
    assert banner.isVisible()
    with qtbot.waitSignal(window.judging.stepped):
        QTest.mouseClick(banner.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert window.judging.step.progress.judged == 1
    assert not banner.isVisible()
