"""Prompts and answers that stand in different files, joined by an id."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from real_desktop.core.records import RejectedRow, ResponseSet
from real_desktop.formats.judgements import with_judgements
from real_desktop.formats.parts import Answered, Asked, Judged, Part, Scored, Words
from real_desktop.formats.responses import with_two
from real_desktop.formats.rows import AloneError, RowError
from real_desktop.formats.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from real_desktop.core.records import Message
    from real_desktop.formats.rows import Row

NAMED_MODELS = 3

Judgement = Judged | Scored
T = TypeVar("T", bound="Part")


class Side(Generic[T]):
    """The rows of one kind, by their id, and a few words on each of their files."""

    def __init__(self) -> None:
        self.rows = Spool[T]()
        self.counts: Counter[int] = Counter()
        self._ids: dict[int, str] = {}

    def put(self, key: str, part: T) -> None:
        """Set a row aside."""
        self.counts[part.file] += 1
        self._ids.setdefault(part.file, key)
        self.rows.put(key, part)

    @property
    def example(self) -> str:
        """Some id."""
        return next(iter(self._ids.values()))

    def example_in(self, file: int) -> str:
        """Some id of a file."""
        return self._ids[file]


class Joining:
    """Rows of several files until the last is there, on the disk, in whatever order they come."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._asked, self._answered, self._judged = (
            Side[Asked](),
            Side[Answered](),
            Side[Judgement](),
        )
        self._models: dict[int, dict[str, None]] = {}

    def ask(
        self, key: str, row: Row, messages: tuple[Message, ...], meta: Mapping[str, Any]
    ) -> None:
        """A row with a prompt."""
        self._asked.put(key, Asked(row.number, row.file, row.start, messages, meta))

    def answer(self, key: str, answered: Answered) -> None:
        """A row with the responses of a model."""
        models = self._models.setdefault(answered.file, {})
        if len(models) <= NAMED_MODELS and answered.model:
            models[answered.model] = None
        self._answered.put(key, answered)

    def judge(self, key: str, judged: Judgement) -> None:
        """A row that says how well a model answered, or which of two did better."""
        self._judged.put(key, judged)

    def results(self) -> Iterator[ResponseSet | RejectedRow | None]:
        """The sets in the order of their prompts, and every row that found no other."""
        asked, answered, judged = self._asked.rows, self._answered.rows, self._judged.rows
        with closing(asked), closing(answered), closing(judged):
            for key, prompts in asked.groups():
                yield from self._of_prompts(prompts, answered.get(key), judged.get(key))
            for key in answered.each_key():
                if not asked.has(key):
                    yield from self._of_answers(answered.get(key), judged.get(key))
            for key, rows in judged.groups():
                if not answered.has(key):
                    yield from (one.reject(_NO_ANSWERS, self._lacks_answers) for one in rows)

    def _of_prompts(
        self, prompts: Sequence[Asked], answers: Sequence[Answered], judged: Sequence[Judgement]
    ) -> Iterator[ResponseSet | RejectedRow]:
        if len({one.messages for one in prompts}) > 1:
            reason = "its id stands for two different prompts"
            rows = {(one.file, one.row): one for one in (*prompts, *answers, *judged)}
            yield from (one.reject(reason) for one in rows.values())
        elif not answers:
            yield from (self._without_answers(one) for one in prompts)
        else:
            yield from self._joined(prompts, answers, judged)

    def _of_answers(
        self, answers: Sequence[Answered], judged: Sequence[Judgement]
    ) -> Iterator[ResponseSet | RejectedRow]:
        """What becomes of answers to no known prompt; some say themselves what was asked."""
        own = [Asked(one.row, one.file, one.excerpt, one.asked) for one in answers if one.asked]
        if own:
            yield from self._of_prompts(own, answers, judged)
            return
        yield from (self._without_prompt(one) for one in answers)
        lacks = f"holds judgements without the {self._words.asked}; open it together with those"
        yield from (one.reject("a judgement without its prompt", lacks) for one in judged)

    def _joined(
        self, prompts: Sequence[Asked], answers: Sequence[Answered], judged: Sequence[Judgement]
    ) -> Iterator[ResponseSet | RejectedRow]:
        answers = sorted(answers, key=lambda one: (one.file, one.row))
        responses = tuple(response for one in answers for response in one.responses)
        models = {response.model for response in responses}
        known = [one for one in judged if one.models <= models]
        asked = prompts[0]
        one = ResponseSet(
            asked.row,
            asked.messages,
            responses,
            asked.meta,
            oddity=next((answer.oddity for answer in answers if answer.oddity), None),
            file=asked.file,
            from_files=frozenset(part.file for part in (*prompts, *answers, *known)),
        )
        try:
            yield with_judgements(with_two(one), known)
        except AloneError as fault:
            row = answers[0].reject(str(fault), self._lacks_second(answers[0]))
            yield replace(row, alone=fault.alone)
        except RowError as fault:
            yield answers[0].reject(str(fault))
        yield from (each.reject(_NO_MODEL) for each in judged if not each.models <= models)

    def _without_answers(self, one: Asked) -> RejectedRow:
        words = self._words
        if not self._answered.counts:
            lacks = (
                f"holds {words.asked} without {words.answered} ({self._asked.counts[one.file]});"
                f" open them together with the {words.answered} of two models{words.answered_in}"
            )
            return one.reject(f"no {words.answered} to it", lacks)
        lacks = _no_id_meets(words.asked, words.answered, self._asked, self._answered, one.file)
        return one.reject(f"no {words.answered} with its id", lacks)

    def _without_prompt(self, one: Answered) -> RejectedRow:
        words = self._words
        if not self._asked.counts:
            lacks = (
                f"holds the {words.answered}{self._of_models(one)} without the {words.asked}; open"
                f" it together with the {words.asked}{words.asked_in}"
            )
            return one.reject(f"no {words.asked} to it", lacks)
        lacks = _no_id_meets(words.answered, words.asked, self._answered, self._asked, one.file)
        return one.reject(f"no {words.asked} with its id", lacks)

    def _lacks_second(self, one: Answered) -> str:
        words = self._words
        return (
            f"the {words.answered} of a second model are missing; open it together with those"
            f" (found: the {words.answered}{self._of_models(one)})"
        )

    @property
    def _lacks_answers(self) -> str:
        words = self._words
        return (
            f"holds judgements without the {words.answered}; open it together with the"
            f" {words.asked} and the {words.answered}{words.answered_in}"
        )

    def _of_models(self, one: Answered) -> str:
        models = list(self._models[one.file])
        names = ", ".join(models[:NAMED_MODELS] + ["..."] * (len(models) > NAMED_MODELS))
        return f" of {names}" if names else ""


def _no_id_meets(own: str, other: str, side: Side[Any], others: Side[Any], file: int) -> str:
    return (
        f"no id of its {own} is among those of the {other}: it has ids such"
        f" as {side.example_in(file)}, those are like {others.example}"
    )


_NO_ANSWERS = "a judgement on answers that are not there"
_NO_MODEL = "a judgement on a model without an answer"
