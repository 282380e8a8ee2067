"""What a selection would ask, before anything is written."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass

from real_desktop.core.progress import Progress
from real_desktop.core.records import PairKind
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.session import Session

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

    The texts are excerpts. The models are those of all responses of the prompt with the same
    text. `length_difference` is that of ln(1 + characters). Similarity and rank are None
    without vectors; rank 1 is the least similar pair of the set.
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


def preview(
    session: Session, options: SelectOptions
) -> Generator[Progress, None, SelectionPreview]:
    """Choose as `select` does and write nothing.

    Raises UserError for options that cannot be meant and for a model that is not there.
    """
    options.check()
    yield Progress("Choosing pairs")
    raise NotImplementedError
