"""What tests of every layer need: folders of their own, and the real files where they are."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings

from tests.embedding.fake_hub import FakeHub, running
from tests.embedding.model_folders import sentence_folder

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

# How long an example takes says how busy the machine is.
settings.register_profile("project", deadline=None)
settings.load_profile("project")

REAL_DATA = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory, monkeypatch):
    """Keep the program's own files out of those of the person who runs the tests."""
    home = tmp_path_factory.mktemp("home")
    for kind in ("DATA", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    monkeypatch.setenv("HF_HUB_CACHE", str(home / "hub"))
    return home


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory):
    """A folder with two real models of random weights, `sentence` and `causal`.

    Another process makes them, so that torch stays out of this one.
    """
    folder = tmp_path_factory.mktemp("tiny")
    command = [sys.executable, "-m", "tests.embedding.tiny_models", str(folder)]
    root = Path(__file__).parents[1]
    subprocess.run(command, cwd=root, check=True, capture_output=True, timeout=100)
    return folder


@pytest.fixture
def hub(tmp_path, monkeypatch):
    """A hub on this machine with the model `someone/small`; the network is allowed that far."""
    made = FakeHub(tmp_path / "hub")
    sentence_folder(made.folder / "someone/small")
    with running(made) as address:
        monkeypatch.setenv("HF_ENDPOINT", address)
        monkeypatch.delenv("HF_HUB_OFFLINE")
        monkeypatch.delenv("TRANSFORMERS_OFFLINE", raising=False)
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        yield made


@pytest.fixture
def real_file():
    """Give the path of a real file; the test is skipped where there is none."""

    def find(name):
        path = REAL_DATA / name
        if not path.exists():
            pytest.skip(f"{name} is not on this machine")
        return path

    return find


@pytest.fixture
def answers(tmp_path):
    """Write response sets, a prompt and its responses each, as JSON lines."""

    def write(sets, name="answers.jsonl"):
        path = tmp_path / name
        rows = [{"prompt": prompt, "responses": responses} for prompt, responses in sets]
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return path

    return write


@pytest.fixture
def full_disk():
    """Let the disk take no byte of any file after the first `size` while a block lasts."""
    resource = pytest.importorskip("resource")

    @contextmanager
    def no_room(size=0):
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

    return no_room


def pytest_collection_modifyitems(config, items):
    """End-to-end tests quit the application, after which Qt activates no further window."""
    items.sort(key=lambda item: "e2e" in item.path.parts)
    if not any(mark in config.option.markexpr for mark in ("faults", "long")):
        _leave_out_long_ones(config, items)


def _leave_out_long_ones(config, items):
    long = [item for item in items if item.get_closest_marker("long")]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if item not in long]
