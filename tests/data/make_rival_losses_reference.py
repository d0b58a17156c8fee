"""Makes rival_losses_reference.json beside this script: the rivals of TopoLoss by their formulas, unit by unit and pair by
pair in NumPy; gradients by central differences (science.md 11, anchors-2026.md c1, c4, c8)."""
import json
import math
from pathlib import Path

import numpy as np

here = Path(__file__).parent


def digits(values, count=13):
    return [float(f"{value:.{count}g}") for value in np.asarray(values, float).ravel()]


def numbers(shape, seed):
    """Smooth and uneven numbers that need few digits in the file."""
    count = math.prod(shape)
    return np.array([round(math.sin(0.37 * k + seed) + 0.5 * math.cos(0.011 * k * k), 4) for k in range(count)]).reshape(shape)


def sheet_of(units):
    height = math.isqrt(units)
    while units % height:
        height -= 1
    return height, units // height


def place(unit, width):
    return unit // width, unit % width


def slope(function, values, step=1e-5):
    gradient = np.zeros_like(values)
    for index in np.ndindex(values.shape):
        before, after = values.copy(), values.copy()
        before[index] -= step
        after[index] += step
        gradient[index] = (function(after) - function(before)) / (2 * step)
    return gradient


def all_tnn(weight, eight):
    rows = weight.reshape(len(weight), -1)
    _, width = sheet_of(len(rows))
    far = []
    for u in range(len(rows)):
        for v in range(u + 1, len(rows)):
            (a, b), (c, d) = place(u, width), place(v, width)
            down, right = abs(a - c), abs(b - d)
            if down + right == 1 or (eight and down == 1 and right == 1):
                cosine = rows[u] @ rows[v] / (np.linalg.norm(rows[u]) * np.linalg.norm(rows[v]))
                far.append((1 - cosine) / 2)
    return float(np.mean(far))


def tdann(responses, members, absolute):
    """Over the pairs of these places, unit i at place i."""
    _, width = sheet_of(responses.shape[1])
    r, close = [], []
    for i, u in enumerate(members):
        for v in members[i + 1:]:
            r.append(np.corrcoef(responses[:, u], responses[:, v])[0, 1])
            (a, b), (c, d) = place(u, width), place(v, width)
            close.append(1 / (1 + math.hypot(a - c, b - d)))
    r, close = np.array(r), np.array(close)
    if absolute:
        return float(np.mean(np.abs(r - close)))
    return float((1 - np.corrcoef(r, close)[0, 1]) / 2)


def wiring_cost(weight, power):
    outputs, inputs = weight.shape[:2]
    (h, w), (ih, iw) = sheet_of(outputs), sheet_of(inputs)
    total = 0.0
    for o in range(outputs):
        for i in range(inputs):
            (a, b), (c, d) = place(o, w), place(i, iw)
            far = math.hypot((a + 0.5) / h - (c + 0.5) / ih, (b + 0.5) / w - (d + 0.5) / iw)
            total += np.abs(weight[o, i]).sum() * far ** power
    return total / weight.size


def llcnn(values, kernel, size):
    """values [stimuli, units]"""
    units = values.shape[1]
    _, width = sheet_of(units)
    result = np.zeros_like(values)
    for u in range(units):
        row = np.zeros(units)
        for v in range(units):
            (a, b), (c, d) = place(u, width), place(v, width)
            far = ((a - c) ** 2 + (b - d) ** 2) / (2 * size * size)
            row[v] = {"gaussian": math.exp(-far), "mexican_hat": (1 - far) * math.exp(-far),
                      "mean": float(max(abs(a - c), abs(b - d)) <= round(size))}[kernel]
        result[:, u] = values @ (row / np.abs(row).sum())
    return result


def cb_som(weight, gradient, alpha, sigma):
    rows, slopes = weight.reshape(len(weight), -1), gradient.reshape(len(weight), -1)
    _, width = sheet_of(len(rows))
    best = int(np.argmax(np.linalg.norm(slopes, axis=1)))
    moved = rows.copy()
    for u in range(len(rows)):
        (a, b), (c, d) = place(u, width), place(best, width)
        far = (a - c) ** 2 + (b - d) ** 2
        moved[u] += alpha * math.exp(-far / (2 * sigma * sigma)) * (rows[best] - rows[u])
    return moved.reshape(weight.shape)


def case(loss, settings, array, function, gradient=True):
    made = dict(loss=loss, settings=settings, shape=list(array.shape), array=array.ravel().tolist(),
                value=digits([function(array)])[0])
    if gradient:
        made["gradient"] = digits(slope(function, array), 9)
    return made


cases = []
for shape, eight in (((16, 6), False), ((20, 3), False), ((20, 3), True), ((13, 4), True), ((12, 2, 2, 2), False),
                     ((12, 2, 2, 2), True)):
    cases.append(case("all_tnn", {"eight_neighbours": eight}, numbers(shape, 4 + 4 * eight),
                      lambda w, e=eight: all_tnn(w, e)))
for shape, absolute in (((7, 12), False), ((9, 16), False), ((6, 7), False), ((7, 12), True)):
    cases.append(case("tdann", {"absolute": absolute}, numbers(shape, shape[1]),
                      lambda r, a=absolute: tdann(r, list(range(r.shape[1])), a)))
for shape, power in (((12, 9), 1.0), ((20, 6), 2.0), ((8, 6, 2, 2), 0.5), ((13, 4), 0.0)):
    cases.append(case("wiring_cost", {"power": power}, numbers(shape, int(2 * power)), lambda w, p=power: wiring_cost(w, p)))

operations = []
for kernel, size in (("gaussian", 1.0), ("gaussian", 0.6), ("mexican_hat", 1.3), ("mean", 1.0), ("mean", 2.2)):
    values = numbers((3, 20), 4)
    operations.append(dict(kernel=kernel, width=size, shape=[3, 20], array=values.ravel().tolist(),
                           result=digits(llcnn(values, kernel, size))))
updates = []
for shape, alpha, sigma in (((20, 3), 0.1, 1.5), ((16, 2, 2, 1), 0.01, 0.8), ((13, 4), 0.5, 3.0)):
    weight, gradient = numbers(shape, 1), numbers(shape, 2)
    updates.append(dict(shape=list(shape), alpha=alpha, sigma=sigma, array=weight.ravel().tolist(),
                        gradient=gradient.ravel().tolist(), result=digits(cb_som(weight, gradient, alpha, sigma))))

text = json.dumps(dict(losses=cases, smoothing=operations, updates=updates), indent=0)
(here / "rival_losses_reference.json").write_text(text.replace(",\n", ",").replace("[\n", "[").replace("\n]", "]") + "\n")
