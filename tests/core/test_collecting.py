import gc

import pytest

from real_desktop.core.collecting import OBJECTS_BETWEEN, seldom_collected


def test_it_is_as_before_after_an_error_too():
    before = gc.get_threshold()

    def broken():
        with seldom_collected():
            assert gc.isenabled()
            assert gc.get_threshold()[0] == OBJECTS_BETWEEN
            raise KeyError

    with pytest.raises(KeyError):
        broken()
    assert gc.get_threshold() == before
