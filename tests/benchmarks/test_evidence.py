"""What reading the evidence of many labels costs the person who judges."""

import time

from real_desktop.core.records import EventKind, Outcome, Side
from real_desktop.session.evidence import read_labels
from real_desktop.session.session import open_session
from real_desktop.store.events import NewEvent, append_event
from real_desktop.store.thread import Priority
from tests.benchmarks.timing import p50_p99_ms, shown
from tests.projects import project_with_pairs

LABELS = 20_000
MOST_READING_S = 5
MOST_WAITING_MS = 50


def judge_all(project):
    with project.transaction():
        for (pair_id,) in project.db.execute("SELECT id FROM pairs").fetchall():
            outcome = tuple(Outcome)[pair_id % 4]
            event = NewEvent(1, pair_id, EventKind.JUDGE, outcome, Side.A, active_ms=20_000)
            append_event(project, event)


def test_who_judges_does_not_wait_for_the_evidence(tmp_path, table):
    with open_session(project_with_pairs(tmp_path / "work.real", LABELS)) as session:
        session.run(Priority.CHUNK, judge_all)
        waited, began = [], time.perf_counter()
        reading = read_labels(session)
        while not reading.done():
            asked = time.perf_counter()
            session.run(Priority.JUDGE, lambda _project: None)
            waited.append(time.perf_counter() - asked)
            time.sleep(0.002)
        read_s = time.perf_counter() - began
        began = time.perf_counter()
        found = reading.result().evidence()
        counted_s = time.perf_counter() - began
    p50, p99 = p50_p99_ms(waited)
    table.append((f"reading {LABELS:,} labels", f"{read_s:.2f} s, counting them {counted_s:.2f} s"))
    table.append(("what waits beside it for the project thread", shown(p50, p99)))
    assert found.comparisons[0].selected.judgements == LABELS
    assert read_s + counted_s < MOST_READING_S
    assert p99 < MOST_WAITING_MS
