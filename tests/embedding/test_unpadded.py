"""In a process of its own, since torch stays out of this one."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.model

COMPARE = """
import torch
from transformers import (
    BertConfig, BertModel, CamembertConfig, CamembertModel, MPNetConfig, MPNetModel,
    RobertaConfig, RobertaModel, XLMRobertaConfig, XLMRobertaModel,
)
from real_desktop.embedding import unpadded as subject
from real_desktop.embedding.unpadded import can_unpad, unpad, unpadded

torch.manual_seed(3)
subject.LONGEST_PRODUCT = {longest}
size = dict(vocab_size=90, hidden_size=32, num_hidden_layers=3, num_attention_heads=4,
            intermediate_size=64, max_position_embeddings=130, initializer_range=0.4)
rows = [[int(one) for one in torch.randint(3, 90, (n,))] for n in (100, 64, 33, 33, 33, 7, 7, 2)]
for kind, config in ((BertModel, BertConfig), (RobertaModel, RobertaConfig),
                     (XLMRobertaModel, XLMRobertaConfig), (CamembertModel, CamembertConfig)):
    model = kind(config(**size)).eval()
    assert can_unpad(model), kind
    with torch.inference_mode():
        alone = [model(input_ids=torch.tensor([row]))[0][0] for row in rows]
        unpad(model)
        found = model(**unpadded(model, rows))[0][0].split([len(row) for row in rows])
    worst = max(float((a - b).abs().max()) for a, b in zip(alone, found, strict=True))
    assert worst < 1e-4, (kind, worst)
assert not can_unpad(MPNetModel(MPNetConfig(**size)))
assert not can_unpad(BertModel(BertConfig(is_decoder=True, **size)))
assert not can_unpad(torch.nn.Linear(2, 2)) and not can_unpad(None)
print("the same")
"""


@pytest.mark.parametrize("longest", [512, 32])
def test_windows_without_padding_come_out_as_each_alone(longest):
    """Whether their scores are made at once or, for longer ones, piece by piece."""
    command = [sys.executable, "-c", COMPARE.replace("{longest}", str(longest))]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "the same", done.stderr
