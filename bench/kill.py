#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whether a run that is killed at random moments, and always resumed, is the run that was not.

    python3 bench/kill.py [--kills 6] [--seed 0] [--keep FOLDER] [NAME ...]

Runs a small form of a quick start of each kind twice: once undisturbed, and once killed (SIGKILL) so
many times while it starts, steps, evaluates or writes a checkpoint. Then every line of metrics.jsonl
must be the same but for times, and every file of every checkpoint the same to the last byte. Exit
status 1 if anything differs. POSIX only.
"""
import argparse
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TIMES = ("samples_per_second", "seconds")

OFTEN = [
    "experiment.total_iterations=60",
    "experiment.test_frequency=9",
    "experiment.ckpt_save_freq=4",
]
SMALL = ["data.train.dataloader.batch_size=64", "data.train.dataloader.num_workers=2"]
TOWERS = [
    "constants.vision_embed_dim=32", "constants.vision_num_blocks=1",
    "constants.text_embed_dim=32", "constants.text_num_blocks=1",
]
REMEMBERED = ["+loss.{}renorm_non_padded=true", "+loss.{}renorm_momentum=true"]

# what each adds to the others: chance in the model, parts of a batch, what a loss remembers
CASES = {
    "supervised": (
        "digits-vit",
        ["constants.embed_dim=32", "constants.num_blocks=2",
         "+model.meta_model.trunk.drop_path_rate=0.2"],
    ),
    "supervised in lanes": ("digits-vit", ["constants.embed_dim=32", "constants.num_blocks=2"]),
    "language": (
        "moby-llm",
        ["constants.embed_dim=32", "constants.num_blocks=1", "constants.context_length=33",
         "optim.gradient_accumulation_steps=2"],
    ),
    "CLIP": ("digits-clip", TOWERS),
    "AIMv2": (
        "digits-aimv2", TOWERS + [key.format("criteria.1.") for key in REMEMBERED]
    ),
    "experts": ("digits-aimv2-moe", TOWERS),
    "AIMv1": ("digits-aimv1", ["constants.embed_dim=32", "constants.num_blocks=1"]),
    "MAE": ("digits-mae", ["constants.embed_dim=32", "constants.num_blocks=1"]),
}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=6, help="of each kind")
    parser.add_argument("--seed", type=int, default=0, help="of the moments")
    parser.add_argument("--keep", type=pathlib.Path, help="a folder for the runs, instead of none")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(CASES)}")
    given = parser.parse_args()
    unknown = set(given.names) - set(CASES)
    if unknown:
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    return given


def start(name, output, cache, resume):
    config, overrides = CASES[name]
    command = [
        str(ROOT / "l3m"), "train", f"configs/quickstart/{config}.yaml", "--quiet",
        f"--output={output}", *(["--resume"] if resume else []), *OFTEN, *SMALL, *overrides,
    ]
    # the script becomes the JVM, under the same id
    environment = dict(os.environ, L3M_CACHE=str(cache))
    cache.mkdir(parents=True, exist_ok=True)
    with open(said(cache), "w", encoding="utf-8") as messages:
        return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=messages)


def said(cache):
    return cache / "messages.txt"


def give_up(name, which, process, cache):
    sys.stderr.write(said(cache).read_text(encoding="utf-8"))
    sys.exit(f"{name}: {which} ended with status {process.returncode}")


def lines(output):
    metrics = output / "metrics.jsonl"
    return metrics.read_bytes().count(b"\n") if metrics.exists() else 0


def until(process, condition):
    while process.poll() is None and not condition():
        time.sleep(0.002)


def wait_for_a_moment(process, output, pace, left, chance):
    """While it starts, or soon after it logged something: of a short run most is its start."""
    begin = time.monotonic()
    if chance.random() < 0.25:
        pause = chance.uniform(0, pace["start"])
        until(process, lambda: time.monotonic() > begin + pause)
        return
    first = lines(output)  # of which some may be cut off and written again
    more = chance.randint(1, max(1, (pace["lines"] - first) // left))
    until(process, lambda: lines(output) >= first + more)
    time.sleep(chance.uniform(0, 0.03))


def undisturbed(name, output, cache):
    begin = time.monotonic()
    process = start(name, output, cache, False)
    until(process, lambda: lines(output) > 0)
    first = time.monotonic() - begin
    if process.wait() != 0:
        give_up(name, "the undisturbed run", process, cache)
    return {"start": first, "lines": lines(output)}


def disturbed(name, output, cache, pace, given):
    chance = random.Random(f"{given.seed} {name}")
    steps = []
    while True:
        process = start(name, output, cache, output.exists())
        if len(steps) == given.kills:
            if process.wait() != 0:
                give_up(name, "the last resumed run", process, cache)
            return steps
        wait_for_a_moment(process, output, pace, given.kills - len(steps) + 1, chance)
        process.send_signal(signal.SIGKILL)
        if process.wait() not in (0, -signal.SIGKILL):
            give_up(name, "a resumed run", process, cache)
        steps.append(last_step(output))


def last_step(output):
    metrics = output / "metrics.jsonl"
    whole = [line for line in metrics.read_bytes().split(b"\n")[:-1]] if metrics.exists() else []
    return json.loads(whole[-1])["step"] if whole else 0


def figures(output):
    found = []
    for line in (output / "metrics.jsonl").read_text().splitlines():
        entry = json.loads(line)
        found.append({key: value for key, value in entry.items() if key not in TIMES})
    return found


def files(output):
    folder = output / "checkpoints"
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*")) if file.is_file()
    }


def differences(whole, killed):
    found = []
    expected, seen = figures(whole), figures(killed)
    if len(expected) != len(seen):
        found.append(f"{len(seen)} lines of metrics instead of {len(expected)}")
    for one, other in zip(expected, seen):
        if one != other:
            found.append(f"metrics: {other} instead of {one}")
    expected, seen = files(whole), files(killed)
    for name in sorted(set(expected) | set(seen)):
        if expected.get(name) != seen.get(name):
            there = name in expected, name in seen
            found.append(f"checkpoints/{name}: {'other bytes' if all(there) else 'only in one'}")
    return found


def compare(name, folder, given):
    place = folder / name.replace(" ", "-")
    cache = place / "cache"
    pace = undisturbed(name, place / "whole", cache)
    steps = disturbed(name, place / "killed", place / "other-cache", pace, given)
    found = differences(place / "whole", place / "killed")
    lines_compared = len(figures(place / "whole"))
    files_compared = len(files(place / "whole"))
    moments = ", ".join(map(str, steps))
    verdict = "no" if found else "yes"
    print(f"| {name} | {moments} | {lines_compared} | {files_compared} | {verdict} |", flush=True)
    for line in found[:8]:
        print(f"  {line}", file=sys.stderr)
    return not found


def main():
    given = arguments()
    print("| run | killed after step | lines compared | files compared | equal |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or pathlib.Path(temporary)
        equal = [compare(name, folder, given) for name in given.names or CASES]
    sys.exit(0 if all(equal) else 1)


if __name__ == "__main__":
    main()
