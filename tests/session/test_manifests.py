import pytest

from real_desktop.core.errors import UserError
from real_desktop.session import manifests as module
from real_desktop.session.manifests import manifests
from real_desktop.store.labels import pair_ids
from real_desktop.store.thread import Priority
from tests.session.working import read, write


@pytest.fixture
def ids(ready):
    return ready.run(Priority.READ, pair_ids)


def test_the_pairs_come_in_the_order_that_was_asked_for(ready, ids):
    (found,) = manifests(ready, ids[::-1])
    uuids = [uuid for (uuid,) in read(ready, "SELECT uuid FROM pairs ORDER BY id DESC")]
    assert [pair.uuid for pair in found] == uuids


def test_a_slice_has_at_most_so_many(ready, ids, monkeypatch):
    monkeypatch.setattr(module, "MOST_IN_A_SLICE", 2)
    assert [len(some) for some in manifests(ready, ids)] == [2, 2, 1]


def test_a_slice_ends_when_its_time_is_over(ready, ids, monkeypatch):
    monkeypatch.setattr(module, "SLICE_S", 0)
    assert [len(some) for some in manifests(ready, ids)] == [1] * 5


def test_a_judgement_goes_between_two_slices(ready, ids, monkeypatch):
    monkeypatch.setattr(module, "SLICE_S", 0)
    slices = manifests(ready, ids)
    next(slices)
    assert ready.submit(Priority.JUDGE, lambda _project: "judged").result(timeout=5) == "judged"
    assert len(list(slices)) == 4


def test_no_pairs_are_no_slices(ready):
    assert list(manifests(ready, [])) == []


@pytest.mark.parametrize("which", ["response_a", "response_b"])
def test_a_changed_text_is_refused(ready, ids, which):
    of_the_first = f"(SELECT {which} FROM pairs WHERE id = {ids[0]})"
    write(ready, f"UPDATE responses SET text = 'x' WHERE id = {of_the_first}")
    with pytest.raises(UserError, match=f"a text of pair {ids[0]} has changed"):
        list(manifests(ready, ids))
