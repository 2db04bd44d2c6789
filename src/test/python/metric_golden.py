"""Writes src/test/resources/golden/metric.json: features with their KID and FID, computed with NumPy.

The formulas are written out (loops over pairs, eigenvalues of the plain covariance product), so that
they share no shortcut with the Java code. Run with the repository's root as working directory:

    python3 src/test/python/metric_golden.py
"""

import json

import numpy as np


def kernel(a, b):
    return (np.dot(a, b) / len(a) + 1.0) ** 3


def kid(x, y):
    m, n = len(x), len(y)
    xx = sum(kernel(x[i], x[j]) for i in range(m) for j in range(m) if i != j) / (m * (m - 1))
    yy = sum(kernel(y[i], y[j]) for i in range(n) for j in range(n) if i != j) / (n * (n - 1))
    xy = sum(kernel(a, b) for a in x for b in y) / (m * n)
    return float(xx + yy - 2 * xy)


def fid(x, y):
    difference = x.mean(axis=0) - y.mean(axis=0)
    s1, s2 = np.cov(x, rowvar=False), np.cov(y, rowvar=False)
    # A product of two positive semi-definite matrices has real eigenvalues that are not negative.
    values = np.linalg.eigvals(s1 @ s2).real.clip(min=0)
    return float(difference @ difference + np.trace(s1) + np.trace(s2) - 2 * np.sqrt(values).sum())


def case(name, generator, m, n, d, shift, scale):
    mix = generator.normal(size=(d, d)) / np.sqrt(d)
    x = np.round(generator.normal(size=(m, d)) @ mix, 4).astype(np.float32)
    y = np.round(shift + scale * generator.normal(size=(n, d)), 4).astype(np.float32)
    features = {"x": [[round(float(v), 4) for v in row] for row in x],
                "y": [[round(float(v), 4) for v in row] for row in y]}
    x, y = x.astype(np.float64), y.astype(np.float64)
    return {"name": name, **features, "kid": kid(x, y), "fid": fid(x, y)}


def main():
    generator = np.random.default_rng(20)
    cases = [
        case("different", generator, 14, 11, 5, 0.5, 1.3),
        case("close", generator, 16, 16, 4, 0.1, 1.0),
        case("fewer images than numbers", generator, 5, 6, 8, 0.2, 0.7),
    ]
    with open("src/test/resources/golden/metric.json", "w", encoding="utf-8") as file:
        json.dump({"cases": cases}, file)
        file.write("\n")


if __name__ == "__main__":
    main()
