"""From labels to the preferences that a trainer learns from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Mapping, Sequence, Set
from functools import partial

from real_desktop.core.pair_manifest import PairManifest
from real_desktop.core.progress import Progress
from real_desktop.formats.export_format import fits
from real_desktop.formats.preference import Preference, ShownLeft, fault
from real_desktop.session.manifests import manifests
from real_desktop.session.session import Session
from real_desktop.store import labels
from real_desktop.store.labels import Label
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.thread import Priority
from real_desktop.store.turn_keys import turn_keys

MOST_AT_ONCE = 200

NOT_JUDGED = "not judged"

WORDS = {"tie": "tie", "both_bad": "both bad", "skip": "skipped", "flag": "flagged"}
"""How the reasons to leave a label out are called."""


def preferences(
    session: Session,
    add: Callable[[Preference], None],
    left_out: Counter[str],
    unfit: Callable[[Preference], str | None] = fits,
) -> Generator[Progress, None, None]:
    """Add a preference for each pair whose newest label is decisive; count the other pairs.

    `unfit` says why one has no place in this export. Raises UserError when a text is not what
    its hash says.
    """
    pair_ids = session.run(Priority.CHUNK, labels.pair_ids)
    newest = session.run(Priority.CHUNK, labels.newest_labels)
    decisive = decisive_pairs(pair_ids, newest, left_out)
    keys = dict[int, set[tuple[str, str]]]()
    for start in range(0, len(decisive), MOST_AT_ONCE):
        some = decisive[start : start + MOST_AT_ONCE]
        keys |= session.run(Priority.CHUNK, partial(turn_keys, pair_ids=some))
    first = partial(_fullest_first, decisive, newest, keys)
    decisive = session.run(Priority.CHUNK, first)
    done = 0
    for pairs in manifests(session, decisive):
        for pair_id, pair in zip(decisive[done:], pairs, strict=False):
            one = _preference(pair, newest[pair_id])
            if reason := fault(one) or unfit(one):
                left_out[reason] += 1
            else:
                add(one)
        done += len(pairs)
        yield Progress("Exporting", done, len(decisive), "labels")


def decisive_pairs(
    pair_ids: Sequence[int], newest: Mapping[int, Label], left_out: Counter[str]
) -> list[int]:
    """The pairs of which one response is better; the others are counted by reason."""
    return [pair_id for pair_id in pair_ids if _is_decisive(newest.get(pair_id), left_out)]


def _fullest_first(
    decisive: Sequence[int],
    newest: Mapping[int, Label],
    keys: Mapping[int, Set[tuple[str, str]]],
    project: ProjectFile,
) -> list[int]:
    """For each column that may be null, the first pair that fills it goes to the front.

    So does the first with a call of a tool, or whatever else its turns alone say, in the
    prompt, the chosen or the rejected response. `datasets` takes the types from the first
    10 MB; it cannot read a value that comes after nothing but nulls, or a key that is new.
    """
    wanted, front, seen = set(decisive), list[int](), set[str]()
    for pair in labels.filled_columns(project):
        if pair.pair_id not in wanted:
            continue
        is_a_chosen = newest[pair.pair_id].outcome == "a"
        filled = {
            "similarity": pair.similarity,
            "embedding_model": pair.embedding_model,
            "chosen_model": pair.model_a if is_a_chosen else pair.model_b,
            "rejected_model": pair.model_b if is_a_chosen else pair.model_a,
        }
        side = {"a": "chosen", "b": "rejected"} if is_a_chosen else {"a": "rejected", "b": "chosen"}
        turns = {f"{side.get(place, place)} {key}" for place, key in keys.get(pair.pair_id, ())}
        new = ({name for name, is_filled in filled.items() if is_filled} | turns) - seen
        if new:
            front.append(pair.pair_id)
            seen |= new
    return [*front, *(pair_id for pair_id in decisive if pair_id not in front)]


def _is_decisive(label: Label | None, left_out: Counter[str]) -> bool:
    if label is None:
        left_out[NOT_JUDGED] += 1
    elif label.outcome not in ("a", "b"):
        left_out[WORDS[label.outcome or label.kind]] += 1
    else:
        return True
    return False


def _preference(pair: PairManifest, label: Label) -> Preference:
    chosen, rejected = (pair.a, pair.b) if label.outcome == "a" else (pair.b, pair.a)
    is_chosen_left = label.shown_left == label.outcome
    return Preference(
        prompt=pair.prompt,
        chosen=chosen.text,
        rejected=rejected.text,
        id=pair.uuid,
        prompt_id=pair.prompt_uuid,
        split_group=pair.split_group,
        chosen_model=chosen.model,
        rejected_model=rejected.model,
        chosen_index=chosen.position,
        rejected_index=rejected.position,
        similarity=pair.similarity,
        strategy=pair.strategy,
        embedding_model=pair.embedding_model,
        annotator=label.annotator,
        created_at=label.at,
        active_ms=label.active_ms,
        shown_left=ShownLeft.CHOSEN if is_chosen_left else ShownLeft.REJECTED,
        strength=label.strength,
        comment=label.comment,
        source_file=pair.source_file,
        chosen_turns=chosen.turns,
        rejected_turns=rejected.turns,
    )
