"""Why a file gives nothing to judge, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from real_desktop.formats.responses import FEWER_THAN_TWO
from real_desktop.formats.rows import name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from real_desktop.formats.rows import Reader
    from real_desktop.formats.sources import Source
    from real_desktop.formats.tally import Tally


def refusals(tally: Tally, sources: Sequence[Source], *, may_join: bool = False) -> dict[int, str]:
    """For the place of each file that gave nothing, what to say of it.

    With `may_join` single responses are of use too.
    """
    useful = tally.useful | (tally.could_join if may_join else set())
    return {
        place: f"{name_of(source.path)}: {_nothing_found(tally, place, source.reader)}"
        for place, source in enumerate(sources)
        if place not in useful
    }


def _nothing_found(tally: Tally, place: int, reader: Reader) -> str:
    reasons = tally.reasons.get(place)
    if not reasons:
        return "expected rows with a prompt and responses, found no rows"
    reason = max(reasons, key=lambda each: reasons[each])
    if reason == FEWER_THAN_TWO:
        return "expected at least two distinct responses to a prompt, found fewer"
    for kind, names in reader.looked_for.items():
        start = f"no {kind} column"
        if reason.startswith(start):
            looked_for = ", ".join(names[:5]) + ", ..." * (len(names) > 5)
            hint = f"{start} (looked for {looked_for}){reason.removeprefix(start)}"
            return f"{hint}; rename it, or import it with --{kind} COL"
    first = (r.row for r in tally.first_rejected if r.reason == reason and r.file == place)
    row = next(first, None)
    where = "" if row is None else f" (first in row {row})"
    return f"expected a prompt and responses, found no row that can be used: {reason}{where}"
