"""torch.load as a peer of toponets-bench: one line of JSON in, one line out.

First line: {"file", "threads", "copy", "mmap"}; answer {"title", "sums": {name: sum of the bytes as int32}}. Each further line: opens the file once,
and with "copy" also copies every tensor into one that is there; answer {"ms"}.
"""
import json
import sys
import time

wish = json.loads(sys.stdin.readline())
try:
    import torch
except ImportError:
    print(json.dumps({}), flush=True)
    sys.exit(0)

torch.set_num_threads(wish["threads"])
tensors = torch.load(wish["file"], weights_only=True, mmap=wish["mmap"])
sums = {name: tensor.contiguous().view(-1).view(torch.int32).sum(dtype=torch.int64).item() for name, tensor in tensors.items()}
own = {name: torch.empty_like(tensor) for name, tensor in tensors.items()} if wish["copy"] else {}

title = "torch.load" + (" with mmap=True" if wish["mmap"] else "") + (" and a copy of each tensor" if own else "")
print(json.dumps({"title": f"{title}, torch {torch.__version__}", "sums": sums}), flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    tensors = torch.load(wish["file"], weights_only=True, mmap=wish["mmap"])
    for name, tensor in own.items():
        tensor.copy_(tensors[name])
    seconds = time.perf_counter() - start
    del tensors
    print(json.dumps({"ms": seconds * 1e3}), flush=True)
