"""Who won, where a column beside the responses says it, or their scores or ranks do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from real_desktop.core.records import KnownPreference, Outcome, RejectedRow, Response, ResponseSet
from real_desktop.formats.messages import is_message
from real_desktop.formats.rankings import by_rank, by_score
from real_desktop.formats.responses import score_of
from real_desktop.formats.rows import Row, row_by_row
from real_desktop.formats.verdicts import outcome_in_words, preference_on_scale

if TYPE_CHECKING:
    from collections.abc import Callable

LABELS = ("winner", "label", "labels", "preference", "preferred", "choice", "best", "chosen")
SCALES = ("overall_preference", "preference_strength")
_FIRST_ROWS = 20
_VALUES = ("value", "label", "winner", "preference", "choice")
_JUDGES = ("annotator", "annotator_id", "user_id", "worker", "worker_id", "user")
_FROM_ONE = {1: Outcome.A, 2: Outcome.B}


@dataclass(frozen=True, slots=True)
class Coding:
    """The columns whose first rows show that 1 is the first response and 2 the second.

    A 2 must be among them. Where there are but 0 and 1, or 1 alone, a 1 may as well mean "the
    first is better", and the column is no more than kept.
    """

    from_one: frozenset[str] = frozenset()


UNKNOWN = Coding()


def coding_of(rows: Iterable[Row]) -> Coding:
    """What the first rows of a file show."""
    found: dict[str, set[object]] = {}
    for row in rows:
        for name in LABELS:
            value = row.columns.get(name)
            if value is not None and not isinstance(value, list | dict):
                found.setdefault(name, set()).add(_code(value))
    return Coding(
        frozenset(name for name, values in found.items() if 2 in values and values <= {1, 2})
    )


def coded_rows(
    to_set: Callable[[Row, Coding], ResponseSet],
) -> Callable[[Iterable[Row | RejectedRow]], Iterator[ResponseSet | RejectedRow]]:
    """The `read` of a reader that makes one set of one row, knowing how labels are coded."""

    def read(rows: Iterable[Row | RejectedRow]) -> Iterator[ResponseSet | RejectedRow]:
        rows = iter(rows)
        first = list(islice(rows, _FIRST_ROWS))
        coding = coding_of(row for row in first if isinstance(row, Row))
        yield from row_by_row(lambda row: to_set(row, coding))(chain(first, rows))

    return read


def known_preferences(
    columns: Mapping[str, Any],
    made: Sequence[Response | None],
    coding: Coding = UNKNOWN,
    names: Sequence[str] = (),
) -> tuple[KnownPreference, ...]:
    """What a row says about its responses, with places among those that are there.

    `made` has a None in the place of a response that is missing; `names` are the columns that
    the responses stood in. A label goes before scores, and scores go before ranks.
    """
    there = [place for place, response in enumerate(made) if response is not None]
    responses = [response for response in made if response is not None]
    known = (*_of_pairs(columns.get("human_pairs")), *_of_scales(columns, len(made)))
    known = known or _of_labels(columns, made, coding, names)
    if known:
        places = {place: new for new, place in enumerate(there)}
        return tuple(_moved(one, places) for one in known if one.a in places and one.b in places)
    return _of_numbers(columns, responses, there, len(made))


def ranks_of(responses: Iterable[Response]) -> list[float | None]:
    """The rank that each response has in its own fields."""
    return [score_of(response.meta.get("rank")) for response in responses]


def _of_numbers(
    columns: Mapping[str, Any], responses: Sequence[Response], there: Sequence[int], count: int
) -> tuple[KnownPreference, ...]:
    if known := by_score([response.score for response in responses]):
        return known
    for name in ("ranks", "rank"):
        ranks = columns.get(name)
        if isinstance(ranks, list) and len(ranks) == count:
            return by_rank([score_of(ranks[place]) for place in there])
    return by_rank(ranks_of(responses))


def _moved(one: KnownPreference, places: Mapping[int, int]) -> KnownPreference:
    return KnownPreference(places[one.a], places[one.b], one.outcome, one.by, one.strength)


def _of_pairs(pairs: object) -> Iterator[KnownPreference]:
    """The labels of a list of `{i, j, label}`, by the places of two responses."""
    for pair in pairs if isinstance(pairs, list) else ():
        if not isinstance(pair, dict):
            continue
        i, j, outcome = pair.get("i"), pair.get("j"), outcome_in_words(pair.get("label"))
        if type(i) is type(j) is int and i != j and outcome:
            yield KnownPreference(i, j, outcome, _judge(pair))


def _of_scales(columns: Mapping[str, Any], count: int) -> Iterator[KnownPreference]:
    for name in SCALES:
        value = columns.get(name)
        one = preference_on_scale(score_of(value) if isinstance(value, str) else value)
        if one and count == 2:
            yield one
            return


def _of_labels(
    columns: Mapping[str, Any],
    made: Sequence[Response | None],
    coding: Coding,
    names: Sequence[str],
) -> tuple[KnownPreference, ...]:
    for name in LABELS:
        value = columns.get(name)
        if _is_ambiguous(value, made):
            continue
        if isinstance(value, list) and len(made) == 2:
            known = tuple(_by_annotators(value))
        elif (winner := _winner(value, made, names)) is not None:
            known = tuple(_of_winner(winner, len(made)))
        elif len(made) == 2 and (outcome := _outcome(value, is_from_one=name in coding.from_one)):
            known = (KnownPreference(0, 1, outcome),)
        else:
            continue
        if known:
            return known
    return ()


def _is_ambiguous(value: object, made: Sequence[Response | None]) -> bool:
    """Whether a label could be a place as well as the text of a response, as with "A" and "B"."""
    is_code = isinstance(value, str) and _is_code(value)
    return is_code and any(one is not None and one.text.strip() == value for one in made)


def _by_annotators(values: Sequence[object]) -> Iterator[KnownPreference]:
    """One preference for each annotator whose word is known."""
    for number, value in enumerate(values, 1):
        said, by = value, None
        if isinstance(value, dict) and not is_message(value):
            said, by = next((value[n] for n in _VALUES if n in value), None), _judge(value)
        if outcome := outcome_in_words(said):
            yield KnownPreference(0, 1, outcome, by or f"annotator {number}")


def _winner(value: object, made: Sequence[Response | None], names: Sequence[str]) -> int | None:
    """The place of the response that a label names by its model, its column or its text."""
    if not isinstance(value, str) or not value:
        return None
    called: list[Sequence[str | None]] = [[one.model if one else None for one in made], names]
    if not _is_code(value):
        called.append([one.text if one else None for one in made])
    return next((each.index(value) for each in called if each.count(value) == 1), None)


def _of_winner(winner: int, count: int) -> Iterator[KnownPreference]:
    """The winner before each of the others."""
    for other in range(count):
        if other < winner:
            yield KnownPreference(other, winner, Outcome.B)
        elif other > winner:
            yield KnownPreference(winner, other, Outcome.A)


def _outcome(value: object, *, is_from_one: bool) -> Outcome | None:
    code = _code(value)
    if is_from_one and isinstance(code, int):
        return _FROM_ONE.get(code)
    return outcome_in_words(value)


def _is_code(value: str) -> bool:
    """Whether a short answer such as "A" or "2" could be meant as a place and not as a text."""
    return outcome_in_words(value) is not None or isinstance(_code(value), int)


def _code(value: object) -> object:
    """The whole number that a cell holds, else the value."""
    number = None if isinstance(value, bool) else score_of(value)
    return int(number) if number is not None and number.is_integer() else str(value)


def _judge(said: Mapping[str, Any]) -> str | None:
    by = next((said[name] for name in _JUDGES if said.get(name) is not None), None)
    return str(by) if isinstance(by, str | int) else None
