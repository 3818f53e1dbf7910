# SPDX-License-Identifier: Apache-2.0
"""Trains one quick start in plain eager PyTorch and prints its figures as one line of JSON.

    python bench/pytorch/train.py vit [--seed 0] [--data configs/quickstart/data]
"""

import time

STARTED = time.time()

import argparse
import importlib
from pathlib import Path

from cases import CASES, OTHERS


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("case", choices=[*CASES, *OTHERS])
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--workers", type=int, default=1, help="data loader processes (images)")
    options.add_argument("--data", type=Path, default=Path("configs/quickstart/data"))
    options.add_argument("--steps", type=int, help="stop early; the schedule shrinks with it")
    options.add_argument("--compile", action="store_true", help="train what torch.compile makes")
    options.add_argument("--dense", action="store_true", help="no experts, but one layer as wide")
    options.add_argument("--started", type=float, default=STARTED, help="the command's own time")
    given = options.parse_args()

    from dataclasses import replace

    from training import create, run

    case = {**CASES, **OTHERS}[given.case]
    task = importlib.import_module(case.module)
    sizes = task.Sizes(**case.sizes)
    if given.dense:
        sizes = replace(sizes, experts=0)
    settings = task.SETTINGS if given.steps is None else replace(task.SETTINGS, steps=given.steps)
    run(
        given.case,
        create(lambda: task.build(sizes), given.seed),
        task.batches(given.data, sizes, given.seed, given.workers),
        task.loss_of,
        task.evaluation(given.data, sizes),
        settings,
        given.started,
        given.compile,
    )


if __name__ == "__main__":
    main()
