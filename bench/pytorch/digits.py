# SPDX-License-Identifier: Apache-2.0
"""The digits as a data set of PyTorch: images, labels, prefixes, captions."""

import json
import math
import random
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageOps

CLASSES = 10


class Digits(torch.utils.data.Dataset):
    """An image folder; images are read and decoded each time, as torchvision's does.

    Samples are tuples: the image, and what `more` makes of the label and of the image's number.
    `augment` changes a training image, given its size to be; all others are resized alone.
    """

    def __init__(self, root: Path, size: int, training: bool, more, augment=None):
        self.samples = [
            (file, label)
            for label, name in enumerate(sorted(folder.name for folder in root.iterdir()))
            for file in sorted((root / name).glob("*.png"))
        ]
        self.size, self.more = size, more
        self.transform = (augment or random_resized_crop) if training else resize

    def __len__(self):
        return len(self.samples)

    def __getitem__(self, index):
        file, label = self.samples[index]
        with Image.open(file) as image:
            shown = self.transform(image.convert("RGB"), self.size)
        pixels = np.asarray(shown, dtype=np.float32)
        image = np.ascontiguousarray(pixels.transpose(2, 0, 1)) / 127.5 - 1
        return image, *self.more(label, int(file.stem))


def resize(image, size):
    return image.resize((size, size), Image.BICUBIC)


def random_resized_crop(image, size, scale=(0.7, 1.0), ratio=(3 / 4, 4 / 3)):
    width, height = image.size
    for _ in range(10):
        area = width * height * random.uniform(*scale)
        aspect = math.exp(random.uniform(math.log(ratio[0]), math.log(ratio[1])))
        w, h = round(math.sqrt(area * aspect)), round(math.sqrt(area / aspect))
        if 0 < w <= width and 0 < h <= height:
            left, top = random.randint(0, width - w), random.randint(0, height - h)
            return resize(image.crop((left, top, left + w, top + h)), size)
    return resize(image, size)  # the images are square: the fallback keeps all of them


def turn_and_shift(image, size, degrees=15, margin=2):
    """Resized, turned by up to `degrees` either way, moved by up to `margin` pixels."""
    angle = random.uniform(-degrees, degrees)
    turned = resize(image, size).rotate(angle, Image.BILINEAR)
    padded = ImageOps.expand(turned, margin)
    left, top = random.randint(0, 2 * margin), random.randint(0, 2 * margin)
    return padded.crop((left, top, left + size, top + size))


def one_hot(label, number):
    target = np.zeros(CLASSES, dtype=np.float32)
    target[label] = 1
    return (target,)


def collate(samples):
    return tuple(torch.from_numpy(np.stack(arrays)) for arrays in zip(*samples))


def batches(dataset: torch.utils.data.Dataset, size: int, seed: int, workers: int):
    """Batches without end; each epoch in a new order."""
    random.seed(seed)
    generator = torch.Generator().manual_seed(seed)

    class Endless(torch.utils.data.Sampler):
        def __iter__(self):
            while True:
                yield from torch.randperm(len(dataset), generator=generator).tolist()

    return iter(
        torch.utils.data.DataLoader(
            dataset,
            batch_size=size,
            sampler=Endless(),
            num_workers=workers,
            collate_fn=collate,
            worker_init_fn=lambda worker: random.seed(seed * 1000 + worker),
        )
    )


def in_order(dataset: Digits):
    return torch.utils.data.DataLoader(dataset, 120, collate_fn=collate)


def random_prefix(patches: int):
    """True for the patches behind a prefix whose length is drawn anew for each sample."""

    def masked() -> np.ndarray:
        return np.arange(patches) >= random.randint(1, patches - 1)

    return masked


def half_prefix(patches: int):
    return lambda: np.arange(patches) >= patches // 2


class Captions:
    """Captions as the Parquet files have them: the template goes round with the image's number."""

    def __init__(self, data: Path, context: int):
        from tokenizers import Tokenizer

        info = json.loads((data / "digits" / "info.json").read_text())
        self.names, self.prompts = info["names"], info["zero_shot_prompts"]
        self.tokenizer = Tokenizer.from_file(str(data / "tokenizer" / "tokenizer.json"))
        self.context = context
        self.ids = [
            [self.encode(form.format(w=name, d=label)) for form in info["caption_templates"]]
            for label, name in enumerate(self.names)
        ]
        self.forms = len(info["caption_templates"])

    def encode(self, text: str) -> np.ndarray:
        """Ids with the end mark behind them, filled up with zeros."""
        ids = np.zeros(self.context, dtype=np.int64)
        found = self.tokenizer.encode(text.lower()).ids[: self.context]
        ids[: len(found)] = found
        return ids

    def of(self, label: int, number: int) -> np.ndarray:
        return self.ids[label][number % len(self.ids[label])]
