from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QScrollBar,
    QWidget,
)

from real_desktop.formats.exports import EXPORTS
from real_desktop.gui.export_dialog import ExportChoice, ExportDialog
from real_desktop.gui.window_memory import remember_export
from real_desktop.session.export_preview import ExportPreview, LabelsOf
from tests.gui.hands import button, texts_of

ADA = LabelsOf(name="Ada", is_file=False, labels=7, preferences=6, left_out={"tie": 1})
VOTES = LabelsOf(name="<b>votes</b>", is_file=True, labels=2_312, preferences=2_300, left_out={})
CHOICE = ExportPreview(9, {"tie": 1}, pairs=13, events=20, judges=2, labels_of=(ADA, VOTES))
SOME = ExportPreview(9, Counter({"not judged": 3, "tie": 1}), pairs=13, events=20)


@pytest.fixture
def make_dialog(qtbot, theme, tmp_path):
    """Open the dialog for a project in a folder of its own."""
    parents = []

    def make(preview=SOME, name="work.real"):
        parent = QWidget()
        parents.append(parent)
        qtbot.addWidget(parent)
        parent.resize(1024, 700)
        parent.show()
        made = ExportDialog(parent, tmp_path / name)
        made.open()
        qtbot.waitExposed(made)
        if preview:
            made.show_preview(preview)
        return made

    yield make
    for parent in parents:
        parent.close()


@pytest.fixture
def dialog(make_dialog):
    return make_dialog()


@pytest.fixture
def asked(dialog):
    """The choices that were exported."""
    found = []
    dialog.export_asked.connect(found.append)
    return found


def formats(dialog):
    return dict(zip(EXPORTS, dialog.findChildren(QRadioButton), strict=True))


def field(dialog):
    return dialog.findChild(QLineEdit)


def said(dialog):
    return " ".join(texts_of(dialog))


def test_trl_conversational_is_chosen_at_first_and_every_format_has_a_sentence(dialog):
    chosen = [name for name, radio in formats(dialog).items() if radio.isChecked()]
    assert chosen == ["trl"]
    for name, radio in formats(dialog).items():
        assert radio.text() == EXPORTS[name].title
        assert EXPORTS[name].sentence in texts_of(dialog)


def test_enter_exports_what_is_offered(dialog, asked, tmp_path):
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert asked == [ExportChoice("trl", tmp_path / "work-preferences.jsonl")]
    assert not dialog.isVisible()


def test_enter_in_the_field_exports(dialog, asked, tmp_path):
    field(dialog).setText(str(tmp_path / "mine.jsonl"))
    QTest.keyClick(field(dialog), Qt.Key.Key_Return)
    assert [choice.out.name for choice in asked] == ["mine.jsonl"]


@pytest.mark.parametrize("how", ["Esc", "Cancel"])
def test_cancel_exports_nothing(dialog, asked, how):
    if how == "Esc":
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    else:
        button(dialog, "Cancel").click()
    assert asked == []
    assert not dialog.isVisible()


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("trl", "work-preferences.jsonl"),
        ("trl-standard", "work-preferences-text.jsonl"),
        ("raw", "work-raw.jsonl"),
    ],
)
def test_the_name_follows_the_format(dialog, asked, tmp_path, name, file):
    formats(dialog)[name].click()
    assert field(dialog).text() == str(tmp_path / file)
    button(dialog, "Export").click()
    assert asked == [ExportChoice(name, tmp_path / file)]


def test_the_arrow_keys_go_through_the_formats(dialog, qtbot):
    radios = list(formats(dialog).values())
    qtbot.waitUntil(radios[0].hasFocus)
    for radio in radios[1:]:
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Down)
        assert radio.isChecked()
        assert radio.hasFocus()


@pytest.mark.parametrize("how", ["typed", "chosen"])
def test_a_name_that_was_given_stays(dialog, choose_files, tmp_path, how):
    mine = tmp_path / "mine.jsonl"
    if how == "typed":
        field(dialog).clear()
        QTest.keyClicks(field(dialog), str(mine))
    else:
        choose_files(to_save=mine)
        button(dialog, "Choose…").click()
    formats(dialog)["raw"].click()
    assert field(dialog).text() == str(mine)


def test_nothing_chosen_changes_nothing(dialog, choose_files, tmp_path):
    choose_files()
    button(dialog, "Choose…").click()
    assert field(dialog).text() == str(tmp_path / "work-preferences.jsonl")


@pytest.mark.parametrize(
    ("typed", "out"),
    [
        ("mine", "{folder}/mine.jsonl"),
        (" mine.json ", "{folder}/mine.json"),
        ("{folder}/v1.2", "{folder}/v1.2.jsonl"),
        ("~/mine.jsonl", "{home}/mine.jsonl"),
    ],
)
def test_a_typed_name_becomes_a_file(dialog, asked, tmp_path, typed, out):
    field(dialog).setText(typed.format(folder=tmp_path))
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert [choice.out for choice in asked] == [Path(out.format(folder=tmp_path, home=Path.home()))]


@pytest.mark.parametrize("typed", ["", "  ", "/", "."])
def test_without_a_name_nothing_can_be_exported(dialog, asked, typed):
    field(dialog).setText(typed)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert not button(dialog, "Export").isEnabled()
    assert asked == []


@pytest.mark.parametrize("typed", ["~nobody-at-all/x", "x" * 5_000, "a\0b", "..", "a/b/c", "\n"])
def test_whatever_is_typed_is_no_fault_of_the_dialog(dialog, typed):
    field(dialog).setText(typed)
    assert button(dialog, "Export").isEnabled() is (typed == "x" * 5_000)


def test_a_folder_that_is_not_there_is_said_before_the_export(dialog):
    field(dialog).setText("/elsewhere/mine")
    assert "This folder does not exist." in texts_of(dialog)
    assert not button(dialog, "Export").isEnabled()


def test_a_folder_is_not_said_to_be_replaced(dialog, tmp_path):
    (tmp_path / "a.folder").mkdir()
    field(dialog).setText("a.folder")
    assert "replaced" not in said(dialog)


def test_a_file_that_is_there_is_replaced_only_by_a_button_that_says_so(dialog, asked, tmp_path):
    (tmp_path / "old.jsonl").write_text("old")
    field(dialog).setText("old")
    assert "This file exists and will be replaced." in texts_of(dialog)
    button(dialog, "Replace").click()
    assert asked == [ExportChoice("trl", tmp_path / "old.jsonl")]


def test_a_file_that_is_not_there_is_not_said_to_be(dialog, tmp_path):
    (tmp_path / "old.jsonl").write_text("old")
    field(dialog).setText("old")
    field(dialog).setText("new")
    assert button(dialog, "Export").isEnabled()
    assert "replaced" not in said(dialog)


def test_the_project_itself_is_refused(dialog, asked, tmp_path):
    field(dialog).setText(str(tmp_path / "work.real"))
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert "This is the project itself; choose another name." in texts_of(dialog)
    assert asked == []


def test_the_last_format_and_folder_are_offered(make_dialog, tmp_path):
    folder = tmp_path / "exports"
    folder.mkdir()
    remember_export("trl-standard", folder)
    dialog = make_dialog()
    assert formats(dialog)["trl-standard"].isChecked()
    assert field(dialog).text() == str(folder / "work-preferences-text.jsonl")


def test_what_is_gone_is_not_offered(make_dialog, tmp_path):
    remember_export("a format of old", tmp_path / "gone")
    dialog = make_dialog()
    assert formats(dialog)["trl"].isChecked()
    assert field(dialog).text() == str(tmp_path / "work-preferences.jsonl")


@pytest.mark.parametrize(
    ("name", "preview", "words", "is_possible"),
    [
        ("trl", None, "Counting the rows…", True),
        ("trl", SOME, "9 rows will be written. Left out: not judged 3, tie 1.", True),
        ("trl-standard", SOME, "9 rows will be written. Left out: not judged 3, tie 1.", True),
        ("raw", SOME, "33 rows will be written: 13 pairs and 20 events.", True),
        ("trl", ExportPreview(1, {}, 1, 1), "1 row will be written. No pair is left out.", True),
        ("raw", ExportPreview(1, {}, 1, 1), "2 rows will be written: 1 pair and 1 event.", True),
        (
            "trl",
            ExportPreview(0, {"tie": 2}, 2, 2),
            "Nothing to export: no pair is judged left or right. Left out: tie 2.",
            False,
        ),
        ("raw", ExportPreview(0, {}, 0, 0), "Nothing to export: no pair has been chosen", False),
        ("trl", ExportPreview(12_345, {}, 12_345, 0), "12,345 rows will be written.", True),
    ],
)
def test_it_says_what_will_be_written(make_dialog, name, preview, words, is_possible):
    dialog = make_dialog(preview)
    formats(dialog)[name].click()
    assert words in said(dialog)
    assert button(dialog, "Export").isEnabled() is is_possible
    assert words.split(".")[0] in button(dialog, "Export").accessibleDescription()


def test_what_cannot_be_exported_as_one_format_can_be_as_another(make_dialog):
    dialog = make_dialog(ExportPreview(0, {"tie": 2}, 2, 2))
    assert not button(dialog, "Export").isEnabled()
    formats(dialog)["raw"].click()
    assert button(dialog, "Export").isEnabled()


def test_every_control_has_a_name_and_every_heading_a_control(dialog):
    controls = [*dialog.findChildren(QAbstractButton), field(dialog)]
    assert all(one.accessibleName() or one.text() for one in controls)
    assert field(dialog).accessibleName() == "File"
    buddies = {one.text(): one.buddy() for one in dialog.findChildren(QLabel) if one.buddy()}
    assert list(buddies) == ["&Format", "F&ile"]
    assert buddies["F&ile"] is field(dialog)
    assert buddies["&Format"].focusProxy() is formats(dialog)["trl"]


def test_tab_goes_through_everything_in_reading_order(dialog):
    stops = []
    formats(dialog)["trl"].setFocus()
    for _ in range(5):
        at = dialog.focusWidget()
        stops.append(at.text() if isinstance(at, QAbstractButton) else at.accessibleName())
        QTest.keyClick(at, Qt.Key.Key_Tab)
    assert stops == ["TRL, conversational", "File", "Choose…", "Cancel", "Export"]


def test_a_name_is_shown_as_text(make_dialog):
    dialog = make_dialog(name="<b>bold</b> & co.real")
    assert field(dialog).text().endswith("<b>bold</b> & co-preferences.jsonl")
    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in dialog.findChildren(QLabel))


@pytest.mark.parametrize("percent", [100, 125])
def test_nothing_needs_scrolling_at_ordinary_sizes(make_dialog, theme, qtbot, percent):
    theme.set_percent(percent)
    dialog = make_dialog()
    qtbot.wait(20)
    assert [bar.maximum() for bar in dialog.findChildren(QScrollBar) if bar.isVisible()] == []


def test_at_200_percent_it_fits_the_screen_and_the_buttons_stay(make_dialog, theme, qtbot):
    theme.set_percent(200)
    dialog = make_dialog()
    qtbot.wait(20)
    screen = dialog.screen().availableSize()
    assert dialog.width() <= screen.width()
    assert dialog.height() <= screen.height()
    left_out = next(one for one in dialog.findChildren(QLabel) if "Left out" in one.text())
    for one in (button(dialog, "Export"), left_out):
        assert dialog.rect().contains(one.mapTo(dialog, one.rect().bottomRight()))
        assert not one.visibleRegion().isEmpty()


def test_what_is_out_of_sight_comes_into_sight_with_the_focus(make_dialog, theme, qtbot):
    theme.set_percent(200)
    dialog = make_dialog()
    dialog.resize(dialog.width(), 420)
    qtbot.wait(20)
    assert field(dialog).visibleRegion().isEmpty()
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert field(dialog).hasFocus()
    assert not field(dialog).visibleRegion().isEmpty()


def choice_of_labels(dialog):
    return dialog.findChild(QComboBox)


def test_without_a_choice_nobody_asks_whose_labels(dialog):
    assert choice_of_labels(dialog) is None
    assert "Labels of" not in said(dialog)


def test_everyone_is_chosen_at_first(make_dialog, tmp_path):
    dialog = make_dialog(CHOICE)
    box, asked = choice_of_labels(dialog), []
    dialog.export_asked.connect(asked.append)
    items = [box.itemText(place) for place in range(box.count())]
    assert items == ["Everyone who judged here", "Ada: 7", "<b>votes</b> (from the file): 2,312"]
    assert box.currentIndex() == 0
    assert "9 rows will be written. Where several people judged" in said(dialog)
    button(dialog, "Export").click()
    assert asked == [ExportChoice("trl", tmp_path / "work-preferences.jsonl")]


@pytest.mark.parametrize(
    ("place", "words", "name"), [(1, "6 rows", "Ada"), (2, "2,300 rows", "<b>votes</b>")]
)
def test_the_labels_of_one_are_counted_and_exported(make_dialog, tmp_path, place, words, name):
    dialog = make_dialog(CHOICE)
    asked = []
    dialog.export_asked.connect(asked.append)
    choice_of_labels(dialog).setCurrentIndex(place)
    assert f"{words} will be written." in said(dialog)
    assert "Where several" not in said(dialog)
    button(dialog, "Export").click()
    assert [choice.annotators for choice in asked] == [(name,)]


def test_everything_is_what_everyone_said(make_dialog):
    dialog = make_dialog(CHOICE)
    asked = []
    dialog.export_asked.connect(asked.append)
    choice_of_labels(dialog).setCurrentIndex(2)
    formats(dialog)["raw"].click()
    assert not choice_of_labels(dialog).isEnabled()
    assert "33 rows will be written" in said(dialog)
    button(dialog, "Export").click()
    assert [choice.annotators for choice in asked] == [()]


def test_the_choice_comes_after_the_format_and_has_a_heading(make_dialog):
    dialog = make_dialog(CHOICE)
    formats(dialog)["trl"].setFocus()
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert dialog.focusWidget() is choice_of_labels(dialog)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert dialog.focusWidget().accessibleName() == "File"
    buddies = {one.text(): one.buddy() for one in dialog.findChildren(QLabel) if one.buddy()}
    assert buddies["&Labels of"] is choice_of_labels(dialog)


def test_the_dialog_grows_for_the_choice(make_dialog, qtbot):
    dialog = make_dialog(CHOICE)
    qtbot.wait(20)
    assert [bar.maximum() for bar in dialog.findChildren(QScrollBar) if bar.isVisible()] == []
