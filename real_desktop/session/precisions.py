"""Which precision was found to suit a model on this machine, so that it is measured once."""

from __future__ import annotations

import contextlib
import json
import os
import platform
from importlib.metadata import version
from pathlib import Path

from real_desktop.embedding.encoder import EncoderInfo
from real_desktop.session.places import state_folder

DEVICES = ("auto", "cpu", "cuda", "mps")


def known_precision(fingerprint: str, device: str) -> tuple[str, str] | None:
    """The precision and why it was chosen; None if it was never measured here."""
    found = _kept().get(_key(fingerprint, device))
    if not isinstance(found, dict):
        return None
    return str(found.get("precision", "")), str(found.get("why", ""))


def why_precision(fingerprint: str, precision: str) -> str:
    """Why this precision was chosen for the model on this machine; empty if it was not here."""
    known = (known_precision(fingerprint, device) for device in DEVICES)
    return next((one[1] for one in known if one and one[0] == precision), "")


def remember_precision(fingerprint: str, device: str, info: EncoderInfo) -> None:
    """Keep what a load with the precision auto has chosen. A failure is no reason to stop."""
    kept = _kept() | {_key(fingerprint, device): {"precision": info.precision, "why": info.why}}
    fresh = _file().with_suffix(f".{os.getpid()}.tmp")
    with contextlib.suppress(OSError):
        fresh.write_text(json.dumps(kept, indent=1), encoding="utf-8")
        os.replace(fresh, _file())


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
    try:
        kept = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _file() -> Path:
    return state_folder() / "precisions.json"
