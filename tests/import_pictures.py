"""The import dialog as it is at its moments: what `tests.pictures` renders of it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget

from real_desktop.core.progress import Progress, drained
from real_desktop.gui.import_dialog import ImportDialog
from real_desktop.gui.main_window import MainWindow
from real_desktop.gui.rejected_dialog import RejectedDialog
from real_desktop.resource_files import resource
from real_desktop.session.import_findings import Findings, count, find
from real_desktop.session.import_request import ImportRequest
from real_desktop.session.new_place import offered_place

TEA = "Steep it for three minutes; longer makes it bitter."
QUESTIONS = (
    ("How long does green tea steep?", TEA, "Three minutes in water of 80 degrees."),
    ("Why do leaves turn red?", "Their green fades first.", "Sugar in them becomes red."),
    ("Who wrote the first dictionary?", "Nobody knows for sure.", "It was not one person."),
    ("Is a tomato a fruit?", "To a botanist it is.", "In the kitchen it is a vegetable."),
)


def import_states(window: MainWindow, home: Path) -> Iterator[tuple[str, QWidget]]:
    """One picture after the other; each dialog is closed after its own."""
    folder = home / "responses"
    folder.mkdir(exist_ok=True)
    for name, paths, project in moments(folder):
        dialog = opened(window, paths, project)
        dialog.show_findings(read(paths))
        yield f"import-{name}", dialog
        dialog.close()
    yield from reading(window, folder)
    rejected = read([bad_rows(folder)])
    dialog = opened(window, [bad_rows(folder)], None)
    dialog.show_findings(rejected)
    table = RejectedDialog(dialog, dialog.review.first_rejected, 1_204)
    table.open()
    yield "import-rejected-rows", table
    table.close()
    dialog.close()


def moments(folder: Path) -> Iterator[tuple[str, list[Path], str | None]]:
    """What is opened, and the name of the project that is open."""
    yield "recognised", [resource("sample/responses.jsonl")], "Kitchen and code"
    yield "unsure", [odd_names(folder)], None
    yield "uncertain", [few_sets(folder)], None
    yield "rejected", [bad_rows(folder)], None
    yield "joined", [*one_file_a_model(folder), a_list(folder)], "Kitchen and code"
    yield "refused", [a_list(folder)], None
    yield "hard", [hard_texts(folder)], "<b>An open project</b> of a name that has no end " * 3


def reading(window: MainWindow, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """As it opens, and when the format is known and the rows are being counted."""
    paths = [resource("sample/responses.jsonl"), bad_rows(folder)]
    dialog = opened(window, paths, None)
    yield "import-opening", dialog
    dialog.show_findings(drained(find(ImportRequest(tuple(paths)))))
    dialog.show_progress(Progress("Reading", 128_400, None, "rows", "2 files"))
    yield "import-reading", dialog
    dialog.close()


def opened(window: MainWindow, paths: list[Path], project: str | None) -> ImportDialog:
    place = offered_place(Path.home() / paths[0].name)
    dialog = ImportDialog(window, ImportRequest(tuple(paths)), project, place)
    dialog.open()
    return dialog


def read(paths: list[Path]) -> Findings:
    return drained(count(drained(find(ImportRequest(tuple(paths))))))


def odd_names(folder: Path) -> Path:
    """A table whose columns nobody can know."""
    path = folder / "survey of spring.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["nr", "asked", "first try", "second try", "when"])
        table.writerows([i, *row, f"2026-04-{i:02}"] for i, row in enumerate(QUESTIONS, 1))
    return path


def bad_rows(folder: Path) -> Path:
    """Good rows and bad ones of several kinds."""
    good = [{"prompt": q, "responses": [a, b], "models": ["elm", "oak"]} for q, a, b in QUESTIONS]
    bad = [
        {"prompt": "", "responses": ["A prompt is missing.", "Here, too."]},
        {"prompt": "What is a haiku?", "responses": ["A short poem.", "A short poem."]},
        {"prompt": "What is a sonnet?", "responses": ["A poem of fourteen lines."]},
        {"prompt": "What is prose?", "responses": [True, "No verse."]},
        {"prompt": "What is verse?", "answer": "=SUM(A1) is none."},
    ]
    lines = [json.dumps(row) for row in (*good, *bad, good[0])]
    path = folder / "mixed.jsonl"
    path.write_text("\n".join([*lines, '{"prompt": "It ends here']), encoding="utf-8")
    return path


def few_sets(folder: Path) -> Path:
    """Notes with two sets among them."""
    notes = [{"note": f"Ask again on day {number}.", "by": "Ada"} for number in range(4)]
    sets = [{"prompt": q, "responses": [a, b]} for q, a, b in QUESTIONS[:2]]
    path = folder / "notebook.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in (*notes, *sets)), encoding="utf-8")
    return path


def one_file_a_model(folder: Path) -> list[Path]:
    """Each model's answers in a file of its own."""
    paths = []
    for place, model in enumerate(("elm-70b", "oak-8b"), 1):
        rows = [{"prompt": row[0], "response": row[place], "model": model} for row in QUESTIONS]
        paths.append(folder / f"{model}.jsonl")
        paths[-1].write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return paths


def a_list(folder: Path) -> Path:
    """No response sets at all."""
    path = folder / "shopping.json"
    path.write_text(json.dumps([{"item": "tea", "price": 4.2}, {"item": "paper", "price": 1}]))
    return path


def hard_texts(folder: Path) -> Path:
    """What must not be taken for anything but text, in a file of many columns."""
    row = {
        "prompt": "<h1>Not a heading</h1> & ![none](http://example.com/x.png) " + "w" * 5_000,
        "responses": ["<script>alert(1)</script>\u202eabc" + "x" * 9_000, "No.\n" * 400, "Yes."],
        "models": ["<i>model</i> of a name that is far too long to stand in one line", "b", "c"],
    }
    extra = {f"column <b>{number}</b> {'n' * 80}": "v" * 200 for number in range(40)}
    path = folder / f"<b>bold & <i>long {'name ' * 20}.jsonl"
    path.write_text(json.dumps(row | extra), encoding="utf-8")
    return path
