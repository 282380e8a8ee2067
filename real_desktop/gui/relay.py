"""From a future on another thread to a slot on the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Any

from PySide6.QtCore import QObject, Signal


class Relay(QObject):
    """Calls back on the GUI thread when a future is done."""

    _done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._done.connect(self._deliver)

    def when_done(
        self,
        future: Future[Any],
        then: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Call `then` with the result, or `failed` with the error; nothing if cancelled."""
        future.add_done_callback(lambda done: self._done.emit((done, then, failed)))

    def _deliver(self, delivery: tuple[Future[Any], Any, Any]) -> None:
        future, then, failed = delivery
        try:
            result = future.result()
        except CancelledError:
            return
        except Exception as error:
            failed(error)
        else:
            then(result)
