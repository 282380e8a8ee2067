"""Fetching a model that a person has named and confirmed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator
from contextlib import suppress
from pathlib import Path

from real_desktop.core.data_size import size_in_words
from real_desktop.core.errors import UserError
from real_desktop.core.progress import BYTES, Progress, reported
from real_desktop.embedding import hub_client
from real_desktop.embedding.folder_check import check_descriptions, check_folder
from real_desktop.embedding.hub_cache import hub_address, hub_cache, is_offline, repository_of
from real_desktop.embedding.model_offer import ModelOffer, unfinished_files
from real_desktop.embedding.side_process import run_aside


def look_up(name: str) -> Generator[Progress, None, ModelOffer]:
    """Ask the hub what a model consists of; nothing but its name is sent, nothing is kept.

    Raises UserError at once when the network is switched off, and when the hub cannot be
    reached or has no such model that is safe.
    """
    repository_of(name)
    if is_offline():
        raise UserError(
            f"the model {name} cannot be downloaded, since the network is switched off for models "
            "(HF_HUB_OFFLINE)"
        )
    asking = Progress(f"Asking {hub_address()}", detail=name)
    yield asking
    return (yield from reported(run_aside(hub_client.look_up, name), lambda _step: asking))


def download(offer: ModelOffer) -> Generator[Progress, None, Path]:
    """Fetch the files of a confirmed offer into the hub's cache; the result is their folder.

    The descriptions come first, so that an unsafe model is refused before its weights are
    fetched, and so that whatever is there of a stopped download lacks weights and is taken for
    no model. Raises UserError when it cannot be fetched or must not be loaded.
    """
    _check_room(offer)
    others = unfinished_files(offer.name)
    try:
        yield from _fetch(offer, offer.descriptions)
        check_descriptions(offer.snapshot)
        yield from _fetch(offer, offer.weights)
    finally:
        for half in unfinished_files(offer.name) - others:
            with suppress(OSError):
                half.unlink()
    check_folder(offer.snapshot)
    _make_main(offer)
    return offer.snapshot


def _fetch(offer: ModelOffer, names: tuple[str, ...]) -> Generator[Progress, None, None]:
    def report(_step: None = None) -> Progress:
        return Progress("Downloading", offer.bytes_here(), offer.size_bytes, BYTES, offer.name)

    yield report()
    yield from reported(run_aside(hub_client.fetch, offer.name, offer.commit, names), report)
    yield report()


def _check_room(offer: ModelOffer) -> None:
    needed = offer.size_bytes - offer.bytes_here()
    try:
        hub_cache().mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(hub_cache()).free
    except OSError as error:
        raise UserError(f"{hub_cache()} cannot be used ({error.strerror})") from error
    if needed > free:
        raise UserError(
            f"{offer.name} needs {size_in_words(needed)} in {hub_cache()}, "
            f"where {size_in_words(free)} are free"
        )


def _make_main(offer: ModelOffer) -> None:
    """Other programs find the model by its name too, now that it is whole."""
    refs = repository_of(offer.name) / "refs"
    fresh = refs / "main.tmp"
    with suppress(OSError):
        refs.mkdir(exist_ok=True)
        fresh.write_text(offer.commit, encoding="utf-8")
        os.replace(fresh, refs / "main")
