"""The command line, mostly in this process, with the fake encoder in place of the model."""

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from real_desktop import __main__ as entry
from real_desktop import __version__
from real_desktop.core.choosing import ALREADY_ASKED
from real_desktop.core.records import Choice
from real_desktop.session import importing, project_model
from real_desktop.session.places import log_file
from real_desktop.session.session import open_session
from real_desktop.store import adding
from tests.saying import know_saying
from tests.session.working import Person, done, fake_embedder, write

ROOT = Path(__file__).parents[1]
NOBODY = 65_534

KEYS = {
    "import": {"format", "prompts", "responses", "duplicates", "preferences", "rejected"},
    "embed": {
        "model", "device", "precision", "embedded", "skipped", "failed", "load_seconds", "seconds",
    },
    "select": {"selection", "pairs", "control", "repeats", "possible", "left_out"},
    "export": {"rows", "left_out", "files"},
    "stats": {
        "prompts", "responses", "embedded", "pairs", "judged", "events", "outcomes", "annotators",
        "sources", "evidence",
    },
}  # fmt: skip
"""DESIGN.md, "The command line": scripts are written against these."""

UNUSABLE = {
    "empty": (b"", "found an empty file"),
    "white": (b" \n\n", "found an empty file"),
    "gzip": (gzip.compress(gzip.compress(b"{}", mtime=0), mtime=0), "found gzip data"),
    "sqlite": (b"SQLite format 3\0" + bytes(84), "found an SQLite database"),
    "prose": (b"Dear Sir or Madam,\n", "found other text"),
    "no-prompt": (
        b'{"id": 1, "responses": ["a", "b"]}\n',
        "no prompt column .*found: id, responses",
    ),
    "no-response": (b'{"prompt": "a?", "is": "b"}\n', "no response column .*found: prompt, is"),
    "one-a-row": (b"prompt,response\na?,b\nb?,c\n", "at least two distinct responses"),
    "two-of-a-name": (b"prompt,response,response\na?,b,c\n", "2 columns called response"),
    "parquet-cut": (b"PAR1....", "the Parquet data is damaged or breaks off"),
    "gzip-cut": (gzip.compress(b"{}", mtime=0)[:9], "the gzip data breaks off"),
    "one-each": (
        b'{"prompt": "a?", "responses": ["same", " same"]}\n',
        "at least two distinct responses",
    ),
}

COMMANDS_ON_A_PROJECT = [
    ("import", "{project}", "{file}"),
    ("embed", "{project}"),
    ("select", "{project}"),
    ("export", "{project}", "{out}"),
    ("stats", "{project}"),
]


@pytest.fixture(autouse=True)
def no_model(monkeypatch):
    monkeypatch.setattr(project_model, "project_embedder", lambda *_: done(fake_embedder()))


@pytest.fixture
def run(capsys):
    """Run a command: exit code, stdout, stderr."""

    def in_process(*arguments):
        code = entry.main([str(one) for one in arguments])
        return (code, *capsys.readouterr())

    return in_process


@pytest.fixture
def run_json(run):
    """Run a command with `--json` and give its one object."""

    def in_process(*arguments):
        code, out, err = run(*arguments, "--json")
        assert (code, err) == (0, "")
        assert out.count("\n") == 1
        return json.loads(out)

    return in_process


@pytest.fixture
def project(tmp_path):
    return tmp_path / "work.real"


@pytest.fixture
def three(answers):
    """Three prompts with three responses each."""
    sets = [(f"Question {n}?", [f"Answer {n}.{k}" for k in range(3)]) for n in range(3)]
    return answers(sets, "three.jsonl")


@pytest.fixture
def queued(run, project, three):
    """A project in which three pairs wait for an answer."""
    for command in (("import", project, three), ("embed", project), ("select", project)):
        assert run(*command)[0] == 0
    return project


@pytest.fixture
def judged(queued):
    with open_session(queued) as session:
        Person(session).say(Choice.LEFT, Choice.TIE)
    return queued


def refused(result):
    """The one sentence of a command that did nothing."""
    code, out, err = result
    assert (code, out) == (2, "")
    assert err.startswith("real-desktop: ")
    assert err.count("\n") == 1
    return err


def interrupt(*_arguments, **_named):
    raise KeyboardInterrupt


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_import_says_what_it_added(run_json, project, three):
    added = {"prompts": 3, "responses": 9, "duplicates": 0, "preferences": 0, "rejected": {}}
    assert run_json("import", project, three) == {"format": "plain", **added}
    again = run_json("import", project, three)
    assert (again["prompts"], again["duplicates"]) == (0, 3)


def test_import_lists_what_it_rejected(run, run_json, project, three):
    with three.open("a") as file:
        file.write('{"prompt": "x?", "responses": ["one"]}\n{"prompt"\n')
    rejected = run_json("import", project, three)["rejected"]
    assert rejected.pop("fewer than two distinct responses") == 1
    assert list(rejected.values()) == [1]
    _code, out, _err = run("import", project, three)
    assert "three.jsonl, row 4: fewer than two distinct responses: " in out


def test_import_takes_files_of_several_formats(run_json, project, three, tmp_path):
    wide, long = tmp_path / "wide.csv", tmp_path / "long.tsv.gz"
    wide.write_text("prompt;response_a;response_b\nw?;1;2\n")
    long.write_bytes(gzip.compress(b"prompt\tresponse\nl?\t1\nw?\t3\nl?\t2\nw?\t1\n"))
    added = run_json("import", project, wide, three, long)
    assert added == {
        "format": "wide, plain, long",
        "prompts": 5, "responses": 2 + 9 + 3, "duplicates": 0, "preferences": 0, "rejected": {},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("columns", "added"),
    [
        (("--response", "eins", "--response", "zwei"), ("plain", 2, 4)),
        (("--response", "eins"), ("long", 1, 2)),
    ],
)
def test_import_takes_the_columns_that_are_named(run_json, project, tmp_path, columns, added):
    path = tmp_path / "frage.csv"
    path.write_text("frage,thema,eins,zwei\np?,p?,1,2\nq?,p?,3,4\n")
    prompt = "frage" if "zwei" in columns else "thema"
    report = run_json("import", project, path, "--prompt", prompt, *columns)
    assert (report["format"], report["prompts"], report["responses"]) == added


@pytest.mark.parametrize("option", ["--prompt", "--response"])
def test_a_named_column_that_is_not_there_is_refused(run, project, three, option):
    sentence = refused(run("import", project, three, option, "ghost"))
    assert sentence == "real-desktop: three.jsonl: no column ghost; found: prompt, responses\n"
    assert not project.exists()


def test_import_writes_all_rejected_rows_to_a_file(run, run_json, project, three, tmp_path):
    with three.open("a") as file:
        file.writelines(f'{{"prompt": "=x{n}?", "responses": ["one"]}}\n' for n in range(30))
    out = tmp_path / "rejected.jsonl"
    code, said, _err = run("import", project, three, "--rejected", out)
    assert (code, said.splitlines()[-1]) == (0, f"30 rejected rows written to {out}")
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert [row["row"] for row in rows] == list(range(4, 34))
    assert rows[0] == {
        "file": "three.jsonl",
        "row": 4,
        "reason": "fewer than two distinct responses",
        "excerpt": '{"prompt": "=x0?", "responses": ["one"]}',
    }
    assert (
        set(run_json("import", project, three, "--rejected", tmp_path / "r.csv")) == KEYS["import"]
    )
    assert (tmp_path / "r.csv").read_text().count("\n") == 31


@pytest.mark.parametrize(
    ("name", "words"),
    [("three.jsonl", "three.jsonl exists already"), ("r.txt", "r.txt: expected a name that ends")],
)
def test_a_place_for_rejected_rows_is_refused_before_anything(
    run, project, three, tmp_path, name, words
):
    before = contents(tmp_path)
    assert words in refused(run("import", project, three, "--rejected", tmp_path / name))
    assert contents(tmp_path) == before


@pytest.fixture
def voted(run, project, tmp_path, monkeypatch):
    """A project with three pairs to judge, of which a file says who won, and who judged."""
    know_saying(monkeypatch)
    path = tmp_path / "votes.jsonl.gz"
    rows = [
        {"ask": f"Question {n}?", "replies": ["Good.", "Bad."], "said": [[0, 1, "a", "Ada"]] * n}
        for n in range(3)
    ]
    path.write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode()))
    said = run("import", project, path)[1]
    assert run("embed", project)[0] == run("select", project)[0] == 0
    return said


def test_import_says_why_what_it_kept_and_what_is_odd(voted):
    assert voted.splitlines() == [
        "votes.jsonl.gz: Replies with verdicts, recognised by what is said of them",
        "3 prompts and 6 responses added",
        "2 known preferences kept as labels of votes",
        "1 row odd: it says nothing of who won",
    ]


def test_export_takes_the_labels_of_who_is_named(run, run_json, voted, project, tmp_path):
    out = tmp_path / "out.jsonl"
    assert "3 not judged" in refused(run("export", project, out))
    assert run_json("export", project, out, "--annotator", "Ada (votes)")["rows"] == 2
    with open_session(project) as session:
        Person(session).say(Choice.LEFT)
    assert run_json("export", project, out)["rows"] == 1
    both = ("--annotator", "Ada (votes)", "--annotator", "Annotator 1")
    assert run_json("export", project, out, *both)["rows"] == 3
    sentence = refused(run("export", project, out, "--annotator", "Eve"))
    assert "there is no annotator Eve; there is: Annotator 1, Ada (votes)" in sentence


def test_stats_compares_people_with_files(run, run_json, voted, project):
    none = {"Ada (votes)": {"labels": 2, "compared": 0, "agree": 0}}
    assert run_json("stats", project)["sources"] == none
    with open_session(project) as session:
        person = Person(session)
        while person.step.pair:
            is_good_left = person.step.pair.left == "Good."
            person.say(Choice.LEFT if is_good_left else Choice.RIGHT)
    assert run_json("stats", project)["sources"]["Ada (votes)"] == {
        "labels": 2, "compared": 2, "agree": 2,
    }  # fmt: skip
    said = run("stats", project)[1]
    assert "source     Ada (votes): 2 labels\n" in said
    assert "Agrees with Ada (votes): 2 of 2 (100 %, 95 % interval 34 to 100 %)\n" in said


@pytest.mark.parametrize(
    ("name", "value"), [("embedded", 9), ("skipped", 0), ("failed", 0), ("model", "fake-encoder")]
)
def test_embed_says_what_it_embedded(run, run_json, project, three, name, value):
    run("import", project, three)
    assert run_json("embed", project)[name] == value


def test_select_says_what_it_chose(run, run_json, project, three):
    run("import", project, three)
    run("embed", project)
    chosen = run_json("select", project, "--control", 1, "--seed", 5)
    assert chosen == {
        "selection": 1, "pairs": 3, "control": 3, "repeats": 0, "possible": 9, "left_out": {},
    }  # fmt: skip


def test_select_compares_by_the_model_that_is_named(run, run_json, project, three):
    run("import", project, three)
    run("embed", project)
    assert run_json("select", project, "--model", "fake-encoder", "--control", 0)["pairs"] == 3
    before = run_json("stats", project)
    sentence = refused(run("select", project, "--model", "guess"))
    assert "the project has no vectors by guess; it has some by: fake-encoder" in sentence
    assert run_json("stats", project) == before


def test_one_name_with_several_kinds_of_vectors_asks_which(run, run_json, project, three, tmp_path):
    run("import", project, three)
    run("embed", project)
    with open_session(project) as session:
        add = "INSERT INTO embedding_models SELECT 2, name, fingerprint, dimension, max_tokens,"
        write(session, f"{add} precision, 'truncate', device, '', '' FROM embedding_models")
        write(session, "INSERT INTO embeddings SELECT text_hash, 2, vector, 1 FROM embeddings")
    out = tmp_path / "v.parquet"
    for command in (("select", project), ("vectors", "export", project, out)):
        sentence = refused(run(*command, "--model", "fake-encoder"))
        names = "fake-encoder:float32:truncate, fake-encoder:float32:window"
        assert sentence.endswith(f"name one of these: {names}\n")
    assert run_json("select", project, "--model", "fake-encoder:float32:window")["pairs"] == 3
    written = run_json("vectors", "export", project, out, "--model", "fake-encoder:truncate")
    assert written["rows"] == 9
    manifest = json.loads(out.with_name("v.parquet.manifest.json").read_text())
    assert manifest["long_text"] == "truncate"


def test_select_says_what_it_left_out(run, run_json, queued, answers):
    run("import", queued, answers([("One more?", ["Yes.", "No."])]))
    run("embed", queued)
    chosen = run_json("select", queued)
    assert (chosen["pairs"], chosen["left_out"]) == (1, {ALREADY_ASKED: 3})


def test_export_says_what_it_wrote_and_what_not(run_json, judged, tmp_path):
    out = tmp_path / "train.jsonl"
    written = run_json("export", judged, out)
    assert written == {
        "rows": 1,
        "left_out": {"tie": 1, "not judged": 1},
        "files": [str(out), f"{out}.manifest.json"],
    }
    assert len(out.read_text().splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "rows", "left_out"),
    [
        ("trl", 1, {"tie": 1, "not judged": 1}),
        ("trl-standard", 1, {"tie": 1, "not judged": 1}),
        ("raw", 3 + 2, {}),
    ],
)
def test_every_format_is_reported_in_the_same_words(
    run_json, judged, tmp_path, name, rows, left_out
):
    out = tmp_path / "out.jsonl"
    written = run_json("export", judged, out, "--format", name)
    files = [str(out), f"{out}.manifest.json"]
    assert written == {"rows": rows, "left_out": left_out, "files": files}
    assert len(out.read_text().splitlines()) == rows
    assert json.loads(Path(files[1]).read_text())["format"] == name


def test_raw_needs_no_judgement(run_json, queued, tmp_path):
    assert run_json("export", queued, tmp_path / "out.jsonl", "--format", "raw")["rows"] == 3


def test_stats_counts_everything(run_json, judged):
    assert run_json("stats", judged) == {
        "prompts": 3,
        "responses": 9,
        "embedded": 9,
        "pairs": 3,
        "judged": 2,
        "events": 2,
        "outcomes": run_json("stats", judged)["outcomes"],
        "annotators": 1,
        "sources": {},
        "evidence": run_json("stats", judged)["evidence"],
    }
    outcomes = run_json("stats", judged)["outcomes"]
    assert list(outcomes) == ["a", "b", "tie", "both_bad", "skip", "flag"]
    assert outcomes["a"] + outcomes["b"] == outcomes["tie"] == 1


def test_every_report_has_exactly_the_promised_keys(run_json, project, three, tmp_path):
    reports = {
        "import": run_json("import", project, three),
        "embed": run_json("embed", project),
        "select": run_json("select", project),
    }
    with open_session(project) as session:
        Person(session).say(Choice.RIGHT)
    reports["export"] = run_json("export", project, tmp_path / "out.jsonl")
    reports["stats"] = run_json("stats", project)
    assert {name: set(report) for name, report in reports.items()} == KEYS


def test_vectors_go_out_and_come_in(run, run_json, project, three, tmp_path):
    run("import", project, three)
    texts, out = tmp_path / "texts.parquet", tmp_path / "v.parquet"
    missing = run_json("vectors", "export", project, texts, "--missing-texts")
    assert (missing["rows"], missing["model"], missing["dimension"]) == (9, "", None)
    run("embed", project)
    written = run_json("vectors", "export", project, out)
    assert set(written) == {"rows", "model", "fingerprint", "dimension", "files"}
    assert (written["rows"], written["files"]) == (9, [str(out), f"{out}.manifest.json"])
    other = tmp_path / "other.real"
    run("import", other, three)
    came = run_json("vectors", "import", other, out)
    assert came == {
        "model": "fake-encoder", "fingerprint": "fake-fingerprint", "dimension": 8,
        "imported": 9, "skipped": 0, "unknown": 0,
    }  # fmt: skip
    assert run("vectors", "import", other, out)[1] == (
        "0 vectors by fake-encoder imported, 8 dimensions\n9 texts had a vector already\n"
    )
    assert run("vectors", "export", project, out, "--model", "fake-encoder")[1] == (
        f"9 vectors by fake-encoder written to {out}\n"
    )


def test_vectors_that_cannot_come_in_are_one_sentence(run, queued, three, tmp_path):
    assert "is no Parquet file" in refused(run("vectors", "import", queued, three, "--json"))
    assert "No such file" in refused(run("vectors", "import", queued, tmp_path / "no.parquet"))
    assert "no vectors by ghost" in refused(
        run("vectors", "export", queued, tmp_path / "v.parquet", "--model", "ghost")
    )
    assert "Missing argument" in refused(run("vectors", "export"))


def test_the_help_of_vectors_says_what_the_files_hold(run):
    code, out, _err = run("vectors", "--help")
    assert code == 0
    assert "Bring your own vectors" in out
    assert run("vectors", "import", "--help")[0] == 0


def test_without_json_there_are_sentences(run, project, three, tmp_path):
    assert run("import", project, three)[1] == (
        "three.jsonl: Response sets, recognised by a prompt and a list of responses in each row\n"
        "3 prompts and 9 responses added\n"
    )
    assert run("import", project, three)[1].endswith("3 rows were there already\n")
    assert run("embed", project)[1].startswith("9 texts embedded with fake-encoder on cpu in ")
    assert run("embed", project)[1] == "9 texts had a vector already\n"
    chosen = run("select", project, "--control", 0)[1]
    assert chosen == "3 pairs chosen of 9 possible, 0 of them at random as a control\n"
    with open_session(project) as session:
        Person(session).say(Choice.RIGHT)
    out = tmp_path / "out.jsonl"
    said = f"1 row written to {out}\nleft out: 2 not judged\n"
    assert run("export", project, out)[1] == said
    assert "judged     1\n" in run("stats", project)[1]


@pytest.mark.parametrize(("content", "words"), UNUSABLE.values(), ids=UNUSABLE)
def test_an_unusable_file_is_refused_and_nothing_is_written(run, project, tmp_path, content, words):
    path = tmp_path / "data.jsonl"
    path.write_bytes(content)
    sentence = refused(run("import", project, path, "--json"))
    assert sentence.startswith("real-desktop: data.jsonl: ")
    assert re.search(words, sentence)
    assert contents(tmp_path) == {"data.jsonl": content}


def test_one_unusable_file_among_good_ones_stops_the_import(run, project, three, tmp_path):
    assert "found none of this name" in refused(run("import", project, three, tmp_path / "no.json"))
    assert not project.exists()


def test_a_folder_without_data_is_refused(run, project, tmp_path):
    assert "expected a folder with JSON" in refused(run("import", project, tmp_path))


def test_the_files_of_a_folder_are_imported_together(run_json, project, tmp_path):
    folder = tmp_path / "shards"
    folder.mkdir()
    for number in (10, 9):
        row = {"prompt": f"{number}?", "responses": ["a", "b"]}
        (folder / f"part-{number}.jsonl").write_text(json.dumps(row))
    (folder / "README.md").write_text("What this is.")
    assert run_json("import", project, folder)["prompts"] == 2


@pytest.mark.parametrize("command", COMMANDS_ON_A_PROJECT, ids=lambda command: command[0])
@pytest.mark.parametrize("content", [b"", b"not ours\n", b"SQLite format 3\0" + bytes(84)])
def test_a_project_that_is_not_ours_stays_as_it_is(run, project, three, tmp_path, command, content):
    project.write_bytes(content)
    before = contents(tmp_path)
    places = {"project": project, "file": three, "out": tmp_path / "out.jsonl"}
    sentence = refused(run(*[part.format(**places) for part in command], "--json"))
    assert "work.real is not a REAL Desktop project" in sentence
    assert contents(tmp_path) == before


@pytest.mark.parametrize("command", COMMANDS_ON_A_PROJECT, ids=lambda command: command[0])
def test_a_project_that_is_open_elsewhere_is_refused_at_once(run, queued, three, tmp_path, command):
    places = {"project": queued, "file": three, "out": tmp_path / "out.jsonl"}
    with open_session(queued):
        sentence = refused(run(*[part.format(**places) for part in command], "--json"))
    assert "is open in another window or program" in sentence
    assert not places["out"].exists()


@pytest.mark.parametrize("command", COMMANDS_ON_A_PROJECT[1:], ids=lambda command: command[0])
def test_only_import_makes_a_project(run, project, tmp_path, command):
    places = {"project": project, "out": tmp_path / "out.jsonl"}
    assert "does not exist" in refused(run(*[part.format(**places) for part in command]))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("import",), "Missing argument 'PROJECT'"),
        (("import", "work.real"), "Missing argument 'FILE...'"),
        (("stats", "work.real", "--wat"), "No such option"),
        (("--wat",), "No such option"),
        (("select", "work.real", "--control", "2"), "2.0 is not in the range"),
        (("select", "work.real", "--control", "nan"), "nan is not a number"),
        (("select", "work.real", "--seed", "-1"), "-1 is not in the range"),
        (("embed", "work.real", "--device", "abacus"), "'abacus' is not one of"),
        (("embed", "work.real", "--precision", "int2"), "'int2' is not one of"),
        (("embed", "work.real", "--long-text", "guess"), "'guess' is not one of"),
        (("demo", "--fast"), "No such option"),
    ],
)
def test_a_wrong_option_is_one_sentence(run, tmp_path, monkeypatch, arguments, words):
    monkeypatch.chdir(tmp_path)
    assert words in refused(run(*arguments))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ("export", "{project}", "{project}.x", "--format", "guess"),
            "'guess' is not one of 'trl'",
        ),
        (("export", "{project}", "{project}"), "work.real is the project itself"),
        (("export", "{project}", "{folder}"), "found a folder"),
        (("export", "{project}", "{folder}/no/out.jsonl"), "does not exist"),
        (("import", "{project}", "{file}", "--format", "guess"), "no format called guess"),
    ],
)
def test_what_cannot_be_done_changes_nothing(run, judged, three, tmp_path, arguments, words):
    before = contents(tmp_path)
    places = {"project": judged, "folder": tmp_path, "file": three}
    assert words in refused(run(*[part.format(**places) for part in arguments]))
    assert contents(tmp_path) == before


def test_an_unknown_strategy_adds_nothing(run, run_json, queued):
    before = run_json("stats", queued)
    assert "there is no strategy guess" in refused(run("select", queued, "--strategy", "guess"))
    assert run_json("stats", queued) == before


@pytest.mark.parametrize("name", ["work.db", "nowhere/work.real", "three.jsonl"])
def test_where_no_project_can_be_no_file_is_read(run, tmp_path, three, monkeypatch, name):
    monkeypatch.setattr(importing, "recognise_files", interrupt)
    before = contents(tmp_path)
    refused(run("import", tmp_path / name, three))
    assert contents(tmp_path) == before


def test_for_a_project_that_is_open_elsewhere_no_file_is_read(run, queued, three, monkeypatch):
    monkeypatch.setattr(importing, "recognise_files", interrupt)
    with open_session(queued):
        assert "is open in another window" in refused(run("import", queued, three))


def test_a_new_project_needs_the_right_name(run, tmp_path, three):
    assert "ends in .real" in refused(run("import", tmp_path / "work.db", three))
    assert not (tmp_path / "work.db").exists()


def test_nothing_judged_is_nothing_to_export(run, queued, tmp_path):
    out = tmp_path / "out.jsonl"
    assert "nothing to export" in refused(run("export", queued, out, "--json"))
    assert not out.exists()


def test_looking_does_not_change_the_project(run, judged, tmp_path):
    data = judged.read_bytes()
    run("stats", judged)
    run("export", judged, tmp_path / "out.jsonl")
    assert judged.read_bytes() == data
    assert not list(tmp_path.glob("work.real-*"))


def test_a_bug_is_written_down_and_said_in_one_sentence(run, project, three, monkeypatch):
    def fail(*_arguments):
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(importing, "import_files", fail)
    code, out, err = run("import", project, three)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert str(log_file()) in err
    assert "ZeroDivisionError: oh" in log_file().read_text()


def test_a_bug_is_said_also_where_it_cannot_be_written_down(
    run, project, three, monkeypatch, own_folders
):
    def fail(*_arguments):
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(importing, "import_files", fail)
    own_folders.joinpath("state").write_text("a file where the folder is to be")
    code, out, err = run("import", project, three)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "could not be written down" in err


TOO_LONG = "x" * 300 + ".real"


@pytest.mark.parametrize("command", COMMANDS_ON_A_PROJECT, ids=lambda command: command[0])
def test_a_name_that_no_file_can_have_is_refused(run, three, tmp_path, command):
    places = {"project": tmp_path / TOO_LONG, "file": three, "out": tmp_path / "out.jsonl"}
    assert "File name too long" in refused(run(*[part.format(**places) for part in command]))
    assert not log_file().exists()


def test_an_export_to_a_name_that_no_file_can_have_is_refused(run, judged, tmp_path):
    assert "File name too long" in refused(run("export", judged, tmp_path / f"{TOO_LONG}.jsonl"))


@pytest.mark.parametrize("out", [".", "..", "/", ""])
def test_an_export_without_a_name_is_refused(run, judged, tmp_path, monkeypatch, out):
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    assert refused(run("export", judged, out))
    assert sorted(tmp_path.iterdir()) == before


@pytest.fixture
def as_somebody_else(tmp_path):
    """Be somebody who may not look into the folder of the test."""
    tmp_path.chmod(0)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    yield
    if is_root:
        os.seteuid(0)
    tmp_path.chmod(0o700)


@pytest.mark.parametrize("command", COMMANDS_ON_A_PROJECT, ids=lambda command: command[0])
def test_a_folder_that_may_not_be_read_is_refused(run, tmp_path, as_somebody_else, command):
    places = dict.fromkeys(("project", "file", "out"), tmp_path / "work.real")
    assert "Permission denied" in refused(run(*[part.format(**places) for part in command]))


@pytest.mark.parametrize(
    ("command", "job", "words"),
    [
        ("import", "importing.recognise_files", "; nothing of these files is kept"),
        ("embed", "embedding.embed", "; what is embedded so far is kept"),
        ("select", "selecting.select", "; the pairs go into the queue all together or not at all"),
        ("export", "exporting.export", "; each file is written whole or not at all"),
        ("stats", "statistics.stats", ""),
        ("vectors", "vector_import.import_vectors", "; a file is written whole or not at all"),
    ],
)
def test_ctrl_c_says_what_becomes_of_the_work(run, queued, monkeypatch, command, job, words):
    monkeypatch.setattr(f"real_desktop.session.{job}", interrupt)
    more = {"import": ["some.jsonl"], "export": ["out.jsonl"]}.get(command, [])
    words_of = {"vectors": ["vectors", "import"]}.get(command, [command])
    more += ["some.parquet"] if command == "vectors" else []
    code, out, err = run(*words_of, queued, *more)
    assert (code, out) == (130, "")
    assert err.strip().startswith(f"stopped{words}")


def test_an_import_that_was_stopped_leaves_no_new_project(run, project, three, monkeypatch):
    monkeypatch.setattr(adding.Adding, "add", interrupt)
    assert run("import", project, three)[0] == 130
    assert [one.name for one in project.parent.iterdir()] == [three.name]


@pytest.mark.skipif(sys.platform != "linux", reason="a thing of Linux")
def test_the_desktop_entry_comes_and_goes(run, run_json, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", "")
    installed = run_json("install-desktop-entry")
    assert list(installed) == ["installed"]
    assert all(Path(name).is_file() for name in installed["installed"])
    code, out, err = run("install-desktop-entry")
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == f"{len(installed['installed'])} files installed"
    assert run_json("remove-desktop-entry") == {"removed": installed["installed"]}
    assert not any(Path(name).exists() for name in installed["installed"])
    assert run("remove-desktop-entry") == (0, "0 files removed\n", "")


@pytest.mark.parametrize("command", ["install-desktop-entry", "remove-desktop-entry"])
def test_a_desktop_entry_on_another_system_is_one_sentence(run, monkeypatch, command):
    monkeypatch.setattr("platform.system", lambda: "Windows")
    assert "a thing of Linux, and this is Windows" in refused(run(command, "--json"))


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_names_every_command(run, option):
    code, out, err = run(option)
    assert (code, err) == (0, "")
    others = ("demo", "install-desktop-entry", "remove-desktop-entry")
    assert all(f"  {name} " in out for name in (*KEYS, *others))


def test_the_version_is_told(run):
    assert run("--version") == (0, f"real-desktop, version {__version__}\n", "")


@pytest.fixture
def window(monkeypatch):
    """Note what the window would be opened with."""
    opened = []

    def note(given, *, is_demo):
        opened.append((given, is_demo))
        return 0

    monkeypatch.setattr(entry, "_window", note)
    return opened


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("stat", "work.real"), "there is no command or file stat; see real-desktop --help"),
        (("nosuch.real",), "nosuch.real does not exist"),
        (("{file}", "nosuch.jsonl"), "nosuch.jsonl does not exist"),
        (("",), "there is no command or file ; see real-desktop --help"),
        ((TOO_LONG,), f"{TOO_LONG} does not exist"),
    ],
)
def test_a_name_that_means_nothing_opens_no_window(run, window, three, arguments, sentence):
    found = run(*[one.format(file=three) for one in arguments])
    assert refused(found) == f"real-desktop: {sentence}\n"
    assert window == []


def test_the_window_opens_on_what_is_there(run, window, three, project):
    project.touch()
    for given in ([], [str(project)], [str(three), str(three)]):
        assert run(*given)[0] == 0
    assert run("demo")[0] == 0
    assert window == [([], False), ([str(project)], False), ([str(three)] * 2, False), ([], True)]


def as_process(*arguments, **options):
    command = [sys.executable, "-m", "real_desktop", *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60, **options
    )


def test_a_process_reports_on_stdout_and_by_its_exit_code(project, three):
    done = as_process("import", project, three, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["prompts"] == 3
    again = as_process("stats", project.with_name("nothing.real"), "--json")
    assert (again.returncode, again.stdout) == (2, "")
    assert again.stderr == "real-desktop: nothing.real does not exist\n"
