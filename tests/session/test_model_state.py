from dataclasses import replace
from functools import partial

from real_desktop.core.progress import drained
from real_desktop.session.embedding import embed
from real_desktop.session.precisions import remember_precision
from real_desktop.session.removing import drop_hidden_import
from real_desktop.session.statistics import Overviews
from real_desktop.store.import_removal import hide_import
from real_desktop.store.model_choice import ModelChoice, choose_model
from real_desktop.store.thread import Priority
from tests.embedding import fake_encoder
from tests.session.working import FAKE, embed_here, fake_embedder, import_into

LONG = "word " * 20
"""22 tokens by the fake encoder, whose window has 16."""


def state(overviews):
    return overviews.read().result().model


def test_there_is_none_before_anything_is_embedded_or_chosen(session, questions):
    overviews = Overviews(session)
    assert state(overviews) is None
    import_into(session, questions)
    assert state(overviews) is None


def test_a_chosen_model_without_a_vector_is_named(session, questions):
    import_into(session, questions)
    choice = ModelChoice("mpnet", "other", "", "truncate")
    session.run(Priority.JUDGE, partial(choose_model, choice=choice))
    found = state(Overviews(session))
    assert (found.name, found.long_text, found.vectors) == ("mpnet", "truncate", 0)


def test_it_counts_vectors_long_texts_and_failures(session, answers):
    import_into(session, answers([("a?", [LONG, "short", "nan", "inf", "zero"])]))
    drained(embed(session, fake_embedder(fake_encoder.load_unusable)))
    found = state(Overviews(session))
    assert (found.name, found.precision, found.max_tokens) == (FAKE.name, "float32", 16)
    assert (found.texts, found.vectors, found.known, found.longer) == (5, 2, 2, 1)
    assert found.failures == {"the vector is not finite": 2, "the vector is zero": 1}


def test_it_follows_what_comes_and_what_goes(session, questions, answers):
    import_into(session, questions)
    embed_here(session)
    overviews = Overviews(session)
    assert (state(overviews).known, state(overviews).longer) == (15, 0)
    import_into(session, answers([("Long?", [LONG, f"{LONG} too"])], "long.jsonl"))
    assert (state(overviews).vectors, state(overviews).texts) == (15, 17)
    embed_here(session)
    assert (state(overviews).known, state(overviews).longer) == (17, 2)
    session.run(Priority.JUDGE, partial(hide_import, import_id=2))
    drained(drop_hidden_import(session, 2))
    assert (state(overviews).known, state(overviews).longer) == (15, 0)


def test_why_the_precision_was_chosen_is_known_where_it_was_measured(session, questions):
    import_into(session, questions)
    embed_here(session)
    info = replace(fake_encoder.INFO, why="bfloat16 is no faster here")
    remember_precision(FAKE.fingerprint, "cpu", replace(info, precision="bfloat16"))
    assert state(Overviews(session)).why == ""
    remember_precision(FAKE.fingerprint, "cuda", info)
    assert state(Overviews(session)).why == "bfloat16 is no faster here"
