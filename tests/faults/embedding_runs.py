"""Runs of the program that embeds, as those see it who kill it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from real_desktop.store.inspection import inspect
from tests.embedding.processes import ends_within, is_running

ROOT = Path(__file__).parents[2]
PATIENCE_S = 300


@dataclass(frozen=True)
class Line:
    """What an encoder wrote down: `load`, `begin` or `end`, who, and the texts of a batch."""

    what: str
    pid: int
    hashes: tuple[str, ...]


class EmbeddingRun:
    """One run of the program on a project; its encoders' log begins where that of the last ended.

    Everything it starts is in a session of its own, so that nothing can be left unseen.
    """

    def __init__(self, project: Path, log: Path, kind: str = "fake") -> None:
        self._log, self._skip = log, log.stat().st_size if log.exists() else 0
        command = [sys.executable, "-m", "tests.faults.embedding_child", project, log, kind]
        self._program = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert self._program.stdout.readline() == "READY\n", self._program.stderr.read()

    @property
    def is_over(self) -> bool:
        return self._program.poll() is not None

    def lines(self) -> list[Line]:
        """What this run's encoders wrote so far."""
        if not self._log.exists():
            return []
        with self._log.open() as file:
            file.seek(self._skip)
            parts = [line.split(" ") for line in file.read().splitlines()]
        return [
            Line(what, int(pid), tuple(filter(None, hashes.split(","))))
            for what, pid, hashes in parts
        ]

    def wait_for(self, what: str, count: int) -> bool:
        """Wait until there are so many lines of a kind; False when the program ends before."""
        deadline = time.monotonic() + PATIENCE_S
        while sum(line.what == what for line in self.lines()) < count:
            if self.is_over:
                return False
            assert time.monotonic() < deadline, "nothing happens"
            time.sleep(0.002)
        return True

    def kill_program(self) -> None:
        """SIGKILL; the processes it started must notice by themselves."""
        self._program.kill()
        self.end()

    def kill_worker(self) -> bool:
        """SIGKILL to the newest embedding process; False if it has ended already."""
        pid = self.lines()[-1].pid
        if not is_running(pid):
            return False
        os.kill(pid, signal.SIGKILL)
        return ends_within(pid, PATIENCE_S)

    def end(self) -> tuple[int, str, str]:
        """Wait for the end: exit code, stdout, stderr. Fails when a process outlives it."""
        out, err = self._program.communicate(timeout=PATIENCE_S)
        for pid in {line.pid for line in self.lines()} | set(_session_of(self._program.pid)):
            assert ends_within(pid, PATIENCE_S), f"process {pid} is still there"
        return self._program.returncode, out, err


def _session_of(leader: int) -> list[int]:
    """The processes of a session, where the system tells."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(") ")[2].split()
        except OSError:
            continue
        if int(fields[3]) == leader:
            found.append(int(stat.parent.name))
    return found


def vectors_in(project: Path) -> dict[str, tuple[bytes, int]]:
    """The vector and the tokens of each text, in a project that is whole."""
    inspect(project)
    with closing(sqlite3.connect(f"file:{project}?mode=ro", uri=True)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT count(*) FROM embedding_failures").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM embedding_models").fetchone() <= (1,)
        rows = connection.execute("SELECT text_hash, vector, tokens FROM embeddings").fetchall()
    found = {text_hash: (vector, tokens) for text_hash, vector, tokens in rows}
    assert len(found) == len(rows)
    return found


def lost(lines: list[Line], stored: dict[str, object], what: str) -> int:
    """How many batches were begun, or came to their end, and are not stored."""
    batches = {line.hashes for line in lines if line.what == what}
    return sum(not stored.keys() >= set(batch) for batch in batches)


def times_begun(lines: list[Line]) -> Counter[str]:
    """How often each text was given to the model."""
    return Counter(text for line in lines if line.what == "begin" for text in line.hashes)
