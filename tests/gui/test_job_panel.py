import itertools
import re
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from real_desktop.core.pace import Pace
from real_desktop.core.progress import Progress
from real_desktop.gui import job_panel
from real_desktop.gui.job_panel import AFTER_CANCEL, JobPanel
from tests.gui.hands import texts_of

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
    (button,) = panel.findChildren(QPushButton)
    with qtbot.waitSignal(panel.cancelled):
        button.click()
    assert (button.text(), button.isEnabled()) == ("Stopping…", False)
    panel.begin()
    assert (button.text(), button.isEnabled()) == ("Cancel", True)


def test_the_keyboard_reaches_cancel_only_after_a_while(panel, qtbot):
    (button,) = panel.findChildren(QPushButton)
    assert button.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert panel.focusWidget() is None
    qtbot.waitUntil(lambda: button.focusPolicy() is Qt.FocusPolicy.StrongFocus, timeout=3_000)
    assert panel.focusWidget() is button


def test_every_stage_of_a_job_says_what_cancelling_it_leaves():
    sources = "".join(p.read_text(encoding="utf-8") for p in SESSION.glob("*.py"))
    stages = set(re.findall(r'(?:Progress\(|partial\(Progress, |STAGE = )"([^"]+)"', sources))
    assert {"Importing", "Embedding", "Deleting the file"} <= stages
    assert stages - set(AFTER_CANCEL) == {"Looking for texts without a vector"}
    assert set(AFTER_CANCEL) <= stages
