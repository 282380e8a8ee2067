"""The program in the menu of a Linux desktop, and `.real` files that open in it.

Everything is the user's own, under `$XDG_DATA_HOME`, by the specifications of freedesktop.org:
Desktop Entry 1.5, Shared MIME-info, Icon Theme.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from real_desktop.core.errors import UserError
from real_desktop.formats.writing import replacing
from real_desktop.resource_files import resource
from real_desktop.session.exec_line import exec_line, string_value

NAME = "real-desktop"
MIME_ICON = "application-x-real-desktop-project"
ICON_SIZES = (16, 32, 48, 64, 128, 256)
PATIENCE_S = 60


def install_desktop_entry(launcher: Sequence[str]) -> list[Path]:
    """Write the entry, the file type and the icons, and give their paths.

    `launcher` is the command that starts the program, its first part an absolute path. Files
    that are there are replaced. Raises UserError on another system than Linux, and for an
    error of the disk.
    """
    folder = _data_home()
    written = []
    for path, data in _files(folder, launcher):
        _write(path, data)
        written.append(path)
    _tell_the_desktop(folder)
    return written


def remove_desktop_entry() -> list[Path]:
    """Delete what `install_desktop_entry` writes, as far as it is there, and give the paths.

    Raises UserError on another system than Linux, and for an error of the disk.
    """
    folder = _data_home()
    there = [path for path in _places(folder) if os.path.lexists(path)]
    for path in there:
        try:
            path.unlink()
        except OSError as error:
            raise UserError(f"{path} cannot be removed ({error.strerror})") from error
    if there:
        _tell_the_desktop(folder)
    return there


def _data_home() -> Path:
    """`$XDG_DATA_HOME`; what is not absolute there counts for nothing, says the specification."""
    if platform.system() != "Linux":
        raise UserError(f"desktop entries are a thing of Linux, and this is {platform.system()}")
    named = os.environ.get("XDG_DATA_HOME", "")
    return Path(named) if os.path.isabs(named) else Path.home() / ".local" / "share"


def _entry(folder: Path) -> Path:
    return folder / "applications" / f"{NAME}.desktop"


def _file_type(folder: Path) -> Path:
    return folder / "mime" / "packages" / f"{NAME}.xml"


def _icons(folder: Path) -> Iterator[tuple[Path, str]]:
    """Each icon's path with the resource that it is a copy of."""
    theme = folder / "icons" / "hicolor"
    for place, name, picture in (("apps", NAME, NAME), ("mimetypes", MIME_ICON, "project")):
        for size in ICON_SIZES:
            yield theme / f"{size}x{size}" / place / f"{name}.png", f"icons/{picture}-{size}.png"
        yield theme / "scalable" / place / f"{name}.svg", f"icons/{picture}.svg"


def _places(folder: Path) -> list[Path]:
    return [_entry(folder), _file_type(folder), *(path for path, _ in _icons(folder))]


def _files(folder: Path, launcher: Sequence[str]) -> Iterator[tuple[Path, bytes]]:
    yield _entry(folder), _entry_text(launcher).encode("utf-8")
    yield _file_type(folder), resource(f"desktop/{NAME}.xml").read_bytes()
    for path, name in _icons(folder):
        yield path, resource(name).read_bytes()


def _entry_text(launcher: Sequence[str]) -> str:
    text = resource(f"desktop/{NAME}.desktop").read_text(encoding="utf-8")
    text = text.replace("@EXEC@", exec_line(launcher))
    return text.replace("@TRY_EXEC@", string_value(launcher[0]))


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{path.parent} cannot be made ({error.strerror})") from error
    with replacing(path) as file:
        file.write(data)


def _tell_the_desktop(folder: Path) -> None:
    """Let the desktop read its folders anew. Without these programs it does so by itself.

    An icon cache is renewed and never made: one that nobody renews hides what is added later.
    """
    _run("update-mime-database", str(folder / "mime"))
    _run("update-desktop-database", "--quiet", str(folder / "applications"))
    theme = folder / "icons" / "hicolor"
    with suppress(OSError):
        os.utime(theme)
    if (theme / "icon-theme.cache").exists():
        _run("gtk-update-icon-cache", "--quiet", "--force", "--ignore-theme-index", str(theme))


def _run(name: str, *arguments: str) -> None:
    program = shutil.which(name)
    if program:
        with suppress(OSError, subprocess.SubprocessError):
            subprocess.run(
                [program, *arguments], capture_output=True, check=False, timeout=PATIENCE_S
            )
