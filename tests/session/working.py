"""Working on a project as the program does, with an encoder that needs no model."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from real_desktop.core.progress import drained
from real_desktop.embedding.models import ModelFolder
from real_desktop.session.desk import Answer
from real_desktop.session.embedding import Embedder, EmbedOptions
from real_desktop.session.importing import import_files, survey_files
from real_desktop.session.labeling import Labeling
from real_desktop.store import vectors
from real_desktop.store.thread import Priority
from real_desktop.store.vectors import EmbeddedText, ModelRow
from tests.embedding.fake_encoder import DIMENSION, INFO, expected, load_fake

FAKE = ModelFolder("fake-encoder", Path("nowhere"), "fake-fingerprint")


def fake_embedder(loader=load_fake, **options):
    how = EmbedOptions(precision=INFO.precision)
    return Embedder(FAKE, partial(loader, **options), how)


def done(result):
    """A job that has nothing to do but to give this result."""
    return result
    yield


def import_into(session, *paths):
    return drained(import_files(session, drained(survey_files(paths)).sources))


def read(session, sql, *parameters):
    """Rows of any query on the open project."""
    return session.run(
        Priority.READ, lambda project: project.db.execute(sql, parameters).fetchall()
    )


def write(session, sql, *parameters):
    """Change the open project as no part of the program would."""
    session.run(Priority.CHUNK, lambda project: project.db.execute(sql, parameters))


def embed_here(session):
    """Store the fake encoder's vectors without starting its process."""
    session.run(Priority.CHUNK, _embed_all)


def _embed_all(project):
    row = ModelRow(
        FAKE.name, FAKE.fingerprint, DIMENSION, 16, INFO.precision, INFO.long_text, "cpu"
    )
    model_id = vectors.add_model(project, row)
    hashes = [one.text_hash for one in vectors.pending_texts(project, model_id)]
    encoded = expected(vectors.texts_of(project, hashes))
    embedded = map(EmbeddedText, hashes, encoded.vectors, encoded.tokens)
    vectors.add_vectors(project, model_id, embedded, {})


class Person:
    """Somebody at work: `step` is what the screen shows."""

    def __init__(self, session):
        self.labeling = Labeling(session)
        self.step = self.labeling.resume().result()

    def say(self, *choices, **seen):
        for choice in choices:
            answer = Answer(self.step.pair.pair_id, choice, **seen)
            self.step = self.labeling.answer(answer).result()
        return self.step

    def undo(self, times=1):
        for _ in range(times):
            self.step = self.labeling.undo().result()
        return self.step

    def redo(self, times=1):
        for _ in range(times):
            self.step = self.labeling.redo().result()
        return self.step
