"""In a process of its own, since torch stays out of this one."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.model

COMPARE = """
import torch
from torch import nn
from real_desktop.embedding import packed_linear
from real_desktop.embedding.packed_linear import pack_linears

torch.manual_seed(0)
for dtype, tolerance in ((torch.float32, 1e-4), (torch.bfloat16, 5e-2)):
    for bias in (True, False):
        linear = nn.Linear(384, 96, bias=bias).to(dtype)
        model = nn.Sequential(linear, nn.ModuleList([nn.LayerNorm(96)]))
        values = torch.randn(3, 17, 384).to(dtype)
        with torch.inference_mode():
            expected = linear(values)
            pack_linears(model, 51)
            assert type(model[0]).__name__ == 'PackedLinear', model
            found = model[0](values)
        assert found.dtype == dtype and found.shape == expected.shape
        assert (found - expected).abs().max() < tolerance

packed_linear.can_pack = lambda: False
untouched = nn.Sequential(nn.Linear(4, 4))
pack_linears(untouched, 8)
assert type(untouched[0]) is nn.Linear
print("the same")
"""


def test_a_packed_layer_gives_what_the_layer_gave():
    command = [sys.executable, "-c", COMPARE]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "the same", done.stderr
