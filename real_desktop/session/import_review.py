"""What is to be said before an import, and what would be imported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from real_desktop.core.counted import counted
from real_desktop.core.records import RejectedRow, ResponseSet
from real_desktop.formats.refusals import refusals
from real_desktop.formats.responses import FEWER_THAN_TWO
from real_desktop.formats.rows import column_names, name_of
from real_desktop.formats.sources import Source, grouped
from real_desktop.formats.surveying import Survey
from real_desktop.session.import_findings import Findings, FoundFile

NAMED_FILES = 2
QUESTIONS = {
    ("prompt", "response"): "Which column holds the prompt, and which hold the responses?",
    ("prompt",): "Which column holds the prompt?",
    ("response",): "Which columns hold the responses?",
}
UNSURE = "The format is not certain. Do the first sets look right?"


@dataclass(frozen=True, slots=True)
class FileReview:
    """One file in words: its format and how that is known, or why it is left out."""

    path: Path
    name: str
    title: str = ""
    sign: str = ""
    fault: str = ""
    together_with: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """All that a person needs to decide about an import.

    `sources` are the files that give something; `rejected_of` those whose rejected rows are
    counted. `question` is what nobody but the person knows, empty when there is nothing.
    """

    files: tuple[FileReview, ...]
    question: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    sets: tuple[ResponseSet, ...] = ()
    is_counted: bool = False
    sources: tuple[Source, ...] = ()
    total: int = 0
    verb: str = "Import"
    figures: tuple[tuple[int, str], ...] = ()
    remarks: tuple[str, ...] = ()
    rejected: Counter[str] = field(default_factory=Counter)
    first_rejected: tuple[tuple[str, RejectedRow], ...] = ()
    rejected_of: tuple[Source, ...] = ()

    @property
    def asks_for_columns(self) -> bool:
        """Whether the question is answered by choosing columns."""
        return self.question in QUESTIONS.values()

    @property
    def left_out(self) -> str:
        """How many files are left out, empty when none is or all are."""
        bad = sum(bool(file.fault) for file in self.files)
        if not bad or bad == len(self.files):
            return ""
        return f"{bad:,} of {len(self.files):,} files {'is' if bad == 1 else 'are'} left out"


def review_of(found: Findings, *, may_join: bool) -> Review:
    """The review; `may_join` when single responses can join the prompts of a project."""
    if found.survey is None:
        files = _file_reviews(found.files, found.sources, {})
        return Review(files, _question(found.files), found.columns, found.first_sets)
    return _counted_review(found, found.survey, may_join=may_join)


def _counted_review(found: Findings, survey: Survey, *, may_join: bool) -> Review:
    refused = refusals(survey.tally, survey.sources, may_join=may_join)
    faults = {survey.sources[place].path: sentence for place, sentence in refused.items()}
    used = [place for place in range(len(survey.sources)) if place not in refused]
    sources = tuple(survey.sources[place] for place in used)
    shown = used or list(range(len(survey.sources)))
    question = _question(found.files, faults.keys())
    if question in QUESTIONS.values():
        shown = []
    first = sorted(survey.tally.first_rejected, key=lambda row: (row.file, row.row))
    return Review(
        _file_reviews(found.files, sources, faults),
        question,
        found.columns,
        tuple(survey.tally.first_sets),
        is_counted=True,
        sources=sources,
        total=survey.tally.sets,
        verb=_verb(survey, may_join=may_join) if sources else "Import",
        figures=_figures(survey, may_join=may_join) if sources else (),
        remarks=_remarks(survey, may_join=may_join) if sources else (),
        rejected=_rejected(survey, shown, may_join=may_join),
        first_rejected=tuple(
            (name_of(survey.sources[row.file].path), row)
            for row in first
            if row.file in shown and not (may_join and row.alone)
        ),
        rejected_of=tuple(survey.sources[place] for place in shown),
    )


def _file_reviews(
    files: Sequence[FoundFile], used: Sequence[Source], faults: Mapping[Path, str]
) -> tuple[FileReview, ...]:
    """Files of one name are told apart by their folders."""
    times = Counter(file.name for file in files)
    names = {
        file.path: f"{file.path.parent.name}/{file.name}" if times[file.name] > 1 else file.name
        for file in files
    }
    groups: dict[Path, list[str]] = {}
    for group in grouped(used):
        together = [names[source.path] for _place, source in group.members]
        groups.update((source.path, together) for _place, source in group.members)
    return tuple(
        _file_review(file, names[file.path], groups.get(file.path, []), faults.get(file.path, ""))
        for file in files
    )


def _file_review(file: FoundFile, name: str, group: Sequence[str], refusal: str) -> FileReview:
    fault = (file.fault or refusal).removeprefix(f"{file.name}: ")
    if file.source is None:
        return FileReview(file.path, name, fault=fault)
    source = file.source
    if file.lacks and f"no {file.lacks[0]} column" in refusal:
        kinds = " and no ".join(f"{kind} column" for kind in file.lacks)
        there = column_names(source.columns)
        fault = f"no {kinds}; found: {there}; choose them below, or add the file that completes it"
    sign = source.reader.sign if source.confidence else ""
    if source.naming.columns:
        sign = "the columns that you chose"
    title = source.reader.title or source.reader.name
    return FileReview(file.path, name, title, sign, fault, _others(name, group))


def _others(name: str, group: Sequence[str]) -> str:
    """The other files of a group in words."""
    if len(group) > 1 + NAMED_FILES:
        return f"{len(group) - 1:,} other files"
    return " and ".join(other for other in group if other != name)


def _question(files: Sequence[FoundFile], refused: Collection[Path] | None = None) -> str:
    """What is asked: about columns if no file can be used without, else about an unsure format.

    `refused` are the files that give nothing, None while that is not known.
    """
    sources = [file.source for file in files if file.source]
    for file in files:
        is_needed = refused is not None and len(refused) == len(sources)
        if file.source and is_needed and file.lacks in QUESTIONS:
            return QUESTIONS[file.lacks]
    usable = [source for source in sources if source.path not in (refused or ())]
    is_unsure = any(one.confidence > 0 and not one.is_sure for one in usable)
    return UNSURE if is_unsure else ""


def _verb(survey: Survey, *, may_join: bool) -> str:
    if survey.prompts:
        return f"Import {counted(survey.prompts, 'prompt')}"
    return f"Import {counted(survey.tally.alone, 'response')}" if may_join else "Import"


def _figures(survey: Survey, *, may_join: bool) -> tuple[tuple[int, str], ...]:
    """Each number with its noun; what there is none of is left out, but for the first two."""
    tally = survey.tally
    alone = tally.alone if may_join else 0
    optional = (
        (alone, "single response"),
        (survey.duplicates, "duplicate"),
        (tally.preferences, "known preference"),
    )
    first = ((survey.prompts, "prompt"), (tally.responses, "response"))
    return (*first, *(each for each in optional if each[0]))


def _remarks(survey: Survey, *, may_join: bool) -> tuple[str, ...]:
    tally = survey.tally
    said = []
    if may_join and tally.alone:
        said.append("Single responses join those prompts that are in the open project.")
    if tally.long:
        share = 100 * tally.long / tally.responses
        percent = "Less than 1 %" if share < 1 else f"{share:.0f} %"
        said.append(
            f"{percent} of the responses are longer than the embedding model reads at once."
        )
    if survey.duplicates:
        said.append("A duplicate has the same prompt, text and model as a response before it.")
    said += [f"{counted(n, 'row')}, unusual: {oddity}." for oddity, n in tally.oddities.items()]
    return tuple(said)


def _rejected(survey: Survey, places: Sequence[int], *, may_join: bool) -> Counter[str]:
    found: Counter[str] = Counter()
    for place in places:
        found += survey.tally.reasons.get(place, Counter())
    if may_join:
        found[FEWER_THAN_TWO] -= survey.tally.alone
    return +found
