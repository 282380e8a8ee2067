"""How long work reports where it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """One report of a running job.

    `done` and `total` count `unit`s; `total` is None while it is unknown.
    `detail` is a short addition for the person, such as the device.
    """

    stage: str
    done: int = 0
    total: int | None = None
    unit: str = ""
    detail: str = ""
