"""What a selection would ask, in words."""

from __future__ import annotations

from real_desktop.core.choosing import ALREADY_ASKED, NOT_EMBEDDED
from real_desktop.core.counted import counted
from real_desktop.core.pace import in_words
from real_desktop.core.percent import MINUS, percent
from real_desktop.core.strategies import STRATEGIES
from real_desktop.gui.wording import sentence
from real_desktop.session.selection_preview import SelectionPreview

HARDLY = 0.1
CLEARLY = 0.4
"""From these correlations on people say that two things go together, and that they do clearly."""

EMBED_ELSEWHERE = "To embed with this model, choose it in the project's settings."
ASK_MORE = (
    "For more, let prompts that have a pair get another one, ask for more pairs a prompt, or take"
    " another strategy."
)


def asked_words(preview: SelectionPreview) -> str:
    """What the pairs consist of."""
    parts = []
    if preview.control:
        parts.append(f"{preview.control:,} of them random, as a control")
    if preview.repeats:
        parts.append(f"{counted(preview.repeats, 'repeat')} with swapped sides")
    return ", ".join(parts) or "each by the strategy"


def saving_words(preview: SelectionPreview) -> str:
    """What the saving is a share of."""
    verb = "was" if preview.asked_before == 1 else "were"
    before = f"; {preview.asked_before:,} {verb} asked before" if preview.asked_before else ""
    return f"saved, of {counted(preview.possible, 'possible pair')}{before}"


def hours_words(preview: SelectionPreview) -> str:
    """Where the hours come from."""
    seconds = f"{preview.seconds_per_judgement:.0f} s a judgement"
    if preview.is_own_pace:
        return f"for one person, at {seconds}, the median here"
    return f"for one person, at {seconds}, until more is judged here"


def duration(preview: SelectionPreview) -> str:
    """How long the pairs take one person."""
    return in_words(preview.hours * 3600) if preview.pairs else "no time"


def summary(preview: SelectionPreview) -> str:
    """The saving and the time, or what is wrong, in one line."""
    if not preview.pairs:
        return problem_words(preview)
    return f"{percent(preview.saving)} of the possible pairs saved · {duration(preview)} of work"


def correlation_words(preview: SelectionPreview) -> str:
    """What similarity has to do with length, with the number."""
    value = preview.length_correlation
    if value is None:
        return ""
    number = f"{'' if value < 0 else '+'}{written(value)}"
    if abs(value) < HARDLY:
        return f"Similarity has hardly to do with length (correlation {number})."
    how = "clearly " if abs(value) >= CLEARLY else ""
    which = "more" if value < 0 else "less"
    return (
        f"Unlike responses differ {how}{which} in length than similar ones (correlation {number})."
    )


def problem_words(preview: SelectionPreview) -> str:
    """Why nothing can be asked, and what to do about it; nothing where something can."""
    if not preview.problem:
        return ""
    if set(preview.left_out) == {ALREADY_ASKED}:
        return f"Every prompt has its pair already. {ASK_MORE}"
    if set(preview.left_out) == {NOT_EMBEDDED}:
        return "There is no pair to ask about before the responses are embedded."
    if preview.left_out:
        return "There is no pair to ask about."
    return sentence(preview.problem)


def embed_words(preview: SelectionPreview) -> str:
    """What can be asked all the same before the responses are embedded."""
    if preview.pairs or NOT_EMBEDDED not in preview.left_out:
        return ""
    free = [name for name, one in STRATEGIES.items() if not one.needs_vectors]
    return f"What needs no vectors can be asked now: {', '.join(free)}."


def left_out_words(preview: SelectionPreview) -> list[str]:
    """The sets left out, a line for each reason."""
    return [
        f"{counted(n, 'set')}: {_REASONS.get(reason, reason)}"
        for reason, n in preview.left_out.items()
    ]


def more_words(preview: SelectionPreview) -> list[str]:
    """What else there is to know, a sentence each."""
    said = []
    if preview.asked_before and preview.pairs:
        said.append("The pairs are added behind those that are in the queue already.")
    if preview.likely_ties:
        ties, ceiling = counted(preview.likely_ties, "pair"), f"{preview.ceiling:.3g}"
        verb = "comes" if preview.likely_ties == 1 else "come"
        said.append(
            f"{ties} of sets that are alike throughout (above {ceiling}) {verb} last:"
            f" likely {'a tie' if preview.likely_ties == 1 else 'ties'}."
        )
    elif preview.ceiling is not None and preview.pairs:
        said.append(f"No set is alike throughout (above {preview.ceiling:.3g}).")
    if preview.long_texts:
        share = percent(preview.long_texts)
        said.append(f"{share} of the texts are longer than the model reads at once.")
    if preview.repeats_without_room:
        missing = counted(preview.repeats_without_room, "repeat")
        said.append(f"There is no room for {missing} more: they come 20 pairs later at least.")
    return said


def written(similarity: float) -> str:
    """A similarity or a correlation with two decimals and the sign of a minus."""
    return f"{similarity:.2f}".replace("-", MINUS)


_REASONS = {
    NOT_EMBEDDED: "not all responses are embedded yet",
    ALREADY_ASKED: "in the queue already",
}
