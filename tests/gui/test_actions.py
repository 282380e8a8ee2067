from operator import attrgetter

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from real_desktop.gui.actions import ACTIONS, BY_ID, MENUS, When, key_table
from real_desktop.gui.answer_bar import ACTION_OF
from real_desktop.gui.answer_button import AnswerButton
from real_desktop.gui.panel import KeyCap


def test_ids_are_unique():
    assert len(BY_ID) == len(ACTIONS)


def test_no_key_means_two_things():
    keys = [key for spec in ACTIONS for key in spec.keys]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("key", [key for spec in ACTIONS for key in spec.keys])
def test_every_key_is_one_that_qt_knows(key):
    sequence = QKeySequence(key)
    assert sequence.count() == 1
    assert sequence.toString(QKeySequence.SequenceFormat.PortableText) == key


@pytest.mark.parametrize("spec", ACTIONS, ids=attrgetter("id"))
def test_every_action_has_a_handler_and_a_place_in_its_menu(welcome, spec):
    owners = {
        "window": welcome, "files": welcome.files, "judging": welcome.judging,
        "theme": welcome.theme, "answers": welcome.answers, "labeling": welcome.labeling,
        "project": welcome.project, "exporter": welcome.exporter,
        "vectors": welcome.vectors, "jobs": welcome.files.jobs,
        "evidence": welcome.evidence_view, "gold": welcome.gold,
        "selecting": welcome.selecting,
    }  # fmt: skip
    owner, method = spec.handler.split(".")
    assert callable(getattr(owners[owner], method))
    action = welcome.actions_by_id[spec.id]
    menu = welcome.menuBar().actions()[MENUS.index(spec.menu)].menu()
    assert action in menu.actions()
    assert action.text() == spec.text
    assert [key.toString() for key in action.shortcuts()] == list(spec.keys)


def test_only_what_can_be_of_use_is_enabled_on_the_welcome_page(welcome):
    enabled = {spec.id for spec in ACTIONS if welcome.actions_by_id[spec.id].isEnabled()}
    assert enabled == {spec.id for spec in ACTIONS if spec.when in (When.ALWAYS, When.FREE)}


def test_judging_enables_what_is_of_use_there(window):
    disabled = {spec.id for spec in ACTIONS if not window.actions_by_id[spec.id].isEnabled()}
    assert disabled == {"edit.undo", "edit.redo", "project.pause"}


def test_there_is_nothing_to_export_without_pairs(open_window, bare_project):
    assert not open_window(bare_project).actions_by_id["file.export"].isEnabled()


def test_every_answer_shows_its_first_key(window):
    bar = window.labeling.answers
    shown = {button.text(): button._key for button in bar.findChildren(AnswerButton)}
    caps = [cap._key for cap in bar.findChildren(KeyCap)]
    for action_id in ACTION_OF.values():
        spec = BY_ID[action_id]
        assert shown.get(spec.text) == spec.keys[0] or spec.keys[0] in caps


def test_every_judging_action_has_a_control():
    assert set(ACTION_OF.values()) == {spec.id for spec in ACTIONS if spec.menu == "Judge"}


def test_the_key_table_has_every_key():
    table = key_table()
    rows = table.splitlines()[2:]
    assert len(rows) == sum(bool(spec.keys) for spec in ACTIONS)
    for spec in ACTIONS:
        for key in spec.keys:
            (row,) = [row for row in rows if f"`{key}`" in row]
            assert f"| {spec.text} |" in row


@pytest.mark.parametrize("percent", [100, 200])
def test_the_lines_of_a_menu_are_as_wide_as_the_menu_each_time_it_opens(welcome, theme, percent):
    theme.set_percent(percent)
    menu, found = welcome.actions_by_id.menus["Project"], []
    for _again in range(2):
        menu.popup(welcome.pos())
        found.append({menu.actionGeometry(one).width() for one in menu.actions()})
        assert menu.width() - max(found[-1]) <= 8
        menu.close()
    assert found[0] == found[1]
    bare = QMenu()
    bare.addActions(menu.actions())
    assert max(found[0]) > bare.sizeHint().width()
    bare.deleteLater()
