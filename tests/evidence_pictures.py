"""The page of strategy and control, and the dialog of gold pairs, for tests.pictures."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from real_desktop.core.evidence import Evidence, evidence
from real_desktop.core.records import Outcome, PairKind, Side
from real_desktop.gui.gold_dialog import GoldDialog
from real_desktop.gui.main_window import MainWindow
from real_desktop.session.judged_pairs import JudgedPair
from tests.core.judging import judgement

LONG = "The hospital's long-term-care documentation group (Zoë-Anneliese Wintergartenstraße)"
NAMES = {1: "Ada", 2: LONG}


def made(
    selected: int, control: int, longer: float = 0.55, people: int = 2, seed: int = 3, **more: str
) -> Evidence:
    """Evidence of so many judgements, made up."""
    dice, said, known = random.Random(seed), [], {}
    for prompt in range(selected + control):
        kind = PairKind.SELECTED if prompt < selected else PairKind.CONTROL
        ties = 0.07 if kind is PairKind.SELECTED else 0.17
        true = dice.random()
        for by in range(1, people + 1):
            shown = true if dice.random() < 0.75 else dice.random()
            outcome = Outcome.A if shown < longer * (1 - ties) else Outcome.B
            outcome = Outcome.TIE if shown > 1 - ties else outcome
            outcome = Outcome.BOTH_BAD if dice.random() < 0.03 else outcome
            time = round(1000 * dice.lognormvariate(3.4, 0.6))
            side = dice.choice(tuple(Side))
            said.append(judgement(prompt, outcome, kind, by=by, ms=time, left=side, **more))
            if prompt % 17 == 0:
                again = outcome if dice.random() < 0.85 else outcome.swapped
                said.append(judgement(prompt, again, PairKind.REPEAT, by=by, **more))
            if prompt % 19 == 0:
                known[f"gold-{prompt}"] = Outcome.A if true < 0.5 else Outcome.B
                said.append(judgement(prompt, outcome, PairKind.GOLD, by=by, strategy="gold"))
    return evidence(said, known, NAMES)


def evidence_states(window: MainWindow, home: Path) -> Iterator[tuple[str, QWidget]]:
    """The page: empty, open, helped, warning, several strategies; normal, at 200 %, narrow."""
    from tests.pictures import NARROW, SMALL, WIDE, sample_with_pairs, until, wait

    if window.files.session is None:
        window.files.open_project(sample_with_pairs(home / "Evidence.real"))
        until(lambda: window.judging.step is not None)
    window.evidence_view.show()
    wait(400)
    window.evidence.forget()
    window.evidence.show_evidence(Evidence())
    yield "evidence-empty", window
    few, clear = made(60, 0, people=1), made(640, 80)
    warned = made(640, 80, longer=0.76)
    several = Evidence(
        (*made(300, 30, people=1).comparisons,
         *made(120, 12, people=1, seed=5, strategy="representative").comparisons), clear.gold,
    )  # fmt: skip
    for name, size, percent in (("", WIDE, 100), ("-200", SMALL, 200), ("-narrow", NARROW, 100)):
        window.resize(*size)
        window.theme.set_percent(percent)
        for moment, found in (
            ("no-control", few), ("helped", clear), ("warning", warned), ("several", several),
        ):  # fmt: skip
            window.evidence.show_evidence(found)
            wait(100)
            window.evidence.verticalScrollBar().setValue(0)
            yield f"evidence-{moment}{name}", window
        window.evidence.verticalScrollBar().setValue(window.evidence.verticalScrollBar().maximum())
        yield f"evidence-gold{name}", window
    yield from gold_states(window)
    window.theme.set_percent(100)
    window.resize(*WIDE)


def gold_states(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """The dialog: reading, empty, with pairs and long names, searched."""
    from tests.pictures import SMALL, WIDE, wait

    one = JudgedPair(
        "u", "How long may I keep a library book, and may I extend it?", Outcome.A,
        "Three weeks, and you can extend it twice unless somebody waits for it.", "Ada",
        "2026-09-01T09:30:00.000Z", is_gold=False,
    )  # fmt: skip
    pairs = [
        one,
        replace(one, prompt="Why is the sky blue?", outcome=Outcome.TIE, winner=""),
        replace(one, annotator=LONG, outcome=Outcome.BOTH_BAD, winner=""),
        replace(one, prompt="日本語の段落はここにあります。" * 6, winner="هذه فقرة عربية " * 6),
        replace(one, is_gold=True),
        *[replace(one, prompt=f"Question {n}?", winner=f"Answer {n}.") for n in range(300)],
    ]
    for name, size, percent in (("", WIDE, 100), ("-200", SMALL, 200)):
        window.resize(*size)
        window.theme.set_percent(percent)
        dialog = GoldDialog(window)
        dialog.open()
        wait(200)
        yield f"gold-reading{name}", dialog
        dialog.show_pairs([])
        yield f"gold-empty{name}", dialog
        dialog.show_pairs(pairs)
        view = dialog._table.view
        view.setFocus()
        view.setCurrentIndex(dialog._model.index(2, 0))
        dialog._model.setData(dialog._model.index(0, 0), 2, 10)
        QApplication.processEvents()
        yield f"gold{name}", dialog
        dialog._search.setText("library")
        yield f"gold-searched{name}", dialog
        dialog.close()
