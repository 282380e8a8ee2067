"""Embedding and vectors at their moments: what `tests.pictures` renders of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from real_desktop.core.errors import UserError
from real_desktop.core.pace import Pace
from real_desktop.core.progress import Progress
from real_desktop.gui import dialogs, reports
from real_desktop.gui.main_window import MainWindow
from real_desktop.session.model_state import ModelState
from real_desktop.session.statistics import NextStep, Overview, Overviews
from real_desktop.session.vector_export import VectorExport
from real_desktop.session.vector_import import VectorImport

LONG = "Quite-Long-Organisation/sentence-embedding-model-of-the-autumn-multilingual-7B-v2.1"
MINI = ModelState(
    "all-MiniLM-L6-v2", "bfloat16", "window", 256, 5_000, 5_000, 5_000, 2_460,
    why="bfloat16 is 1.9 times as fast as float32 here, and its vectors have a cosine of at least"
    " 0.9998 to those of float32",
)  # fmt: skip
SIZES = (
    ("", (1280, 820), 100),
    ("-200", (1024, 700), 200),
    ("-narrow", (800, 760), 100),
    ("-narrow-200", (800, 760), 200),
)
TEXTS = partial(Progress, "Embedding", total=5_000, unit="texts", detail="cuda:0, bfloat16")

Pictures = Iterator[tuple[str, QWidget]]


def embedding_states(window: MainWindow, home: Path) -> Pictures:
    """At every size the same moments."""
    before, percent = window.size(), window.theme.percent
    for name, size, text_percent in SIZES:
        window.theme.set_percent(text_percent)
        window.resize(*size)
        for states in (job_states, overview_states, report_states, menu_states):
            for moment, shown in states(window, home):
                yield f"{moment}{name}", shown
                window.resize(*size)
    window.theme.set_percent(percent)
    window.resize(before)


def job_states(window: MainWindow, _home: Path) -> Pictures:
    """The line of the job: loading, embedding, about to rest, at rest."""
    job = window.job
    job.begin()
    job.offer_pause(can_pause=True)
    job.show_progress(Progress("Loading the model", 0, 5_000, "texts", LONG))
    yield "embedding-loading", window
    job.show_progress(TEXTS(done=0))
    job._pace = fast_pace()
    job.show_progress(TEXTS(done=1_240))
    yield "embedding-running", window
    job.show_pausing(is_pausing=True)
    yield "embedding-pausing", window
    job.show_rest(TEXTS(done=1_304))
    yield "embedding-paused", window
    window.show_judging()
    yield "embedding-paused-judging", window
    job.begin()
    job.hide()
    window.show_overview()
    settle()


def fast_pace() -> Pace:
    """As after twenty seconds at 58 texts a second."""
    times = iter((0.0, 19.8, 19.9))
    pace = Pace(clock=lambda: next(times, 20.0))
    for done in (80, 1_239):
        pace.report(done)
    return pace


def overview_states(window: MainWindow, _home: Path) -> Pictures:
    """Done; failed on some texts by a model with a long name; broken off; by imported vectors."""
    found = Overviews(window.files.session).read().result()
    failures = {"the vector is not finite": 17, "out of memory, also alone in its batch": 3}
    broken = replace(MINI, name=LONG, vectors=4_980, long_text="truncate", failures=failures)
    states: dict[str, tuple[ModelState, dict[str, object]]] = {
        "done": (MINI, {}),
        "failed": (broken, {"failed_texts": 20}),
        "part": (
            replace(MINI, vectors=1_304, known=1_304, longer=4),
            {"pending_texts": 3_696, "next_step": NextStep.EMBED},
        ),
        "imported": (ModelState("my-model", "", "", 0, 5_000, 5_000), {}),
    }
    for name, (model, others) in states.items():
        window.overview.show_overview(overview(found, model, others), is_busy=False)
        yield f"embedding-{name}", window
    window.show_overview()


def settle() -> None:
    """The overview reads its numbers anew, which must not come over those of a picture."""
    loop = QEventLoop()
    QTimer.singleShot(400, loop.quit)
    loop.exec()


def overview(found: Overview, model: ModelState, others: dict[str, object]) -> Overview:
    shown = replace(found, pending_texts=0, prompts_without_pair=0, next_step=NextStep.JUDGE)
    return replace(shown, model=model, **others)  # type: ignore[arg-type]


def report_states(window: MainWindow, home: Path) -> Pictures:
    """What is said of vectors that came and went, and of a file that was refused."""
    files = [home / "Kitchen and code-vectors.parquet"]
    files.append(files[0].with_name(f"{files[0].name}.manifest.json"))
    written = VectorExport(148_000, LONG, "b", 4096, files)
    bare = VectorExport(1, "", files=files)
    came = VectorImport(LONG, "b", 4096, 146_204, 1_796, 12)
    few = VectorImport("my-model", "a", 384, 1)
    refused = UserError(
        "autumn.parquet, row 1,204: the text has another vector by this model already, their"
        " cosine is 0.412; nothing was imported"
    )
    tell: dict[str, Callable[[], object]] = {
        "vectors-exported": partial(reports.tell_vectors, window, written),
        "texts-exported": partial(reports.tell_texts, window, written),
        "texts-exported-new": partial(reports.tell_texts, window, bare),
        "vectors-imported": partial(reports.tell_vector_import, window, came),
        "vectors-imported-few": partial(reports.tell_vector_import, window, few),
        "vectors-refused": partial(dialogs.show_error, window, refused),
    }
    for name, say in tell.items():
        say()
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        yield name, box
        box.close()


def menu_states(window: MainWindow, _home: Path) -> Pictures:
    """The Project menu at rest and while a job is paused."""
    menu, pause = window.actions_by_id.menus["Project"], window.actions_by_id["project.pause"]
    for name, is_pausing in (("menu-project", False), ("menu-project-paused", True)):
        window.actions_by_id.name_pause(is_pausing=is_pausing)
        pause.setEnabled(is_pausing)
        menu.popup(window.menuBar().mapToGlobal(window.menuBar().rect().bottomLeft()))
        yield name, menu
        menu.close()
    window.actions_by_id.name_pause(is_pausing=False)
    pause.setEnabled(False)
