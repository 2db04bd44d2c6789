"""Federated averaging of a tiny classifier: a bare loop over clients, without an optimiser's or a module's overhead."""

import torch
import torch.nn.functional as F

from files import relative


class Overhead:
    """The scenario "overhead"."""

    unit = "visits"
    variants = [{}]

    def __init__(self, export, _):
        self.shared = list(export.tensors("weights.safetensors").values())
        self.parameters = sum(p.numel() for p in self.shared)
        self.rate = export.expected["learningRate"]
        s = export.scenario
        self.cohort, self.batch, self.steps = s["cohort"], s["batch"], s["steps"]
        inputs, classes = self.shared[0].shape[1], len(self.shared[-1])
        self.vectors = torch.randn(s["clients"], s["samples"], inputs)
        self.labels = torch.randint(0, classes, (s["clients"], s["samples"]))
        self.sum = [torch.zeros_like(p) for p in self.shared]

    def learn(self, weights, x, labels):
        h = x
        for i in range(0, len(weights) - 2, 2):
            h = F.silu(F.linear(h, weights[i], weights[i + 1]))
        loss = F.cross_entropy(F.linear(h, weights[-2], weights[-1]), labels)
        gradients = torch.autograd.grad(loss, weights)
        with torch.no_grad():
            torch._foreach_add_(weights, gradients, alpha=-self.rate)
        return loss

    def visit(self, client):
        weights = [p.clone().requires_grad_() for p in self.shared]
        order = torch.randperm(self.vectors.shape[1])
        for chosen in order.split(self.batch)[: self.steps]:
            self.learn(weights, self.vectors[client][chosen], self.labels[client][chosen])
        with torch.no_grad():
            torch._foreach_add_(self.sum, weights)

    def piece(self):
        for total in self.sum:
            total.zero_()
        for client in torch.randperm(len(self.vectors))[: self.cohort].tolist():
            self.visit(client)
        self.shared = [total / self.cohort for total in self.sum]
        return self.cohort


def check(export):
    """Repeats a visit on the exported batch."""
    overhead = Overhead(export, None)
    weights = [p.clone().requires_grad_() for p in overhead.shared]
    labels = export.batch["labels"].long()
    losses = [float(overhead.learn(weights, export.batch["vectors"], labels)) for _ in export.expected["losses"]]
    return {
        "loss": (relative(losses[0], export.expected["losses"][0]), 1e-5),
        "lossAfterSteps": (relative(losses[-1], export.expected["losses"][-1]), 1e-4),
    }
