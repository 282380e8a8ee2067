"""The one table of settings. The dialog and the TOML file are made from it.

They say how the window behaves on this machine. The command line does not read them: a
script does the same everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, TypeAlias

from real_desktop.store.project_file import FIRST_ANNOTATOR

Value: TypeAlias = bool | int | str


@dataclass(frozen=True, slots=True)
class SettingSpec:
    """What one setting is called, means and may be.

    `section` is the table of the TOML file and the group of the dialog. Whole numbers lie
    from `lowest` to `highest`, in `unit`; `choices` maps each word of the file to what the
    dialog says; a text without choices is free, but never empty.
    """

    name: str
    section: str
    text: str
    help: str
    default: Value
    lowest: int = 0
    highest: int = 0
    unit: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)

    def fault(self, value: object) -> str | None:
        """Why this cannot be the value, or None."""
        if type(value) is not type(self.default):
            return f"must be {_KINDS[type(self.default)]}"
        if self.choices and value not in self.choices:
            return f"must be one of {', '.join(self.choices)}"
        if type(value) is int and not self.lowest <= value <= self.highest:
            return f"must be from {self.lowest} to {self.highest}"
        return "must not be empty" if isinstance(value, str) and not value.strip() else None


_KINDS = {bool: "true or false", int: "a whole number", str: "a text"}


def _setting(section: str, text: str, help_text: str, default: Value, **more: Any) -> Any:  # noqa: ANN401 - stands for a field of any type
    return field(default=default, metadata={"spec": (section, text, help_text, default, more)})


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set, with its default."""

    colours: str = _setting(
        "Appearance", "Colours", "Light, dark, or as the system has it",
        "system", choices={"system": "Like the system", "light": "Light", "dark": "Dark"},
    )  # fmt: skip
    text_percent: int = _setting(
        "Appearance", "Text size", "Of all text; also Ctrl and + or - while you work",
        100, lowest=80, highest=200, unit="%",
    )  # fmt: skip
    click_judges: bool = _setting(
        "Judging", "A click on a response judges it",
        "Otherwise only the keys and the buttons do", default=True,
    )  # fmt: skip
    guard_ms: int = _setting(
        "Judging", "Ignore answers for",
        "After a new pair appears: an answer this soon was meant for the one before",
        250, lowest=0, highest=2000, unit="ms",
    )  # fmt: skip
    shows_taken: bool = _setting(
        "Judging", "Show for a moment which answer was taken",
        "Switch it off for less motion", default=True,
    )  # fmt: skip
    reopens_last: bool = _setting(
        "Projects", "Open the last project at the start",
        "Unless it was closed before the program was", default=True,
    )  # fmt: skip
    annotator_name: str = _setting(
        "Projects", "Your name in new projects",
        "It stands beside each of your judgements, also in what you export", FIRST_ANNOTATOR,
    )  # fmt: skip
    device: str = _setting(
        "New pairs", "Embed on", "The processor or graphics card that the model runs on",
        "auto", choices={"auto": "The fastest there is", "cpu": "CPU", "cuda": "CUDA",
                         "mps": "Apple GPU (MPS)"},
    )  # fmt: skip
    precision: str = _setting(
        "New pairs", "Precision",
        "Bfloat16 is faster on many machines; automatic takes it where it gives the same vectors",
        "auto", choices={"auto": "Automatic", "float32": "Float32", "bfloat16": "Bfloat16"},
    )  # fmt: skip
    long_text: str = _setting(
        "New pairs", "Texts longer than the model's window",
        "In a new project; one with vectors goes on as they were made",
        "window", choices={"window": "Use all of it", "truncate": "Cut"},
    )  # fmt: skip
    notifies: bool = _setting(
        "New pairs", "Say when embedding is done",
        "By a message of the system, if another window is in front", default=True,
    )  # fmt: skip
    asks_for_pairs: bool = _setting(
        "New pairs", "Show what would be asked before pairs are chosen",
        "After responses are embedded; otherwise each prompt gets its least similar pair at once",
        default=False,
    )  # fmt: skip
    control_percent: int = _setting(
        "New pairs", "Random pairs as a control",
        "The share of prompts that is asked about a random pair, to compare the strategy with",
        10, lowest=0, highest=100, unit="%",
    )  # fmt: skip
    seed: int = _setting(
        "New pairs", "Seed", "The same seed chooses the same pairs again",
        0, lowest=0, highest=2**31 - 1,
    )  # fmt: skip


def _specs() -> tuple[SettingSpec, ...]:
    found = []
    for one in fields(Settings):
        section, text, help_text, default, more = one.metadata["spec"]
        found.append(SettingSpec(one.name, section, text, help_text, default, **more))
    return tuple(found)


SETTINGS = _specs()
SECTIONS = tuple(dict.fromkeys(spec.section for spec in SETTINGS))
