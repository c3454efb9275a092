"""Training without backpropagation: the right one, and mistaken ones with starts from which they can be judged at all.

The right one's gradients are those of the true cost by complex steps, exact to rounding. A training takes X (n, d),
y (n, 1), W1 (d, h), W2 (h, 1), a learning rate and a number of epochs, and gives W1, W2 and the
losses (epochs,); W1 and W2 may be stacks of many starts, (B, d, h) and (B, h, 1), and so are the results, losses (epochs, B).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from autograder.frozen import frozen
from autograder.sandbox.protocol.calls import Array

STEP = 1e-100
# Solved: every |output − y| below 0.1; the mean squared error is then below 0.01.
SOLVED_WITHIN = 0.1


@frozen(eq=False)
class RightTraining:
    """What training came to: for B starts, d inputs and h hidden units.

    W1 (B, d, h), W2 (B, h, 1), losses (epochs, B): the cost of the weights after i updates;
    solved (B,): the number of updates after which the start was first solved, −1 if it never was.
    """

    W1: Array
    W2: Array
    losses: Array
    solved: NDArray[np.int64]


def train(
    X: Array,
    y: Array,
    W1: Array,
    W2: Array,
    learning_rate: float,
    *,
    epochs: int,
    enough: int | None = None,
) -> RightTraining:
    """Train from each start by full-batch gradient descent.

    X (n, d), y (n, 1), W1 (B, d, h), W2 (B, h, 1). With `enough`, stop as soon as that many starts are solved.
    """
    starts, d, h = W1.shape
    parameters = d * h + h
    nudges = (1j * STEP * np.eye(parameters)).astype(np.complex128)
    nudges1 = nudges[: d * h].reshape(d, h, 1, parameters)
    nudges2 = nudges[d * h :].reshape(h, 1, parameters)
    # The starts stand last, so that one matrix product serves all of them and all their nudged copies.
    first, second = np.moveaxis(W1, 0, -1).copy(), W2[:, :, 0].T.copy()
    rows = X.astype(np.complex128)
    losses = np.zeros((epochs, starts))
    solved = np.full(starts, -1)
    epoch = 0
    for epoch in range(epochs + 1):
        A1 = (first[..., None] + nudges1).reshape(d, -1)
        A2 = (second[..., None] + nudges2).reshape(h, -1)
        hidden = _sigmoid(rows @ A1).reshape(len(X), h, -1)
        off = _sigmoid((hidden * A2).sum(axis=1)) - y
        cost = ((off**2).sum(axis=0) / len(X)).reshape(starts, parameters)
        near = np.abs(off.real[:, ::parameters]).max(axis=0) < SOLVED_WITHIN
        solved[near & (solved < 0)] = epoch
        if epoch == epochs or (enough is not None and np.count_nonzero(solved >= 0) >= enough):
            break
        losses[epoch] = cost.real[:, 0]
        gradient = cost.imag / STEP
        first = first - learning_rate * gradient[:, : d * h].T.reshape(d, h, starts)
        second = second - learning_rate * gradient[:, d * h :].T
    return RightTraining(np.moveaxis(first, -1, 0), second.T[:, :, None], losses[:epoch], solved)


def _sigmoid(z: NDArray[np.complex128]) -> NDArray[np.complex128]:
    return np.asarray(1 / (1 + np.exp(-z)), np.complex128)


def complex_step_gradient(cost: Callable[[NDArray[Any]], NDArray[Any]], at: Array) -> Array:
    """Give ∂cost/∂at, shaped like `at`, all entries at once.

    `cost` maps a stack of m = at.size nudged copies of `at`, (m, *at.shape) and complex, to their costs, (m,).
    """
    nudges = (1j * STEP * np.eye(at.size)).reshape(at.size, *at.shape)
    return np.asarray(cost(at + nudges).imag / STEP, np.float64).reshape(at.shape)


Values: TypeAlias = Callable[[Array, Array, Array], tuple[Array, Array]]  # X, W1, W2 → hidden and output
Training: TypeAlias = Callable[..., tuple[Array, ...]]
Start: TypeAlias = tuple[Array, Array, float, int]  # W1, W2, learning rate, epochs

STARTS, ROUNDS = 32, 3  # drawn at once, and how often at most at each setting
MORE_STARTS = 128  # where only few of them tell anything
ENOUGH, USED = 4, 2  # of them must be solved, so that no luck of the draw decides; and are asked for
# A mistaken factor makes steps as large as those of another rate: what true training does at 2 it does at one of these.
SETTINGS = ((2.0, 1500), (0.5, 1500), (8.0, 1500), (2.0, 5000))
FALLING = ((0.5, 400), (2.0, 400))
FALLS_BY = 0.05  # far more than the tolerance on losses: what does not fall so far tells nothing of the run
ROOM, MOST = 0.35, 0.9  # from here any descent falls to 0.25, where all outputs are one half; so many must do so
NUDGE, STEADY = 1e-10, 1e-6  # trainings from starts so near end so near, or they are chaos, and nobody's numbers


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


# --- starts that are drawn, or ready-made ---------------------------------------------------------------------------

BIAS = 2  # the row of W1 that starts at zero, or at some other constant, in much good code
# How far sizes spread over the draws, as a share of their root mean square: 0.60 for normal, 0.50 for uniform weights,
# 0.19 for ±U(½, 1), 0 for ready-made weights, whatever their signs. In the middle of the entries, and in the least of them.
SPREAD, LEAST_SPREAD = 0.15, 0.05
DIRECTIONS = 0.1  # of the largest singular value: in fewer directions than half the entries, few numbers make them all
DIFFERENT = 15  # of twenty draws: fewer are picked from a list


def hardly_drawn(W1: Array, W2: Array) -> bool:
    """Whether weights drawn twenty times, (20, 3, 3) and (20, 3, 1), are ready-made ones with a little chance added to them.

    Every entry must differ from draw to draw in its size, not only in its sign, and not all by the same few numbers.
    """
    rows = [row for row in range(len(W1[0])) if row != BIAS or np.any(W1[:, BIAS] != W1[0, BIAS])]
    entries = np.concatenate([W1[:, rows].reshape(len(W1), -1), W2.reshape(len(W2), -1)], axis=1)
    largest = np.abs(entries).max(axis=0)
    if (
        not largest.all()
        or np.any(np.all(entries == entries[0], axis=0))
        or len({draw.tobytes() for draw in entries}) < DIFFERENT
    ):
        return True
    entries /= largest  # whatever their size, no square of them is beyond what floats hold
    spread = np.abs(entries).std(axis=0) / np.sqrt(np.mean(entries**2, axis=0))
    values = np.linalg.svd((entries - entries.mean(axis=0)) / entries.std(axis=0), compute_uv=False)
    few = 2 * np.count_nonzero(values > DIRECTIONS * values[0]) < len(largest)
    return bool(few or np.median(spread) < SPREAD or spread.min() < LEAST_SPREAD)
