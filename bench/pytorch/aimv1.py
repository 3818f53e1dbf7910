# SPDX-License-Identifier: Apache-2.0
"""configs/quickstart/digits-aimv1.yaml in plain PyTorch: same model, data, optimiser, schedule."""

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn

import digits
from blocks import (
    Attention,
    Block,
    ImageTokens,
    Mlp,
    NoAttention,
    Trunk,
    layer_norm,
    next_patch_loss,
    prefix_mask,
    sine_table,
    xavier,
)
from training import Settings

SETTINGS = Settings(
    steps=1200,
    peak_rate=1e-3,
    first_rate=1e-6,
    last_rate=1e-5,
    betas=(0.9, 0.95),
    weight_decay=0.05,
    undecayed=("*bias*", "*pos_embed*", "*norm*"),
)


@dataclass(frozen=True)
class Sizes:
    width: int = 64
    blocks: int = 4
    heads: int = 4
    head_width: int = 64
    head_blocks: int = 2
    image: int = 16
    patch: int = 4
    batch: int = 128


class Head(nn.Module):
    """Predicts pixels token by token: blocks whose attention is the identity."""

    def __init__(self, sizes: Sizes):
        super().__init__()
        self.grid, width = sizes.image // sizes.patch, sizes.head_width
        self.decoder_pos_embed = nn.Parameter(
            torch.empty(1, self.grid**2, width), requires_grad=False
        )
        self.decoder_projection = nn.Linear(sizes.width, width)
        self.decoder_blocks = nn.ModuleList(
            Block(width, NoAttention(), Mlp(width), layer_norm) for _ in range(sizes.head_blocks)
        )
        self.decoder_norm = layer_norm(width)
        self.decoder_pred = nn.Linear(width, 3 * sizes.patch**2)

    def init_weights(self):
        with torch.no_grad():
            self.decoder_pos_embed.copy_(sine_table(self.grid, self.decoder_pos_embed.shape[-1]))
        self.apply(xavier)

    def forward(self, x):
        x = self.decoder_projection(x) + self.decoder_pos_embed
        for block in self.decoder_blocks:
            x = block(x)
        return self.decoder_pred(self.decoder_norm(x))


class Aim(nn.Module):
    def __init__(self, sizes: Sizes):
        super().__init__()
        self.patch = sizes.patch
        self.preprocessor = ImageTokens(
            sizes.image, sizes.patch, sizes.width, layer_norm, learned=False
        )
        self.trunk = Trunk(
            sizes.width,
            sizes.blocks,
            lambda: Attention(sizes.width, sizes.heads),
            lambda: Mlp(sizes.width),
            layer_norm,
        )
        self.head = Head(sizes)

    def forward(self, image, masked):
        return self.head(self.trunk(self.preprocessor(image), prefix_mask(masked)))


def build(sizes: Sizes) -> nn.Module:
    return Aim(sizes)


def loss_of(model, batch):
    image, masked = batch
    return next_patch_loss(model(image, masked), image, masked, model.patch)


def dataset(data: Path, sizes: Sizes, split: str):
    patches = (sizes.image // sizes.patch) ** 2
    draw = digits.random_prefix(patches) if split == "train" else digits.half_prefix(patches)
    root = data / "digits" / "image-folder" / split
    return digits.Digits(root, sizes.image, split == "train", lambda label, number: (draw(),))


def batches(data: Path, sizes: Sizes, seed: int, workers: int):
    return digits.batches(dataset(data, sizes, "train"), sizes.batch, seed, workers)


def evaluation(data: Path, sizes: Sizes):
    samples = dataset(data, sizes, "val")

    def evaluate(model):
        total = 0.0
        for batch in digits.in_order(samples):
            total += loss_of(model, batch).item() * len(batch[0])
        return {"val_loss": total / len(samples)}

    return evaluate


def synthetic(sizes: Sizes):
    patches = (sizes.image // sizes.patch) ** 2
    length = torch.randint(1, patches, (sizes.batch, 1))
    image = torch.rand(sizes.batch, 3, sizes.image, sizes.image) * 2 - 1
    return image, torch.arange(patches) >= length
