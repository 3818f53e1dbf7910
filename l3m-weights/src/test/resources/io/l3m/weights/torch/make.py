# SPDX-License-Identifier: Apache-2.0
"""Makes the files of this folder with PyTorch and OmegaConf; expected.json says what is in them.

python make.py
"""

import json
import types
import sys
from argparse import Namespace
from collections import Counter, OrderedDict
from datetime import datetime
from pathlib import Path

import numpy as np
import torch
from omegaconf import OmegaConf

HERE = Path(__file__).parent
expected = {}


def describe(tensor):
    contiguous = tensor.detach().contiguous()
    if contiguous.dtype in (torch.complex64,):
        values = None
    else:
        values = [float(v) for v in contiguous.to(torch.float64).flatten().tolist()]
    return {
        "dtype": str(tensor.dtype).removeprefix("torch."),
        "shape": list(tensor.shape),
        "values": values,
    }


def save(name, content, weights, **options):
    torch.save(content, HERE / name, **options)
    expected[name] = {key: describe(value) for key, value in weights.items()}


def plain(name, weights, **options):
    save(name, weights, weights, **options)


base = torch.arange(24.0).reshape(4, 6)
views = OrderedDict(
    whole=base,
    turned=base.t(),
    column=base[:, 2],
    inner=base[1:3, 2:5],
    every_other=base[::2],
    repeated=torch.tensor([7.0]).expand(3),
    scalar=torch.tensor(2.5),
    nothing=torch.zeros(0, 3),
)
plain("views.pth", views)

floating = [torch.float64, torch.float32, torch.float16, torch.bfloat16]
whole = [torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8]
types_ = {str(t).removeprefix("torch."): torch.tensor([[-1.5, 0, 3]]).to(t) for t in floating}
types_ |= {str(t).removeprefix("torch."): torch.tensor([0, 1, 100]).to(t) for t in whole}
types_["bool"] = torch.tensor([True, False, True])
types_["uint16"] = torch.tensor([0, 65535], dtype=torch.uint16)
types_["float8_e4m3fn"] = torch.tensor([0.5, -2.0]).to(torch.float8_e4m3fn)
types_["complex64"] = torch.tensor([1 + 2j])
plain("types.pt", types_)
plain("protocol-4.pt", {k: types_[k] for k in ("float32", "int64", "bool")}, pickle_protocol=4)

net = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.BatchNorm1d(2))
with torch.no_grad():
    for i, p in enumerate(net.parameters()):
        p.copy_(torch.linspace(-i - 1, i + 1, p.numel()).reshape(p.shape))
plain("state-dict.pth", net.state_dict())

parameters = OrderedDict((k, v) for k, v in net.named_parameters())
parameters["0.weight"].no_decay = True
plain("parameters.pth", parameters)

cfg = OmegaConf.create({"model": {"width": 3, "layers": [1, 2, None]}, "ref": "${model.width}"})
schedule = types.ModuleType("fvcore.common.param_scheduler")
exec("class CosineParamScheduler:\n    pass", schedule.__dict__)
sys.modules["fvcore"] = types.ModuleType("fvcore")
sys.modules["fvcore.common"] = types.ModuleType("fvcore.common")
sys.modules["fvcore.common.param_scheduler"] = schedule
scheduler = schedule.CosineParamScheduler()
scheduler.__dict__.update(_start_value=1.0, _end_value=0.0)
type(scheduler).__module__ = "fvcore.common.param_scheduler"
optimizer = torch.optim.AdamW(net.parameters(), lr=1e-3)
net(torch.ones(4, 3)).sum().backward()
optimizer.step()
save(
    "run.pth",
    {
        "model": net.state_dict(),
        "optimizer": optimizer.state_dict(),
        "cfg": cfg,
        "iteration": 12,
        "lr_scheduler": scheduler,
        "loss_scaler": {"scale": 65536.0, "seed": 2**90},
        "data_loader_train": None,
        "args": Namespace(lr=1e-3, path=Path("x"), raw=b"\x00\xff"),
    },
    net.state_dict(),
)
save(
    "figures.pth",
    {
        "state_dict": {"a": torch.tensor([1.0, -2.0])},
        "epoch": np.int64(3),
        "best": np.float32(0.5),
        "counts": Counter("aab"),
        "at": datetime(2020, 1, 2),
    },
    {"a": torch.tensor([1.0, -2.0])},
)
plain("small.pth", {"a": torch.tensor([1.0, -2.0])})

(HERE / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
