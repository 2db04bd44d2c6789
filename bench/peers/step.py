#!/usr/bin/env python3
"""The PyTorch twin of `clientele bench step`: one training step of the same U-Net, in the same words.

Needs PyTorch 1.13 or later (Debian: python3-torch). See bench/README.md.
"""

import argparse
import json
import os
import statistics
import struct
import sys
import time

import torch
import torch.nn.functional as F

from unet import SIZES, UNet

EMBEDDING = "class_embedding.weight"
FORMATS = {"contiguous": torch.contiguous_format, "channels_last": torch.channels_last}


def read_safetensors(path):
    """The F32 tensors of a safetensors file, by name."""
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = bytearray(file.read())
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        if entry["dtype"] != "F32":
            raise ValueError(f"{path}: {name}: expected F32 but was {entry['dtype']}")
        begin, end = entry["data_offsets"]
        flat = torch.frombuffer(data, dtype=torch.float32, count=(end - begin) // 4, offset=begin)
        tensors[name] = flat.reshape(entry["shape"]).clone()
    return tensors


class Step:
    """A network, Adam, and everything that a step needs but its random numbers."""

    def __init__(self, model, frozen, batch, rate=1e-3, memory_format="contiguous"):
        self.model = model.to(memory_format=FORMATS[memory_format])
        self.memory_format = memory_format
        self.batch = batch
        for name, parameter in model.named_parameters():
            parameter.requires_grad_(not frozen or name == EMBEDDING)
        self.optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], rate)
        config = model.config
        size = config["sample_size"]
        self.clients = config["num_class_embeds"]
        images = torch.rand(batch, config["in_channels"], size, size) * 2 - 1
        self.images = images.contiguous(memory_format=FORMATS[memory_format])
        kept = torch.cumprod(1 - torch.linspace(1e-4, 0.02, 1000, dtype=torch.float64), 0)
        self.signal = kept.sqrt().float()
        self.sigma = (1 - kept).sqrt().float()

    def run(self):
        times = torch.randint(0, 1000, (self.batch,))
        clients = torch.randint(0, self.clients, (self.batch,))
        noise = torch.randn_like(self.images)
        signal = self.signal[times][:, None, None, None]
        sigma = self.sigma[times][:, None, None, None]
        return self.learn(signal * self.images + sigma * noise, times, clients, noise)

    def learn(self, noisy, times, clients, noise):
        self.optimizer.zero_grad(set_to_none=True)
        loss = F.mse_loss(self.model(noisy, times, clients), noise)
        loss.backward()
        self.optimizer.step()
        return loss.detach()

    def seconds(self, steps):
        start = time.perf_counter()
        for _ in range(steps):
            loss = self.run()
        if not torch.isfinite(loss):
            raise ArithmeticError(f"expected a finite loss but was {loss}")
        return time.perf_counter() - start


def faster(candidates, trials=5, trial_seconds=0.5):
    """The fastest of several steps, tried in turn."""
    for step in candidates:
        step.seconds(1)
    steps = max(1, round(trial_seconds / candidates[0].seconds(1)))
    times = [[] for _ in candidates]
    for _ in range(trials):
        for taken, step in zip(times, candidates):
            taken.append(step.seconds(steps))
    medians = [statistics.median(taken) for taken in times]
    return candidates[medians.index(min(medians))]


def product_gflops(size=512, trials=5):
    """The best speed of a matrix product, which tells a reference BLAS (a few GFLOP/s) from a real one."""
    a, b = torch.randn(size, size), torch.randn(size, size)
    best = float("inf")
    for _ in range(trials):
        start = time.perf_counter()
        torch.mm(a, b)
        best = min(best, time.perf_counter() - start)
    return 2 * size**3 / best / 1e9


def check(folder):
    """Repeats the exported steps and compares; the exit code."""
    with open(os.path.join(folder, "config.json")) as file:
        model = UNet(json.load(file))
    with open(os.path.join(folder, "expected.json")) as file:
        expected = json.load(file)
    model.load_state_dict(read_safetensors(os.path.join(folder, "diffusion_pytorch_model.safetensors")))
    parameters = sum(p.numel() for p in model.parameters())
    batch = read_safetensors(os.path.join(folder, "batch.safetensors"))
    frozen = expected["trained"] == [EMBEDDING]
    step = Step(model, frozen, len(batch["sample"]), expected["learningRate"])
    times, clients = batch["timestep"].long(), batch["class_labels"].long()
    losses = []
    for _ in expected["losses"]:
        losses.append(float(step.learn(batch["sample"], times, clients, batch["target"])))
        if len(losses) == 1:
            squares = [float(p.grad.double().square().sum()) for p in model.parameters() if p.requires_grad]
            norm = sum(squares) ** 0.5
    differences = {
        "loss": relative(losses[0], expected["losses"][0]),
        "gradientNorm": relative(norm, expected["gradientNorm"]),
        # Adam divides by the gradient's size, which makes much of the rounding of tiny gradients.
        "lossAfterSteps": relative(losses[-1], expected["losses"][-1]),
    }
    limits = {"loss": 1e-5, "gradientNorm": 1e-4, "lossAfterSteps": 1e-3}
    agrees = parameters == expected["parameters"] and all(differences[k] <= limits[k] for k in limits)
    print(json.dumps({"parameters": parameters, "losses": losses, "differences": differences, "agrees": agrees}))
    return 0 if agrees else 1


def relative(value, expected):
    return abs(value - expected) / abs(expected)


def serve(step, about):
    """Answers lines "go N" with the seconds that N steps took."""
    print(json.dumps(about), flush=True)
    for line in sys.stdin:
        words = line.split()
        if len(words) == 2 and words[0] == "go" and words[1].isdigit() and int(words[1]) > 0:
            answer = {"steps": int(words[1]), "seconds": step.seconds(int(words[1]))}
        else:
            answer = {"error": f"expected 'go N' with N of 1 or more but was '{line.strip()}'"}
        print(json.dumps(answer), flush=True)


def measure(step, about, steps, repeats):
    step.seconds(3 * steps)
    rates = [step.batch * steps / step.seconds(steps) for _ in range(repeats)]
    print(json.dumps(about))
    print(f"{statistics.median(rates):.1f} images/s ({min(rates):.1f} to {max(rates):.1f})")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--frozen", action="store_true", help="train the client embedding alone")
    parser.add_argument("--batch", type=int, help="images a step (default: 32, or 8 with --frozen)")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--memory-format", choices=["faster", *FORMATS], default="faster")
    parser.add_argument("--steps", type=int, default=5)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--serve", action="store_true", help="measure when a line 'go N' asks for N steps")
    parser.add_argument("--check", metavar="DIR", help="compare with what `clientele bench step --export` wrote")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    if options.check:
        return check(options.check)
    batch = options.batch or (8 if options.frozen else 32)
    names = list(FORMATS) if options.memory_format == "faster" else [options.memory_format]
    candidates = [
        Step(UNet(SIZES[options.size]), options.frozen, batch, memory_format=name) for name in names
    ]
    step = faster(candidates) if len(candidates) > 1 else candidates[0]
    del candidates
    about = {
        "parameters": sum(p.numel() for p in step.model.parameters()),
        "batch": batch,
        "imagesPerStep": batch,
        "program": "PyTorch " + torch.__version__,
        "threads": options.threads,
        "memoryFormat": step.memory_format,
        "productGflops": product_gflops(),
    }
    if options.serve:
        serve(step, about)
    else:
        measure(step, about, options.steps, options.repeats)
    return 0


if __name__ == "__main__":
    sys.exit(main())
