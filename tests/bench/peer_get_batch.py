"""Batches of tokens as nanoGPT's train.py draws them (get_batch), as a peer of toponets-bench: one line of JSON in, one line out.

First line: {"file", "rows", "context", "batches", "threads"}; answer {"title"}. Each further line: so many batches; answer {"ms", "loss"}, loss = 0.
"""
import json
import sys
import time

wish = json.loads(sys.stdin.readline())
try:
    import numpy as np
    import torch
except ImportError:
    print(json.dumps({}), flush=True)
    sys.exit(0)

torch.set_num_threads(wish["threads"])
rows, context = wish["rows"], wish["context"]


def get_batch():
    data = np.memmap(wish["file"], dtype=np.uint16, mode="r")   # anew for every batch, as there
    ix = torch.randint(len(data) - context, (rows,))
    x = torch.stack([torch.from_numpy((data[i:i + context]).astype(np.int64)) for i in ix])
    y = torch.stack([torch.from_numpy((data[i + 1:i + 1 + context]).astype(np.int64)) for i in ix])
    return x, y


print(json.dumps({"title": f"nanoGPT's get_batch, torch {torch.__version__}, {wish['batches']} batches of {rows} x {context}"}), flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    for _ in range(wish["batches"]):
        get_batch()
    print(json.dumps({"ms": (time.perf_counter() - start) * 1e3, "loss": 0.0}), flush=True)
