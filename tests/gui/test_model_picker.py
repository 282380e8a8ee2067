"""Choosing a project's embedding model, with a hub on this machine."""

import json
import threading

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from real_desktop.core.progress import BYTES, Progress, drained
from real_desktop.embedding import models
from real_desktop.gui.download_dialog import DownloadDialog
from real_desktop.gui.project_settings_dialog import ProjectSettingsDialog
from real_desktop.session.models import find_model, models_on_disk
from tests.embedding.model_folders import causal_folder, weights_bytes
from tests.gui.hands import button, rows_of, texts_of


@pytest.fixture
def settings_of(qtbot):
    """The project settings with the models of the disk in them."""

    def find(window):
        qtbot.waitUntil(lambda: not window.findChildren(ProjectSettingsDialog))
        window.project.settings()
        qtbot.waitUntil(lambda: bool(window.findChildren(ProjectSettingsDialog)))
        (dialog,) = window.findChildren(ProjectSettingsDialog)
        qtbot.waitUntil(lambda: any("92 MB" in text for text in lines(dialog)), timeout=10_000)
        return dialog

    return find


@pytest.fixture
def download_of(qtbot):
    """The dialog that downloads, from the project settings."""

    def find(dialog):
        button(dialog, "Download by name…").click()
        (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, DownloadDialog)]
        return found

    return find


def lines(dialog):
    box = dialog._models.box
    return [box.itemText(index) for index in range(box.count())]


def chosen_in(project):
    ((settings,),) = [row.values() for row in rows_of(project, "SELECT settings FROM project")]
    return json.loads(settings).get("embedding_model")


def save(dialog, window, qtbot):
    with qtbot.waitSignal(window.project.changed, timeout=10_000):
        button(dialog, "Save").click()


def choose_folder(monkeypatch, folder):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))


def test_the_models_of_the_project_and_of_the_disk_are_offered(window, settings_of):
    dialog = settings_of(window)
    newest, known, on_disk = lines(dialog)
    assert newest == "The newest here, now fake"
    assert known.startswith("fake · 15 vectors · float32, ")
    assert on_disk == "all-MiniLM-L6-v2 · 92 MB · 384 dimensions"
    dialog.reject()


def test_without_a_pick_no_model_is_chosen(window, project, settings_of, qtbot):
    save(settings_of(window), window, qtbot)
    window.close()
    assert chosen_in(project) is None


def test_a_folder_is_picked_and_its_texts_are_to_be_embedded(
    window, project, settings_of, tmp_path, monkeypatch, qtbot
):
    folder = causal_folder(tmp_path / "mine")
    choose_folder(monkeypatch, folder)
    dialog = settings_of(window)
    button(dialog, "Other folder…").click()
    qtbot.waitUntil(lambda: dialog._models.box.currentText().startswith("mine · "))
    save(dialog, window, qtbot)
    window.show_overview()
    qtbot.waitUntil(lambda: "15 texts to embed" in texts_of(window.overview))
    again = settings_of(window)
    assert again._models.box.currentText() == "mine · nothing embedded yet"
    again._models.box.setCurrentIndex(2)
    save(again, window, qtbot)
    qtbot.waitUntil(lambda: "every text has its vector" in texts_of(window.overview))
    window.close()
    assert chosen_in(project)["name"] == "fake"


def test_what_was_picked_stays_picked_when_the_disk_was_looked_through(
    window, settings_of, tmp_path, monkeypatch, qtbot
):
    dialog = settings_of(window)
    found = models_on_disk()
    choose_folder(monkeypatch, causal_folder(tmp_path / "mine"))
    button(dialog, "Other folder…").click()
    qtbot.waitUntil(lambda: dialog._models.box.currentText().startswith("mine · "))
    dialog._models._add_found(found)
    assert dialog._models.box.currentText().startswith("mine · ")
    dialog._models._add_found(models_on_disk())
    assert [text for text in lines(dialog) if text.startswith("mine")] == [
        dialog._models.box.currentText()
    ]
    dialog.reject()


@pytest.fixture
def slow_reading(monkeypatch):
    """Reading a model goes on until the test lets it end."""
    may_end = threading.Event()

    def crawl(folder, _memory):
        while not may_end.wait(0.01):
            yield Progress("Reading the model", 2_100_000_000, 5_000_000_000, BYTES, folder.name)
        return {}

    monkeypatch.setattr(models, "file_digests", crawl)
    return may_end


def test_a_large_model_says_how_far_its_reading_is(
    window, settings_of, slow_reading, tmp_path, monkeypatch, qtbot
):
    choose_folder(monkeypatch, causal_folder(tmp_path / "mine"))
    dialog = settings_of(window)
    button(dialog, "Other folder…").click()
    said = "Reading mine… 2.1 GB of 5.0 GB"
    qtbot.waitUntil(lambda: said in texts_of(dialog))
    assert not button(dialog, "Save").isEnabled()
    assert not button(dialog, "Other folder…").isEnabled()
    slow_reading.set()
    qtbot.waitUntil(lambda: dialog._models.box.currentText().startswith("mine · "))
    assert button(dialog, "Save").isEnabled()
    assert button(dialog, "Other folder…").isEnabled()
    assert said not in texts_of(dialog)
    dialog.reject()


def test_cancel_ends_the_reading_of_a_large_model(
    window, settings_of, slow_reading, tmp_path, monkeypatch, qtbot
):
    choose_folder(monkeypatch, causal_folder(tmp_path / "mine"))
    dialog = settings_of(window)
    button(dialog, "Other folder…").click()
    qtbot.waitUntil(lambda: "Reading mine… 2.1 GB of 5.0 GB" in texts_of(dialog))
    button(dialog, "Cancel").click()
    assert "job" not in [thread.name for thread in threading.enumerate()]


def test_an_unsafe_folder_is_refused_in_the_dialog(
    window, settings_of, tmp_path, monkeypatch, qtbot
):
    folder = causal_folder(tmp_path / "mine")
    (folder / "modeling.py").write_text("raise SystemExit")
    choose_folder(monkeypatch, folder)
    dialog = settings_of(window)
    button(dialog, "Other folder…").click()
    qtbot.waitUntil(lambda: any("program code" in text for text in texts_of(dialog)))
    assert len(lines(dialog)) == 3
    assert button(dialog, "Save").isEnabled()
    dialog.reject()


def test_a_model_that_became_unsafe_is_not_saved(
    window, project, settings_of, tmp_path, monkeypatch, qtbot
):
    folder = causal_folder(tmp_path / "mine")
    drained(find_model(str(folder)))
    dialog = settings_of(window)
    (folder / "modeling.py").write_text("")
    dialog._models.box.setCurrentIndex(len(lines(dialog)) - 1)
    button(dialog, "Save").click()
    qtbot.waitUntil(lambda: any("program code" in text for text in texts_of(dialog)))
    dialog.reject()
    window.close()
    assert chosen_in(project) is None


def test_a_download_is_confirmed_then_fetched_then_picked(
    window, settings_of, download_of, hub, qtbot
):
    dialog = settings_of(window)
    download = download_of(dialog)
    download._name.setText("someone/small")
    button(download, "Look up").click()
    qtbot.waitUntil(lambda: download.go.text().startswith("Download "), timeout=20_000)
    said = " ".join(texts_of(download))
    assert "someone/small: 6 files" in said
    assert "from 127.0.0.1:" in said
    assert not any("/resolve/" in path for path in hub.asked)
    qtbot.waitUntil(download.go.isEnabled)
    download.go.click()
    qtbot.waitUntil(
        lambda: dialog._models.box.currentText().startswith("someone/small · "), timeout=20_000
    )
    assert drained(find_model("someone/small")).name == "someone/small"
    dialog.reject()


def test_another_name_is_looked_up_anew(window, settings_of, download_of, hub, qtbot):
    dialog = settings_of(window)
    download = download_of(dialog)
    download._name.setText("someone/small")
    download.go.click()
    qtbot.waitUntil(lambda: download.go.text().startswith("Download "), timeout=20_000)
    qtbot.waitUntil(download._name.isEnabled)
    qtbot.keyClicks(download._name, "er")
    assert download.go.text() == "Look up"
    download.go.click()
    qtbot.waitUntil(lambda: any("has no model" in t for t in texts_of(download)), timeout=20_000)
    assert download.go.isEnabled()
    download.reject()
    dialog.reject()


@pytest.mark.parametrize("way", ["cancel", "close"])
def test_a_download_that_is_left_leaves_nothing(window, settings_of, download_of, hub, qtbot, way):
    (hub.folder / "someone/small/model.safetensors").write_bytes(weights_bytes(100_000))
    hub.bytes_a_second = 1000
    dialog = settings_of(window)
    download = download_of(dialog)
    download._name.setText("someone/small")
    download.go.click()
    qtbot.waitUntil(lambda: download.go.text().startswith("Download "), timeout=20_000)
    qtbot.waitUntil(download.go.isEnabled)
    download.go.click()
    qtbot.waitUntil(download._line.isVisible, timeout=20_000)
    if way == "cancel":
        with qtbot.waitSignal(download.finished):
            button(download, "Cancel").click()
    else:
        window.files.close_project()
    qtbot.wait(1)
    if way == "cancel":
        assert not any(text.startswith("someone") for text in lines(dialog))
        dialog.reject()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "needs a name"),
        ("a b", "can be called a b"),
        ("someone/small", "network is switched off"),
    ],
)
def test_offline_and_for_what_is_no_name_it_is_said_at_once(
    window, settings_of, download_of, qtbot, name, words
):
    dialog = settings_of(window)
    download = download_of(dialog)
    download._name.setText(name)
    download.go.click()
    qtbot.waitUntil(lambda: any(words in text for text in texts_of(download)))
    assert download.go.isEnabled()
    download.reject()
    dialog.reject()
