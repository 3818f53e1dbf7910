#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Trains the quick starts with l3m and with eager PyTorch in turn and compares the figures.

    python3 bench/compare.py [--runs 3] [--experiments digits-vit moby-llm] [--write]

Needs a Python with bench/pytorch/requirements.txt (`--python`), and ./l3m built. With --write the
table replaces the one in docs/performance.md.
"""

import argparse
import datetime
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BATCH = {"digits-vit": 128, "moby-llm": 16}
ONE_SIDED = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "MKL_ENABLE_INSTRUCTIONS", "MKL_CBWR")
BEGIN, END = "<!-- written by bench/compare.py -->", "<!-- until here -->"

# key, what the table calls it, format
FIGURES = (
    ("wall_s", "whole command, s", "{:.1f}"),
    ("first_step_s", "command to end of first step, s", "{:.2f}"),
    ("step_ms_median", "step, median, ms", "{:.1f}"),
    ("step_ms_min", "step, fastest, ms", "{:.1f}"),
    ("step_ms_p90", "step, 90 % are below, ms", "{:.1f}"),
    ("cpu_s", "processor time, s", "{:.0f}"),
    ("peak_rss_mb", "peak memory, MB", "{:.0f}"),
    ("val_loss", "final validation loss", "{:.3f}"),
    ("val_top_1", "final validation accuracy, %", "{:.1f}"),
)


def environment() -> dict[str, str]:
    """Without settings that choose kernels for one of the two BLAS libraries and not the other."""
    return {name: value for name, value in os.environ.items() if name not in ONE_SIDED}


def run(command: list[str], watch: re.Pattern) -> dict:
    """Runs a command to its end; figures of the whole process, its lines, and when one matched."""
    started = time.time()
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=environment())
    lines, matched = [], None
    for line in child.stdout:
        if matched is None and watch.search(line):
            matched = time.time() - started
        lines.append(line.rstrip("\n"))
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.time() - started
    if status != 0:
        sys.exit(f"{' '.join(command)} ended with status {status}:\n" + "\n".join(lines[-20:]))
    return {
        "wall_s": wall,
        "cpu_s": usage.ru_utime + usage.ru_stime,
        "peak_rss_mb": usage.ru_maxrss / 1024,
        "first_step_s": matched,
        "lines": lines,
    }


def run_l3m(experiment: str, seed: int, overrides: list[str]) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        config = f"configs/quickstart/{experiment}.yaml"
        command = ["./l3m", "train", config, "--output", folder, f"experiment.seed={seed}", *overrides]
        figures = run(command, re.compile(r"step +1/"))
        log = next(Path(folder).rglob("metrics.jsonl"))
        records = [json.loads(line) for line in log.read_text().splitlines()]
    elapsed = sorted(
        BATCH[experiment] / record["samples_per_second"] * 1e3
        for record in records
        if "samples_per_second" in record
    )
    last = [record for record in records if "dataset" in record][-1]
    figures["step_ms_min"] = elapsed[0]
    figures["step_ms_median"] = statistics.median(elapsed)
    figures["step_ms_p90"] = elapsed[len(elapsed) * 9 // 10]
    figures["val_loss"] = last.get("loss", last.get("cross_entropy"))
    if "top_1" in last:
        figures["val_top_1"] = last["top_1"]
    return figures


def run_pytorch(experiment: str, seed: int, python: str, steps: int | None) -> dict:
    command = [python, "bench/pytorch/train.py", experiment, "--seed", str(seed)]
    command += ["--started", str(time.time())] + (["--steps", str(steps)] if steps else [])
    figures = run(command, re.compile("$^"))
    own = json.loads(figures["lines"][-1])
    whole = {key: figures[key] for key in ("wall_s", "cpu_s", "peak_rss_mb")}
    return {**own, **whole}


def show(values: list[float], form: str) -> str:
    middle = form.format(statistics.median(values))
    low, high = form.format(min(values)), form.format(max(values))
    return middle if low == high else f"{middle} ({low} to {high})"


def table(experiment: str, pairs: list[tuple[dict, dict]]) -> str:
    runs = f"{len(pairs)} runs each, in turn" if len(pairs) > 1 else "one run each"
    rows = [
        f"### {experiment} ({runs})\n",
        "| | l3m | PyTorch eager | l3m : PyTorch |",
        "|---|---:|---:|---:|",
    ]
    for key, label, form in FIGURES:
        if any(side.get(key) is None for pair in pairs for side in pair):
            continue
        ours, theirs = ([side[key] for side in sides] for sides in zip(*pairs))
        ratio = statistics.median(a / b for a, b in zip(ours, theirs))
        shown = "" if key.startswith("val_") else f"{ratio:.2f}"
        rows.append(f"| {label} | {show(ours, form)} | {show(theirs, form)} | {shown} |")
    return "\n".join(rows)


def machine(load: float, torch: str) -> str:
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        found = re.search(r"model name\s*: (.*)", cpuinfo.read_text())
        model = found[1] if found else model
    day = datetime.date.today().isoformat()
    return (
        f"{day}, {model}, {os.cpu_count()} cores, {platform.system()}; torch {torch}; load of the"
        f" machine when the first run began: {load:.1f}. Median, and smallest to largest."
    )


def write(text: str) -> None:
    page = ROOT / "docs" / "performance.md"
    before, _, rest = page.read_text().partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        sys.exit(f"{page} has no lines `{BEGIN}` and `{END}`")
    page.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--experiments", nargs="+", default=list(BATCH), choices=list(BATCH))
    options.add_argument("--python", default="bench/pytorch/.venv/bin/python")
    options.add_argument("--steps", type=int, help="stop early; the schedule shrinks with it")
    options.add_argument("--write", action="store_true", help="into docs/performance.md")
    given = options.parse_args()

    load = os.getloadavg()[0]
    overrides = [f"experiment.total_iterations={given.steps}"] if given.steps else []
    tables, torch = [], "?"
    for experiment in given.experiments:
        pairs = []
        for number in range(given.runs):
            sides = {}
            for side in ("l3m", "pytorch") if number % 2 == 0 else ("pytorch", "l3m"):
                print(f"{experiment}, run {number + 1} of {given.runs}: {side} ...", file=sys.stderr)
                if side == "l3m":
                    sides[side] = run_l3m(experiment, number, overrides)
                else:
                    sides[side] = run_pytorch(experiment, number, given.python, given.steps)
            pairs.append((sides["l3m"], sides["pytorch"]))
            torch = sides["pytorch"]["torch"]
        tables.append(table(experiment, pairs))
        print(tables[-1], flush=True)
    if given.write:
        write("\n\n".join([machine(load, torch), *tables]))


if __name__ == "__main__":
    main()
