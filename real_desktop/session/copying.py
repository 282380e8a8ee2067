"""Saving a copy of the open project."""

from __future__ import annotations

import os
import uuid
from collections.abc import Generator
from concurrent.futures import Future, wait
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from real_desktop.core.errors import UserError
from real_desktop.core.progress import Progress
from real_desktop.session.session import Session, check_name
from real_desktop.store.copying import back_up, finish_copy
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.thread import Priority

LOOKS_EVERY_S = 0.05


class _StoppedError(Exception):
    """Nobody wants the copy any more."""


@dataclass(slots=True)
class _Copying:
    """One copy under way, seen from both threads."""

    session: Session
    unfinished: Path
    done: int = 0
    total: int = 0
    is_stopped: bool = False

    def run(self, project: ProjectFile) -> None:
        def between(left: int, total: int) -> None:
            self.done, self.total = total - left, total
            if self.is_stopped:
                raise _StoppedError
            self.session.let_others_through(project)

        back_up(project, self.unfinished, between)


def save_copy(session: Session, target: Path) -> Generator[Progress, None, Path]:
    """Write the project as it is to a file that is not there yet; the open one stays open.

    Judgements go on meanwhile and are in the copy. Closing the generator leaves no file.
    Raises UserError when something is at `target` or the disk refuses.
    """
    _check(target)
    unfinished = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}")
    try:
        yield from _back_up(_Copying(session, unfinished), target.name)
        yield Progress("Saving a copy", detail=f"checking {target.name}")
        finish_copy(unfinished, target)
    finally:
        for leftover in (unfinished, unfinished.with_name(f"{unfinished.name}-journal")):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)
    return target


def _back_up(copying: _Copying, name: str) -> Generator[Progress, None, None]:
    future: Future[None] = copying.session.submit(Priority.CHUNK, copying.run)
    try:
        while not wait([future], LOOKS_EVERY_S).done:
            yield Progress("Saving a copy", copying.done, copying.total, "pages", name)
    finally:
        copying.is_stopped = True
        wait([future])
    future.result()


def _check(target: Path) -> None:
    check_name(target)
    if os.path.lexists(target):
        raise UserError(f"{target.name} exists already; a copy needs a name of its own")
    if not target.parent.is_dir():
        raise UserError(f"the folder {target.parent} does not exist")
