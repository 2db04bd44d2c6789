#!/usr/bin/env python3
"""Scenarios in Clientele and in PyTorch, in turn on the same machine.

First both must reach the same result from the same weights on the same batch; then both are warmed up, and
measured in turns whose order changes.
"""

import argparse
import json
import os
import subprocess
import tempfile
import time

import lib

TWIN = lib.BENCH / "peers" / "twin.py"
# A reference BLAS reaches about 6 on machines where OpenBLAS reaches 60 and more.
LEAST_GFLOPS = 20
# "clock" does no arithmetic that another program could repeat.
SCENARIOS = sorted(path.stem for path in lib.BENCH.glob("*.conf") if path.stem != "clock")


class Program:
    """A warm program that measures a piece when it is told to."""

    def __init__(self, command, environment=None):
        self.process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        self.about = self.read()

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.process.args[0]}: ended with exit code {self.process.wait()}")
        return json.loads(line)

    def rate(self, seconds):
        """Units a second over pieces that take so many seconds, or one piece if it takes longer."""
        units, spent = 0, 0
        while not units or spent < seconds:
            self.process.stdin.write("go\n")
            self.process.stdin.flush()
            said = self.read()
            units += said["units"]
            spent += said["seconds"]
        return units / spent

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def export(options, scenario, folder):
    """Clientele's part of the check; what the twin is made from."""
    subprocess.run([*ours(options, scenario), "--export", folder], check=True)


def ours(options, scenario):
    settings = [word for each in options.set for word in ("--set", each)]
    return [options.clientele, "bench", lib.BENCH / f"{scenario}.conf", *settings]


def check(options, scenario, folder):
    """How far the twin's result is from ours; ends everything if they differ."""
    said = subprocess.run([options.python, TWIN, folder, "--check"], stdout=subprocess.PIPE, text=True)
    if said.returncode != 0:
        raise SystemExit(f"{scenario}: the two programs disagree: {said.stdout}")
    return json.loads(said.stdout)["differences"]


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


def require_same(scenario, a, b):
    if (a["parameters"], a["unit"]) != (b["parameters"], b["unit"]):
        raise SystemExit(f"{scenario}: not the same: {a} and {b}")


def twin(options, folder, threads):
    command = [options.python, TWIN, folder, "--threads", threads, "--serve"]
    return Program(command, twin_environment(options))


def measure(options, scenario, folder):
    """Rates of ours and of PyTorch with each number of threads, in turn."""
    mine = Program([*ours(options, scenario), "--serve"])
    programs = {"ours": mine}
    for threads in options.threads or range(1, mine.about["threads"] + 1):
        programs[f"PyTorch, {threads} threads"] = twin(options, folder, threads)
    try:
        for name in programs:
            require_same(scenario, mine.about, programs[name].about)
            if name != "ours":
                require_blas(programs[name].about)
        return {name: p.about for name, p in programs.items()}, alternate(options, programs)
    finally:
        for program in programs.values():
            program.__exit__()


def alternate(options, programs):
    names = list(programs)
    for name in names:
        end = time.monotonic() + options.warm_up
        programs[name].rate(0)
        while time.monotonic() < end:
            programs[name].rate(0)
    rates = {name: [] for name in names}
    for repeat in range(options.repeats):
        turn = repeat % len(names)
        for name in names[turn:] + names[:turn]:
            rates[name].append(programs[name].rate(options.seconds))
    return rates


def compare(options, scenario):
    with tempfile.TemporaryDirectory(prefix="clientele-bench-") as folder:
        export(options, scenario, folder)
        differences = check(options, scenario, folder)
        about, rates = measure(options, scenario, folder)
    others = {name: lib.spread(rates[name]) for name in rates if name != "ours"}
    best = max(others, key=lambda name: others[name]["median"])
    return {
        "scenario": scenario,
        "check": differences,
        "programs": about,
        "ours": lib.spread(rates["ours"]),
        "others": others,
        "best": best,
        "ratio": lib.spread([x / y for x, y in zip(rates["ours"], rates[best])]),
        "rates": rates,
    }


def show(result):
    about = result["programs"]
    ratio = result["ratio"]
    print(
        f"{result['scenario']:14s} {about['ours']['threads']:>7d} {result['ours']['median']:>10.4g}"
        f" {result['others'][result['best']]['median']:>10.4g}"
        f" {ratio['median']:>7.2f} ({ratio['lowest']:.2f} to {ratio['highest']:.2f})"
        f"  {about['ours']['unit']}; {result['best']}, {about[result['best']]['variant']}",
        flush=True,
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    lib.add_options(parser)
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO", help=f"of {', '.join(SCENARIOS)} (all)")
    parser.add_argument("--python", default="/usr/bin/python3", help="a Python with PyTorch")
    parser.add_argument("--preload", metavar="FILE", help="a libopenblas.so.0 for PyTorch to use")
    parser.add_argument("--set", action="append", default=[], metavar="path=value", help="for Clientele")
    parser.add_argument(
        "--threads", type=int, nargs="+", help="PyTorch's (default: 1 up to Clientele's workers, the best counts)"
    )
    parser.add_argument("--repeats", type=int, default=9, help="turns")
    parser.add_argument("--seconds", type=float, default=2, help="that a turn takes, or one piece if longer")
    parser.add_argument("--warm-up", type=float, default=15, help="seconds for each program")
    options = parser.parse_args()
    unknown = set(options.scenarios) - set(SCENARIOS)
    if unknown:
        parser.error(f"expected scenarios of {SCENARIOS} but was {sorted(unknown)}")
    result = {"where": lib.where(), "scenarios": []}
    print(f"{result['where']['processor']}; units a second, medians")
    print(f"{'scenario':14s} {'workers':>7s} {'Clientele':>10s} {'PyTorch':>10s} {'ratio':>7s}")
    for scenario in options.scenarios or SCENARIOS:
        one = compare(options, scenario)
        show(one)
        result["scenarios"].append(one)
        lib.write(options.out, result)


if __name__ == "__main__":
    main()
