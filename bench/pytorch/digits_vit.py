# SPDX-License-Identifier: Apache-2.0
"""configs/quickstart/digits-vit.yaml in plain PyTorch: same model, data, optimiser, schedule."""

import math
import random
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import nn

from training import Settings, cut_normal

WIDTH, BLOCKS, HEADS, IMAGE, PATCH, CLASSES = 64, 4, 4, 16, 4, 10
BATCH = 128
SETTINGS = Settings(
    steps=1200,
    peak_rate=1e-3,
    first_rate=1e-7,
    last_rate=1e-5,
    betas=(0.9, 0.999),
    weight_decay=0.05,
    undecayed=("*bias*", "*cls_token*", "*pos_embed*", "*norm*"),
)


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.q_proj = nn.Linear(WIDTH, WIDTH)
        self.k_proj = nn.Linear(WIDTH, WIDTH)
        self.v_proj = nn.Linear(WIDTH, WIDTH)
        self.proj = nn.Linear(WIDTH, WIDTH, bias=False)

    def forward(self, x):
        b, n, _ = x.shape
        q, k, v = (
            project(x).view(b, n, HEADS, -1).transpose(1, 2)
            for project in (self.q_proj, self.k_proj, self.v_proj)
        )
        y = F.scaled_dot_product_attention(q, k, v)
        return self.proj(y.transpose(1, 2).reshape(b, n, WIDTH))


class Mlp(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(WIDTH, 4 * WIDTH, bias=False)
        self.fc2 = nn.Linear(4 * WIDTH, WIDTH, bias=False)

    def forward(self, x):
        return self.fc2(F.gelu(self.fc1(x)))


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.attn = Attention()
        self.norm_1 = nn.LayerNorm(WIDTH, eps=1e-6)
        self.mlp = Mlp()
        self.norm_2 = nn.LayerNorm(WIDTH, eps=1e-6)

    def forward(self, x):
        x = x + self.attn(self.norm_1(x))
        return x + self.mlp(self.norm_2(x))


class Patches(nn.Module):
    def __init__(self):
        super().__init__()
        self.proj = nn.Conv2d(3, WIDTH, PATCH, PATCH)

    def forward(self, image):
        return self.proj(image).flatten(2).transpose(1, 2)


class Preprocessor(nn.Module):
    def __init__(self):
        super().__init__()
        self.cls_token = nn.Parameter(torch.empty(1, 1, WIDTH))
        self.pos_embed = nn.Parameter(torch.empty(1, (IMAGE // PATCH) ** 2 + 1, WIDTH))
        self.patchifier = Patches()

    def init_weights(self):
        nn.init.normal_(self.pos_embed, std=0.02)
        nn.init.normal_(self.cls_token, std=0.02)
        nn.init.xavier_uniform_(self.patchifier.proj.weight.view(WIDTH, -1))

    def forward(self, image):
        tokens = self.patchifier(image)
        cls = self.cls_token.expand(len(image), -1, -1)
        return torch.cat((cls, tokens), 1) + self.pos_embed


class Trunk(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.ModuleList(Block() for _ in range(BLOCKS))
        self.post_trunk_norm = nn.LayerNorm(WIDTH, eps=1e-6)

    def init_weights(self):
        def initialise(module):
            if isinstance(module, nn.Linear):
                nn.init.xavier_uniform_(module.weight)
                if module.bias is not None:
                    nn.init.zeros_(module.bias)

        self.apply(initialise)

    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return self.post_trunk_norm(x)


class Head(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.linear = nn.Linear(WIDTH, CLASSES)

    def init_weights(self):
        cut_normal(self.linear.weight, 0.02)
        nn.init.zeros_(self.linear.bias)

    def forward(self, x):
        return self.linear(self.norm(x))


class Vit(nn.Module):
    def __init__(self):
        super().__init__()
        self.preprocessor = Preprocessor()
        self.trunk = Trunk()
        self.head = Head()

    def forward(self, image):
        return self.head(self.trunk(self.preprocessor(image))[:, 0])


def loss_of(model, batch):
    image, target = batch
    return torch.sum(-target * F.log_softmax(model(image), -1), -1).mean()


class Digits(torch.utils.data.Dataset):
    """An image folder; images are read and decoded each time, as torchvision's does."""

    def __init__(self, root: Path, training: bool):
        classes = sorted(folder.name for folder in root.iterdir())
        self.samples = [
            (file, label)
            for label, name in enumerate(classes)
            for file in sorted((root / name).glob("*.png"))
        ]
        self.transform = random_resized_crop if training else resize

    def __len__(self):
        return len(self.samples)

    def __getitem__(self, index):
        file, label = self.samples[index]
        with Image.open(file) as image:
            pixels = np.asarray(self.transform(image.convert("RGB")), dtype=np.float32)
        target = np.zeros(CLASSES, dtype=np.float32)
        target[label] = 1
        return np.ascontiguousarray(pixels.transpose(2, 0, 1)) / 127.5 - 1, target


def resize(image):
    return image.resize((IMAGE, IMAGE), Image.BICUBIC)


def random_resized_crop(image, scale=(0.7, 1.0), ratio=(3 / 4, 4 / 3)):
    width, height = image.size
    for _ in range(10):
        area = width * height * random.uniform(*scale)
        aspect = math.exp(random.uniform(math.log(ratio[0]), math.log(ratio[1])))
        w, h = round(math.sqrt(area * aspect)), round(math.sqrt(area / aspect))
        if 0 < w <= width and 0 < h <= height:
            left, top = random.randint(0, width - w), random.randint(0, height - h)
            return resize(image.crop((left, top, left + w, top + h)))
    return resize(image)  # the images are square: the fallback keeps all of them


def collate(samples):
    return tuple(torch.from_numpy(np.stack(arrays)) for arrays in zip(*samples))


def batches(root: Path, seed: int, workers: int):
    random.seed(seed)
    dataset = Digits(root / "train", training=True)
    generator = torch.Generator().manual_seed(seed)

    class Endless(torch.utils.data.Sampler):
        def __iter__(self):
            while True:
                yield from torch.randperm(len(dataset), generator=generator).tolist()

    return iter(
        torch.utils.data.DataLoader(
            dataset,
            batch_size=BATCH,
            sampler=Endless(),
            num_workers=workers,
            collate_fn=collate,
            worker_init_fn=lambda worker: random.seed(seed * 1000 + worker),
        )
    )


def evaluation(root: Path):
    dataset = Digits(root / "val", training=False)

    def evaluate(model):
        loss, right = 0.0, 0
        for image, target in torch.utils.data.DataLoader(dataset, 120, collate_fn=collate):
            scores = model(image)
            loss += torch.sum(-target * F.log_softmax(scores, -1)).item()
            right += (scores.argmax(1) == target.argmax(1)).sum().item()
        return {"val_loss": loss / len(dataset), "val_top_1": 100 * right / len(dataset)}

    return evaluate


def synthetic():
    image = torch.rand(BATCH, 3, IMAGE, IMAGE) * 2 - 1
    return image, F.one_hot(torch.arange(BATCH) % CLASSES, CLASSES).float()
