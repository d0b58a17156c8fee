"""Smoothness as published code computes it, in NumPy, as a peer of toponets-bench: one line of JSON in, one line out.

For each unit: Pearson's r with all units (a product of standardised responses), its distances to them, and their bins.
First line: {"stimuli", "height", "width", "edges", "threads"}; answer {"title"}. Each further line: the curve once; answer {"ms", "loss"},
loss = max - min of the curve. The responses are those of smoothness.cpp.
"""
import json
import os
import sys
import time

wish = json.loads(sys.stdin.readline())
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = str(wish["threads"])   # read when NumPy is imported
try:
    import numpy as np
except ImportError:
    print(json.dumps({}), flush=True)
    sys.exit(0)

stimuli, height, width = wish["stimuli"], wish["height"], wish["width"]
units = height * width
edges = np.array(wish["edges"])
row, column = np.divmod(np.arange(units), width)
t = np.arange(stimuli, dtype=np.float64)[:, None]
responses = (np.sin(0.2 * row * np.cos(t) + 0.15 * column * np.sin(1.3 * t) + t) + 0.4 * np.cos(1.7 * t * (np.arange(units) % 97))).astype(np.float32)


def curve():
    z = responses - responses.mean(0)
    z /= np.sqrt((z ** 2).sum(0))
    bins = len(edges) - 1
    sums, counts = np.zeros(bins), np.zeros(bins)
    for unit in range(units):
        r = z.T @ z[:, unit]
        distance = np.sqrt((row - row[unit]) ** 2 + (column - column[unit]) ** 2)
        index = np.minimum(np.searchsorted(edges, distance, side="right") - 1, bins - 1)   # the last edge belongs to the last bin
        others = np.arange(units) != unit
        sums += np.bincount(index[others], r[others], bins)
        counts += np.bincount(index[others], minlength=bins)
    return sums / counts


print(json.dumps({"title": f"numpy {np.__version__}"}), flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    values = curve()
    seconds = time.perf_counter() - start
    print(json.dumps({"ms": seconds * 1e3, "loss": float(values.max() - values.min())}), flush=True)
