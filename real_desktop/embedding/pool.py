"""An embedding process, seen from the job that uses it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

from real_desktop.core.errors import UserError
from real_desktop.embedding import worker
from real_desktop.embedding.encoder import Encoded, EncoderInfo, Loader
from real_desktop.embedding.process import WorkerContext

P = ParamSpec("P")
T = TypeVar("T")


class EmbeddingPool:
    """One embedding process. To be used from one thread, in a `with` block.

    Futures come back at once. Their result raises UserError and RuntimeError as the worker
    did, with the same text, and BrokenProcessPool when the process died: then `restart` and
    ask again, or let `waiting` do so.
    """

    def __init__(self, loader: Loader) -> None:
        self._loader = loader
        self._is_restarted = False
        self._is_closed = False
        self._begin()

    def load(self) -> Future[EncoderInfo]:
        """Start the process and load the model."""
        return self._submit(worker.load)

    def encode(self, texts: Sequence[str]) -> Future[Encoded]:
        """Encode texts, after those asked for before; loads the model where needed."""
        return self._submit(worker.encode, list(texts))

    def restart(self) -> None:
        """Replace a dead process; what it had not answered must be asked again.

        Raises UserError the second time, since a third process would die as well.
        """
        if self._is_closed:
            raise RuntimeError("the embedding pool is closed")
        if self._is_restarted:
            raise UserError(
                "The embedding process stopped twice, perhaps for want of memory; "
                "what is embedded so far is kept, so close other programs and try again"
            )
        self._is_restarted = True
        self._end()
        self._begin()

    def close(self) -> None:
        """End the process at once, even in the middle of a batch or of loading."""
        if not self._is_closed:
            self._is_closed = True
            self._end()

    @property
    def worker_pid(self) -> int | None:
        """The id of the process; None before the first call."""
        return self._context.pid

    def _begin(self) -> None:
        self._context = WorkerContext()
        self._executor = ProcessPoolExecutor(
            max_workers=1,
            mp_context=self._context,
            initializer=worker.start,
            initargs=(self._loader,),
        )

    def _submit(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future = self._executor.submit(function, *args, **kwargs)
        self._context.leave_results_to_worker()
        return future

    def _end(self) -> None:
        # A shutdown alone would wait for the batch; the executor sees that the process is
        # gone, so it does not wait.
        self._context.kill()
        self._executor.shutdown(wait=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
