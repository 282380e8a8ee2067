import configparser
import os
import platform
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from real_desktop.core.errors import UserError
from real_desktop.resource_files import resource
from real_desktop.session.desktop_entry import install_desktop_entry, remove_desktop_entry
from real_desktop.store.project_file import create
from real_desktop.store.schema import APPLICATION_ID

LAUNCHER = ("/opt/some where/real-desktop",)
MIME = "application/x-real-desktop-project"
TOOLS = ("update-mime-database", "update-desktop-database", "gtk-update-icon-cache")

pytestmark = pytest.mark.skipif(platform.system() != "Linux", reason="a thing of Linux")


@pytest.fixture
def data(tmp_path, monkeypatch):
    """Where this user's desktop has its files: nothing is there yet."""
    folder = tmp_path / "share"
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    return folder


@pytest.fixture
def no_tools(tmp_path, monkeypatch):
    """A machine without the programs that renew caches."""
    monkeypatch.setenv("PATH", str(tmp_path / "no programs"))


@pytest.fixture
def tools(tmp_path, monkeypatch):
    """Programs of their names that note how they are called, and fail."""
    folder, notes = tmp_path / "programs", tmp_path / "calls"
    folder.mkdir()
    notes.touch()
    for name in TOOLS:
        program = folder / name
        program.write_text(f'#!/bin/sh\necho "{name} $*" >> "{notes}"\nexit 1\n')
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return lambda: notes.read_text().splitlines()


def files_in(folder):
    return sorted(path for path in folder.rglob("*") if not path.is_dir())


def entry_in(data):
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read(data / "applications" / "real-desktop.desktop", encoding="utf-8")
    return dict(parser["Desktop Entry"])


def test_what_is_reported_is_what_is_there(data, no_tools):
    written = install_desktop_entry(LAUNCHER)
    assert sorted(written) == files_in(data)
    names = {str(path.relative_to(data)) for path in written}
    assert {
        "applications/real-desktop.desktop",
        "mime/packages/real-desktop.xml",
        "icons/hicolor/16x16/apps/real-desktop.png",
        "icons/hicolor/256x256/mimetypes/application-x-real-desktop-project.png",
        "icons/hicolor/scalable/apps/real-desktop.svg",
        "icons/hicolor/scalable/mimetypes/application-x-real-desktop-project.svg",
    } <= names
    assert len(names) == 2 + 2 * 7


def test_the_entry_starts_the_launcher_with_the_files(data, no_tools):
    install_desktop_entry(LAUNCHER)
    entry = entry_in(data)
    assert entry["Exec"] == '"/opt/some where/real-desktop" %F'
    assert entry["TryExec"] == "/opt/some where/real-desktop"
    assert entry["MimeType"] == f"{MIME};"
    assert entry["Icon"] == entry["StartupWMClass"] == "real-desktop"
    assert "@" not in " ".join(entry.values())


def test_the_file_type_is_that_of_a_project(data, no_tools):
    install_desktop_entry(LAUNCHER)
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    (kind,) = ET.parse(data / "mime/packages/real-desktop.xml").getroot()
    assert kind.get("type") == MIME
    assert kind.find(f"{space}glob").get("pattern") == "*.real"
    header = kind.find(f"{space}magic/{space}match")
    assert (header.get("offset"), header.get("value")) == ("0", "SQLite format 3\\0")
    identity = header.find(f"{space}match")
    assert (identity.get("type"), identity.get("offset")) == ("big32", "68")
    assert int(identity.get("value"), 16) == APPLICATION_ID


def test_a_project_has_the_identity_at_that_place(tmp_path):
    create(tmp_path / "some.real", "some").close()
    head = (tmp_path / "some.real").read_bytes()[:72]
    assert head.startswith(b"SQLite format 3\0")
    assert int.from_bytes(head[68:72], "big") == APPLICATION_ID


def test_the_icons_are_the_programs_own(data, no_tools):
    install_desktop_entry(LAUNCHER)
    for place, name, picture in (
        ("apps", "real-desktop", "real-desktop"),
        ("mimetypes", MIME.replace("/", "-"), "project"),
    ):
        for size in (16, 32, 48, 64, 128, 256):
            png = (data / f"icons/hicolor/{size}x{size}/{place}/{name}.png").read_bytes()
            assert png[:8] == b"\x89PNG\r\n\x1a\n"
            assert int.from_bytes(png[16:20], "big") == size
        svg = data / f"icons/hicolor/scalable/{place}/{name}.svg"
        assert svg.read_bytes() == resource(f"icons/{picture}.svg").read_bytes()


def test_installing_again_changes_the_launcher_and_nothing_else(data, no_tools):
    first = install_desktop_entry(LAUNCHER)
    before = {path: path.read_bytes() for path in files_in(data)}
    assert install_desktop_entry(("/usr/bin/python3", "-m", "real_desktop")) == first
    changed = [path for path in files_in(data) if path.read_bytes() != before.get(path)]
    assert changed == [data / "applications/real-desktop.desktop"]
    assert entry_in(data)["Exec"] == "/usr/bin/python3 -m real_desktop %F"


def test_removing_takes_what_was_installed_and_nothing_else(data, no_tools):
    others = [
        data / "applications/other.desktop",
        data / "applications/real-desktop.desktop.bak",
        data / "mime/packages/other.xml",
        data / "icons/hicolor/48x48/apps/other.png",
        data / "icons/hicolor/48x48/apps/real-desktop-2.png",
    ]
    for path in others:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(path.name)
    written = install_desktop_entry(LAUNCHER)
    assert sorted(remove_desktop_entry()) == sorted(written)
    assert files_in(data) == sorted(others)
    assert [path.read_text() for path in others] == [path.name for path in others]


def test_removing_what_is_not_there_is_no_fault(data, no_tools):
    assert remove_desktop_entry() == []
    assert not data.exists()
    written = install_desktop_entry(LAUNCHER)
    written[3].unlink()
    assert remove_desktop_entry() == [path for path in written if path != written[3]]


def test_the_desktop_is_told_whether_it_listens_or_not(data, tools):
    install_desktop_entry(LAUNCHER)
    told = [
        f"update-mime-database {data}/mime",
        f"update-desktop-database --quiet {data}/applications",
    ]
    assert tools() == told
    remove_desktop_entry()
    assert tools() == told * 2
    remove_desktop_entry()
    assert tools() == told * 2


def test_an_icon_cache_is_renewed_and_never_made(data, tools):
    theme = data / "icons" / "hicolor"
    theme.mkdir(parents=True)
    (theme / "icon-theme.cache").touch()
    os.utime(theme, (0, 0))
    install_desktop_entry(LAUNCHER)
    assert tools()[-1].startswith("gtk-update-icon-cache")
    assert tools()[-1].endswith(str(theme))
    assert theme.stat().st_mtime > 1_000_000


@pytest.mark.parametrize("named", [None, "", "relative/folder"])
def test_without_a_named_folder_it_is_the_usual_one(tmp_path, monkeypatch, no_tools, named):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    if named is not None:
        monkeypatch.setenv("XDG_DATA_HOME", named)
    (first, *_) = install_desktop_entry(LAUNCHER)
    assert first == tmp_path / ".local/share/applications/real-desktop.desktop"
    remove_desktop_entry()


@pytest.mark.parametrize("work", [lambda: install_desktop_entry(LAUNCHER), remove_desktop_entry])
def test_another_system_is_told_so(data, monkeypatch, work):
    monkeypatch.setattr(platform, "system", lambda: "Darwin")
    with pytest.raises(UserError, match="a thing of Linux, and this is Darwin"):
        work()
    assert not data.exists()


def test_a_folder_that_cannot_be_made_is_a_sentence(data, no_tools):
    data.write_text("a file")
    with pytest.raises(UserError, match=r"applications cannot be made \(Not a directory\)"):
        install_desktop_entry(LAUNCHER)
    assert data.read_text() == "a file"


def test_a_link_is_not_written_through(data, no_tools, tmp_path):
    precious = tmp_path / "precious"
    precious.write_text("mine")
    link = data / "applications" / "real-desktop.desktop"
    link.parent.mkdir(parents=True)
    link.symlink_to(precious)
    with pytest.raises(UserError, match="symbolic link"):
        install_desktop_entry(LAUNCHER)
    assert remove_desktop_entry() == [link]
    assert precious.read_text() == "mine"


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="needs desktop-file-utils")
def test_the_entry_is_valid(data):
    install_desktop_entry(('/opt/a b$c`d"e\\f/real-desktop',))
    entry = data / "applications/real-desktop.desktop"
    done = subprocess.run(
        ["desktop-file-validate", entry], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.skipif(
    not (shutil.which("update-mime-database") and shutil.which("gio")),
    reason="needs shared-mime-info and gio",
)
@pytest.mark.parametrize("name", ["some.real", "a name without an ending"])
def test_a_desktop_knows_a_project_by_its_name_and_by_its_bytes(data, tmp_path, name):
    path = tmp_path / name
    create(path, "some").close()
    install_desktop_entry(LAUNCHER)
    assert content_type(path) == MIME
    remove_desktop_entry()
    assert content_type(path) != MIME


def content_type(path: Path) -> str:
    done = subprocess.run(
        ["gio", "info", "-a", "standard::content-type", path],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.split("standard::content-type: ")[1].strip()
