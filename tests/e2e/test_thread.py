"""The whole thread on the sample, from main(): open, embed, judge, undo, close, go on, export."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit

from real_desktop.__main__ import main
from real_desktop.session.places import data_folder
from tests.gui.hands import button, export_dialog, texts_of
from tests.window import Person, forget_settings, has_pair, press, the_message

PAIRS = 37


@pytest.fixture(autouse=True)
def _own_settings(qapp, tmp_path):
    forget_settings(str(tmp_path))


def run(arguments, script):
    person = Person(script)
    assert main(arguments) == 0
    person.check()


def shown(window):
    pair = window.judging.step.pair
    return pair.pair_id, pair.left, pair.right


@pytest.mark.model
def test_from_the_sample_to_the_exported_file(tmp_path, monkeypatch):
    out = tmp_path / "preferences.jsonl"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
    said, left_at = {}, []

    def judge_three_and_undo_one(window):
        yield has_pair(window)
        for key, choice in ((Qt.Key.Key_1, "left"), (Qt.Key.Key_2, "right"), (Qt.Key.Key_T, "tie")):
            said[shown(window)] = choice
            press(window, key)
            yield lambda: window.judging.step.progress.judged == len(said)
            yield has_pair(window)
        undone = list(said)[-1]
        press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        yield lambda: window.judging.step.progress.judged == 2
        assert shown(window) == undone
        assert window.actions_by_id["edit.undo"].text() == "Undo: right on #2"
        said.pop(undone)
        left_at.append(undone)

    def go_on_and_export(window):
        yield has_pair(window)
        assert shown(window) == left_at[0]
        said[shown(window)] = "right"
        press(window, Qt.Key.Key_2)
        yield lambda: window.judging.step.progress.judged == 3
        yield has_pair(window)
        said[shown(window)] = "both bad"
        press(window, Qt.Key.Key_B)
        yield lambda: window.judging.step.progress.judged == 4
        yield has_pair(window)
        press(window, Qt.Key.Key_S)
        yield lambda: window.judging.step.progress.skipped == 1
        window.actions_by_id["file.export"].trigger()
        dialog = export_dialog()
        yield lambda: "3 rows will be written." in texts_of(dialog)
        assert f"Left out: both bad 1, skipped 1, not judged {PAIRS - 5}." in texts_of(dialog)
        button(dialog, "Choose…").click()
        assert str(out) == dialog.findChild(QLineEdit).text()
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        yield lambda: the_message() is not None
        assert "3 rows" in the_message().text()

    run(["demo"], judge_three_and_undo_one)
    run([], go_on_and_export)

    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    expected = {
        (left, right) if choice == "left" else (right, left)
        for (_pair, left, right), choice in said.items()
        if choice in ("left", "right")
    }
    written = {(r["chosen"][0]["content"], r["rejected"][0]["content"]) for r in rows}
    assert written == expected
    assert len(rows) == 3
    manifest = json.loads(out.with_name("preferences.jsonl.manifest.json").read_text())
    assert manifest["left_out"] == {"both bad": 1, "skipped": 1, "not judged": PAIRS - 5}
    assert [path.name for path in data_folder().iterdir()] == ["Sample.real"]
