# SPDX-License-Identifier: Apache-2.0
"""Trains one quick start in plain eager PyTorch and prints its figures as one line of JSON.

    python bench/pytorch/train.py digits-vit [--seed 0] [--data configs/quickstart/data]
"""

import time

STARTED = time.time()

import argparse
from pathlib import Path


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("experiment", choices=("digits-vit", "moby-llm"))
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--workers", type=int, default=1, help="data loader processes (images)")
    options.add_argument("--data", type=Path, default=Path("configs/quickstart/data"))
    options.add_argument("--steps", type=int, help="stop early; the schedule shrinks with it")
    options.add_argument("--started", type=float, default=STARTED, help="when the command was given")
    given = options.parse_args()

    from dataclasses import replace

    from training import create, run

    if given.experiment == "digits-vit":
        import digits_vit as task

        build, data = task.Vit, given.data / "digits" / "image-folder"
    else:
        import moby_llm as task

        build, data = task.CausalModel, given.data
    settings = task.SETTINGS if given.steps is None else replace(task.SETTINGS, steps=given.steps)
    model = create(build, given.seed)
    run(
        given.experiment,
        model,
        task.batches(data, given.seed, given.workers),
        task.loss_of,
        task.evaluation(data),
        settings,
        given.started,
    )


if __name__ == "__main__":
    main()
