# SPDX-License-Identifier: Apache-2.0
"""configs/quickstart/digits-vit.yaml in plain PyTorch: same model, data, optimiser, schedule."""

from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

import digits
from blocks import Attention, ImageTokens, Mlp, Trunk
from training import Settings, cut_normal

SETTINGS = Settings(
    steps=1200,
    peak_rate=1e-3,
    first_rate=1e-7,
    last_rate=1e-5,
    betas=(0.9, 0.999),
    weight_decay=0.05,
    undecayed=("*bias*", "*cls_token*", "*pos_embed*", "*norm*"),
)


@dataclass(frozen=True)
class Sizes:
    width: int = 64
    blocks: int = 4
    heads: int = 4
    image: int = 16
    patch: int = 4
    batch: int = 128


class Head(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.norm = nn.LayerNorm(width, eps=1e-5)
        self.linear = nn.Linear(width, digits.CLASSES)

    def init_weights(self):
        cut_normal(self.linear.weight, 0.02)
        nn.init.zeros_(self.linear.bias)

    def forward(self, x):
        return self.linear(self.norm(x))


class Vit(nn.Module):
    def __init__(self, sizes: Sizes):
        super().__init__()
        width = sizes.width
        self.preprocessor = ImageTokens(sizes.image, sizes.patch, width, cls=True)
        self.trunk = Trunk(
            width,
            sizes.blocks,
            lambda: Attention(width, sizes.heads, qkv_bias=True),
            lambda: Mlp(width),
            lambda width: nn.LayerNorm(width, eps=1e-6),
        )
        self.head = Head(width)

    def forward(self, image):
        return self.head(self.trunk(self.preprocessor(image))[:, 0])


def build(sizes: Sizes) -> nn.Module:
    return Vit(sizes)


def loss_of(model, batch):
    image, target = batch
    return torch.sum(-target * F.log_softmax(model(image), -1), -1).mean()


def dataset(data: Path, sizes: Sizes, split: str):
    root = data / "digits" / "image-folder" / split
    return digits.Digits(root, sizes.image, split == "train", digits.one_hot)


def batches(data: Path, sizes: Sizes, seed: int, workers: int):
    return digits.batches(dataset(data, sizes, "train"), sizes.batch, seed, workers)


def evaluation(data: Path, sizes: Sizes):
    samples = dataset(data, sizes, "val")

    def evaluate(model):
        loss, right = 0.0, 0
        for image, target in digits.in_order(samples):
            scores = model(image)
            loss += torch.sum(-target * F.log_softmax(scores, -1)).item()
            right += (scores.argmax(1) == target.argmax(1)).sum().item()
        return {"val_loss": loss / len(samples), "val_top_1": 100 * right / len(samples)}

    return evaluate


def synthetic(sizes: Sizes):
    image = torch.rand(sizes.batch, 3, sizes.image, sizes.image) * 2 - 1
    return image, F.one_hot(torch.arange(sizes.batch) % digits.CLASSES, digits.CLASSES).float()
