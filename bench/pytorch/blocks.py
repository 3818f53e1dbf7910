# SPDX-License-Identifier: Apache-2.0
"""The layers that several of the comparisons share, in plain PyTorch.

Names of parameters and the order in which modules are registered are those of l3m, so that initial
values are drawn alike.
"""

import math

import torch
import torch.nn.functional as F
from torch import nn

from training import cut_normal


def layer_norm(width: int) -> nn.Module:
    return nn.LayerNorm(width, eps=1e-5)


def rms_norm(width: int) -> nn.Module:
    return nn.RMSNorm(width, eps=1e-5)


class Attention(nn.Module):
    """Queries, keys and values from a projection each."""

    def __init__(self, width: int, heads: int, qkv_bias=False, causal=False):
        super().__init__()
        self.heads, self.causal = heads, causal
        self.q_proj = nn.Linear(width, width, bias=qkv_bias)
        self.k_proj = nn.Linear(width, width, bias=qkv_bias)
        self.v_proj = nn.Linear(width, width, bias=qkv_bias)
        self.proj = nn.Linear(width, width, bias=False)

    def forward(self, x, mask=None):
        b, n, width = x.shape
        q, k, v = (
            project(x).view(b, n, self.heads, -1).transpose(1, 2)
            for project in (self.q_proj, self.k_proj, self.v_proj)
        )
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, is_causal=self.causal)
        return self.proj(y.transpose(1, 2).reshape(b, n, width))


class FusedAttention(nn.Module):
    """Queries, keys and values from one projection."""

    def __init__(self, width: int, heads: int, causal=False, bias=False):
        super().__init__()
        self.heads, self.causal = heads, causal
        self.qkv = nn.Linear(width, 3 * width, bias=bias)
        self.proj = nn.Linear(width, width, bias=bias)

    def forward(self, x, mask=None):
        b, n, width = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, -1).permute(2, 0, 3, 1, 4).unbind(0)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, is_causal=self.causal)
        return self.proj(y.transpose(1, 2).reshape(b, n, width))


class NoAttention(nn.Module):
    """What AIMv1's head has in place of attention: the block adds its normalised input."""

    def forward(self, x, mask=None):
        return x


class Mlp(nn.Module):
    def __init__(self, width: int, bias=False):
        super().__init__()
        self.fc1 = nn.Linear(width, 4 * width, bias=bias)
        self.fc2 = nn.Linear(4 * width, width, bias=bias)

    def forward(self, x):
        return self.fc2(F.gelu(self.fc1(x)))


def gated_width(width: int, multiple_of: int = 256) -> int:
    """Two thirds of four times the width, rounded up: a gated layer has three matrices, not two."""
    return -(-(8 * width // 3) // multiple_of) * multiple_of


class SwiGlu(nn.Module):
    def __init__(self, width: int, multiple_of: int = 256):
        super().__init__()
        hidden = gated_width(width, multiple_of)
        self.fc1 = nn.Linear(width, hidden, bias=False)
        self.fc2 = nn.Linear(hidden, width, bias=False)
        self.fc3 = nn.Linear(width, hidden, bias=False)

    def forward(self, x):
        return self.fc2(F.silu(self.fc1(x)) * self.fc3(x))


class Experts(nn.Module):
    """Gated layers of which each token takes the one that a router scores highest; none is dropped.

    `balance` collects the term of the loss that keeps all experts at work.
    """

    def __init__(self, width: int, experts: int, multiple_of: int = 256):
        super().__init__()
        hidden = gated_width(width, multiple_of)
        self.router = nn.Linear(width, experts, bias=False)
        self.w1 = nn.Parameter(torch.empty(experts, hidden, width))
        self.w2 = nn.Parameter(torch.empty(experts, hidden, width))
        self.v1 = nn.Parameter(torch.empty(experts, hidden, width))
        self.balance = None

    def init_weights(self):
        for weight in (self.w1, self.w2, self.v1):
            nn.init.normal_(weight, std=0.02)

    def forward(self, x):
        tokens = x.reshape(-1, x.shape[-1])
        scores = self.router(tokens).softmax(-1)
        weight, chosen = scores.max(-1)
        order = chosen.argsort(stable=True)
        counts = torch.bincount(chosen, minlength=len(self.w1))
        parts = []
        for expert, part in enumerate(tokens[order].split(counts.tolist())):
            gate, value = part @ self.w1[expert].t(), part @ self.v1[expert].t()
            parts.append((F.gelu(gate) * value) @ self.w2[expert])
        y = torch.zeros_like(tokens).index_copy(0, order, torch.cat(parts))
        self.balance = len(counts) * (counts / len(tokens) * scores.mean(0)).sum()
        return (y * weight[:, None]).view_as(x)


class Block(nn.Module):
    def __init__(self, width: int, attn: nn.Module, mlp: nn.Module, norm):
        super().__init__()
        self.attn = attn
        self.norm_1 = norm(width)
        self.mlp = mlp
        self.norm_2 = norm(width)

    def forward(self, x, mask=None):
        x = x + self.attn(self.norm_1(x), mask)
        return x + self.mlp(self.norm_2(x))


def xavier(module: nn.Module) -> None:
    if isinstance(module, nn.Linear):
        nn.init.xavier_uniform_(module.weight)
        if module.bias is not None:
            nn.init.zeros_(module.bias)


def cut_scaled(weight: torch.Tensor, depth: int) -> None:
    """A normal cut at two standard deviations, variance 1 / ((1 + depth) * fan in)."""
    cut_normal(weight, 1.0)
    with torch.no_grad():
        weight.mul_(math.sqrt(1 / (1 + depth) / weight.shape[1]) / 0.87962566103423978)


class Trunk(nn.Module):
    """Blocks and a norm behind them; `initialise` draws the values of one of their modules."""

    def __init__(self, width: int, depth: int, attn, mlp, norm, initialise=xavier):
        super().__init__()
        self.initialise = initialise
        self.blocks = nn.ModuleList(Block(width, attn(), mlp(), norm) for _ in range(depth))
        self.post_trunk_norm = norm(width)

    def init_weights(self):
        self.apply(self.initialise)

    def forward(self, x, mask=None):
        for block in self.blocks:
            x = block(x, mask)
        return self.post_trunk_norm(x)


class Patches(nn.Module):
    def __init__(self, patch: int, width: int, norm=None):
        super().__init__()
        self.proj = nn.Conv2d(3, width, patch, patch)
        self.norm = norm(width) if norm else nn.Identity()

    def forward(self, image):
        return self.norm(self.proj(image).flatten(2).transpose(1, 2))


class ImageTokens(nn.Module):
    """Patches, a class token in front of them if asked for, and positions."""

    def __init__(self, image: int, patch: int, width: int, norm=None, cls=False, learned=True):
        super().__init__()
        self.grid, self.learned = image // patch, learned
        if cls:
            self.cls_token = nn.Parameter(torch.empty(1, 1, width))
        self.pos_embed = nn.Parameter(
            torch.empty(1, self.grid**2 + cls, width), requires_grad=learned
        )
        self.patchifier = Patches(patch, width, norm)

    def init_weights(self):
        if self.learned:
            nn.init.normal_(self.pos_embed, std=0.02)
        else:
            with torch.no_grad():
                self.pos_embed.copy_(sine_table(self.grid, self.pos_embed.shape[-1]))
        if hasattr(self, "cls_token"):
            nn.init.normal_(self.cls_token, std=0.02)
        nn.init.xavier_uniform_(self.patchifier.proj.weight.flatten(1))

    def forward(self, image):
        tokens = self.patchifier(image)
        if hasattr(self, "cls_token"):
            tokens = torch.cat((self.cls_token.expand(len(image), -1, -1), tokens), 1)
        return tokens + self.pos_embed


class TextTokens(nn.Module):
    """Embedded ids, a class token in front of them if asked for, and learned positions."""

    def __init__(self, vocabulary: int, context: int, width: int, cls=False):
        super().__init__()
        self.positional_embedding = nn.Parameter(torch.empty(context + cls, width))
        if cls:
            self.cls_token = nn.Parameter(torch.empty(1, 1, width))
        self.text_embedding = nn.Embedding(vocabulary, width)

    def init_weights(self):
        nn.init.normal_(self.positional_embedding, std=0.01)
        if hasattr(self, "cls_token"):
            nn.init.normal_(self.cls_token, std=0.02)
        nn.init.normal_(self.text_embedding.weight, std=0.02)

    def forward(self, ids):
        tokens = self.text_embedding(ids)
        if hasattr(self, "cls_token"):
            tokens = torch.cat((self.cls_token.expand(len(ids), -1, -1), tokens), 1)
        return tokens + self.positional_embedding


def sine_table(grid: int, width: int) -> torch.Tensor:
    """Sines and cosines of the column in the first half of the width, of the row in the second."""
    rates = 10000.0 ** (-torch.arange(width // 4) / (width / 4))

    def along(positions):
        angles = positions.flatten()[:, None] * rates
        return torch.cat((angles.sin(), angles.cos()), 1)

    row, column = torch.meshgrid(torch.arange(grid), torch.arange(grid), indexing="ij")
    return torch.cat((along(column), along(row)), 1)[None]


def prefix_mask(masked: torch.Tensor) -> torch.Tensor:
    """Who may look at whom, [B, 1, N, N]: all at the prefix (not masked), else only backwards."""
    n = masked.shape[1]
    backwards = torch.ones(n, n, dtype=torch.bool).tril()
    return (backwards | ~masked[:, None, :]).unsqueeze(1)


def normalised_patches(image, patch: int):
    b, c, h, w = image.shape
    values = image.view(b, c, h // patch, patch, w // patch, patch).permute(0, 2, 4, 3, 5, 1)
    values = values.reshape(b, -1, patch * patch * c)
    return (values - values.mean(-1, keepdim=True)) / (values.var(-1, keepdim=True) + 1e-6).sqrt()


def next_patch_loss(preds, image, masked, patch: int):
    """Squared error between the prediction at a patch and the normalised pixels of the next one."""
    target = normalised_patches(image, patch)
    loss = F.mse_loss(preds[:, :-1], target[:, 1:], reduction="none").mean(-1)
    return (loss * masked[:, 1:]).sum() / masked[:, 1:].sum()
