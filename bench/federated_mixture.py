#!/usr/bin/env python3
"""A federation of 10,000 clients on data with a known answer: how long it takes, and how near each method's score is
to the truth. Exit code 1 if SPIRE takes longer than the limit, or its error is more than half of FedAvg's."""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import time

import lib

CONF = lib.ROOT / "conf" / "theory" / "federated-mixture.conf"
FEDAVG = lib.ROOT / "conf" / "theory" / "federated-mixture-fedavg.conf"


def run(launcher, conf, folder):
    """Runs one simulation; its seconds on the wall and its summary."""
    started = time.monotonic()
    command = [str(launcher), "run", str(conf), "--out", str(folder), "--quiet"]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    seconds = time.monotonic() - started
    with open(folder / "summary.json", encoding="utf-8") as file:
        return seconds, json.load(file)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    lib.add_options(parser)
    parser.add_argument("--limit", type=float, default=180, help="seconds that SPIRE may take")
    options = parser.parse_args()
    where = lib.where()
    seconds, errors, probe = {}, {}, None
    with tempfile.TemporaryDirectory(prefix="clientele-bench-") as folder:
        for name, conf in {"spire": CONF, "fedavg": FEDAVG}.items():
            lib.say(f"{name} ...")
            seconds[name], summary = run(options.clientele, conf, pathlib.Path(folder) / name)
            truth = summary["truth"]
            errors |= {model: value["mean"] for model, value in truth["scoreErrorByNoise"].items()}
            probe = truth.get("probe", probe)
    for name, value in seconds.items():
        print(f"{name:45s} {value:8.1f} s")
    for model, value in sorted(errors.items(), key=lambda entry: entry[1]):
        print(f"{model:45s} {value:8.5f} score error of unseen clients")
    print(f"{'variance of the true weights that a probe reads':45s} {probe['explainedVariance']:8.3f}")
    fedavg = errors["fedavg + full fine-tuning, not adapted"]
    passed = seconds["spire"] <= options.limit and errors["spire, adapted"] <= fedavg / 2
    result = {"where": where, "seconds": seconds, "scoreErrors": errors, "probe": probe, "passed": passed}
    lib.write(options.out, result)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
