"""Everything that can be read, by name; what can be written is in `exports`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from real_desktop.formats.alpaca_annotations import ALPACA_ANNOTATIONS
from real_desktop.formats.alpaca_outputs import ALPACA_OUTPUTS
from real_desktop.formats.arena import ARENA
from real_desktop.formats.arena_texts import ARENA_TEXTS
from real_desktop.formats.arena_votes import ARENA_VOTES
from real_desktop.formats.argilla import ARGILLA
from real_desktop.formats.arrow_rows import ARROW
from real_desktop.formats.csv_rows import CSV
from real_desktop.formats.distilabel import DISTILABEL
from real_desktop.formats.helpsteer2 import HELPSTEER2
from real_desktop.formats.helpsteer_preferences import HELPSTEER_PREFERENCES
from real_desktop.formats.hh_rlhf import HH_RLHF
from real_desktop.formats.json_rows import JSON
from real_desktop.formats.kto import KTO
from real_desktop.formats.label_studio import LABEL_STUDIO
from real_desktop.formats.lighteval import LIGHTEVAL
from real_desktop.formats.lm_eval import LM_EVAL
from real_desktop.formats.long import LONG
from real_desktop.formats.mt_bench import MT_BENCH
from real_desktop.formats.nectar import NECTAR
from real_desktop.formats.oasst import OASST
from real_desktop.formats.openai_batch import OPENAI_BATCH
from real_desktop.formats.pairs import PAIRS
from real_desktop.formats.parquet_rows import PARQUET
from real_desktop.formats.plain import PLAIN
from real_desktop.formats.raw_pairs import RAW_PAIRS
from real_desktop.formats.sft import SFT
from real_desktop.formats.shp import SHP
from real_desktop.formats.summarize import SUMMARIZE
from real_desktop.formats.ultrafeedback import ULTRAFEEDBACK
from real_desktop.formats.wide import WIDE

if TYPE_CHECKING:
    from real_desktop.formats.rows import Container, Reader

CONTAINERS: tuple[Container, ...] = (PARQUET, ARROW, CSV, JSON)
"""Asked in this order: what might be CSV is asked before JSON, which looks at all lines."""

READERS: tuple[Reader, ...] = (
    HH_RLHF,
    PAIRS,
    SHP,
    ULTRAFEEDBACK,
    NECTAR,
    HELPSTEER2,
    HELPSTEER_PREFERENCES,
    OASST,
    SUMMARIZE,
    RAW_PAIRS,
    MT_BENCH,
    OPENAI_BATCH,
    ALPACA_ANNOTATIONS,
    ALPACA_OUTPUTS,
    LM_EVAL,
    LIGHTEVAL,
    ARENA,
    ARENA_TEXTS,
    ARENA_VOTES,
    KTO,
    DISTILABEL,
    ARGILLA,
    LABEL_STUDIO,
    SFT,
    WIDE,
    LONG,
    PLAIN,
)
"""Special readers stand first: of equal confidence the first wins. The last is the fallback."""
