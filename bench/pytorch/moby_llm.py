# SPDX-License-Identifier: Apache-2.0
"""configs/quickstart/moby-llm.yaml in plain PyTorch: same model, data, optimiser, schedule."""

import math
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

from training import Settings, cut_normal

WIDTH, BLOCKS, HEADS, VOCABULARY, WINDOW = 128, 4, 4, 1000, 129
HIDDEN = 512  # 2/3 of 4 * 128, rounded up to a multiple of 256
BATCH = 16
SETTINGS = Settings(
    steps=700,
    peak_rate=2e-3,
    first_rate=1e-6,
    last_rate=5e-5,
    betas=(0.9, 0.95),
    weight_decay=0.1,
    undecayed=("*bias*", "*pos_embed*", "*norm*"),
)


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH, bias=False)
        self.proj = nn.Linear(WIDTH, WIDTH, bias=False)

    def forward(self, x):
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, -1).permute(2, 0, 3, 1, 4).unbind(0)
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        return self.proj(y.transpose(1, 2).reshape(b, n, WIDTH))


class SwiGlu(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(WIDTH, HIDDEN, bias=False)
        self.fc2 = nn.Linear(HIDDEN, WIDTH, bias=False)
        self.fc3 = nn.Linear(WIDTH, HIDDEN, bias=False)

    def forward(self, x):
        return self.fc2(F.silu(self.fc1(x)) * self.fc3(x))


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.attn = Attention()
        self.norm_1 = nn.LayerNorm(WIDTH, eps=1e-5)
        self.mlp = SwiGlu()
        self.norm_2 = nn.LayerNorm(WIDTH, eps=1e-5)

    def forward(self, x):
        x = x + self.attn(self.norm_1(x))
        return x + self.mlp(self.norm_2(x))


class Preprocessor(nn.Module):
    def __init__(self):
        super().__init__()
        self.pos_embed = nn.Parameter(torch.empty(1, WINDOW, WIDTH))
        self.embedding = nn.Embedding(VOCABULARY, WIDTH)

    def init_weights(self):
        nn.init.normal_(self.pos_embed, std=0.02)
        nn.init.uniform_(self.embedding.weight, -0.1, 0.1)

    def forward(self, ids):
        tokens = self.embedding(ids[:, :-1])
        return tokens + self.pos_embed[:, : tokens.shape[1]]


class Trunk(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.ModuleList(Block() for _ in range(BLOCKS))
        self.post_trunk_norm = nn.LayerNorm(WIDTH, eps=1e-5)

    def init_weights(self):
        def initialise(module):
            if isinstance(module, nn.Linear):
                depth_scaled(module.weight)

        self.apply(initialise)

    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return self.post_trunk_norm(x)


class Head(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(WIDTH, VOCABULARY, bias=False)

    def init_weights(self):
        depth_scaled(self.linear.weight)

    def forward(self, x):
        return self.linear(x)


def depth_scaled(weight):
    """A normal cut at two standard deviations, variance 1 / ((1 + blocks) * fan in)."""
    cut_normal(weight, 1.0)
    with torch.no_grad():
        weight.mul_(math.sqrt(1 / (1 + BLOCKS) / weight.shape[1]) / 0.87962566103423978)


class CausalModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.preprocessor = Preprocessor()
        self.trunk = Trunk()
        self.head = Head()

    def forward(self, ids):
        return self.head(self.trunk(self.preprocessor(ids)))


def loss_of(model, ids):
    return F.cross_entropy(model(ids).view(-1, VOCABULARY), ids[:, 1:].reshape(-1))


def ids_of(data: Path, split: str) -> torch.Tensor:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(data / "tokenizer" / "tokenizer.json"))
    text = (data / "text" / f"moby_dick_{split}.txt").read_text(encoding="utf-8")
    return torch.tensor(tokenizer.encode(text, add_special_tokens=False).ids)


def batches(data: Path, seed: int, workers: int):
    """Windows at random places. They are cut out of memory, which takes no worker to do fast."""
    ids = ids_of(data, "train")
    generator = torch.Generator().manual_seed(seed)
    within = torch.arange(WINDOW)
    while True:
        for starts in torch.randperm(len(ids) - WINDOW + 1, generator=generator).split(BATCH):
            if len(starts) == BATCH:
                yield ids[starts[:, None] + within]


def evaluation(data: Path):
    windows = ids_of(data, "val").unfold(0, WINDOW, WINDOW - 1)

    def evaluate(model):
        total = sum(loss_of(model, part).item() * len(part) for part in windows.split(BATCH))
        return {"val_loss": total / len(windows)}

    return evaluate


def synthetic():
    return torch.randint(VOCABULARY, (BATCH, WINDOW))
