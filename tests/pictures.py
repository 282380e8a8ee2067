"""Every screen as PNG, to be looked at: `python -m tests.pictures [FOLDER]`.

Screens are driven as a person would, on the sample; texts that the sample has not are put on
the labeling page directly. Each is rendered light and dark, some also at 200 % and narrow.
"""

import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QRadioButton, QWidget

from real_desktop.core.agreement import Agreement
from real_desktop.core.changes import Changes
from real_desktop.core.progress import BYTES, Progress, drained
from real_desktop.core.records import Message, RejectedRow, Side
from real_desktop.embedding.model_offer import ModelOffer, OfferedFile
from real_desktop.gui import dialogs
from real_desktop.gui.app import _application
from real_desktop.gui.download_dialog import DownloadDialog
from real_desktop.gui.export_dialog import ExportDialog
from real_desktop.gui.imports_dialog import ImportsDialog, removal_question
from real_desktop.gui.labeling_page import LabelingPage
from real_desktop.gui.main_window import MainWindow
from real_desktop.gui.project_settings_dialog import ProjectSettingsDialog
from real_desktop.gui.settings_dialog import SettingsDialog
from real_desktop.gui.theme import Theme
from real_desktop.resource_files import resource
from real_desktop.session.desk import LabelingProgress, Step
from real_desktop.session.export_preview import ExportPreview, LabelsOf
from real_desktop.session.importing import ImportReport, import_files, survey_files
from real_desktop.session.places import remember_project
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.selecting import select
from real_desktop.session.session import new_session
from real_desktop.session.statistics import NextStep, Overviews, SourceAgreement
from real_desktop.store.imported_files import imported_files
from real_desktop.store.model_choice import CountedModel
from real_desktop.store.project_file import SaveError
from real_desktop.store.project_settings import ProjectSettings, project_settings
from real_desktop.store.queue import PairTexts
from real_desktop.store.thread import Priority
from tests.embedding_pictures import embedding_states
from tests.evidence_pictures import evidence_states
from tests.import_pictures import import_states
from tests.select_pictures import select_states

LABELS_OF = (
    LabelsOf(name="Ada", is_file=False, labels=60, preferences=52, left_out={"tie": 8}),
    LabelsOf(name="Zoë", is_file=False, labels=92, preferences=88, left_out={"tie": 4}),
    LabelsOf(
        name="hh_harmless_test", is_file=True, labels=2_312, preferences=2_298, left_out={"tie": 14}
    ),
)
AGREEMENT = SourceAgreement("hh_harmless_test", Agreement(50, 41), Agreement(44, 41))
WIDE, SMALL, NARROW, LARGE = (1280, 820), (1024, 700), (800, 760), (1920, 1080)
SLIM = (520, 700)
SCREEN = {"name": "screen", "x": 0, "y": 0, "width": 1440, "height": 900}

HARD_LEFT = (
    "<b>Not bold</b> & &amp; stay as they are. <think>Neither is this hidden.</think>\n"
    "a<b and c>d, ![picture](http://example.com/x.png), [link](file:///etc/passwd)\n\n"
    "Zero\u200bwidth, bidi \u202eoverride\u202c, NUL \x00, bell \x07, soft\u00adhyphen\n\n"
    "日本語の段落はここにあります。句読点も正しく表示されます。\n"
    "هذه فقرة عربية مع English words داخلها و ١٢٣ أرقام.\n"
    "Family 👨‍👩‍👧‍👦, flag 🇯🇵, skin 👍🏽, combining ñ é, Zalgo z̷̢̛͎a̸͓͐l̶͖̈́g̵̝̚o̷̗͝"
)
HARD_RIGHT = "unbroken " + "x" * 6_000


def main(folder: Path) -> None:
    """Render everything into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        for kind in ("CONFIG", "DATA", "STATE"):
            os.environ[f"XDG_{kind}_HOME"] = f"{home}/{kind}"
        os.environ["HF_HUB_CACHE"] = f"{home}/hub"
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, home)
        app = _application()
        theme = Theme(app)
        window = MainWindow(theme)
        window.resize(*WIDE)
        window.show()
        for name, shown in screens(window, Path(home)):
            for mode in ("light", "dark"):
                theme.apply(is_dark=mode == "dark")
                wait(120)
                shown.grab().save(str(folder / f"{name}-{mode}.png"))
            theme.apply(is_dark=False)
        window.close()


def screens(window: MainWindow, home: Path) -> Iterator[tuple[str, QWidget]]:
    """Bring up one screen after the other."""
    yield "welcome", window
    project = sample_with_pairs(home / "Kitchen and code.real")
    remember_project(project)
    window.view.show_welcome()
    yield "welcome-recent", window
    window.files.open_project(project)
    until(lambda: window.judging.step is not None)
    window.show_overview()
    yield "overview", window
    yield from other_overviews(window)
    yield from overview_states(window, home)
    yield from embedding_states(window, home)
    yield from labeling_states(window)
    yield from finished_states(window)
    yield from export_states(window, home)
    yield from import_dialogs(window, home)
    yield from select_dialogs(window)
    yield from dialog_states(window)
    yield from evidence_states(window, home)
    yield from small_windows(window)


def other_overviews(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """A new project, one with a long name and several people, and one that is being opened."""
    found = Overviews(window.files.session).read().result()
    empty = replace(
        found, counts=replace(found.counts, prompts=0, responses=0, pairs=0), files=0,
        pending_texts=0, prompts_without_pair=0, next_step=NextStep.IMPORT,
    )  # fmt: skip
    window.overview.show_overview(empty, is_busy=False)
    yield "overview-empty", window
    several = replace(
        found, counts=replace(found.counts, annotators=2), annotator="Zoë", judged_here=20,
        skipped_here=3, failed_texts=2, pending_texts=0, prompts_without_pair=4,
        agreements=(AGREEMENT,),
    )  # fmt: skip
    window.overview.show_name("Preferences for the assistant that answers letters, autumn (b.real)")
    window.overview.show_overview(several, is_busy=False)
    yield "overview-several", window
    window.job.begin()
    window.job.show_progress(Progress("Opening a project with quite a long name of its own.real"))
    yield "overview-opening", window
    window.job.hide()
    window.overview.show_name("Kitchen and code")
    window.show_overview()


def overview_states(window: MainWindow, home: Path) -> Iterator[tuple[str, QWidget]]:
    """A running job, rejected rows, an error, the help."""
    window.job.begin()
    window.job.show_progress(Progress("Embedding", 0, 48, "texts", "cpu"))
    wait(1000)
    window.job.show_progress(Progress("Embedding", 17, 48, "texts", "cpu"))
    rejected = [
        ("answers.jsonl", RejectedRow(12, "no response column; found: id, text", "{}")),
        ("answers.jsonl", RejectedRow(40, "fewer than two distinct responses", "{}")),
    ]
    reasons = Counter(row.reason for _, row in rejected)
    window.overview.show_import(ImportReport("plain", rejected=reasons, first_rejected=rejected))
    yield "overview-embedding", window
    window.job.hide()
    error = SaveError("not saved: database or disk is full")
    box = dialogs.show_error(window, error)
    yield "error", box
    box.close()
    keys = window.findChild(QWidget, "keys") or show_keys(window)
    yield "keys", keys
    keys.close()
    said = "3 rows written to /home/ada/preferences.jsonl.\n\nLeft out: tie 2, not judged 7."
    box = dialogs.show_done(window, "Exported", said, home / "preferences.jsonl")
    yield "exported", box
    box.close()


def show_keys(window: MainWindow) -> QWidget:
    window.show_keys()
    return QApplication.activeModalWidget()


def labeling_states(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Judging: fresh, after an answer, long, hard and short texts, a failed write."""
    window.show_judging()
    until(lambda: window.pages.currentWidget() is window.labeling)
    wait(400)
    yield "labeling", window
    window.answers.left()
    until(lambda: window.judging.step.progress.judged == 1)
    wait(400)
    yield "labeling-after-left", window
    page = window.labeling
    left, right, prompt = of_the_sample("moon-horizon", "elm-70b", "dahlia-30b")
    step = window.judging.step
    page.show_pair(replace(step, pair=PairTexts(step.pair_id, prompt, left, right, Side.A)))
    page.answers.show_said("Left saved")
    yield "readme", window
    show(page, HARD_LEFT, HARD_RIGHT, (Message("user", "Show hard texts."),))
    yield "labeling-hard-texts", window
    turns = (
        Message("system", "You are the front desk of a library. Three sentences at most."),
        Message("user", "How long may I keep a book?"),
        Message("assistant", "Three weeks, and you can extend it twice."),
        Message("user", "And if somebody else is waiting for it?\n" * 8),
    )
    show(page, "Then it cannot be extended.\n\n" * 40, "No.", turns)
    yield "labeling-turns", window
    page.prompt.toggle()
    yield "labeling-folded-prompt", window
    page.prompt.toggle()
    page.show_failure("not saved: database or disk is full")
    yield "labeling-not-saved", window
    problem = "Kitchen and code.real is damaged: a text of pair 1 has changed"
    page.show_pair(replace(step, pair=None, problem=problem))
    yield "labeling-damaged", window


def finished_states(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """The end of a queue, with and without skipped pairs."""
    window.judging.resume()
    wait(300)
    total = window.judging.step.progress.total
    while window.judging.step.pair is not None:
        wait(260)
        before = window.judging.step
        skips = window.judging.step.progress.judged == total - 1
        window.answers.skip() if skips else window.answers.tie()
        until(lambda before=before: window.judging.step is not before)
    yield "finished", window
    window.judging.undo()
    wait(300)


def export_states(window: MainWindow, home: Path) -> Iterator[tuple[str, QWidget]]:
    """The export dialog: as it opens, with a file that is there, with nothing to write."""
    for name, size, percent in (("", WIDE, 100), ("-200", SMALL, 200)):
        window.resize(*size)
        window.theme.set_percent(percent)
        dialog = ExportDialog(window, home / "Kitchen and code.real")
        dialog.open()
        dialog.show_preview(ExportPreview(128, {"tie": 12, "not judged": 60}, 200, 187))
        yield f"export{name}", dialog
        dialog.show_preview(ExportPreview(0, {"tie": 2, "not judged": 10}, 12, 2))
        yield f"export-nothing{name}", dialog
        (home / "Kitchen and code-raw.jsonl").touch()
        dialog.findChildren(QRadioButton)[-1].click()
        yield f"export-replace{name}", dialog
        dialog.close()
        dialog = ExportDialog(window, home / "Kitchen and code.real")
        dialog.open()
        dialog.show_preview(ExportPreview(128, {"tie": 12}, 2_512, 2_499, 2, LABELS_OF))
        yield f"export-labels{name}", dialog
        dialog.findChild(QComboBox).setCurrentIndex(3)
        yield f"export-labels-of-file{name}", dialog
        dialog.close()
    window.theme.set_percent(100)


def import_dialogs(window: MainWindow, home: Path) -> Iterator[tuple[str, QWidget]]:
    """The import dialog at the sizes that it is used at."""
    for name, size, percent in (("", None, 100), ("-200", SMALL, 200), ("-narrow", SLIM, 100)):
        window.theme.set_percent(percent)
        for moment, dialog in import_states(window, home):
            if size:
                dialog.resize(*size)
            yield f"{moment}{name}", dialog
    window.theme.set_percent(100)


def select_dialogs(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """The dialog that chooses pairs at the sizes that it is used at."""
    for name, size, percent in (("", None, 100), ("-200", SMALL, 200), ("-narrow", SLIM, 100)):
        window.theme.set_percent(percent)
        for moment, dialog in select_states(window):
            if size:
                dialog.resize(*size)
            yield f"{moment}{name}", dialog
    window.theme.set_percent(100)


def dialog_states(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Settings, project settings, imported files, questions: normal and at 200 %."""
    session = window.files.session
    settings = session.run(Priority.READ, project_settings)
    files = session.run(Priority.READ, imported_files)
    rejected = {"no response column; found: id, text": 3, "fewer than two distinct responses": 1}
    more = replace(files[0], source="second-run.csv.gz", rejected=rejected, events=0, pairs=12)
    for name, size, percent in (("", WIDE, 100), ("-200", SMALL, 200)):
        window.resize(*size)
        window.theme.set_percent(percent)
        for kind, dialog in (
            ("settings", SettingsDialog(window, window.preferences, percent)),
            ("project-settings", ProjectSettingsDialog(window, settings)),
            ("project-settings-model", with_models(window, settings)),
            ("download", DownloadDialog(window)),
            ("download-offer", offering(window)),
            ("download-running", downloading(window)),
            ("imports", ImportsDialog(window, [*files, more])),
            ("imports-empty", ImportsDialog(window, [])),
        ):
            dialog.open()
            wait(200)
            if kind == "project-settings":
                dialog._take_template()
                dialog.show_problem("Zoë is in this project already; choose that name")
            yield f"{kind}{name}", dialog
            dialog.close()
        box = dialogs.ask(window, "Delete an import", removal_question(more), "Delete")
        yield f"question{name}", box
        box.close()
        window.show_about()
        box = QApplication.activeModalWidget()
        yield f"about{name}", box
        box.close()
        window.recent.fill()
        yield f"recent{name}", window.recent
    window.theme.set_percent(100)


def with_models(window: MainWindow, settings: ProjectSettings) -> ProjectSettingsDialog:
    """The project settings where two models have embedded, one with a very long name."""
    long = "Quite-Long-Organisation/sentence-embedding-model-of-the-autumn-multilingual-7B-v2.1"
    known = (
        CountedModel(2, long, "b", 4096, 32768, "bfloat16", "window", 1480),
        CountedModel(1, "all-MiniLM-L6-v2", "a", 384, 256, "float32", "truncate", 148_000),
    )
    return ProjectSettingsDialog(window, replace(settings, models=known, model=known[0].choice))


def offering(window: MainWindow) -> DownloadDialog:
    """The dialog when the hub has answered."""
    names = ("config.json", "modules.json", "tokenizer.json", "model.safetensors")
    files = tuple(OfferedFile(name, 109_500_000, name) for name in names)
    dialog = DownloadDialog(window)
    name = "sentence-transformers/all-mpnet-base-v2"
    dialog._name.setText(name)
    dialog.show_offer(ModelOffer(name, "c" * 40, "huggingface.co", files))
    return dialog


def downloading(window: MainWindow) -> DownloadDialog:
    """The dialog while it downloads."""
    dialog = offering(window)
    dialog.go.setEnabled(False)
    dialog._name.setEnabled(False)
    for done in (20_000_000, 180_000_000):
        dialog._show_progress(Progress("Downloading", done, 438_000_000, BYTES))
        wait(300)
    return dialog


def small_windows(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """The labeling page and the overview at other sizes."""
    window.show_judging()
    for name, size, percent in (
        ("small", SMALL, 100),
        ("small-200", SMALL, 200),
        ("narrow", NARROW, 100),
        ("large", LARGE, 100),
        ("large-200", LARGE, 200),
    ):
        window.theme.set_percent(percent)
        wait(50)
        window.resize(*size)
        yield f"labeling-{name}", window
    window.resize(*SMALL)
    window.show_overview()
    yield "overview-small-200", window
    window.files.close()
    yield "welcome-small-200", window


def of_the_sample(prompt_id: str, left: str, right: str) -> tuple[str, str, tuple[Message, ...]]:
    """Two responses of the sample, by their models, and their prompt."""
    lines = resource("sample/responses.jsonl").read_text(encoding="utf-8").splitlines()
    row = next(row for row in map(json.loads, lines) if row["id"] == prompt_id)
    texts = {response["model"]: response["text"] for response in row["responses"]}
    return texts[left], texts[right], (Message("user", row["prompt"]),)


def show(page: LabelingPage, left: str, right: str, messages: tuple[Message, ...]) -> None:
    """Show a step as the project would give it, with these texts."""
    progress = LabelingProgress("Annotator 1", 128, 4, 500)
    pair = PairTexts(1, messages, left, right, Side.A)
    step = Step(Changes(undo_name="left on #127"), progress, 1, pair, 128)
    page.header.show_progress(step.progress, step.number)
    page.show_pair(step, "Left saved")


def sample_with_pairs(path: Path) -> Path:
    """The sample with random pairs, which need no model."""
    with new_session(path) as session:
        files = drained(survey_files([resource("sample/responses.jsonl")]))
        drained(import_files(session, files.sources))
        drained(select(session, SelectOptions("random", seed=3)))
    return path


def wait(ms: int) -> None:
    """Let the window live for a moment."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def until(condition) -> None:
    """Wait until it holds."""
    for _ in range(500):
        if condition():
            return
        wait(20)
    raise TimeoutError("the screen did not come")


if __name__ == "__main__":
    with tempfile.NamedTemporaryFile("w", suffix=".json") as config:
        json.dump({"screens": [SCREEN]}, config)
        config.flush()
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={config.name}"
        main(Path(sys.argv[1] if len(sys.argv) > 1 else "pictures"))
