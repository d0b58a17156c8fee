"""Makes patterns_reference.json beside this script with NumPy and SciPy: measures of maps (topo/map_patterns.h), each from
its definition, one unit, frequency or pair after the other.
"""
import itertools
import json
import math
from pathlib import Path

import numpy as np
from scipy import ndimage

random = np.random.default_rng(7)


def smooth(height, width, sigma):
    values = ndimage.gaussian_filter(random.normal(size=(height, width)), sigma, mode="wrap")
    return np.round(values / values.std(), 3)


def moran(values, units):
    """Row-standardised queen weights among these units alone."""
    places = {unit: index for index, unit in enumerate(units)}
    z = np.array([values[unit] for unit in units]) - np.mean([values[unit] for unit in units])
    around, weights = 0.0, 0
    for unit in units:
        others = [(unit[0] + dy, unit[1] + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1) if dy or dx]
        own = [z[places[other]] for other in others if other in places]
        if own:
            around += z[places[unit]] * np.mean(own)
            weights += 1
    return len(units) / weights * around / (z @ z)


def islands(values, above, smallest):
    labels, count = ndimage.label(values > above, structure=np.ones((3, 3)))
    found = [[tuple(place) for place in np.argwhere(labels == index + 1)] for index in range(count)]
    found = [units for units in found if len(units) >= smallest]
    return dict(map=values.tolist(), above=above, smallest=smallest, islands=len(found),
                units=sum(len(units) for units in found), i=float(np.mean([moran(values, units) for units in found])))


def spectrum(values):
    height, width = values.shape
    power = np.abs(np.fft.fft2(values - values.mean())) ** 2
    power /= power.sum()
    radius = np.hypot(np.fft.fftfreq(height)[:, None], np.fft.fftfreq(width)[None, :])
    longer = max(height, width)
    bins = (longer + 1) // 2
    profile = [0.0] * bins
    for row, column in itertools.product(range(height), range(width)):
        place = math.floor(radius[row, column] * longer + 0.5) - 1
        profile[min(max(place, 0), bins - 1)] += power[row, column]
    return dict(map=values.tolist(), power=profile, low=float(power[radius <= 0.125 + 1e-12].sum()),
                mean_frequency=float((power * radius).sum()))


def coherence(values, count):
    height, width = values.shape
    largest = np.argsort(-values.flatten(), kind="stable")[:count]
    distance = [math.dist(divmod(int(a), width), divmod(int(b), width)) for a, b in itertools.combinations(largest, 2)]
    everywhere = [math.dist(divmod(a, width), divmod(b, width)) for a, b in
                  itertools.combinations(range(height * width), 2)]
    return dict(map=values.tolist(), units=count, distance=float(np.mean(distance)),
                expected=float(np.mean(everywhere)))


def clusters(degrees, bins):
    height, width = degrees.shape
    of = np.floor(degrees * bins / 180 + 0.5).astype(int) % bins
    wanted = set(of.flatten().tolist())
    radii = []
    for row, column in itertools.product(range(height), range(width)):
        radius = 0
        while set(of[(row + dy) % height, (column + dx) % width] for dy in range(-radius, radius + 1)
                  for dx in range(-radius, radius + 1)) != wanted:
            radius += 1
        radii.append(radius)
    return dict(degrees=degrees.tolist(), bins=bins, radii=radii, mean=float(np.mean(radii)),
                median=float(np.median(radii)))


angles = np.round(np.degrees(np.angle(smooth(9, 12, 1.5) + 1j * smooth(9, 12, 1.5))) % 360 / 2, 3)
reference = dict(islands=[islands(smooth(12, 16, 1.5), 0.4, 8), islands(smooth(10, 10, 1.0), 0.0, 4)],
                 spectra=[spectrum(smooth(8, 12, 1.0)), spectrum(smooth(9, 7, 2.0)), spectrum(smooth(1, 10, 1.0))],
                 coherence=[coherence(smooth(8, 10, 1.5), 16), coherence(smooth(6, 6, 0.5), 5)],
                 clusters=[clusters(angles, 8), clusters(np.round(random.uniform(0, 179, (7, 7)), 3), 4)])
Path(__file__).with_name("patterns_reference.json").write_text(json.dumps(reference) + "\n")
