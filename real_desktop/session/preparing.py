"""Everything between an import and the pairs to judge."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass

from real_desktop.core.pause import Pause
from real_desktop.core.progress import Progress
from real_desktop.session.embedding import USUAL_WAY, Embedder, EmbedOptions, EmbedReport, embed
from real_desktop.session.project_model import project_embedder
from real_desktop.session.select_memory import remembered_options
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.selecting import NothingToChooseError, SelectReport, select
from real_desktop.session.session import Session
from real_desktop.store import pairs
from real_desktop.store.thread import Priority


def prepare(
    session: Session,
    embedder: Embedder | None = None,
    how: EmbedOptions = USUAL_WAY,
    options: SelectOptions | None = None,
    ready: Callable[[SelectReport], None] | None = None,
    pause: Pause | None = None,
) -> Generator[Progress, None, tuple[EmbedReport, SelectReport | None]]:
    """Embed what lacks a vector as `embed` does, then choose pairs as `select` does.

    Without an embedder it is the project's own, loaded as `how` says. Without options only
    prompts that have no pair yet get one. Where it takes a while, the first prompts get their
    pairs before the rest is embedded; `ready` is then told, on the thread of the job. A `pause`
    is regarded as by `embed`.

    The second report is None when every set has its pair already. Raises UserError when there
    is no pair at all.
    """
    yield Progress("Looking for texts without a vector")
    embedder = embedder or (yield from project_embedder(session, how))
    choosing = options or SelectOptions(skips_asked=True)
    early = _Early(session, choosing, ready) if ready and choosing.skips_asked else None
    embedded = yield from embed(session, embedder, early.choose if early else None, pause)
    try:
        selected = yield from select(session, choosing)
    except NothingToChooseError:
        if not session.run(Priority.READ, pairs.has_pairs):
            raise
        return embedded, None
    return embedded, selected


def embed_missing(
    session: Session, how: EmbedOptions = USUAL_WAY, pause: Pause | None = None
) -> Generator[Progress, None, EmbedReport]:
    """Embed what lacks a vector by the project's own model, and choose nothing."""
    yield Progress("Looking for texts without a vector")
    embedder = yield from project_embedder(session, how)
    return (yield from embed(session, embedder, pause=pause))


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was embedded and chosen; with `asks` nothing was chosen and the person is asked."""

    embedded: EmbedReport
    selected: SelectReport | None = None
    asks: bool = False


def prepare_unless_asked(
    session: Session,
    how: EmbedOptions,
    options: SelectOptions,
    ready: Callable[[SelectReport], None],
    pause: Pause,
    *,
    asks: bool,
) -> Generator[Progress, None, Prepared]:
    """Prepare; with `asks`, or where somebody has chosen pairs by a form before, only embed."""
    if asks or session.run(Priority.READ, remembered_options):
        embedded = yield from embed_missing(session, how, pause)
        return Prepared(embedded, asks=True)
    job = prepare(session, how=how, options=options, ready=ready, pause=pause)
    return Prepared(*(yield from job))


class _Early:
    """Chooses pairs among the first prompts, once and only if nobody has any pair to judge."""

    def __init__(
        self, session: Session, options: SelectOptions, ready: Callable[[SelectReport], None]
    ) -> None:
        self._session, self._options, self._ready = session, options, ready
        self._is_done = False

    def choose(self) -> Generator[Progress, None, None]:
        """After a block of texts."""
        if self._is_done or self._session.run(Priority.READ, pairs.has_pairs):
            return
        try:
            report = yield from select(self._session, self._options)
        except NothingToChooseError:
            return
        self._is_done = True
        self._ready(report)
