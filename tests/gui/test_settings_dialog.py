import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from real_desktop.gui.settings_dialog import SettingsDialog
from real_desktop.gui.theme import DARK, LIGHT
from real_desktop.session.settings import SETTINGS, Settings
from real_desktop.session.settings_file import load_settings, settings_path
from tests.gui.hands import CONTROL, click, events_of, point_in, shown, texts_of
from tests.window import press


@pytest.fixture
def dialog_of(qtbot):
    """Open the settings of a window as a person does."""

    def find(window):
        press(window, Qt.Key.Key_Comma, CONTROL)
        qtbot.waitUntil(lambda: bool(window.findChildren(SettingsDialog)))
        (dialog,) = window.findChildren(SettingsDialog)
        return dialog

    return find


def control(dialog, name):
    return dialog._editors[name].control


def button(dialog, text):
    (found,) = [b for b in dialog.findChildren(QAbstractButton) if b.text() == text]
    return found


def test_every_setting_has_a_row_that_says_what_it_means(welcome, dialog_of):
    dialog = dialog_of(welcome)
    said = texts_of(dialog)
    for spec in SETTINGS:
        assert spec.text in said
        assert spec.help in said
        assert control(dialog, spec.name).accessibleName() == spec.text
    assert any(str(settings_path()) in text for text in said)
    dialog.reject()


def test_what_is_saved_is_followed_at_once_and_at_the_next_start(welcome, dialog_of, theme, qapp):
    assert qapp.palette().window().color().name() == LIGHT.ground
    dialog = dialog_of(welcome)
    control(dialog, "colours").setCurrentIndex(2)
    control(dialog, "text_percent").setValue(125)
    button(dialog, "Save").click()
    assert qapp.palette().window().color().name() == DARK.ground
    assert theme.percent == 125
    saved = load_settings().settings
    assert (saved.colours, saved.text_percent) == ("dark", 125)


def test_cancel_changes_nothing(welcome, dialog_of, theme):
    dialog = dialog_of(welcome)
    control(dialog, "text_percent").setValue(200)
    button(dialog, "Cancel").click()
    assert theme.percent == 100
    assert load_settings().settings == Settings()


def test_restored_defaults_count_when_they_are_saved(open_window, dialog_of):
    window = open_window(text_percent=150, guard_ms=10)
    dialog = dialog_of(window)
    button(dialog, "Restore defaults").click()
    assert control(dialog, "guard_ms").value() == 250
    assert window.theme.percent == 150
    button(dialog, "Save").click()
    assert window.theme.percent == 100
    assert window.preferences.settings == Settings()


def test_an_empty_name_is_refused_and_the_dialog_stays(welcome, dialog_of):
    dialog = dialog_of(welcome)
    control(dialog, "annotator_name").setText("  ")
    button(dialog, "Save").click()
    assert "Your name in new projects: must not be empty." in texts_of(dialog)
    assert dialog.isVisible()
    dialog.reject()


def test_a_click_judges_only_if_that_is_set(open_window, project, qtbot):
    window = open_window(project, click_judges=False)
    first = shown(window)
    click(window.labeling.left.text.viewport(), point_in(window.labeling.left.text, 0.4, 0.8))
    qtbot.wait(50)
    assert shown(window) == first
    window.close()
    assert events_of(project) == []


def test_new_projects_get_the_name_that_is_set(open_window, tmp_path, choose_files, qtbot):
    window = open_window(annotator_name="Zoë")
    choose_files(to_save=tmp_path / "own.real")
    window.files.new()
    qtbot.waitUntil(lambda: window.judging.step is not None)
    assert window.judging.step.progress.annotator == "Zoë"


def test_keys_of_the_dialog_do_not_judge(window, project, dialog_of, qtbot):
    dialog = dialog_of(window)
    line: QWidget = control(dialog, "annotator_name")
    line.setFocus()
    press(line, Qt.Key.Key_1)
    qtbot.wait(50)
    assert "1" in line.text()
    dialog.reject()
    window.close()
    assert events_of(project) == []


def test_what_was_edited_in_the_file_meanwhile_stays(open_window, dialog_of, theme):
    window = open_window()
    settings_path().parent.mkdir(parents=True, exist_ok=True)
    settings_path().write_text("[judging]\nguard_ms = 800\n")
    theme.larger()
    window.close()
    assert load_settings().settings == Settings(guard_ms=800, text_percent=110)


def test_the_dialog_shows_the_file_as_it_is_now_and_the_text_as_it_is_seen(
    open_window, dialog_of, theme
):
    window = open_window()
    settings_path().parent.mkdir(parents=True, exist_ok=True)
    settings_path().write_text("[judging]\nguard_ms = 800\n")
    theme.larger()
    dialog = dialog_of(window)
    assert control(dialog, "guard_ms").value() == 800
    assert control(dialog, "text_percent").value() == 110
    button(dialog, "Save").click()
    assert theme.percent == 110
    assert load_settings().settings == Settings(guard_ms=800, text_percent=110)


def test_a_broken_file_is_left_alone_unless_something_is_changed(open_window):
    window = open_window(guard_ms=250)
    settings_path().parent.mkdir(parents=True, exist_ok=True)
    settings_path().write_text("not = = toml")
    window.close()
    assert settings_path().read_text() == "not = = toml"
