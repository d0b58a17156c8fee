"""Makes window_reference.json beside this script with SciPy: fits of integration windows (topo/window_fit.h) by
scipy.optimize.curve_fit with the published start and bounds, and of each term alone. Windows are rounded to 6 digits.

    python3 -m venv peers && peers/bin/pip install numpy scipy && peers/bin/python tests/data/make_window_reference.py
"""
import json
import warnings
from pathlib import Path

import numpy as np
from scipy.optimize import curve_fit

warnings.filterwarnings("ignore")
random = np.random.default_rng(24)
lags = np.arange(21.0)


def mixture(d, a, b, c):
    return c * (d + 1) ** -a + (1 - c) * np.exp(-b * d)


def fit(form, y, start, upper):
    found, _ = curve_fit(form, lags, y, p0=start, bounds=([0] * len(start), upper), xtol=1e-14, ftol=1e-14, gtol=1e-14,
                         max_nfev=20000)
    return found, float(((y - form(lags, *found)) ** 2).sum())


def criterion(error, parameters):
    n, k = len(lags), parameters + 1
    return n * np.log(error / n) + 2 * k + 2 * k * (k + 1) / (n - k - 1)


def case(y):
    (a, b, c), error = fit(mixture, y, (1, 1, 0.5), (10, 10, 1))
    _, exponential = fit(lambda d, b: np.exp(-b * d), y, (1,), (10,))
    _, power = fit(lambda d, a: (d + 1) ** -a, y, (1,), (10,))
    deviation = float(((y - y.mean()) ** 2).sum())
    return dict(window=y.tolist(), a=a, b=b, c=c, error=error, r2=1 - error / deviation, aicc=criterion(error, 3),
                aicc_exponential=criterion(exponential, 1), aicc_power=criterion(power, 1),
                aicc_constant=criterion(deviation, 1))


cases = []
for noise in (0.005, 0.02, 0.05, 0.1, 0.2):
    for _ in range(8):
        c, a, b = random.uniform(0.1, 0.7), random.uniform(0.3, 1.5), random.uniform(0.7, 3)
        y = mixture(lags, a, b, c) * np.exp(random.normal(size=21) * noise)
        cases.append(case(np.round(y / y[0], 6)))
print(len(cases), "windows")
text = json.dumps({"windows": cases}, indent=None, separators=(",", ":")).replace('{"window"', '\n{"window"')
(Path(__file__).parent / "window_reference.json").write_text(text + "\n")
