"""The embedding model that an open project uses."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace

from real_desktop.core.errors import UserError
from real_desktop.core.progress import Progress
from real_desktop.embedding.windows import LongText
from real_desktop.session.embedding import Embedder, EmbedOptions, embedder_for
from real_desktop.session.models import Opening, find_by_fingerprint, packaged_model
from real_desktop.session.precisions import RUNNABLE
from real_desktop.session.session import Session
from real_desktop.store import vectors
from real_desktop.store.model_choice import ANY, ModelChoice, known_models, saved_choice
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.thread import Priority


def project_embedder(
    session: Session, options: EmbedOptions
) -> Generator[Progress, None, Embedder]:
    """The chosen model, else the one that embedded last, else the packaged one.

    Where the project has vectors already, the precision and what becomes of long texts are
    theirs, so that all vectors of a project can be compared; the options decide otherwise.
    Reads those of the model's files that were not read before. Raises UserError when the model is
    not on this machine, or when its vectors were imported and cannot be made here.
    """
    choice = session.run(Priority.READ, model_in_use)
    if choice is None:
        return embedder_for((yield from packaged_model()), options)
    if not _can_be_made_here(choice):
        choice = session.run(Priority.READ, saved_choice) or choice
    if not _can_be_made_here(choice):
        raise UserError(
            f"the vectors of {choice.name} that this project uses were made elsewhere, in a way in"
            f" which none can be made here ({choice.precision}, {choice.long_text}); import those"
            " that are missing, or choose another model in the project's settings"
        )
    options = replace(
        options,
        precision=choice.precision or options.precision,
        long_text=choice.long_text or options.long_text,
    )
    folder = yield from find_by_fingerprint(choice.name, choice.fingerprint)
    return embedder_for(folder, options)


def _can_be_made_here(choice: ModelChoice) -> bool:
    return choice.precision in (ANY, *RUNNABLE) and choice.long_text in (ANY, *LongText)


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
