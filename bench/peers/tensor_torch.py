"""The peer of the tensor benchmark: whole training steps in PyTorch, step by step as they are asked for.

usage: tensor_torch.py MODEL [--threads 2] [--budget 20] [--variant NAME]

MODEL: cnn, deep-cnn, residual, gru, sasrec or encoder; each at batch 128, with Adam, forward, backward and update.

It first tries what PyTorch offers the model (memory layouts, fused attention, sparse gradients, the forms of Adam) for `budget`
seconds, in turns, and keeps the fastest, unless `--variant` names one. Then it writes a line

    {"model": …, "variant": …, "tried": {variant: median ms}, "parameters": …, "torch": …, "threads": …, "isa": …, "sgemm": …}

and for every line `step N` read from stdin it takes N steps and answers

    {"milliseconds": [of each step], "peakMebibytes": of the process so far, "load": of the machine}

A load above the number of cores spoils the times of two threads: each waits for the other at every operation, and the one may not be
running. `sgemm` is what one thread reaches in a product of two 512×512 matrices, in GFLOP/s. PyTorch's MKL keeps to AVX2 on processors
that are not Intel's, and reaches half of what ones with AVX-512 can: it is PyTorch as everyone installs it, but say so beside a ratio.
"""

import argparse
import itertools
import json
import math
import os
import resource
import statistics
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

BATCH = 128
ADAM = {"": {}, "foreach": {"foreach": True}, "fused": {"fused": True}}


class Training:
    """A network, its optimisers and its data: `step()` is what is timed."""

    def __init__(self, network, optimisers, loss):
        self.network, self.optimisers, self.loss = network, optimisers, loss

    def step(self):
        for optimiser in self.optimisers:
            optimiser.zero_grad(set_to_none=True)
        self.loss(self.network).backward()
        for optimiser in self.optimisers:
            optimiser.step()


def cnn():
    """Convolution 32 3×3, ReLU, pooling 2×2, dense 10, on images of 28×28."""
    return nn.Sequential(nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(5408, 10))


def deep_cnn():
    """Convolutions 32 and 64 3×3 with ReLU, pooling 2×2, dense 128, ReLU, dense 10."""
    convolutions = [nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()]
    return nn.Sequential(*convolutions, nn.Linear(9216, 128), nn.ReLU(), nn.Linear(128, 10))


class Convolution(nn.Sequential):
    """3×3 without bias, batch norm, ReLU."""

    def __init__(self, into, out):
        super().__init__(nn.Conv2d(into, out, 3, padding=1, bias=False), nn.BatchNorm2d(out), nn.ReLU())


class ResidualBlock(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.inner = nn.Sequential(Convolution(width, width), Convolution(width, width))

    def forward(self, x):
        return x + self.inner(x)


def residual():
    """The residual network for pictures of 28×28: 32, pool, 48 and a block, pool, 128 and a block, mean over places, dropout, dense 10."""
    stages = [Convolution(1, 32), nn.MaxPool2d(2), Convolution(32, 48), ResidualBlock(48), nn.MaxPool2d(2)]
    head = [Convolution(48, 128), ResidualBlock(128), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(0.2)]
    return nn.Sequential(*stages, *head, nn.Linear(128, 10))


def image_training(network, layout, adam):
    images, labels = torch.randn(BATCH, 1, 28, 28), torch.randint(0, 10, (BATCH,))
    if layout == "channels_last":
        network, images = network.to(memory_format=torch.channels_last), images.to(memory_format=torch.channels_last)
    optimiser = torch.optim.Adam(network.parameters(), **ADAM[adam])
    return Training(network, [optimiser], lambda net: F.cross_entropy(net(images), labels))


class Gru(nn.Module):
    """GRU 64 → 64 over 50 steps, dense 10 on the last state."""

    def __init__(self, layout):
        super().__init__()
        self.batch_first = layout == "batch_first"
        self.gru, self.dense = nn.GRU(64, 64, batch_first=self.batch_first), nn.Linear(64, 10)

    def forward(self, x):
        states, _ = self.gru(x)
        return self.dense(states[:, -1] if self.batch_first else states[-1])


def gru_training(layout, adam):
    network = Gru(layout)
    x, labels = torch.randn(*((BATCH, 50) if network.batch_first else (50, BATCH)), 64), torch.randint(0, 10, (BATCH,))
    optimiser = torch.optim.Adam(network.parameters(), **ADAM[adam])
    return Training(network, [optimiser], lambda net: F.cross_entropy(net(x), labels))


class Attention(nn.Module):
    def __init__(self, width, heads, form, causal):
        super().__init__()
        self.heads, self.form, self.causal = heads, form, causal
        self.inputs, self.output = nn.Linear(width, 3 * width), nn.Linear(width, width)

    def forward(self, x):
        batch, length, width = x.shape
        q, k, v = self.inputs(x).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        if self.form == "sdpa":
            context = F.scaled_dot_product_attention(q, k, v, is_causal=self.causal)
        else:
            scores = q @ k.transpose(-1, -2) / math.sqrt(width // self.heads)
            if self.causal:
                scores = scores + torch.triu(torch.full((length, length), -1e9), 1)
            context = torch.softmax(scores, -1) @ v
        return self.output(context.transpose(1, 2).reshape(batch, length, width))


class Block(nn.Module):
    def __init__(self, width, heads, form, causal, pre_norm):
        super().__init__()
        self.pre_norm, self.attention = pre_norm, Attention(width, heads, form, causal)
        self.dense1, self.dense2 = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)

    def forward(self, x):
        feed = lambda t: self.dense2(F.relu(self.dense1(t)))
        if self.pre_norm:
            x = x + self.attention(self.norm1(x))
            return x + feed(self.norm2(x))
        x = self.norm1(x + self.attention(x))
        return self.norm2(x + feed(x))


class SasRec(nn.Module):
    """Two causal pre-norm blocks of width 64 with 2 heads over 50 of 12,101 items; binary loss on one positive and one negative."""

    ITEMS, LENGTH, WIDTH = 12_101, 50, 64

    def __init__(self, form, gradients):
        super().__init__()
        self.items = nn.Embedding(self.ITEMS + 1, self.WIDTH, sparse=gradients == "sparse")
        self.positions = nn.Embedding(self.LENGTH, self.WIDTH)
        for table in (self.items, self.positions):
            nn.init.normal_(table.weight, std=0.02)
        self.blocks = nn.Sequential(*(Block(self.WIDTH, 2, form, True, True) for _ in range(2)))
        self.norm = nn.LayerNorm(self.WIDTH)

    def forward(self, sequence, positive, negative):
        x = self.norm(self.blocks(self.items(sequence) * math.sqrt(self.WIDTH) + self.positions.weight))
        scores = [(x * self.items(target)).sum(-1) for target in (positive, negative)]
        return (F.softplus(-scores[0]) + F.softplus(scores[1])).mean()


def sasrec_training(gradients, form, adam):
    network = SasRec(form, gradients)
    batches = itertools.cycle(torch.randint(1, SasRec.ITEMS + 1, (8, 3, BATCH, SasRec.LENGTH)))
    if gradients == "sparse":
        others = [parameter for name, parameter in network.named_parameters() if name != "items.weight"]
        optimisers = [torch.optim.SparseAdam([network.items.weight]), torch.optim.Adam(others, **ADAM[adam])]
    else:
        optimisers = [torch.optim.Adam(network.parameters(), **ADAM[adam])]
    return Training(network, optimisers, lambda net: net(*next(batches)))


class Encoder(nn.Module):
    """Four post-norm blocks of width 256 with 4 heads and a feed-forward of 1024 over 64 vectors; dense 10 on their mean."""

    def __init__(self, form):
        super().__init__()
        if form == "module":
            layer = nn.TransformerEncoderLayer(256, 4, 1024, dropout=0.0, batch_first=True)
            self.blocks = nn.TransformerEncoder(layer, 4, enable_nested_tensor=False)
        else:
            self.blocks = nn.Sequential(*(Block(256, 4, form, False, False) for _ in range(4)))
        self.dense = nn.Linear(256, 10)

    def forward(self, x):
        return self.dense(self.blocks(x).mean(1))


def encoder_training(form, adam):
    network = Encoder(form)
    x, labels = torch.randn(BATCH, 64, 256), torch.randint(0, 10, (BATCH,))
    optimiser = torch.optim.Adam(network.parameters(), **ADAM[adam])
    return Training(network, [optimiser], lambda net: F.cross_entropy(net(x), labels))


IMAGE_LAYOUTS = ("contiguous", "channels_last")
MODELS = {
    "cnn": (lambda *form: image_training(cnn(), *form), [IMAGE_LAYOUTS, ADAM]),
    "residual": (lambda *form: image_training(residual(), *form), [IMAGE_LAYOUTS, ADAM]),
    "deep-cnn": (lambda *form: image_training(deep_cnn(), *form), [IMAGE_LAYOUTS, ADAM]),
    "gru": (gru_training, [("time_first", "batch_first"), ADAM]),
    "sasrec": (sasrec_training, [("dense", "sparse"), ("plain", "sdpa"), ADAM]),
    "encoder": (encoder_training, [("plain", "sdpa", "module"), ADAM]),
}


def variants(model):
    make, choices = MODELS[model]
    return {"+".join(filter(None, form)): lambda form=form: make(*form) for form in itertools.product(*choices)}


def timed(training):
    started = time.perf_counter()
    training.step()
    return (time.perf_counter() - started) * 1000


def fastest(candidates, budget):
    """Each in turn, one step at a time, until the time is up; the first two steps of each warm up."""
    trainings = {name: make() for name, make in candidates.items()}
    times = {name: [] for name in trainings}
    ends = time.perf_counter() + budget
    while time.perf_counter() < ends or any(len(kept) < 5 for kept in times.values()):
        for name, training in trainings.items():
            times[name].append(timed(training))
    medians = {name: statistics.median(kept[2:]) for name, kept in times.items()}
    return min(medians, key=medians.get), medians


def sgemm(threads):
    torch.set_num_threads(1)
    a, b, fastest = torch.randn(512, 512), torch.randn(512, 512), math.inf
    for _ in range(30):
        started = time.perf_counter()
        a @ b
        fastest = min(fastest, time.perf_counter() - started)
    torch.set_num_threads(threads)
    return round(2 * 512**3 / fastest / 1e9)


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--budget", type=float, default=20)
    parser.add_argument("--variant")
    return parser


def main():
    parser = arguments()
    parser.add_argument("model", choices=MODELS)
    options = parser.parse_args()
    serve(options.model, variants(options.model), options, parser)


def serve(name, candidates, options, parser):
    """Keeps the fastest of the candidates, says which, and then takes as many steps as each line of stdin asks for."""
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    if options.variant is not None and options.variant not in candidates:
        parser.error(f"expected a variant of {', '.join(candidates)}, got {options.variant}")
    if options.variant is None:
        variant, medians = fastest(candidates, options.budget)
    else:
        variant, medians = options.variant, {}
    training = candidates[variant]()
    facts = {
        "model": name,
        "variant": variant,
        "tried": {name: round(median, 3) for name, median in sorted(medians.items(), key=lambda item: item[1])},
        "parameters": sum(parameter.numel() for parameter in training.network.parameters()),
        "torch": torch.__version__,
        "threads": torch.get_num_threads(),
        "isa": torch.backends.cpu.get_cpu_capability(),
        "sgemm": sgemm(options.threads),
    }
    print(json.dumps(facts), flush=True)
    for request in sys.stdin:
        word, count = request.split()
        if word != "step":
            raise SystemExit(f"expected `step N`, got {request!r}")
        times = [timed(training) for _ in range(int(count))]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        answer = {"milliseconds": times, "peakMebibytes": round(peak), "load": os.getloadavg()[0]}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
