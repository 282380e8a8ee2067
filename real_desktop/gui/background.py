"""Short work beside the GUI thread for a dialog that may be gone before it is done."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

T = TypeVar("T")


class Background(QObject):
    """Calls back on the GUI thread; nothing comes back once this object is gone."""

    _done = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._done.connect(self._deliver)

    def run(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Do the work on a thread of its own; `then` gets its result, `failed` its error."""

        def do() -> None:
            try:
                done: tuple[Callable[[Any], None], object] = (then, work())
            except Exception as error:
                done = (failed, error)
            with contextlib.suppress(RuntimeError):
                self._done.emit(*done)

        threading.Thread(target=do, name="background", daemon=True).start()

    def _deliver(self, tell: Callable[[Any], None], what: object) -> None:
        tell(what)
