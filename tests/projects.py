"""Projects for tests that need pairs but no model: random pairs of made-up responses."""

import random
from pathlib import Path

from real_desktop.core.progress import drained
from real_desktop.core.records import Message, Response, ResponseSet
from real_desktop.session.select_options import SelectOptions
from real_desktop.session.selecting import select
from real_desktop.session.session import new_session
from real_desktop.store.imports import add_rows, begin_imports, finish_imports
from real_desktop.store.thread import Priority

WORDS = ("the a of to in and is was for with on as by at from that this model answer word").split()  # noqa: SIM905 - easier to read than a list


def text(rng: random.Random, characters: int) -> str:
    words: list[str] = []
    while sum(len(word) + 1 for word in words) < characters:
        words.append(rng.choice(WORDS))
        if len(words) % 40 == 0:
            words.append("\n\n")
    return " ".join(words)


def response_sets(prompts: int, characters: int = 300, seed: int = 0):
    rng = random.Random(seed)
    for number in range(1, prompts + 1):
        prompt = Message("user", f"Question {number}: {text(rng, 60)}?")
        responses = tuple(Response(f"{place} {text(rng, characters)}") for place in range(3))
        yield ResponseSet(number, (prompt,), responses)


def project_with_pairs(path: Path, prompts: int, characters: int = 300) -> Path:
    """A project with one random pair a prompt, closed."""

    def fill(project):
        import_ids = begin_imports(project, [("made.jsonl", "plain")])
        add_rows(project, import_ids, response_sets(prompts, characters))
        finish_imports(project, import_ids, {})

    with new_session(path) as session:
        session.run(Priority.CHUNK, fill)
        drained(select(session, SelectOptions("random", control=0, repeats=0)))
    return path
