import tomllib
from dataclasses import replace

import pytest

from real_desktop.core.errors import UserError
from real_desktop.session.settings import Settings
from real_desktop.session.settings_file import load_settings, save_settings, settings_path


@pytest.fixture
def file():
    """The path of the settings file; its folder is there."""
    path = settings_path()
    path.parent.mkdir(parents=True)
    return path


def test_without_a_file_everything_has_its_default_and_none_is_made():
    assert load_settings().settings == Settings()
    assert load_settings().problems == {}
    assert not settings_path().exists()


def test_what_was_saved_comes_back():
    changed = Settings(
        "dark", 150, False, 0, False, False, 'Zoë "Z"', "cpu", "bfloat16", "truncate", False, True,
        25, 7,
    )  # fmt: skip
    save_settings(changed)
    assert load_settings().settings == changed
    assert load_settings().problems == {}


def test_only_what_differs_is_written():
    save_settings(Settings(text_percent=125))
    assert tomllib.loads(settings_path().read_text()) == {"appearance": {"text_percent": 125}}
    save_settings(Settings(text_percent=125))
    save_settings(Settings())
    assert tomllib.loads(settings_path().read_text()) == {"appearance": {"text_percent": 100}}


def test_nothing_is_written_when_nothing_differs():
    save_settings(Settings())
    assert not settings_path().exists()


def test_comments_and_what_is_unknown_stay(file):
    file.write_text('# mine\n[appearance] # all of it\ntext_percent = 90\nshape = "round"\n')
    save_settings(replace(load_settings().settings, text_percent=110, guard_ms=100))
    text = file.read_text()
    assert text.startswith("# mine\n[appearance] # all of it\ntext_percent = 110\n")
    assert 'shape = "round"' in text
    assert load_settings().settings == Settings(text_percent=110, guard_ms=100)


def test_a_wrong_value_has_its_default_and_is_named(file):
    file.write_text('[appearance]\ntext_percent = 900\ncolours = "dark"\n[judging]\nguard_ms = "x"')
    loaded = load_settings()
    assert loaded.settings == Settings(colours="dark")
    assert set(loaded.problems) == {"text_percent", "guard_ms"}
    assert "appearance.text_percent must be from 80 to 200" in loaded.problems["text_percent"]
    save_settings(loaded.settings)
    assert load_settings().problems == {}


@pytest.mark.parametrize("content", [b"not = = toml", b"\xff\xfe", b"appearance = 3"])
def test_a_broken_file_gives_defaults_and_is_kept_beside_the_new_one(file, content):
    file.write_bytes(content)
    assert load_settings().settings == Settings()
    save_settings(Settings(colours="light"))
    assert load_settings().settings == Settings(colours="light")
    assert load_settings().problems == {}
    kept = file.with_name("settings.toml.broken")
    assert kept.exists() == (content != b"appearance = 3")
    if kept.exists():
        assert kept.read_bytes() == content


def test_a_folder_that_cannot_be_written_is_said(file, monkeypatch):
    def refuse(*_arguments):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("real_desktop.session.settings_file.os.replace", refuse)
    with pytest.raises(UserError, match=r"cannot be saved in .*settings\.toml"):
        save_settings(Settings(colours="light"))
    assert load_settings().settings == Settings()
