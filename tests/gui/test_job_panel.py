import itertools
import re
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from real_desktop.core.pace import Pace
from real_desktop.core.progress import Progress
from real_desktop.gui import job_panel
from real_desktop.gui.job_panel import AFTER_CANCEL, PAUSING, JobPanel
from tests.gui.hands import button, texts_of

SESSION = Path(job_panel.__file__).parents[1] / "session"


@pytest.fixture
def panel(qtbot):
    made = JobPanel()
    qtbot.addWidget(made)
    made.begin()
    return made


def test_it_says_what_is_done_of_what(panel):
    panel.show_progress(Progress("Embedding", 1_500, 3_000, "texts", "cpu"))
    title, detail = texts_of(panel)
    assert title == "Embedding"
    assert detail.startswith("1,500 of 3,000 texts")
    assert detail.endswith("cpu")


def test_it_says_how_fast_and_how_long_still(panel, monkeypatch):
    seconds = itertools.count(step=2.0)
    monkeypatch.setattr(job_panel, "Pace", partial(Pace, clock=lambda: next(seconds)))
    for done in range(0, 210, 20):
        panel.show_progress(Progress("Embedding", done, 1_000, "texts"))
    _title, detail = texts_of(panel)
    assert detail.startswith("200 of 1,000 texts · 10 a second · about ")
    assert detail.endswith(" left")


def test_an_unknown_total_shows_no_count(panel):
    panel.show_progress(Progress("Reading", detail="answers.jsonl"))
    assert texts_of(panel) == ["Reading", "answers.jsonl"]


def test_cancel_asks_once_and_says_so(panel, qtbot):
    cancel = button(panel, "Cancel")
    with qtbot.waitSignal(panel.cancelled):
        cancel.click()
    assert (cancel.text(), cancel.isEnabled()) == ("Stopping…", False)
    assert not button(panel, "Pause").isEnabled()
    panel.begin()
    assert (cancel.text(), cancel.isEnabled()) == ("Cancel", True)
    assert button(panel, "Pause").isEnabled()


@pytest.mark.parametrize(("can_pause", "first"), [(True, "Pause"), (False, "Cancel")])
def test_the_keyboard_reaches_the_buttons_only_after_a_while(panel, qtbot, can_pause, first):
    panel.offer_pause(can_pause=can_pause)
    both = [button(panel, text) for text in ("Pause", "Cancel")]
    assert {one.focusPolicy() for one in both} == {Qt.FocusPolicy.NoFocus}
    assert panel.focusWidget() is None
    strong = {Qt.FocusPolicy.StrongFocus}
    qtbot.waitUntil(lambda: {one.focusPolicy() for one in both} == strong, timeout=3_000)
    assert panel.focusWidget() is button(panel, first)


def test_only_a_job_that_can_rest_offers_a_pause(panel, qtbot):
    pause = button(panel, "Pause")
    assert not pause.isVisibleTo(panel)
    panel.offer_pause(can_pause=True)
    assert pause.isVisibleTo(panel)
    with qtbot.waitSignal(panel.pause_asked):
        pause.click()
    panel.begin()
    assert not pause.isVisibleTo(panel)


def test_a_pause_is_said_in_words_with_the_place_where_the_job_rests(panel):
    report = Progress("Embedding", 1_240, 5_000, "texts", "cpu, bfloat16", runs_ahead=True)
    panel.show_progress(report)
    panel.show_pausing(is_pausing=True)
    pause = button(panel, "Continue")
    assert "Ctrl+P" in pause.toolTip()
    assert texts_of(panel)[0] == PAUSING
    panel.show_progress(report)
    assert texts_of(panel)[0] == PAUSING
    panel.show_rest(report)
    assert texts_of(panel) == [
        "Paused at 1,240 of 5,000 texts", "Nothing is computed until you continue · cpu, bfloat16"
    ]  # fmt: skip
    panel.show_pausing(is_pausing=False)
    assert (texts_of(panel)[0], pause.text()) == ("Embedding", "Pause")


def test_a_rest_before_anything_is_counted_has_no_place(panel):
    panel.show_rest(Progress("Looking for texts without a vector", 12_000, None, "texts"))
    assert texts_of(panel) == ["Paused", "Nothing is computed until you continue"]


def test_neither_the_rate_nor_the_time_left_counts_the_pause(panel, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(job_panel, "Pace", partial(Pace, clock=lambda: now[0]))
    for now[0], done in ((0.0, 0), (1.0, 100), (2.0, 200)):
        panel.show_progress(Progress("Embedding", done, 1_000, "texts"))
    panel.show_rest(Progress("Embedding", 200, 1_000, "texts"))
    now[0] = 5_000.0
    panel.show_pausing(is_pausing=False)
    now[0] = 5_001.0
    panel.show_progress(Progress("Embedding", 300, 1_000, "texts"))
    assert texts_of(panel)[1] == "300 of 1,000 texts · 100 a second · about 7 s left"


def test_every_stage_of_a_job_says_what_cancelling_it_leaves():
    sources = "".join(p.read_text(encoding="utf-8") for p in SESSION.glob("*.py"))
    stages = set(re.findall(r'(?:Progress\(|partial\(Progress, |STAGE = )"([^"]+)"', sources))
    assert {"Importing", "Embedding", "Deleting the file"} <= stages
    assert stages - set(AFTER_CANCEL) == {"Looking for texts without a vector"}
    assert set(AFTER_CANCEL) <= stages


def test_a_second_line_that_was_needed_once_stays_until_the_next_stage(panel):
    panel.setFixedWidth(460)
    panel.show()
    long, short = "a model with quite a long name of its own" * 2, "cpu"
    heights = []
    for stage, detail in (("Embedding", short), ("Embedding", long), ("Embedding", short),
                          ("Choosing pairs", short)):  # fmt: skip
        panel.show_progress(Progress(stage, 1, 2, "texts", detail))
        heights.append(panel._detail.minimumHeight())
    first, second, third, fourth = heights
    assert first == fourth
    assert second == third > first
    panel.hide()
