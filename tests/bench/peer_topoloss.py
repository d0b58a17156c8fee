"""The published package (pip: topoloss) as a peer of toponets-bench: one line of JSON in, one line out.

First line: {"shapes", "factor", "threads"}; answer {"title"}. Each further line: loss and gradient once; answer {"ms", "loss"}.
"""
import json
import sys
import time
import warnings
from importlib.metadata import version

wish = json.loads(sys.stdin.readline())
try:
    import torch
    import topoloss
except ImportError:
    print(json.dumps({}), flush=True)
    sys.exit(0)

warnings.filterwarnings("ignore")
torch.set_num_threads(wish["threads"])
torch.manual_seed(1)


def layer(shape):
    if len(shape) == 2:
        return torch.nn.Linear(shape[1], shape[0], bias=False)
    return torch.nn.Conv2d(shape[1], shape[0], tuple(shape[2:]), bias=False)


model = torch.nn.ModuleDict({f"layer{i}": layer(shape) for i, shape in enumerate(wish["shapes"])})
factor = wish["factor"]
loss = topoloss.TopoLoss([
    topoloss.LaplacianPyramid(layer_name=name, factor_h=factor, factor_w=factor, scale=1.0) for name in model
])
for parameter in model.parameters():
    parameter.grad = torch.zeros_like(parameter)

print(json.dumps({"title": f"topoloss {version('topoloss')}, torch {torch.__version__}"}), flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    value = loss.compute(model=model)
    value.backward()
    seconds = time.perf_counter() - start
    print(json.dumps({"ms": seconds * 1e3, "loss": value.item()}), flush=True)
