"""The models that the command line names, with a hub on this machine and a terminal of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from real_desktop import cli_models
from real_desktop.cli_models import embedder_as_told, model_named
from real_desktop.core.errors import UserError
from real_desktop.session import embedding, project_model
from real_desktop.session.embedding import EmbedOptions
from real_desktop.session.models import NotOnDiskError
from tests.embedding.model_folders import causal_folder
from tests.session.working import done

ROOT = Path(__file__).parents[1]


@pytest.fixture
def terminal(monkeypatch):
    """Somebody at a terminal, who gives this answer to the one question; the questions asked."""
    asked = []

    def sit(answer):
        monkeypatch.setattr(cli_models, "has_somebody", lambda: True)
        monkeypatch.setattr(click, "confirm", lambda text, **_: asked.append(text) or answer)
        return asked

    return sit


def test_without_a_terminal_a_name_that_is_not_here_is_refused_and_nobody_is_asked(hub):
    with pytest.raises(NotOnDiskError, match="can be downloaded from"):
        model_named("someone/small")
    assert hub.asked == []


def test_a_yes_downloads_the_model(hub, terminal):
    asked = terminal(answer=True)
    assert model_named("someone/small").name == "someone/small"
    (question,) = asked
    assert question.startswith("Download someone/small (")
    assert " bytes) from 127.0.0.1:" in question or " kB) from 127.0.0.1:" in question
    assert model_named("someone/small").name == "someone/small"
    assert len(asked) == 1


def test_a_no_downloads_nothing(hub, terminal):
    terminal(answer=False)
    with pytest.raises(UserError, match="someone/small was not downloaded"):
        model_named("someone/small")
    assert not any("/resolve/" in path for path in hub.asked)


def test_offline_it_is_said_before_anything_is_asked(terminal, monkeypatch):
    asked = terminal(answer=True)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(UserError, match="network is switched off"):
        model_named("someone/small")
    assert asked == []


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ((None, "cpu", None, None), ("project", EmbedOptions("cpu"))),
        ((None, "auto", None, "truncate"), ("own", EmbedOptions(long_text="truncate"))),
        ((None, "auto", "float32", None), ("own", EmbedOptions(precision="float32"))),
        (("{folder}", "auto", None, None), ("mine", EmbedOptions())),
    ],
)
def test_what_is_not_told_has_its_default(monkeypatch, tmp_path, told, expected):
    folder = causal_folder(tmp_path / "mine")
    own = model_named(str(causal_folder(tmp_path / "own")))
    monkeypatch.setattr(embedding, "embedder_for", lambda folder, options: (folder.name, options))
    monkeypatch.setattr(project_model, "project_embedder", lambda _, how: done(("project", how)))
    monkeypatch.setattr(project_model, "project_folder", lambda _: done(own))
    model, *rest = told
    model = model and model.format(folder=folder)
    assert embedder_as_told(None, model, *rest) == expected


def embed_in_a_process(project, *options):
    command = [sys.executable, "-m", "real_desktop", "embed", str(project), "--json", *options]
    return subprocess.run(
        command, cwd=ROOT, env=os.environ, stdin=subprocess.DEVNULL, capture_output=True,
        text=True, check=False, timeout=100,
    )  # fmt: skip


def imported(project, file):
    command = [sys.executable, "-m", "real_desktop", "import", str(project), str(file)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=60)


@pytest.mark.model
def test_a_causal_model_embeds_from_the_command_line(tmp_path, answers, tiny_models):
    project = tmp_path / "work.real"
    imported(project, answers([("Why?", ["Because.", "It is so."])]))
    options = ("--model", str(tiny_models / "causal"), "--device", "cpu")
    done = embed_in_a_process(
        project, *options, "--long-text", "truncate", "--precision", "float32"
    )
    assert (done.returncode, done.stderr) == (0, "")
    report = json.loads(done.stdout)
    assert (report["model"], report["embedded"], report["precision"]) == ("causal", 2, "float32")


def test_refusals_are_one_sentence_and_exit_code_2(tmp_path, answers):
    project = tmp_path / "work.real"
    imported(project, answers([("Why?", ["Because.", "It is so."])]))
    unsafe = causal_folder(tmp_path / "unsafe")
    (unsafe / "modeling.py").write_text("raise SystemExit")
    for model, words in (("no/such", "is not on this machine"), (str(unsafe), "program code")):
        done = embed_in_a_process(project, "--model", model)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert words in done.stderr
