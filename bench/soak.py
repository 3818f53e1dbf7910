#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whether a long run keeps its memory: many steps of a tiny model, with evaluations and checkpoints.

    python3 bench/soak.py [--steps 20000] [--config FILE] [--] [OVERRIDE ...]

Prints, from time to time, the resident memory, the Java objects that stand for native ones, the
heap in use, threads and open files. The Java heap is resident from the start and stays as large as
it is, and the run frees native memory by scopes alone, never by garbage collection: whatever a step
leaves behind shows as resident memory that grows. Exit status 1 if anything grows from the third
quarter of the run to the last; before, the JVM still compiles. Linux only: it reads /proc.
"""
import argparse
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TINY = [
    "constants.embed_dim=16",
    "constants.num_blocks=2",
    "constants.num_heads=2",
    "data.train.dataloader.batch_size=8",
    "optim.gradient_accumulation_steps=2",
]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=20_000)
    parser.add_argument("--samples", type=int, default=20, help="how often to look")
    parser.add_argument("--config", default="configs/quickstart/digits-vit.yaml")
    parser.add_argument("overrides", nargs="*", default=TINY)
    return parser.parse_args()


def start(given, folder):
    frequency = max(1, given.steps // 20)
    command = [
        str(ROOT / "l3m"), "train", given.config, f"--output={folder}/run", "--quiet",
        f"experiment.total_iterations={given.steps}",
        f"experiment.test_frequency={frequency}",
        f"experiment.ckpt_save_freq={2 * frequency}",
        *given.overrides,
    ]
    options = "-Xms256m -Xmx256m -Xmn64m -XX:+AlwaysPreTouch"
    environment = dict(os.environ, L3M_JAVA_OPTS=options)
    # the script becomes the JVM, under the same id
    return subprocess.Popen(command, cwd=ROOT, env=environment)


def steps_done(metrics, seen):
    """Counts lines as they come: (bytes read, steps)."""
    position, steps = seen
    if metrics.exists():
        with metrics.open("rb") as lines:
            lines.seek(position)
            for line in lines:
                if not line.endswith(b"\n"):
                    break
                position += len(line)
                steps += b'"dataset"' not in line
    return position, steps


def look(process, step):
    folder = pathlib.Path(f"/proc/{process.pid}")
    status = folder.joinpath("status").read_text()
    jcmd = folder.joinpath("exe").resolve().parent / "jcmd"
    histogram = subprocess.run(
        [jcmd, str(process.pid), "GC.class_histogram"], capture_output=True, text=True, check=True
    ).stdout
    lines = re.findall(r"^\s*\d+:\s+(\d+)\s+(\d+)\s+(\S+)", histogram, re.MULTILINE)
    return {
        "step": step,
        "rss": int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024,
        "native": sum(int(count) for count, _, name in lines if name.startswith("org.bytedeco.")),
        "heap": sum(int(size) for _, size, _ in lines) / 2**20,
        "threads": int(re.search(r"Threads:\s+(\d+)", status)[1]),
        "files": len(list(folder.joinpath("fd").iterdir())),
    }


def watch(process, given, folder):
    print("| step | resident MiB | native objects held | Java heap MiB | threads | files |")
    print("|---|---|---|---|---|---|")
    rows, seen, due = [], (0, 0), given.steps // given.samples
    metrics = pathlib.Path(folder, "run", "metrics.jsonl")
    while process.poll() is None:
        seen = steps_done(metrics, seen)
        if seen[1] >= due and seen[1] < given.steps:
            row = look(process, seen[1])
            rows.append(row)
            print("| {step:,} | {rss:.1f} | {native:,} | {heap:.1f} | {threads} | {files} |".format(**row), flush=True)
            due = seen[1] + given.steps // given.samples
        time.sleep(0.2)
    return rows


def grows(rows, what, slack):
    quarter = len(rows) // 4
    early = statistics.median(row[what] for row in rows[-2 * quarter : -quarter])
    late = statistics.median(row[what] for row in rows[-quarter:])
    print(f"{what}: {early:,.1f} in the third quarter, {late:,.1f} in the last")
    return late - early > slack


def main():
    given = arguments()
    with tempfile.TemporaryDirectory() as folder:
        begin = time.time()
        process = start(given, folder)
        try:
            rows = watch(process, given, folder)
        finally:
            if process.poll() is None:
                process.terminate()
            process.wait()
    if process.returncode != 0 or len(rows) < 8:
        sys.exit(f"the run ended with status {process.returncode} after {len(rows)} looks")
    print(f"\n{given.steps:,} steps in {time.time() - begin:,.0f} s")
    worse = [grows(rows, "rss", 6), grows(rows, "native", 100), grows(rows, "files", 2)]
    sys.exit(1 if any(worse) else 0)


if __name__ == "__main__":
    main()
