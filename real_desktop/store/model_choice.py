"""Which embedding model's vectors a project uses, where a person has chosen one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from real_desktop.store.people import settings_of
from real_desktop.store.project_file import ProjectFile

KEY = "embedding_model"
ANY = ""
_COLUMNS = "id, name, fingerprint, dimension, max_tokens, precision, long_text"


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A model by its fingerprint; an empty `precision` or `long_text` is content with any.

    The place on the disk is not in it, since a project is opened on other machines too.
    """

    name: str
    fingerprint: str
    precision: str = ANY
    long_text: str = ANY


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A model that the project has met."""

    id: int
    name: str
    fingerprint: str
    dimension: int
    max_tokens: int
    precision: str
    long_text: str

    @property
    def choice(self) -> ModelChoice:
        """The choice of exactly these vectors."""
        return ModelChoice(self.name, self.fingerprint, self.precision, self.long_text)


@dataclass(frozen=True, slots=True)
class CountedModel(KnownModel):
    """The same with how many texts have its vector."""

    vectors: int


def known_models(project: ProjectFile) -> list[KnownModel]:
    """Every model that the project has met, the newest first."""
    rows = project.db.execute(f"SELECT {_COLUMNS} FROM embedding_models ORDER BY id DESC")
    return [KnownModel(*row) for row in rows]


def counted_models(project: ProjectFile) -> list[CountedModel]:
    """The same with their vectors, which takes a while where there are many."""
    vectors = "(SELECT count(*) FROM embeddings WHERE model_id = embedding_models.id)"
    rows = project.db.execute(
        f"SELECT {_COLUMNS}, {vectors} FROM embedding_models ORDER BY id DESC"
    )
    return [CountedModel(*row) for row in rows]


def saved_choice(project: ProjectFile) -> ModelChoice | None:
    """What was chosen in the project's settings; None without a choice or if it is damaged."""
    kept = settings_of(project).get(KEY)
    if not isinstance(kept, dict):
        return None
    try:
        choice = ModelChoice(**kept)
    except TypeError:
        return None
    return choice if all(isinstance(one, str) for one in asdict(choice).values()) else None


def write_choice(project: ProjectFile, choice: ModelChoice | None) -> None:
    """Choose the model, or none, so that the newest counts. The caller holds the transaction."""
    kept = {name: value for name, value in settings_of(project).items() if name != KEY}
    if choice:
        kept[KEY] = asdict(choice)
    project.db.execute("UPDATE project SET settings = ?", [json.dumps(kept)])


def choose_model(project: ProjectFile, choice: ModelChoice | None) -> None:
    """The same in a transaction of its own."""
    with project.transaction():
        write_choice(project, choice)


def matching(models: Sequence[KnownModel], choice: ModelChoice) -> KnownModel | None:
    """The newest of the models that the choice means; None if none of them is it."""
    return next((one for one in models if _is_meant(one, choice)), None)


def _is_meant(model: KnownModel, choice: ModelChoice) -> bool:
    return (
        model.fingerprint == choice.fingerprint
        and choice.precision in (ANY, model.precision)
        and choice.long_text in (ANY, model.long_text)
    )
