#!/usr/bin/env python3
"""Whether resident memory stays where it is over many rounds. Exit code 1 if it grows.

The Java heap is small and resident from the start: what grows is native memory, and a leak on the heap ends the run.
"""

import argparse
import statistics
import sys

import lib

WINDOW = 10  # rounds whose mean is one figure


def slope(values):
    """The least-squares line's rise from one value to the next."""
    xs = range(len(values))
    return statistics.linear_regression(xs, values).slope


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    lib.add_options(parser)
    parser.add_argument("--conf", default=lib.BENCH / "memory" / "soak.conf")
    parser.add_argument("--rounds", type=int, default=200, help="that count")
    # The JVM's compilers take some 60 MB at times until they have nothing left to compile.
    parser.add_argument("--warm-up", type=int, default=100, help="rounds before them")
    parser.add_argument("--limit", type=float, default=5, help="percent that it may grow")
    parser.add_argument("--heap", default="128m", help="the Java heap's size")
    options = parser.parse_args()
    if options.rounds < 2 * WINDOW:
        parser.error(f"expected at least {2 * WINDOW} rounds but was {options.rounds}")
    total = options.warm_up + options.rounds
    lines, peak = lib.simulate(
        options.clientele,
        options.conf,
        {"rounds": total},
        CLIENTELE_HEAP=options.heap,
        CLIENTELE_JAVA_OPTS=f"-Xms{options.heap} -XX:+AlwaysPreTouch",
    )
    memory = [line["residentMegabytes"] for line in lib.rounds(lines)]
    if None in memory:
        raise SystemExit("this system does not tell a process's resident memory (/proc/self/status)")
    counted = memory[options.warm_up :]
    half = (len(counted) - WINDOW) // 2
    start, middle, end = (
        statistics.mean(counted[i : i + WINDOW]) for i in (0, half, len(counted) - WINDOW)
    )
    growth = 100 * (end / start - 1)
    passed = growth <= options.limit
    print(f"first round  {memory[0]:8.1f} MB")
    print(f"start        {start:8.1f} MB, after {options.warm_up} rounds")
    print(f"middle       {middle:8.1f} MB")
    print(f"end          {end:8.1f} MB, after {total} rounds")
    print(f"slope        {slope(counted):8.3f} MB a round")
    print(f"peak         {peak:8.1f} MB, the whole run")
    print(f"growth       {growth:8.1f} %: {'ok' if passed else f'more than {options.limit} %'}")
    result = {
        "where": lib.where(),
        "megabytes": memory,
        "start": start,
        "middle": middle,
        "end": end,
        "slopePerRound": slope(counted),
        "peak": peak,
        "growthPercent": growth,
        "passed": passed,
    }
    lib.write(options.out, result)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
