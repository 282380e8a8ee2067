from __future__ import annotations

import gzip
import tempfile

import pytest

from real_desktop.core.errors import UserError
from real_desktop.formats import opening
from real_desktop.formats.opening import opened, seekable
from tests.formats.packers import EVERY_WAY


@pytest.fixture
def spools(tmp_path, monkeypatch):
    """The folder in which temporary files are made."""
    folder = tmp_path / "spools"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.parametrize("pack", EVERY_WAY)
def test_a_file_is_read_without_its_wrapping(file_of, pack):
    with opened(file_of(pack(b"content"))) as file:
        assert file.read() == b"content"


@pytest.mark.parametrize("pack", EVERY_WAY)
def test_a_seekable_file_can_be_read_from_its_end(file_of, pack, spools):
    with seekable(file_of(pack(b"content"))) as file:
        assert file.tell() == 0
        file.seek(-4, 2)
        assert file.read() == b"tent"
    assert file.closed
    assert not list(spools.iterdir())


def test_a_spool_is_gone_after_an_error(file_of, spools):
    path = file_of(gzip.compress(b"content")[:-1])
    with pytest.raises(UserError, match="breaks off"), seekable(path):
        pytest.fail("a broken file was opened")
    assert not list(spools.iterdir())


def test_a_spool_has_a_cap(file_of, monkeypatch):
    monkeypatch.setattr(opening, "MOST_SPOOLED", 6)
    path = file_of(gzip.compress(b"content"))
    with pytest.raises(UserError, match="unfolds to more than 4 GiB"), seekable(path):
        pytest.fail("a file beyond the cap was opened")
