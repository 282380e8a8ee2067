"""What a selection would ask, before anything is written."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from real_desktop.core.counted import counted
from real_desktop.core.pace import in_words
from real_desktop.core.progress import Progress
from real_desktop.core.records import PairKind
from real_desktop.core.similarity_summary import EDGES, counts_of
from real_desktop.session.pair_choice import PairChoice, choose_pairs
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.selecting import chosen_pair, why_nothing
from real_desktop.session.session import Session
from real_desktop.store.judgement_pace import seconds_per_judgement
from real_desktop.store.pair_excerpts import pair_excerpt
from real_desktop.store.thread import Priority

SECONDS_A_JUDGEMENT = 37.0
"""What a judgement took people whose times were measured; see SELECTION.md."""

LEAST_JUDGEMENTS = 20
"""So many of the project's own judgements must be known before their median is used."""

EXAMPLES = 10


@dataclass(frozen=True, slots=True)
class SimilarityHistogram:
    """How many pairs lie between each two `edges`, the lowest and the highest included.

    `every` counts all pairs that could be asked, `chosen` those of the strategy, `control` those
    of the control slice; repeats are not counted again. All are empty where nothing is embedded.
    """

    edges: tuple[float, ...] = ()
    every: tuple[int, ...] = ()
    chosen: tuple[int, ...] = ()
    control: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ExamplePair:
    """One of the chosen pairs as the researcher sees it.

    The texts are excerpts; the ids are those of the rows that have them whole. The models are
    those of all responses of the prompt with the same text. `length_difference` is that of
    ln(1 + characters). Similarity and rank are None without vectors; rank 1 is the least similar
    pair of the set.
    """

    prompt: str
    text_a: str
    text_b: str
    models_a: tuple[str, ...]
    models_b: tuple[str, ...]
    similarity: float | None
    rank: int | None
    length_difference: float
    kind: PairKind
    is_likely_tie: bool
    prompt_id: int = 0
    response_a: int = 0
    response_b: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionPreview:
    """What `select` would do with the same options.

    `pairs` includes `control` and `repeats`; `repeats_without_room` is how many more there would
    be if the queue were long enough. `possible` counts all pairs of the sets that could be asked
    about, `asked_before` those of them that are in a queue already. `left_out` counts sets by
    reason. `seconds_per_judgement` is the median of the project if `is_own_pace`.
    `length_correlation` is Pearson's, over all possible pairs, of the similarity with the
    difference of ln(1 + characters); None where it cannot be told. `likely_ties` counts the
    chosen pairs of sets whose least similar pair is above `ceiling`. `long_texts` is the share
    of texts that are longer than the model reads at once, None without vectors. `problem` says
    why nothing can be chosen, when `pairs` is 0.
    """

    pairs: int
    control: int
    repeats: int
    repeats_without_room: int
    possible: int
    asked_before: int
    left_out: Mapping[str, int]
    seconds_per_judgement: float
    is_own_pace: bool
    histogram: SimilarityHistogram
    length_correlation: float | None
    likely_ties: int
    ceiling: float | None
    long_texts: float | None
    examples: tuple[ExamplePair, ...]
    problem: str | None = None

    @property
    def saving(self) -> float:
        """The share of the possible pairs that nobody needs to be asked about."""
        asked = self.asked_before + self.pairs
        return max(0.0, 1 - asked / self.possible) if self.possible else 0.0

    @property
    def hours(self) -> float:
        """How long one person takes for the pairs."""
        return self.pairs * self.seconds_per_judgement / 3600

    def sentences(self) -> list[str]:
        """What else there is to know before the pairs are asked, a sentence each."""
        pace = "the median here" if self.is_own_pace else "until more is judged here"
        found = [
            f"{100 * self.saving:.0f} % of the possible pairs need not be asked",
            f"about {in_words(self.pairs * self.seconds_per_judgement)} of work at"
            f" {self.seconds_per_judgement:.0f} s a judgement ({pace})",
        ]
        if self.likely_ties:
            found.append(
                f"{counted(self.likely_ties, 'pair')} of sets that are alike throughout"
                f" (above {self.ceiling:.3g}) come last: they are likely ties"
            )
        if self.length_correlation is not None:
            found.append(
                "the correlation of similarity with the difference in length is"
                f" {self.length_correlation:+.2f}"
            )
        if self.long_texts:
            found.append(
                f"{100 * self.long_texts:.0f} % of the texts are longer than the model reads"
            )
        return found


def preview(
    session: Session, options: SelectOptions
) -> Generator[Progress, None, SelectionPreview]:
    """Choose as `select` does and write nothing.

    Raises UserError for options that cannot be meant and for a model that is not there.
    """
    choice = yield from choose_pairs(session, options)
    pace = session.run(Priority.READ, partial(seconds_per_judgement, at_least=LEAST_JUDGEMENTS))
    examples = yield from _examples(session, choice)
    order, counts = choice.order, choice.counts
    return SelectionPreview(
        pairs=len(order.pairs),
        control=int(order.of_kind(PairKind.CONTROL).sum()),
        repeats=int(order.is_repeat.sum()),
        repeats_without_room=choice.repeats_without_room,
        possible=choice.possible,
        asked_before=choice.asked_before,
        left_out=dict(choice.left_out),
        seconds_per_judgement=pace or SECONDS_A_JUDGEMENT,
        is_own_pace=pace is not None,
        histogram=_histogram(choice),
        length_correlation=choice.summary.correlation,
        likely_ties=int(order.is_likely_tie.sum()),
        ceiling=choice.ceiling,
        long_texts=counts.long_texts / counts.texts if counts.texts else None,
        examples=examples,
        problem=None if len(order.pairs) else why_nothing(choice.left_out),
    )


def _histogram(choice: PairChoice) -> SimilarityHistogram:
    """Without the empty columns at both ends."""
    every = choice.summary.counts
    used = np.flatnonzero(every)
    if not len(used):
        return SimilarityHistogram()
    columns = slice(int(used[0]), int(used[-1]) + 1)
    similarities = choice.order.pairs["similarity"]
    chosen, control = (
        counts_of(similarities[choice.order.of_kind(kind)])[columns]
        for kind in (PairKind.SELECTED, PairKind.CONTROL)
    )
    edges = EDGES[columns.start : columns.stop + 1]
    return SimilarityHistogram(
        tuple(edges.tolist()),
        tuple(every[columns].tolist()),
        tuple(chosen.tolist()),
        tuple(control.tolist()),
    )


def _examples(
    session: Session, choice: PairChoice
) -> Generator[Progress, None, tuple[ExamplePair, ...]]:
    """Pairs from the whole queue at equal distances, no repeat among them."""
    places = np.flatnonzero(~choice.order.is_repeat)
    some = np.linspace(0, len(places) - 1, min(EXAMPLES, len(places))).round().astype(np.intp)
    found = list[ExamplePair]()
    for at in places[some].tolist():
        pair = chosen_pair(choice, at)
        read = partial(pair_excerpt, pair=pair)
        texts = session.run(Priority.READ, read)
        found.append(
            ExamplePair(
                texts.prompt,
                texts.text_a,
                texts.text_b,
                texts.models_a,
                texts.models_b,
                pair.similarity,
                pair.rank,
                float(choice.order.pairs["difference"][at]),
                pair.kind,
                bool(choice.order.is_likely_tie[at]),
                pair.prompt_id,
                pair.response_a,
                pair.response_b,
            )
        )
        yield Progress("Looking up examples", len(found), len(some), "pairs")
    return tuple(found)
