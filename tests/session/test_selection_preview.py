import pytest

from real_desktop.core.progress import drained
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.selection_preview import preview
from tests.session.working import embed_here, import_into, read


@pytest.fixture
def embedded(session, questions):
    import_into(session, questions)
    embed_here(session)
    return session


def look(session, **options):
    return drained(preview(session, SelectOptions(**options)))


def test_a_preview_tells_and_writes_nothing(embedded):
    found = look(embedded)
    assert (found.pairs, found.possible, found.saving) == (5, 15, pytest.approx(2 / 3))
    assert len(found.examples) == 5
    assert read(embedded, "SELECT count(*) FROM selections") == [(0,)]
