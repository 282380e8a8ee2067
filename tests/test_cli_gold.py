import json
import sqlite3
from contextlib import closing

import pytest

from real_desktop import __main__ as entry
from real_desktop.core.progress import drained
from real_desktop.core.records import Choice
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.selecting import select
from real_desktop.session.session import new_session, open_session
from tests.projects import project_with_pairs
from tests.session.working import Person, import_into


@pytest.fixture
def run(capsys):
    """Run a command: exit code, stdout, stderr."""

    def in_process(*arguments):
        code = entry.main([str(one) for one in arguments])
        return (code, *capsys.readouterr())

    return in_process


@pytest.fixture
def judged(tmp_path):
    """A closed project with forty pairs, the first four judged."""
    path = project_with_pairs(tmp_path / "p.real", 40)
    with open_session(path) as session:
        Person(session).say(Choice.LEFT, Choice.TIE, Choice.RIGHT, Choice.BOTH_BAD, active_ms=2_000)
    return path


def first_pairs(path, count):
    with closing(sqlite3.connect(path)) as project:
        rows = project.execute(
            "SELECT uuid FROM pairs JOIN queue ON pair_id = id ORDER BY queue.position LIMIT ?",
            [count],
        ).fetchall()
    return [row[0] for row in rows]


def answer_all(path, choice):
    with open_session(path) as session:
        person = Person(session)
        while person.step.pair:
            person.say(choice)


def test_pairs_are_named_one_by_one_or_several_in_quotes(run, judged):
    a, b, c = first_pairs(judged, 3)
    code, out, err = run("gold", judged, "--pairs", a, "--pairs", f"{b}, {c}", "--json")
    assert (code, json.loads(out), err) == (0, {"promoted": 3, "already": 0}, "")
    assert run("gold", judged, "--pairs", f"{a} {b}")[1] == (
        "0 pairs promoted to gold\n2 pairs were gold already\n"
    )
    assert run("gold", judged, "--pairs", a)[1].endswith("1 pair was gold already\n")


def test_no_pair_named_is_refused(run, judged):
    code, out, err = run("gold", judged, "--pairs", " ")
    assert (code, out) == (2, "")
    assert "--pairs names no pair" in err


def test_stats_says_who_agrees_with_gold(run, judged):
    run("gold", judged, "--pairs", first_pairs(judged, 1)[0])
    answer_all(judged, Choice.TIE)
    code, out, _err = run("stats", judged)
    assert code == 0
    assert "Annotator 1 agrees with gold: 0 of 1 (0 %, 95 % interval 0 to 79 %)\n" in out
    found = json.loads(run("stats", judged, "--json")[1])
    assert (found["pairs"], found["judged"]) == (41, 40)
    (gold,) = found["evidence"]["gold"]
    assert (gold["annotator"], gold["agree"], gold["n"]) == ("Annotator 1", 0, 1)


def test_stats_holds_the_strategy_against_the_control(run, answers, tmp_path):
    path = tmp_path / "p.real"
    with new_session(path) as session:
        import_into(session, answers([(f"Q {n}?", ["x", "yy", "zzz"]) for n in range(40)]))
        drained(select(session, SelectOptions("random", control=0.3, repeats=0)))
    answer_all(path, Choice.LEFT)
    out = run("stats", path)[1]
    assert "random: It cannot be told yet whether the strategy has helped: people tie on" in out
    assert "\n  Ties: random 0.0 % (n " in out
    (found,) = json.loads(run("stats", path, "--json")[1])["evidence"]["strategies"]
    assert set(found) == {
        "strategy", "judgements", "verdict", "words", "more_control", "warning", "measures",
    }  # fmt: skip
    judgements = found["judgements"]
    assert judgements["selected"] + judgements["control"] == 40
    assert judgements["control"] > 4
    ties = found["measures"]["ties"]
    assert {kind: ties[kind]["n"] for kind in judgements} == judgements
    low, high = ties["difference"]["interval"]
    assert low < ties["difference"]["value"] == 0 < high
    assert found["measures"]["seconds"]["selected"]["value"] is not None
    assert found["measures"]["left"]["selected"]["interval"][0] > 0.5
    assert list(found["measures"]) == ["ties", "both_bad", "seconds", "longer", "left"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(("--pairs", "nobody"), "there is no pair nobody"), ((), "Missing option '--pairs'")],
)
def test_what_is_wrong_is_said_in_a_sentence(run, judged, arguments, words):
    code, out, err = run("gold", judged, *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert words in err
