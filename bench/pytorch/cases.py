# SPDX-License-Identifier: Apache-2.0
"""What is compared: the quick starts as they are, and each in a medium size.

A medium size is the quick start's config with a few values changed (`overrides`), so that a step
spends its time in matrix products; the PyTorch program gets the same sizes (`sizes`).
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Case:
    """One row of the comparison.

    `module` is the PyTorch program, `steps` are enough for the time of a step.
    """

    config: str
    module: str
    batch: int
    steps: int
    sizes: dict = field(default_factory=dict)
    overrides: tuple[str, ...] = ()


def medium(config: str, module: str, batch: int, steps: int, sizes: dict, *overrides: str) -> Case:
    changes = [f"data.train.dataloader.batch_size={batch}"]
    changes += [f"constants.{override}" for override in overrides]
    return Case(config, module, batch, steps, {**sizes, "batch": batch}, tuple(changes))


# 8 x 8 patches of 4 x 4 pixels.
IMAGE = ("img_size=32", "num_patches=64", "prefix_range=[1,63]")
TOWERS = (
    "vision_embed_dim=256",
    "vision_num_blocks=6",
    "vision_num_heads=8",
    "text_embed_dim=256",
    "text_num_blocks=4",
    "text_num_heads=8",
)
TWO = {"width": 256, "blocks": 6, "heads": 8, "text_width": 256, "text_blocks": 4, "image": 32}

CASES = {
    "vit": Case("digits-vit", "digits_vit", 128, 300),
    "llm": Case("moby-llm", "moby_llm", 16, 150),
    "clip": Case("digits-clip", "clip", 128, 300),
    "aimv1": Case("digits-aimv1", "aimv1", 128, 300),
    "aimv2": Case("digits-aimv2", "aimv2", 128, 200),
    "moe": Case("digits-aimv2-moe", "aimv2", 128, 200, {"experts": 4}),
    "vit-medium": medium(
        "digits-vit",
        "digits_vit",
        32,
        60,
        {"width": 256, "blocks": 6, "heads": 8, "image": 32},
        "embed_dim=256",
        "num_blocks=6",
        "num_heads=8",
        "img_size=32",
    ),
    "llm-medium": medium(
        "moby-llm",
        "moby_llm",
        8,
        60,
        {"width": 256, "blocks": 6, "heads": 8, "window": 257},
        "embed_dim=256",
        "num_blocks=6",
        "num_heads=8",
        "context_length=257",
    ),
    "clip-medium": medium("digits-clip", "clip", 32, 60, TWO, "img_size=32", *TOWERS),
    "aimv1-medium": medium(
        "digits-aimv1",
        "aimv1",
        32,
        60,
        {"width": 256, "blocks": 6, "heads": 8, "head_width": 256, "head_blocks": 4, "image": 32},
        "embed_dim=256",
        "num_blocks=6",
        "num_heads=8",
        "head_embed_dim=256",
        "head_num_blocks=4",
        *IMAGE,
    ),
    "aimv2-medium": medium("digits-aimv2", "aimv2", 32, 60, TWO, *IMAGE, *TOWERS),
    "moe-medium": medium(
        "digits-aimv2-moe", "aimv2", 32, 60, {**TWO, "experts": 4}, *IMAGE, *TOWERS
    ),
}

# Quick starts whose figures are recorded, but which the table leaves out.
OTHERS = {"mae": Case("digits-mae", "mae", 128, 300)}
