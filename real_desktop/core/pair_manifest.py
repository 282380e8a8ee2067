"""Everything that is known about a pair, apart from what was said about it."""

from __future__ import annotations

from dataclasses import dataclass

from real_desktop.core.records import Message


@dataclass(frozen=True, slots=True)
class ManifestResponse:
    """One response of a pair; `position` is its place in the set, from 0.

    `models` are those of all responses of the set with this text, whatever their white space;
    only one of them is ever asked about. It has turns where the text does not say it all.
    """

    text: str
    text_hash: str
    model: str | None
    position: int
    models: tuple[str, ...] = ()
    turns: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class QueuePlace:
    """Where a pair stands in one annotator's queue; `shown_left` is null until it was shown."""

    annotator: str
    annotator_uuid: str
    position: int
    shown_left: str | None
    first_shown_at: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PairManifest:
    """A pair, its prompt and responses, why it was chosen, and where it is asked.

    `strategy` is the rule that chose this very pair: "random" for a control pair, whatever
    `selection_strategy` says of the others; of a repeat it is that of the pair it repeats.
    `length_difference` is that of ln(1 + characters). `is_likely_tie` says that the set's least
    similar pair was above the ceiling, so that the pair was queued last. `params` is the stored
    JSON. `app_version` is that of the program that chose. The `embedding_` fields are null where
    no model was needed.
    """

    uuid: str
    prompt_uuid: str
    prompt: tuple[Message, ...]
    split_group: str
    source_file: str
    source_row: int
    a: ManifestResponse
    b: ManifestResponse
    similarity: float | None
    rank: int | None
    length_difference: float
    is_likely_tie: bool
    kind: str
    strategy: str
    position: int
    digest: str
    selection_uuid: str
    selection_strategy: str
    params: str
    seed: int
    selected_at: str
    app_version: str
    embedding_model: str | None
    embedding_fingerprint: str | None
    embedding_precision: str | None
    embedding_long_text: str | None
    queue: tuple[QueuePlace, ...]
