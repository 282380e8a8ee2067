"""The command that started this program, as another program can start it again."""

from __future__ import annotations

import os
import shutil
import sys

LAUNCHERS = ("real-desktop", "real-desktop-window")


def launcher() -> tuple[str, ...]:
    """The absolute path of the installed script, or Python with the module.

    A link to the script stays a link: that is what outlives an upgrade.
    """
    started = shutil.which(sys.argv[0]) if sys.argv[0] else None
    if started and os.path.basename(started) in LAUNCHERS:
        return (os.path.abspath(started),)
    return (os.path.abspath(sys.executable), "-m", "real_desktop")
