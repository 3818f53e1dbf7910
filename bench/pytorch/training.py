# SPDX-License-Identifier: Apache-2.0
"""What the PyTorch comparisons share: initial values, optimiser, schedule, loop, report.

Plain eager PyTorch, written to be as fast as eager PyTorch gets without changing the training:
fused AdamW, foreach clipping, one reading of the loss per report.
"""

import json
import math
import resource
import statistics
import time
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import Callable, Iterator

import torch
from torch import nn


@dataclass(frozen=True)
class Settings:
    """The part of a config's `optim` and `experiment` that the quick starts use."""

    steps: int
    peak_rate: float
    first_rate: float
    last_rate: float
    betas: tuple[float, float]
    weight_decay: float
    undecayed: tuple[str, ...]
    max_norm: float = 1.0
    warmup: float = 0.05
    eval_every: int = 200


def create(build: Callable[[], nn.Module], seed: int) -> nn.Module:
    """Draws initial values as l3m does: all modules in reverse order, parents after children."""
    with torch.device("meta"):
        model = build()
    model.to_empty(device="cpu")
    torch.manual_seed(seed)
    for module in reversed(list(model.modules())):
        reset = getattr(module, "init_weights", None) or getattr(module, "reset_parameters", None)
        if reset is not None:
            reset()
    return model


def cut_normal(weight: torch.Tensor, std: float) -> None:
    """A normal cut at -2 and 2, by the inverse of its distribution function."""
    low, high = (math.erf(cut / std / math.sqrt(2)) for cut in (-2.0, 2.0))
    with torch.no_grad():
        weight.uniform_(low, high).erfinv_().mul_(std * math.sqrt(2)).clamp_(-2.0, 2.0)


def optimizer_for(model: nn.Module, settings: Settings) -> torch.optim.Optimizer:
    decayed, plain = [], []
    for name, parameter in model.named_parameters():
        excluded = any(fnmatch(name, pattern) for pattern in settings.undecayed)
        (plain if excluded else decayed).append(parameter)
    groups = [
        {"params": decayed, "weight_decay": settings.weight_decay},
        {"params": plain, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=settings.peak_rate, betas=settings.betas, fused=True)


def rate_at(where: float, settings: Settings) -> float:
    """A line up to the peak, then half a cosine down; `where` is the share of the run."""
    if where + 1e-6 <= settings.warmup:
        rise = settings.peak_rate - settings.first_rate
        return settings.first_rate + rise * where / settings.warmup
    down = (where - settings.warmup) / (1 - settings.warmup)
    amplitude = (settings.peak_rate - settings.last_rate) / 2
    return settings.last_rate + amplitude * (1 + math.cos(math.pi * down))


def train_step(model, loss_of, batch, optimizer, rate: float, max_norm: float) -> torch.Tensor:
    for group in optimizer.param_groups:
        group["lr"] = rate
    loss = loss_of(model, batch)
    loss.backward()
    if math.isfinite(max_norm):
        nn.utils.clip_grad_norm_(model.parameters(), max_norm, foreach=True)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return loss.detach()


def run(
    name: str,
    model: nn.Module,
    batches: Iterator,
    loss_of: Callable,
    evaluate: Callable[[nn.Module], dict[str, float]],
    settings: Settings,
    started: float,
    compiled: bool = False,
) -> None:
    """Trains to the end and prints one line of JSON with the figures.

    `started` is the wall clock when the command was given (seconds since the epoch).
    """
    optimizer = optimizer_for(model, settings)
    if compiled:
        model.compile()
    step_ms, loss, figures, history = [], None, {}, []
    first_step = None
    for step in range(settings.steps):
        before = time.perf_counter()
        batch = next(batches)
        rate = rate_at(step / settings.steps, settings)
        loss = train_step(model, loss_of, batch, optimizer, rate, settings.max_norm).item()
        step_ms.append((time.perf_counter() - before) * 1e3)
        if first_step is None:
            first_step = time.time() - started
        if (step + 1) % settings.eval_every == 0 or step + 1 == settings.steps:
            model.eval()
            with torch.no_grad():
                figures = evaluate(model)
            model.train()
            history.append({"step": step + 1, "loss": loss, **figures})
    print(
        json.dumps(
            {
                "run": name,
                "torch": torch.__version__,
                "threads": torch.get_num_threads(),
                "parameters": sum(p.numel() for p in model.parameters()),
                "steps": settings.steps,
                "wall_s": time.time() - started,
                "first_step_s": first_step,
                "step_ms_min": min(step_ms),
                "step_ms_median": statistics.median(step_ms),
                "step_ms_p90": sorted(step_ms)[len(step_ms) * 9 // 10],
                "peak_rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                "train_loss": loss,
                **figures,
                "history": history,
            }
        )
    )
