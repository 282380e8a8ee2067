"""What every child process of the program does first."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from multiprocessing.connection import wait


def begin_child() -> None:
    """Let this process end with its parent, whatever it is doing, and not by Ctrl+C.

    A killed parent would leave it alive, waiting for work. Ctrl+C reaches the whole group, and
    the parent decides when its children end. For the main thread of a child process.
    """
    threading.Thread(target=_exit_with_parent, name="exit-with-parent", daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _exit_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
