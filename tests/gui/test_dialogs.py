from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from real_desktop.core.errors import UserError
from real_desktop.gui import dialogs
from real_desktop.session.places import log_file
from tests.gui.hands import button


def test_a_message_is_plain_text_whatever_a_file_name_holds(welcome):
    box = dialogs.show_error(welcome, UserError("<img src=x> <b>file</b>.real does not exist"))
    assert box.textFormat() is Qt.TextFormat.PlainText
    assert box.text() == "<img src=x> <b>file</b>.real does not exist."
    box.close()


def test_a_bug_names_the_log_and_offers_its_traceback(welcome, caplog):
    try:
        raise KeyError("strange")
    except KeyError as error:
        box = dialogs.show_error(welcome, error)
    assert str(log_file()) in box.text()
    assert "KeyError: 'strange'" in box.detailedText()
    assert caplog.records[-1].exc_info[1].args == ("strange",)
    box.close()


@pytest.fixture
def opened(monkeypatch):
    """The folders that the desktop was asked to open."""
    urls = []
    monkeypatch.setattr(dialogs.QDesktopServices, "openUrl", urls.append)
    return urls


def test_the_folder_of_an_export_opens_by_its_button_alone(welcome, tmp_path, opened):
    file = tmp_path / "a b&c" / "out.jsonl"
    box = dialogs.show_done(welcome, "Exported", "1 row written.", file)
    assert opened == []
    assert sorted(one.text() for one in box.buttons()) == ["OK", "Open folder"]
    button(box, "Open folder").click()
    assert [url.toLocalFile() for url in opened] == [str(file.parent)]
    assert opened[0].isLocalFile()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_a_key_closes_what_says_that_it_was_exported(welcome, tmp_path, opened, key):
    box = dialogs.show_done(welcome, "Exported", "1 row written.", tmp_path / "out.jsonl")
    QTest.keyClick(box, key)
    assert not box.isVisible()
    assert opened == []


@pytest.mark.parametrize(
    ("name", "path"),
    [("", None), ("out", Path("out.jsonl")), ("out.json", Path("out.json"))],
)
def test_the_place_of_an_export(choose_files, welcome, name, path):
    choose_files(to_save=name)
    assert dialogs.ask_export(welcome, Path("offered.jsonl")) == path


def test_a_new_project_gets_its_suffix(choose_files, welcome):
    choose_files(to_save="work")
    assert dialogs.ask_new_project(welcome, Path("offered.real")) == Path("work.real")


@pytest.mark.parametrize("ask", [dialogs.ask_responses, dialogs.ask_files_to_open])
@pytest.mark.parametrize("kind", ["json", "jsonl", "ndjson", "csv", "tsv", "parquet", "arrow"])
@pytest.mark.parametrize("packed", ["", ".gz", ".zst", ".bz2", ".xz"])
def test_every_format_that_can_be_read_can_be_chosen(monkeypatch, welcome, ask, kind, packed):
    filters = []
    monkeypatch.setattr(
        dialogs.QFileDialog,
        "getOpenFileNames",
        lambda *given: (filters.append(given[3]), ([], ""))[1],
    )
    assert ask(welcome, Path()) == []
    patterns = filters[0].split("(")[1].split(")")[0].split()
    assert any(Path(f"a.{kind}{packed}").match(pattern) for pattern in patterns)
