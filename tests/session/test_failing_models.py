"""What a model can do wrong while it embeds: said in one sentence, and nothing lost."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from real_desktop.core.digest import text_hash
from real_desktop.core.errors import UserError
from real_desktop.core.progress import drained
from real_desktop.embedding.windowed_encoder import OUT_OF_MEMORY
from real_desktop.session import embedding
from real_desktop.session.embedding import embed
from real_desktop.session.selecting import SelectOptions, select
from tests.embedding import fake_encoder
from tests.embedding.little_memory import load_counting, load_short_of_memory
from tests.session.working import FAKE, fake_embedder, import_into, read

LETTERS = ["abcab", "zzzzzzzzzzzzy", "bca", "hello" * 9, "a", "bb"]


def embedder_named(name, loader, **options):
    folder = replace(FAKE, name=name, fingerprint=name)
    return replace(fake_embedder(loader, **options), folder=folder)


def vectors_of(session, model="fake-encoder"):
    rows = read(
        session,
        "SELECT text_hash, vector FROM embeddings JOIN embedding_models AS m ON m.id = model_id"
        " WHERE m.name = ?",
        model,
    )
    return {one: np.frombuffer(vector, "<f2") for one, vector in rows}


def assert_same(one, other):
    assert one.keys() == other.keys()
    for key, vector in one.items():
        assert np.allclose(vector, other[key], atol=1e-3)


def test_without_memory_for_a_batch_every_text_gets_its_vector_all_the_same(session, answers):
    import_into(session, answers([("a?", LETTERS)]))
    for name, most in (("roomy", 10_000), ("small", 20)):
        report = drained(embed(session, embedder_named(name, partial(load_counting, most))))
        assert (report.embedded, report.failed) == (len(LETTERS), 0)
    assert_same(vectors_of(session, "small"), vectors_of(session, "roomy"))


def test_a_text_that_never_fits_into_the_memory_is_marked_and_never_chosen(session, answers):
    import_into(session, answers([("a?", LETTERS)]))
    report = drained(embed(session, fake_embedder(partial(load_counting, 4))))
    failed = {text_hash(text) for text in LETTERS if len(text) > 2}
    assert (report.embedded, report.failed, report.reasons) == (2, 4, {OUT_OF_MEMORY: 4})
    marked = read(session, "SELECT text_hash, reason FROM embedding_failures")
    assert dict(marked) == dict.fromkeys(failed, OUT_OF_MEMORY)
    drained(select(session, SelectOptions(control=0)))
    chosen = read(
        session,
        "SELECT text FROM pairs JOIN responses ON responses.id IN (response_a, response_b)",
    )
    assert sorted(text for (text,) in chosen) == ["a", "bb"]


@pytest.mark.model
def test_a_real_model_short_of_memory_gives_the_same_vectors(session, answers, tiny_models):
    texts = [f"why is it {'the answer of a question ' * times}?" for times in range(1, 30)]
    import_into(session, answers([("a?", texts)]))
    loader = partial(load_short_of_memory, str(tiny_models / "sentence"))
    for name, most in (("roomy", 1_000_000), ("small", 40)):
        report = drained(embed(session, embedder_named(name, partial(loader, most))))
        assert (report.embedded, report.failed) == (len(texts), 0)
    assert_same(vectors_of(session, "small"), vectors_of(session, "roomy"))


def test_why_texts_have_no_vector_is_said_by_every_run(session, answers):
    import_into(session, answers([("a?", ["nan", "inf", "zero", "good"])]))
    bad = fake_embedder(fake_encoder.load_unusable)
    for _run in range(2):
        assert drained(embed(session, bad)).reasons == {
            "the vector is not finite": 2,
            "the vector is zero": 1,
        }
    assert vectors_of(session).keys() == {text_hash("good")}


def test_texts_without_a_vector_can_be_judged_in_random_pairs(session, answers):
    import_into(session, answers([("a?", ["nan", "inf", "zero"])]))
    drained(embed(session, fake_embedder(fake_encoder.load_unusable)))
    with pytest.raises(UserError, match="could be embedded"):
        drained(select(session, SelectOptions(control=0)))
    assert drained(select(session, SelectOptions("random"))).pairs == 1


def test_a_process_that_dies_once_is_replaced_and_nothing_is_missing(
    session, questions, monkeypatch, tmp_path
):
    monkeypatch.setattr(embedding, "BATCH_TEXTS", 2)
    import_into(session, questions)
    dying = fake_embedder(dies_on="Answer 2.1", once=tmp_path / "died")
    report = drained(embed(session, dying))
    assert (tmp_path / "died").exists()
    assert (report.embedded, report.failed, len(vectors_of(session))) == (15, 0, 15)


def test_a_process_that_dies_twice_says_so_and_the_next_run_goes_on(
    session, questions, monkeypatch
):
    monkeypatch.setattr(embedding, "BATCH_TEXTS", 2)
    import_into(session, questions)
    with pytest.raises(UserError, match=r"stopped twice, .* what is embedded so far is kept"):
        drained(embed(session, fake_embedder(dies_on="Answer 2.1")))
    kept = len(vectors_of(session))
    assert 0 < kept < 15
    report = drained(embed(session, fake_embedder()))
    assert (report.embedded, report.skipped) == (15 - kept, kept)


def test_a_model_that_now_gives_vectors_of_another_dimension_adds_nothing(
    session, questions, answers
):
    import_into(session, questions)
    drained(embed(session, fake_embedder()))
    before = vectors_of(session)
    import_into(session, answers([("More?", ["new", "newer"])]))
    message = "in this project have 8 dimensions, and it gives some with 16 now"
    with pytest.raises(UserError, match=message):
        drained(embed(session, fake_embedder(fake_encoder.load_wider)))
    assert_same(vectors_of(session), before)
    assert drained(embed(session, fake_embedder())).embedded == 2
    assert drained(select(session, SelectOptions(control=0))).pairs == 6


def test_a_model_of_another_dimension_stands_beside_the_first(session, questions):
    import_into(session, questions)
    drained(embed(session, fake_embedder()))
    drained(embed(session, embedder_named("wide", fake_encoder.load_wider)))
    assert {len(vector) for vector in vectors_of(session).values()} == {8}
    assert {len(vector) for vector in vectors_of(session, "wide").values()} == {16}
    assert drained(select(session, SelectOptions(control=0, model="fake-encoder"))).pairs == 5
