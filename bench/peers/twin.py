#!/usr/bin/env python3
"""The PyTorch twin of a scenario that `clientele bench CONF --export DIR` wrote.

Needs PyTorch 1.13 or later (Debian: python3-torch). See bench/README.md.
"""

import argparse
import json
import statistics
import sys
import time

import torch

import overhead
import sampling
import step
import visits
from files import Export

# A scenario's name: what is measured, and what is checked before.
TWINS = {
    "step": (step.Step, step.check),
    "round": (visits.Round, step.check),
    "adaptation": (visits.Adaptation, step.check),
    "sampling": (sampling.Sampling, sampling.check),
    "overhead": (overhead.Overhead, overhead.check),
}


def timed(twin):
    """One piece: how many units, in how many seconds."""
    start = time.perf_counter()
    units = twin.piece()
    return units, time.perf_counter() - start


def fastest(kind, export, trials):
    """The fastest of a twin's variants, tried in turn, and what it was."""
    candidates = [(kind(export, variant), variant) for variant in kind.variants]
    if len(candidates) == 1:
        return candidates[0]
    for twin, _ in candidates:
        twin.piece()
    taken = [[timed(twin)[1] for twin, _ in candidates] for _ in range(trials)]
    medians = [statistics.median(column) for column in zip(*taken)]
    return candidates[medians.index(min(medians))]


def product_gflops(size=512, trials=5):
    """The best speed of a matrix product, which tells a reference BLAS (a few GFLOP/s) from a real one."""
    a, b = torch.randn(size, size), torch.randn(size, size)
    best = float("inf")
    for _ in range(trials):
        start = time.perf_counter()
        torch.mm(a, b)
        best = min(best, time.perf_counter() - start)
    return 2 * size**3 / best / 1e9


def check(export, repeat):
    """Compares with what Clientele computed; the exit code."""
    found = repeat(export)
    agrees = all(difference <= limit for difference, limit in found.values())
    differences = {name: difference for name, (difference, _) in found.items()}
    print(json.dumps({"differences": differences, "agrees": agrees}))
    return 0 if agrees else 1


def serve(twin, about):
    """Answers each line "go" with how many units were done in how many seconds."""
    print(json.dumps(about), flush=True)
    for line in sys.stdin:
        if line.strip() == "go":
            units, seconds = timed(twin)
            answer = {"units": units, "seconds": seconds}
        else:
            answer = {"error": f"expected 'go' but was '{line.strip()}'"}
        print(json.dumps(answer), flush=True)


def measure(twin, about, repeats):
    timed(twin)
    rates = [units / seconds for units, seconds in (timed(twin) for _ in range(repeats))]
    print(json.dumps(about))
    print(f"{statistics.median(rates):.1f} {twin.unit}/s ({min(rates):.1f} to {max(rates):.1f})")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", metavar="DIR", help="what `clientele bench CONF --export DIR` wrote")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--trials", type=int, default=3, help="pieces by which the fastest variant is chosen")
    parser.add_argument("--serve", action="store_true", help="measure when a line 'go' asks for it")
    parser.add_argument("--check", action="store_true", help="compare what comes out instead of measuring")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    export = Export(options.folder)
    kind, repeat = TWINS[export.scenario["scenario"]]
    if options.check:
        return check(export, repeat)
    twin, variant = fastest(kind, export, options.trials)
    about = {
        "parameters": twin.parameters,
        "unit": twin.unit,
        "program": "PyTorch " + torch.__version__,
        "threads": options.threads,
        "variant": variant,
        "productGflops": product_gflops(),
    }
    if options.serve:
        serve(twin, about)
    else:
        measure(twin, about, options.repeats)
    return 0


if __name__ == "__main__":
    sys.exit(main())
