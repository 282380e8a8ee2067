"""Judgements that nobody gave, for tests of what is made of them."""

from real_desktop.core.judgement import AskedPair, Judgement
from real_desktop.core.records import Outcome, PairKind, Side

A, B, TIE, BOTH_BAD = Outcome
SELECTED, CONTROL, REPEAT, GOLD, IMPORTED = PairKind


def judgement(prompt, outcome=A, kind=SELECTED, *, by=1, strategy="dissimilar", **more):
    """What somebody says about the first two responses of a prompt."""
    responses = more.pop("responses", (10 * prompt, 10 * prompt + 1))
    characters = more.pop("characters", (80, 60))
    uuid = more.pop("uuid", f"{kind}-{prompt}")
    pair = AskedPair(more.pop("id", prompt), uuid, kind, strategy, prompt, responses, characters)
    return Judgement(by, pair, outcome, more.pop("left", Side.A), more.pop("ms", None), **more)


def many(outcomes, kind=SELECTED, first=1, **more):
    """One judgement a prompt, `outcomes` by how many there are of each."""
    said = [outcome for outcome, count in outcomes.items() for _ in range(count)]
    return [judgement(n, outcome, kind, **more) for n, outcome in enumerate(said, first)]
