"""One function in a process of its own, which ends with whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from concurrent.futures import ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import ParamSpec, TypeVar

from real_desktop.core.errors import UserError
from real_desktop.embedding.child import begin_child
from real_desktop.embedding.process import WorkerContext

POLL_S = 0.1

P = ParamSpec("P")
T = TypeVar("T")


def run_aside(
    function: Callable[P, T], *args: P.args, **kwargs: P.kwargs
) -> Generator[None, None, T]:
    """Call the function in a new process, yielding every `POLL_S` seconds until it is done.

    Closing the generator kills the process at once. What the function raises must be able to
    travel; raises UserError when the process died.
    """
    context = WorkerContext()
    executor = ProcessPoolExecutor(1, mp_context=context, initializer=begin_child)
    try:
        future = executor.submit(function, *args, **kwargs)
        context.leave_results_to_worker()
        while not future.done():
            yield
            wait([future], timeout=POLL_S)
        return future.result()
    except BrokenProcessPool as error:
        raise UserError("the process that did it stopped; try again") from error
    finally:
        context.kill()
        executor.shutdown(wait=True)
