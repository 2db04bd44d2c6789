"""diffusers' UNet2DModel in plain PyTorch, with its parameter names: what Clientele's U-Net is measured against."""

import math

import torch
import torch.nn.functional as F
from torch import nn


class ResidualBlock(nn.Module):
    """Two convolutions with the time embedding added between them."""

    def __init__(self, inputs, outputs, embedding, groups, epsilon):
        super().__init__()
        self.norm1 = nn.GroupNorm(groups, inputs, epsilon)
        self.conv1 = nn.Conv2d(inputs, outputs, 3, padding=1)
        self.time_emb_proj = nn.Linear(embedding, outputs)
        self.norm2 = nn.GroupNorm(groups, outputs, epsilon)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1)
        self.conv_shortcut = nn.Conv2d(inputs, outputs, 1) if inputs != outputs else None

    def forward(self, x, embedding):
        """`embedding` has been through SiLU already, once for all blocks."""
        h = self.conv1(F.silu(self.norm1(x)))
        h = h + self.time_emb_proj(embedding)[:, :, None, None]
        h = self.conv2(F.silu(self.norm2(h)))
        return h + (x if self.conv_shortcut is None else self.conv_shortcut(x))


class Attention(nn.Module):
    """Self-attention over the pixels, with one head."""

    def __init__(self, channels, groups, epsilon):
        super().__init__()
        self.group_norm = nn.GroupNorm(groups, channels, epsilon)
        self.to_q = nn.Linear(channels, channels)
        self.to_k = nn.Linear(channels, channels)
        self.to_v = nn.Linear(channels, channels)
        self.to_out = nn.ModuleList([nn.Linear(channels, channels)])
        self.scale = 1 / math.sqrt(channels)

    def forward(self, x):
        n, c, height, width = x.shape
        h = self.group_norm(x).flatten(2).transpose(1, 2)
        q, k, v = self.to_q(h), self.to_k(h), self.to_v(h)
        weights = torch.softmax(torch.bmm(q * self.scale, k.transpose(1, 2)), dim=-1)
        h = self.to_out[0](torch.bmm(weights, v))
        return x + h.transpose(1, 2).reshape(n, c, height, width)


class Resampler(nn.Module):
    """Half the size by a strided convolution, or twice the size by nearest neighbours and a convolution."""

    def __init__(self, channels, up):
        super().__init__()
        self.up = up
        self.conv = nn.Conv2d(channels, channels, 3, stride=1 if up else 2, padding=1)

    def forward(self, x):
        return self.conv(F.interpolate(x, scale_factor=2.0, mode="nearest") if self.up else x)


class Level(nn.Module):
    """A level's residual blocks, each with attention where the level has it, and its resampler."""

    def __init__(self, inputs, width, attends, resampler, embedding, groups, epsilon):
        super().__init__()
        self.resnets = nn.ModuleList(
            [ResidualBlock(i, width, embedding, groups, epsilon) for i in inputs]
        )
        if attends:
            self.attentions = nn.ModuleList([Attention(width, groups, epsilon) for _ in inputs])
        self.attends = attends
        if resampler:
            self.add_module(resampler, nn.ModuleList([Resampler(width, resampler == "upsamplers")]))
        self.resampler = resampler

    def block(self, i, x, embedding):
        x = self.resnets[i](x, embedding)
        return self.attentions[i](x) if self.attends else x

    def resample(self, x):
        return getattr(self, self.resampler)[0](x)


class Middle(nn.Module):
    def __init__(self, width, embedding, groups, epsilon):
        super().__init__()
        self.resnets = nn.ModuleList(
            [ResidualBlock(width, width, embedding, groups, epsilon) for _ in range(2)]
        )
        self.attentions = nn.ModuleList([Attention(width, groups, epsilon)])

    def forward(self, x, embedding):
        x = self.attentions[0](self.resnets[0](x, embedding))
        return self.resnets[1](x, embedding)


class TimeEmbedding(nn.Module):
    def __init__(self, features, width):
        super().__init__()
        self.linear_1 = nn.Linear(features, width)
        self.linear_2 = nn.Linear(width, width)
        half = features // 2
        frequencies = torch.exp(-math.log(10000) * torch.arange(half, dtype=torch.float32) / half)
        self.register_buffer("frequencies", frequencies, persistent=False)

    def forward(self, times):
        angles = times[:, None].float() * self.frequencies[None]
        features = torch.cat([torch.cos(angles), torch.sin(angles)], dim=1)
        return self.linear_2(F.silu(self.linear_1(features)))


class UNet(nn.Module):
    """The network that a UNet2DModel's config.json describes, of the options that Clientele's own networks have."""

    def __init__(self, config):
        super().__init__()
        self.config = config
        widths = config["block_out_channels"]
        blocks = config["layers_per_block"]
        down = ["Attn" in kind for kind in config["down_block_types"]]
        up = ["Attn" in kind for kind in config["up_block_types"]]
        common = (4 * widths[0], config["norm_num_groups"], config["norm_eps"])
        levels = len(widths)
        self.conv_in = nn.Conv2d(config["in_channels"], widths[0], 3, padding=1)
        self.time_embedding = TimeEmbedding(widths[0], common[0])
        self.class_embedding = nn.Embedding(config["num_class_embeds"], common[0])
        self.down_blocks = nn.ModuleList()
        skips = [widths[0]]
        for level, width in enumerate(widths):
            inputs = [widths[max(level - 1, 0)]] + [width] * (blocks - 1)
            last = level == levels - 1
            resampler = None if last else "downsamplers"
            self.down_blocks.append(Level(inputs, width, down[level], resampler, *common))
            skips += [width] * (blocks if last else blocks + 1)
        self.mid_block = Middle(widths[-1], *common)
        self.up_blocks = nn.ModuleList()
        before = widths[-1]
        for i, width in enumerate(reversed(widths)):
            inputs = [skips.pop() + (before if j == 0 else width) for j in range(blocks + 1)]
            resampler = None if i == levels - 1 else "upsamplers"
            self.up_blocks.append(Level(inputs, width, up[i], resampler, *common))
            before = width
        self.conv_norm_out = nn.GroupNorm(common[1], widths[0], common[2])
        self.conv_out = nn.Conv2d(widths[0], config["out_channels"], 3, padding=1)

    def forward(self, x, times, clients):
        embedding = F.silu(self.time_embedding(times) + self.class_embedding(clients))
        x = self.conv_in(x)
        skips = [x]
        for level in self.down_blocks:
            for i in range(len(level.resnets)):
                x = level.block(i, x, embedding)
                skips.append(x)
            if level.resampler:
                x = level.resample(x)
                skips.append(x)
        x = self.mid_block(x, embedding)
        for level in self.up_blocks:
            for i in range(len(level.resnets)):
                x = level.block(i, torch.cat([x, skips.pop()], dim=1), embedding)
            if level.resampler:
                x = level.resample(x)
        return self.conv_out(F.silu(self.conv_norm_out(x)))
