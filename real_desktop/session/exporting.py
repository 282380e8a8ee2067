"""Labels to a file that a trainer accepts, and an account of what is not in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from real_desktop import __version__
from real_desktop.core.digest import text_hash
from real_desktop.core.errors import UserError
from real_desktop.core.progress import Progress
from real_desktop.core.records import PairKind
from real_desktop.formats.preference import Preference, ShownLeft, fault
from real_desktop.formats.registry import WRITERS
from real_desktop.formats.writing import WrittenFile, write_json
from real_desktop.session.session import Session
from real_desktop.store import labels
from real_desktop.store.labels import Label, PairDetails
from real_desktop.store.project_file import ProjectFile, now
from real_desktop.store.prompts import messages_of
from real_desktop.store.thread import Priority

DEFAULT_FORMAT = "trl"
PAIRS_A_READ = 100
NOT_JUDGED = "not judged"

WORDS = {"tie": "tie", "both_bad": "both bad", "skip": "skipped", "flag": "flagged"}
"""How the reasons to leave a label out are called."""


@dataclass(slots=True)
class ExportReport:
    """What was written; `left_out` counts pairs by reason."""

    rows: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    files: list[Path] = field(default_factory=list)


def export(
    session: Session, out: Path, format_name: str = DEFAULT_FORMAT
) -> Generator[Progress, None, ExportReport]:
    """Write one row for each pair whose newest label is decisive, and a manifest beside it.

    Raises UserError, and writes nothing, when no label is decisive, when `out` is no place
    for a file, or when a text is not what its hash says.
    """
    if format_name not in WRITERS:
        raise UserError(f"there is no format {format_name}; there is: {', '.join(WRITERS)}")
    _refuse_the_project(session.path, out)
    report = ExportReport()
    preferences = yield from _preferences(session, report)
    if not preferences:
        raise UserError(f"nothing to export: {_why_nothing(report.left_out)}")
    written = WRITERS[format_name](out, preferences)
    report.rows = len(preferences)
    manifest = out.with_name(f"{out.name}.manifest.json")
    identity = session.run(Priority.READ, _identity)
    write_json(manifest, identity | _account(format_name, report, written))
    report.files = [*(one.path for one in written), manifest]
    return report


def _preferences(
    session: Session, report: ExportReport
) -> Generator[Progress, None, list[Preference]]:
    pair_ids = session.run(Priority.CHUNK, labels.pair_ids)
    newest = session.run(Priority.CHUNK, labels.newest_labels)
    decisive = [pair for pair in pair_ids if _is_decisive(newest.get(pair), report.left_out)]
    preferences: list[Preference] = []
    for first in range(0, len(decisive), PAIRS_A_READ):
        some = decisive[first : first + PAIRS_A_READ]
        for pair in session.run(Priority.CHUNK, partial(labels.pair_details, some_pair_ids=some)):
            _add(preferences, _preference(pair, newest[pair.pair_id]), report.left_out)
        yield Progress("Exporting", first + len(some), len(decisive), "labels")
    return preferences


def _is_decisive(label: Label | None, left_out: Counter[str]) -> bool:
    if label is None:
        left_out[NOT_JUDGED] += 1
    elif label.outcome not in ("a", "b"):
        left_out[WORDS[label.outcome or label.kind]] += 1
    else:
        return True
    return False


def _add(preferences: list[Preference], one: Preference, left_out: Counter[str]) -> None:
    reason = fault(one)
    if reason:
        left_out[reason] += 1
    else:
        preferences.append(one)


def _preference(pair: PairDetails, label: Label) -> Preference:
    if tuple(text_hash(text) for text in pair.texts) != pair.text_hashes:
        raise UserError(f"the project is damaged: a text of pair {pair.pair_id} has changed")
    chosen, rejected = (0, 1) if label.outcome == "a" else (1, 0)
    is_chosen_left = label.shown_left == label.outcome
    is_control = pair.kind == PairKind.CONTROL.value
    return Preference(
        prompt=messages_of(pair.messages, pair.prompt_uuid),
        chosen=pair.texts[chosen],
        rejected=pair.texts[rejected],
        id=pair.uuid,
        prompt_id=pair.prompt_uuid,
        split_group=pair.split_group,
        chosen_model=pair.models[chosen],
        rejected_model=pair.models[rejected],
        chosen_index=pair.positions[chosen],
        rejected_index=pair.positions[rejected],
        similarity=pair.similarity,
        strategy="random" if is_control else pair.strategy,
        embedding_model=pair.embedding_model,
        annotator=label.annotator,
        created_at=label.at,
        active_ms=label.active_ms,
        shown_left=ShownLeft.CHOSEN if is_chosen_left else ShownLeft.REJECTED,
        strength=label.strength,
        comment=label.comment,
        source_file=pair.source_file,
    )


def _why_nothing(left_out: Mapping[str, int]) -> str:
    if not left_out:
        return "no pair has been chosen yet"
    reasons = ", ".join(f"{n} {reason}" for reason, n in left_out.items())
    return f"no pair is judged left or right ({reasons})"


def _refuse_the_project(project: Path, out: Path) -> None:
    if out.absolute() == project.absolute() or (out.exists() and out.samefile(project)):
        raise UserError(f"{out.name} is the project itself; choose another name")


def _identity(project: ProjectFile) -> dict[str, str]:
    return {"project": project.name, "project_uuid": project.uuid}


def _account(
    format_name: str, report: ExportReport, written: Sequence[WrittenFile]
) -> dict[str, object]:
    return {
        "format": format_name,
        "app_version": __version__,
        "created_at": now(),
        "rows": report.rows,
        "left_out": dict(report.left_out),
        "votes": "latest",
        "files": [
            {"name": one.path.name, "rows": one.rows, "sha256": one.sha256} for one in written
        ],
    }
