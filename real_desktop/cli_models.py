"""The model that the command line names: found on the disk, or downloaded after a yes."""

from __future__ import annotations

import sys

import click

from real_desktop.cli_output import drain
from real_desktop.core.data_size import size_in_words
from real_desktop.core.errors import UserError
from real_desktop.embedding.models import ModelFolder
from real_desktop.session.embedding import Embedder
from real_desktop.session.session import Session


def embedder_as_told(
    session: Session,
    model: str | None,
    device: str,
    precision: str | None,
    long_text: str | None,
) -> Embedder:
    """The model that was named, or the project's own; what was not told has its default.

    Where nothing was told the project goes on as its vectors were made.
    """
    from real_desktop.session import project_model
    from real_desktop.session.embedding import EmbedOptions, embedder_for

    options = EmbedOptions(device, precision or "auto", long_text or "window")
    if model is None and precision is None and long_text is None:
        return drain(project_model.project_embedder(session, options))
    own = project_model.project_folder
    folder = drain(own(session)) if model is None else model_named(model)
    return embedder_for(folder, options)


def model_named(name_or_folder: str) -> ModelFolder:
    """The model; a name that is not on the disk is asked about, if somebody sits at a terminal.

    Raises UserError as `find_model` does, and when the answer is no.
    """
    from real_desktop.session.models import NotOnDiskError, find_model

    try:
        return drain(find_model(name_or_folder))
    except NotOnDiskError as missing:
        if not has_somebody():
            raise
        _download(missing.name)
    return drain(find_model(name_or_folder))


def has_somebody() -> bool:
    """Whether somebody sits at a terminal and could answer a question."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _download(name: str) -> None:
    from real_desktop.embedding.downloading import download, look_up

    offer = drain(look_up(name))
    size = size_in_words(offer.size_bytes)
    if not click.confirm(f"Download {name} ({size}) from {offer.address}?", err=True):
        raise UserError(f"the model {name} was not downloaded")
    drain(download(offer))
