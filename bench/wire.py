#!/usr/bin/env python3
"""The cluster's parts by themselves: the serializer, the transfer to another JVM, the store of private tensors."""

import argparse
import os
import re
import subprocess

import lib

# A heap that is there from the start: otherwise the operating system's zeroing of new pages is measured.
HEAP = "-Xms3g -Xmx3g -XX:+AlwaysPreTouch"

NUMBER = r"([0-9.]+)"

PARTS = {
    "wire": (
        HEAP,
        rf"{NUMBER} GB/s a round trip .* {NUMBER} bytes of heap beyond the result",
        ("gigabytesPerSecond", "bytesBeyondTheResult"),
    ),
    "transfer": (
        "",
        rf"{NUMBER} MB/s .* {NUMBER} chunks sent again, peak memory {NUMBER} MB here, {NUMBER} MB there",
        ("megabytesPerSecond", "chunksSentAgain", "senderMegabytes", "receiverMegabytes"),
    ),
    "states": (
        "-Xmx256m",
        rf"filled in {NUMBER} s, .* visits {NUMBER} ms, a checkpoint's table {NUMBER} s, {NUMBER} MB on disk, {NUMBER} MB resident",
        ("fillSeconds", "roundMilliseconds", "tableSeconds", "diskMegabytes", "residentMegabytes"),
    ),
}

# What the design asks for.
LEAST = {"gigabytesPerSecond": 3, "megabytesPerSecond": 300}


def measure(launcher, part):
    java_options, pattern, names = PARTS[part]
    ran = subprocess.run(
        [str(launcher), "bench", part],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env={**os.environ, "CLIENTELE_JAVA_OPTS": java_options},
    )
    print(ran.stdout.splitlines()[-1], flush=True)
    found = re.search(pattern, ran.stdout)
    if not found:
        raise SystemExit(f"expected figures of {part} but was {ran.stdout}")
    return dict(zip(names, map(float, found.groups())))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    lib.add_options(parser)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)} (default: all)")
    options = parser.parse_args()
    for part in options.parts:
        if part not in PARTS:
            parser.error(f"expected one of {', '.join(PARTS)} but was {part}")
    result = {"where": lib.where()}
    low = []
    for part in options.parts or PARTS:
        result[part] = measure(options.clientele, part)
        low += [name for name, value in result[part].items() if value < LEAST.get(name, 0)]
    lib.write(options.out, result)
    if low:
        raise SystemExit(f"below what is asked for: {', '.join(low)}")


if __name__ == "__main__":
    main()
