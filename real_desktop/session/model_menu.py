"""The embedding models that a person can choose for a project, in words."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

from real_desktop.core.counted import counted
from real_desktop.core.data_size import size_in_words
from real_desktop.core.progress import Progress
from real_desktop.embedding.models import DEFAULT_NAME
from real_desktop.session.embedding import EmbedOptions
from real_desktop.session.models import ListedModel, open_listed
from real_desktop.store.model_choice import CountedModel, KnownModel, ModelChoice, matching

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """One line of the menu: a model that has vectors here, or one on the disk (`listed`).

    Neither means that the newest model counts, or the packaged one in a new project.
    """

    text: str
    choice: ModelChoice | None = None
    listed: ListedModel | None = None


def model_entries(
    known: Sequence[CountedModel],
    chosen: ModelChoice | None,
    on_disk: Sequence[ListedModel],
    options: EmbedOptions,
) -> list[ModelEntry]:
    """The lines: what counts without a choice, the project's models, then those on the disk.

    A model on the disk is left out where the project has its vectors as the options want them.
    """
    newest = f"The newest here, now {known[0].name}" if known else f"{DEFAULT_NAME}, as installed"
    lines = [ModelEntry(newest)]
    if chosen and matching(known, chosen) is None:
        lines.append(ModelEntry(f"{chosen.name} · nothing embedded yet", chosen))
    lines += [ModelEntry(_known_in_words(one), one.choice) for one in known]
    there = {one.name for one in known if _is_wanted(one, options)}
    return lines + [
        ModelEntry(listed_in_words(one), listed=one) for one in on_disk if one.name not in there
    ]


def index_of_choice(
    lines: Sequence[ModelEntry], known: Sequence[KnownModel], chosen: ModelChoice | None
) -> int:
    """Which of the lines is the one that holds now."""
    if chosen is None:
        return 0
    meant = matching(known, chosen)
    wanted = meant.choice if meant else chosen
    return next(index for index, one in enumerate(lines) if one.choice == wanted)


def choice_of(
    entry: ModelEntry, options: EmbedOptions
) -> Generator[Progress, None, ModelChoice | None]:
    """What the project is to remember. Reads the files of a model on the disk, as `find_model`.

    Raises UserError when it is not there any more, unsafe or damaged.
    """
    if entry.listed is None:
        return entry.choice
    model = yield from open_listed(entry.listed)
    precision = "" if options.precision == AUTO else options.precision
    return ModelChoice(model.name, model.fingerprint, precision, options.long_text)


def listed_in_words(model: ListedModel) -> str:
    """Its name and what is known without loading it: "mpnet · 438 MB · 768 dimensions"."""
    parts = [model.name, size_in_words(model.size_bytes)]
    if model.dimension:
        parts.append(counted(model.dimension, "dimension"))
    return " · ".join(parts)


def _known_in_words(model: CountedModel) -> str:
    whole = model.long_text == "window"
    texts = "whole texts" if whole else f"texts cut at {counted(model.max_tokens, 'token')}"
    return f"{model.name} · {counted(model.vectors, 'vector')} · {model.precision}, {texts}"


def _is_wanted(model: KnownModel, options: EmbedOptions) -> bool:
    return model.long_text == options.long_text and options.precision in (AUTO, model.precision)
