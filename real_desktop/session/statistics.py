"""What is in a project, and what is the next thing to do with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from real_desktop.session.embedding import Embedder, count_pending
from real_desktop.session.session import Session
from real_desktop.store.counts import Counts, counts
from real_desktop.store.thread import Priority


class NextStep(StrEnum):
    """The stages of a project, in their order."""

    IMPORT = "import"
    EMBED = "embed"
    SELECT = "select"
    JUDGE = "judge"
    EXPORT = "export"


@dataclass(frozen=True, slots=True)
class Overview:
    """The counts, the texts without a vector, and the step that comes next."""

    counts: Counts
    pending_texts: int
    next_step: NextStep


def stats(session: Session) -> Counts:
    """Count everything visible."""
    return session.run(Priority.READ, counts)


def overview(session: Session, embedder: Embedder | None = None) -> Overview:
    """Where the project stands; takes a moment, since it looks at the model's files."""
    found = stats(session)
    pending = count_pending(session, embedder) if found.responses else 0
    return Overview(found, pending, _next_step(found, pending))


def _next_step(found: Counts, pending: int) -> NextStep:
    if not found.prompts:
        return NextStep.IMPORT
    if found.pairs:
        return NextStep.EXPORT if found.judged == found.pairs else NextStep.JUDGE
    return NextStep.EMBED if pending else NextStep.SELECT
