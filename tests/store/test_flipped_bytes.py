"""One changed bit anywhere in a project: right labels or a refusal, and nothing else."""

import random
from functools import partial

import pytest

from real_desktop.core.errors import UserError
from real_desktop.store.events import events_of
from real_desktop.store.labels import newest_labels, pair_ids
from real_desktop.store.manifests import pair_manifest
from real_desktop.store.people import current_person, person_ids
from real_desktop.store.project_file import open_to_read, open_to_write
from real_desktop.store.queue import fix_side, pair_texts, queued_pairs, shown_count
from real_desktop.store.thread import Priority, ProjectThread
from tests.store.filling import filled_project, labels_in, work_at_random

GROUPS = 6
MUTANTS_IN_A_GROUP = 50


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """The bytes of a project, and what is to be read in it."""
    path = tmp_path_factory.mktemp("sound") / "work.real"
    project = filled_project(path, prompts=4)
    work_at_random(project, [1], pair_ids(project), steps=30, seed=1)
    project.close()
    return path.read_bytes(), read_everything(path, open_to_write)


def read_everything(path, open_project):
    """What the program reads, on the thread on which it does."""
    thread = ProjectThread(partial(open_project, path))
    try:
        thread.opened.result()
        return thread.run(Priority.READ, everything)
    finally:
        thread.close()


def everything(project):
    """Labels, events and pairs; and what the screen shows, if the sides can be fixed."""
    person = current_person(project)
    said = [(e.kind, e.pair_id, e.choice, e.reverts) for e in events_of(project, person.id)]
    newest = {
        pair: label.outcome for pair, label in newest_labels(project, person_ids(project)).items()
    }
    manifests = [pair_manifest(project, pair_id) for pair_id in pair_ids(project)]
    pairs = [(p.uuid, p.prompt_uuid, p.a.text_hash, p.b.text_hash) for p in manifests]
    return labels_in(project), newest, said, pairs, shown_texts(project, person)


def shown_texts(project, person):
    if project.is_read_only:
        return None
    queue = queued_pairs(project, person.id)
    with project.transaction():
        for pair_id in queue:
            fix_side(project, person, pair_id, shown_count(project, person.id))
    texts = [pair_texts(project, person.id, pair_id) for pair_id in queue]
    return [(one.pair_id, one.messages, {one.left, one.right}) for one in texts]


def mutants(data, seed):
    """Changed at places that hold something; most of a small project is empty."""
    dice = random.Random(seed)
    filled = [place for place, byte in enumerate(data) if byte]
    for _ in range(MUTANTS_IN_A_GROUP):
        changed = bytearray(data)
        place, bit = dice.choice(filled), dice.randrange(8)
        changed[place] ^= 1 << bit
        yield f"byte {place}, bit {bit}", bytes(changed)


@pytest.mark.faults
@pytest.mark.parametrize("open_project", [open_to_read, open_to_write])
@pytest.mark.parametrize("seed", range(GROUPS))
def test_one_changed_bit_gives_the_right_labels_or_a_refusal(sound, tmp_path, open_project, seed):
    data, expected = sound
    path = tmp_path / "mutant.real"
    for where, changed in mutants(data, seed):
        path.write_bytes(changed)
        if is_refused(path, open_project):
            assert path.read_bytes() == changed, where
        else:
            assert_nothing_wrong(path, open_project, expected, where)
        assert [one.name for one in tmp_path.iterdir()] == ["mutant.real"], where


def is_refused(path, open_project):
    try:
        open_project(path).close()
    except UserError:
        return True
    return False


def assert_nothing_wrong(path, open_project, expected, where):
    try:
        found = read_everything(path, open_project)
    except UserError:
        return
    is_shown = found[-1] is not None
    assert found == (expected if is_shown else (*expected[:-1], None)), where
