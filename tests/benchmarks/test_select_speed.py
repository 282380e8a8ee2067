"""A queue of 100,000 pairs: how long it takes to write, and how long to choose."""

import time

import pytest

from real_desktop.core.digest import messages_json, prompt_uuid, text_hash
from real_desktop.core.progress import drained
from real_desktop.core.records import Message
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.selecting import select
from real_desktop.session.selection_preview import preview
from real_desktop.session.session import CHUNK_ROWS_BESIDE_A_WINDOW, new_session
from real_desktop.store import selections
from real_desktop.store.thread import Priority
from tests.benchmarks.test_million_texts import MOST_P50_MS, MOST_P99_MS, Judging
from tests.benchmarks.timing import p50_p99_ms, shown

PROMPTS = 96_000
REPEATS = 4_000
MOST_WRITING_S = 2.0
"""On the processor: what other programs do meanwhile does not count."""


def fill(project):
    with project.transaction():
        db = project.db.conn
        db.execute(
            "INSERT INTO imports (at, source, format, state) VALUES ('', 'm', 'plain', 'complete')"
        )
        db.executemany(
            "INSERT INTO prompts (id, uuid, import_id, messages, split_group, source_file,"
            " source_row) VALUES (?, ?, 1, ?, 'g', 'm', 1)",
            map(prompt, range(1, PROMPTS + 1)),
        )
        db.executemany(
            "INSERT INTO responses (prompt_id, import_id, position, text, text_hash)"
            " VALUES (?, 1, ?, ?, ?)",
            (response(number, place) for number in range(1, PROMPTS + 1) for place in range(3)),
        )


def prompt(number):
    messages = [Message("user", f"Question {number}?")]
    return number, prompt_uuid(messages), messages_json(messages)


def response(number, place):
    text = f"Answer {place} to question {number}."
    return number, place, text, text_hash(text)


@pytest.fixture
def session(tmp_path):
    with new_session(tmp_path / "large.real") as opened:
        opened.run(Priority.CHUNK, fill)
        yield opened


def test_a_queue_of_a_hundred_thousand_pairs_is_written_at_once(session, table, monkeypatch):
    seconds, busy, add = [], [], selections.add_selection

    def timed(project, **more):
        began, began_busy = time.perf_counter(), time.thread_time()
        selection_id = add(project, **more)
        seconds.append(time.perf_counter() - began)
        busy.append(time.thread_time() - began_busy)
        return selection_id

    monkeypatch.setattr(selections, "add_selection", timed)
    began = time.perf_counter()
    share = REPEATS / PROMPTS
    report = drained(select(session, SelectOptions("random", repeats=share)))
    choosing = time.perf_counter() - began - seconds[0]
    table.append(("choosing 100,000 pairs of 288,000 responses", f"{choosing:.1f} s"))
    writing = f"{seconds[0]:.2f} s, {busy[0]:.2f} s of them on the processor"
    table.append(("writing the queue of 100,000 pairs", writing))
    assert report.pairs == PROMPTS + REPEATS
    assert busy[0] < MOST_WRITING_S


def test_a_judgement_waits_for_no_preview(session, table):
    session.chunk_rows = CHUNK_ROWS_BESIDE_A_WINDOW
    with Judging(session) as judging:
        found = drained(preview(session, SelectOptions("random")))
    waits = p50_p99_ms(judging.waits)
    table.append(("a judgement beside the preview of 96,000 prompts waits", shown(*waits)))
    assert found.pairs > PROMPTS
    assert waits[0] < MOST_P50_MS
    assert waits[1] < MOST_P99_MS
