"""Writes src/test/resources/golden/torch/: what our networks compute, by PyTorch's own operations.

Everything is written out with torch.nn.functional and differentiated by autograd, in double precision
from single-precision parameters, so it shares no code with the Java networks. A tensor `grad.NAME` is
the loss's gradient for the parameter NAME. Run with the repository's root as working directory:

    python3 src/test/python/torch_golden.py
"""

import json
import math
import os
import struct

import torch
import torch.nn.functional as F

FOLDER = "src/test/resources/golden/torch"


def write_safetensors(name, tensors):
    """The safetensors format: the header's length, the header, the numbers; little-endian."""
    header, parts, at = {}, [], 0
    for key, tensor in tensors.items():
        values = tensor.detach().to(torch.float32).contiguous()
        data = struct.pack("<%df" % values.numel(), *values.reshape(-1).tolist())
        shape = list(values.shape)
        header[key] = {"dtype": "F32", "shape": shape, "data_offsets": [at, at + len(data)]}
        parts.append(data)
        at += len(data)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(os.path.join(FOLDER, name + ".safetensors"), "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text + b"".join(parts))


class Parameters:
    """Named tensors, made when they are first asked for."""

    def __init__(self, seed):
        self.generator = torch.Generator().manual_seed(seed)
        self.tensors = {}
        self.rank, self.alpha = 0, 0.0  # of low-rank adapters, where there are any

    def random(self, *shape, scale=1.0):
        return (scale * torch.randn(*shape, generator=self.generator)).double()

    def get(self, name, *shape):
        if name not in self.tensors:
            scale = math.prod(shape[1:]) ** -0.5 if len(shape) > 1 else 0.3
            values = self.random(*shape, scale=scale)
            if "norm" in name.split(".")[-2] and name.endswith(".weight"):
                values = 1 + values
            # What is written is what is computed with.
            self.tensors[name] = values.float().double().requires_grad_()
        return self.tensors[name]

    def linear(self, name, x, outputs):
        y = F.linear(x, self.get(name + ".weight", outputs, x.shape[-1]),
                     self.get(name + ".bias", outputs))
        if self.rank == 0:
            return y
        h = F.linear(x, self.get(name + ".lora_A.weight", self.rank, x.shape[-1]))
        b = self.get(name + ".lora_B.weight", outputs, self.rank)
        return y + self.alpha / self.rank * F.linear(h, b)

    def conv(self, name, x, outputs, kernel=3, stride=1):
        y = F.conv2d(x, self.get(name + ".weight", outputs, x.shape[1], kernel, kernel),
                     self.get(name + ".bias", outputs), stride, (kernel - 1) // 2)
        if self.rank == 0:
            return y
        a = self.get(name + ".lora_A.weight", self.rank, x.shape[1], kernel, kernel)
        h = F.conv2d(x, a, None, stride, (kernel - 1) // 2)
        b = self.get(name + ".lora_B.weight", outputs, self.rank, 1, 1)
        return y + self.alpha / self.rank * F.conv2d(h, b)

    def norm(self, name, x, groups):
        channels = x.shape[1]
        return F.group_norm(x, groups, self.get(name + ".weight", channels),
                            self.get(name + ".bias", channels), 1e-5)

    def embedding(self, name, rows, count, width):
        """Rows of a table; zero where the row is -1."""
        table = self.get(name + ".weight", count, width)
        if self.rank > 0:
            a = self.get(name + ".lora_embedding_A", self.rank, count)
            b = self.get(name + ".lora_embedding_B", width, self.rank)
            table = table + self.alpha / self.rank * (b @ a).T
        chosen = table[rows.clamp(min=0)]
        return chosen * (rows >= 0).double()[:, None]


def time_features(times, size):
    """diffusers' get_timestep_embedding with flip_sin_to_cos, shift 0, in its single precision."""
    half = size // 2
    frequencies = torch.exp(-math.log(10000) * torch.arange(half, dtype=torch.float32) / half)
    angles = times[:, None].float() * frequencies[None, :]
    return torch.cat([torch.cos(angles), torch.sin(angles)], dim=-1).double()


def time_embedding(p, times, size, clients, labels, client_rows, label_rows):
    width = 4 * size
    h = F.silu(p.linear("time_embedding.linear_1", time_features(times, size), width))
    e = p.linear("time_embedding.linear_2", h, width)
    e = e + p.embedding("class_embedding", client_rows, clients, width)
    return F.silu(e + p.embedding("label_embedding", label_rows, labels, width))


def gradients(p, loss):
    tensors = list(p.tensors.items())
    return dict(zip((name for name, _ in tensors),
                    torch.autograd.grad(loss, [tensor for _, tensor in tensors])))


def with_gradients(p, loss, vectors):
    vectors.update({"weight." + name: tensor for name, tensor in p.tensors.items()})
    vectors.update({"grad." + name: g for name, g in gradients(p, loss).items()})
    return vectors


class Mlp:
    """MlpSpec(2, 3, 2, hidden 16 and 8, 6 time features, 3 clients, 4 labels), batch 5."""

    def __init__(self):
        self.p = Parameters(1)
        self.sample = self.p.random(5, 2, 3, 2).float().double().requires_grad_()
        self.target = self.p.random(5, 2, 3, 2, scale=0.5).float().double()
        self.times = torch.tensor([0, 17, 250, 999, 500])
        self.clients = torch.tensor([0, 2, -1, 0, 2])
        self.labels = torch.tensor([3, -1, 1, 0, 3])

    def output(self):
        e = time_embedding(self.p, self.times, 6, 3, 4, self.clients, self.labels)
        h = self.sample.reshape(5, -1)
        for i, width in enumerate([16, 8]):
            name = "layers.%d." % i
            h = F.silu(self.p.linear(name + "linear", h, width)
                       + self.p.linear(name + "time_emb_proj", e, width))
        return self.p.linear("output", h, 12).reshape(self.sample.shape)

    def loss(self):
        return F.mse_loss(self.output(), self.target)


def mlp():
    m = Mlp()
    loss = m.loss()
    vectors = {"sample": m.sample, "target": m.target, "times": m.times, "clients": m.clients,
               "labels": m.labels, "output": m.output(), "loss": loss}
    vectors["grad_sample"] = torch.autograd.grad(loss, m.sample, retain_graph=True)[0]
    write_safetensors("mlp", with_gradients(m.p, loss, vectors))


def optimizer(name, make):
    """Five steps on the same batch, gradients clipped at norm 1, another rate for the embedding."""
    m = Mlp()
    m.loss()  # makes the parameters
    tensors = m.p.tensors
    special = tensors["class_embedding.weight"]
    others = [t for t in tensors.values() if t is not special]
    steps = make(others, special)
    norms, losses = [], []
    for _ in range(5):
        steps.zero_grad()
        loss = m.loss()
        loss.backward()
        losses.append(loss.detach())
        norms.append(torch.nn.utils.clip_grad_norm_(list(tensors.values()), 1.0))
        steps.step()
    assert max(norms) > 1 > min(norms), norms
    write_safetensors(name, {"losses": torch.stack(losses), "norms": torch.stack(norms),
                             **{"weight." + k: t for k, t in tensors.items()}})


def classifier():
    """ClassifierSpec(9, 7, 2, 8 maps, 10 features, 5 classes), batch 3."""
    p = Parameters(2)
    pixels = p.random(3, 9, 7, 2).float().double()
    labels = torch.tensor([4, 0, 2])
    h = F.silu(p.norm("norm_in", p.conv("conv_in", pixels.permute(0, 3, 1, 2), 8), 4))
    for i in range(2):
        name = "down.%d." % i
        h = F.silu(p.norm(name + "norm", p.conv(name + "conv", h, 16, stride=2), 4))
    # Flattened with the channels innermost.
    features = F.silu(p.linear("features", h.permute(0, 2, 3, 1).flatten(1), 10))
    logits = p.linear("classes", features, 5)
    loss = F.cross_entropy(logits, labels)
    vectors = {"pixels": pixels, "labels": labels, "features": features, "logits": logits,
               "loss": loss}
    write_safetensors("classifier", with_gradients(p, loss, vectors))


def residual_classifier():
    """ResidualClassifierSpec(10, 7, 2, widths 8 and 12, 2 blocks, 4 groups, 3 classes), batch 4; the
    losses of self-distillation with lambda 0.7 and temperature 2, constant and dynamic."""
    p = Parameters(6)
    pixels = p.random(4, 10, 7, 2).float().double()
    labels = torch.tensor([2, 0, 1, 1])
    h = p.conv("conv_in", pixels.permute(0, 3, 1, 2), 8)
    for level, width in enumerate([8, 12]):
        for i in range(2):
            name = "levels.%d.%d." % (level, i)
            stride = 2 if level > 0 and i == 0 else 1
            a = F.silu(p.norm(name + "norm1", h, 4))
            if stride > 1:
                h = p.conv(name + "conv_shortcut", a, width, kernel=1, stride=stride)
            a = F.silu(p.norm(name + "norm2", p.conv(name + "conv1", a, width, stride=stride), 4))
            h = h + p.conv(name + "conv2", a, width)
    features = F.silu(p.norm("norm_out", h, 4)).mean(dim=(2, 3))
    logits = p.linear("classes", features, 3)
    # Right but less sure than the student; right and surer; wrong; right and surer.
    teacher = 2 * F.one_hot(torch.tensor([2, 0, 2, 1]), 3) + p.random(4, 3, scale=0.1)
    teacher[0] *= 0.01
    teacher[0, 2] = 0.05
    teacher = teacher.float().double()
    vectors = {"pixels": pixels, "labels": labels, "features": features, "logits": logits,
               "teacher": teacher}
    plain = F.cross_entropy(logits, labels, reduction="none")
    at = 2.0
    kl = F.kl_div(F.log_softmax(logits / at, 1), F.log_softmax(teacher / at, 1), reduction="none",
                  log_target=True).sum(1)
    right = teacher.argmax(1) == labels
    mask = right & (F.cross_entropy(teacher, labels, reduction="none") < plain)
    assert right.tolist() == [True, True, False, True]
    assert mask.tolist() == [False, True, False, True]
    for name, chosen in (("constant", torch.ones(4)), ("dynamic", mask.double())):
        loss = (plain + 0.7 * chosen * at ** 2 * kl).mean()
        vectors["loss_" + name] = loss
        vectors["grad_logits_" + name] = torch.autograd.grad(loss, logits, retain_graph=True)[0]
    vectors["loss"] = plain.mean()
    write_safetensors("residual_classifier", with_gradients(p, plain.mean(), vectors))


class UNet:
    """UNetSpec(8, 12, 2, widths 8 and 16, 1 block, attention everywhere but on the first level's way
    down, 8 channels a head, 4 groups, 3 clients, 4 labels)."""

    groups = 4

    def __init__(self):
        self.p = Parameters(3)

    def residual(self, name, x, e, width):
        h = F.silu(self.p.norm(name + ".norm1", x, self.groups))
        h = self.p.conv(name + ".conv1", h, width)
        h = h + self.p.linear(name + ".time_emb_proj", e, width)[:, :, None, None]
        h = F.silu(self.p.norm(name + ".norm2", h, self.groups))
        h = self.p.conv(name + ".conv2", h, width)
        if x.shape[1] != width:
            x = self.p.conv(name + ".conv_shortcut", x, width, kernel=1)
        return x + h

    def attention(self, name, x):
        n, c, height, width = x.shape
        h = self.p.norm(name + ".group_norm", x, self.groups).flatten(2).transpose(1, 2)
        q, k, v = (self.p.linear(name + part, h, c).reshape(n, -1, c // 8, 8).transpose(1, 2)
                   for part in (".to_q", ".to_k", ".to_v"))
        weights = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(8), dim=-1)
        y = (weights @ v).transpose(1, 2).reshape(n, -1, c)
        y = self.p.linear(name + ".to_out.0", y, c)
        return x + y.transpose(1, 2).reshape(n, c, height, width)

    def output(self, sample, times, clients, labels):
        p = self.p
        e = time_embedding(p, times, 8, 3, 4, clients, labels)
        x = p.conv("conv_in", sample, 8)
        skips = [x]
        x = self.residual("down_blocks.0.resnets.0", x, e, 8)
        skips.append(x)
        x = p.conv("down_blocks.0.downsamplers.0.conv", x, 8, stride=2)
        skips.append(x)
        x = self.residual("down_blocks.1.resnets.0", x, e, 16)
        x = self.attention("down_blocks.1.attentions.0", x)
        skips.append(x)
        x = self.residual("mid_block.resnets.0", x, e, 16)
        x = self.attention("mid_block.attentions.0", x)
        x = self.residual("mid_block.resnets.1", x, e, 16)
        for block, width in enumerate([16, 8]):
            name = "up_blocks.%d." % block
            for i in range(2):
                x = torch.cat([x, skips.pop()], dim=1)
                x = self.residual(name + "resnets.%d" % i, x, e, width)
                x = self.attention(name + "attentions.%d" % i, x)
            if block == 0:
                x = F.interpolate(x, scale_factor=2.0, mode="nearest")
                x = p.conv(name + "upsamplers.0.conv", x, width)
        return p.conv("conv_out", F.silu(p.norm("conv_norm_out", x, self.groups)), 2)


def unet():
    net = UNet()
    sample = net.p.random(3, 8, 12, 2).float().double().requires_grad_()
    target = net.p.random(3, 8, 12, 2).float().double()
    times = torch.tensor([3, 700, 42])
    clients = torch.tensor([2, -1, 0])
    labels = torch.tensor([1, 3, -1])

    def predict():
        output = net.output(sample.permute(0, 3, 1, 2), times, clients, labels).permute(0, 2, 3, 1)
        return output, F.mse_loss(output, target)

    output, loss = predict()
    vectors = {"sample": sample, "target": target, "times": times, "clients": clients,
               "labels": labels, "output": output, "loss": loss}
    vectors["grad_sample"] = torch.autograd.grad(loss, sample, retain_graph=True)[0]
    write_safetensors("unet", with_gradients(net.p, loss, vectors))
    lora(net.p, sample, predict)


def lora(p, sample, predict):
    """The same U-Net on the same inputs with an adapter beside every layer, rank 2, alpha 3."""
    base = set(p.tensors)
    p.generator.manual_seed(4)
    p.rank, p.alpha = 2, 3.0
    output, loss = predict()
    vectors = {"output": output, "loss": loss}
    vectors["grad_sample"] = torch.autograd.grad(loss, sample, retain_graph=True)[0]
    p.tensors = {name: tensor for name, tensor in p.tensors.items() if name not in base}
    write_safetensors("lora", with_gradients(p, loss, vectors))


def adapter_mean():
    """Three clients' adapters of a linear layer and of a convolution, ranks 1, 2 and 4, alpha 2, weighted 1 to 3:
    the mean of their products, and the nearest matrices of rank 2."""
    p = Parameters(5)
    vectors = {}
    for layer, inputs, kernel in (("to_q", (7,), ()), ("conv1", (2, 3, 3), (1, 1))):
        mean = 0
        for i, rank in enumerate((1, 2, 4)):
            name = "client%d.%s." % (i, layer)
            a = p.random(rank, *inputs).float().double()
            b = p.random(5, rank, *kernel).float().double()
            vectors[name + "lora_A.weight"], vectors[name + "lora_B.weight"] = a, b
            mean = mean + (i + 1) / 6 * 2 / rank * torch.einsum("or,r...->o...", b.reshape(5, rank), a)
        u, s, v = torch.linalg.svd(mean.reshape(5, -1), full_matrices=False)
        vectors["mean." + layer + ".weight"] = mean
        vectors["nearest." + layer + ".weight"] = (u[:, :2] * s[:2] @ v[:2]).reshape(mean.shape)
    write_safetensors("adapter_mean", vectors)


def main():
    os.makedirs(FOLDER, exist_ok=True)
    mlp()
    optimizer("adam", lambda others, special: torch.optim.Adam(
        [{"params": others, "lr": 0.02}, {"params": [special], "lr": 0.1}]))
    optimizer("sgd", lambda others, special: torch.optim.SGD(
        [{"params": others, "lr": 0.1}, {"params": [special], "lr": 0.5}]))
    classifier()
    residual_classifier()
    unet()
    adapter_mean()


if __name__ == "__main__":
    main()
