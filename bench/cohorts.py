#!/usr/bin/env python3
"""Whether peak resident memory depends on the cohort's size. Exit code 1 if it does."""

import argparse
import sys

import lib


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    lib.add_options(parser)
    parser.add_argument("--conf", default=lib.BENCH / "memory" / "soak.conf")
    parser.add_argument("--cohorts", type=int, nargs=2, default=[10, 500], metavar="N")
    parser.add_argument("--visits", type=int, default=2000, help="in each run")
    parser.add_argument("--limit", type=float, default=10, help="percent that the peaks may differ")
    parser.add_argument("--heap", default="256m", help="the Java heap's limit")
    options = parser.parse_args()
    peaks = []
    for cohort in options.cohorts:
        # As many visits in every run, so that each has made as much garbage as the others.
        settings = {"clients.cohort": cohort, "rounds": max(1, options.visits // cohort)}
        _, peak = lib.simulate(options.clientele, options.conf, settings, CLIENTELE_HEAP=options.heap)
        peaks.append(peak)
        print(f"cohorts of {cohort:5d}  {peak:8.1f} MB at most, {settings['rounds']} rounds", flush=True)
    growth = 100 * (peaks[1] / peaks[0] - 1)
    passed = growth <= options.limit
    print(f"growth            {growth:8.1f} %: {'ok' if passed else f'more than {options.limit} %'}")
    result = {
        "where": lib.where(),
        "cohorts": options.cohorts,
        "peakMegabytes": peaks,
        "growthPercent": growth,
        "passed": passed,
    }
    lib.write(options.out, result)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
