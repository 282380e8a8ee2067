import pytest

from real_desktop.core.errors import UserError
from real_desktop.session.model_names import model_called
from real_desktop.store.model_choice import KnownModel


def known(number, name, fingerprint, precision="float32", long_text="window"):
    return KnownModel(number, name, fingerprint, 384, 256, precision, long_text)


WHOLE = known(1, "small", "1234567890abcdef")
CUT = known(2, "small", "1234567890abcdef", long_text="truncate")
QUICK = known(3, "small", "1234567890abcdef", "bfloat16")
OTHER = known(4, "org/large", "ffff567890abcdef")
PLACE = known(5, "C:\\models:float32", "eeee567890abcdef")
ALL = (PLACE, OTHER, QUICK, CUT, WHOLE)


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [
        ("org/large", OTHER),
        ("org/large:window", OTHER),
        ("ffff567890abcdef", OTHER),
        ("small:truncate", CUT),
        ("small:bfloat16", QUICK),
        ("small:float32:window", WHOLE),
        ("small:window:float32", WHOLE),
        ("small:12345678:float32:window", WHOLE),
        (PLACE.name, PLACE),
        (f"{PLACE.name}:window", PLACE),
    ],
)
def test_a_model_is_known_by_its_name_and_what_tells_it_apart(wanted, meant):
    assert model_called(ALL, wanted) is meant


@pytest.mark.parametrize("wanted", ["small", "small:float32", "1234567890abcdef"])
def test_where_several_are_meant_all_of_them_are_named(wanted):
    with pytest.raises(UserError) as caught:
        model_called(ALL, wanted)
    sentence = str(caught.value)
    assert f"kinds of vectors by {wanted}; name one of these: " in sentence
    for name in sentence.rpartition("these: ")[2].split(", "):
        assert model_called(ALL, name).name == "small"


def test_two_models_of_one_name_are_told_apart_by_their_fingerprints():
    twin = known(6, "small", "9876543210fedcba")
    with pytest.raises(UserError) as caught:
        model_called((twin, WHOLE), "small")
    assert str(caught.value).endswith(
        "small:float32:window:9876543210fe, small:float32:window:1234567890ab"
    )
    assert model_called((twin, WHOLE), "small:float32:window:1234567890ab") is WHOLE


@pytest.mark.parametrize("wanted", ["large", "small:int8", "small:", "small:1234", "org/large:cut"])
def test_what_is_not_there_is_answered_with_what_is(wanted):
    with pytest.raises(UserError, match=r"it has some by: C:.*, org/large, small$"):
        model_called(ALL, wanted)


def test_without_any_model_nothing_is_listed():
    with pytest.raises(UserError, match="no vectors by small, and none by another model"):
        model_called((), "small")
