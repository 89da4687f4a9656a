"""The peer of the recommend-torch benchmark: the steps of `sasrec` in PyTorch, on the batches that Shoplens laid out.

usage: recommend_torch.py BATCHES [--threads 2] [--budget 20] [--variant NAME]

BATCHES is a file: a line of JSON, {"items", "width", "length", "negatives", "temperature", "dropout", "batches": [rows of each]},
then of each batch, as 32-bit numbers: items, targets [rows, length], segment [rows, length] float, negatives [negatives],
correction [negatives] float. It is spoken to as tensor_torch.py is.

The model is the one of src/models/recommend/self-attention.ts: two pre-norm blocks of width 64 with two heads and a feed-forward
of 128, an amount for every age and head added to the scores, customers of one row apart, dropout, outputs and rows of length 1,
a softmax over the truth and the negatives; Adam.
"""

import itertools
import json
import math

import numpy
import torch
import torch.nn.functional as F
from torch import nn

from tensor_torch import ADAM, Training, arguments, serve

BLOCKS, HEADS = 2, 2
SLOPES, INSIDE = (1 / 2, 1 / 8), 1 / 4


def batches_in(path):
    with open(path, "rb") as file:
        shape = json.loads(file.readline())
        read = lambda kind, *size: torch.from_numpy(
            numpy.frombuffer(file.read(4 * math.prod(size)), dtype=kind).reshape(size).copy()
        )
        batches = []
        for rows in shape["batches"]:
            items, targets = (read(numpy.int32, rows, shape["length"]).long() for _ in range(2))
            segment = read(numpy.float32, rows, shape["length"])
            negatives = read(numpy.int32, shape["negatives"]).long()
            batches.append((items, targets, segment, negatives, read(numpy.float32, shape["negatives"])))
    return shape, batches


class Attention(nn.Module):
    def __init__(self, width, length, form):
        super().__init__()
        self.form = form
        self.inputs, self.output = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.ages = nn.Parameter(-torch.arange(length)[:, None] * torch.tensor(SLOPES))
        age = torch.arange(length)[:, None] - torch.arange(length)[None, :]
        self.register_buffer("age", age.clamp(min=0))
        self.register_buffer("future", torch.triu(torch.full((length, length), -1e9), 1))

    def forward(self, x, own):
        batch, length, width = x.shape
        q, k, v = self.inputs(x).view(batch, length, 3, HEADS, width // HEADS).permute(2, 0, 3, 1, 4)
        bias = own + self.ages[self.age].permute(2, 0, 1) + self.future
        if self.form == "sdpa":
            context = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        else:
            context = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(width // HEADS) + bias, -1) @ v
        return self.output(context.transpose(1, 2).reshape(batch, length, width))


class Block(nn.Module):
    def __init__(self, width, length, dropout, form):
        super().__init__()
        self.attention = Attention(width, length, form)
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.dense1, self.dense2 = nn.Linear(width, 2 * width), nn.Linear(2 * width, width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, own):
        x = x + self.dropout(self.attention(self.norm1(x), own))
        return x + self.dropout(self.dense2(self.dropout(F.gelu(self.dense1(self.norm2(x))))))


class SasRec(nn.Module):
    def __init__(self, shape, form, gradients):
        super().__init__()
        width = shape["width"]
        self.width, self.temperature = width, shape["temperature"]
        self.table = nn.Embedding(shape["items"] + 1, width, sparse=gradients == "sparse")
        nn.init.normal_(self.table.weight, std=0.02)
        self.dropout = nn.Dropout(shape["dropout"])
        self.blocks = nn.ModuleList(Block(width, shape["length"], INSIDE * shape["dropout"], form) for _ in range(BLOCKS))
        self.norm = nn.LayerNorm(width)

    def forward(self, items, targets, segment, negatives, correction):
        own = torch.where(segment[:, :, None] == segment[:, None, :], 0.0, -1e9)[:, None]
        x = self.dropout(self.table(items) * math.sqrt(self.width))
        for block in self.blocks:
            x = block(x, own)
        said = F.normalize(self.norm(x), dim=-1)
        wanted = (said * F.normalize(self.table(targets), dim=-1)).sum(-1) / self.temperature
        others = said @ F.normalize(self.table(negatives), dim=-1).T / self.temperature + correction
        others = others.masked_fill(targets[:, :, None] == negatives, -1e9)
        weights = segment.clamp(max=1)
        return (F.softplus(others.logsumexp(-1) - wanted) * weights).sum() / weights.sum()


def training(shape, batches, gradients, form, adam):
    network = SasRec(shape, form, gradients)
    coming = itertools.cycle(batches)
    if gradients == "sparse":
        others = [parameter for name, parameter in network.named_parameters() if name != "table.weight"]
        optimisers = [torch.optim.SparseAdam([network.table.weight], lr=5e-3), torch.optim.Adam(others, lr=5e-3, **ADAM[adam])]
    else:
        optimisers = [torch.optim.Adam(network.parameters(), lr=5e-3, **ADAM[adam])]
    return Training(network, optimisers, lambda net: net(*next(coming)))


def main():
    parser = arguments()
    parser.add_argument("batches")
    options = parser.parse_args()
    shape, batches = batches_in(options.batches)
    forms = itertools.product(("dense", "sparse"), ("plain", "sdpa"), ADAM)
    candidates = {
        "+".join(filter(None, form)): lambda form=form: training(shape, batches, *form) for form in forms
    }
    serve("sasrec", candidates, options, parser)


if __name__ == "__main__":
    main()
