from real_desktop.gui.window_memory import (
    remember_export,
    remembered_export_folder,
    remembered_format,
)


def test_there_was_no_export_yet():
    assert remembered_format() == ""
    assert remembered_export_folder() is None


def test_the_last_export_is_remembered(tmp_path):
    remember_export("trl", tmp_path.parent)
    remember_export("raw", tmp_path)
    assert (remembered_format(), remembered_export_folder()) == ("raw", tmp_path)


def test_a_folder_that_is_gone_is_forgotten(tmp_path):
    remember_export("raw", tmp_path / "gone")
    assert remembered_export_folder() is None
