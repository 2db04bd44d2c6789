"""Drawing images with DDIM (eta 0), the predicted image kept within -1..1."""

import torch

from step import FORMATS, schedule
from unet import UNet


class Sampling:
    """The scenario "sampling"."""

    unit = "images"
    variants = [{"format": f} for f in FORMATS]

    def __init__(self, export, variant):
        self.model = UNet(export.json("config.json")).eval()
        self.model.load_state_dict(export.tensors("diffusion_pytorch_model.safetensors"))
        self.model.to(memory_format=FORMATS[variant["format"]])
        self.parameters = sum(p.numel() for p in self.model.parameters())
        self.kept = schedule().tolist()
        self.times = export.expected["timesteps"]
        self.noise = export.batch["noise"].contiguous(memory_format=FORMATS[variant["format"]])
        self.clients = export.batch["class_labels"].long()

    @torch.inference_mode()
    def draw(self, x):
        for i, t in enumerate(self.times):
            a = self.kept[t]
            b = self.kept[self.times[i + 1]] if i + 1 < len(self.times) else 1.0
            noise = self.model(x, torch.full((len(x),), t), self.clients)
            image = ((x - (1 - a) ** 0.5 * noise) / a**0.5).clamp_(-1, 1)
            noise = (x - a**0.5 * image) / (1 - a) ** 0.5
            x = b**0.5 * image + (1 - b) ** 0.5 * noise
        return x

    def piece(self):
        images = self.draw(self.noise)
        if not torch.isfinite(images).all():
            raise ArithmeticError("expected finite images")
        return len(images)


def check(export):
    """Draws the exported images again."""
    sampling = Sampling(export, Sampling.variants[0])
    expected = export.batch["images"]
    error = float((sampling.draw(sampling.noise) - expected).norm() / expected.norm())
    return {
        "parameters": (abs(sampling.parameters - export.expected["parameters"]), 0),
        # Fifty steps of rounding, and a clamp at each.
        "images": (error, 1e-3),
    }
