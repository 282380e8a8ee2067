"""What asks a hub. Called in a process of its own, the only one that uses the network."""

from __future__ import annotations

import glob
import os
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from real_desktop.core.errors import UserError
from real_desktop.embedding.hub_cache import hub_address, hub_cache
from real_desktop.embedding.model_files import PICKLES, is_needed, is_weights
from real_desktop.embedding.model_offer import ModelOffer, OfferedFile

ANSWER_S = 10
_QUIET = {
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    # Its half files say nothing of how far it is.
    "HF_HUB_DISABLE_XET": "1",
}
_COMMIT = re.compile(r"[0-9a-f]{40}")
_NETWORK = ("httpx", "httpx2", "httpcore", "httpcore2", "requests", "socket", "ssl",
            "urllib3")  # fmt: skip


def look_up(name: str) -> ModelOffer:
    """Ask the hub for the files of a model. Raises UserError when it has none that can be used."""
    os.environ.update(_QUIET)
    with _errors_in_words(name):
        from huggingface_hub import HfApi

        info = HfApi().model_info(name, files_metadata=True, timeout=ANSWER_S)
    names = [one.rfilename for one in info.siblings or []]
    files = tuple(
        OfferedFile(
            one.rfilename, one.size or 0, one.lfs.sha256 if one.lfs else str(one.blob_id)
        )
        for one in info.siblings or []
        if is_needed(one.rfilename)
    )  # fmt: skip
    if not _COMMIT.fullmatch(info.sha or ""):
        raise UserError(f"{hub_address()} gives {name} no version that could be fetched")
    if not any(is_weights(one.name) for one in files):
        pickles = [one for one in names if one.endswith(PICKLES)]
        found = f"only pickles ({pickles[0]}), which can run code" if pickles else "none"
        raise UserError(f"{name} on {hub_address()} has no weights as safetensors; found: {found}")
    return ModelOffer(name, str(info.sha), hub_address(), files)


def fetch(name: str, commit: str, files: tuple[str, ...]) -> None:
    """Fetch files of one version into the cache; each appears there only when it is whole."""
    os.environ.update(_QUIET)
    with _errors_in_words(name):
        from huggingface_hub import snapshot_download

        snapshot_download(
            name,
            revision=commit,
            cache_dir=hub_cache(),
            allow_patterns=[glob.escape(one) for one in files],
            etag_timeout=ANSWER_S,
        )


@contextmanager
def _errors_in_words(name: str) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        raise _in_words(name, error) from None


def _in_words(name: str, error: Exception) -> Exception:
    """An error that can travel to the process that waits; the hub's own cannot."""
    sentence = _refusal(name, error) or _obstacle(name, error)
    return UserError(sentence) if sentence else RuntimeError(_trace(error))


def _refusal(name: str, error: Exception) -> str | None:
    """What a hub that answered means."""
    from huggingface_hub import errors

    address = hub_address()
    if isinstance(error, errors.GatedRepoError):
        return (
            f"{name} is given only to those who accept its terms: do so on {address}, "
            "then run: hf auth login"
        )
    if isinstance(error, errors.RepositoryNotFoundError):
        return f"{address} has no model {name}, or shows it only to its owners"
    if isinstance(error, errors.HfHubHTTPError):
        status = error.response.status_code if error.response is not None else "nothing"
        return f"{address} does not give {name}: it answered {status}"
    return None


def _obstacle(name: str, error: Exception) -> str | None:
    """What stands between here and the hub, or between the hub and the disk."""
    from huggingface_hub import errors

    if isinstance(error, errors.OfflineModeIsEnabled):
        return "the network is switched off for models (HF_HUB_OFFLINE)"
    package = type(error).__module__.partition(".")[0]
    is_cut = isinstance(error, ConnectionError | TimeoutError | errors.LocalEntryNotFoundError)
    if is_cut or package in _NETWORK:
        return f"{hub_address()} cannot be reached, so {name} cannot be downloaded now"
    if isinstance(error, OSError):
        return f"{name} cannot be saved in {hub_cache()} ({error.strerror or error})"
    return None


def _trace(error: Exception) -> str:
    return "".join(traceback.format_exception(error))
