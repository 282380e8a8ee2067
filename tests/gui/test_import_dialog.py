import csv
import json
import threading
import time

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QTableView,
    QTextEdit,
    QWidget,
)

from real_desktop.core.errors import UserError
from real_desktop.core.progress import Progress
from real_desktop.gui.import_files_panel import FileEntry
from real_desktop.gui.rejected_dialog import RejectedDialog
from real_desktop.gui.set_preview import PreviewCard
from real_desktop.session import import_findings, importing, rejected_list
from tests.gui.conftest import PAIRS, SETS
from tests.gui.hands import (
    LEFT_BUTTON,
    NO_KEY,
    button,
    confirm_import,
    import_button,
    import_dialog,
    messages,
    rows_of,
    texts_of,
    write_rows,
)

GOOD = {"prompt": "Why?", "responses": ["a", "b"], "models": ["elm", "oak"]}
BAD = [{"prompt": f"{i}?", "responses": ["=1+1", "=1+1"]} for i in range(25)]


@pytest.fixture
def opened(welcome, qtbot):
    """Open files in a window without a project, and wait until they are counted."""

    def show(*paths, is_counted=True):
        welcome.files.open_paths(paths)
        dialog = import_dialog()
        if is_counted:
            qtbot.waitUntil(lambda: dialog.review.is_counted, timeout=10_000)
        return dialog

    yield show
    welcome.close()


@pytest.fixture
def counted_again(qtbot):
    """Wait until a dialog has counted something other than before."""

    def wait(dialog, before):
        qtbot.waitUntil(lambda: dialog.review is not before and dialog.review.is_counted)
        return dialog.review

    return wait


@pytest.fixture
def odd(tmp_path):
    """A table whose columns nobody can know."""
    path = tmp_path / "odd.csv"
    path.write_text("nr,asked,first,second\n1,Why?,Because.,So.\n2,How?,Thus.,Like this.\n")
    return path


def entries(dialog):
    shown = [one for one in dialog.findChildren(FileEntry) if one.isVisibleTo(dialog)]
    return [" | ".join(texts_of(one)) for one in shown]


def preview_texts(dialog):
    shown = [one for one in dialog.findChildren(QTextEdit) if one.isVisibleTo(dialog)]
    return [one.toPlainText() for one in shown]


def prompt_box(dialog):
    return next(b for b in dialog.findChildren(QComboBox) if "prompt" in b.accessibleName())


def format_box(dialog):
    return next(b for b in dialog.findChildren(QComboBox) if "files" in b.accessibleName())


def choose(box, index):
    box.setCurrentIndex(index)
    box.activated.emit(index)


def tick(dialog, row):
    (table,) = dialog.findChildren(QTableView)
    QTest.mouseClick(
        table.viewport(),
        LEFT_BUTTON,
        NO_KEY,
        table.visualRect(table.model().index(row, 0)).center(),
    )


def test_it_is_there_at_once_with_the_names_and_cannot_import_yet(opened, row_file):
    dialog = opened(row_file(GOOD), is_counted=False)
    assert entries(dialog) == ["rows.jsonl | Reading…"]
    assert not import_button(dialog).isEnabled()
    assert "Reading…" in texts_of(dialog)
    dialog.close()


def test_it_says_the_format_and_why_and_what_enter_will_do(opened, row_file):
    dialog = opened(row_file(GOOD))
    assert entries(dialog) == [
        "rows.jsonl | Response sets, recognised by a prompt and a list of responses in each row"
    ]
    assert import_button(dialog).text() == "Import 1 prompt"
    assert "1 prompt · 2 responses" in texts_of(dialog)
    assert "Into the new project rows.real" in texts_of(dialog)
    dialog.close()


def test_the_first_sets_are_shown_as_plain_text(opened, row_file):
    rows = [
        {"prompt": f"<h1>{i}</h1>", "responses": ["<b>x</b>", "![y](file:///z)", "<b>x</b>"]}
        for i in range(9)
    ]
    dialog = opened(row_file(*rows))
    assert preview_texts(dialog)[0] == "<h1>0</h1>"
    assert preview_texts(dialog)[1].startswith("<b>x</b>\n")
    assert preview_texts(dialog)[2].startswith("![y](file:///z)\n")
    assert "as they will be judged · 1 of 3 · 2 of its 3 responses" in texts_of(dialog)
    button(dialog, "Next").click()
    button(dialog, "Next").click()
    assert preview_texts(dialog)[0] == "<h1>2</h1>"
    assert not button(dialog, "Next").isEnabled()
    button(dialog, "Previous").click()
    assert preview_texts(dialog)[0] == "<h1>1</h1>"
    dialog.close()


def test_the_preview_never_shows_one_text_twice(opened, row_file):
    row = {"prompt": "Why?", "responses": ["same", "same ", "other"]}
    dialog = opened(row_file(row))
    assert [text.split("\n")[0] for text in preview_texts(dialog)] == ["Why?", "same", "other"]
    dialog.close()


def test_enter_imports_and_ends_with_a_pair_on_the_screen(
    opened, welcome, tmp_path, fake_model, qtbot
):
    opened(write_rows(tmp_path / "mine.jsonl", SETS))
    confirm_import(qtbot)
    qtbot.waitUntil(lambda: welcome.pages.currentWidget() is welcome.labeling, timeout=20_000)
    qtbot.waitUntil(lambda: not welcome.files.jobs.is_running)
    assert welcome.files.session.path == tmp_path / "mine.real"
    assert welcome.judging.step.progress.total == PAIRS


@pytest.mark.parametrize("when", ["while it reads", "when it is counted"])
def test_escape_writes_nothing_and_stops_the_reading(opened, row_file, tmp_path, qtbot, when):
    path = row_file(*[GOOD] * 5_000)
    before = sorted(tmp_path.iterdir())
    dialog = opened(path, is_counted=when == "when it is counted")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not [t for t in threading.enumerate() if t.name == "job"])
    assert sorted(tmp_path.iterdir()) == before
    assert messages() == []


def test_enter_while_it_reads_does_nothing(opened, row_file):
    dialog = opened(row_file(GOOD), is_counted=False)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.close()


def test_the_window_closes_while_files_are_read(welcome, row_file, monkeypatch, qtbot):
    def endless(_request):
        while True:
            yield Progress("Reading")

    monkeypatch.setattr(import_findings, "find", endless)
    welcome.files.open_paths([row_file(GOOD)])
    began = time.monotonic()
    welcome.close()
    assert time.monotonic() - began < 2
    assert not [thread for thread in threading.enumerate() if thread.name == "job"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "expected a file, found none"),
        (b"", "an empty file"),
        (b"Dear diary", "found other text"),
        (b'{"prompt": "p", "colour": "red"}\n', "found: prompt, colour"),
        (b'{"prompt": "p", "responses": ["same", "same"]}\n', "two distinct responses"),
        (b"PK\x03\x04 and so on", "a zip archive"),
    ],
    ids=["missing", "empty", "text", "no response column", "no two responses", "archive"],
)
def test_a_file_that_gives_nothing_says_so_in_its_place(opened, tmp_path, content, words):
    path = tmp_path / "given.jsonl"
    if content is not None:
        path.write_bytes(content)
    dialog = opened(path)
    (entry,) = entries(dialog)
    assert entry.startswith("given.jsonl | Cannot be imported: ")
    assert words in entry
    assert "There is nothing to import." in texts_of(dialog)
    assert not import_button(dialog).isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert messages() == []
    dialog.close()


def test_one_bad_file_does_not_stop_the_others(
    opened, welcome, tmp_path, row_file, fake_model, qtbot
):
    bad = tmp_path / "diary.txt"
    bad.write_text("Dear diary")
    dialog = opened(row_file(GOOD), bad)
    assert "1 of 2 files is left out; the rest goes into the new project rows.real" in (
        texts_of(dialog)
    )
    confirm_import(qtbot)
    qtbot.waitUntil(lambda: welcome.pages.currentWidget() is welcome.labeling, timeout=20_000)
    welcome.close()
    assert rows_of(tmp_path / "rows.real", "SELECT source FROM imports") == [
        {"source": "rows.jsonl"}
    ]


def test_files_that_belong_together_are_shown_together(opened, row_file):
    paths = [
        row_file({"prompt": "Why?", "response": model, "model": model}, name=f"{model}.jsonl")
        for model in ("elm", "oak")
    ]
    dialog = opened(*paths)
    assert entries(dialog)[0].endswith("read together with oak.jsonl")
    assert import_button(dialog).text() == "Import 1 prompt"
    dialog.close()


def test_a_missing_file_can_be_added_and_completes_the_first(
    opened, row_file, choose_files, counted_again
):
    elm, oak = (
        row_file({"prompt": "Why?", "response": model}, name=f"{model}.jsonl")
        for model in ("elm", "oak")
    )
    dialog = opened(elm)
    assert not import_button(dialog).isEnabled()
    before = dialog.review
    choose_files([oak])
    button(dialog, "Add files…").click()
    counted_again(dialog, before)
    assert import_button(dialog).text() == "Import 1 prompt"
    assert len(entries(dialog)) == 2
    dialog.close()


def test_files_dropped_on_the_dialog_are_added(opened, row_file, counted_again):
    dialog = opened(row_file(GOOD))
    before = dialog.review
    data = QMimeData()
    more = row_file({"prompt": "How?", "responses": ["c", "d"]}, name="more.jsonl")
    data.setUrls([QUrl.fromLocalFile(str(more))])
    how = (Qt.DropAction.CopyAction, data, LEFT_BUTTON, NO_KEY)
    enter = QDragEnterEvent(QPoint(50, 50), *how)
    QApplication.sendEvent(dialog, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(dialog, QDropEvent(QPointF(50, 50), *how))
    counted_again(dialog, before)
    assert import_button(dialog).text() == "Import 2 prompts"
    dialog.close()


def test_a_file_can_be_taken_away_again(opened, row_file, tmp_path, counted_again):
    dialog = opened(row_file(GOOD), tmp_path / "missing.jsonl")
    before = dialog.review
    buttons = [b for b in dialog.findChildren(QPushButton) if b.isVisibleTo(dialog)]
    removals = [b for b in buttons if b.text() == "Remove"]
    assert [one.accessibleName() for one in removals] == [
        "Remove rows.jsonl", "Remove missing.jsonl",
    ]  # fmt: skip
    removals[1].click()
    counted_again(dialog, before)
    assert len(entries(dialog)) == 1
    assert "Into the new project rows.real" in texts_of(dialog)
    dialog.close()


def test_without_any_file_there_is_nothing_to_import(opened, row_file, counted_again):
    dialog = opened(row_file(GOOD), row_file(GOOD, name="more.jsonl"))
    before = dialog.review
    buttons = [b for b in dialog.findChildren(QPushButton) if b.isVisibleTo(dialog)]
    for one in [b for b in buttons if b.text() == "Remove"]:
        one.click()
    counted_again(dialog, before)
    assert "There is nothing to import." in texts_of(dialog)
    assert not import_button(dialog).isEnabled()
    dialog.close()


def test_what_was_counted_before_a_change_cannot_be_imported_after_it(
    window, row_file, monkeypatch, qtbot
):
    window.files.drop([row_file(GOOD)])
    dialog = import_dialog()
    qtbot.waitUntil(lambda: dialog.review.is_counted)

    def endless(_request):
        while True:
            yield Progress("Reading")

    monkeypatch.setattr(import_findings, "find", endless)
    box = format_box(dialog)
    choose(box, box.findData("long"))
    for place in dialog.findChildren(QRadioButton):
        place.click()
        assert not import_button(dialog).isEnabled()
    dialog.close()
    qtbot.waitUntil(lambda: not [t for t in threading.enumerate() if t.name == "job"])


def test_of_many_files_the_bad_ones_are_seen_and_all_can_be_shown(opened, row_file, tmp_path):
    good = [row_file(GOOD, name=f"{number}.jsonl") for number in range(8)]
    dialog = opened(*good, tmp_path / "missing.jsonl")
    assert len(entries(dialog)) == 4
    assert entries(dialog)[0].startswith("missing.jsonl | Left out")
    button(dialog, "Show all 9 files").click()
    assert len(entries(dialog)) == 9
    dialog.close()


def test_a_question_is_asked_where_the_columns_are_not_known(opened, odd, counted_again):
    dialog = opened(odd)
    assert "Which column holds the prompt, and which hold the responses?" in texts_of(dialog)
    assert not import_button(dialog).isEnabled()
    box, before = prompt_box(dialog), dialog.review
    assert [box.itemText(i) for i in range(box.count())] == [
        "Choose a column", "nr: 1", "asked: Why?", "first: Because.", "second: So.",
    ]  # fmt: skip
    choose(box, 2)
    tick(dialog, 2)
    tick(dialog, 3)
    counted_again(dialog, before)
    assert import_button(dialog).text() == "Import 2 prompts"
    assert preview_texts(dialog)[0] == "Why?"
    assert entries(dialog)[0].endswith("recognised by the columns that you chose")
    dialog.close()


def test_named_columns_are_what_is_imported(
    opened, odd, welcome, tmp_path, fake_model, counted_again, qtbot
):
    dialog = opened(odd)
    before = dialog.review
    choose(prompt_box(dialog), 2)
    tick(dialog, 2)
    tick(dialog, 3)
    counted_again(dialog, before)
    confirm_import(qtbot)
    qtbot.waitUntil(lambda: welcome.pages.currentWidget() is welcome.labeling, timeout=20_000)
    welcome.close()
    texts = rows_of(tmp_path / "odd.real", "SELECT text FROM responses ORDER BY id")
    assert [row["text"] for row in texts] == ["Because.", "So.", "Thus.", "Like this."]


def test_space_ticks_a_column_where_the_keyboard_is(opened, odd):
    dialog = opened(odd)
    (table,) = dialog.findChildren(QTableView)
    table.setCurrentIndex(table.model().index(2, 0))
    QTest.keyClick(table, Qt.Key.Key_Space)
    state = table.model().index(2, 0).data(Qt.ItemDataRole.CheckStateRole)
    assert Qt.CheckState(state) is Qt.CheckState.Checked
    dialog.close()


def test_the_keyboard_reaches_the_columns_by_their_letter(opened, odd, qtbot):
    dialog = opened(odd)
    qtbot.waitActive(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    (table,) = dialog.findChildren(QTableView)
    assert table.hasFocus()
    dialog.close()


def test_the_preview_is_seen_whole_when_it_comes_after_the_columns(
    opened, odd, counted_again, qtbot
):
    odd.write_text(odd.read_text().replace("Because.", "Because it is. " * 9))
    dialog = opened(odd)
    before = dialog.review
    choose(prompt_box(dialog), 2)
    tick(dialog, 2)
    tick(dialog, 3)
    counted_again(dialog, before)
    cards = dialog.findChildren(PreviewCard)
    wanted = max(card.wanted_height() for card in cards)
    qtbot.waitUntil(lambda: min(card.height() for card in cards) >= wanted, timeout=2_000)
    dialog.close()


def test_the_preview_begins_with_the_first_line(opened, row_file, qtbot):
    dialog = opened(row_file(GOOD | {"responses": ["word " * 900, "x" * 5_000]}))
    bars = [c.findChild(QTextEdit).verticalScrollBar() for c in dialog.findChildren(PreviewCard)]
    qtbot.waitUntil(lambda: all(bar.maximum() > 0 for bar in bars))
    qtbot.waitUntil(lambda: [bar.value() for bar in bars] == [0, 0], timeout=2_000)
    dialog.close()


def test_columns_are_folded_when_nothing_is_asked_and_open_by_their_arrow(opened, row_file):
    dialog = opened(row_file(GOOD))
    assert not prompt_box(dialog).isVisibleTo(dialog)
    assert "found by their names" in texts_of(dialog)
    fold = next(
        one for one in dialog.findChildren(QWidget) if one.accessibleName() == "Choose the columns"
    )
    QTest.keyClick(fold, Qt.Key.Key_Return)
    assert prompt_box(dialog).isVisibleTo(dialog)
    assert dialog.isVisible()
    dialog.close()


def test_a_format_that_is_not_certain_asks_for_a_look_at_the_sets(opened, row_file):
    notes = [{"note": f"Ask again on day {i}."} for i in range(4)]
    dialog = opened(row_file(*notes, GOOD))
    assert "The format is not certain. Do the first sets look right?" in texts_of(dialog)
    assert not prompt_box(dialog).isVisibleTo(dialog)
    assert import_button(dialog).isEnabled()
    dialog.close()


def test_nothing_is_imported_while_the_list_is_saved(
    opened, row_file, tmp_path, choose_files, monkeypatch, qtbot
):
    go_on = threading.Event()

    def save_slowly(_sources, _out):
        yield Progress("Saving the list", 200, None, "rows", "list.csv")
        go_on.wait(10)
        return 25

    monkeypatch.setattr(rejected_list, "save_rejected", save_slowly)
    dialog = opened(row_file(GOOD, *BAD))
    choose_files(to_save=tmp_path / "list.csv")
    button(dialog, "Save list…").click()
    qtbot.waitUntil(lambda: "Saving the list list.csv · 200 rows" in texts_of(dialog))
    assert not import_button(dialog).isEnabled()
    go_on.set()
    qtbot.waitUntil(lambda: "25 rows written to list.csv" in texts_of(dialog))
    assert import_button(dialog).isEnabled()
    dialog.close()


def test_another_format_reads_the_files_again(opened, tmp_path, counted_again):
    path = tmp_path / "both.csv"
    path.write_text("prompt,response,response_1,response_2\nWhy?,a,b,c\nWhy?,d,e,f\n")
    dialog = opened(path)
    assert import_button(dialog).text() == "Import 1 prompt"
    before, box = dialog.review, format_box(dialog)
    choose(box, box.findData("long"))
    found = counted_again(dialog, before)
    assert entries(dialog)[0].startswith("both.csv | One response a row")
    assert found.figures == ((1, "prompt"), (2, "response"))
    dialog.close()


def test_rejected_rows_are_counted_listed_and_saved(
    opened, row_file, tmp_path, choose_files, qtbot
):
    dialog = opened(row_file(GOOD, *BAD))
    assert "25 rows rejected" in texts_of(dialog)
    assert "25 rows: fewer than two distinct responses" in texts_of(dialog)
    button(dialog, "Rejected rows…").click()
    (table,) = dialog.findChildren(RejectedDialog)
    assert "The first 20 of 25 rejected rows; a saved list has all of them" in texts_of(table)
    model = table.findChild(QTableView).model()
    assert [model.index(0, column).data() for column in range(3)] == [
        "rows.jsonl", "2", "fewer than two distinct responses",
    ]  # fmt: skip
    out = tmp_path / "list.csv"
    choose_files(to_save=out)
    button(table, "Save list…").click()
    qtbot.waitUntil(lambda: "25 rows written to list.csv" in texts_of(dialog))
    with out.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == 26
    assert import_button(dialog).isEnabled()
    dialog.close()


def test_a_list_that_cannot_be_saved_is_told_and_the_dialog_stays(
    opened, row_file, tmp_path, choose_files, qtbot
):
    dialog = opened(row_file(GOOD, *BAD))
    choose_files(to_save=tmp_path / "none" / "list.csv")
    button(dialog, "Save list…").click()
    qtbot.waitUntil(lambda: any("does not exist" in text for text in texts_of(dialog)))
    assert dialog.isVisible()
    assert import_button(dialog).isEnabled()
    dialog.close()


def test_a_place_that_is_taken_is_refused_before_anything_is_written(
    opened, row_file, project, choose_files
):
    dialog, before = opened(row_file(GOOD)), project.read_bytes()
    choose_files(to_save=project)
    button(dialog, "Change…").click()
    assert "small.real exists already; choose another name." in texts_of(dialog)
    assert not import_button(dialog).isEnabled()
    choose_files(to_save=project.with_name("free"))
    button(dialog, "Change…").click()
    assert import_button(dialog).isEnabled()
    assert "Into the new project free.real" in texts_of(dialog)
    assert project.read_bytes() == before
    dialog.close()


def test_single_responses_are_of_use_to_an_open_project_alone(window, row_file, qtbot):
    path = row_file({"prompt": "Question 1?", "responses": ["A further answer."]})
    window.files.drop([path])
    dialog = import_dialog()
    qtbot.waitUntil(lambda: dialog.review.is_counted)
    assert import_button(dialog).text() == "Import 1 response"
    here, new = dialog.findChildren(QRadioButton)
    new.click()
    assert not import_button(dialog).isEnabled()
    here.click()
    with qtbot.waitSignal(window.files.imported) as imported:
        confirm_import(qtbot)
    assert imported.args[0].added.responses == 1
    qtbot.waitUntil(lambda: not window.files.is_busy)


def test_an_open_project_that_is_closed_takes_the_dialog_along(window, row_file, qtbot):
    window.files.drop([row_file(GOOD)])
    dialog = import_dialog()
    window.files.close_project()
    assert not dialog.isVisible()
    qtbot.wait(30)
    assert messages() == []


def test_ten_megabytes_in_one_response_do_not_freeze_it(opened, row_file, qtbot):
    huge = "x" * 10_000_000
    dialog = opened(row_file({"prompt": huge, "responses": [huge, f"{huge} y"]}), is_counted=False)
    began, slowest = time.monotonic(), 0.0
    while not dialog.review.is_counted:
        beat = time.monotonic()
        assert beat - began < 20
        QApplication.processEvents()
        slowest = max(slowest, time.monotonic() - beat)
        time.sleep(0.005)
    assert slowest < 1.0
    assert all(len(text) < 10_000 for text in preview_texts(dialog))
    dialog.close()


def test_a_hundred_thousand_columns_can_be_looked_through(opened, row_file):
    dialog = opened(row_file({f"column {i}": f"value {i}" for i in range(100_000)}))
    began = time.monotonic()
    prompt_box(dialog).showPopup()
    assert time.monotonic() - began < 0.5
    prompt_box(dialog).hidePopup()
    (table,) = dialog.findChildren(QTableView)
    assert table.model().rowCount() == 100_000
    dialog.close()


def test_every_control_has_a_name_and_no_label_reads_markup(opened, row_file, tmp_path):
    name = "<b>bold & <i>" + "long " * 30 + ".jsonl"
    row = GOOD | {f"<u>{i}</u>": "<b>" for i in range(3)}
    dialog = opened(row_file(row, *BAD, name=name), tmp_path / "<img src=x>")
    for control in dialog.findChildren(QWidget):
        if control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.isVisibleTo(dialog):
            text = control.text() if isinstance(control, QPushButton | QRadioButton) else ""
            assert control.accessibleName() or text, control
    for label in dialog.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText
    assert dialog.minimumSizeHint().width() < 700
    dialog.close()


def test_a_long_name_does_not_widen_the_dialog(opened, row_file):
    dialog = opened(row_file(GOOD, name="long_" * 40 + ".jsonl"))
    assert dialog.minimumSizeHint().width() < 700
    assert import_button(dialog).geometry().right() < dialog.width()
    dialog.close()


def test_tab_comes_to_every_part(opened, row_file):
    dialog = opened(row_file(GOOD, *BAD))
    dialog.activateWindow()
    seen = []
    for _ in range(30):
        QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is None or focused in seen:
            break
        seen.append(focused)
    names = {one.accessibleName() or one.text() for one in seen if hasattr(one, "text")}
    texts = {one.accessibleName() for one in seen}
    assert {"Add files…", "Rejected rows…", "Cancel", "Import 1 prompt"} <= names | texts
    assert {"Read the files as", "Choose the columns", "Text of response 1"} <= texts
    dialog.close()


@pytest.mark.parametrize("percent", [100, 200])
def test_it_fits_a_small_screen(opened, row_file, theme, percent):
    theme.set_percent(percent)
    dialog = opened(row_file(GOOD, *BAD))
    room = dialog.screen().availableSize()
    assert dialog.width() <= room.width()
    assert dialog.height() <= room.height()
    for one in (import_button(dialog), button(dialog, "Cancel")):
        assert dialog.rect().contains(one.geometry())
    dialog.close()


def test_what_there_is_none_of_is_not_mentioned(opened, row_file):
    dialog = opened(row_file(GOOD, *BAD))
    shown = json.dumps(texts_of(dialog))
    assert "known preference" not in shown
    assert "duplicate" not in shown
    dialog.close()


@pytest.mark.parametrize("end", ["cancelled", "failed"])
def test_a_new_project_goes_where_its_import_does_not_come_to_its_end(
    opened, welcome, tmp_path, monkeypatch, qtbot, end
):
    def endless(_session, _sources, _total):
        while True:
            yield Progress("Importing", 0, 1, "prompts")
            if end == "failed":
                raise UserError("the disk is full")

    monkeypatch.setattr(importing, "import_files", endless)
    path = write_rows(tmp_path / "sets.jsonl", [("Why?", ["a", "b"])])
    opened(path)
    with qtbot.waitSignal(welcome.files.jobs.ended):
        confirm_import(qtbot)
        if end == "cancelled":
            qtbot.waitUntil(lambda: welcome.files.jobs.is_running)
            welcome.files.cancel()
    qtbot.waitUntil(lambda: welcome.pages.currentWidget() is welcome.welcome)
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    assert (messages() != []) is (end == "failed")
