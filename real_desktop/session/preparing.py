"""Everything between an import and the pairs to judge."""

from __future__ import annotations

from collections.abc import Generator

from real_desktop.core.progress import Progress
from real_desktop.session.embedding import USUAL_WAY, Embedder, EmbedOptions, EmbedReport, embed
from real_desktop.session.project_model import project_embedder
from real_desktop.session.selecting import (
    NothingToChooseError,
    SelectOptions,
    SelectReport,
    select,
)
from real_desktop.session.session import Session
from real_desktop.store import pairs
from real_desktop.store.thread import Priority


def prepare(
    session: Session,
    embedder: Embedder | None = None,
    how: EmbedOptions = USUAL_WAY,
    options: SelectOptions | None = None,
) -> Generator[Progress, None, tuple[EmbedReport, SelectReport | None]]:
    """Embed what lacks a vector as `embed` does, then choose pairs as `select` does.

    Without an embedder it is the project's own, loaded as `how` says. Without options only
    prompts that have no pair yet get one.

    The second report is None when every set has its pair already. Raises UserError when there
    is no pair at all.
    """
    yield Progress("Looking for texts without a vector")
    embedder = embedder or project_embedder(session, how)
    embedded = yield from embed(session, embedder)
    try:
        selected = yield from select(session, options or SelectOptions(skips_asked=True))
    except NothingToChooseError:
        if not session.run(Priority.READ, pairs.has_pairs):
            raise
        return embedded, None
    return embedded, selected
