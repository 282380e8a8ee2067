import time
from dataclasses import replace

import numpy as np
import pytest

from real_desktop.core.digest import text_hash
from real_desktop.core.errors import UserError
from real_desktop.core.pause import Pause
from real_desktop.core.progress import drained
from real_desktop.session import embedding
from real_desktop.session.embedding import EmbedOptions, embed
from real_desktop.session.precisions import remember_precision
from real_desktop.store import vectors
from tests.embedding import fake_encoder
from tests.session.working import FAKE, embed_here, fake_embedder, import_into, read, write


def stored(session):
    """The vectors in the project by the hash of their text."""
    rows = read(session, "SELECT text_hash, vector FROM embeddings")
    return {one: np.frombuffer(vector, "<f2") for one, vector in rows}


def did(report):
    return report.embedded, report.skipped, report.failed


def test_every_text_gets_the_vector_of_the_encoder(session, questions):
    import_into(session, questions)
    report = drained(embed(session, fake_embedder()))
    assert (did(report), report.model, report.device) == ((15, 0, 0), "fake-encoder", "cpu")
    assert report.load_seconds > 0
    assert report.seconds > 0
    texts = [row[0] for row in read(session, "SELECT text FROM responses")]
    expected = fake_encoder.expected(texts).vectors
    found = stored(session)
    assert len(found) == 15
    for text, vector in zip(texts, expected, strict=True):
        assert np.array_equal(found[text_hash(text)], vector)


def test_a_second_run_embeds_only_what_is_missing_and_starts_no_process(
    session, questions, answers, monkeypatch
):
    import_into(session, questions)
    drained(embed(session, fake_embedder()))
    import_into(session, answers([("More?", ["new", "Answer 0.0"])]))
    assert did(drained(embed(session, fake_embedder()))) == (1, 15, 0)
    monkeypatch.delattr(embedding, "EmbeddingPool")
    assert did(drained(embed(session, fake_embedder()))) == (0, 16, 0)


def test_where_nothing_is_to_do_the_device_is_the_one_that_did_it(session, questions):
    asked = (session, fake_embedder(), EmbedOptions("cuda"))
    assert drained(embed(*asked)).device is None
    import_into(session, questions)
    assert [drained(embed(*asked)).device for _ in range(2)] == ["cpu", "cpu"]


def test_the_progress_does_not_count_what_failed_before(session, answers):
    bad = fake_embedder(fake_encoder.load_unusable)
    for number, texts in enumerate((["nan", "inf", "good"], ["zero", "fine"])):
        import_into(session, answers([(f"{number}?", texts)], f"{number}.jsonl"))
        last = list(embed(session, bad))[-1]
        assert (last.done, last.total) == (len(texts), len(texts))


def test_the_same_text_is_embedded_once_and_an_empty_one_never(session, answers):
    import_into(session, answers([("a?", ["one", "two", ""]), ("b?", ["two", " \n", "three"])]))
    assert did(drained(embed(session, fake_embedder()))) == (3, 0, 0)


def test_unusable_vectors_are_recorded_and_not_tried_again(session, answers):
    import_into(session, answers([("a?", ["nan", "inf", "zero", "good"])]))
    bad = fake_embedder(fake_encoder.load_unusable)
    assert did(drained(embed(session, bad))) == (1, 0, 3)
    failures = dict(read(session, "SELECT text_hash, reason FROM embedding_failures"))
    assert failures.keys() == {text_hash(text) for text in ("nan", "inf", "zero")}
    assert all(failures.values())
    assert did(drained(embed(session, bad))) == (0, 1, 3)


def test_stopping_between_two_batches_keeps_what_is_stored(session, questions, monkeypatch):
    monkeypatch.setattr(embedding, "BATCH_TEXTS", 4)
    import_into(session, questions)
    job = embed(session, fake_embedder())
    next(one for one in job if one.stage == "Embedding" and one.done >= 4)
    job.close()
    kept = len(stored(session))
    assert 4 <= kept < 15
    assert did(drained(embed(session, fake_embedder()))) == (15 - kept, kept, 0)


def asked_in(monkeypatch):
    """The batches, as ids of responses, that are embedded from now on."""
    asked, look = [], vectors.texts_by_id
    monkeypatch.setattr(
        vectors,
        "texts_by_id",
        lambda project, response_ids: asked.append(response_ids) or look(project, response_ids),
    )
    return asked


def test_what_a_stopped_run_left_is_embedded_in_the_batches_it_had_planned(
    session, questions, monkeypatch
):
    monkeypatch.setattr(embedding, "BATCH_TEXTS", 4)
    import_into(session, questions)
    job = embed(session, fake_embedder())
    next(one for one in job if one.stage == "Embedding" and one.done >= 4)
    job.close()
    asked = asked_in(monkeypatch)
    drained(embed(session, fake_embedder()))
    assert asked in [[(5, 6, 7, 8), *LAST], LAST, LAST[1:]]


LAST = [(9, 10, 11, 12), (13, 14, 15)]


def test_a_few_new_texts_go_together_whatever_stands_between_them(
    session, questions, answers, monkeypatch
):
    import_into(session, questions)
    drained(embed(session, fake_embedder()))
    import_into(session, answers([("More?", ["1", "Answer of ten and more", "Answer 9.9"])]))
    monkeypatch.setattr(embedding, "BATCH_TEXTS", 6)
    asked = asked_in(monkeypatch)
    drained(embed(session, fake_embedder()))
    assert asked == [(16, 18, 17)]


def test_a_pause_stores_what_is_under_way_and_begins_nothing_more(session, questions, monkeypatch):
    monkeypatch.setattr(embedding, "BATCH_TEXTS", 1)
    import_into(session, questions)
    pause = Pause()
    job = embed(session, fake_embedder(seconds=0.05), pause=pause)
    next(report for report in job if report.done)
    pause.ask()
    rests = next(report for report in job if not report.runs_ahead)
    assert len(stored(session)) == rests.done <= 3
    assert [next(job).done for _ in range(3)] == [rests.done] * 3
    pause.end()
    report = drained(job)
    assert (did(report), len(stored(session))) == ((15, 0, 0), 15)


def test_the_time_of_a_rest_does_not_count(session, questions, monkeypatch):
    monkeypatch.setattr(embedding, "BATCH_TEXTS", 4)
    import_into(session, questions)
    rested, pause = [0.0], Pause(clock=lambda: time.monotonic() + rested[0])
    monkeypatch.setattr(pause._may_go_on, "wait", lambda: rested.__setitem__(0, 1_000.0))
    job = embed(session, fake_embedder(), pause=pause)
    next(report for report in job if report.done)
    pause.rest()
    assert drained(job).seconds < 100


def test_why_a_precision_was_chosen_is_said_also_when_it_is_remembered(session, questions):
    import_into(session, questions)
    info = replace(fake_encoder.INFO, why="bfloat16 is no faster here")
    remember_precision(FAKE.fingerprint, "auto", info)
    auto = replace(fake_embedder(load_in), options=EmbedOptions())
    assert drained(embed(session, auto)).why == "bfloat16 is no faster here"
    fixed = fake_embedder()
    assert drained(embed(session, fixed)).why == ""


def load_in(*, precision):
    """The fake encoder where the precision is automatic."""
    assert precision == fake_encoder.INFO.precision
    return fake_encoder.load_fake()


def test_the_progress_goes_to_the_end(session, questions, monkeypatch):
    monkeypatch.setattr(embedding, "BATCH_TEXTS", 4)
    import_into(session, questions)
    reports = list(embed(session, fake_embedder()))
    assert reports[0].stage == "Looking for texts without a vector"
    last = reports[-1]
    assert (last.stage, last.done, last.total, last.unit) == ("Embedding", 15, 15, "texts")


def test_a_process_that_dies_twice_is_an_error_that_keeps_what_is_stored(
    session, answers, monkeypatch
):
    monkeypatch.setattr(embedding, "BATCH_TEXTS", 1)
    import_into(session, answers([("a?", ["x", "a much longer text", "the longest text of all"])]))
    dying = fake_embedder(dies_on="x")
    with pytest.raises(UserError):
        drained(embed(session, dying))
    kept = len(stored(session))
    assert did(drained(embed(session, fake_embedder()))) == (3 - kept, kept, 0)


def test_a_model_of_another_dimension_is_one_sentence_and_loses_nothing(
    session, questions, answers
):
    import_into(session, questions)
    drained(embed(session, fake_embedder()))
    before = stored(session)
    import_into(session, answers([("More?", ["new", "newer"])]))
    other = fake_embedder(fake_encoder.load_longer)
    with pytest.raises(UserError, match="have 8 dimensions, and it gives some with 9 now"):
        drained(embed(session, other))
    assert stored(session).keys() == before.keys()
    assert did(drained(embed(session, fake_embedder()))) == (2, 15, 0)


def test_a_model_that_breaks_its_word_on_the_dimension_is_one_sentence(session, questions):
    import_into(session, questions)
    liar = fake_embedder(fake_encoder.load_liar)
    with pytest.raises(UserError, match="have 8 dimensions, and it gives some with 9 now"):
        drained(embed(session, liar))
    assert stored(session) == {}


def test_where_vectors_came_from_elsewhere_the_rest_gets_a_precision_of_here(session, questions):
    import_into(session, questions)
    embed_here(session)
    write(session, "UPDATE embedding_models SET precision = 'float16', device = 'imported'")
    auto = replace(fake_embedder(), options=EmbedOptions(), loader=fake_encoder.load_in)
    assert did(drained(embed(session, auto))) == (15, 0, 0)
    precisions = read(session, "SELECT precision FROM embedding_models ORDER BY id")
    assert precisions == [("float16",), ("float32",)]


def test_a_model_that_cannot_be_loaded_says_so_and_leaves_nothing(session, questions):
    import_into(session, questions)
    with pytest.raises(UserError, match="the model is not there"):
        drained(embed(session, fake_embedder(fake_encoder.refuse_to_load)))
    assert read(session, "SELECT count(*) FROM embedding_models") == [(0,)]


def test_the_model_is_written_down(session, questions):
    import_into(session, questions)
    drained(embed(session, fake_embedder()))
    drained(embed(session, fake_embedder()))
    rows = read(
        session,
        "SELECT name, fingerprint, dimension, max_tokens, precision, long_text, device"
        " FROM embedding_models",
    )
    assert rows == [("fake-encoder", "fake-fingerprint", 8, 16, "float32", "window", "cpu")]
