#!/usr/bin/env python3
"""One U-Net training step in Clientele and in PyTorch, in turn on the same machine.

First both must reach the same losses from the same weights on the same batch; then both are warmed up, and
measured in pairs whose order changes.
"""

import argparse
import json
import os
import subprocess
import tempfile
import time

import lib

TWIN = lib.BENCH / "peers" / "step.py"
# A reference BLAS reaches about 6 on machines where OpenBLAS reaches 60 and more.
LEAST_GFLOPS = 20
SCENARIOS = ["small", "medium", "large", "small-frozen", "medium-frozen"]


class Program:
    """A warm program that measures when it is told to."""

    def __init__(self, command, cores, environment=None):
        pin = (lambda: os.sched_setaffinity(0, cores)) if cores else None
        self.process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=pin,
            env=environment,
        )
        self.about = self.read()

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.process.args[0]}: ended with exit code {self.process.wait()}")
        return json.loads(line)

    def rate(self, steps):
        """Images a second over so many steps."""
        self.process.stdin.write(f"go {steps}\n")
        self.process.stdin.flush()
        return steps * self.about["imagesPerStep"] / self.read()["seconds"]

    def warm_up(self, seconds, round_seconds):
        """Repeats single steps for a while; how many steps then make a round of the wanted length."""
        end = time.monotonic() + seconds
        rate = self.rate(1)
        while time.monotonic() < end:
            rate = self.rate(1)
        return max(1, round(round_seconds * rate / self.about["imagesPerStep"]))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def words(scenario):
    size, _, frozen = scenario.partition("-")
    return ["--size", size] + (["--frozen"] if frozen else [])


def check(options, scenario):
    """Both programs' first losses, gradient norms and losses after a few steps; ends everything if they differ."""
    with tempfile.TemporaryDirectory(prefix="clientele-bench-") as folder:
        export = [options.clientele, "bench", "step", *words(scenario), "--export", folder]
        subprocess.run(export, check=True)
        twin = [options.python, TWIN, "--check", folder]
        said = subprocess.run(twin, stdout=subprocess.PIPE, text=True)
        if said.returncode != 0:
            raise SystemExit(f"{scenario}: the two programs disagree: {said.stdout}")
    return json.loads(said.stdout)


def twin_environment(options):
    # One: its threads and OpenMP's would fight for the cores, and these networks' products are small.
    environment = dict(os.environ, OPENBLAS_NUM_THREADS="1")
    if options.preload:
        environment["LD_PRELOAD"] = options.preload
    return environment


def require_blas(about):
    """Refuses a PyTorch whose matrix products are slow because of how it was installed."""
    if about["productGflops"] < LEAST_GFLOPS:
        raise SystemExit(
            f"PyTorch's matrix product: expected {LEAST_GFLOPS} GFLOP/s or more but was"
            f" {about['productGflops']:.1f}, which is a reference BLAS: install libopenblas0-pthread, or give"
            " --preload the path of a libopenblas.so.0"
        )


def measure(options, scenario):
    cores = set(range(options.threads)) if options.pin else None
    ours = [options.clientele, "bench", "step", *words(scenario), "--workers", options.threads, "--serve"]
    theirs = [options.python, TWIN, *words(scenario), "--threads", options.threads, "--serve"]
    rates = {"ours": [], "theirs": []}
    with Program(theirs, cores, twin_environment(options)) as b, Program(ours, cores) as a:
        require_blas(b.about)
        if a.about["parameters"] != b.about["parameters"]:
            raise SystemExit(f"{scenario}: not the same network: {a.about} and {b.about}")
        programs = {"ours": a, "theirs": b}
        steps = {k: p.warm_up(options.warm_up, options.seconds) for k, p in programs.items()}
        for repeat in range(options.repeats):
            order = ["ours", "theirs"] if repeat % 2 == 0 else ["theirs", "ours"]
            for name in order:
                rates[name].append(programs[name].rate(steps[name]))
        ratios = [x / y for x, y in zip(rates["ours"], rates["theirs"])]
        return {
            "scenario": scenario,
            "parameters": a.about["parameters"],
            "batch": a.about["batch"],
            "programs": {"ours": a.about, "theirs": b.about},
            "ours": lib.spread(rates["ours"]),
            "theirs": lib.spread(rates["theirs"]),
            "ratio": lib.spread(ratios),
            "imagesPerSecond": rates,
        }


def show(result):
    ratio = result["ratio"]
    print(
        f"{result['scenario']:14s} {result['parameters']:>10,d} {result['batch']:>6d}"
        f" {result['ours']['median']:>10.1f} {result['theirs']['median']:>10.1f}"
        f" {ratio['median']:>7.2f} ({ratio['lowest']:.2f} to {ratio['highest']:.2f})"
        f"  {result['programs']['theirs']['memoryFormat']}",
        flush=True,
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    lib.add_options(parser)
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO", help=f"of {', '.join(SCENARIOS)} (all)")
    parser.add_argument("--python", default="/usr/bin/python3", help="a Python with PyTorch")
    parser.add_argument("--preload", metavar="FILE", help="a libopenblas.so.0 for PyTorch to use")
    parser.add_argument(
        "--threads", type=int, default=1, help="PyTorch's threads, and Clientele's workers"
    )
    parser.add_argument("--pin", action="store_true", help="keep each program on the first THREADS cores")
    parser.add_argument("--repeats", type=int, default=9, help="pairs of rounds")
    parser.add_argument("--seconds", type=float, default=2, help="that a round takes, or one step if longer")
    parser.add_argument("--warm-up", type=float, default=15, help="seconds for each program")
    parser.add_argument("--no-check", action="store_true", help="do not compare losses first")
    options = parser.parse_args()
    unknown = set(options.scenarios) - set(SCENARIOS)
    if unknown:
        parser.error(f"expected scenarios of {SCENARIOS} but was {sorted(unknown)}")
    result = {"where": lib.where(), "threads": options.threads, "pinned": options.pin, "scenarios": []}
    print(f"{result['where']['processor']}, {options.threads} thread(s); images a second, medians")
    print(f"{'scenario':14s} {'parameters':>10s} {'batch':>6s} {'Clientele':>10s} {'PyTorch':>10s} {'ratio':>7s}")
    for scenario in options.scenarios or SCENARIOS:
        agreement = None if options.no_check else check(options, scenario)
        one = measure(options, scenario)
        one["check"] = agreement
        show(one)
        result["scenarios"].append(one)
        lib.write(options.out, result)


if __name__ == "__main__":
    main()
