# SPDX-License-Identifier: Apache-2.0
"""configs/quickstart/digits-clip.yaml in plain PyTorch: same model, data, optimiser, schedule."""

import math
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

import digits
from blocks import Attention, ImageTokens, SwiGlu, TextTokens, Trunk, rms_norm
from training import Settings

EOS = 1

SETTINGS = Settings(
    steps=1400,
    peak_rate=2e-3,
    first_rate=1e-6,
    last_rate=1e-6,
    betas=(0.9, 0.95),
    weight_decay=0.2,
    undecayed=(
        "*bias*",
        "*cls_token*",
        "*pos_embed*",
        "*positional_embedding*",
        "*norm*",
        "*log_logit_scale*",
    ),
    max_norm=math.inf,
)


@dataclass(frozen=True)
class Sizes:
    width: int = 64
    blocks: int = 4
    heads: int = 4
    text_width: int = 64
    text_blocks: int = 2
    image: int = 16
    patch: int = 4
    context: int = 16
    vocabulary: int = 1000
    batch: int = 128


class Clip(nn.Module):
    def __init__(self, sizes: Sizes):
        super().__init__()
        width, text_width = sizes.width, sizes.text_width
        self.image_tokens = ImageTokens(sizes.image, sizes.patch, width, rms_norm, cls=True)
        self.image_trunk = Trunk(
            width,
            sizes.blocks,
            lambda: Attention(width, sizes.heads),
            lambda: SwiGlu(width),
            rms_norm,
        )
        self.image_head = nn.Linear(width, text_width, bias=False)
        self.log_logit_scale = nn.Parameter(torch.empty(1))
        self.text_tokens = TextTokens(sizes.vocabulary, sizes.context, text_width)
        self.text_trunk = Trunk(
            text_width,
            sizes.text_blocks,
            lambda: Attention(text_width, sizes.heads, causal=True),
            lambda: SwiGlu(text_width),
            rms_norm,
        )
        self.text_head = nn.Linear(text_width, text_width, bias=False)

    def init_weights(self):
        nn.init.constant_(self.log_logit_scale, math.log(1 / 0.07))

    def embed_image(self, image):
        tokens = self.image_trunk(self.image_tokens(image))
        return F.normalize(self.image_head(tokens[:, 1:].mean(1)), dim=-1)

    def embed_text(self, ids):
        tokens = self.text_trunk(self.text_tokens(ids))
        end = (ids == EOS).int().argmax(1)
        return F.normalize(self.text_head(tokens[torch.arange(len(ids)), end]), dim=-1)

    def forward(self, image, ids):
        with torch.no_grad():
            self.log_logit_scale.clamp_(0, math.log(100))
        return self.log_logit_scale.exp() * self.embed_image(image) @ self.embed_text(ids).t()


def build(sizes: Sizes) -> nn.Module:
    return Clip(sizes)


def loss_of(model, batch):
    scores = model(batch[0], batch[1])
    pairs = torch.arange(len(scores))
    return (F.cross_entropy(scores, pairs) + F.cross_entropy(scores.t(), pairs)) / 2


def dataset(data: Path, sizes: Sizes, split: str, caption):
    return digits.Digits(
        data / "digits" / "image-folder" / split,
        sizes.image,
        split == "train",
        lambda label, number: (caption(label, number), label),
        digits.turn_and_shift,
    )


def batches(data: Path, sizes: Sizes, seed: int, workers: int):
    """Each image with each of its captions once before any pair comes again."""
    captions = digits.Captions(data, sizes.context)
    pairs = [
        dataset(data, sizes, "train", lambda label, number, form=form: captions.ids[label][form])
        for form in range(captions.forms)
    ]
    return digits.batches(torch.utils.data.ConcatDataset(pairs), sizes.batch, seed, workers)


def evaluation(data: Path, sizes: Sizes):
    captions = digits.Captions(data, sizes.context)
    samples = dataset(data, sizes, "val", captions.of)
    prompts = torch.stack(
        [
            torch.from_numpy(captions.encode(prompt.format(w=name)))
            for name in captions.names
            for prompt in captions.prompts
        ]
    )

    def evaluate(model):
        texts = model.embed_text(prompts).view(digits.CLASSES, -1, model.text_head.out_features)
        classes = F.normalize(texts.mean(1), dim=-1)
        loss, right = 0.0, 0
        for image, ids, label in digits.in_order(samples):
            loss += loss_of(model, (image, ids)).item() * len(image)
            right += ((model.embed_image(image) @ classes.t()).argmax(1) == label).sum().item()
        return {"val_loss": loss / len(samples), "val_zero_shot_top_1": 100 * right / len(samples)}

    return evaluate


def synthetic(sizes: Sizes):
    image = torch.rand(sizes.batch, 3, sizes.image, sizes.image) * 2 - 1
    ids = torch.randint(2, sizes.vocabulary, (sizes.batch, sizes.context))
    ids[:, -1] = EOS
    return image, ids, torch.arange(sizes.batch) % digits.CLASSES
