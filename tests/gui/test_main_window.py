import subprocess
import sys

from PySide6.QtCore import Qt

from real_desktop.session.settings_file import load_settings
from tests.window import press

CONTROL = Qt.KeyboardModifier.ControlModifier

START = """
import sys
from PySide6.QtWidgets import QApplication
from real_desktop.gui.main_window import MainWindow
from real_desktop.gui.theme import Theme
app = QApplication([])
window = MainWindow(Theme(app))
window.show()
heavy = {"torch", "transformers", "sentence_transformers", "pandas", "sklearn", "scipy"}
print(sorted(heavy & set(sys.modules)))
"""


def test_the_window_comes_back_in_its_size(open_window):
    window = open_window()
    window.resize(710, 590)
    window.close()
    again = open_window()
    assert (again.width(), again.height()) == (710, 590)


def test_the_size_of_the_type_is_remembered(open_window, theme):
    window = open_window()
    theme.set_percent(150)
    window.close()
    assert load_settings().settings.text_percent == 150


def test_keys_change_the_size_of_the_type(welcome, theme):
    press(welcome, Qt.Key.Key_Plus, CONTROL)
    assert theme.percent == 110
    press(welcome, Qt.Key.Key_Minus, CONTROL)
    press(welcome, Qt.Key.Key_Minus, CONTROL)
    assert theme.percent == 90
    press(welcome, Qt.Key.Key_0, CONTROL)
    assert theme.percent == 100


def test_full_screen_and_back(welcome):
    press(welcome, Qt.Key.Key_F11)
    assert welcome.isFullScreen()
    press(welcome, Qt.Key.Key_F11)
    assert not welcome.isFullScreen()


def test_quit_closes_the_window_and_its_project(window):
    press(window, Qt.Key.Key_Q, CONTROL)
    assert not window.isVisible()
    assert window.files.session is None


def test_a_shown_window_has_loaded_nothing_heavy():
    command = [sys.executable, "-W", "error", "-c", START]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
