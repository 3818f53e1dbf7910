# SPDX-License-Identifier: Apache-2.0
"""Times decoding and augmenting beside Pillow and torchvision, on one thread, in processor time.

    python bench/loading/loading.py FOLDER SIZE [COUNT]

FOLDER holds a folder of images for each class. It needs torchvision, and l3m built (run any
`./l3m train` once).
"""

import os
import pathlib
import random
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]


def least(what, count, work):
    best = float("inf")
    for _ in range(5):
        begin = time.process_time()
        for _ in range(count):
            work()
        best = min(best, (time.process_time() - begin) / count)
    print(f"torchvision  {what:24s} {best * 1e6:8.0f} us", flush=True)


def python(folder, size, count):
    import torch
    from PIL import Image
    from torchvision import transforms

    torch.set_num_threads(1)
    files = [os.path.join(place, name) for place, _, names in os.walk(folder) for name in names]
    augment = transforms.Compose([
        transforms.RandomResizedCrop(
            size, scale=(0.4, 1.0), interpolation=transforms.InterpolationMode.BICUBIC),
        transforms.RandomHorizontalFlip(),
        transforms.ToTensor(),
        transforms.Normalize([0.5] * 3, [0.5] * 3),
    ])

    def decode():
        with open(random.choice(files), "rb") as file:
            return Image.open(file).convert("RGB")

    least("decode", count, decode)
    least("decode and augment", count, lambda: augment(decode()))


def main():
    folder, size = sys.argv[1], int(sys.argv[2])
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 200
    python(folder, size, count)
    build = ROOT / ".l3m" / "builds" / (ROOT / ".l3m" / "current").read_text().strip()
    classpath = (build / "classpath").read_text().strip()
    source = ROOT / "bench" / "loading" / "Loading.java"
    subprocess.run(
        ["java", "-cp", classpath, str(source), folder, str(size), str(count)], check=True)


if __name__ == "__main__":
    main()
