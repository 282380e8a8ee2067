"""Loading real models, tiny ones, in a worker process."""

import json
import shutil
from functools import partial

import pytest

from real_desktop.core.errors import UserError
from real_desktop.embedding.loading import load_model
from real_desktop.embedding.pool import EmbeddingPool

pytestmark = pytest.mark.model


def test_a_model_that_is_not_of_the_dimension_it_says_is_refused(tiny_models, tmp_path):
    folder = shutil.copytree(tiny_models / "sentence", tmp_path / "damaged")
    config = folder / "1_Pooling" / "config.json"
    said = json.loads(config.read_text())
    config.write_text(json.dumps(said | {key: 16 for key in said if key.endswith("dimension")}))
    refused = pytest.raises(UserError, match="vectors have 16 dimensions, and they have 32")
    with EmbeddingPool(partial(load_model, str(folder), device="cpu")) as pool, refused:
        pool.load().result()
