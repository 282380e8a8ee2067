"""How fast files come in, how much memory that takes, and what judging feels of it.

`IMPORT_RESPONSES=1000000 python -m pytest tests/benchmarks/test_import_speed.py -s` is the whole
size; as it is, the file is a small part of that.
"""

import json
import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from real_desktop.core.progress import drained
from real_desktop.core.records import Choice
from real_desktop.session.desk import Answer
from real_desktop.session.importing import import_files, recognise_files
from real_desktop.session.labeling import Labeling
from real_desktop.session.session import CHUNK_ROWS_BESIDE_A_WINDOW, open_session
from tests.benchmarks.timing import p50_p99_ms, shown
from tests.projects import project_with_pairs

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="the memory is read from /proc"
)

ROOT = Path(__file__).parents[2]
RESPONSES = int(os.environ.get("IMPORT_RESPONSES", "40000"))
ROUNDS = 3 if RESPONSES < 200_000 else 1
A_PROMPT = 4
CHARACTERS = 1_000
LEAST_RATIO = 0.5
MOST_MB = 400
MOST_GROWTH_MB = 60
MOST_WAIT_MS = 50
BETWEEN_ANSWERS_S = 0.004


def made_rows(responses):
    """Prompts with four responses of about 1 kB, no two texts alike."""
    rng = random.Random(5)
    words = " ".join(f"{rng.getrandbits(24):x}" for _ in range(40_000))

    def text(length):
        start = rng.randrange(len(words) - length)
        return words[start : start + length]

    for number in range(responses // A_PROMPT):
        answers = [f"{number} {at} {text(CHARACTERS)}" for at in range(A_PROMPT)]
        yield {"prompt": f"Question {number}: {text(200)}?", "responses": answers}


def made_file(path, responses):
    if path.suffix == ".parquet":
        _write_parquet(path, responses)
    else:
        with path.open("w") as file:
            file.writelines(f"{json.dumps(row)}\n" for row in made_rows(responses))
    return path


def _write_parquet(path, responses):
    import pyarrow as pa
    from pyarrow import parquet

    schema = pa.schema({"prompt": pa.string(), "responses": pa.list_(pa.string())})
    with parquet.ParquetWriter(path, schema) as writer:
        rows = []
        for row in made_rows(responses):
            rows.append(row)
            if len(rows) == 5_000:
                writer.write_table(pa.Table.from_pylist(rows, schema))
                rows.clear()
        writer.write_table(pa.Table.from_pylist(rows, schema))


def measured(way, file):
    project = file.with_name(f"{way}.real")
    project.unlink(missing_ok=True)
    command = [sys.executable, "-m", "tests.benchmarks.import_child", way, project, file]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    project.unlink()
    return json.loads(done.stdout)


@pytest.mark.parametrize("ending", ["jsonl", "parquet"])
def test_importing_is_at_least_half_as_fast_as_a_bare_loop(tmp_path, table, ending):
    file = made_file(tmp_path / f"made.{ending}", RESPONSES)
    found = {"real": [], "bare": []}
    for _ in range(ROUNDS):
        for way, runs in found.items():
            runs.append(measured(way, file))
    best = {way: min(runs, key=lambda run: run["seconds"]) for way, runs in found.items()}
    assert best["real"]["rows"] == best["bare"]["rows"] == RESPONSES // A_PROMPT * A_PROMPT
    rates = {way: run["rows"] / run["seconds"] for way, run in best.items()}
    ratio, peak = rates["real"] / rates["bare"], best["real"]["peak_mb"]
    in_cpu = best["bare"]["cpu"] / best["real"]["cpu"]
    table.append(
        (
            f"import of {RESPONSES:,} responses of 1 kB, {ending}",
            f"{rates['real']:,.0f}/s   bare loop {rates['bare']:,.0f}/s   ratio {ratio:.2f}"
            f" (of CPU time {in_cpu:.2f})   peak {peak:.0f} MB",
        )
    )
    assert ratio >= LEAST_RATIO
    assert peak < MOST_MB


@pytest.mark.parametrize("ending", ["jsonl", "parquet"])
def test_memory_does_not_grow_with_the_file(tmp_path, table, ending):
    peaks = []
    for responses in (50_000, 200_000):
        file = made_file(tmp_path / f"{responses}.{ending}", responses)
        peaks.append(measured("real", file)["peak_mb"])
        file.unlink()
    few, many = peaks
    table.append(
        (f"peak of an import, {ending}, 50,000 and 200,000", f"{few:.0f} MB   {many:.0f} MB")
    )
    assert many - few < MOST_GROWTH_MB
    assert many < MOST_MB


def test_judging_does_not_wait_for_an_import_beside_it(tmp_path, table):
    project = project_with_pairs(tmp_path / "work.real", 2_000, 500)
    file = made_file(tmp_path / "made.jsonl", 40_000)
    waits = []
    with open_session(project, CHUNK_ROWS_BESIDE_A_WINDOW) as session:
        labeling = Labeling(session)
        step = labeling.resume().result()
        job = import_files(session, recognise_files([file]))
        importing = threading.Thread(target=drained, args=(job,))
        importing.start()
        while importing.is_alive() and step.pair:
            answer = Answer(step.pair.pair_id, Choice.LEFT)
            pressed = time.perf_counter()
            step = labeling.answer(answer).result()
            waits.append(time.perf_counter() - pressed)
            time.sleep(BETWEEN_ANSWERS_S)
        importing.join()
    p50, p99 = p50_p99_ms(waits)
    name = f"key to COMMIT while 40,000 responses are imported ({len(waits)} judgements)"
    table.append((name, shown(p50, p99)))
    assert len(waits) > 100
    assert p99 < MOST_WAIT_MS
