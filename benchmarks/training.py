"""How sharply the training of XOR is judged: what right code differs by from true training, and what tricks differ by.

Run from the root of the repository: `python benchmarks/training.py [seeds]`. For each way to train: how many submissions
(two starts each) get the points of the loss and of convergence, the largest difference of a weight or a loss, and the share
of submissions that would differ by more than is allowed, if the differences go on falling off as the largest twentieth
of them does (a Pareto tail, by Hill's estimator). For tricks the least of the differences is given.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from autograder.course.course import course  # noqa: E402 -- the checkout comes first
from autograder.judging.compare import counts  # noqa: E402 -- as above
from autograder.judging.model import Case, planned  # noqa: E402 -- as above

Trained = tuple[Any, ...]
FLOAT32_ATOL, ATOL = 1e-3, 1e-4
LITTLE = 1e-2  # a loss that is said to be none
TAIL = 20  # one in so many of the differences is taken for the tail


def backpropagated(*args: Any) -> Trained:  # noqa: ANN401 -- X, y, W1, W2, rate, epochs
    """Train as a learner does, in the dtype of the arrays."""
    X, y, W1, W2, rate, epochs = args
    losses = []
    one, rate = X.dtype.type(1), X.dtype.type(rate)
    for _ in range(epochs):
        hidden = one / (one + np.exp(-X @ W1))
        output = one / (one + np.exp(-hidden @ W2))
        losses.append(np.mean((output - y) ** 2))
        delta = (output - y) / 2 * output * (one - output)
        W1, W2 = W1 - rate * X.T @ (delta @ W2.T * hidden * (one - hidden)), W2 - rate * hidden.T @ delta
    return W1, W2, losses


def in_float32(*args: Any) -> Trained:  # noqa: ANN401 -- as backpropagated
    """The same in float32 throughout."""
    *arrays, rate, epochs = args
    return backpropagated(*(array.astype(np.float32) for array in arrays), rate, epochs)


def by_differences(*args: Any) -> Trained:  # noqa: ANN401 -- as backpropagated
    """By central differences of the cost with a step of 1e-3, which earn these points too."""
    X, y, W1, W2, rate, epochs = args
    weights, steps = np.concatenate([W1.ravel(), W2.ravel()]), 1e-3 * np.eye(12)

    def cost(at: Any) -> Any:  # noqa: ANN401 -- a stack of weights, and as many costs
        hidden = 1 / (1 + np.exp(-X @ at[:, :9].reshape(-1, 3, 3)))
        return np.mean((1 / (1 + np.exp(-hidden @ at[:, 9:].reshape(-1, 3, 1))) - y) ** 2, axis=(1, 2))

    losses = []
    for _ in range(epochs):
        losses.append(cost(weights[None])[0])
        weights = weights - rate * (cost(weights + steps) - cost(weights - steps)) / 2e-3
    return weights[:9].reshape(3, 3), weights[9:].reshape(3, 1), losses


def half_the_epochs(*args: Any) -> Trained:  # noqa: ANN401 -- as backpropagated
    """Half the epochs at twice the rate, every loss twice."""
    *arrays, rate, epochs = args
    W1, W2, losses = backpropagated(*arrays, 2 * rate, (epochs + 1) // 2)
    return W1, W2, np.repeat(losses, 2)[:epochs]


def with_noise(*args: Any) -> Trained:  # noqa: ANN401 -- as backpropagated
    """True weights and losses, each off by up to 9e-3."""
    rng = np.random.default_rng(0)
    return tuple(value + rng.uniform(-9e-3, 9e-3, np.shape(value)) for value in backpropagated(*args))


def cut_losses(*args: Any) -> Trained:  # noqa: ANN401 -- as backpropagated
    """Losses below 0.01 said to be 0."""
    W1, W2, losses = backpropagated(*args)
    return W1, W2, np.where(np.array(losses) < LITTLE, 0, losses)


RIGHT: dict[str, tuple[Callable[..., Trained], float]] = {
    "float64": (backpropagated, ATOL),
    "central differences": (by_differences, ATOL),
    "float32": (in_float32, FLOAT32_ATOL),
}
TRICKS = {"half the epochs, twice the rate": half_the_epochs, "noise of 9e-3": with_noise, "losses cut": cut_losses}


def judged(training: Callable[..., Trained], cases: Sequence[Case]) -> tuple[bool, float]:
    """Say whether all starts are right, and the largest difference of all."""
    right, largest = True, 0.0
    for case in cases:
        assert isinstance(case.expected, tuple)  # noqa: S101 -- plan_training makes tuples
        for value, expected in zip(training(*case.call.args), case.expected, strict=True):
            array = np.asarray(value, np.float64)
            right = right and counts(array, expected)
            largest = max(largest, float(np.abs(array - expected.value).max()))
    return right, largest


def beyond(differences: Sequence[float], atol: float) -> float:
    """Estimate the share of differences above `atol` from the tail of those seen."""
    ordered = np.sort(differences)[::-1]
    many = max(2, len(ordered) // TAIL)
    exponent = 1 / np.mean(np.log(ordered[: many - 1] / ordered[many - 1]))
    return float(many / len(ordered) * (ordered[many - 1] / atol) ** exponent)


def main() -> None:
    """Print the table."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    exercise = next(entry.exercise for entry in course().exercises if entry.id == "xor_training")
    plan = next(check.plan for check in exercise.checks if check.id == "convergence")
    plans = [planned.__wrapped__(exercise, plan, seed) for seed in range(seeds)]
    print(f"{seeds} seeds | right | difference | beyond what is allowed")
    for name, (training, atol) in RIGHT.items():
        rights, differences = zip(*(judged(training, cases) for cases in plans), strict=True)
        print(
            f"{name} | {sum(rights)} | at most {max(differences):.1e} of {atol:.0e} | {beyond(differences, atol):.0e}"
        )
    for name, trick in TRICKS.items():
        rights, differences = zip(*(judged(trick, cases) for cases in plans), strict=True)
        print(f"{name} | {sum(rights)} | at least {min(differences):.1e} |")


if __name__ == "__main__":
    main()
