"""Writes independent.safetensors for SafetensorsTest, from the format's description alone.

The header lists the tensors in another order than the data, as the format allows.
"""
import json
import struct
import sys

parts = [
    ("second", "F16", [2], struct.pack("<2e", -1, 0.25)),
    ("first", "F32", [2, 3], struct.pack("<6f", *[i / 2 for i in range(6)])),
    ("count", "I64", [2], struct.pack("<2q", 7, -3)),
]
header = {"__metadata__": {"format": "pt"}}
at = 0
for name, dtype, shape, data in parts:
    header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [at, at + len(data)]}
    at += len(data)
text = json.dumps(dict(sorted(header.items()))).encode()
text += b" " * (-len(text) % 8)
with open(sys.argv[1], "wb") as out:
    out.write(struct.pack("<Q", len(text)) + text + b"".join(data for *_, data in parts))
