"""The embedding model that an open project uses."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace

from real_desktop.core.progress import Progress
from real_desktop.session.embedding import Embedder, EmbedOptions, embedder_for
from real_desktop.session.models import Opening, find_by_fingerprint, packaged_model
from real_desktop.session.session import Session
from real_desktop.store import vectors
from real_desktop.store.model_choice import ModelChoice, known_models, saved_choice
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.thread import Priority


def project_embedder(
    session: Session, options: EmbedOptions
) -> Generator[Progress, None, Embedder]:
    """The chosen model, else the one that embedded last, else the packaged one.

    Where the project has vectors already, the precision and what becomes of long texts are
    theirs, so that all vectors of a project can be compared; the options decide otherwise.
    Reads those of the model's files that were not read before. Raises UserError when the model is
    not on this machine.
    """
    choice = session.run(Priority.READ, model_in_use)
    if choice is None:
        return embedder_for((yield from packaged_model()), options)
    options = replace(
        options,
        precision=choice.precision or options.precision,
        long_text=choice.long_text or options.long_text,
    )
    folder = yield from find_by_fingerprint(choice.name, choice.fingerprint)
    return embedder_for(folder, options)


def project_folder(session: Session) -> Opening:
    """The folder of the model that the project uses. Raises UserError as `project_embedder`."""
    choice = session.run(Priority.READ, model_in_use)
    if choice is None:
        return (yield from packaged_model())
    return (yield from find_by_fingerprint(choice.name, choice.fingerprint))


def model_in_use(project: ProjectFile) -> ModelChoice | None:
    """The chosen model, as exactly as its vectors are known; None in a project without any."""
    model_id = vectors.chosen_model_id(project)
    if model_id is None:
        return saved_choice(project)
    return next(one.choice for one in known_models(project) if one.id == model_id)
