"""What the benchmarks share: starting Clientele, reading what it wrote, and saying where it was measured."""

import datetime
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BENCH = ROOT / "bench"
LAUNCHER = ROOT / "target" / "clientele" / "bin" / "clientele"


def add_options(parser):
    """The options that every benchmark has."""
    parser.add_argument(
        "--clientele", metavar="FILE", default=LAUNCHER, help="the launcher (default: %(default)s)"
    )
    parser.add_argument("--out", metavar="FILE", help="also write the result there, as JSON")


def say(text):
    """Shows progress, apart from the result."""
    print(text, file=sys.stderr, flush=True)


def spread(values):
    return {"median": statistics.median(values), "lowest": min(values), "highest": max(values)}


def busy(seconds=1):
    """The percentage of the processors' time that others take now; None where the system does not tell."""

    def times():
        with open("/proc/stat", encoding="utf-8") as file:
            values = [int(word) for word in file.readline().split()[1:]]
        return sum(values), values[3] + values[4]  # all; idle and waiting for disks

    try:
        before = times()
        time.sleep(seconds)
        after = times()
    except OSError:
        return None
    return 100 - 100 * (after[1] - before[1]) / max(1, after[0] - before[0])


def where():
    """The machine, the date, and the versions that a figure belongs to; warns of a busy machine."""
    others = busy()
    if others is not None and others > 10:
        say(f"warning: other programs take {others:.0f} % of this machine, so figures will be wrong")
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        "processor": processor(),
        "processors": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "commit": commit(),
        "busyPercent": others,
    }


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            for line in file:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip()
    except OSError:
        pass  # not Linux
    return platform.processor() or "unknown"


def commit():
    """The sources' commit, with "+" where they differ from it; None outside a git checkout."""
    try:
        said = subprocess.run(
            ["git", "-C", str(ROOT), "describe", "--always", "--abbrev=40", "--dirty=+"],
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return said.stdout.strip()


def write(path, result):
    if path:
        with open(path, "w", encoding="utf-8") as file:
            json.dump(result, file, indent=2)
            file.write("\n")


def simulate(launcher, conf, settings, **environment):
    """Runs a simulation to its end.

    settings: configuration paths with their values, over those of the file; environment: the launcher's variables.
    Returns the lines of timing.jsonl, and the process's peak resident memory in megabytes.
    """
    with tempfile.TemporaryDirectory(prefix="clientele-bench-") as folder:
        out = pathlib.Path(folder) / "run"
        command = [str(launcher), "run", str(conf), "--out", str(out), "--quiet"]
        for path, value in settings.items():
            command += ["--set", f"{path}={value}"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ, **environment})
        _, status, used = os.wait4(process.pid, 0)
        code = os.waitstatus_to_exitcode(status)
        process.returncode = code
        if code != 0:
            raise SystemExit(f"{' '.join(command)}: expected exit code 0 but was {code}")
        with open(out / "timing.jsonl", encoding="utf-8") as file:
            lines = [json.loads(line) for line in file]
    # Kilobytes on Linux, bytes on macOS.
    peak = used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return lines, peak


def rounds(lines):
    """The lines of the training rounds, in their order."""
    return [line for line in lines if line["phase"] == "pretraining" and line["imagesPerSecond"]]
