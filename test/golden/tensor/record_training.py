"""Records how PyTorch's optimisers and schedules behave over 100 steps, as CSV files beside this script.

    python test/golden/tensor/record_training.py

Every optimiser walks down the same slope. At step t = 1, 2, … the gradient of parameter i is, in float32,

    g = curvature(i) · (p − target(i)) + noise(t, i)
    curvature(i) = (i mod 5 + 1) / 8    target(i) = 2 (i mod 3) + 2    noise(t, i) = ((7919 t + 104729 i) mod 1000) / 1000 − 1/2

from p = 1 + i / 16. Of the 13 parameters the last 4 are biases, without weight decay. A table of 7 rows of 3 numbers takes the same
walk, but at step t only its rows t mod 7 and 3t mod 7 have a gradient (and it is counted once where they are one row).
"""

import csv
import pathlib

import torch
from torch.optim import SGD, Adam, AdamW, SparseAdam
from torch.optim import lr_scheduler as schedulers

HERE = pathlib.Path(__file__).parent
SOURCE = f"PyTorch {torch.__version__.split('+')[0]}, recorded by test/golden/tensor/record_training.py"
COUNT, WEIGHTS, ROWS, WIDTH, STEPS = 13, 9, 7, 3, 100

DENSE = {
    "sgd": (SGD, dict(lr=0.05)),
    "sgd-decay": (SGD, dict(lr=0.05, weight_decay=0.1)),
    "sgd-momentum": (SGD, dict(lr=0.02, momentum=0.9)),
    "sgd-dampening": (SGD, dict(lr=0.05, momentum=0.8, dampening=0.3)),
    "sgd-nesterov": (SGD, dict(lr=0.02, momentum=0.9, nesterov=True, weight_decay=0.05)),
    "adam": (Adam, dict(lr=0.01)),
    "adam-betas": (Adam, dict(lr=0.02, betas=(0.8, 0.98), eps=1e-3)),
    "adam-decay": (Adam, dict(lr=0.01, weight_decay=0.1)),
    "adam-clipped": (Adam, dict(lr=0.01)),
    "adamw": (AdamW, dict(lr=0.01)),
    "adamw-decay": (AdamW, dict(lr=0.02, weight_decay=0.5)),
}
SPARSE = {
    "sparse-sgd": (SGD, dict(lr=0.05)),
    "sparse-adam": (SparseAdam, dict(lr=0.01)),
    "sparse-adam-betas": (SparseAdam, dict(lr=0.02, betas=(0.8, 0.98), eps=1e-3)),
}


def slope(parameters, step):
    """The gradient at parameters [n], in float32."""
    index = torch.arange(len(parameters))
    curvature, target = (index % 5 + 1).float() / 8, (2 * (index % 3) + 2).float()
    noise = ((7919 * step + 104729 * index) % 1000).float() / 1000 - 0.5
    return curvature * (parameters.detach() - target) + noise


def start(count):
    return 1 + torch.arange(count).float() / 16


def rows_at(step):
    return sorted({step % ROWS, 3 * step % ROWS})


def recorded(step):
    return step in (1, 2, 3) or step % 10 == 0


def dense_trajectory(name, make, settings):
    weights, biases = (part.clone().requires_grad_() for part in start(COUNT).split([WEIGHTS, COUNT - WEIGHTS]))
    optimiser = make([{"params": [weights]}, {"params": [biases], "weight_decay": 0}], **settings)
    for step in range(1, STEPS + 1):
        gradient = slope(torch.cat([weights, biases]), step)
        weights.grad, biases.grad = gradient[:WEIGHTS].clone(), gradient[WEIGHTS:].clone()
        if name.endswith("clipped"):
            torch.nn.utils.clip_grad_norm_([weights, biases], 0.7)
        optimiser.step()
        if recorded(step):
            yield [name, step, *torch.cat([weights, biases]).tolist()]


def sparse_trajectory(name, make, settings):
    table = start(ROWS * WIDTH).view(ROWS, WIDTH).requires_grad_()
    optimiser = make([table], **settings)
    for step in range(1, STEPS + 1):
        rows = torch.tensor(rows_at(step))
        gradient = slope(table.view(-1), step).view(ROWS, WIDTH)[rows]
        table.grad = torch.sparse_coo_tensor(rows[None], gradient, table.shape, check_invariants=True)
        optimiser.step()
        if recorded(step):
            yield [name, step, *table.view(-1).tolist()]


RATE = 0.1
SCHEDULES = {
    "constant": lambda o: schedulers.ConstantLR(o, factor=1),
    "warm-up": lambda o: schedulers.LinearLR(o, start_factor=0.1, total_iters=20),
    "cosine": lambda o: schedulers.CosineAnnealingLR(o, T_max=80, eta_min=0.002),
    "warm-up-cosine": lambda o: schedulers.SequentialLR(
        o,
        [schedulers.LinearLR(o, 0.01, total_iters=10), schedulers.CosineAnnealingLR(o, T_max=90)],
        milestones=[10],
    ),
    "one-cycle": lambda o: schedulers.OneCycleLR(o, max_lr=RATE, total_steps=STEPS, cycle_momentum=False),
    "one-cycle-linear": lambda o: schedulers.OneCycleLR(
        o,
        max_lr=RATE,
        total_steps=STEPS,
        pct_start=0.45,
        anneal_strategy="linear",
        div_factor=10,
        final_div_factor=100,
        cycle_momentum=False,
    ),
    "step-decay": lambda o: schedulers.StepLR(o, step_size=30, gamma=0.2),
}
PLATEAU = {
    "plateau": dict(patience=4),
    "plateau-cooldown": dict(factor=0.5, patience=2, threshold=0.01, cooldown=3, min_lr=0.004),
}


def stochastic():
    return SGD([torch.zeros(1, requires_grad=True)], lr=RATE)


def rates(name, make):
    optimiser = stochastic()
    schedule = make(optimiser)
    for step in range(STEPS):
        yield [name, step, "", optimiser.param_groups[0]["lr"]]
        optimiser.step()
        if step < STEPS - 1:
            schedule.step()


def validation_loss(check):
    """Falls by less and less every 25 checks, and trembles in between: what the plateau schedules are shown."""
    return 0.6 + 0.4 / (1 + check // 25) + (check * 37 % 11) / 1000


def plateau_rates(name, settings):
    optimiser = stochastic()
    schedule = schedulers.ReduceLROnPlateau(optimiser, **settings)
    for check in range(STEPS):
        loss = validation_loss(check)
        yield [name, check, loss, optimiser.param_groups[0]["lr"]]
        schedule.step(loss)


def clippings():
    """Norms and factors of gradients in two tensors."""
    for length, scale, maximum in [(5, 1, 1), (37, 0.3, 5), (64, 1e-3, 1e-2), (3, 1e4, 1), (7, 0, 1)]:
        gradients = scale * slope(start(length), 1)
        parts = [torch.zeros(n, requires_grad=True) for n in (length // 2, length - length // 2)]
        parts[0].grad, parts[1].grad = gradients[: length // 2].clone(), gradients[length // 2 :].clone()
        norm = torch.nn.utils.clip_grad_norm_(parts, maximum)
        clipped = torch.cat([part.grad for part in parts])
        yield [length, scale, maximum, norm.item(), clipped.norm().item(), clipped[-1].item()]


def write(name, what, header, rows):
    with open(HERE / f"{name}.csv", "w", newline="") as file:
        file.write(f"# {what}\n# Source: {SOURCE}\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([f"{cell:.9g}" if isinstance(cell, float) else cell for cell in row] for row in rows)


if __name__ == "__main__":
    write(
        "dense-trajectories",
        "13 parameters after a step of each optimiser, down the slope that the recording script describes",
        ["optimiser", "step", *(f"p{i}" for i in range(COUNT))],
        [row for name, case in DENSE.items() for row in dense_trajectory(name, *case)],
    )
    write(
        "sparse-trajectories",
        "a table of 7 rows of 3 after a step of each optimiser on the rows touched, down the same slope",
        ["optimiser", "step", *(f"p{i}" for i in range(ROWS * WIDTH))],
        [row for name, case in SPARSE.items() for row in sparse_trajectory(name, *case)],
    )
    write(
        "schedules",
        "the rate of each schedule before each step (and the validation loss seen after it), from a rate of 0.1",
        ["schedule", "step", "loss", "rate"],
        [row for name, make in SCHEDULES.items() for row in rates(name, make)]
        + [row for name, settings in PLATEAU.items() for row in plateau_rates(name, settings)],
    )
    write(
        "clipping",
        "norm of `scale` times the slope at its start, and what clip_grad_norm_ leaves of it",
        ["length", "scale", "maximum", "norm", "clippedNorm", "lastClipped"],
        list(clippings()),
    )
