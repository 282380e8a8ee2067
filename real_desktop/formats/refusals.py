"""Why a file gives nothing to judge, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from real_desktop.formats.responses import FEWER_THAN_TWO
from real_desktop.formats.rows import name_of
from real_desktop.formats.unusable import FOR_SECOND, what_it_is, what_single_is
from real_desktop.formats.usual_names import usual_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from real_desktop.formats.rows import Reader
    from real_desktop.formats.sources import Source
    from real_desktop.formats.tally import Tally

_NO_ROWS = "expected rows with a prompt and responses, found no rows"
_SINGLE = f"expected at least two distinct responses to a prompt, found fewer; {FOR_SECOND}"
_OR_JOIN = ", or import it into a project that has its prompts"


def refusals(tally: Tally, sources: Sequence[Source], *, may_join: bool = False) -> dict[int, str]:
    """For the place of each file that gave nothing, what to say of it: what it is, what is missing.

    With `may_join` single responses are of use too.
    """
    singles = set().union(*tally.partners.values())
    useful = tally.useful | (singles if may_join else set())
    return {
        place: f"{name_of(source.path)}: {_nothing_found(tally, place, source)}"
        for place, source in enumerate(sources)
        if place not in useful
    }


def _nothing_found(tally: Tally, place: int, source: Source) -> str:
    reasons, lacks = tally.reasons.get(place), tally.lacks.get(place)
    or_join = _OR_JOIN if place in tally.could_join else ""
    if lacks:
        return max(lacks, key=lambda each: lacks[each]) + or_join
    if not reasons:
        return _NO_ROWS
    reason = max(reasons, key=lambda each: reasons[each])
    columns = [usual_name(name) for name in source.columns]
    if reason == FEWER_THAN_TWO:
        return (what_single_is(columns) or _SINGLE) + or_join
    return what_it_is(columns) or _by_reason(tally, place, source.reader, reason)


def _by_reason(tally: Tally, place: int, reader: Reader, reason: str) -> str:
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
