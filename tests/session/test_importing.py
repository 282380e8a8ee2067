import gzip
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from real_desktop.core.errors import UserError
from real_desktop.core.progress import drained
from real_desktop.session import importing
from real_desktop.session.importing import import_files, survey_files
from real_desktop.session.session import open_session
from real_desktop.session.statistics import stats
from real_desktop.store.adding import Adding
from tests.session.working import import_into, read


def added_by(added):
    return {name: getattr(added, name) for name in ("prompts", "responses", "duplicates")}


ROOT = Path(__file__).parents[2]

IMPORT_UNTIL_KILLED = """
import os, signal, sys
from pathlib import Path
from real_desktop.core.progress import drained
from real_desktop.session.importing import import_files, survey_files
from real_desktop.session.session import open_session
with open_session(Path(sys.argv[1]), chunk_rows=1) as session:
    job = import_files(session, drained(survey_files([Path(sys.argv[2])])).sources)
    next(job), next(job)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def mixed(tmp_path):
    """Two usable rows and two that are not."""
    rows = [
        {"prompt": "a?", "responses": ["1", "2"], "id": 7},
        {"prompt": "b?", "responses": ["1", "1"]},
        {"prompt": "c?", "responses": ["1", "2", "3"]},
    ]
    path = tmp_path / "mixed.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows) + "{broken\n")
    return path


def numbers(session):
    found = stats(session)
    return found.prompts, found.responses


def table_sizes(session):
    tables = ("imports", "prompts", "responses", "rejected_rows")
    return [read(session, f"SELECT count(*) FROM {table}")[0][0] for table in tables]


def test_the_report_says_what_was_added_and_what_was_not(session, mixed):
    report = import_into(session, mixed)
    assert added_by(report.added) == {"prompts": 2, "responses": 5, "duplicates": 0}
    assert report.rejected["fewer than two distinct responses"] == 1
    assert report.rejected.total() == 2
    assert [(name, row.row) for name, row in report.first_rejected] == [
        ("mixed.jsonl", 2),
        ("mixed.jsonl", 4),
    ]
    assert numbers(session) == (2, 5)


def test_rejected_rows_and_counts_stay_in_the_project(session, mixed):
    report = import_into(session, mixed)
    rows = read(session, "SELECT row, reason FROM rejected_rows ORDER BY row")
    assert rows == [(row.row, row.reason) for _name, row in report.first_rejected]
    ((source, state, counts),) = read(session, "SELECT source, state, counts FROM imports")
    assert (source, state) == ("mixed.jsonl", "complete")
    kept = {"preferences": 0, "rejected": dict(report.rejected)}
    assert json.loads(counts) == added_by(report.added) | kept


def test_importing_again_adds_nothing(session, questions):
    import_into(session, questions)
    again = import_into(session, questions)
    assert added_by(again.added) == {"prompts": 0, "responses": 0, "duplicates": 5}
    assert numbers(session) == (5, 15)


def test_new_responses_to_a_known_prompt_extend_its_set(session, answers):
    import_into(session, answers([("Why?", ["a", "b"])]))
    report = import_into(session, answers([("Why?", ["b", "c"])], "more.jsonl"))
    assert added_by(report.added) == {"prompts": 0, "responses": 1, "duplicates": 0}
    rows = read(session, "SELECT text FROM responses ORDER BY prompt_id, position")
    assert rows == [("a",), ("b",), ("c",)]


@pytest.mark.parametrize("chunk_rows", [1, 2, 1_000])
def test_the_progress_counts_prompts_to_the_end(session, questions, mixed, chunk_rows):
    session.chunk_rows = chunk_rows
    reports = list(import_files(session, drained(survey_files([questions, mixed])).sources, 7))
    assert (reports[-1].done, reports[-1].total, reports[-1].unit) == (7, 7, "prompts")
    assert [one.done for one in reports] == sorted(one.done for one in reports)


def test_an_unfinished_import_is_invisible(session, questions):
    session.chunk_rows = 2
    job = import_files(session, drained(survey_files([questions])).sources)
    next(job)
    assert numbers(session) == (0, 0)
    assert table_sizes(session)[:2] == [1, 2]
    job.close()
    assert table_sizes(session) == [0, 0, 0, 0]


def test_a_cancelled_import_is_taken_out_in_chunks_between_which_others_come_through(
    session, questions, mixed, monkeypatch
):
    session.chunk_rows = 2
    job = import_files(session, drained(survey_files([mixed, questions])).sources)
    for _ in range(4):
        next(job)
    rows, runs, run = sum(table_sizes(session)[1:]), [], session.run
    monkeypatch.setattr(session, "run", lambda *work: runs.append(work) or run(*work))
    job.close()
    assert table_sizes(session) == [0, 0, 0, 0]
    assert len(runs) > rows / 2


def test_files_that_are_imported_together_are_all_there_or_none_is(session, questions, mixed):
    session.chunk_rows = 1
    job = import_files(session, drained(survey_files([mixed, questions])).sources)
    for progress in job:
        if progress.done == 6:
            break
    assert table_sizes(session)[:3] == [2, 6, 17]
    job.close()
    assert table_sizes(session) == [0, 0, 0, 0]


def test_a_killed_import_is_gone_when_the_project_is_opened_again(path, session, mixed, questions):
    import_into(session, mixed)
    session.close()
    command = [sys.executable, "-c", IMPORT_UNTIL_KILLED, str(path), str(questions)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    with open_session(path) as again:
        assert numbers(again) == (2, 5)
        assert table_sizes(again) == [1, 2, 5, 2]
        assert import_into(again, questions).added.prompts == 5


def test_files_of_several_formats_fill_one_project(session, questions, tmp_path):
    wide, long = tmp_path / "wide.csv", tmp_path / "long.jsonl.gz"
    wide.write_text("prompt,response_1,response_2\nfirst?,1,2\nsecond?,3,4\n")
    rows = [{"prompt": "first?", "response": text} for text in ("2", "5", "6")]
    long.write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode()))
    report = import_into(session, wide, questions, long)
    assert report.format == "wide, plain, long"
    assert added_by(report.added) == {"prompts": 2 + 5, "responses": 4 + 15 + 2, "duplicates": 0}
    texts = read(
        session,
        "SELECT text FROM responses JOIN prompts ON prompts.id = prompt_id"
        " WHERE messages LIKE '%first?%' ORDER BY position",
    )
    assert texts == [("1",), ("2",), ("5",), ("6",)]
    origin = read(session, "SELECT source, format FROM imports ORDER BY id")
    assert origin == [
        ("wide.csv", "wide"), ("five.jsonl", "plain"), ("long.jsonl.gz", "long"),
    ]  # fmt: skip


def test_reading_a_long_file_can_be_stopped_between_its_rows(session, tmp_path):
    path = tmp_path / "long.csv"
    lines = [f"prompt {number % 500},answer {number}" for number in range(1_000)]
    path.write_text("\n".join(["prompt,response", *lines]))
    reports = list(survey_files([path]))
    assert [one.done for one in reports] == [0, 200, 400, 600, 800, 1_000, 1_000, 1_000]
    surveyed = drained(survey_files([path]))
    job = import_files(session, surveyed.sources, surveyed.tally.sets)
    assert [next(job).done for _ in range(4)] == [0, 0, 0, 0]
    job.close()
    assert table_sizes(session) == [0, 0, 0, 0]
    assert (
        drained(import_files(session, surveyed.sources, surveyed.tally.sets)).added.responses
        == 1_000
    )


@pytest.mark.parametrize("bad", ["cut.parquet", "cut.csv.gz", "cut.json"])
def test_the_sentence_names_the_bad_file_among_good_ones(session, questions, tmp_path, bad):
    content = {"cut.parquet": b"PAR1", "cut.csv.gz": gzip.compress(b"a,b")[:-9], "cut.json": b"[{"}
    path = tmp_path / bad
    path.write_bytes(content[bad])
    with pytest.raises(UserError, match=rf"^{bad}: "):
        drained(survey_files([questions, path, questions]))
    assert table_sizes(session) == [0, 0, 0, 0]


def test_one_unusable_file_stops_all_of_them_before_anything_is_written(
    session, questions, tmp_path
):
    empty = tmp_path / "empty.jsonl"
    empty.touch()
    with pytest.raises(UserError, match=r"empty\.jsonl: .* an empty file"):
        drained(survey_files([questions, empty]))
    assert table_sizes(session) == [0, 0, 0, 0]


def test_single_responses_join_prompts_that_are_there(session, questions, answers):
    import_into(session, questions)
    more = answers([("Question 1?", ["Further."]), ("Nobody asked?", ["Alone."])], "more.jsonl")
    report = drained(import_files(session, drained(survey_files([more], may_join=True)).sources))
    assert (report.added.prompts, report.added.responses) == (0, 1)
    assert report.rejected == {"fewer than two distinct responses": 1}
    assert [row.row for _name, row in report.first_rejected] == [2]
    assert read(session, "SELECT row, reason FROM rejected_rows") == [
        (2, "fewer than two distinct responses")
    ]
    assert read(session, "SELECT text FROM responses WHERE import_id = 2") == [("Further.",)]


def test_a_single_response_that_is_there_is_a_duplicate(session, questions, answers):
    import_into(session, questions)
    same = answers([("Question 1?", ["Answer 1.0"])], "same.jsonl")
    report = drained(import_files(session, drained(survey_files([same], may_join=True)).sources))
    assert (report.added.responses, report.added.duplicates, report.rejected) == (0, 1, {})


@pytest.mark.parametrize("layout", ["wide", "long"])
def test_single_responses_of_tables_join_too(session, questions, tmp_path, layout):
    import_into(session, questions)
    table = {
        "wide": "prompt,response_1,response_2\nQuestion 1?,Further.,\n",
        "long": "prompt,response\nQuestion 1?,Further.\nQuestion 2?,More.\n",
    }
    path = tmp_path / "table.csv"
    path.write_text(table[layout])
    report = drained(import_files(session, drained(survey_files([path], may_join=True)).sources))
    assert report.added.responses == (1 if layout == "wide" else 2)
    assert report.rejected == {}


def test_single_responses_to_unknown_prompts_are_refused_and_nothing_is_written(
    session, questions, answers
):
    import_into(session, questions)
    other = answers([("Nobody asked?", ["Alone."])], "other.jsonl")
    surveyed = drained(survey_files([other], may_join=True))
    with pytest.raises(UserError, match=r"other\.jsonl: expected two distinct responses"):
        drained(import_files(session, surveyed.sources, surveyed.tally.sets))
    assert read(session, "SELECT count(*) FROM imports") == [(1,)]
    assert read(session, "SELECT count(*) FROM rejected_rows") == [(0,)]


def test_without_a_project_single_responses_are_refused_when_they_are_read(answers):
    alone = answers([("Question 1?", ["Further."])], "alone.jsonl")
    with pytest.raises(UserError, match="at least two distinct responses"):
        drained(survey_files([alone]))


def test_a_chunk_of_long_rows_is_short(session, answers, monkeypatch):
    monkeypatch.setattr(importing, "LEAST_CHARACTERS", 1_000)
    session.chunk_rows = 1_000
    monkeypatch.setattr(importing, "CHARACTERS_A_ROW", 1)
    path = answers([(f"Q{n}?", ["a" * 400 + str(n), "b" * 200]) for n in range(6)])
    reports = list(import_files(session, drained(survey_files([path])).sources))
    assert [one.done for one in reports] == [2, 4, 6]
    assert numbers(session) == (6, 12)


def test_rows_that_are_read_on_make_no_chunk_of_their_own(session, tmp_path, monkeypatch):
    path = tmp_path / "long.csv"
    lines = [f"prompt {n % 500},{'' if n % 9 == 0 else n}" for n in range(1_000)]
    path.write_text("\n".join(["prompt,response", *lines]))
    add, chunks = Adding.add, []

    def noted(adding, project, rows):
        chunks.append(len(rows))
        add(adding, project, rows)

    monkeypatch.setattr(Adding, "add", noted)
    report = import_into(session, path)
    assert len(chunks) == 1
    assert report.rejected["the response is empty"] == 112
