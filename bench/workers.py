#!/usr/bin/env python3
"""The throughput of a whole round with two workers, over that with one."""

import argparse
import statistics

import lib


def measure(options, workers):
    """The median of the rounds' images a second, without the first round, in which the JVM warms up."""
    settings = {"compute.workers": workers, "rounds": options.rounds + options.warm_up}
    lines, _ = lib.simulate(options.clientele, options.conf, settings)
    rates = [line["imagesPerSecond"] for line in lib.rounds(lines)]
    return statistics.median(rates[options.warm_up :])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    lib.add_options(parser)
    parser.add_argument("--conf", default=lib.BENCH / "round.conf")
    parser.add_argument("--workers", type=int, default=2, help="compared with one worker")
    parser.add_argument("--rounds", type=int, default=4, help="measured in each run")
    parser.add_argument("--warm-up", type=int, default=2, help="rounds before them")
    parser.add_argument("--repeats", type=int, default=3, help="pairs of runs")
    options = parser.parse_args()
    where = lib.where()
    one, many, ratios = [], [], []
    for repeat in range(options.repeats):
        # The order changes, so that a machine that slows down slows both alike.
        order = [1, options.workers] if repeat % 2 == 0 else [options.workers, 1]
        rates = {workers: measure(options, workers) for workers in order}
        one.append(rates[1])
        many.append(rates[options.workers])
        ratios.append(rates[options.workers] / rates[1])
        lib.say(f"{repeat + 1} of {options.repeats}: {rates}, ratio {ratios[-1]:.2f}")
    result = {
        "where": where,
        "workers": options.workers,
        "oneImagesPerSecond": lib.spread(one),
        "manyImagesPerSecond": lib.spread(many),
        "ratio": lib.spread(ratios),
    }
    print(f"1 worker   {statistics.median(one):8.1f} images/s")
    print(f"{options.workers} workers  {statistics.median(many):8.1f} images/s")
    print(f"ratio      {statistics.median(ratios):8.2f} ({min(ratios):.2f} to {max(ratios):.2f})")
    lib.write(options.out, result)


if __name__ == "__main__":
    main()
