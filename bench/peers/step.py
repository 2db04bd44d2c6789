"""A U-Net's training step: forward, backward and Adam."""

import torch
import torch.nn.functional as F

from files import relative
from unet import UNet

EMBEDDING = "class_embedding.weight"
FORMATS = {"contiguous": torch.contiguous_format, "channels_last": torch.channels_last}
# Tried in turn; the fastest is measured. "foreach" is Adam's way through all tensors at once.
VARIANTS = [{"format": f, "foreach": a} for f in FORMATS for a in (False, True)]


def schedule():
    """Ho et al.'s linear schedule: what is left of the image's variance at each of 1000 steps."""
    return torch.cumprod(1 - torch.linspace(1e-4, 0.02, 1000, dtype=torch.float64), 0)


class Learner:
    """A network and Adam, over everything or the client embedding alone."""

    def __init__(self, export, variant, rows=None):
        config = export.json("config.json")
        weights = export.tensors("diffusion_pytorch_model.safetensors")
        if rows:
            config["num_class_embeds"] = rows
            weights[EMBEDDING] = weights[EMBEDDING][:rows].clone()
        self.model = UNet(config)
        self.model.load_state_dict(weights)
        self.model.to(memory_format=FORMATS[variant["format"]])
        frozen = export.scenario["embeddingOnly"]
        for name, parameter in self.model.named_parameters():
            parameter.requires_grad_(not frozen or name == EMBEDDING)
        self.trained = [p for p in self.model.parameters() if p.requires_grad]
        rate = export.expected["learningRate"]
        self.optimizer = torch.optim.Adam(self.trained, rate, foreach=variant["foreach"])
        self.parameters = sum(p.numel() for p in self.model.parameters())
        self.clients = config["num_class_embeds"]
        kept = schedule()
        self.signal = kept.sqrt().float()
        self.sigma = (1 - kept).sqrt().float()

    def draw(self, images):
        """One step on images, with clients, noise levels and noise drawn anew."""
        batch = len(images)
        times = torch.randint(0, 1000, (batch,))
        clients = torch.randint(0, self.clients, (batch,))
        noise = torch.randn_like(images)
        signal = self.signal[times][:, None, None, None]
        sigma = self.sigma[times][:, None, None, None]
        return self.learn(signal * images + sigma * noise, times, clients, noise)

    def learn(self, noisy, times, clients, noise):
        self.optimizer.zero_grad(set_to_none=True)
        loss = F.mse_loss(self.model(noisy, times, clients), noise)
        loss.backward()
        self.optimizer.step()
        return loss.detach()


class Step:
    """The scenario "step"."""

    unit = "images"
    variants = VARIANTS

    def __init__(self, export, variant):
        self.learner = Learner(export, variant)
        self.parameters = self.learner.parameters
        self.steps = export.scenario["steps"]
        images = torch.rand_like(export.batch["sample"]) * 2 - 1
        self.images = images.contiguous(memory_format=FORMATS[variant["format"]])

    def piece(self):
        for _ in range(self.steps):
            loss = self.learner.draw(self.images)
        require_finite(loss)
        return self.steps * len(self.images)


def require_finite(loss):
    if not torch.isfinite(loss):
        raise ArithmeticError(f"expected a finite loss but was {loss}")


def check(export):
    """Repeats the exported steps: how far what comes out is from what Clientele says, and how far it may be."""
    learner = Learner(export, VARIANTS[0])
    batch, expected = export.batch, export.expected
    times, clients = batch["timestep"].long(), batch["class_labels"].long()
    losses = []
    for _ in expected["losses"]:
        losses.append(float(learner.learn(batch["sample"], times, clients, batch["target"])))
        if len(losses) == 1:
            norm = sum(float(p.grad.double().square().sum()) for p in learner.trained) ** 0.5
    return {
        "parameters": (abs(learner.parameters - expected["parameters"]), 0),
        "loss": (relative(losses[0], expected["losses"][0]), 1e-5),
        "gradientNorm": (relative(norm, expected["gradientNorm"]), 1e-4),
        # Adam divides by the gradient's size, which makes much of the rounding of tiny gradients.
        "lossAfterSteps": (relative(losses[-1], expected["losses"][-1]), 1e-3),
    }
