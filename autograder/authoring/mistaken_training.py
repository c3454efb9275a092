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
from autograder.sandbox.protocol.values import Array

Values: TypeAlias = Callable[[Array, Array, Array], tuple[Array, Array]]  # X, W1, W2 → hidden and output
Training: TypeAlias = Callable[..., tuple[Array, ...]]
Start: TypeAlias = tuple[Array, Array, float, int]  # W1, W2, learning rate, epochs

STARTS, ROUNDS, USED = 16, 3, 2  # drawn at once, how often, and how many are asked for
# A mistaken factor makes steps as large as those of another rate: what true training does at 2 it does at one of these.
SETTINGS = ((2.0, 1500), (0.5, 1500), (8.0, 1500), (2.0, 3000))
FALLING = ((0.5, 400), (2.0, 400))
FALLS_BY = 0.05  # five times the tolerance on losses: what does not fall so far tells nothing of the run
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
    for solving, settings in ((True, SETTINGS * ROUNDS), (False, FALLING * ROUNDS)):
        for rate, least in settings:
            W1, W2 = (rng.uniform(-1.5, 1.5, shape) for shape in ((STARTS, X.shape[1], 3), (STARTS, 3, 1)))
            first, second = (np.concatenate([weights, weights * (1 + NUDGE)]) for weights in (W1, W2))
            epochs = least + int(rng.integers(20, 60))
            with np.errstate(all="ignore"):
                end1, end2, losses = training(X, y, first, second, rate, epochs)
                output = values(X, end1[:STARTS], end2[:STARTS])[1]
            losses = losses.reshape(epochs, -1)[:, :STARTS]
            reached = solves(output, y) if solving else losses[0] - losses[-1] > FALLS_BY
            steady = _spread(end1) + _spread(end2) < STEADY  # False where there is a NaN
            chosen = np.flatnonzero(reached & steady)[:USED]
            if len(chosen) == USED:
                return [(W1[at], W2[at], rate, epochs) for at in chosen]
    return []


def _spread(ends: Array) -> Array:
    with np.errstate(all="ignore"):
        result: Array = np.abs(ends[:STARTS] - ends[STARTS:]).max(axis=(-2, -1))
    return result
