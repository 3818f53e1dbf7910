# SPDX-License-Identifier: Apache-2.0
"""Times training steps alone, on one made-up batch: no data, no evaluation, no checkpoints.

    python bench/pytorch/step.py vit [--steps 300]
"""

import argparse
import importlib
import json
import statistics
import time

import torch

from cases import CASES
from training import create, optimizer_for, train_step


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("case", choices=list(CASES))
    options.add_argument("--steps", type=int, default=300)
    options.add_argument("--warmup", type=int, default=20)
    given = options.parse_args()
    case = CASES[given.case]
    task = importlib.import_module(case.module)
    sizes = task.Sizes(**case.sizes)
    model = create(lambda: task.build(sizes), 0)
    optimizer = optimizer_for(model, task.SETTINGS)
    batch = task.synthetic(sizes)
    elapsed = []
    for _ in range(given.warmup + given.steps):
        before = time.perf_counter()
        train_step(model, task.loss_of, batch, optimizer, 1e-4, 1.0).item()
        elapsed.append((time.perf_counter() - before) * 1e3)
    elapsed = sorted(elapsed[given.warmup :])
    print(
        json.dumps(
            {
                "run": given.case,
                "threads": torch.get_num_threads(),
                "step_ms_min": elapsed[0],
                "step_ms_median": statistics.median(elapsed),
                "step_ms_p90": elapsed[len(elapsed) * 9 // 10],
            }
        )
    )


if __name__ == "__main__":
    main()
