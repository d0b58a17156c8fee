"""Makes topoloss_reference.json and topoloss_losses.json beside this script with the published package (pip: topoloss 0.0.2)."""
import json
import math
import warnings
from pathlib import Path

import torch
from topoloss import LaplacianPyramid, LaplacianPyramidOnBias, LaplacianPyramidOnInput, TopoLoss

warnings.filterwarnings("ignore")
torch.set_default_dtype(torch.float64)
here = Path(__file__).parent


def digits(value):
    return float(f"{value:.13g}")


def weights(shape, seed):
    """Smooth and uneven numbers that need few digits in the file."""
    count = math.prod(shape)
    return torch.tensor([round(math.sin(0.37 * k + seed) + 0.5 * math.cos(0.011 * k * k), 4) for k in range(count)]).view(shape)


def reference(title, kind, shape, factor_h, factor_w, interpolation):
    if kind is LaplacianPyramidOnBias:
        layer = torch.nn.Linear(2, shape[0])
        parameter = layer.bias
    elif len(shape) == 4:
        layer = torch.nn.Conv2d(shape[1], shape[0], tuple(shape[2:]))
        parameter = layer.weight
    else:
        layer = torch.nn.Linear(shape[1], shape[0])
        parameter = layer.weight
    parameter.data = weights(shape, len(title))
    model = torch.nn.Sequential(layer)
    entry = dict(layer_name="0", factor_h=factor_h, factor_w=factor_w, interpolation=interpolation)
    loss = TopoLoss([kind(**entry, scale=1.0)]).compute(model=model)
    loss.backward()
    return dict(title=title, name=kind.__name__, shape=list(shape), factor_h=factor_h, factor_w=factor_w,
                interpolation=interpolation, loss=digits(loss.item()),
                weight=parameter.detach().flatten().tolist(), gradient=[digits(g) for g in parameter.grad.flatten().tolist()])


P, B, I = LaplacianPyramid, LaplacianPyramidOnBias, LaplacianPyramidOnInput
cases = [
    reference("linear, factor 2", P, (16, 6), 2, 2, "bilinear"),
    reference("linear, factor 3", P, (64, 10), 3, 3, "bilinear"),
    reference("linear, nearest", P, (64, 9), 3, 3, "nearest"),
    reference("linear, fractional", P, (48, 7), 2.5, 1.5, "bilinear"),
    reference("linear, factor 4", P, (128, 5), 4, 4, "bilinear"),
    reference("linear, factor 5", P, (256, 5), 5, 5, "bilinear"),
    reference("linear, factor 8", P, (64, 8), 8, 8, "bilinear"),
    reference("convolution", P, (30, 2, 3, 3), 3, 2, "bilinear"),
    reference("convolution, nearest", P, (20, 3, 2, 2), 2, 2.5, "nearest"),
    reference("bias", B, (64,), 3, 3, "bilinear"),
    reference("bias, nearest", B, (30,), 2, 3, "nearest"),
    reference("input", I, (7, 48), 3, 3, "bilinear"),
]
(here / "topoloss_reference.json").write_text(json.dumps(cases, indent=0).replace(",\n", ",").replace("[\n", "[") + "\n")

TopoLoss([
    P(layer_name="features.0", factor_h=3.0, factor_w=2.5, scale=10.0),
    P(layer_name="fc1", factor_h=4.0, factor_w=4.0, interpolation="nearest", scale=None),
    B(layer_name="fc1", factor_h=2.0, factor_w=2.0, scale=0.5),
    I(layer_name="fc2", factor_h=3.0, factor_w=3.0, scale=1.0),
]).save_json(here / "topoloss_losses.json")
