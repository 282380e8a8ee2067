import pytest

from real_desktop.core.progress import drained
from real_desktop.core.records import Choice
from real_desktop.session.export_preview import ExportPreview, export_preview
from real_desktop.session.exporting import export
from real_desktop.store.thread import Priority

LEFT, RIGHT, TIE, BOTH_BAD, SKIP = Choice


def preview_of(session):
    return session.run(Priority.READ, export_preview)


def test_a_new_project_has_nothing(session):
    assert preview_of(session) == ExportPreview(0, {}, 0, 0)


@pytest.mark.parametrize("said", [(LEFT,), (LEFT, TIE, RIGHT), (LEFT, SKIP, BOTH_BAD, TIE, RIGHT)])
def test_the_preview_is_what_the_export_then_does(ready, person, tmp_path, said):
    person.say(*said)
    preview = preview_of(ready)
    report = drained(export(ready, tmp_path / "out.jsonl"))
    assert (preview.preferences, preview.left_out) == (report.rows, report.left_out)
    everything = drained(export(ready, tmp_path / "raw.jsonl", "raw"))
    assert (preview.pairs, preview.events) == (5, len(said))
    assert everything.rows == preview.pairs + preview.events


def test_what_was_undone_is_an_event_and_no_preference(ready, person):
    person.say(LEFT, LEFT)
    person.undo()
    preview = preview_of(ready)
    assert (preview.preferences, preview.events) == (1, 3)
    assert preview.left_out == {"not judged": 4}
