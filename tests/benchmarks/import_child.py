"""Imports a file alone, as the program or as a bare loop does, and prints the figures as JSON.

`python -m tests.benchmarks.import_child real|bare PROJECT FILE`
"""

import hashlib
import json
import sqlite3
import sys
import time
import uuid
from pathlib import Path

import orjson

from real_desktop.core.collecting import seldom_collected
from real_desktop.core.digest import NAMESPACE
from real_desktop.core.progress import drained
from real_desktop.session.importing import import_files, recognise_files
from real_desktop.session.session import new_session
from real_desktop.store import schema
from real_desktop.store.project_file import PRAGMAS


def as_the_program_does(project, file):
    with new_session(project) as session, seldom_collected():
        return drained(import_files(session, recognise_files([file]))).added.responses


def rows_of(file):
    if file.suffix == ".parquet":
        from pyarrow import parquet

        for batch in parquet.ParquetFile(file).iter_batches(1_000):
            yield from batch.to_pylist()
    else:
        with file.open("rb") as lines:
            yield from map(orjson.loads, lines)


def as_a_bare_loop_does(project, file):
    """The same rows into the same tables with the same indexes, in one transaction."""
    db = sqlite3.connect(project, isolation_level=None)
    for pragma, value, _expected in PRAGMAS:
        db.execute(f"PRAGMA {pragma} = {value}").fetchall()
    for statement in schema.statements():
        db.execute(statement)
    db.execute("BEGIN IMMEDIATE")
    db.execute("INSERT INTO imports VALUES (1, '', 'made.jsonl', 'plain', 'complete', '{}')")
    count = 0
    for number, row in enumerate(rows_of(file), 1):
        turns = [{"role": "user", "content": row["prompt"]}]
        messages = orjson.dumps(turns).decode()
        name, group = str(uuid.uuid5(NAMESPACE, messages)), sha256(row["prompt"])
        db.execute(
            "INSERT INTO prompts VALUES (?, ?, 1, ?, ?, 'made.jsonl', ?, '{}')",
            (number, name, messages, group, number),
        )
        db.executemany(
            "INSERT INTO responses (prompt_id, import_id, position, text, text_hash, meta)"
            " VALUES (?, 1, ?, ?, ?, '{}')",
            [(number, at, text, sha256(text)) for at, text in enumerate(row["responses"])],
        )
        count += len(row["responses"])
    db.execute("COMMIT")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    db.execute("PRAGMA journal_mode = DELETE").fetchall()
    db.close()
    return count


def peak_mb():
    """The most this process had; `ru_maxrss` also counts what its parent had when it began."""
    status = Path("/proc/self/status").read_text()
    (kilobytes,) = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
    return int(kilobytes) / 1024


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


if __name__ == "__main__":
    _name, way, *paths = sys.argv
    run = {"real": as_the_program_does, "bare": as_a_bare_loop_does}[way]
    began, worked = time.perf_counter(), time.process_time()
    count = run(*map(Path, paths))
    seconds, cpu = time.perf_counter() - began, time.process_time() - worked
    print(json.dumps({"rows": count, "seconds": seconds, "cpu": cpu, "peak_mb": peak_mb()}))
