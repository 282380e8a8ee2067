"""What several commands take."""

from __future__ import annotations

from pathlib import Path

import click

PATH = click.Path(path_type=Path)
as_json = click.option("--json", "is_json", is_flag=True, help="Print one JSON object.")
