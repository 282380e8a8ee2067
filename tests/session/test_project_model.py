from dataclasses import replace
from functools import partial

import pytest

from real_desktop.core.errors import UserError
from real_desktop.core.progress import drained
from real_desktop.embedding.models import FINGERPRINT
from real_desktop.session import project_model
from real_desktop.session.embedding import EmbedOptions, embed, embedder_for
from real_desktop.session.models import find_model
from real_desktop.session.project_model import project_embedder
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.selecting import select
from real_desktop.session.statistics import Overviews
from real_desktop.store.model_choice import ModelChoice, choose_model
from real_desktop.store.thread import Priority
from tests.embedding.fake_encoder import load_other
from tests.embedding.model_folders import causal_folder
from tests.session.working import FAKE, fake_embedder, import_into, read, write

OTHER = replace(FAKE, name="other-encoder", fingerprint="other-fingerprint")
BOTH = (fake_embedder(), replace(fake_embedder(load_other), folder=OTHER))


def choose(session, choice):
    session.run(Priority.CHUNK, partial(choose_model, choice=choice))


def know_imported(session, precision, long_text):
    row = ("all-MiniLM-L6-v2", FINGERPRINT, 384, 256, precision, long_text, "imported", "", "")
    sql = (
        "INSERT INTO embedding_models (name, fingerprint, dimension, max_tokens, precision,"
        f" long_text, device, created_at, app_version) VALUES {row}"
    )
    write(session, sql)
    (model_id,) = read(session, "SELECT max(id) FROM embedding_models")[0]
    write(session, "INSERT INTO embeddings VALUES ('h', ?, x'00', 1)", model_id)


@pytest.fixture
def embedded(session, questions):
    """A project with the vectors of two models, OTHER the newer one."""
    import_into(session, questions)
    for one in BOTH:
        drained(embed(session, one))
    return session


@pytest.fixture
def options_of(monkeypatch):
    """What `project_embedder` asks for: the name of the folder, and the options."""

    def find(session, options):
        asked = []
        monkeypatch.setattr(project_model, "embedder_for", lambda *given: asked.append(given))
        drained(project_embedder(session, options))
        ((folder, how),) = asked
        return folder.name, how

    return find


def pairs_of(session, **options):
    selection = drained(select(session, SelectOptions(control=0, **options))).selection
    sql = "SELECT prompt_id, response_a, response_b FROM pairs WHERE selection_id = ? ORDER BY 1"
    (model_id,) = read(session, "SELECT model_id FROM selections WHERE id = ?", selection)[0]
    return model_id, read(session, sql, selection)


def test_two_models_live_side_by_side_with_all_their_vectors(embedded):
    rows = read(embedded, "SELECT model_id, count(*) FROM embeddings GROUP BY 1")
    assert rows == [(1, 15), (2, 15)]


def test_pairs_are_chosen_by_the_model_that_is_named(embedded):
    by_fake = pairs_of(embedded, model=FAKE.name)
    by_other = pairs_of(embedded, model=OTHER.name)
    assert (by_fake[0], by_other[0]) == (1, 2)
    assert by_fake[1] != by_other[1]


def test_pairs_are_chosen_by_the_newest_model_and_then_by_the_chosen_one(embedded):
    assert pairs_of(embedded)[0] == 2
    choose(embedded, ModelChoice(FAKE.name, FAKE.fingerprint))
    assert pairs_of(embedded)[0] == 1


def test_a_model_that_has_not_embedded_here_is_refused_with_those_that_have(embedded):
    with pytest.raises(UserError, match=r"no vectors by guess; .*: other-encoder, fake-encoder$"):
        pairs_of(embedded, model="guess")


def test_without_any_model_the_refusal_says_what_to_do(session, questions):
    import_into(session, questions)
    with pytest.raises(UserError, match="no vectors by guess, and none by another"):
        pairs_of(session, model="guess")


def test_the_overview_counts_the_texts_that_the_chosen_model_lacks(embedded):
    assert Overviews(embedded).read().result().pending_texts == 0
    choose(embedded, ModelChoice("third", "third-fingerprint"))
    assert Overviews(embedded).read().result().pending_texts == 15


@pytest.mark.model
def test_a_new_project_takes_the_packaged_model_as_the_options_say(session, options_of):
    wanted = EmbedOptions("cpu", "auto", "window")
    assert options_of(session, wanted) == ("all-MiniLM-L6-v2", wanted)


@pytest.mark.model
def test_a_project_goes_on_as_its_vectors_were_made(session, options_of):
    know_imported(session, "float32", "truncate")
    choose(session, ModelChoice("all-MiniLM-L6-v2", FINGERPRINT))
    name, how = options_of(session, EmbedOptions("cuda", "bfloat16", "window"))
    assert (name, how) == ("all-MiniLM-L6-v2", EmbedOptions("cuda", "float32", "truncate"))


@pytest.mark.parametrize(
    ("precision", "long_text"), [("float16", "window"), ("float32", "unknown")]
)
def test_vectors_that_cannot_be_made_here_are_not_mixed_with_others(session, precision, long_text):
    know_imported(session, precision, long_text)
    with pytest.raises(UserError, match=f"made elsewhere.*{precision}, {long_text}.*import those"):
        drained(project_embedder(session, EmbedOptions()))


@pytest.mark.model
def test_who_chooses_the_model_itself_gets_new_vectors_beside_the_imported(session, options_of):
    know_imported(session, "float16", "window")
    choose(session, ModelChoice("all-MiniLM-L6-v2", FINGERPRINT, long_text="window"))
    wanted = EmbedOptions("cpu", "auto", "window")
    assert options_of(session, wanted) == ("all-MiniLM-L6-v2", wanted)


@pytest.mark.model
def test_a_chosen_model_without_vectors_is_loaded_as_the_choice_says(session, options_of, tmp_path):
    model = drained(find_model(str(causal_folder(tmp_path / "mine"))))
    choose(session, ModelChoice("mine", model.fingerprint, long_text="truncate"))
    name, how = options_of(session, EmbedOptions("auto", "bfloat16", "window"))
    assert (name, how) == ("mine", EmbedOptions("auto", "bfloat16", "truncate"))


def test_a_model_that_is_not_on_this_machine_is_an_error_that_names_it(embedded):
    with pytest.raises(UserError, match="the model other-encoder that this project uses is not on"):
        drained(project_embedder(embedded, EmbedOptions()))


@pytest.mark.model
@pytest.mark.parametrize("kind", ["sentence", "causal"])
def test_real_models_of_both_kinds_embed_a_project(session, questions, tiny_models, kind):
    import_into(session, questions)
    folder = drained(find_model(str(tiny_models / kind)))
    embedder = embedder_for(folder, EmbedOptions("cpu", "float32", "truncate"))
    report = drained(embed(session, embedder))
    assert (report.model, report.embedded, report.failed) == (kind, 15, 0)
    assert read(session, "SELECT name, dimension FROM embedding_models") == [(kind, 32)]
    assert len(pairs_of(session, model=kind)[1]) == 5
