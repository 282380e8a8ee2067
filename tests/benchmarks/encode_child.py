"""`SentenceTransformer.encode` with its defaults: `python -m tests.benchmarks.encode_child OUT`.

Reads a JSON list of texts and writes their vectors, float32, as a numpy file. A process of its
own, since torch stays out of the one that tests.
"""

import json
import sys

import numpy as np
from sentence_transformers import SentenceTransformer

from real_desktop.embedding.models import default_folder

if __name__ == "__main__":
    model = SentenceTransformer(str(default_folder()), device="cpu", local_files_only=True)
    found = model.encode(json.load(sys.stdin), show_progress_bar=False)
    assert found.dtype == np.float32
    np.save(sys.argv[1], found)
