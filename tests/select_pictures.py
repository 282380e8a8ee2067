"""The dialog that chooses pairs as it is at its moments: what `tests.pictures` renders of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from PySide6.QtWidgets import QWidget

from real_desktop.core.choosing import FEWER_THAN_TWO, NOT_EMBEDDED
from real_desktop.core.errors import UserError
from real_desktop.core.progress import Progress
from real_desktop.core.records import Message, PairKind
from real_desktop.gui import similarity_chart  # noqa: F401 - as the job has imported it by then
from real_desktop.gui.main_window import MainWindow
from real_desktop.gui.select_dialog import SelectDialog
from real_desktop.session.select_memory import SelectBasis
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.selection_preview import (
    ExamplePair,
    SelectionPreview,
    SimilarityHistogram,
)
from real_desktop.store.texts_of_pair import TextsOfPair

MODEL = "all-MiniLM-L6-v2:float32:window"
LONG_MODEL = "Quite-Long-Organisation/sentence-embedding-model-of-the-autumn-7B:bfloat16:window"
BASIS = SelectBasis((MODEL,), MODEL)
QUESTIONS = (
    "Can you write a haiku about rain?",
    "What is the difference between TCP and UDP?",
    "How do I remove duplicates from a list?",
    "Plan a three-day trip to Lisbon for two people who do not like to walk uphill, with a budget",
    "Explain entropy to a child",
)


def select_states(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """One picture after the other; each dialog is closed after its own."""
    computing = opened(window)
    computing.show_progress(Progress("Choosing pairs", 96, 250, "prompts"))
    yield "select-computing", computing
    computing.show_preview(PREVIEW)
    yield "select", computing
    bar = computing._page.verticalScrollBar()
    bar.setValue(bar.maximum())
    yield "select-below", computing
    bar.setValue(0)
    computing._form._budget.setValue(200)
    computing.show_progress(Progress("Choosing pairs", 31, 250, "prompts"))
    yield "select-anew", computing
    computing.close()
    for name, basis, options, shown in moments():
        dialog = opened(window, basis, options)
        if isinstance(shown, UserError):
            dialog.show_failure(shown)
        else:
            dialog.show_preview(shown)
        yield f"select-{name}", dialog
        dialog.close()
    yield from reading(window)


def moments() -> Iterator[tuple[str, SelectBasis, SelectOptions, SelectionPreview | UserError]]:
    """What there is to choose by, what is chosen, and what comes of it."""
    yield "no-vectors", SelectBasis(), SelectOptions(), NO_VECTORS
    yield "empty", SelectBasis(), SelectOptions(), EMPTY
    random = replace(NOT_KNOWN, control=0, repeats=12)
    yield "random", SelectBasis(), SelectOptions("random"), random
    some = SelectOptions(budget=40, prompts="random", ceiling=0.9, pairs_per_prompt=2)
    yield "pending", SelectBasis((LONG_MODEL, MODEL), LONG_MODEL), some, PENDING
    error = f"the project has no vectors by {LONG_MODEL}; it has some by: {MODEL}"
    yield "error", BASIS, SelectOptions(), UserError(error)
    yield "hard", BASIS, SelectOptions(), replace(PREVIEW, examples=HARD)


def reading(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """An example that is read whole, and one of texts that end nowhere."""
    for name, examples, text in (
        ("", PREVIEW.examples, "Rain on the tin roof.\n\nThe cat counts every drop.\n" * 30),
        ("-hard", HARD, "<b>Not bold</b>\u202eabc " + "x" * 6_000),
    ):
        dialog = opened(window)
        dialog.show_preview(replace(PREVIEW, examples=examples))
        dialog._open_example(0)
        prompt = (Message("user", examples[0].prompt),)
        dialog.show_texts(examples[0], TextsOfPair(prompt, text, "A short one."))
        yield f"select-example{name}", dialog._shown
        dialog._shown.close()
        dialog.close()


def opened(
    window: MainWindow, basis: SelectBasis = BASIS, options: SelectOptions | None = None
) -> SelectDialog:
    dialog = SelectDialog(window, basis, options or SelectOptions(skips_asked=True))
    dialog.open()
    return dialog


def histogram() -> SimilarityHistogram:
    """As of samples of one model: most pairs alike, the chosen ones less, a small control."""
    edges = np.round(np.arange(0.0, 1.0001, 0.02), 2)
    middles = (edges[:-1] + edges[1:]) / 2

    def counts(centre: float, width: float, total: int) -> tuple[int, ...]:
        heights = np.exp(-(((middles - centre) / width) ** 2))
        return tuple(np.round(total * heights / heights.sum()).astype(int).tolist())

    return SimilarityHistogram(
        tuple(edges.tolist()),
        counts(0.74, 0.19, 13_750),
        counts(0.55, 0.17, 225),
        counts(0.75, 0.16, 25),
    )


def examples() -> tuple[ExamplePair, ...]:
    """Ten of them."""
    kinds = [PairKind.CONTROL if n in (3, 7) else PairKind.SELECTED for n in range(10)]
    return tuple(
        ExamplePair(
            QUESTIONS[n % len(QUESTIONS)], "Soft rain taps the roof.", "The clouds came from sea.",
            ("elm-70b",), ("oak-8b", "oak-8b at 0.7"), 0.21 + 0.07 * n, 1, 0.1 + 0.3 * n, kind,
            n == 9,
        )
        for n, kind in enumerate(kinds)
    )  # fmt: skip


PREVIEW = SelectionPreview(
    pairs=262, control=25, repeats=12, repeats_without_room=0, possible=13_750, asked_before=0,
    left_out={}, seconds_per_judgement=37.0, is_own_pace=False, histogram=histogram(),
    length_correlation=-0.31, likely_ties=4, ceiling=0.95, long_texts=0.34, examples=examples(),
)  # fmt: skip
NOTHING = replace(
    PREVIEW, pairs=0, control=0, repeats=0, possible=0, histogram=SimilarityHistogram(),
    length_correlation=None, likely_ties=0, ceiling=None, long_texts=None, examples=(),
)  # fmt: skip
NO_VECTORS = replace(
    NOTHING, left_out={NOT_EMBEDDED: 250},
    problem="there is no pair to choose (not embedded yet: 250); embed the responses first",
)  # fmt: skip
EMPTY = replace(NOTHING, problem="there is no pair to choose (the project has no prompts)")
NOT_KNOWN = replace(
    PREVIEW, histogram=SimilarityHistogram(), length_correlation=None, likely_ties=0, ceiling=None,
    long_texts=None, examples=tuple(replace(one, similarity=None) for one in examples()),
)  # fmt: skip
PENDING = replace(
    PREVIEW, pairs=40, control=3, repeats=1, repeats_without_room=2, asked_before=1_204,
    left_out={NOT_EMBEDDED: 41, FEWER_THAN_TWO: 2, "beyond the budget": 171}, is_own_pace=True,
    seconds_per_judgement=21.4, length_correlation=0.04, likely_ties=1, ceiling=0.9,
)  # fmt: skip
HARD = tuple(
    replace(
        one, prompt="<h1>No heading</h1> & \u202eabc " + "w" * 5_000, text_a="x" * 400,
        models_a=("<i>model</i> of a name that is far too long to stand in one line",) * 3,
        length_difference=6.0,
    )
    for one in examples()
)  # fmt: skip
