"""Which precision was found to suit a model on this machine, so that it is measured once."""

from __future__ import annotations

import contextlib
import os
import platform
from importlib.metadata import version
from pathlib import Path

from real_desktop.embedding.encoder import EncoderInfo
from real_desktop.embedding.precision import Precision
from real_desktop.session.state_files import read_state, write_state

FILE = "precisions.json"
RUNNABLE = tuple(one.value for one in Precision if one is not Precision.AUTO)
"""What a model can be loaded in."""

DEVICES = ("auto", "cpu", "cuda", "mps")


def known_precision(fingerprint: str, device: str) -> tuple[str, str] | None:
    """The precision and why it was chosen; None if it was never measured here."""
    found = _kept().get(_key(fingerprint, device))
    if not isinstance(found, dict) or found.get("precision") not in RUNNABLE:
        return None
    return str(found["precision"]), str(found.get("why", ""))


def why_precision(fingerprint: str, precision: str) -> str:
    """Why this precision was chosen for the model on this machine; empty if it was not here."""
    known = (known_precision(fingerprint, device) for device in DEVICES)
    return next((one[1] for one in known if one and one[0] == precision), "")


def remember_precision(fingerprint: str, device: str, info: EncoderInfo) -> None:
    """Keep what a load with the precision auto has chosen."""
    kept = _kept() | {_key(fingerprint, device): {"precision": info.precision, "why": info.why}}
    write_state(FILE, kept)


def _key(fingerprint: str, device: str) -> str:
    """What the speed depends on: another processor or another torch is measured anew."""
    machine = f"{platform.machine()} {_processor()} x {os.cpu_count()}"
    return f"{fingerprint} {device} torch {version('torch')} {machine}"


def _processor() -> str:
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor()


def _kept() -> dict[str, object]:
    kept = read_state(FILE)
    return kept if isinstance(kept, dict) else {}
