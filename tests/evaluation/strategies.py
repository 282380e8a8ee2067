"""How often people tie on the pairs that each strategy picks, on data with a label for every pair.

`python -m tests.evaluation.strategies DATA [PROJECT]`, where each line of DATA has a prompt, its
responses, and `human_pairs`: the label of every two of them. The responses are embedded by the
command line with its own defaults, in a temporary project or in PROJECT, which is kept.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from real_desktop.core.progress import drained
from real_desktop.core.strategies import STRATEGIES
from real_desktop.session.pair_choice import choose_pairs
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.session import read_session
from real_desktop.store.thread import Priority

SEEDS = 40
"""Strategies that draw are averaged over so many seeds."""

RESAMPLES = 10_000

WHERE = """
SELECT responses.id, responses.prompt_id, position, source_row
FROM responses JOIN prompts ON prompts.id = prompt_id
"""


def labels_of(data):
    """Of each line the label of each pair of positions, and the lengths of the responses."""
    with data.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    labels = [{(one["i"], one["j"]): one["label"] for one in row["human_pairs"]} for row in rows]
    return labels, [[len(one["text"]) for one in row["responses"]] for row in rows]


def embedded(project, data):
    for command in (["import", project, data], ["embed", project]):
        subprocess.run([sys.executable, "-m", "real_desktop", *map(str, command)], check=True)


def picked(session, strategy, seed, place_of):
    """The pair of positions of each line of the data."""
    options = SelectOptions(strategy, seed, control=0, repeats=0)
    pairs = drained(choose_pairs(session, options)).order.pairs
    found = {}
    for a, b in pairs[["response_a", "response_b"]].tolist():
        (line, i), (_line, j) = place_of[a], place_of[b]
        found[line] = (min(i, j), max(i, j))
    return found


def places(session):
    rows = session.run(Priority.READ, lambda project: project.db.execute(WHERE).fetchall())
    first = min(row for *_rest, row in rows)
    return {response: (row - first, position) for response, _prompt, position, row in rows}


def shares(picks, labels, lengths):
    """Of each line the share of ties, and of the decisive labels the share the longer won."""
    ties, longer = np.full(len(labels), np.nan), []
    for line in picks[0]:
        said = [(labels[line][one[line]], one[line]) for one in picks]
        ties[line] = np.mean([label == "tie" for label, _pair in said])
        longer += [
            (lengths[line][i] > lengths[line][j]) == (label == "a")
            for label, (i, j) in said
            if label in ("a", "b") and lengths[line][i] != lengths[line][j]
        ]
    return ties, float(np.mean(longer)) if longer else float("nan")


def every_pair(labels, lengths):
    """What `random` comes to in the mean, exactly: each pair of a line counts the same."""
    per_pair = [shares([dict.fromkeys(range(len(labels)), pair)], labels, lengths)
                for pair in labels[0]]  # fmt: skip
    ties, longer = zip(*per_pair, strict=True)
    return np.mean(ties, axis=0), float(np.mean(longer))


def interval(values, dice):
    """The 95 % percentile interval of the mean, lines drawn again."""
    drawn = dice.integers(0, len(values), (RESAMPLES, len(values)))
    return np.percentile(values[drawn].mean(axis=1), [2.5, 97.5])


def table(session, labels, lengths):
    place_of, dice = places(session), np.random.default_rng(0)
    expected, longer = every_pair(labels, lengths)
    yield "strategy             n   ties   95 % interval   less than random      longer wins"
    for strategy in STRATEGIES:
        if strategy == "random":
            ties, wins = expected, longer
        else:
            seeds = SEEDS if strategy in DRAWING else 1
            picks = [picked(session, strategy, seed, place_of) for seed in range(seeds)]
            ties, wins = shares(picks, labels, lengths)
        known = np.flatnonzero(np.isfinite(ties))
        if not len(known):
            yield f"{strategy:<18} {0:>4}   no set has {STRATEGIES[strategy].least} responses"
            continue
        low, high = interval(ties[known], dice)
        less = expected[known] - ties[known]
        least, most = interval(less, dice)
        yield (
            f"{strategy:<18} {len(known):>4}  {ties[known].mean():.3f}  {low:.3f} to {high:.3f}"
            f"   {less.mean():+.3f} ({least:+.3f} to {most:+.3f})   {wins:.3f}"
        )


DRAWING = ("balanced", "random-dissimilar", "centroid")


def main(data, project=None):
    labels, lengths = labels_of(data)
    with tempfile.TemporaryDirectory() as folder:
        path = project or Path(folder) / "evaluation.real"
        if not path.exists():
            embedded(path, data)
        with read_session(path) as session:
            for line in table(session, labels, lengths):
                print(line, flush=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
