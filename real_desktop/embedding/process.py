"""The one process behind an executor, within reach."""

from __future__ import annotations

from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.queues import SimpleQueue
from typing import Any


class WorkerContext(SpawnContext):
    """A spawn context that keeps what an executor of one worker makes with it.

    Executors give no public way to end their workers at once before Python 3.14.
    """

    def __init__(self) -> None:
        super().__init__()
        self._process: SpawnProcess | None = None
        self._results: SimpleQueue[Any] | None = None

    @property
    def pid(self) -> int | None:
        """The id of the process; None before it is started."""
        return self._process.pid if self._process else None

    def kill(self) -> None:
        """End the process at once, whatever it is doing; nothing happens if it has ended."""
        if self._process and self.pid is not None:
            self._process.kill()

    def leave_results_to_worker(self) -> None:
        """Close this side's copy of the pipe's end into which the started worker writes.

        With the copy open, a worker killed in the middle of a result leaves the executor
        reading for ever; without it the executor sees the end of the pipe.
        """
        if self._results:
            self._results._writer.close()  # type: ignore[attr-defined]

    def Process(self, *args: Any, **kwargs: Any) -> SpawnProcess:  # type: ignore[override]  # noqa: ANN401, N802
        """Called by the executor."""
        self._process = SpawnProcess(*args, **kwargs)
        return self._process

    def SimpleQueue(self) -> SimpleQueue[Any]:  # noqa: N802
        """Called by the executor."""
        self._results = super().SimpleQueue()
        return self._results
