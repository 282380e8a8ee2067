import pytest

from real_desktop.core.errors import UserError
from real_desktop.core.progress import drained
from real_desktop.session.importing import import_files, survey_files
from real_desktop.session.session import new_session
from real_desktop.store.texts_of_pair import texts_of_pair
from real_desktop.store.thread import Priority
from tests.gui.hands import write_rows


@pytest.fixture
def session(tmp_path):
    rows = write_rows(tmp_path / "rows.jsonl", [("Why?", ["a" * 5_000, "Because.", "No."])])
    with new_session(tmp_path / "own.real") as opened:
        drained(import_files(opened, drained(survey_files([rows])).sources))
        yield opened


def test_both_texts_are_whole_and_in_the_order_asked_for(session):
    found = session.run(Priority.READ, lambda project: texts_of_pair(project, 1, 2, 1))
    assert (found.text_a, found.text_b) == ("Because.", "a" * 5_000)
    assert [turn.content for turn in found.messages] == ["Why?"]


def test_texts_that_are_gone_are_a_sentence(session):
    with pytest.raises(UserError, match="these responses were deleted"):
        session.run(Priority.READ, lambda project: texts_of_pair(project, 1, 1, 99))
