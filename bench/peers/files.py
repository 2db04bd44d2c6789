"""What Clientele's `bench CONF --export DIR` wrote."""

import json
import os
import struct

import torch


class Export:
    """A folder with scenario.json, expected.json, and tensors."""

    def __init__(self, folder):
        self.folder = folder
        self.scenario = self.json("scenario.json")
        self.expected = self.json("expected.json")
        self.batch = self.tensors("batch.safetensors")

    def json(self, name):
        with open(os.path.join(self.folder, name), encoding="utf-8") as file:
            return json.load(file)

    def tensors(self, name):
        """The F32 tensors of a safetensors file, by name."""
        path = os.path.join(self.folder, name)
        with open(path, "rb") as file:
            header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
            data = bytearray(file.read())
        tensors = {}
        for key, entry in header.items():
            if key == "__metadata__":
                continue
            if entry["dtype"] != "F32":
                raise ValueError(f"{path}: {key}: expected F32 but was {entry['dtype']}")
            begin, end = entry["data_offsets"]
            flat = torch.frombuffer(data, dtype=torch.float32, count=(end - begin) // 4, offset=begin)
            tensors[key] = flat.reshape(entry["shape"]).clone()
        return tensors


def relative(value, expected):
    """How far a number is from what it should be."""
    return abs(value - expected) / abs(expected)
