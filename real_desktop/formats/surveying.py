"""Looking through files before anything is written."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING

from real_desktop.core.digest import prompt_uuid
from real_desktop.core.errors import UserError
from real_desktop.core.progress import drained
from real_desktop.core.records import ResponseSet
from real_desktop.formats.reading import RowCount, read_in_steps
from real_desktop.formats.refusals import refusals
from real_desktop.formats.rows import ROWS_A_STEP
from real_desktop.formats.seen import Seen
from real_desktop.formats.sources import USUAL, recognise
from real_desktop.formats.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from real_desktop.core.records import Response
    from real_desktop.formats.naming import Naming
    from real_desktop.formats.sources import Source


@dataclass(slots=True)
class Survey:
    """What some files hold together.

    `prompts` counts distinct ones, over which the sets of the tally are spread; `duplicates`
    counts responses that stood before with the same prompt, text and model.
    """

    sources: tuple[Source, ...]
    tally: Tally = field(default_factory=Tally)
    prompts: int = 0
    duplicates: int = 0

    @property
    def formats(self) -> str:
        """The names of the formats, each once."""
        return format_names(self.sources)


def format_names(sources: Sequence[Source]) -> str:
    """The names of the formats that the files are read as, each once."""
    return ", ".join(dict.fromkeys(source.reader.name for source in sources))


def survey(path: Path, format_name: str | None = None, naming: Naming = USUAL) -> Survey:
    """Read a whole file once and count.

    Raises UserError with one sentence when there is nothing to import.
    """
    found = drained(survey_in_steps([recognise(path, format_name, naming)]))
    for sentence in refusals(found.tally, found.sources).values():
        raise UserError(sentence)
    return found


def survey_in_steps(sources: Sequence[Source]) -> Generator[int, None, Survey]:
    """Read the files once and count; yields the number of rows so far, now and then.

    Raises UserError when a file as a whole cannot be read.
    """
    found, count = Survey(tuple(sources)), RowCount()
    with closing(Seen()) as seen:
        for number, result in enumerate(read_in_steps(sources, count), 1):
            if result is None or number % ROWS_A_STEP == 0:
                yield count.number
            if result is None:
                continue
            found.tally.add(result)
            if isinstance(result, ResponseSet):
                _count_new(found, seen, result)
    return found


def _count_new(found: Survey, seen: Seen, one: ResponseSet) -> None:
    uuid = prompt_uuid(one.messages)
    found.prompts += seen.is_new(uuid.encode())
    found.duplicates += sum(not seen.is_new(_key(uuid, response)) for response in one.responses)


def _key(uuid: str, response: Response) -> bytes:
    text = f"{uuid}{response.model}\0{response.text}".encode("utf-8", "replace")
    return blake2b(text, digest_size=16).digest()
