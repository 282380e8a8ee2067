"""The settings on the disk: a TOML file that people may edit, and whose comments stay."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import platformdirs

from real_desktop.core.errors import UserError
from real_desktop.session.app_name import APP_NAME
from real_desktop.session.settings import SECTIONS, SETTINGS, Settings

WHOLE_FILE = ""


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """The settings in use, and what is wrong with the file.

    What the file says wrongly has its default. `problems` has a sentence for each name that
    is wrong; the name is empty when the whole file cannot be read.
    """

    settings: Settings
    problems: Mapping[str, str] = field(default_factory=dict)


def settings_path() -> Path:
    """Where the file is, or will be."""
    return platformdirs.user_config_path(APP_NAME, appauthor=False) / "settings.toml"


def load_settings() -> LoadedSettings:
    """Read the file; without one everything has its default."""
    path = settings_path()
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return LoadedSettings(Settings())
    except (OSError, ValueError) as error:
        return LoadedSettings(Settings(), {WHOLE_FILE: f"{path} cannot be read ({error})"})
    return _understood(path, document)


def save_settings(settings: Settings) -> None:
    """Write what differs from the file into it. Raises UserError when the disk refuses.

    Comments, order and what this version does not know stay. A file that is no TOML is kept
    beside the new one as `settings.toml.broken`.
    """
    path = settings_path()
    loaded = load_settings()
    changed = {
        name: value
        for name, value in asdict(settings).items()
        if value != getattr(loaded.settings, name) or name in loaded.problems
    }
    if not changed and WHOLE_FILE not in loaded.problems:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = _with_changes(path, changed)
        fresh = path.with_suffix(".tmp")
        fresh.write_text(text, encoding="utf-8")
        os.replace(fresh, path)
    except OSError as error:
        raise UserError(f"the settings cannot be saved in {path} ({error.strerror})") from error


def table_of(section: str) -> str:
    """The name of a section's table in the file."""
    return section.lower().replace(" ", "_")


def _understood(path: Path, document: Mapping[str, Any]) -> LoadedSettings:
    settings, problems = Settings(), {}
    for spec in SETTINGS:
        table = document.get(table_of(spec.section), {})
        if not isinstance(table, dict) or spec.name not in table:
            continue
        fault = spec.fault(table[spec.name])
        if fault:
            problems[spec.name] = f"{path}: {table_of(spec.section)}.{spec.name} {fault}"
        else:
            settings = replace(settings, **{spec.name: table[spec.name]})
    return LoadedSettings(settings, problems)


def _with_changes(path: Path, changed: Mapping[str, Any]) -> str:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        document = tomlkit.document()
    except (TOMLKitError, UnicodeDecodeError):
        os.replace(path, path.with_name(f"{path.name}.broken"))
        document = tomlkit.document()
    for section in SECTIONS:
        specs = [s for s in SETTINGS if s.section == section and s.name in changed]
        if not specs:
            continue
        if not isinstance(document.get(table_of(section)), dict):
            document[table_of(section)] = tomlkit.table()
        table: Any = document[table_of(section)]
        for spec in specs:
            table[spec.name] = changed[spec.name]
    return tomlkit.dumps(document)
