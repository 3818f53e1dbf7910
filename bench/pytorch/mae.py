# SPDX-License-Identifier: Apache-2.0
"""configs/quickstart/digits-mae.yaml in plain PyTorch: same model, data, optimiser, schedule."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

import digits
from blocks import (
    Block,
    FusedAttention,
    Mlp,
    Patches,
    Trunk,
    normalised_patches,
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
    undecayed=("*bias*", "*pos_embed*", "*mask_token*", "*norm*"),
)


@dataclass(frozen=True)
class Sizes:
    width: int = 64
    blocks: int = 4
    heads: int = 4
    decoder_width: int = 48
    decoder_blocks: int = 2
    image: int = 16
    patch: int = 4
    batch: int = 128


def norm(width: int) -> nn.Module:
    return nn.LayerNorm(width, eps=1e-6)


class Preprocessor(nn.Module):
    def __init__(self, sizes: Sizes):
        super().__init__()
        self.grid = sizes.image // sizes.patch
        self.pos_embed = nn.Parameter(
            torch.empty(1, self.grid**2, sizes.width), requires_grad=False
        )
        self.patchifier = Patches(sizes.patch, sizes.width)

    def init_weights(self):
        with torch.no_grad():
            self.pos_embed.copy_(sine_table(self.grid, self.pos_embed.shape[-1]))
        nn.init.xavier_uniform_(self.patchifier.proj.weight.flatten(1))

    def forward(self, image, masked):
        tokens = self.patchifier(image) + self.pos_embed
        return tokens[~masked].view(len(image), -1, tokens.shape[-1])


class Decoder(nn.Module):
    def __init__(self, sizes: Sizes):
        super().__init__()
        self.grid, width = sizes.image // sizes.patch, sizes.decoder_width
        self.decoder_pos_embed = nn.Parameter(
            torch.empty(1, self.grid**2, width), requires_grad=False
        )
        self.mask_token = nn.Parameter(torch.empty(1, 1, width))
        self.decoder_projection = nn.Linear(sizes.width, width)
        self.decoder_blocks = nn.ModuleList(
            Block(width, FusedAttention(width, sizes.heads, bias=True), Mlp(width, bias=True), norm)
            for _ in range(sizes.decoder_blocks)
        )
        self.decoder_norm = norm(width)
        self.decoder_pred = nn.Linear(width, 3 * sizes.patch**2)

    def init_weights(self):
        with torch.no_grad():
            self.decoder_pos_embed.copy_(sine_table(self.grid, self.decoder_pos_embed.shape[-1]))
        nn.init.zeros_(self.mask_token)
        self.apply(xavier)

    def forward(self, x, masked):
        x = self.decoder_projection(x)
        full = self.mask_token.expand(*masked.shape, -1)
        full = full.masked_scatter(~masked[..., None], x)
        full = full + self.decoder_pos_embed
        for block in self.decoder_blocks:
            full = block(full)
        return self.decoder_pred(self.decoder_norm(full))


class MaskedAutoencoder(nn.Module):
    def __init__(self, sizes: Sizes):
        super().__init__()
        self.patch = sizes.patch
        self.preprocessor = Preprocessor(sizes)
        self.trunk = Trunk(
            sizes.width,
            sizes.blocks,
            lambda: FusedAttention(sizes.width, sizes.heads, bias=True),
            lambda: Mlp(sizes.width, bias=True),
            norm,
        )
        self.head = Decoder(sizes)

    def forward(self, image, masked):
        return self.head(self.trunk(self.preprocessor(image, masked)), masked)


def build(sizes: Sizes) -> nn.Module:
    return MaskedAutoencoder(sizes)


def loss_of(model, batch):
    image, masked = batch
    target = normalised_patches(image, model.patch)
    loss = F.mse_loss(model(image, masked), target, reduction="none").mean(-1)
    return (loss * masked).sum() / masked.sum()


def dataset(data: Path, sizes: Sizes, split: str):
    patches = (sizes.image // sizes.patch) ** 2

    def random_half() -> np.ndarray:
        return torch.randperm(patches).numpy() >= patches // 2

    draw = random_half if split == "train" else digits.half_prefix(patches)
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
    image = torch.rand(sizes.batch, 3, sizes.image, sizes.image) * 2 - 1
    masked = torch.rand(sizes.batch, patches).argsort(1) >= patches // 2
    return image, masked
