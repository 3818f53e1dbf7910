# SPDX-License-Identifier: Apache-2.0
"""configs/quickstart/digits-aimv2.yaml and digits-aimv2-moe.yaml in plain PyTorch.

Same model, data, optimiser, schedule. With `experts` the image encoder has experts in place of its
feed-forward layers, and without it the layers that an expert equals.
"""

from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

import digits
from blocks import (
    Attention,
    Experts,
    ImageTokens,
    SwiGlu,
    TextTokens,
    Trunk,
    cut_scaled,
    next_patch_loss,
    prefix_mask,
    rms_norm,
)
from training import Settings

PAD = 0
PIXELS, WORDS, BALANCE = 0.4, 1.0, 0.01  # weights of the terms of the loss

# AdamLH states its weight decay per step at the peak rate: 1e-4 / 1e-3 in AdamW's terms.
SETTINGS = Settings(
    steps=1000,
    peak_rate=1e-3,
    first_rate=1e-6,
    last_rate=1e-5,
    betas=(0.9, 0.95),
    weight_decay=0.1,
    undecayed=("*bias*", "*pos_embed*", "*norm*", "*cls_token*", "*positional_embedding*"),
)


@dataclass(frozen=True)
class Sizes:
    width: int = 64
    blocks: int = 3
    heads: int = 4
    text_width: int = 64
    text_blocks: int = 3
    image: int = 16
    patch: int = 4
    context: int = 16
    vocabulary: int = 1000
    experts: int = 0
    batch: int = 128


class Aim(nn.Module):
    def __init__(self, sizes: Sizes):
        super().__init__()
        width, text_width = sizes.width, sizes.text_width
        self.patch, self.patches = sizes.patch, (sizes.image // sizes.patch) ** 2
        self.has_experts = sizes.experts > 0
        self.image_tokens = ImageTokens(sizes.image, sizes.patch, width, rms_norm)
        self.image_trunk = Trunk(
            width,
            sizes.blocks,
            lambda: Attention(width, sizes.heads),
            lambda: Experts(width, sizes.experts) if sizes.experts else SwiGlu(width),
            rms_norm,
        )
        self.text_tokens = TextTokens(sizes.vocabulary, sizes.context, text_width, cls=True)
        self.image_projection = nn.Linear(width, text_width)
        self.text_trunk = Trunk(
            text_width,
            sizes.text_blocks,
            lambda: Attention(text_width, sizes.heads, causal=True),
            lambda: SwiGlu(text_width),
            rms_norm,
        )
        self.text_head = nn.Linear(text_width, sizes.vocabulary, bias=False)
        self.image_head = nn.Linear(text_width, 3 * sizes.patch**2, bias=False)

    def init_weights(self):
        for head in (self.text_head, self.image_head):
            cut_scaled(head.weight, len(self.text_trunk.blocks))

    def forward(self, image, ids, masked):
        image_tokens = self.image_trunk(self.image_tokens(image), prefix_mask(masked))
        tokens = torch.cat((self.image_projection(image_tokens), self.text_tokens(ids)), 1)
        tokens = self.text_trunk(tokens)
        pixels, words = tokens[:, : self.patches], tokens[:, self.patches :]
        return self.image_head(pixels), self.text_head(words)

    def balance(self):
        terms = [block.mlp.balance for block in self.image_trunk.blocks]
        return sum(terms) / len(terms)


def build(sizes: Sizes) -> nn.Module:
    return Aim(sizes)


def terms_of(model, batch):
    image, ids, masked = batch
    patches, words = model(image, ids, masked)
    pixels = next_patch_loss(patches, image, masked, model.patch)
    entropy = F.cross_entropy(words[:, :-1].flatten(0, 1), ids.flatten(), ignore_index=PAD)
    return pixels, entropy


def loss_of(model, batch):
    pixels, entropy = terms_of(model, batch)
    loss = PIXELS * pixels + WORDS * entropy
    return loss + BALANCE * model.balance() if model.has_experts else loss


def dataset(data: Path, sizes: Sizes, split: str):
    patches = (sizes.image // sizes.patch) ** 2
    draw = digits.random_prefix(patches) if split == "train" else digits.half_prefix(patches)
    captions = digits.Captions(data, sizes.context)
    root = data / "digits" / "image-folder" / split
    return digits.Digits(
        root,
        sizes.image,
        split == "train",
        lambda label, number: (captions.of(label, number), draw()),
    )


def batches(data: Path, sizes: Sizes, seed: int, workers: int):
    return digits.batches(dataset(data, sizes, "train"), sizes.batch, seed, workers)


def evaluation(data: Path, sizes: Sizes):
    samples = dataset(data, sizes, "val")

    def evaluate(model):
        pixels = entropy = 0.0
        for batch in digits.in_order(samples):
            one, other = terms_of(model, batch)
            pixels += one.item() * len(batch[0]) / len(samples)
            entropy += other.item() * len(batch[0]) / len(samples)
        return {
            "val_loss": PIXELS * pixels + WORDS * entropy,
            "val_pixels": pixels,
            "val_cross_entropy": entropy,
        }

    return evaluate


def synthetic(sizes: Sizes):
    patches = (sizes.image // sizes.patch) ** 2
    length = torch.randint(1, patches, (sizes.batch, 1))
    image = torch.rand(sizes.batch, 3, sizes.image, sizes.image) * 2 - 1
    ids = torch.randint(1, sizes.vocabulary, (sizes.batch, sizes.context))
    return image, ids, torch.arange(patches) >= length
