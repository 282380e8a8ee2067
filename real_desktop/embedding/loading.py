"""Loading a model in the embedding process, in the precision that suits the machine."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from real_desktop.embedding.encoder import Encoder
from real_desktop.embedding.precision import Precision, Trial, best, tried, why
from real_desktop.embedding.sentence_model import SentenceModel
from real_desktop.embedding.trial_texts import trial_texts
from real_desktop.embedding.windowed_encoder import WindowedEncoder
from real_desktop.embedding.windows import LongText


def load_model(
    folder: str,
    *,
    device: str = "auto",
    precision: str = Precision.FLOAT32,
    long_text: str = LongText.WINDOW,
    prompt: str = "",
) -> Encoder:
    """Load a model's folder; imports torch, so for a worker process only.

    `device` is auto, cpu, cuda or mps. With the precision auto a few texts are timed in each,
    and `info.why` says what was chosen. Nothing is downloaded, no code of the folder is run and
    only safetensors are read. Raises UserError when the device or the model is not there, or when
    the files of the model do not belong together.
    """
    load = partial(_load, folder, device, LongText(long_text), prompt)
    if precision != Precision.AUTO:
        return load(Precision(precision))
    encoders = [load(one) for one in (Precision.FLOAT32, Precision.BFLOAT16)]
    trials = _trials(encoders)
    chosen = encoders[trials.index(best(trials))]
    chosen.info = replace(chosen.info, why=why(trials))
    return chosen


def _trials(encoders: list[WindowedEncoder]) -> list[Trial]:
    return tried([(Precision(one.info.precision), partial(_vectors, one)) for one in encoders])


def _vectors(encoder: Encoder) -> NDArray[np.float16]:
    return encoder.encode(trial_texts()).vectors


def _load(
    folder: str, device: str, long_text: LongText, prompt: str, precision: Precision
) -> WindowedEncoder:
    return WindowedEncoder(SentenceModel(folder, device, precision.value, prompt), long_text)
