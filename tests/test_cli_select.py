import json

import pytest

from real_desktop.__main__ import main
from real_desktop.session.session import new_session, open_session
from tests.session.working import embed_here, import_into, read

SELECT = ["selection", "pairs", "control", "repeats", "possible", "left_out"]


@pytest.fixture
def run(capsys):
    def once(*arguments):
        capsys.readouterr()
        code = main([str(one) for one in arguments])
        return (code, *capsys.readouterr())

    return once


@pytest.fixture
def project(tmp_path, answers):
    """Sixty embedded prompts of four responses, closed."""
    path = tmp_path / "work.real"
    sets = [(f"Question {n}?", [f"Answer {n}.{k}" for k in range(4)]) for n in range(60)]
    with new_session(path) as session:
        import_into(session, answers(sets))
        embed_here(session)
    return path


def told(result):
    code, out, err = result
    assert (code, err) == (0, "")
    return json.loads(out)


def in_project(project, sql):
    with open_session(project) as session:
        return read(session, sql)


def test_every_option_decides(run, project):
    options = (
        "--strategy", "random", "--model", "fake-encoder", "--seed", 3, "--prompts", "widest",
        "--budget", 50, "--pairs-per-prompt", 2, "--control", 0.5, "--repeats", 0.2,
        "--ceiling", 0.3,
    )  # fmt: skip
    found = told(run("select", project, *options, "--json"))
    assert list(found) == SELECT
    assert (found["selection"], found["pairs"], found["possible"]) == (1, 50, 360)
    assert found["repeats"] == 8
    assert found["left_out"] == {"beyond the budget": 39}
    ((params, seed, strategy),) = in_project(
        project, "SELECT params, seed, strategy FROM selections"
    )
    assert (seed, strategy) == (3, "random")
    params = json.loads(params)
    assert params.pop("likely_ties_from") is None or params
    assert params == {
        "control": 0.5, "repeats": 0.2, "pairs_per_prompt": 2, "prompts": "widest",
        "budget": 50, "ceiling": 0.3, "skips_asked": False,
    }  # fmt: skip


def test_a_dry_run_says_the_same_and_writes_nothing(run, project):
    before = project.read_bytes()
    seen = told(run("select", project, "--dry-run", "--json"))
    assert project.read_bytes() == before
    found = told(run("select", project, "--json"))
    assert seen.pop("selection") is None
    assert found.pop("selection") == 1
    assert {name: seen[name] for name in found} == found
    assert seen["saving"] == pytest.approx(1 - found["pairs"] / found["possible"])
    assert seen["hours"] == pytest.approx(found["pairs"] * 37 / 3600)


def test_a_dry_run_in_words(run, project):
    code, out, err = run("select", project, "--dry-run", "--ceiling", -1)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].startswith("63 pairs would be asked of 360 possible, ")
    assert lines[0].endswith(" of them at random as a control, 3 as hidden repeats")
    assert any(line.startswith("82 % of the possible pairs need not be asked") for line in lines)
    assert any("63 pairs of sets that are alike throughout (above -1)" in line for line in lines)


def test_it_says_in_words_what_was_chosen(run, project):
    code, out, _err = run("select", project, "--budget", 21, "--prompts", "random")
    assert code == 0
    assert out.startswith("21 pairs chosen of 360 possible, ")
    assert "40 prompts left out: beyond the budget\n" in out


def test_a_queue_that_is_too_short_for_repeats_says_so(run, project):
    _code, out, _err = run("select", project, "--budget", 15, "--repeats", 0.2)
    assert "the queue is too short for 3 more repeats at least 20 pairs later\n" in out


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--prompts", "widest"), "say with a budget how many pairs to ask"),
        (("--prompts", "best"), "'best' is not one of"),
        (("--budget", "0"), "0 is not in the range"),
        (("--pairs-per-prompt", "0"), "0 is not in the range"),
        (("--budget", 2**63), "is not in the range 1<=x<=100000000"),
        (("--pairs-per-prompt", 10**20), "is not in the range 1<=x<=100000000"),
        (("--repeats", "nan"), "nan is not a number"),
        (("--ceiling", "2"), "2.0 is not in the range"),
        (("--strategy", "guess"), "there is no strategy guess; there is: dissimilar"),
    ],
)
def test_what_cannot_be_meant_is_one_sentence(run, project, options, words):
    code, out, err = run("select", project, *options)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert words in err
    assert in_project(project, "SELECT count(*) FROM selections") == [(0,)]


def test_a_second_strategy_has_a_control_of_its_own_with_the_same_seed(run, project):
    run("select", project, "--control", 0.5)
    out = run("select", project, "--control", 0.5, "--strategy", "hard", "--json")[1]
    assert json.loads(out)["control"] > 0


def test_nothing_to_choose_is_one_sentence(run, project):
    run("select", project)
    code, out, err = run("select", project)
    assert (code, out) == (2, "")
    assert "its pair is in the queue already: 60" in err
    code, out, err = run("select", project, "--dry-run")
    assert (code, err) == (0, "")
    assert "there is no pair to choose" in out
