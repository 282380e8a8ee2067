"""Pairs to ask about, chosen by a strategy and put into everyone's queue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from real_desktop.core.choosing import (
    ALREADY_ASKED,
    NOT_EMBEDDED,
    CandidateSet,
    Choosing,
    ChosenPair,
    Proposal,
    conclude,
    propose,
)
from real_desktop.core.errors import UserError
from real_desktop.core.progress import Progress
from real_desktop.core.records import PairKind
from real_desktop.core.strategies import STRATEGIES
from real_desktop.session.model_names import model_called
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.session import Session
from real_desktop.store import pairs, selections, vectors
from real_desktop.store.model_choice import known_models
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.selections import PairRow, Selection
from real_desktop.store.thread import Priority

PROMPTS_A_READ = 50


class NothingToChooseError(UserError):
    """No set has a pair that could be asked."""


@dataclass(slots=True)
class SelectReport:
    """What was chosen; `pairs` includes `control` and `repeats`, `possible` counts all pairs."""

    selection: int
    pairs: int = 0
    control: int = 0
    repeats: int = 0
    possible: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


def select(
    session: Session, options: SelectOptions | None = None
) -> Generator[Progress, None, SelectReport]:
    """Choose one pair a prompt and write the selection.

    Raises NothingToChooseError when no set has a pair to ask, and UserError for a strategy or
    a model that is not there; then nothing is written.
    """
    options = options or SelectOptions()
    options.check()
    model_id = session.run(Priority.READ, partial(_model_id, name=options.model))
    proposals: list[Proposal] = []
    left_out: Counter[str] = Counter()
    prompt_ids = session.run(Priority.READ, pairs.prompt_ids)
    for first in range(0, len(prompt_ids), PROMPTS_A_READ):
        some = prompt_ids[first : first + PROMPTS_A_READ]
        sets = session.run(Priority.CHUNK, partial(_sets, prompt_ids=some, model_id=model_id))
        _propose_all(sets, options, proposals, left_out)
        yield Progress("Choosing pairs", first + len(some), len(prompt_ids), "prompts")
    chosen = conclude(proposals, options.seed, options.control)
    chosen.left_out.update(left_out)
    return (yield from _write(session, options, model_id, chosen))


def _model_id(project: ProjectFile, name: str | None) -> int | None:
    if name is None:
        return vectors.chosen_model_id(project)
    return model_called(known_models(project), name).id


def _sets(
    project: ProjectFile, prompt_ids: Sequence[int], model_id: int | None
) -> list[CandidateSet]:
    return [pairs.candidate_set(project, prompt_id, model_id) for prompt_id in prompt_ids]


def _propose_all(
    sets: Sequence[CandidateSet],
    options: SelectOptions,
    proposals: list[Proposal],
    left_out: Counter[str],
) -> None:
    strategy = STRATEGIES[options.strategy]
    for one in sets:
        if options.skips_asked and one.asked:
            left_out[ALREADY_ASKED] += 1
            continue
        proposal = propose(one, strategy, options.seed)
        if isinstance(proposal, Proposal):
            proposals.append(proposal)
        else:
            left_out[proposal] += 1


def _why_nothing(left_out: Mapping[str, int]) -> str:
    reasons = "; ".join(f"{reason}: {n}" for reason, n in left_out.items())
    found = f"there is no pair to choose ({reasons or 'the project has no prompts'})"
    return f"{found}; embed the responses first" if NOT_EMBEDDED in left_out else found


def _write(
    session: Session, options: SelectOptions, model_id: int | None, chosen: Choosing
) -> Generator[Progress, None, SelectReport]:
    if not chosen.pairs:
        raise NothingToChooseError(_why_nothing(chosen.left_out))
    params = {
        "control": options.control,
        "repeats": 0,
        "pairs_per_prompt": 1,
        "prompts": "all",
        "skips_asked": options.skips_asked,
    }
    selection = Selection(options.strategy, params, options.seed, model_id)
    rows = yield from _rows(session, selection, chosen.pairs)
    add = partial(selections.add_selection, selection=selection, rows=rows)
    selection_id = session.run(Priority.CHUNK, add)
    control = sum(pair.kind is PairKind.CONTROL for pair in chosen.pairs)
    return SelectReport(selection_id, len(rows), control, 0, chosen.possible, chosen.left_out)


def _rows(
    session: Session, selection: Selection, chosen: Sequence[ChosenPair]
) -> Generator[Progress, None, list[PairRow]]:
    """The pairs as rows: what is read is read in slices, the digests are made on this thread."""
    rows: list[PairRow] = []
    for first in range(0, len(chosen), session.chunk_rows):
        some = chosen[first : first + session.chunk_rows]
        known = session.run(Priority.CHUNK, partial(selections.identities, pairs=some))
        rows += selections.pair_rows(selection, some, known, first + 1)
        yield Progress("Writing pairs", len(rows), len(chosen), "pairs")
    return rows
