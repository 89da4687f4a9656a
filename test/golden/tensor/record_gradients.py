"""Records what PyTorch's autograd says about small seeded networks: one JSON file a network beside this script.

    python test/golden/tensor/record_gradients.py && npx biome format --write test/golden/tensor

Inputs and parameters are float32 numbers; losses, outputs and gradients are computed from them in float64, so that the
recorded numbers carry no rounding of their own. README.md beside this script explains every name.
"""

import json
import math
import pathlib

import numpy
import torch
import torch.nn.functional as F

HERE = pathlib.Path(__file__).parent
SCRIPT = "test/golden/tensor/record_gradients.py"


class Instance:
    """One recorded network: its leaves (named inputs and parameters), what came out, and the gradients of the loss."""

    def __init__(self, name, what, seed):
        self.name, self.what, self.leaves = name, what, {}
        self.groups = {"inputs": {}, "parameters": {}}
        self.random = numpy.random.default_rng(seed)

    def _leaf(self, group, name, values):
        rounded = torch.tensor(numpy.round(values, 3).astype(numpy.float32))  # three decimals keep the files small
        leaf = rounded.double().requires_grad_()
        self.groups[group][name] = described(rounded, shortest)
        self.leaves[name] = leaf
        return leaf

    def parameter(self, name, *shape, scale=0.3, shift=0.0):
        return self._leaf("parameters", name, self.random.normal(shift, scale, shape))

    def input(self, name, *shape, scale=1.0):
        return self._leaf("inputs", name, self.random.normal(0, scale, shape))

    def given(self, name, values):
        """An input without a gradient: indices (int), or masks and weights (float)."""
        tensor = torch.tensor(values)
        self.groups["inputs"][name] = described(tensor, shortest)
        return tensor.double() if tensor.is_floating_point() else tensor

    def record(self, loss, **outputs):
        loss.backward()
        gradients = {name: described(leaf.grad, precise) for name, leaf in self.leaves.items()}
        written = {
            "what": self.what,
            "source": f"PyTorch {torch.__version__.split('+')[0]} autograd in float64, recorded by {SCRIPT}",
            **self.groups,
            "loss": precise(loss),
            "outputs": {name: described(value.detach(), precise) for name, value in outputs.items()},
            "gradients": gradients,
        }
        (HERE / f"{self.name}.json").write_text(json.dumps(written) + "\n")


def shortest(value):
    """The shortest decimal that reads back as the same float32 (or the integer itself)."""
    number = value.item()
    return number if isinstance(number, int) else float(str(numpy.float32(number))) + 0.0  # no negative zero


def precise(value):
    number = value.item()
    return number if isinstance(number, int) else float(f"{number:.10g}")


def described(tensor, digits):
    return {"shape": list(tensor.shape), "values": [digits(value) for value in tensor.reshape(-1)]}


def attention(queries, keys, values, heads, hidden=None):
    """softmax(QKᵀ / √d) V. hidden [.., L, L] is true where a query must not see a key. Returns context and weights."""
    batch, length, width = queries.shape
    split = lambda t: t.view(batch, length, heads, width // heads).transpose(
        1, 2
    )  # [batch, heads, length, width / heads]
    scores = split(queries) @ split(keys).transpose(-1, -2) / math.sqrt(width // heads)
    if hidden is not None:
        scores = scores.masked_fill(hidden, -math.inf)
    weights = torch.softmax(scores, -1)  # [batch, heads, length, length]
    return (weights @ split(values)).transpose(1, 2).reshape(batch, length, width), weights


def causal(length):
    return torch.triu(torch.ones(length, length, dtype=torch.bool), 1)


def attention_parameters(instance, prefix, width):
    return {
        part: (
            instance.parameter(f"{prefix}{part}.weight", width, width),
            instance.parameter(f"{prefix}{part}.bias", width),
        )
        for part in ("query", "key", "value", "output")
    }


def self_attention(x, parameters, heads, hidden):
    q, k, v = (F.linear(x, *parameters[part]) for part in ("query", "key", "value"))
    context, weights = attention(q, k, v, heads, hidden)
    return F.linear(context, *parameters["output"]), weights


def norm_parameters(instance, name, width):
    return instance.parameter(f"{name}.weight", width, scale=0.1, shift=1), instance.parameter(
        f"{name}.bias", width, scale=0.1
    )


def dense_parameters(instance, name, width_in, width_out):
    return instance.parameter(f"{name}.weight", width_out, width_in), instance.parameter(f"{name}.bias", width_out)


def record_sasrec():
    """Pre-norm SASRec as benchmarked: items * √D + positions, causal attention, ReLU feed-forward of 4 D, one negative."""
    s = Instance("sasrec", "SASRec: 2 layers, 2 heads, causal, binary loss on one positive and one negative item", 1)
    items, length, width, heads, layers = 9, 5, 4, 2, 2
    table = s.parameter("items.weight", items + 1, width)
    positions = s.parameter("positions.weight", length, width)
    sequence = s.given("sequence", [[0, 0, 3, 1, 4], [2, 7, 1, 8, 2], [0, 6, 6, 5, 9]])
    positive = s.given("positive", [[0, 0, 1, 4, 5], [7, 1, 8, 2, 9], [0, 6, 5, 9, 3]])
    negative = s.given("negative", [[0, 0, 2, 6, 5], [3, 4, 1, 9, 6], [0, 8, 7, 1, 2]])
    weight = (positive > 0).double()
    x = F.embedding(sequence, table) * math.sqrt(width) + positions
    for i in range(layers):
        first = norm_parameters(s, f"layers.{i}.norm1", width)
        mixing = attention_parameters(s, f"layers.{i}.attention.", width)
        second = norm_parameters(s, f"layers.{i}.norm2", width)
        up = dense_parameters(s, f"layers.{i}.dense1", width, 4 * width)
        down = dense_parameters(s, f"layers.{i}.dense2", 4 * width, width)
        x = x + self_attention(F.layer_norm(x, (width,), *first), mixing, heads, causal(length))[0]
        x = x + F.linear(F.relu(F.linear(F.layer_norm(x, (width,), *second), *up)), *down)
    x = F.layer_norm(x, (width,), *norm_parameters(s, "norm", width))
    scores = [(x * F.embedding(items, table)).sum(-1) for items in (positive, negative)]
    losses = F.softplus(-scores[0]) + F.softplus(scores[1])
    s.record((losses * weight).sum() / weight.sum(), positiveScores=scores[0], negativeScores=scores[1])


def record_cnn_small():
    s = Instance("cnn-small", "convolution 3x3, ReLU, max pooling 2x2, flatten, dense, cross-entropy", 2)
    x, target = s.input("images", 3, 1, 8, 8), s.given("labels", [2, 0, 1])
    kernels, bias = s.parameter("convolution.weight", 4, 1, 3, 3), s.parameter("convolution.bias", 4)
    dense = dense_parameters(s, "dense", 36, 3)
    logits = F.linear(F.max_pool2d(F.relu(F.conv2d(x, kernels, bias)), 2).flatten(1), *dense)
    s.record(F.cross_entropy(logits, target), logits=logits)


def record_cnn_deep():
    s = Instance(
        "cnn-deep", "two convolutions 3x3 with ReLU, max pooling 2x2, flatten, dense, ReLU, dense, cross-entropy", 3
    )
    x, target = s.input("images", 2, 2, 8, 8), s.given("labels", [1, 2])
    first = s.parameter("convolution1.weight", 3, 2, 3, 3), s.parameter("convolution1.bias", 3)
    second = s.parameter("convolution2.weight", 4, 3, 3, 3), s.parameter("convolution2.bias", 4)
    dense1, dense2 = dense_parameters(s, "dense1", 16, 6), dense_parameters(s, "dense2", 6, 3)
    pooled = F.max_pool2d(F.relu(F.conv2d(F.relu(F.conv2d(x, *first)), *second)), 2)
    logits = F.linear(F.relu(F.linear(pooled.flatten(1), *dense1)), *dense2)
    s.record(F.cross_entropy(logits, target), logits=logits)


def record_convolutions():
    """Strides, padding, dilation and groups, in two dimensions and in one; the loss is a weighted sum of the output."""
    cases = {
        "convolution-strided": ((2, 3, 7, 6), (4, 3, 3, 3), dict(stride=2, padding=1)),
        "convolution-dilated": ((2, 2, 8, 7), (3, 2, 3, 2), dict(dilation=2)),
        "convolution-grouped": ((2, 4, 4, 3), (6, 2, 3, 3), dict(groups=2, padding=1)),
        "convolution-1d": ((2, 3, 9), (4, 3, 4), dict(stride=2, padding=2)),
    }
    for seed, (name, (shape, kernel, settings)) in enumerate(cases.items(), 40):
        s = Instance(name, f"convolution {json.dumps(settings)}; loss = sum of output * coefficients", seed)
        x, weight, bias = s.input("x", *shape), s.parameter("weight", *kernel), s.parameter("bias", kernel[0])
        y = (F.conv1d if len(shape) == 3 else F.conv2d)(x, weight, bias, **settings)
        s.record(weighted(s, y), y=y)


def record_pooling():
    s = Instance("max-pool-ties", "max pooling 2x2 whose windows hold ties: the first maximum takes the gradient", 5)
    x = s._leaf("inputs", "x", s.random.integers(0, 2, (2, 2, 4, 6)))
    y = F.max_pool2d(x, 2)
    s.record(weighted(s, y), y=y)
    s = Instance("average-pool", "average pooling 2x2", 6)
    x = s.input("x", 2, 2, 4, 6)
    y = F.avg_pool2d(x, 2)
    s.record(weighted(s, y), y=y)


def weighted(instance, y, name="coefficients"):
    """A loss that gives every output a gradient of its own: the sum of outputs times given random numbers."""
    coefficients = instance.given(
        name, numpy.round(instance.random.normal(0, 1, tuple(y.shape)), 3).astype(numpy.float32)
    )
    return (y * coefficients).sum()


RECURRENT = {"gru": (torch.nn.GRU, 3), "lstm": (torch.nn.LSTM, 4)}


def recurrent(instance, kind, width, hidden):
    """torch.nn's own cell with our seeded numbers in it, so that its gate order is PyTorch's."""
    module, gates = RECURRENT[kind]
    module = module(width, hidden).double()
    names = {
        "weight_ih_l0": "input.weight",
        "weight_hh_l0": "hidden.weight",
        "bias_ih_l0": "input.bias",
        "bias_hh_l0": "hidden.bias",
    }
    values = {
        theirs: instance.parameter(
            ours, gates * hidden, *([width if "_ih_" in theirs else hidden] if "weight" in theirs else [])
        )
        for theirs, ours in names.items()
    }
    return lambda *arguments: torch.func.functional_call(module, values, arguments)


def record_recurrent():
    for seed, kind in enumerate(RECURRENT, 10):
        s = Instance(kind, f"{kind.upper()} over [length, batch, width], dense on the last state, cross-entropy", seed)
        x, target = s.input("x", 6, 3, 4), s.given("labels", [1, 0, 2])
        outputs, _ = recurrent(s, kind, 4, 5)(x)
        logits = F.linear(outputs[-1], *dense_parameters(s, "dense", 5, 3))
        s.record(F.cross_entropy(logits, target), outputs=outputs, logits=logits)

        s = Instance(
            f"{kind}-sequence",
            f"{kind.upper()} from given first states; loss = sum of all states * coefficients",
            seed + 10,
        )
        x, first = s.input("x", 4, 2, 3), s.input("firstHidden", 2, 5, scale=0.5)
        states = (first[None], s.input("firstCell", 2, 5, scale=0.5)[None]) if kind == "lstm" else first[None]
        outputs, last = recurrent(s, kind, 3, 5)(x, states)
        loss = weighted(s, outputs)
        if kind == "lstm":
            loss = loss + weighted(s, last[1][0], "cellCoefficients")
        s.record(loss, outputs=outputs, **({"lastCell": last[1][0]} if kind == "lstm" else {}))


def record_crf():
    """Lafferty, McCallum and Pereira (2001); the partition by the forward algorithm in log space, the path by Viterbi."""
    s = Instance("crf", "linear-chain CRF over sequences of lengths 5, 3 and 1: mean negative log-likelihood", 30)
    batch, length, tags = 3, 5, 4
    emissions = s.input("emissions", batch, length, tags)
    labels = s.given("labels", [[0, 2, 2, 1, 3], [3, 0, 1, 0, 0], [2, 0, 0, 0, 0]])
    lengths = s.given("lengths", [5, 3, 1])
    transitions = s.parameter("transitions", tags, tags)  # [from, to]
    start, end = s.parameter("start", tags), s.parameter("end", tags)
    alpha, best, back = start + emissions[:, 0], start + emissions[:, 0], []
    score = start[labels[:, 0]] + emissions[torch.arange(batch), 0, labels[:, 0]]
    for t in range(1, length):
        inside = t < lengths
        alpha = torch.where(
            inside[:, None], torch.logsumexp(alpha[:, :, None] + transitions, 1) + emissions[:, t], alpha
        )
        values, pointers = (best[:, :, None] + transitions).max(1)
        best = torch.where(inside[:, None], values + emissions[:, t], best)
        back.append(torch.where(inside[:, None], pointers, torch.arange(tags)))
        step = transitions[labels[:, t - 1], labels[:, t]] + emissions[torch.arange(batch), t, labels[:, t]]
        score = score + torch.where(inside, step, torch.zeros_like(step))
    score = score + end[labels[torch.arange(batch), lengths - 1]]
    partition = torch.logsumexp(alpha + end, 1)
    path = [(best + end).argmax(1)]
    for pointers in reversed(back):
        path.append(pointers[torch.arange(batch), path[-1]])
    path = torch.stack(path[::-1], 1) * (torch.arange(length) < lengths[:, None])
    s.record((partition - score).mean(), partition=partition, score=score, path=path)


def record_norms():
    def instance(name, what, seed, shape):
        s = Instance(name, f"{what}; loss = sum of output * coefficients", seed)
        return s, s.input("x", *shape), *norm_parameters(s, "norm", shape[1] if len(shape) == 4 else shape[-1])

    s, x, weight, bias = instance("layer-norm", "layer norm over the last axis, epsilon 1e-5", 50, (2, 3, 6))
    y = F.layer_norm(x, (6,), weight, bias, 1e-5)
    s.record(weighted(s, y), y=y)
    s, x, weight, bias = instance("group-norm", "group norm, 2 groups of 2 channels, epsilon 1e-5", 51, (2, 4, 3, 3))
    y = F.group_norm(x, 2, weight, bias, 1e-5)
    s.record(weighted(s, y), y=y)
    s, x, weight, bias = instance(
        "batch-norm", "batch norm in training, epsilon 1e-5, momentum 0.1 from mean 0, variance 1", 52, (4, 3, 2, 3)
    )
    mean, variance = torch.zeros(3).double(), torch.ones(3).double()
    y = F.batch_norm(x, mean, variance, weight, bias, True, 0.1, 1e-5)
    s.record(weighted(s, y), y=y, runningMean=mean, runningVariance=variance)


def record_attention():
    padding = [[0, 0, 0, 0, 0], [0, 0, 0, 1, 1]]
    for seed, (name, masks) in enumerate(
        {"": (), "-causal": ("causal",), "-padding": ("padding",), "-causal-padding": ("causal", "padding")}.items(), 60
    ):
        s = Instance(
            f"attention{name}",
            f"multi-head self-attention, 2 heads, masks: {' and '.join(masks) or 'none'}; loss = sum of output * coefficients",
            seed,
        )
        x = s.input("x", 2, 5, 6)
        hidden = torch.zeros(2, 1, 5, 5, dtype=torch.bool)
        if "causal" in masks:
            hidden = hidden | causal(5)
        if "padding" in masks:
            hidden = hidden | (s.given("padding", padding)[:, None, None, :] == 1)
        y, weights = self_attention(x, attention_parameters(s, "", 6), 2, hidden)
        s.record(weighted(s, y), y=y, weights=weights)


def record_transformer_blocks():
    """Post-norm as in Vaswani et al. (2017) and pre-norm, both with the exact GELU and a padding mask."""
    for seed, order in enumerate(("post", "pre"), 70):
        s = Instance(
            f"transformer-{order}-norm",
            f"transformer block, {order}-norm, 2 heads, GELU, padding mask; loss = sum of output * coefficients",
            seed,
        )
        width, x = 6, s.input("x", 2, 4, 6)
        hidden = s.given("padding", [[0, 0, 0, 1], [0, 0, 0, 0]])[:, None, None, :] == 1
        mixing = attention_parameters(s, "attention.", width)
        first, second = norm_parameters(s, "norm1", width), norm_parameters(s, "norm2", width)
        up, down = dense_parameters(s, "dense1", width, 8), dense_parameters(s, "dense2", 8, width)
        mix = lambda t: self_attention(t, mixing, 2, hidden)[0]
        feed = lambda t: F.linear(F.gelu(F.linear(t, *up)), *down)
        norm = lambda t, parameters: F.layer_norm(t, (width,), *parameters)
        if order == "post":
            x = norm(x + mix(x), first)
            y = norm(x + feed(x), second)
        else:
            x = x + mix(norm(x, first))
            y = x + feed(norm(x, second))
        s.record(weighted(s, y), y=y)


if __name__ == "__main__":
    for name, record in list(globals().items()):
        if name.startswith("record_"):
            record()
