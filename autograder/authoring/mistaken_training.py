"""Training by a mistaken formula: its epochs in a row, and starts from which it can be judged at all.

A training takes X (n, d), y (n, 1), W1 (d, h), W2 (h, 1), a learning rate and a number of epochs, and gives W1, W2 and the
losses (epochs,); W1 and W2 may be stacks of many starts, (B, d, h) and (B, h, 1), and so are the results, losses (epochs, B).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from autograder.authoring.training import SOLVED_WITHIN
from autograder.sandbox.protocol.calls import Array

Values: TypeAlias = Callable[[Array, Array, Array], tuple[Array, Array]]  # X, W1, W2 → hidden and output
Training: TypeAlias = Callable[..., tuple[Array, ...]]
Start: TypeAlias = tuple[Array, Array, float, int]  # W1, W2, learning rate, epochs

STARTS, ROUNDS = 32, 3  # drawn at once, and how often at most at each setting
MORE_STARTS = 128  # where only few of them tell anything
ENOUGH, USED = 4, 2  # of them must be solved, so that no luck of the draw decides; and are asked for
# A mistaken factor makes steps as large as those of another rate: what true training does at 2 it does at one of these.
SETTINGS = ((2.0, 1500), (0.5, 1500), (8.0, 1500), (2.0, 5000))
FALLING = ((0.5, 400), (2.0, 400))
FALLS_BY = 0.05  # five times the tolerance on losses: what does not fall so far tells nothing of the run
ROOM, MOST = 0.35, 0.9  # from here any descent falls to 0.25, where all outputs are one half; so many must do so
NUDGE, STEADY = 1e-10, 1e-5  # trainings from starts so near end so near, or they are chaos, and nobody's numbers


@dataclass(frozen=True)
class Repeated:
    """A formula for one epoch as a training; the losses are those of the weights, by this forward pass."""

    epoch: Callable[..., tuple[Array, ...]]
    values: Values

    def __call__(self, X: Array, y: Array, W1: Array, W2: Array, rate: float, epochs: int) -> tuple[Array, ...]:  # noqa: D102 -- said above
        losses = np.zeros((epochs, *W1.shape[:-2]))
        for at in range(epochs):
            losses[at] = np.mean((self.values(X, W1, W2)[1] - y) ** 2, axis=(-2, -1))
            W1, W2 = self.epoch(X, y, W1, W2, rate, 1)[:2]
        return W1, W2, losses


def solves(output: Array, y: Array) -> Any:  # noqa: ANN401 -- one truth value, or one for each start
    """Whether outputs (…, n, 1) are all near their targets."""
    return np.abs(output - y).max(axis=(-2, -1)) < SOLVED_WITHIN


def starts_for(training: Training, values: Values, X: Array, y: Array, rng: np.random.Generator) -> list[Start]:
    """Draw two starts from which this training solves the task, or at least lets the loss fall; none if it does neither.

    Such as end elsewhere when they begin a hair's breadth away are of no use: right code for the same formula, written
    another way, would end elsewhere too.
    """
    for _ in range(ROUNDS):
        any_solved = False
        for rate, least in SETTINGS:
            starts, (end1, end2, _losses), steady = _run(training, X, y, rng, rate, least, STARTS)
            with np.errstate(all="ignore"):
                solved = np.flatnonzero(solves(values(X, end1, end2)[1], y) & steady)
            if len(solved) >= ENOUGH:
                return [starts[at] for at in solved[:USED]]
            any_solved = any_solved or len(solved) > 0
        if not any_solved:  # of more than a hundred starts: drawing more is of no use
            break
    for rate, least in FALLING:
        starts, (_, _, losses), steady = _run(training, X, y, rng, rate, least, MORE_STARTS)
        high = losses[0] > ROOM
        falling = np.flatnonzero(high & steady & (losses[0] - losses[-1] > FALLS_BY))
        if len(falling) >= max(USED, MOST * np.count_nonzero(high)):
            return [starts[at] for at in falling[:USED]]
    return []


def _run(
    training: Training, X: Array, y: Array, rng: np.random.Generator, rate: float, least: int, count: int
) -> tuple[list[Start], tuple[Array, Array, Array], Any]:
    """Train from many starts at once: the starts, where they end, with their losses (epochs, B), and which are steady."""
    W1, W2 = (rng.uniform(-1.5, 1.5, shape) for shape in ((count, X.shape[1], 3), (count, 3, 1)))
    first, second = (np.concatenate([weights, weights * (1 + NUDGE)]) for weights in (W1, W2))
    epochs = least + int(rng.integers(20, 60))
    with np.errstate(all="ignore"):
        end1, end2, losses = training(X, y, first, second, rate, epochs)
        steady = _spread(end1) + _spread(end2) < STEADY  # False where there is a NaN
    starts = [(W1[at], W2[at], rate, epochs) for at in range(count)]
    return starts, (end1[:count], end2[:count], losses.reshape(epochs, -1)[:, :count]), steady


def _spread(ends: Array) -> Array:
    result: Array = np.abs(np.subtract(*np.split(ends, 2))).max(axis=(-2, -1))
    return result
