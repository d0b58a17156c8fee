"""Small files as torch.save writes them, for the tests of our reader: pt/*.pt and pt/expected.json with what torch.load gives.

python make_pt_samples.py (torch 2.13.0)
"""
import argparse
import json
from collections import OrderedDict
from pathlib import Path

import torch

FOLDER = Path(__file__).parent / "pt"
TYPES = {torch.float32: "F32", torch.float64: "F64", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64", torch.int32: "I32",
         torch.int16: "I16", torch.int8: "I8", torch.uint8: "U8", torch.bool: "BOOL", torch.uint16: "U16"}
expected = {}


def save(name, content, weights, **options):
    """`weights` is the dictionary of tensors within `content`."""
    torch.save(content, FOLDER / name, **options)
    expected[name] = [
        {"name": key, "dtype": TYPES[value.dtype], "shape": list(value.shape), "values": value.double().flatten().tolist()}
        for key, value in weights.items() if isinstance(value, torch.Tensor)
    ]


def counted(*shape, dtype=torch.float32, start=0):
    count = torch.Size(shape).numel()
    return (torch.arange(start, start + count) / 8).reshape(shape).to(dtype)


FOLDER.mkdir(exist_ok=True)
torch.manual_seed(0)
network = torch.nn.Sequential(OrderedDict(conv1=torch.nn.Conv2d(2, 3, 3, bias=False), bn1=torch.nn.BatchNorm2d(3)))
plain = network.state_dict()
save("state_dict.pt", plain, plain)

optimizer = torch.optim.AdamW(network.parameters())
network(torch.randn(1, 2, 4, 4)).sum().backward()
optimizer.step()
compiled = OrderedDict(("_orig_mod." + key, value) for key, value in network.state_dict().items())
save("training.pt", {
    "model": compiled, "optimizer": optimizer.state_dict(), "model_args": {"n_layer": 2, "n_head": 3, "bias": False, "dropout": 0.0},
    "args": argparse.Namespace(lr=0.1, name="x"), "iter_num": 500, "best_val_loss": torch.tensor(1.5), "tau": 3.0, "note": "first try",
    "device": torch.device("cpu"), "dtype": torch.float32, "big": 2 ** 70, "negative": -7,
}, compiled)

types = OrderedDict((name.lower(), counted(2, 3, dtype=dtype, start=1)) for dtype, name in TYPES.items() if name not in ("U16", "BOOL"))
types["flags"] = torch.tensor([True, False, True])
types["count"] = torch.tensor(12)
types["empty"] = torch.empty(0, 5)
save("types.pt", types, types)

base = counted(4, 6)
views = OrderedDict(whole=base, tied=base, row=base[1], part=base[1:3, 2:5], turned=base.t(), every=base[:, ::2],
                    last=counted(2, 3, 2, 2).contiguous(memory_format=torch.channels_last), spread=torch.ones(1).expand(3))
save("views.pt", views, views)

parameters = {"state_dict": {"module.weight": torch.nn.Parameter(counted(2, 2)), "module.bias": torch.nn.Parameter(counted(2), requires_grad=False)}, "epoch": 3}
save("parameters.pth", parameters, parameters["state_dict"], pickle_protocol=4)

untyped = {"words": torch.tensor([1, 2, 65535], dtype=torch.uint16)}
save("untyped.pt", untyped, untyped)

save("before_1_6.pt", plain, plain, _use_new_zipfile_serialization=False)
save("before_1_6_views.pt", {"state_dict": views, "epoch": 3}, views, _use_new_zipfile_serialization=False)
save("before_1_6_types.pth.tar", types, types, _use_new_zipfile_serialization=False)
save("before_1_6_model.pt", torch.nn.Linear(2, 1), {}, _use_new_zipfile_serialization=False)
save("whole_model.pt", torch.nn.Linear(2, 1), {})
save("quantized.pt", {"weight": torch.quantize_per_tensor(counted(2, 2), 0.5, 0, torch.qint8)}, {})

(FOLDER / "expected.json").write_text(json.dumps(expected, indent=None, separators=(",", ":")).replace("],\"", "],\n\"") + "\n")
