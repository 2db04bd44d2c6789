"""What a client's visit and an unseen client's adaptation do: many short trainings from the same weights.

Clientele also clips gradients and drops some conditions, which this leaves out.
"""

import torch

from step import EMBEDDING, FORMATS, VARIANTS, Learner, require_finite


class Round:
    """The scenario "round": SPIRE's visits one after the other, and the mean of what they change."""

    unit = "images"
    variants = VARIANTS

    def __init__(self, export, variant):
        self.learner = Learner(export, variant, rows=1)
        self.parameters = export.expected["parameters"]
        named = dict(self.learner.model.named_parameters())
        self.embedding = named.pop(EMBEDDING)
        self.backbone = [p.data for p in named.values()]
        self.shared = [p.clone() for p in self.backbone]
        self.sum = [torch.zeros_like(p) for p in self.backbone]
        s = export.scenario
        self.clients, self.batch, self.steps = s["clients"], s["batch"], s["steps"]
        shape = (self.clients, s["samples"], *export.batch["sample"].shape[1:])
        self.images = torch.rand(shape) * 2 - 1
        self.embeddings = torch.zeros(self.clients, self.embedding.shape[1])
        self.format = FORMATS[variant["format"]]

    def visit(self, client):
        for mine, all_clients in zip(self.backbone, self.shared):
            mine.copy_(all_clients)
        self.embedding.data.copy_(self.embeddings[client])
        self.learner.optimizer.state.clear()
        for _ in range(self.steps):
            chosen = torch.randperm(len(self.images[client]))[: self.batch]
            loss = self.learner.draw(self.images[client][chosen].contiguous(memory_format=self.format))
        require_finite(loss)
        self.embeddings[client] = self.embedding.data
        torch._foreach_add_(self.sum, self.backbone)

    def piece(self):
        for total in self.sum:
            total.zero_()
        for client in range(self.clients):
            self.visit(client)
        torch._foreach_div_(self.sum, self.clients)
        self.shared = [total.clone() for total in self.sum]
        return self.clients * self.steps * self.batch


class Adaptation:
    """The scenario "adaptation": the embedding of one unseen client after another, under frozen weights."""

    unit = "images"
    variants = VARIANTS

    def __init__(self, export, variant):
        self.learner = Learner(export, variant, rows=1)
        self.parameters = export.expected["parameters"]
        self.embedding = dict(self.learner.model.named_parameters())[EMBEDDING]
        s = export.scenario
        self.batch, self.steps = s["batch"], s["steps"]
        images = torch.rand(s["samples"], *export.batch["sample"].shape[1:]) * 2 - 1
        self.images = images
        self.format = FORMATS[variant["format"]]

    def piece(self):
        """One client's."""
        self.embedding.data.zero_()
        self.learner.optimizer.state.clear()
        for _ in range(self.steps):
            chosen = torch.randperm(len(self.images))[: self.batch]
            loss = self.learner.draw(self.images[chosen].contiguous(memory_format=self.format))
        require_finite(loss)
        return self.steps * self.batch
