"""SIGKILL while a project is embedded, at random moments, until it is done all the same.

`python -m pytest -m faults` runs everything, a plain run the quick part.
"""

from __future__ import annotations

import random
import shutil
import sys
import time

import pytest

from real_desktop.embedding.models import default_folder
from tests.faults.embedding_runs import EmbeddingRun, lost, times_begun, vectors_in
from tests.faults.logging_encoder import BATCH_TEXTS, SECONDS_A_BATCH
from tests.projects import project_with_pairs

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL"),
]

PROMPTS, RESPONSES = 300, 3
TEXTS = PROMPTS * RESPONSES
MOST_AHEAD = 2
"""Of a killed program, the batch whose vectors are on their way to the disk, and the next."""


class Killing:
    """A project and those who embed it; `undisturbed` is what the vectors are to be."""

    batch_seconds = SECONDS_A_BATCH

    def __init__(self, folder, template, undisturbed, seed):
        self.rng = random.Random(seed)
        self.project = folder / f"{seed}.real"
        self.log = folder / f"{seed}.log"
        shutil.copy(template, self.project)
        self.undisturbed, self.kills, self.finished_twice = undisturbed, 0, 0

    def run(self, kind="fake"):
        return EmbeddingRun(self.project, self.log, kind)

    def wait_a_while(self, run):
        """Until a random moment: one in five while it begins, the others while it embeds."""
        if self.rng.random() < 0.2:
            run.wait_for("load", 1) if self.rng.random() < 0.5 else None
            time.sleep(self.rng.uniform(0, 0.3))
            return
        begun = sum(line.what == "begin" for line in run.lines())
        run.wait_for("begin", begun + self.rng.randint(1, 12))
        time.sleep(self.rng.uniform(0, 2 * self.batch_seconds))

    def kill_program(self, kind="fake"):
        """Kill it once; whether it was there to be killed."""
        run = self.run(kind)
        self.wait_a_while(run)
        if run.is_over:
            assert run.end()[0] == 0
            return False
        run.kill_program()
        self.kills += 1
        stored = vectors_in(self.project)
        assert stored.items() <= self.undisturbed.items()
        assert lost(run.lines(), stored, "begin") <= MOST_AHEAD
        self.finished_twice += lost(run.lines(), stored, "end")
        return True

    def kill_workers(self):
        """Kill a worker, and perhaps the one after it; whether the program ended well."""
        run, killed = self.run(), 0
        while run.wait_for("load", killed + 1):
            self.wait_a_while(run)
            if run.is_over or not run.kill_worker():
                break
            killed += 1
            if killed == 2 or self.rng.random() < 0.3:
                break
        self.kills += killed
        code, _out, err = run.end()
        stored = vectors_in(self.project)
        assert stored.items() <= self.undisturbed.items()
        repeated = sum(times_begun(run.lines()).values()) - len(times_begun(run.lines()))
        assert repeated <= killed * BATCH_TEXTS
        if code == 0:
            return True
        assert (code, killed) == (2, 2)
        assert err.startswith("real-desktop: The embedding process stopped twice")
        assert "what is embedded so far is kept" in err
        return False

    def finish(self, kind="fake"):
        run = self.run(kind)
        assert run.end()[0] == 0
        self.check()

    def check(self):
        assert vectors_in(self.project) == self.undisturbed
        left = [one.name for one in self.project.parent.glob(f"{self.project.name}*")]
        assert left == [self.project.name]


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return project_with_pairs(tmp_path_factory.mktemp("template") / "t.real", PROMPTS, 80)


@pytest.fixture(scope="module")
def undisturbed(template, tmp_path_factory):
    return embedded_in_peace(template, tmp_path_factory.mktemp("peace"), "fake")


def embedded_in_peace(template, folder, kind):
    project = shutil.copy(template, folder / "peace.real")
    run = EmbeddingRun(project, folder / "peace.log", kind)
    assert run.end()[0] == 0
    vectors = vectors_in(project)
    assert len(vectors) == TEXTS
    assert set(times_begun(run.lines()).values()) == {1}
    return vectors


def killed_programs(folder, template, undisturbed, kills):
    """Kill the program at random moments of one project after the other."""
    done, finished_twice, seed = 0, 0, 0
    while done < kills:
        one = Killing(folder, template, undisturbed, seed)
        while one.kill_program() and done + one.kills < kills:
            pass
        one.finish()
        done, finished_twice, seed = done + one.kills, finished_twice + one.finished_twice, seed + 1
    print(f"{done} kills of the program, {finished_twice} finished batches repeated")
    assert finished_twice <= done, "more than one finished batch is repeated for each kill"


def killed_workers(folder, template, undisturbed, kills):
    done, seed = 0, 1_000
    while done < kills:
        one = Killing(folder, template, undisturbed, seed)
        while not one.kill_workers():
            pass
        one.check()
        done, seed = done + one.kills, seed + 1


def test_a_program_killed_a_few_times_resumes(tmp_path, template, undisturbed):
    killed_programs(tmp_path, template, undisturbed, kills=3)


def test_a_program_whose_workers_are_killed_a_few_times_loses_nothing(
    tmp_path, template, undisturbed
):
    killed_workers(tmp_path, template, undisturbed, kills=3)


@pytest.mark.long
def test_a_program_killed_again_and_again_resumes(tmp_path, template, undisturbed):
    killed_programs(tmp_path, template, undisturbed, kills=40)


@pytest.mark.long
def test_workers_killed_again_and_again_lose_nothing(tmp_path, template, undisturbed):
    killed_workers(tmp_path, template, undisturbed, kills=40)


@pytest.mark.long
@pytest.mark.model
def test_the_packaged_model_killed_gives_the_vectors_of_a_run_in_peace(tmp_path, template):
    if default_folder() is None:
        pytest.skip("the model is not installed")
    peace = embedded_in_peace(template, tmp_path, "packaged")
    one = Killing(tmp_path, template, peace, seed=7)
    one.batch_seconds = 0.2
    for _round in range(3):
        one.kill_program("packaged")
    one.finish("packaged")
    assert one.kills == 3
