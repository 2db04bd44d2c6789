#!/usr/bin/env python3
"""What a run with many clients takes: seconds, peak memory, and how memory goes over the rounds. Exit code 1 beyond the bounds.

The Java heap keeps its default size and grows into it, as a user's does; "bench/soak.py" holds the heap still and shows
what grows beside it.
"""

import argparse
import statistics
import sys
import time

import lib

SHOWN = (1, 10, 25, 50, 75, 100)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    lib.add_options(parser)
    parser.add_argument("--conf", default=lib.ROOT / "conf" / "scale" / "million.conf")
    parser.add_argument("--rounds", type=int, help="instead of the configuration's")
    parser.add_argument("--from-round", type=int, default=10, help="where the slope begins: all is laid out by then")
    parser.add_argument("--most-megabytes", type=float, default=4096, help="resident at the peak")
    parser.add_argument("--most-seconds", type=float, default=300, help="the whole run")
    parser.add_argument("--heap", help="the Java heap's bound, such as 1200m")
    options = parser.parse_args()
    where = lib.where()
    settings = {} if options.rounds is None else {"rounds": options.rounds}
    environment = {} if options.heap is None else {"CLIENTELE_HEAP": options.heap}
    start = time.monotonic()
    lines, peak = lib.simulate(options.clientele, options.conf, settings, **environment)
    seconds = time.monotonic() - start
    memory = {line["round"]: line["residentMegabytes"] for line in lib.rounds(lines)}
    if None in memory.values():
        raise SystemExit("this system does not tell a process's resident memory (/proc/self/status)")
    for number in sorted({*SHOWN, max(memory)} & memory.keys()):
        print(f"round {number:5d} {memory[number]:9.1f} MB")
    counted = {number: mb for number, mb in memory.items() if number >= options.from_round}
    slope = statistics.linear_regression(list(counted), list(counted.values())).slope if len(counted) > 1 else None
    if slope is not None:
        print(f"slope       {slope:9.3f} MB a round, from round {min(counted)} on")
    print(f"peak        {peak:9.1f} MB, the whole run")
    print(f"time        {seconds:9.1f} s, the whole run")
    passed = peak <= options.most_megabytes and seconds <= options.most_seconds
    print("ok" if passed else f"more than {options.most_megabytes:.0f} MB or {options.most_seconds:.0f} s")
    result = {
        "where": where,
        "conf": str(options.conf),
        "megabytes": memory,
        "slopePerRound": slope,
        "peak": peak,
        "seconds": seconds,
        "passed": passed,
    }
    lib.write(options.out, result)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
