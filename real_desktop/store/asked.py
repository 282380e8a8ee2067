"""Pairs that people are asked about, and which of the others are to be seen."""

from __future__ import annotations

ASKED = "selections CROSS JOIN pairs ON selection_id = selections.id AND strategy <> 'imported'"
"""What follows FROM for the pairs that people are asked about.

The pairs of files are not among them. They are told by their selection, for there are few
selections and perhaps a million pairs.
"""

ASKED_AGAIN = "('repeat', 'gold')"
"""The kinds of pairs that ask what another pair asks.

They are no further pairs to judge and no further rows to train on: what is said of them tells
about whoever says it.
"""

FIRST_ASKED = f"{ASKED} AND pairs.kind NOT IN {ASKED_AGAIN}"
"""What follows FROM for the pairs that are asked for the first time."""

_RUNNING = "(SELECT id FROM imports WHERE state <> 'complete')"

IS_SHOWN = f"""(
    pairs.kind <> 'imported' OR NOT EXISTS {_RUNNING} OR NOT (
        (SELECT coalesce(json_extract(params, '$.import_id'), 0) FROM selections
         WHERE selections.id = pairs.selection_id) IN {_RUNNING}
        OR (SELECT import_id FROM responses WHERE id = pairs.response_a) IN {_RUNNING}
        OR (SELECT import_id FROM responses WHERE id = pairs.response_b) IN {_RUNNING})
)"""
"""Whether a pair of a file is there for others: its import and its responses are complete."""
