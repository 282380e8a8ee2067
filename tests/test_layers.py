"""What may be imported where, seen from outside: in fresh processes."""

import json
import os
import subprocess
import sys

HEAVY = ("torch", "transformers", "sentence_transformers", "pandas", "pyarrow", "sklearn", "scipy")


def modules_after(code):
    script = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=True
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_whole_window_imports_nothing_heavy():
    loaded = modules_after(
        "import pkgutil, importlib, real_desktop.gui as gui\n"
        "for module in pkgutil.iter_modules(gui.__path__):\n"
        "    importlib.import_module(f'real_desktop.gui.{module.name}')\n"
        "import real_desktop.session.preparing, real_desktop.session.exporting\n"
        "import real_desktop.session.importing, real_desktop.session.demo"
    )
    assert "PySide6.QtWidgets" in loaded
    assert not loaded & set(HEAVY)


def test_a_window_starts_without_the_readers_of_files():
    loaded = modules_after("import real_desktop.gui.main_window")
    assert not loaded & {"real_desktop.formats.registry", "real_desktop.gui.import_dialog"}


def test_a_window_starts_without_the_strategies_and_the_charts():
    loaded = modules_after("import real_desktop.gui.main_window")
    assert "real_desktop.gui.selecting" in loaded
    assert not loaded & {
        "pyqtgraph", "real_desktop.core.strategies", "real_desktop.gui.select_dialog",
        "real_desktop.session.selecting", "real_desktop.session.selection_preview",
    }  # fmt: skip


def test_the_dialog_that_chooses_pairs_opens_without_the_charts():
    loaded = modules_after("import real_desktop.gui.select_dialog")
    assert "real_desktop.core.strategies" in loaded
    assert "pyqtgraph" not in loaded


def test_the_command_line_imports_no_qt():
    loaded = modules_after("import real_desktop.cli")
    assert not [name for name in loaded if name.startswith("PySide6")]
    assert not loaded & set(HEAVY)


def test_a_mistyped_command_is_refused_without_qt():
    loaded = modules_after("from real_desktop.__main__ import main; assert main(['stat']) == 2")
    assert not [name for name in loaded if name.startswith("PySide6")]


def test_the_entry_module_imports_nothing():
    loaded = modules_after("import real_desktop.__main__")
    assert {name for name in loaded if name.startswith("real_desktop")} == {
        "real_desktop",
        "real_desktop.__main__",
    }
    assert not [name for name in loaded if name.startswith(("PySide6", "click"))]
