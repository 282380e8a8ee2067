"""Everything between a fresh import and the first pair."""

from __future__ import annotations

from collections.abc import Generator

from real_desktop.core.progress import Progress
from real_desktop.session.embedding import Embedder, EmbedReport, embed
from real_desktop.session.selecting import SelectReport, select
from real_desktop.session.session import Session


def prepare(
    session: Session, embedder: Embedder | None = None
) -> Generator[Progress, None, tuple[EmbedReport, SelectReport]]:
    """Embed what lacks a vector, then choose pairs with the defaults."""
    embedded = yield from embed(session, embedder)
    selected = yield from select(session)
    return embedded, selected
