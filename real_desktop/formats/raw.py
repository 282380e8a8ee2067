"""Everything as JSON lines: first each pair, then each event, told apart by `record`.

`jq 'select(.record == "event")'` gives one of the two. The columns are the fields of
PairManifest and of LoggedEvent; an event names its pair by `pair_uuid`.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from real_desktop.core.pair_manifest import PairManifest
from real_desktop.formats.export_format import Content, ExportFormat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from real_desktop.core.logged_event import LoggedEvent
    from real_desktop.core.records import Message


def to_row(record: PairManifest | LoggedEvent) -> dict[str, Any]:
    """The record with all its fields, always all keys in one order."""
    if isinstance(record, PairManifest):
        return (
            {"record": "pair"}
            | asdict(record)
            | {
                "prompt": _turns(record.prompt),
                "a": asdict(record.a) | {"turns": _turns(record.a.turns)},
                "b": asdict(record.b) | {"turns": _turns(record.b.turns)},
            }
        )
    return {"record": "event"} | asdict(record)


def _turns(messages: Sequence[Message]) -> list[dict[str, Any]]:
    return [message.turn for message in messages]


RAW = ExportFormat(
    "raw",
    "Everything (raw)",
    "Every pair and event, undone ones too, for analysis and not for training.",
    "-raw.jsonl",
    Content.EVERYTHING,
    to_row,
)
