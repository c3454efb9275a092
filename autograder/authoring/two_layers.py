"""Two-layer networks of sigmoids (X (n, d), W1 (d, h), W2 (h, 1)) and what is done wrong in them: formulas for known mistakes.

What is right comes from `train` and from numeric gradients; the recipe of backpropagation stands here for mistakes alone,
which are made in one of its factors. W1 and W2 may be stacks of many starts, (B, d, h) and (B, h, 1).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any, TypeAlias

import numpy as np

from autograder.authoring.cases import numeric_gradient
from autograder.authoring.known_mistakes import Known, known
from autograder.authoring.training import Repeated, Training, Values, hardly_drawn, solves, starts_for, train
from autograder.sandbox.protocol.calls import Array

# These, and what stands below.
__all__ = ["Network", "Repeated", "Training", "Values", "hardly_drawn", "solves", "starts_for", "train"]

Weights: TypeAlias = tuple[Array, Array]  # of W1 and of W2
Steps: TypeAlias = Callable[..., Weights]  # X, y, W1, W2 → what is multiplied by the rate
Epoch: TypeAlias = Callable[..., Weights]  # X, y, W1, W2, rate, 1 → the weights afterwards
# Of what comes down from the cost, factor · (output − y), whichever cost was meant: the mean, ½ Σ, half the mean, Σ.
FACTORS = (0.5, 1.0, 0.25, 2.0)
# What a step of W2 with such a factor is called; the first of FACTORS is right.
STEP_OF_FACTOR = {1.0: "gradient-of-half-sum", 0.25: "missing-factor-two", 2.0: "not-divided-by-batch-size"}


def sigmoid(z: Array) -> Array:
    """σ(z), for the moderate z of these networks."""
    result: Array = 1 / (1 + np.exp(-z))
    return result


# What stands in the place of σ′(z), by z and a = σ(z).
SLOPES: dict[str, Callable[[Array, Array], Array]] = {
    "right": lambda _z, a: a * (1 - a),
    "left out": lambda z, _a: np.ones_like(z),
    "σ applied twice": lambda _z, a: sigmoid(a) * (1 - sigmoid(a)),
    "formula on z": lambda z, _a: z * (1 - z),
    "of tanh": lambda _z, a: 1 - a**2,
    "of a falling σ": lambda _z, a: -a * (1 - a),
}


def passing(first: Callable[[Array], Array], second: Callable[[Array], Array] = sigmoid) -> Values:
    """Make a forward pass with these activations: X, W1, W2 → hidden (n, h) and output (n, 1)."""

    def values(X: Array, W1: Array, W2: Array) -> tuple[Array, Array]:
        hidden = first(X @ W1)
        return hidden, second(hidden @ W2)

    return values


output_of = passing(sigmoid)


def cost_of(X: Array, y: Array, W1: Array, W2: Array, values: Values = output_of) -> float:
    """The mean of (output − y)²."""
    return float(np.mean((values(X, W1, W2)[1] - y) ** 2))


def trained(X: Array, y: Array, W1: Array, W2: Array, rate: float, epochs: int) -> tuple[Array, ...]:
    """True training from one start, or from a stack of them: W1, W2 and the losses (epochs,)."""
    if W1.ndim > X.ndim:
        run = train(X, y, W1, W2, rate, epochs=epochs)
        return run.W1, run.W2, run.losses
    run = train(X, y, W1[None], W2[None], rate, epochs=epochs)
    return run.W1[0], run.W2[0], run.losses[:, 0]


@dataclass(frozen=True)
class Network:
    """A forward pass, and what stands on the way back in the place of σ′ (of SLOPES), for the hidden units and the output."""

    values: Values = output_of
    hidden: str = "right"
    output: str = "right"


TRUE = Network()


def backward(
    X: Array, y: Array, W1: Array, W2: Array, factor: float = 0.5, network: Network = TRUE, through: Array | None = None
) -> Weights:
    """The gradients of four rows, any factor replaced; `through` is what stands for W2 on the way to the hidden units."""
    hidden, output = network.values(X, W1, W2)
    delta = factor * (output - y) * SLOPES[network.output](hidden @ W2, output)
    back = np.swapaxes(W2 if through is None else through, -1, -2)
    return X.T @ (delta @ back * SLOPES[network.hidden](X @ W1, hidden)), np.swapaxes(hidden, -1, -2) @ delta


def steps_of(X: Array, y: Array, W1: Array, W2: Array, network: Network = TRUE) -> list[tuple[Array, Array]]:
    """The gradients for W1 and W2, each with its error: numeric ones; of another network, those of the recipe with its values."""
    if network != TRUE:
        return [(step, np.zeros(step.shape)) for step in backward(X, y, W1, W2, network=network)]
    costs = (lambda at: cost_of(X, y, at, W2)), (lambda at: cost_of(X, y, W1, at))
    numeric = [numeric_gradient(cost, at) for cost, at in zip(costs, (W1, W2), strict=True)]
    return [(gradient.value, gradient.error) for gradient in numeric]


def raw_error(
    X: Array,
    y: Array,
    W1: Array,
    W2: Array,
    factor: float = 0.5,
    network: Network = TRUE,
    through: Array | None = None,
    factor2: float = 0.5,
) -> Weights:
    """The output's sigmoid passed over, but on the way to W1 alone; `factor2` is that of W2."""
    passed_over = replace(network, output="left out")
    return backward(X, y, W1, W2, factor, passed_over, through)[0], backward(X, y, W1, W2, factor2, network)[1]


def after(steps: Steps, times: tuple[float | Array, float] = (1, 1), own_rate: float | None = None) -> Epoch:
    """The weights after one epoch, with each step taken so many times."""

    def epoch(X: Array, y: Array, W1: Array, W2: Array, rate: float, _epochs: int) -> Weights:
        step1, step2 = steps(X, y, W1, W2)
        return W1 - (own_rate or rate) * times[0] * step1, W2 - (own_rate or rate) * times[1] * step2

    return epoch


def whichever_cost(steps: Steps, network: Network) -> list[Epoch]:
    """The weights after one epoch, for each of FACTORS."""
    return [after(partial(steps, factor=factor, network=network)) for factor in FACTORS]


def row_by_row(steps: Steps, X: Array, y: Array, W1: Array, W2: Array, rate: float, _epochs: int) -> Weights:
    """Both matrices updated after every row."""
    for at in range(len(X)):
        step1, step2 = steps(X[at : at + 1], y[at : at + 1], W1, W2)
        W1, W2 = W1 - rate * step1, W2 - rate * step2
    return W1, W2


def output_weights_first(
    factor: float, network: Network, X: Array, y: Array, W1: Array, W2: Array, rate: float, _epochs: int
) -> Weights:
    """The error sent through W2 as it is after its update."""
    moved = W2 - rate * backward(X, y, W1, W2, factor, network)[1]
    return W1 - rate * backward(X, y, W1, W2, factor, network, moved)[0], moved


def raw_error_late(
    factor: float, network: Network, X: Array, y: Array, W1: Array, W2: Array, rate: float, _epochs: int
) -> Weights:
    """The raw error, and through W2 as it is after its update."""
    moved = W2 - rate * backward(X, y, W1, W2, factor, network)[1]
    return W1 - rate * raw_error(X, y, W1, W2, factor, network, moved)[0], moved


def own_rate_epoch(
    steps: Steps, X: Array, y: Array, W1: Array, W2: Array, _rate: float, _epochs: int, constant: float = 0.7
) -> Weights:
    """A rate of the code's own; a factor of another cost would be in it, too."""
    step1, step2 = steps(X, y, W1, W2)
    return W1 - constant * step1, W2 - constant * step2


def rate_of_epoch(
    steps: Steps, got: list[Array], X: Array, y: Array, W1: Array, W2: Array, _rate: float, epochs: int
) -> float | None:
    """What the step of W2 was multiplied by."""
    step = steps(X, y, W1, W2)[1]
    if epochs != 1 or got[1].shape != W2.shape:
        return None
    return float(np.sum((W2 - got[1]) * step) / np.sum(step**2))


def rate_twice(
    steps: Steps, factor: float, X: Array, y: Array, W1: Array, W2: Array, rate: float, _epochs: int
) -> Weights:
    """The rate in the deltas and in the update, too."""
    return after(steps, (2 * factor * rate, 2 * factor * rate))(X, y, W1, W2, rate, 1)


@lru_cache(maxsize=64)  # a formula is one object, whichever check names it
def rows_of_one_epoch(network: Network) -> tuple[tuple[Known, ...], tuple[Known, ...]]:
    """Give the known mistakes of one epoch in this network: those that are named in W2, and those in W1.

    The formulas give both matrices, and both must agree, whichever is asked for. Where the output's weights are updated
    first and its step is wrong as well, W2 shows the one and W1 the other.
    """
    step = partial(backward, network=network)

    def slopes(hidden: str, output: str) -> list[Epoch]:
        return whichever_cost(backward, replace(network, hidden=hidden, output=output))

    # One of the slopes left out, or both: what goes wrong row by row, or with the output's weights first, may come with it.
    slipped = [replace(network, output="left out"), replace(network, hidden="left out")]
    early = {
        (factor, other): partial(output_weights_first, factor, other)
        for factor in FACTORS
        for other in (network, slipped[0])
    }
    both = (
        known("gradient-of-half-sum", after(step, (2, 2))),
        known("not-divided-by-batch-size", after(step, (4, 4))),
        known("missing-factor-two", after(step, (0.5, 0.5))),
        known("divided-by-batch-size-twice", after(step, (0.25, 0.25))),
        known("weights-not-changed", *(after(step, times) for times in ((0, 0), (0, 1), (1, 0)))),
        known("climbs-instead-of-descends", *(after(step, (-factor, -factor)) for factor in (0.5, 1, 2, 4))),
        known("learning-rate-ignored", partial(own_rate_epoch, step), constant=partial(rate_of_epoch, step)),
        known("learning-rate-applied-twice", *(partial(rate_twice, step, factor) for factor in FACTORS)),
        known(
            "updated-after-each-row",
            *(
                partial(row_by_row, partial(backward, factor=factor, network=other))
                for factor in FACTORS
                for other in (network, *slipped)
            ),
            *(
                partial(row_by_row, partial(raw_error, factor=factor, network=network, factor2=factor))
                for factor in FACTORS
            ),
        ),
        known("missing-output-sigmoid-derivative", *slopes(network.hidden, "left out")),
        known("sigmoid-applied-twice", *slopes("σ applied twice", "σ applied twice")),
        known("derivative-formula-on-preactivation", *slopes("formula on z", "formula on z")),
    )
    without_slope = partial(backward, network=replace(network, hidden="left out"))
    # The raw error goes to the hidden units alone, whatever else went wrong there or at the output.
    raw_steps = partial(raw_error, network=network)
    unbent = replace(network, hidden="left out")
    raw_own_rate = partial(own_rate_epoch, raw_steps)
    raw_early = {factor: partial(raw_error_late, factor, network) for factor in FACTORS}
    raw_of_factor: dict[float, list[Epoch]] = {
        factor: [after(partial(raw_error, factor=factor, network=other, factor2=factor)) for other in (network, unbent)]
        for factor in FACTORS
    }
    raw: list[Epoch] = [
        *whichever_cost(raw_error, network),
        *whichever_cost(raw_error, unbent),
        *(form for factor, forms in raw_of_factor.items() if factor in STEP_OF_FACTOR for form in forms),
        *raw_early.values(),
    ]
    of_W1 = (
        known("output-weights-updated-first", *early.values()),
        known("missing-hidden-sigmoid-derivative", after(without_slope)),
        known("raw-error-sent-to-hidden", *raw),
        known(
            "raw-error-sent-to-hidden",
            raw_own_rate,
            constant=partial(rate_of_epoch, raw_steps),
        ),
        known("hidden-delta-skips-output-weights", after(partial(step, through=np.ones((3, 1))))),
        known("bias-not-updated", after(step, (np.array([[1.0], [1.0], [0.0]]), 1))),
    )
    of_W2 = (
        *(
            known(id_, early[factor, network], *raw_of_factor[factor], raw_early[factor])
            for factor, id_ in STEP_OF_FACTOR.items()
        ),
        known("learning-rate-ignored", raw_own_rate, constant=partial(rate_of_epoch, raw_steps)),
        known("missing-output-sigmoid-derivative", *(early[factor, slipped[0]] for factor in FACTORS)),
    )
    return (*both, *of_W2), (*both, *of_W1)


def first_step_only(training: Training, *args: Any) -> tuple[Array, ...]:  # noqa: ANN401 -- as any training
    """The first epoch's step again and again."""
    X, y, W1, W2, rate, epochs = args
    moved1, moved2, _ = training(X, y, W1, W2, rate, 1)
    path = [(W1 + i * (moved1 - W1), W2 + i * (moved2 - W2)) for i in range(epochs + 1)]
    costs = [np.mean((output_of(X, *weights)[1] - y) ** 2, axis=(-2, -1)) for weights in path[:-1]]
    return *path[-1], np.array(costs)


def rows_of_epochs(training: Training) -> tuple[Known, ...]:
    """Give the known mistakes of several epochs: this training with other losses than its own, or its first step alone."""

    def one_late(*args: Any) -> tuple[Array, ...]:  # noqa: ANN401 -- as any training
        *others, epochs = args
        return *training(*args)[:2], training(*others, epochs + 1)[2][1:]

    def doubled(*args: Any) -> tuple[Array, ...]:  # noqa: ANN401 -- as any training
        W1, W2, losses = training(*args)
        return W1, W2, 2 * losses

    def in_arrays(*args: Any) -> tuple[Array, ...]:  # noqa: ANN401 -- as any training
        W1, W2, losses = training(*args)
        return W1, W2, losses[:, None] if len(losses) else losses

    return (
        known("losses-one-update-late", one_late),
        known("gradient-not-recomputed", partial(first_step_only, training)),
        known("loss-of-half-sum", doubled),
        known("mean-over-one-axis", in_arrays),
    )
