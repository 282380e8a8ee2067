"""The embedding model that a project uses, and what it made of the texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from real_desktop.session.precisions import why_precision
from real_desktop.session.slicing import Slices
from real_desktop.store import vectors
from real_desktop.store.distinct_texts import TextsState, TextTotals
from real_desktop.store.model_choice import KnownModel, known_models, saved_choice
from real_desktop.store.project_file import ProjectFile
from real_desktop.store.token_counts import TokenCounts, count_tokens


@dataclass(frozen=True, slots=True)
class ModelState:
    """A model with the number of distinct `texts`, and of those that have its vector.

    Of the vectors whose text has a `known` length in tokens, `longer` ones have more than the
    window's `max_tokens`, which is 0 where nobody knows. `failures` counts texts by the reason
    why they have no vector, and `why` says how the precision was chosen, if that was here.
    """

    name: str
    precision: str
    long_text: str
    max_tokens: int = 0
    texts: int = 0
    vectors: int = 0
    known: int = 0
    longer: int = 0
    failures: Mapping[str, int] = field(default_factory=dict)
    why: str = ""


class ModelStates:
    """The states of one open project: lengths are counted once, then only those that came."""

    def __init__(self) -> None:
        self._counted: tuple[object, TokenCounts] = None, TokenCounts()

    def read(
        self, project: ProjectFile, texts: TextTotals, imports: TextsState
    ) -> Slices[ModelState | None]:
        """The state by the totals for the model in use; None before there is any.

        `imports` changes when texts may have gone.
        """
        model_id = vectors.chosen_model_id(project)
        model = next((one for one in known_models(project) if one.id == model_id), None)
        if model is None:
            choice = saved_choice(project)
            if choice is None:
                return None
            return ModelState(choice.name, choice.precision, choice.long_text)
        counts = self._counts((model.id, imports))
        if model.max_tokens:
            while count_tokens(project, model.id, model.max_tokens, counts):
                yield
        return _state(model, texts, counts)

    def _counts(self, of_what: object) -> TokenCounts:
        if self._counted[0] != of_what:
            self._counted = of_what, TokenCounts()
        return self._counted[1]


def _state(model: KnownModel, texts: TextTotals, counts: TokenCounts) -> ModelState:
    return ModelState(
        model.name,
        model.precision,
        model.long_text,
        model.max_tokens,
        texts.texts,
        texts.texts - texts.pending - texts.failed,
        counts.known,
        counts.longer,
        dict(sorted(texts.failures.items(), key=lambda one: (-one[1], one[0]))),
        why_precision(model.fingerprint, model.precision),
    )
