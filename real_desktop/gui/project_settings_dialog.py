"""What belongs to a project: its name, who judges, the model, and the guidelines."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from real_desktop.gui.big_button import BigButton
from real_desktop.gui.controls import ComboBox, TextArea
from real_desktop.gui.form_dialog import FormDialog
from real_desktop.gui.model_picker import ModelPicker
from real_desktop.gui.text_field import TextField
from real_desktop.resource_files import resource
from real_desktop.session.embedding import EmbedOptions
from real_desktop.store.model_choice import ModelChoice
from real_desktop.store.project_settings import ProjectEdit, ProjectSettings

SOMEONE_NEW = "Someone new"
GUIDELINE_LINES = 10


class ProjectSettingsDialog(FormDialog):
    """Shows what is set; `edited` carries what is to be, and the dialog waits for `finish`."""

    edited = Signal(object)

    def __init__(
        self, parent: QWidget, settings: ProjectSettings, options: EmbedOptions | None = None
    ) -> None:
        super().__init__(parent, "Project settings", "Save")
        self._name = TextField()
        self._name.setText(settings.name)
        self._who, self._called = ComboBox(), TextField()
        self._guidelines = TextArea(settings.guidelines.markdown)
        options = options or EmbedOptions()
        self._models = ModelPicker(settings.models, settings.model, options, self)
        self._models.failed.connect(self.fail)
        self._models.reading_begun.connect(self._wait_for_model)
        self._models.reading_ended.connect(self._end_waiting)
        self.add_field("Project name", "", self._name)
        self.add_field(
            "Who judges here", "Each person has a queue and labels of their own", self._who
        )
        self.add_field(
            "Name", "It stands beside every judgement and in what is exported", self._called
        )
        self.add_field(
            "Embedding model",
            "Pairs are chosen by its vectors. What a new model lacks is embedded next time",
            self._models,
        )
        self.add_field("Guidelines", _version(settings), self._guidelines)
        self._offer_template()
        self._fill_people(settings)

    def take(self) -> bool:
        self.go.setEnabled(False)
        self._models.choose(self._emit_edit)
        return False

    def _wait_for_model(self) -> None:
        self.problem.hide()
        self.go.setEnabled(False)

    def _end_waiting(self) -> None:
        self.go.setEnabled(True)

    def _emit_edit(self, model: ModelChoice | None) -> None:
        self.edited.emit(
            ProjectEdit(
                self._name.text(),
                self._who.currentData(),
                self._called.text(),
                self._guidelines.text,
                model,
            )
        )

    def _fill_people(self, settings: ProjectSettings) -> None:
        for person in settings.persons:
            self._who.addItem(person.name, person.id)
        self._who.addItem(SOMEONE_NEW, None)
        self._who.setCurrentIndex(self._who.findData(settings.annotator.id))
        self._who.currentIndexChanged.connect(self._name_person)
        self._name_person()

    def _name_person(self) -> None:
        is_new = self._who.currentData() is None
        self._called.setText("" if is_new else self._who.currentText())
        self._called.setPlaceholderText("The new person's name" if is_new else "")
        if is_new:
            self._called.setFocus()

    def _offer_template(self) -> None:
        lines = self._guidelines.fontMetrics().lineSpacing() * GUIDELINE_LINES
        self._guidelines.setMinimumHeight(lines)
        self._guidelines.set_hint(
            "What makes a response better here? What is a tie? What is bad? Markdown, if you like."
        )
        self._template = BigButton("Start from a template")
        self._template.setToolTip("Fill the empty guidelines with questions that most teams settle")
        self._template.clicked.connect(self._take_template)
        self.add_button(self._template)
        self._guidelines.changed.connect(self._show_template_offer)
        self._show_template_offer()

    def _show_template_offer(self) -> None:
        self._template.setVisible(not self._guidelines.text.strip())

    def _take_template(self) -> None:
        template = resource("guidelines/template.md").read_text(encoding="utf-8")
        self._guidelines.set_text(template)
        self._guidelines.setFocus()

    def done(self, result: int) -> None:
        self._models.stop()
        super().done(result)


def _version(settings: ProjectSettings) -> str:
    version = settings.guidelines.version
    if not version:
        return "What counts as better; each judgement remembers the version it was made by"
    return f"Version {version:,}, saved {settings.guidelines.at[:10]}; a change makes the next one"
