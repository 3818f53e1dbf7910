#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Trains six models in two sizes with l3m and with eager PyTorch in turn and compares the figures.

    python3 bench/compare.py [--runs 3] [--cases vit llm-medium] [--quick] [--whole] [--write]

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
sys.path.insert(0, str(ROOT / "bench" / "pytorch"))

from cases import CASES, Case

ONE_SIDED = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "MKL_ENABLE_INSTRUCTIONS", "MKL_CBWR")

# key, what the tables call it, format
STEP = ("step_ms_median", "step, median, ms", "{:.1f}")
PEAK = ("peak_rss_mb", "peak memory, MB", "{:.0f}")
FIRST = ("first_step_s", "command to end of first step, s", "{:.2f}")
FIGURES = (
    ("wall_s", "whole command, s", "{:.1f}"),
    FIRST,
    STEP,
    ("step_ms_min", "step, fastest, ms", "{:.1f}"),
    ("step_ms_p90", "step, 90 % are below, ms", "{:.1f}"),
    ("cpu_s", "processor time, s", "{:.0f}"),
    PEAK,
    ("val_loss", "final validation loss", "{:.3f}"),
    ("val_top_1", "final validation accuracy, %", "{:.1f}"),
    ("val_zero_shot_top_1", "final zero-shot accuracy, %", "{:.1f}"),
)


def environment() -> dict[str, str]:
    """Without settings that choose kernels for one of the two BLAS libraries and not the other."""
    return {name: value for name, value in os.environ.items() if name not in ONE_SIDED}


def run(command: list[str], watch: re.Pattern) -> dict:
    """Runs a command to its end; figures of the whole process, its lines, and when one matched."""
    started = time.time()
    child = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=environment()
    )
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


def run_l3m(case: Case, seed: int, steps: int | None) -> dict:
    length = [f"experiment.total_iterations={steps}"] if steps else []
    with tempfile.TemporaryDirectory() as folder:
        command = ["./l3m", "train", f"configs/quickstart/{case.config}.yaml", "--output", folder]
        command += [f"experiment.seed={seed}", *length, *case.overrides]
        figures = run(command, re.compile(r"step +1/"))
        log = next(Path(folder).rglob("metrics.jsonl"))
        records = [json.loads(line) for line in log.read_text().splitlines()]
    elapsed = sorted(
        case.batch / record["samples_per_second"] * 1e3
        for record in records
        if "samples_per_second" in record
    )
    last = [record for record in records if "dataset" in record][-1]
    figures["step_ms_min"] = elapsed[0]
    figures["step_ms_median"] = statistics.median(elapsed)
    figures["step_ms_p90"] = elapsed[len(elapsed) * 9 // 10]
    figures["val_loss"] = last.get("loss", last.get("cross_entropy"))
    for name in ("top_1", "zero_shot_top_1"):
        if name in last:
            figures[f"val_{name}"] = last[name]
    return figures


def run_pytorch(name: str, seed: int, steps: int | None, python: str, *more: str) -> dict:
    command = [python, "bench/pytorch/train.py", name, "--seed", str(seed), *more]
    command += ["--started", str(time.time())] + (["--steps", str(steps)] if steps else [])
    figures = run(command, re.compile("$^"))
    own = json.loads(figures["lines"][-1])
    whole = {key: figures[key] for key in ("wall_s", "cpu_s", "peak_rss_mb")}
    return {**own, **whole}


def show(values: list[float], form: str) -> str:
    middle = form.format(statistics.median(values))
    low, high = form.format(min(values)), form.format(max(values))
    return middle if low == high else f"{middle} ({low} to {high})"


def ratio(runs: list[dict], key: str, other: str) -> str:
    """Of the same run on both sides, so that a machine that slows down slows both."""
    return show([sides["l3m"][key] / sides[other][key] for sides in runs], "{:.2f}")


def summary(measured: dict[str, list[dict]]) -> str:
    """One row a model."""
    compiled = any("compiled" in sides for runs in measured.values() for sides in runs)
    heads = ["model", "parameters"]
    for _, label, _ in (STEP, PEAK, FIRST):
        heads += [f"{label}: l3m", "PyTorch", "ratio"]
    heads += ["torch.compile: step, ms", "ratio", "first step, s"] if compiled else []
    rows = ["| " + " | ".join(heads) + " |", "|---" + "|---:" * (len(heads) - 1) + "|"]
    for name, runs in measured.items():
        cells = [name, f"{runs[0]['pytorch']['parameters']:,}"]
        for key, _, form in (STEP, PEAK, FIRST):
            for side in ("l3m", "pytorch"):
                cells.append(show([sides[side][key] for sides in runs], form))
            cells.append(ratio(runs, key, "pytorch"))
        if compiled:
            cells.append(show([sides["compiled"][STEP[0]] for sides in runs], STEP[2]))
            cells.append(ratio(runs, STEP[0], "compiled"))
            cells.append(show([sides["compiled"][FIRST[0]] for sides in runs], FIRST[2]))
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows)


def details(name: str, runs: list[dict]) -> str:
    """All figures of one model."""
    count = f"{len(runs)} runs each, in turn" if len(runs) > 1 else "one run each"
    rows = [
        f"### {name} ({count})\n",
        "| | l3m | PyTorch eager | l3m : PyTorch |",
        "|---|---:|---:|---:|",
    ]
    for key, label, form in FIGURES:
        if any(sides[side].get(key) is None for sides in runs for side in ("l3m", "pytorch")):
            continue
        ours, theirs = ([sides[side][key] for sides in runs] for side in ("l3m", "pytorch"))
        shown = "" if key.startswith("val_") else ratio(runs, key, "pytorch")
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
        f" machine when the first run began: {load:.1f}. Median, and smallest to largest; a ratio is"
        " l3m's figure over PyTorch's of the same turn."
    )


def write(text: str, part: str) -> None:
    page = ROOT / "docs" / "performance.md"
    begin = f"<!-- {part}: written by bench/compare.py -->"
    before, found, rest = page.read_text().partition(begin)
    _, closed, after = rest.partition("<!-- until here -->")
    if not (found and closed):
        sys.exit(f"{page} has no line `{begin}` with `<!-- until here -->` behind it")
    page.write_text(f"{before}{begin}\n{text}\n{closed}{after}")


def measure(name: str, given: argparse.Namespace) -> list[dict]:
    """The sides of every run; who begins changes from run to run."""
    case = CASES[name]
    steps = given.steps or (max(6, case.steps // 15) if given.quick else case.steps)
    steps = None if given.whole else steps
    sides = ["l3m", "pytorch"] + (["compiled"] if given.compile else [])
    runs = []
    for number in range(given.runs):
        figures = {}
        for side in sides if number % 2 == 0 else reversed(sides):
            turn = f"{name}, run {number + 1} of {given.runs}: {side} ..."
            print(turn, file=sys.stderr, flush=True)
            if side == "l3m":
                figures[side] = run_l3m(case, number, steps)
            else:
                more = ("--compile",) if side == "compiled" else ()
                figures[side] = run_pytorch(name, number, steps, given.python, *more)
        runs.append(figures)
    return runs


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--runs", type=int, help="runs of each side (3; with --quick 1)")
    options.add_argument("--cases", nargs="+", choices=list(CASES))
    options.add_argument("--python", default="bench/pytorch/.venv/bin/python")
    options.add_argument("--quick", action="store_true", help="few steps, one run: does it work?")
    options.add_argument("--whole", action="store_true", help="quick starts from end to end")
    options.add_argument("--steps", type=int, help="another number of steps; the schedule shrinks")
    options.add_argument("--compile", action="store_true", help="torch.compile as a third side")
    options.add_argument("--write", action="store_true", help="into docs/performance.md")
    given = options.parse_args()
    given.runs = given.runs or (1 if given.quick else 3)
    small = [name for name in CASES if not name.endswith("-medium")]
    names = given.cases or (small if given.whole else list(CASES))

    load = os.getloadavg()[0]
    measured = {}
    for name in names:
        measured[name] = measure(name, given)
        print(details(name, measured[name]), flush=True)
    torch = measured[names[0]][0]["pytorch"]["torch"]
    text = [machine(load, torch)]
    text += [details(*item) for item in measured.items()] if given.whole else [summary(measured)]
    print("\n\n".join(text))
    if given.write:
        write("\n\n".join(text), "quick starts" if given.whole else "models")


if __name__ == "__main__":
    main()
