"""One training step, or its forward pass alone, in plain PyTorch as a peer of toponets-bench: one line of JSON in, one line out.

First line: {"model", "file", "bf16", "forward", "learning_rate", "weight_decay", "heads", "threads"}; answer {"title"}. `file` holds the first
weights by their names and the batch ("batch.x", "batch.y") as safetensors. Each further line: one step; answer {"ms", "loss",
"peak_bytes"}: the most memory at once since then, beyond what torch alone takes.
"""
import json
import pathlib
import sys
import time

wish = json.loads(sys.stdin.readline())
import torch
from torch import nn
from torch.nn import functional

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "data"))
from make_resnet_reference import ResNet18

TYPES = {"F32": torch.float32, "I64": torch.int64}


def memory(which):
    """VmRSS or VmHWM of this process, bytes (proc(5)); 0 where the system has none."""
    try:
        lines = pathlib.Path("/proc/self/status").read_text().splitlines()
        return 1024 * int(next(line.split()[1] for line in lines if line.startswith(which)))
    except (OSError, StopIteration):
        return 0


def read(file):
    """The safetensors format: the header's length, a header of JSON, the tensors' bytes."""
    content = bytearray(pathlib.Path(file).read_bytes())
    start = 8 + int.from_bytes(content[:8], "little")
    tensors = {}
    for name, entry in json.loads(content[8:start]).items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            values = torch.frombuffer(content[start + begin:start + end], dtype=TYPES[entry["dtype"]])
            tensors[name] = values.view(entry["shape"]).clone()
    return tensors


class Norm(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x):
        return functional.layer_norm(x, self.weight.shape, self.weight, None, 1e-5)


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.c_attn = nn.Linear(width, 3 * width, bias=False)
        self.c_proj = nn.Linear(width, width, bias=False)

    def forward(self, x):
        batch, tokens, width = x.shape
        parts = (part.view(batch, tokens, self.heads, -1).transpose(1, 2) for part in self.c_attn(x).split(width, 2))
        seen = functional.scaled_dot_product_attention(*parts, is_causal=True)
        return self.c_proj(seen.transpose(1, 2).contiguous().view(batch, tokens, width))


class Mlp(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.c_fc = nn.Linear(width, 4 * width, bias=False)
        self.gelu = nn.GELU()
        self.c_proj = nn.Linear(4 * width, width, bias=False)

    def forward(self, x):
        return self.c_proj(self.gelu(self.c_fc(x)))


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.ln_1, self.attn, self.ln_2, self.mlp = Norm(width), Attention(width, heads), Norm(width), Mlp(width)

    def forward(self, x):
        x = x + self.attn(self.ln_1(x))
        return x + self.mlp(self.ln_2(x))


class Gpt(nn.Module):
    def __init__(self, tensors, heads):
        super().__init__()
        vocabulary, width = tensors["transformer.wte.weight"].shape
        layers = sum(name.endswith("mlp.c_fc.weight") for name in tensors)
        self.transformer = nn.ModuleDict({
            "wte": nn.Embedding(vocabulary, width), "wpe": nn.Embedding(len(tensors["transformer.wpe.weight"]), width),
            "h": nn.ModuleList(Block(width, heads) for _ in range(layers)), "ln_f": Norm(width)})
        self.lm_head = nn.Linear(width, vocabulary, bias=False)
        self.transformer.wte.weight = self.lm_head.weight

    def forward(self, tokens):
        x = self.transformer.wte(tokens) + self.transformer.wpe(torch.arange(tokens.shape[1]))
        for block in self.transformer.h:
            x = block(x)
        return self.lm_head(self.transformer.ln_f(x))


torch.set_num_threads(wish["threads"])
packages = memory("VmRSS:")
tensors = read(wish["file"])
x, y = tensors.pop("batch.x"), tensors.pop("batch.y")
if wish["model"] == "resnet18":
    model = ResNet18(len(tensors["fc.bias"]), True).to(memory_format=torch.channels_last)
    x = x.contiguous(memory_format=torch.channels_last)
else:
    model = Gpt(tensors, wish["heads"])
model.load_state_dict(tensors)
optimizer = torch.optim.AdamW(model.parameters(), lr=wish["learning_rate"], weight_decay=wish["weight_decay"])



def logits_of():
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=wish["bf16"]):
        return model(x)


def loss_of(logits):
    return functional.cross_entropy(logits.float().flatten(0, -2), y.flatten())


def forward():
    with torch.no_grad():
        start = time.perf_counter()
        logits = logits_of()
        return time.perf_counter() - start, loss_of(logits)


def step():
    start = time.perf_counter()
    optimizer.zero_grad(set_to_none=True)
    loss = loss_of(logits_of())
    loss.backward()
    optimizer.step()
    return time.perf_counter() - start, loss


title = "forward pass" if wish["forward"] else "torch.optim.AdamW"
print(json.dumps({"title": f"PyTorch {torch.__version__} eager in Python, {title}"}), flush=True)
model.train(not wish["forward"])
try:
    pathlib.Path("/proc/self/clear_refs").write_text("5")   # the peak of reading the file is nobody's
except OSError:
    pass
for line in sys.stdin:
    seconds, loss = forward() if wish["forward"] else step()
    print(json.dumps({"ms": seconds * 1e3, "loss": loss.item(), "peak_bytes": memory("VmHWM:") - packages}), flush=True)
