"""From a file that says who won to labels, and from those to an export."""

import json
import random
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from real_desktop.core.errors import UserError
from real_desktop.core.progress import drained
from real_desktop.core.records import Choice
from real_desktop.session.export_preview import LabelsOf, export_preview
from real_desktop.session.exporting import export
from real_desktop.session.importing import import_files, recognise_files
from real_desktop.session.preparing import prepare
from real_desktop.session.removing import drop_hidden_import
from real_desktop.session.session import open_session
from real_desktop.session.statistics import Overviews, source_agreements, source_counts, stats
from real_desktop.store.import_removal import hide_import
from real_desktop.store.project_settings import (
    ProjectEdit,
    project_settings,
    save_project_settings,
)
from real_desktop.store.thread import Priority
from tests.saying import know_saying
from tests.session.working import Person, fake_embedder, import_into, read

LEFT, RIGHT, TIE, BOTH_BAD, SKIP = Choice
ROOT = Path(__file__).parents[2]
TABLES = (
    "imports", "prompts", "responses", "rejected_rows", "selections", "pairs", "events",
    "annotators", "queue",
)  # fmt: skip

IMPORT_UNTIL_KILLED = """
import os, signal, sys
from pathlib import Path
from real_desktop.session.importing import import_files, recognise_files
from real_desktop.session.session import open_session
from tests.saying import know_saying
know_saying()
with open_session(Path(sys.argv[1]), chunk_rows=1) as session:
    job = import_files(session, recognise_files([Path(sys.argv[2])]))
    for _ in range(int(sys.argv[3])):
        next(job)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(autouse=True)
def saying(monkeypatch):
    know_saying(monkeypatch)


@pytest.fixture
def votes(tmp_path):
    """Write a file of verdicts."""

    def write(rows, name="votes.jsonl"):
        path = tmp_path / name
        keys = ("ask", "replies", "said")
        lines = (json.dumps(dict(zip(keys, row, strict=True))) + "\n" for row in rows)
        path.write_text("".join(lines), encoding="utf-8")
        return path

    return write


@pytest.fixture
def voted(votes):
    """Five prompts with two responses each, of which the first won; the last are a tie."""
    rows = [(f"Question {n}?", [f"Good {n}.", f"Bad {n}."], [[0, 1, "a"]]) for n in range(4)]
    return votes([*rows, ("Question 4?", ["Good 4.", "Bad 4."], [[1, 0, "tie"]])])


@pytest.fixture
def queued(session, voted):
    """A project with these in it, and a queue of its own."""
    import_into(session, voted)
    drained(prepare(session, fake_embedder()))
    return session


def sizes(session):
    return {table: read(session, f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}


def rows_of(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def say_of_each(person, choices):
    """Choose the good or the bad response, wherever it stands, or say something else."""
    for choice in choices:
        is_good_left = person.step.pair.left.startswith("Good")
        side = {"good": LEFT if is_good_left else RIGHT, "bad": RIGHT if is_good_left else LEFT}
        person.say(side.get(choice, choice))


def test_an_import_reports_what_it_kept(session, voted):
    report = import_into(session, voted)
    assert (report.added.preferences, report.added.labels) == (5, {"votes": 5})
    assert Overviews(session).read().result().has_file_labels
    ((counts,),) = read(session, "SELECT counts FROM imports")
    assert json.loads(counts)["preferences"] == 5
    assert import_into(session, voted).added.preferences == 0
    assert sizes(session)["selections"] == 1


def test_rows_without_a_verdict_make_no_selection(session, votes):
    report = import_into(session, votes([("Why?", ["One.", "Two."], [])]))
    assert (report.added.preferences, sizes(session)["selections"]) == (0, 0)
    assert report.oddities.total() == 1


@pytest.mark.parametrize("chunk_rows", [1, 2, 1_000])
def test_an_import_that_is_closed_takes_its_labels_out(session, voted, votes, chunk_rows):
    session.chunk_rows = chunk_rows
    import_into(session, votes([("Question 0?", ["Good 0.", "Bad 0."], [])], "texts.jsonl"))
    before = sizes(session)
    job = import_files(session, recognise_files([voted]))
    next(job)
    assert sizes(session)["events"] > 0
    found = Overviews(session).read().result()
    assert (found.counts.events, found.agreements, found.has_file_labels) == (0, (), False)
    assert session.run(Priority.READ, source_counts) == {}
    job.close()
    assert sizes(session) == before


@pytest.mark.parametrize("seed", range(4))
def test_a_killed_import_leaves_no_label(path, session, voted, votes, seed):
    import_into(session, votes([("Question 3?", ["Good 3.", "Bad 3."], [[0, 1, "a"]])], "a.jsonl"))
    before = sizes(session)
    session.close()
    steps = str(random.Random(seed).randint(1, 5))
    command = [sys.executable, "-c", IMPORT_UNTIL_KILLED, str(path), str(voted), steps]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    with open_session(path) as again:
        assert sizes(again) == before
        assert import_into(again, voted).added.preferences == 5


def test_a_deleted_file_takes_its_labels_along(session, voted):
    session.chunk_rows = 2
    import_into(session, voted)
    session.run(Priority.JUDGE, partial(hide_import, import_id=1))
    assert session.run(Priority.READ, source_counts) == {}
    drained(drop_hidden_import(session, 1))
    assert {table: n for table, n in sizes(session).items() if n} == {"annotators": 1}


def test_people_are_asked_as_if_the_file_said_nothing(queued):
    assert sizes(queued)["pairs"] == 10
    assert Person(queued).step.progress.total == stats(queued).pairs == 5
    say_of_each(Person(queued), ["good", TIE])
    found = stats(queued)
    assert (found.events, found.judged, found.annotators) == (2, 2, 1)


def test_an_export_without_names_holds_no_label_of_a_file(queued, tmp_path):
    say_of_each(Person(queued), ["bad", TIE])
    report = drained(export(queued, tmp_path / "out.jsonl"))
    (row,) = rows_of(tmp_path / "out.jsonl")
    assert row["annotator"] == "Annotator 1"
    assert row["chosen"][0]["content"].startswith("Bad")
    assert report.left_out == {"tie": 1, "not judged": 3}


def test_the_labels_of_a_file_are_exported_by_its_name(session, voted, tmp_path):
    import_into(session, voted)
    report = drained(export(session, tmp_path / "out.jsonl", annotators=["votes"]))
    rows = rows_of(tmp_path / "out.jsonl")
    assert (report.rows, report.left_out) == (4, {"tie": 1})
    assert [row["chosen"][0]["content"] for row in rows] == [f"Good {n}." for n in range(4)]
    assert {(row["annotator"], row["strategy"], row["shown_left"]) for row in rows} == {
        ("votes", "imported", None)
    }
    manifest = json.loads(report.files[1].read_text())
    assert manifest["annotators"] == ["votes"]


def test_people_and_files_are_exported_together(queued, tmp_path):
    say_of_each(Person(queued), ["bad"])
    names = ["votes", "Annotator 1"]
    report = drained(export(queued, tmp_path / "out.jsonl", annotators=names))
    assert (report.rows, report.left_out) == (5, {"not judged": 4, "tie": 1})
    said = {row["annotator"] for row in rows_of(tmp_path / "out.jsonl")}
    assert said == {"votes", "Annotator 1"}


def test_of_several_judges_the_newest_label_of_a_pair_is_exported(session, votes, tmp_path):
    said = [[0, 1, "a", "Ada", 1], [0, 1, "b", "Bob", None], [0, 1, "tie", "Cyd", 3]]
    import_into(session, votes([("Why?", ["One.", "Two."], said)]))
    for names, chosen, strength in (
        (["Ada (votes)"], "One.", 1),
        (["Ada (votes)", "Bob (votes)"], "Two.", None),
    ):
        drained(export(session, tmp_path / "out.jsonl", annotators=names))
        (row,) = rows_of(tmp_path / "out.jsonl")
        assert (row["chosen"][0]["content"], row["strength"]) == (chosen, strength)


@pytest.mark.parametrize(
    ("names", "format_name", "words"),
    [
        (["ghost"], "trl", "there is no annotator ghost; there is: Annotator 1, votes"),
        (["votes"], "raw", "raw holds what everyone said"),
        (["Annotator 1"], "trl", r"nothing to export: .*5 not judged\)$"),
        ([], "trl", "nothing to export: .*; what a file says is exported by its name: votes"),
    ],
)
def test_names_that_give_nothing_are_refused(queued, tmp_path, names, format_name, words):
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(UserError, match=words):
        drained(export(queued, out / "out.jsonl", format_name, names))
    assert not list(out.iterdir())


def test_everything_holds_the_labels_of_files_and_says_so(queued, tmp_path):
    say_of_each(Person(queued), ["good"])
    report = drained(export(queued, tmp_path / "raw.jsonl", "raw"))
    preview = queued.run(Priority.READ, export_preview)
    assert report.rows == preview.pairs + preview.events == 10 + 6
    events = [row for row in rows_of(tmp_path / "raw.jsonl") if row["record"] == "event"]
    kinds = [row["annotator_kind"] for row in events]
    assert (kinds.count("source"), kinds.count("person")) == (5, 1)


def test_the_preview_offers_the_files_and_each_of_several_people(queued):
    say_of_each(Person(queued), ["good"])
    of_file = LabelsOf(name="votes", is_file=True, labels=5, preferences=4, left_out={"tie": 1})
    preview = queued.run(Priority.READ, export_preview)
    assert (preview.preferences, preview.judges, preview.labels_of) == (1, 1, (of_file,))
    now = queued.run(Priority.READ, project_settings)
    edit = ProjectEdit(now.name, None, "Zoë", "")
    queued.run(Priority.JUDGE, partial(save_project_settings, edit=edit))
    say_of_each(Person(queued), ["bad", SKIP])
    first, second, third = queued.run(Priority.READ, export_preview).labels_of
    assert (first.name, first.labels, first.preferences) == ("Annotator 1", 1, 1)
    assert (second.name, second.labels, second.preferences) == ("Zoë", 2, 1)
    assert second.left_out == {"skipped": 1, "not judged": 3}
    assert third == of_file


def test_people_are_compared_with_the_file_over_the_same_two_responses(queued):
    assert queued.run(Priority.READ, source_agreements) == []
    say_of_each(Person(queued), ["good", "bad", TIE, "good", SKIP])
    (found,) = queued.run(Priority.READ, source_agreements)
    ((said_of_tie,),) = read(
        queued,
        "SELECT count(*) FROM labels JOIN annotators ON annotators.id = annotator_id"
        " AND annotators.kind = 'person' JOIN pairs ON pairs.id = pair_id"
        " JOIN prompts ON prompts.id = prompt_id"
        " WHERE messages LIKE '%Question 4?%' AND outcome = 'tie'",
    )
    assert (found.every.compared, found.decisive.compared) in ((4, 3), (4, 2))
    assert found.decisive.agree in (1, 2)
    assert found.every.agree == found.decisive.agree + said_of_tie
    counts = queued.run(Priority.READ, source_counts)
    assert counts == {"votes": {"labels": 5, "compared": 4, "agree": found.every.agree}}
    assert Overviews(queued).read().result().agreements == (found,)
    assert found.words.startswith(f"Agrees with votes: {found.every.agree} of 4 (")
    assert found.all_words.startswith(f"{found.words}; where both are decisive: ")


def test_a_source_cannot_be_the_name_of_a_person(queued):
    now = queued.run(Priority.READ, project_settings)
    edit = ProjectEdit(now.name, None, "votes", "")
    with pytest.raises(UserError, match="votes is what a file with labels is called here"):
        queued.run(Priority.JUDGE, partial(save_project_settings, edit=edit))
