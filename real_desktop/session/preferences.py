"""From labels to the preferences that a trainer learns from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Mapping, Sequence, Set
from functools import partial

from real_desktop.core.pair_manifest import PairManifest
from real_desktop.core.progress import Progress
from real_desktop.formats.export_format import fits
from real_desktop.formats.preference import Preference, ShownLeft, fault
from real_desktop.session.exported_labels import ExportedLabels
from real_desktop.session.manifests import manifests
from real_desktop.session.session import Session
from real_desktop.store import labels
from real_desktop.store.label_sources import Annotators
from real_desktop.store.labels import FilledColumns, Label
from real_desktop.store.thread import Priority
from real_desktop.store.turn_keys import turn_keys

NOT_JUDGED = "not judged"

WORDS = {"tie": "tie", "both_bad": "both bad", "skip": "skipped", "flag": "flagged"}
"""How the reasons to leave a label out are called."""


def preferences(
    session: Session,
    add: Callable[[Preference], None],
    left_out: Counter[str],
    annotators: Annotators,
    unfit: Callable[[Preference], str | None] = fits,
) -> Generator[Progress, None, None]:
    """Add a preference for each pair whose newest label by one of these is decisive.

    The other pairs are counted, also those for which `unfit` says why they have no place in
    this export. Raises UserError when a text is not what its hash says.
    """
    labels_of = ExportedLabels(session, annotators)
    decisive, front = _decisive(session, labels_of, left_out)
    fullest = sorted(front, key=lambda pair_id: -front[pair_id])
    decisive = [*fullest, *(pair_id for pair_id in decisive if pair_id not in front)]
    done = 0
    for pairs in manifests(session, decisive):
        some = decisive[done : done + len(pairs)]
        said = labels_of.of(some)
        for pair_id, pair in zip(some, pairs, strict=True):
            one = _preference(pair, said[pair_id])
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


def _decisive(
    session: Session, labels_of: ExportedLabels, left_out: Counter[str]
) -> tuple[list[int], dict[int, int]]:
    """The decisive pairs, and for each column that may be null the first that fills it.

    With those is how many they fill. So is the first with a call of a tool, or whatever else
    turns alone say, in the prompt, the chosen or the rejected response. They go to the front:
    `datasets` takes the types from the first 10 MB; it cannot read a value that comes after
    nothing but nulls, or a key that is new.
    """
    decisive, front, seen = list[int](), dict[int, int](), set[str]()
    for pair_ids, said in labels_of.slices():
        some = decisive_pairs(pair_ids, said, left_out)
        decisive += some
        read = partial(labels.filled_columns, pair_ids=some)
        filled = {one.pair_id: one for one in session.run(Priority.CHUNK, read)}
        keys = session.run(Priority.CHUNK, partial(turn_keys, pair_ids=some))
        for pair_id in some:
            label = said[pair_id]
            columns = _filled(filled[pair_id], label) | _sided(keys.get(pair_id, set()), label)
            if columns - seen:
                front[pair_id] = len(columns)
                seen |= columns
    return decisive, front


def _sided(keys: Set[tuple[str, str]], label: Label) -> set[str]:
    """What turns say beside their text, by the side that it stands on in the export."""
    sides = {"a": "chosen", "b": "rejected"}
    if label.outcome == "b":
        sides = {"a": "rejected", "b": "chosen"}
    return {f"{sides.get(place, place)} {name}" for place, name in keys}


def _filled(pair: FilledColumns, label: Label) -> set[str]:
    """The columns that may be null and are not."""
    is_a_chosen = label.outcome == "a"
    values = {
        "similarity": pair.similarity,
        "embedding_model": pair.embedding_model,
        "chosen_model": pair.model_a if is_a_chosen else pair.model_b,
        "rejected_model": pair.model_b if is_a_chosen else pair.model_a,
        "active_ms": label.active_ms is not None,
        "shown_left": label.shown_left is not None,
        "strength": label.strength is not None,
        "comment": label.comment is not None,
    }
    return {name for name, is_filled in values.items() if is_filled}


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
    shown_left = None
    if label.shown_left:
        is_chosen_left = label.shown_left == label.outcome
        shown_left = ShownLeft.CHOSEN if is_chosen_left else ShownLeft.REJECTED
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
        shown_left=shown_left,
        strength=label.strength,
        comment=label.comment,
        source_file=pair.source_file,
        chosen_turns=chosen.turns,
        rejected_turns=rejected.turns,
    )
