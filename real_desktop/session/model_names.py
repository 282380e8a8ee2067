"""How a person names one of the models that have vectors in a project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from real_desktop.core.errors import UserError
from real_desktop.store.model_choice import KnownModel

LEAST_OF_A_FINGERPRINT = 8


def model_called(models: Sequence[KnownModel], wanted: str) -> KnownModel:
    """The one of the project's models that is meant by its name or its fingerprint.

    One model has several kinds of vectors where it embedded in several ways; what follows the
    name tells them apart, in any order: NAME:float32:window, or just NAME:window. The first
    characters of the fingerprint do so too. Raises UserError when none or several are meant.
    """
    found = [one for one in models if wanted in (one.name, one.fingerprint)]
    found = found or [one for one in models if _is_meant(one, wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UserError(
            f"the project has {len(found)} kinds of vectors by {wanted}; "
            f"name one of these: {', '.join(full_names(found))}"
        )
    if not models:
        raise UserError(f"the project has no vectors by {wanted}, and none by another model")
    names = ", ".join(dict.fromkeys(one.name for one in models))
    raise UserError(f"the project has no vectors by {wanted}; it has some by: {names}")


def short_names(models: Sequence[KnownModel]) -> list[str]:
    """The same, just the name where no other model has it."""
    counts = Counter(one.name for one in models)
    full = full_names(models)
    return [
        one.name if counts[one.name] == 1 else name for one, name in zip(models, full, strict=True)
    ]


def _is_meant(model: KnownModel, wanted: str) -> bool:
    if not wanted.startswith(f"{model.name}:"):
        return False
    parts = wanted.removeprefix(f"{model.name}:").split(":")
    return all(part in (model.precision, model.long_text) or _begins(model, part) for part in parts)


def _begins(model: KnownModel, part: str) -> bool:
    return len(part) >= LEAST_OF_A_FINGERPRINT and model.fingerprint.startswith(part)


def full_names(models: Sequence[KnownModel]) -> list[str]:
    """Names that `model_called` takes and that tell the models apart, in their order.

    A fingerprint is in them only where nothing else does.
    """
    names = [f"{one.name}:{one.precision}:{one.long_text}" for one in models]
    counts = Counter(names)
    return [
        name if counts[name] == 1 else f"{name}:{one.fingerprint[:12]}"
        for name, one in zip(names, models, strict=True)
    ]
