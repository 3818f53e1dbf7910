# SPDX-License-Identifier: Apache-2.0
"""configs/quickstart/moby-llm.yaml in plain PyTorch: same model, data, optimiser, schedule."""

from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

from blocks import FusedAttention, SwiGlu, Trunk, cut_scaled, layer_norm
from training import Settings

SETTINGS = Settings(
    steps=700,
    peak_rate=2e-3,
    first_rate=1e-6,
    last_rate=5e-5,
    betas=(0.9, 0.95),
    weight_decay=0.1,
    undecayed=("*bias*", "*pos_embed*", "*norm*"),
)


@dataclass(frozen=True)
class Sizes:
    width: int = 128
    blocks: int = 4
    heads: int = 4
    vocabulary: int = 1000
    window: int = 129
    batch: int = 16


class Preprocessor(nn.Module):
    def __init__(self, sizes: Sizes):
        super().__init__()
        self.pos_embed = nn.Parameter(torch.empty(1, sizes.window, sizes.width))
        self.embedding = nn.Embedding(sizes.vocabulary, sizes.width)

    def init_weights(self):
        nn.init.normal_(self.pos_embed, std=0.02)
        nn.init.uniform_(self.embedding.weight, -0.1, 0.1)

    def forward(self, ids):
        tokens = self.embedding(ids[:, :-1])
        return tokens + self.pos_embed[:, : tokens.shape[1]]


class Head(nn.Module):
    def __init__(self, sizes: Sizes):
        super().__init__()
        self.depth = sizes.blocks
        self.linear = nn.Linear(sizes.width, sizes.vocabulary, bias=False)

    def init_weights(self):
        cut_scaled(self.linear.weight, self.depth)

    def forward(self, x):
        return self.linear(x)


class CausalModel(nn.Module):
    def __init__(self, sizes: Sizes):
        super().__init__()

        def depth_scaled(module):
            if isinstance(module, nn.Linear):
                cut_scaled(module.weight, sizes.blocks)

        self.preprocessor = Preprocessor(sizes)
        self.trunk = Trunk(
            sizes.width,
            sizes.blocks,
            lambda: FusedAttention(sizes.width, sizes.heads, causal=True),
            lambda: SwiGlu(sizes.width),
            layer_norm,
            depth_scaled,
        )
        self.head = Head(sizes)

    def forward(self, ids):
        return self.head(self.trunk(self.preprocessor(ids)))


def build(sizes: Sizes) -> nn.Module:
    return CausalModel(sizes)


def loss_of(model, ids):
    return F.cross_entropy(model(ids).flatten(0, 1), ids[:, 1:].reshape(-1))


def ids_of(data: Path, split: str) -> torch.Tensor:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(data / "tokenizer" / "tokenizer.json"))
    text = (data / "text" / f"moby_dick_{split}.txt").read_text(encoding="utf-8")
    return torch.tensor(tokenizer.encode(text, add_special_tokens=False).ids)


def batches(data: Path, sizes: Sizes, seed: int, workers: int):
    """Windows at random places. They are cut out of memory, which takes no worker to do fast."""
    ids = ids_of(data, "train")
    generator = torch.Generator().manual_seed(seed)
    within = torch.arange(sizes.window)
    while True:
        order = torch.randperm(len(ids) - sizes.window + 1, generator=generator)
        for starts in order.split(sizes.batch):
            if len(starts) == sizes.batch:
                yield ids[starts[:, None] + within]


def evaluation(data: Path, sizes: Sizes):
    windows = ids_of(data, "val").unfold(0, sizes.window, sizes.window - 1)

    def evaluate(model):
        total = sum(loss_of(model, part).item() * len(part) for part in windows.split(sizes.batch))
        return {"val_loss": total / len(windows)}

    return evaluate


def synthetic(sizes: Sizes):
    return torch.randint(sizes.vocabulary, (sizes.batch, sizes.window))
