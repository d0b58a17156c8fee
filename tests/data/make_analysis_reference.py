"""Makes analysis_reference.json beside this script with NumPy, SciPy and scikit-image: random cases for the analyses of topo/.

Each is computed from its definition (all pairs, dense weights, eigenvalues) or by the library that others use. null = NaN.
"""
import json
import math
from pathlib import Path

import numpy as np
from scipy import ndimage, stats
from skimage.metrics import structural_similarity

random = np.random.default_rng(12)


def plain(values):
    """Lists of numbers, NaN as null."""
    if isinstance(values, np.ndarray):
        values = values.tolist()
    if isinstance(values, list):
        return [plain(value) for value in values]
    if isinstance(values, float):
        return None if math.isnan(values) else float(values)
    return values


def noise(*shape):
    return np.round(random.normal(size=shape), 3)


def smooth(height, width, count, sigma):
    maps = np.stack([ndimage.gaussian_filter(random.normal(size=(height, width)), sigma) for _ in range(count)])
    return np.round(maps / maps.std() + 0.3, 3).reshape(count, height * width)


def binned(height, width, edges, last_inclusive, value_of):
    distance, value = [], []
    for u in range(height * width):
        for v in range(u + 1, height * width):
            distance.append(math.sqrt((u // width - v // width) ** 2 + (u % width - v % width) ** 2))
            value.append(value_of(u, v))
    distance, value = np.array(distance), np.array(value)
    curve = dict(distance=[], correlation=[], spread=[], pairs=[])
    for k in range(len(edges) - 1):
        inside = (distance >= edges[k]) & (distance < edges[k + 1]) & ~np.isnan(value)
        if last_inclusive and k == len(edges) - 2:
            inside |= (distance == edges[-1]) & ~np.isnan(value)
        if not inside.any():
            break
        curve["distance"].append(distance[inside].mean())
        curve["correlation"].append(value[inside].mean())
        curve["spread"].append(value[inside].std() / math.sqrt(inside.sum()))
        curve["pairs"].append(int(inside.sum()))
    return curve


def correlation_case(height, width, stimuli, edges, last_inclusive, holes):
    responses = smooth(height, width, stimuli, 1.2)
    for unit, kind in holes:
        responses[:, unit] = 0.7 if kind == "constant" else responses[:, unit]
        if kind == "nan":
            responses[stimuli // 2, unit] = np.nan
    with np.errstate(all="ignore"):
        r = np.corrcoef(responses.T)
    for unit, kind in holes:
        r[unit, :] = r[:, unit] = np.nan
    curve = binned(height, width, edges, last_inclusive, lambda u, v: r[u, v])
    return dict(height=height, width=width, edges=edges, last_inclusive=last_inclusive, responses=responses, **curve)


def moran_case(height, width, queen, row_standardised, holes):
    values = smooth(height, width, 1, 1.0)[0]
    values[holes] = np.nan
    weights = np.zeros((height * width, height * width))
    for u in range(height * width):
        for v in range(height * width):
            down, right = abs(u // width - v // width), abs(u % width - v % width)
            near = max(down, right) == 1 if queen else down + right == 1
            weights[u, v] = near and not np.isnan(values[u]) and not np.isnan(values[v])
    if row_standardised:
        weights /= np.maximum(weights.sum(1, keepdims=True), 1)
    keep = ~np.isnan(values)
    z = values[keep] - values[keep].mean()
    w = weights[np.ix_(keep, keep)]
    i = keep.sum() / w.sum() * (z @ w @ z) / (z @ z)
    return dict(map=values.reshape(height, width), queen=queen, row_standardised=row_standardised, i=i)


def dimensionality_case(stimuli, features):
    x = noise(stimuli, features) * np.linspace(0.2, 2, features) + 3
    x[:, 1] = np.round(x[:, 0] * 0.8 + 0.1 * x[:, 1], 3)
    values = np.linalg.eigvalsh(np.cov(x.T))
    return dict(features=x, value=values.sum() ** 2 / (values ** 2).sum())


def statistics_case():
    responses = noise(19, 6)
    responses[:, 1] += 2
    responses[4, 2] = np.nan
    responses[15, 2] = np.nan
    on = np.arange(19) % 3 == 0
    off = np.arange(19) % 3 == 1
    welch = stats.ttest_ind(responses[on], responses[off], equal_var=False, nan_policy="omit")
    student = stats.ttest_ind(responses[on], responses[off], nan_policy="omit")
    m1, m2 = np.nanmean(responses[on], 0), np.nanmean(responses[off], 0)
    v1, v2 = np.nanvar(responses[on], 0), np.nanvar(responses[off], 0)
    n1, n2 = (~np.isnan(responses[on])).sum(0), (~np.isnan(responses[off])).sum(0)
    pooled = np.sqrt(((n1 - 1) * v1 + (n2 - 1) * v2) / (n1 + n2 - 2))
    return dict(responses=responses, on=on, off=off, t=(m1 - m2) / np.sqrt(v1 / n1 + v2 / n2), welch_t=np.asarray(welch.statistic),
                welch_p=np.asarray(welch.pvalue), welch_df=np.asarray(welch.df), pooled_t=(m1 - m2) / (pooled * np.sqrt(1 / n1 + 1 / n2)),
                student_t=np.asarray(student.statistic), d_prime=(m1 - m2) / np.sqrt((v1 + v2) / 2))


def tails():
    freedom = [0.3, 1.0, 2.0, 3.7, 10.0, 23.9, 24.1, 57.5, 400.0, 12345.6, 1e6]
    t = [1e-6, 0.01, 0.4, 1.0, 1.9, 3.3, 8.0, 30.0]
    return [[x, df, 2 * stats.t.sf(x, df)] for df in freedom for x in t]


def patch_case(height, width, sigma, threshold, holes):
    field = smooth(height, width, 1, 0.9)[0].reshape(height, width) * 3
    field = np.round(field, 3)
    field.reshape(-1)[holes] = np.nan
    defined = ~np.isnan(field)
    place = np.arange(max(height, width))
    weights = np.exp(-0.5 * ((place[:, None] - place[None, :]) / sigma) ** 2)
    rows, columns = weights[:height, :height], weights[:width, :width]
    smoothed = (rows @ np.where(defined, field, 0) @ columns) / (rows @ defined.astype(float) @ columns)
    smoothed[~defined] = np.nan
    labels, count = ndimage.label(np.nan_to_num(smoothed, nan=-1e9) > threshold, structure=np.ones((3, 3)))
    patches = []
    for label in range(1, count + 1):
        inside = labels == label
        if inside.sum() < 3:
            continue
        centre = ndimage.center_of_mass(inside)
        patches.append(dict(size=int(inside.sum()), peak=float(np.nanmax(field[inside])), row=float(centre[0]), column=float(centre[1]),
                            first=int(np.flatnonzero(inside)[0])))
    patches.sort(key=lambda patch: (-patch["size"], patch["first"]))
    area = sum(patch["size"] for patch in patches) / defined.sum()
    return dict(map=field, sigma=sigma, threshold=threshold, patches=patches, area=float(area), smoothed=smoothed)


def similarity_case(height, width, ties):
    a = smooth(height, width, 1, 1.0)[0].reshape(height, width)
    b = np.round(0.6 * a + 0.5 * noise(height, width), 1 if ties else 3)
    spread = 2 * max(np.abs(a).max(), np.abs(b).max())
    return dict(a=a, b=b, pearson=float(stats.pearsonr(a.ravel(), b.ravel()).statistic),
                spearman=float(stats.spearmanr(a.ravel(), b.ravel()).statistic),
                uniform7=structural_similarity(a, b, data_range=spread), uniform3=structural_similarity(a, b, win_size=3, data_range=spread),
                gaussian=structural_similarity(a, b, data_range=spread, gaussian_weights=True, use_sample_covariance=False))


def tuning_case():
    degrees = np.arange(8) * 22.5
    curves = np.abs(noise(8, 5)) + 0.1
    curves[:, 3] -= 0.5
    f = curves - np.minimum(curves.min(0), 0)
    vector = (f * np.exp(2j * np.radians(degrees))[:, None]).sum(0)
    return dict(degrees=degrees, curves=curves, variance=1 - np.abs(vector) / f.sum(0), preferred=np.degrees(np.angle(vector)) / 2 % 180,
                argmax=degrees[curves.argmax(0)])


def significance_case():
    p = np.round(np.concatenate([random.uniform(0, 0.02, 12), random.uniform(0, 1, 28)]), 5)
    return dict(p=p, q=0.05, significant=stats.false_discovery_control(p) <= 0.05)


def blur_case():
    field = noise(7, 9)
    return dict(map=field, sigma=0.8, smoothed=ndimage.gaussian_filter(field, 0.8, mode="constant", truncate=9.0))


def serialisable(value):
    if isinstance(value, dict):
        return {key: serialisable(entry) for key, entry in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [serialisable(entry) for entry in value]
    return plain(value)


correlation = [
    correlation_case(7, 7, 12, [0, 1.5, 2.5, 4, 6, math.sqrt(72)], True, []),
    correlation_case(4, 9, 10, [0, 1.2, 3, 5, 8.6], False, [(5, "nan"), (20, "constant"), (35, "nan")]),
    correlation_case(1, 30, 9, [0, 2, 5, 11, 29], True, [(7, "constant")]),
]
random.uniform(size=82)  # the draws of a case that is gone, so that those behind it stay the same
reference = dict(
    correlation=correlation,
    moran=[moran_case(9, 9, True, True, []), moran_case(6, 10, False, False, [3, 14, 15]), moran_case(7, 8, True, True, [1, 8, 9, 30]),
           moran_case(1, 25, False, True, [12])],
    dimensionality=[dimensionality_case(40, 6), dimensionality_case(9, 25)],
    statistics=statistics_case(),
    tails=tails(),
    significance=significance_case(),
    patches=[patch_case(16, 16, 0.55, 2.6, []), patch_case(9, 20, 0.7, 2.0, [0, 55, 56, 100])],
    similarity=[similarity_case(16, 16, False), similarity_case(12, 20, True)],
    tuning=tuning_case(),
    blur=blur_case(),
)
text = json.dumps(serialisable(reference), separators=(",", ":"))
(Path(__file__).parent / "analysis_reference.json").write_text(text.replace(',"', ',\n"') + "\n")
