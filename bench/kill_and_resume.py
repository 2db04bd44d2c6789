#!/usr/bin/env python3
"""Whether a run that is killed again and again, and resumed each time, leaves the same bytes. Exit code 1 if not.

SIGKILL at random moments: nothing in the process can prepare for it. Compared are metrics.jsonl, clients.jsonl,
summary.json and the folder of checkpoints.
"""

import argparse
import json
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

import lib

SAME = ("metrics.jsonl", "clients.jsonl", "summary.json", "checkpoint")


def contents(run):
    """Every file that must be the same, by its path in the run's folder."""
    files = {}
    for name in SAME:
        path = run / name
        each = sorted(path.rglob("*")) if path.is_dir() else [path]
        files.update({str(f.relative_to(run)): f.read_bytes() for f in each if f.is_file()})
    return files


def work(command, seconds=None):
    """Runs a command, killed after so many seconds. How long it took to its end; None where it was killed."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        _, errors = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.communicate()
        return None
    if process.returncode != 0:
        raise SystemExit(f"expected exit code 0 but was {process.returncode} from {command}:\n{errors}")
    return time.monotonic() - start


def kill_to_the_end(options, run, folder, lengths, left, moments):
    """Kills a run at most so many times and lets it end then. How many kills, and how many before any checkpoint.

    Only the others count towards how many are left: before its first checkpoint a run begins anew.

    lengths: how long whole runs took; moments are drawn from the quickest one's, as the others' machine was busy.
    """
    command, kills, early = [*run, folder], 0, 0
    while kills < left:
        patience = 1 + early / 4  # on a busy machine a run needs longer for its first checkpoint
        took = work(command, moments.uniform(0.4, 1.0) * min(lengths) * patience)
        if took is not None:
            if kills + early == 0:
                lengths.append(took)
            return kills, early
        if (folder / "summary.json").exists():  # killed after all was done
            return kills + 1, early
        begun = any((folder / "checkpoint").glob("round-*"))
        kills, early = kills + begun, early + (not begun)
        command = [options.clientele, "resume", folder, "--quiet"] if begun else [*run, folder, "--force"]
        lib.say(f"kill {kills}" if begun else f"kill before the first checkpoint, {early}")
    work(command)
    return kills, early


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    lib.add_options(parser)
    parser.add_argument("--conf", default=lib.BENCH / "faults" / "kill.conf")
    parser.add_argument("--kills", type=int, default=20, help="in all, of as many runs as that takes")
    parser.add_argument("--seed", type=int, default=1, help="of the random moments")
    parser.add_argument("--set", action="append", default=[], metavar="PATH=VALUE")
    options = parser.parse_args()
    moments = random.Random(options.seed)
    settings = [word for setting in options.set for word in ("--set", setting)]
    run = [options.clientele, "run", options.conf, "--quiet", *settings, "--out"]
    kills, early, runs, different = 0, 0, 0, set()
    with tempfile.TemporaryDirectory() as temporary:
        whole = pathlib.Path(temporary, "whole")
        lengths = [work([*run, whole])]
        lib.say(f"uninterrupted: {lengths[0]:.1f} s")
        expected = contents(whole)
        while kills < options.kills:
            runs += 1
            killed = pathlib.Path(temporary, f"killed-{runs}")
            more = kill_to_the_end(options, run, killed, lengths, options.kills - kills, moments)
            kills, early = kills + more[0], early + more[1]
            actual = contents(killed)
            names = expected.keys() | actual.keys()
            different |= {name for name in names if expected.get(name) != actual.get(name)}
    print(f"{kills} kills of {runs} runs, {early} more before the first checkpoint, {len(expected)} files a run: ", end="")
    print("all the same" if not different else f"different: {', '.join(sorted(different))}")
    if options.out:
        result = {"where": lib.where(), "kills": kills, "runs": runs, "early": early, "different": sorted(different)}
        pathlib.Path(options.out).write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
