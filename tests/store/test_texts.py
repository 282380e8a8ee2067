import pytest

from real_desktop.core.digest import text_hash
from real_desktop.core.errors import UserError
from real_desktop.store.texts import check_texts

HASHES = [text_hash("one"), text_hash("two")]


def test_texts_that_are_what_their_hashes_say_pass():
    check_texts(("one", "two"), HASHES, 7)


@pytest.mark.parametrize("texts", [("one", "two "), ("two", "one"), ("one",), ()])
def test_any_other_texts_are_damage(texts):
    with pytest.raises(UserError, match="is damaged: a text of pair 7 has changed"):
        check_texts(texts, HASHES, 7)
