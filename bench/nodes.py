#!/usr/bin/env python3
"""Two worker JVMs beside one JVM with two workers: throughput, bytes on the wire, and a node that is killed."""

import argparse
import json
import math
import os
import pathlib
import signal
import statistics
import subprocess
import sys
import tempfile
import time

import lib


def command(options, out, nodes):
    """A run with two workers, in one JVM or in so many worker JVMs."""
    words = [str(options.clientele), "run", str(options.conf), "--quiet", "--out", str(out)]
    for setting in (
        "compute.workers=2",
        f"rounds={options.rounds + options.warm_up}",
        f"method.local-steps={options.local_steps}",
        *options.set,
    ):
        words += ["--set", setting]
    return words + (["--nodes", str(nodes)] if nodes else [])


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.endswith("\n")]


def measured(options, out):
    """The timing of the rounds after the warm-up, in which JVMs compile and nodes join."""
    return lib.rounds(lines(out / "timing.jsonl"))[options.warm_up :]


def run(options, nodes):
    with tempfile.TemporaryDirectory(prefix="clientele-bench-") as folder:
        out = pathlib.Path(folder, "run")
        subprocess.run(command(options, out, nodes), stdout=subprocess.DEVNULL, check=True)
        return measured(options, out), wire(options, out) if nodes else None


def wire(options, out):
    """Bytes a round, by what they are; the least is every node's model and every block's update, once."""
    rounds = measured(options, out)
    with open(out / "config.conf", encoding="utf-8") as file:
        block = next(int(line.split("=")[1]) for line in file if line.strip().startswith("block="))
    visits = [v for v in lines(out / "clients.jsonl") if v["phase"] == "pretraining"]
    answered = [v for v in visits if v["outcome"] == "completed"]
    each = len(answered) / (options.rounds + options.warm_up)
    model, update = visits[0]["bytesDown"], answered[0]["bytesUp"]
    nodes = rounds[-1]["nodes"]
    return {
        "nodes": nodes,
        "modelBytes": model,
        "updateBytes": update,
        "leastDown": nodes * model,
        "leastUp": math.ceil(each / block) * update,
        "oneByOneUp": each * update,
        "down": statistics.median(r["wireBytesDown"] for r in rounds),
        "up": statistics.median(r["wireBytesUp"] for r in rounds),
    }


def wait_for(condition, what, seconds=240):
    start = time.monotonic()
    while not condition():
        if time.monotonic() - start > seconds:
            raise SystemExit(f"expected {what} within {seconds} s")
        time.sleep(0.02)


def children(pid):
    said = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True)
    return [int(word) for word in said.stdout.split()]


def recovery(options):
    """Seconds from a worker's SIGKILL until its work is begun again, and until the run is over."""
    with tempfile.TemporaryDirectory(prefix="clientele-bench-") as folder:
        out = pathlib.Path(folder, "run")
        timing, log = out / "timing.jsonl", out / "log.txt"
        process = subprocess.Popen(command(options, out, 2), stdout=subprocess.DEVNULL)
        wait_for(
            lambda: timing.exists() and len(lib.rounds(lines(timing))) > options.warm_up,
            "a round",
        )
        os.kill(children(process.pid)[0], signal.SIGKILL)
        killed = time.monotonic()
        wait_for(lambda: " is lost; " in log.read_text(encoding="utf-8"), "the node's loss")
        noticed = time.monotonic() - killed
        if process.wait() != 0:
            raise SystemExit(f"expected exit code 0 but was {process.returncode}")
        after = measured(options, out)
        return {"secondsUntilBegunAgain": noticed, "roundSeconds": [r["seconds"] for r in after]}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    lib.add_options(parser)
    parser.add_argument("--conf", default=lib.BENCH / "round.conf")
    parser.add_argument("--rounds", type=int, default=3, help="measured in each run")
    parser.add_argument("--warm-up", type=int, default=9, help="rounds before them, in which JVMs compile")
    parser.add_argument("--local-steps", type=int, default=4, help="of a visit; its messages cost the same")
    parser.add_argument("--repeats", type=int, default=3, help="pairs of runs")
    parser.add_argument("--set", action="append", default=[], metavar="PATH=VALUE")
    parser.add_argument("--no-kill", action="store_true", help="leave the killed node out")
    options = parser.parse_args()
    result = {"where": lib.where()}
    rates, ratios = {0: [], 2: []}, []
    for repeat in range(options.repeats):
        # The order changes, so that a machine that slows down slows both alike.
        for nodes in [0, 2] if repeat % 2 == 0 else [2, 0]:
            rounds, crossed = run(options, nodes)
            rates[nodes].append(statistics.median(r["imagesPerSecond"] for r in rounds))
            result["wire"] = crossed or result.get("wire")
        ratios.append(rates[2][-1] / rates[0][-1])
        lib.say(f"{repeat + 1} of {options.repeats}: ratio {ratios[-1]:.2f}")
    result["oneJvmImagesPerSecond"] = lib.spread(rates[0])
    result["twoJvmsImagesPerSecond"] = lib.spread(rates[2])
    result["ratio"] = lib.spread(ratios)
    print(f"1 JVM, 2 workers      {statistics.median(rates[0]):8.1f} images/s")
    print(f"2 worker JVMs         {statistics.median(rates[2]):8.1f} images/s")
    print(f"ratio                 {statistics.median(ratios):8.2f} ({min(ratios):.2f} to {max(ratios):.2f})")
    w = result["wire"]
    print(f"bytes down a round    {w['down']:12.0f}, least {w['leastDown']:12.0f}: {w['down'] / w['leastDown']:.2f}")
    print(f"bytes up a round      {w['up']:12.0f}, least {w['leastUp']:12.0f}: {w['up'] / w['leastUp']:.2f}")
    print(f"  one by one          {w['oneByOneUp']:12.0f}")
    if not options.no_kill:
        result["recovery"] = recovery(options)
        print(f"killed node: work begun again after {result['recovery']['secondsUntilBegunAgain']:.1f} s")
    lib.write(options.out, result)
    if statistics.median(ratios) < 0.9:
        sys.exit("expected at least 0.9 of one JVM's throughput")


if __name__ == "__main__":
    main()
