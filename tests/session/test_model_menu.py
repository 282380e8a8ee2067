from pathlib import Path

import pytest

from real_desktop.core.errors import UserError
from real_desktop.core.progress import drained
from real_desktop.session.embedding import EmbedOptions
from real_desktop.session.model_menu import (
    ModelEntry,
    choice_of,
    index_of_choice,
    listed_in_words,
    model_entries,
)
from real_desktop.session.models import ListedModel, find_model, list_folder
from real_desktop.store.model_choice import CountedModel, ModelChoice
from tests.embedding.model_folders import causal_folder

CUT = CountedModel(1, "small", "f1", 384, 256, "float32", "truncate", 15)
WHOLE = CountedModel(2, "small", "f1", 384, 256, "bfloat16", "window", 1)
SMALL = ListedModel("small", Path("small"), 91_000_000, 384)
LARGE = ListedModel("org/large", Path("large"), 14_500_000_000, None)


def texts(*given):
    return [one.text for one in model_entries(*given)]


def test_a_new_project_offers_the_installed_model_and_those_on_the_disk():
    assert texts([], None, [SMALL, LARGE], EmbedOptions()) == [
        "all-MiniLM-L6-v2, as installed",
        "small · 91 MB · 384 dimensions",
        "org/large · 14 GB",
    ]


def test_the_projects_models_come_with_what_their_vectors_are():
    assert texts([WHOLE, CUT], None, [], EmbedOptions()) == [
        "The newest here, now small",
        "small · 1 vector · bfloat16, whole texts",
        "small · 15 vectors · float32, texts cut at 256 tokens",
    ]


@pytest.mark.parametrize(
    ("options", "is_offered"),
    [
        (EmbedOptions(), True),
        (EmbedOptions(long_text="truncate"), False),
        (EmbedOptions(precision="float32", long_text="truncate"), False),
        (EmbedOptions(precision="bfloat16", long_text="truncate"), True),
    ],
)
def test_a_model_is_offered_anew_only_where_other_vectors_would_come_of_it(options, is_offered):
    offered = texts([CUT], None, [SMALL], options)
    assert ("small · 91 MB · 384 dimensions" in offered) == is_offered


@pytest.mark.parametrize(
    ("chosen", "index"),
    [
        (None, 0),
        (WHOLE.choice, 1),
        (CUT.choice, 2),
        (ModelChoice("small", "f1"), 1),
        (ModelChoice("small", "f1", long_text="truncate"), 2),
        (ModelChoice("other", "f2"), 1),
    ],
)
def test_the_line_that_holds_now_is_found(chosen, index):
    lines = model_entries([WHOLE, CUT], chosen, [SMALL], EmbedOptions())
    assert index_of_choice(lines, [WHOLE, CUT], chosen) == index
    is_new = chosen is not None and chosen.name == "other"
    assert ("other · nothing embedded yet" in [one.text for one in lines]) == is_new


def test_a_line_of_the_project_is_remembered_as_it_is():
    assert drained(choice_of(ModelEntry("x", CUT.choice), EmbedOptions())) == CUT.choice
    assert drained(choice_of(ModelEntry("x"), EmbedOptions())) is None


def test_a_model_of_the_disk_is_remembered_with_its_fingerprint_and_the_options(tmp_path):
    folder = causal_folder(tmp_path / "mine")
    listed = drained(list_folder(folder))
    assert listed_in_words(listed).startswith("mine · ")
    entry = ModelEntry("mine", listed=listed)
    model = drained(find_model(str(folder)))
    asked = EmbedOptions("cpu", "bfloat16", "truncate")
    assert drained(choice_of(entry, asked)) == ModelChoice(
        "mine", model.fingerprint, "bfloat16", "truncate"
    )
    whole = ModelChoice("mine", model.fingerprint, "", "window")
    assert drained(choice_of(entry, EmbedOptions())) == whole
    (folder / "evil.py").write_text("")
    with pytest.raises(UserError, match="program code"):
        drained(choice_of(entry, asked))
