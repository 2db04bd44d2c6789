"""Writes src/test/resources/golden/measure.json: what the measures must give, computed with NumPy.

Every number is computed another way than in Java: principal components by a singular value
decomposition, ridge regression by solving the normal equations, the area under the curve by comparing
all pairs, the Frechet distance by the matrix square root, and the variational bound as an exact
expectation instead of by random draws. Run with the repository's root as working directory:

    python3 src/test/python/measure_golden.py
"""

import json
import math

import numpy as np


def generated(rows, columns, seed):
    """Numbers in -1..1 that the test makes, too: a linear congruential generator's."""
    values = np.empty(rows * columns, dtype=np.float32)
    state = seed
    for i in range(len(values)):
        state = (state * 1664525 + 1013904223) % 2**32
        values[i] = state / 2**31 - 1
    return values.reshape(rows, columns)


def root(symmetric):
    values, vectors = np.linalg.eigh(symmetric)
    return vectors @ np.diag(np.sqrt(values.clip(min=0))) @ vectors.T


def distances():
    m, n, d = 300, 250, 64
    x = generated(m, d, 1).astype(np.float64)
    y = (1.25 * generated(n, d, 2) + np.float32(0.25)).astype(np.float64)
    kernel = lambda a, b: (a @ b.T / d + 1) ** 3
    xx, yy = kernel(x, x), kernel(y, y)
    kid = ((xx.sum() - np.trace(xx)) / (m * (m - 1)) + (yy.sum() - np.trace(yy)) / (n * (n - 1))
           - 2 * kernel(x, y).mean())
    s1, s2 = np.cov(x, rowvar=False), np.cov(y, rowvar=False)
    r = root(s1)
    shift = x.mean(axis=0) - y.mean(axis=0)
    fid = shift @ shift + np.trace(s1 + s2 - 2 * root(r @ s2 @ r))
    return {"m": m, "n": n, "d": d, "kid": float(kid), "fid": float(fid)}


def components(generator):
    x = np.round(generator.normal(size=(14, 5)) @ generator.normal(size=(5, 5)), 4)
    other = np.round(generator.normal(size=(3, 5)), 4)
    mean = x.mean(axis=0)
    _, s, vt = np.linalg.svd(x - mean, full_matrices=False)
    axes = vt[:2]
    axes = axes * np.sign([a[np.argmax(np.abs(a))] for a in axes])[:, None]
    return {"x": x.tolist(), "other": other.tolist(), "places": ((other - mean) @ axes.T).tolist(),
            "explained": (s[:2] ** 2 / (s**2).sum()).tolist()}


def probe(generator):
    x = np.round(generator.normal(size=(20, 6)), 4)
    y = np.round(x[:, :2] @ generator.normal(size=(2, 3)) + 0.3 * generator.normal(size=(20, 3)) + 2, 4)
    fitted, held = slice(0, 14), slice(14, 20)
    ridge = 0.7
    mx, my = x[fitted].mean(axis=0), y[fitted].mean(axis=0)
    a, b = x[fitted] - mx, y[fitted] - my
    w = np.linalg.solve(a.T @ a + ridge * np.eye(6), a.T @ b)
    predicted = (x[held] - mx) @ w + my
    spread = ((y[held] - y[held].mean(axis=0)) ** 2).sum(axis=0)
    r2 = 1 - ((y[held] - predicted) ** 2).sum(axis=0) / spread
    return {"x": x.tolist(), "y": y.tolist(), "fitted": 14, "ridge": ridge,
            "predicted": predicted.tolist(), "determination": r2.tolist()}


def area(generator):
    members = np.round(generator.normal(0.0, 1, size=23), 1)
    others = np.round(generator.normal(0.6, 1.3, size=17), 1)
    psi = np.array([[1.0 if m < o else 0.5 if m == o else 0.0 for o in others] for m in members])
    value = psi.mean()
    v10, v01 = psi.mean(axis=1), psi.mean(axis=0)
    error = math.sqrt(v10.var(ddof=1) / len(v10) + v01.var(ddof=1) / len(v01))
    return {"members": members.tolist(), "others": others.tolist(), "value": float(value),
            "standardError": error}


def normal_cdf(z):
    return 0.5 * math.erfc(-z / math.sqrt(2))


def bound(deviation, steps, large):
    """The exact bound for pixels N(0, deviation^2), rounded to levels, and the best linear denoiser."""
    betas = np.linspace(1e-4, 0.02, steps)
    kept = np.cumprod(1 - betas)
    levels = [2 * k / 255 - 1 for k in range(256)]
    edge = lambda k: -math.inf if k == 0 else math.inf if k == 256 else ((2 * k - 1) / 255 - 1)
    weights = [normal_cdf(edge(k + 1) / deviation) - normal_cdf(edge(k) / deviation) for k in range(256)]
    square = sum(w * v * v for w, v in zip(weights, levels))

    def factor(t):  # the best predicted image is factor x_t, were pixels not rounded
        return math.sqrt(kept[t]) * deviation**2 / (kept[t] * deviation**2 + 1 - kept[t])

    def variance(t, previous):
        beta = 1 - kept[t] / previous
        return beta if large else beta * (1 - previous) / (1 - kept[t])

    prior = (kept[-1] * square - kept[-1] - math.log(1 - kept[-1])) / 2
    total = 0.0
    for t in range(1, steps):
        beta = 1 - kept[t] / kept[t - 1]
        posterior = beta * (1 - kept[t - 1]) / (1 - kept[t])
        model = variance(t, kept[t - 1])
        k = factor(t)
        error = (1 - k * math.sqrt(kept[t])) ** 2 * square + k**2 * (1 - kept[t])
        difference = kept[t - 1] * (beta / (1 - kept[t])) ** 2 * error
        total += (posterior / model - 1 - math.log(posterior / model) + difference / model) / 2
    sigma = math.sqrt(variance(0, 1.0) if large else variance(1, kept[0]))
    decoder = 0.0
    grid = np.linspace(-6, 6, 241)
    chance = np.exp(-(grid**2) / 2)
    chance /= chance.sum()
    for k, (w, v) in enumerate(zip(weights, levels)):
        if w < 1e-9:
            continue
        for e, c in zip(grid, chance):
            mean = factor(0) * (math.sqrt(kept[0]) * v + math.sqrt(1 - kept[0]) * e)
            mass = normal_cdf((edge(k + 1) - mean) / sigma) - normal_cdf((edge(k) - mean) / sigma)
            decoder -= w * c * math.log(max(mass, 1e-300))
    bits = 1 / math.log(2)
    return {"deviation": deviation, "steps": steps, "large": large, "prior": float(prior * bits),
            "sum": float(total * bits), "decoder": float(decoder * bits)}


def tails():
    """Log masses of the standard normal, of which the far ones come from a quadrature in logarithms."""
    cases = []
    for low, high in [(-0.5, 0.25), (0.001, 0.002), (-3.5, -3.25), (2.9, 3.1), (4, math.inf),
                      (-math.inf, 0.5), (12, 12.5), (60, 61)]:
        finite_high = high if high < math.inf else 30.0
        finite_low = low if low > -math.inf else -30.0
        x = np.linspace(finite_low, finite_high, 400001)
        exponent = -x * x / 2
        top = exponent.max()
        value = np.trapz(np.exp(exponent - top), x)
        cases.append({"low": low if low > -math.inf else None, "high": high if high < math.inf else None,
                      "logMass": float(top + math.log(value) - math.log(2 * math.pi) / 2)})
    return cases


def main():
    generator = np.random.default_rng(21)
    result = {
        "distances": distances(),
        "components": components(generator),
        "probe": probe(generator),
        "area": area(generator),
        "bounds": [bound(0.3, 60, True), bound(0.3, 60, False), bound(1.0, 40, True)],
        "tails": tails(),
    }
    with open("src/test/resources/golden/measure.json", "w", encoding="utf-8") as file:
        json.dump(result, file)
        file.write("\n")


if __name__ == "__main__":
    main()
