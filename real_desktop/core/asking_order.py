"""The order in which the picked pairs are asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from real_desktop.core.choosing import Picks
from real_desktop.core.draws import draw
from real_desktop.core.records import PairKind
from real_desktop.core.repeats import with_repeats


@dataclass(frozen=True, slots=True, eq=False)
class AskingOrder:
    """A queue: the pairs, repeats among them, and for each whether it is a repeat or a likely tie.

    A repeat is a likely tie where the pair it repeats is one.
    """

    pairs: Picks
    is_repeat: NDArray[np.bool_]
    is_likely_tie: NDArray[np.bool_]

    def kind(self, at: int) -> PairKind:
        """Why the pair at this place, counted from 0, is asked."""
        if self.is_repeat[at]:
            return PairKind.REPEAT
        return PairKind.CONTROL if self.pairs["is_control"][at] else PairKind.SELECTED

    def of_kind(self, kind: PairKind) -> NDArray[np.bool_]:
        """Which places are of this kind."""
        if kind is PairKind.REPEAT:
            return self.is_repeat
        is_control = self.pairs["is_control"] & ~self.is_repeat
        return is_control if kind is PairKind.CONTROL else ~is_control & ~self.is_repeat


def asking_order(
    picks: Picks, uuids: Sequence[str], seed: int, repeats: float, ceiling: float | None
) -> AskingOrder:
    """Order the picks: likely ties last, the control anywhere among the strategy's pairs.

    Of the strategy's pairs the first of each prompt comes before the second of any, and then the
    least similar first; equals by the uuid of the prompt. Those of a strategy that looks at all
    prompts at once come in its own order. `uuids` are those of all prompts by
    their places. The order depends on no order of work and on no row id.
    """
    names = [uuids[place] for place in picks["place"].tolist()]
    is_tie = np.zeros(len(picks), np.bool_) if ceiling is None else picks["least"] > ceiling
    parts = [
        _mixed(picks, np.array(names, "S36"), _draws(picks, names, seed, "order"), part)
        for part in (np.flatnonzero(~is_tie), np.flatnonzero(is_tie))
    ]
    order = np.concatenate(parts)
    asked, again = with_repeats(
        repeats,
        _draws(picks, names, seed, "repeat")[order],
        _draws(picks, names, seed, "later")[order],
    )
    return AskingOrder(picks[order[asked]], again, is_tie[order[asked]])


def _draws(picks: Picks, names: Sequence[str], seed: int, purpose: str) -> NDArray[np.float64]:
    keys = zip(names, picks["text_hash_a"].tolist(), picks["text_hash_b"].tolist(), strict=True)
    found = [draw(seed, purpose, name, a.decode(), b.decode()) for name, a, b in keys]
    return np.array(found, np.float64)


def _mixed(
    picks: Picks, names: NDArray[np.bytes_], draws: NDArray[np.float64], part: NDArray[np.intp]
) -> NDArray[np.intp]:
    """A part of the picks in order: each control pair at a place that is drawn."""
    is_control = picks["is_control"][part]
    chosen, control = part[~is_control], part[is_control]
    some = picks[chosen]
    chosen = chosen[np.lexsort((names[chosen], some["similarity"], some["turn"], some["step"]))]
    keys = np.concatenate([(np.arange(len(chosen)) + 0.5) / max(1, len(chosen)), draws[control]])
    ties = np.concatenate([names[chosen], names[control]])
    return np.concatenate([chosen, control])[np.lexsort((ties, keys))]
