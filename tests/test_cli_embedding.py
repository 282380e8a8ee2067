"""What `embed` says of a model that fails: one sentence, and nothing lost."""

import json
from functools import partial

import pytest

from real_desktop import __main__ as entry
from real_desktop.session import embedding, project_model
from tests.embedding import fake_encoder
from tests.embedding.little_memory import load_counting
from tests.session.working import done, fake_embedder


@pytest.fixture
def embed(capsys, monkeypatch, tmp_path, answers):
    """Run `embed` on a project of these responses with a model: exit code, stdout, stderr."""
    project = tmp_path / "work.real"

    def run(model, *responses, options=()):
        monkeypatch.setattr(embedding, "BATCH_TEXTS", 1)
        monkeypatch.setattr(project_model, "project_embedder", lambda *_: done(model))
        if responses:
            file = answers([("Why?", list(responses))])
            assert entry.main(["import", str(project), str(file)]) == 0
        capsys.readouterr()
        return (entry.main(["embed", str(project), *options]), *capsys.readouterr())

    return run


def said(result):
    code, out, err = result
    assert (code, err) == (0, "")
    return out.splitlines()


def refused(result):
    code, out, err = result
    assert (code, out, err.count("\n")) == (2, "", 1)
    return err


def test_texts_without_a_usable_vector_are_counted_with_the_reason(embed):
    bad = fake_embedder(fake_encoder.load_unusable)
    why = [
        "2 texts got no usable vector: the vector is not finite",
        "1 text got no usable vector: the vector is zero",
    ]
    first = said(embed(bad, "good", "nan", "inf", "zero"))
    assert first[0].startswith("1 text embedded")
    assert sorted(first[1:]) == sorted(why)
    assert said(embed(bad)) == ["1 text had a vector already", *why]


def test_texts_for_which_there_was_no_memory_are_counted_with_the_reason(embed):
    small = fake_embedder(partial(load_counting, 6))
    out = said(embed(small, "abcdefg", "ab", "abc"))
    assert out[0].startswith("2 texts embedded")
    assert out[1:] == ["1 text got no usable vector: out of memory"]


def test_a_process_that_dies_once_is_not_worth_a_word(embed, tmp_path):
    out = said(embed(fake_embedder(dies_on="b", once=tmp_path / "died"), "a", "b", "c"))
    assert (tmp_path / "died").exists()
    assert len(out) == 1
    assert out[0].startswith("3 texts embedded")


def test_a_process_that_dies_twice_is_one_sentence_and_the_same_command_goes_on(embed):
    sentence = refused(embed(fake_embedder(dies_on="ccc"), "a", "bb", "ccc"))
    assert sentence.startswith("real-desktop: The embedding process stopped twice")
    assert "what is embedded so far is kept" in sentence
    code, out, _err = embed(fake_embedder(), options=["--json"])
    report = json.loads(out)
    assert (code, report["skipped"], report["embedded"]) == (0, 2, 1)


def test_another_dimension_than_before_is_one_sentence(embed):
    embed(fake_embedder(), "a", "b")
    sentence = refused(embed(fake_embedder(fake_encoder.load_wider), "c", "d"))
    assert "in this project have 8 dimensions, and it gives some with 16 now" in sentence
    assert said(embed(fake_embedder()))[0].startswith("2 texts embedded")


def test_a_model_that_cannot_be_loaded_is_one_sentence(embed):
    sentence = refused(embed(fake_embedder(fake_encoder.refuse_to_load), "a", "b"))
    assert sentence == "real-desktop: the model is not there\n"
