"""A classifier of linear layers under a softmax and its cross-entropy: the true functions, for references and formulas.

X is (n, d), parameters are pairs (W, b), one for each layer, targets the class index of each row, (n,). Gradients are
complex-step derivatives of the true cost, exact to rounding: no backpropagation is in them. Logits and parameters may be
complex, with a step in their imaginary part, and stacks of such arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from autograder.authoring.training import complex_step_gradient
from autograder.sandbox.protocol.calls import Array

T = TypeVar("T")
Moved: TypeAlias = NDArray[Any]  # real, or complex with a step in its imaginary part; maybe a stack of such arrays
Targets: TypeAlias = NDArray[np.int64]
Parameters: TypeAlias = list[tuple[Moved, Moved]]
Flat: TypeAlias = tuple[Array, ...]  # (W0, b0, W1, b1, …)
OfArrays: TypeAlias = Callable[[Moved], Moved]
OfBatches: TypeAlias = Callable[..., Any]  # of logits (n, k) and targets
OfNetwork: TypeAlias = Callable[[Array, Parameters, Targets], Flat]


def log_softmax(logits: Moved) -> Moved:
    """Logarithm of the softmax over the last axis: z − ln Σ eᶻ, shifted so that nothing overflows."""
    shifted = logits - logits.real.max(axis=-1, keepdims=True)
    result: Moved = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result


def true_softmax(logits: Array) -> Array:
    """The probabilities of every row, (n, k)."""
    result: Array = np.exp(log_softmax(logits))
    return result


def cost_of(logits: Moved, targets: Targets) -> Moved:
    """The cross-entropy, mean over the rows; of a stack of logits (m, n, k) a stack of costs (m,)."""
    of_own_class = log_softmax(logits)[..., range(len(targets)), targets]
    result: Moved = -of_own_class.sum(axis=-1) / len(targets)
    return result


def right_upstream(logits: Array, targets: Targets) -> Array:
    """∂cost/∂logits, (n, k)."""
    return complex_step_gradient(partial(cost_of, targets=targets), logits)


def layer_values(X: Array, parameters: Parameters, activation: OfArrays | None = None) -> list[Moved]:
    """X and what comes out of each layer, the logits last; the right network has no activation between them."""
    values = [X]
    for W, b in parameters:
        entering = values[-1] if activation is None or len(values) == 1 else activation(values[-1])
        values.append(entering @ W + b[..., None, :])
    return values


def flat(pairs: Sequence[Sequence[T]]) -> tuple[T, ...]:
    """Pairs one after the other."""
    return tuple(part for pair in pairs for part in pair)


def paired(parts: Sequence[Moved]) -> Parameters:
    """Every two arrays as a pair."""
    return list(zip(parts[::2], parts[1::2], strict=True))


def network_gradients(X: Array, parameters: Parameters, cost: OfArrays, activation: OfArrays | None = None) -> Flat:
    """∂cost/∂parameter for all of them; `cost` is a function of the logits."""
    parts = flat(parameters)

    def along(at: int, nudged: Moved) -> Moved:
        moved = paired([*parts[:at], nudged, *parts[at + 1 :]])
        return cost(layer_values(X, moved, activation)[-1])

    return tuple(complex_step_gradient(partial(along, at), part) for at, part in enumerate(parts))


def right_gradients(X: Array, parameters: Parameters, targets: Targets) -> Flat:
    """∂cost/∂parameter, all of them."""
    return network_gradients(X, parameters, partial(cost_of, targets=targets))


def arriving(X: Array, parameters: Parameters, targets: Targets) -> list[Array]:
    """∂cost/∂(what comes out of a layer), the first layer first."""

    def after(at: int, values: Moved) -> Moved:
        for W, b in parameters[at + 1 :]:
            values = values @ W + b
        return cost_of(values, targets)

    values = layer_values(X, parameters)[1:]
    return [complex_step_gradient(partial(after, at), value) for at, value in enumerate(values)]


def with_upstream(upstream: OfBatches, X: Array, parameters: Parameters, targets: Targets) -> Flat:
    """All gradients for another upstream gradient at the logits: slopes of Σ upstream · logits."""
    G = np.asarray(upstream(layer_values(X, parameters)[-1], targets))
    return network_gradients(X, parameters, lambda z: (G * z).sum(axis=(-2, -1)))


def cost_by(softmax: OfArrays, logits: Array, targets: Targets) -> Array:
    """The cross-entropy of another softmax."""
    return np.asarray(-np.log(softmax(logits)[range(len(targets)), targets]).mean())


def upstream_by(softmax: OfArrays, logits: Array, targets: Targets) -> Array:
    """(p − one-hot)/n with another softmax."""
    return (softmax(logits) - np.eye(logits.shape[1])[targets]) / len(targets)


@lru_cache(maxsize=256)
def by_upstream(upstream: OfBatches) -> OfNetwork:
    """`with_upstream` as one object for one formula: what is planned with it is planned once."""
    return partial(with_upstream, upstream)


@dataclass(frozen=True)
class OfLast:
    """The gradients of the last layer out of all: what a mistake gives there; all of them are what may be carried forward."""

    gradients: OfNetwork

    def __call__(self, X: Array, parameters: Parameters, targets: Targets) -> Flat:  # noqa: D102 -- said above
        return self.gradients(X, parameters, targets)[-2:]


def in_every_layer(wrong: Callable[[Array, Array, Array, Array], Flat]) -> OfLast:
    """Layers that all do the same: `wrong` gets what leaves one, what arrives there going back, and the right gradients."""

    def gradients(X: Array, parameters: Parameters, targets: Targets) -> Flat:
        leaving, back = layer_values(X, parameters)[1:], arriving(X, parameters, targets)
        right = paired(right_gradients(X, parameters, targets))
        return flat([wrong(value, G, *pair) for value, G, pair in zip(leaving, back, right, strict=True)])

    return OfLast(gradients)


def with_activation(activation: OfArrays) -> OfLast:
    """The gradients of a network that has this activation between its layers."""
    return OfLast(lambda X, layers, t: network_gradients(X, layers, partial(cost_of, targets=t), activation))


def never_passed_on(X: Array, parameters: Parameters, targets: Targets) -> Flat:
    """The gradients of the layers before the last, the later ones first, with the upstream gradient of the last."""
    *entering, _, logits = layer_values(X, parameters)
    G = right_upstream(logits, targets)
    return flat([(values.T @ G, G.sum(axis=0)) for values in entering[::-1]])


def divided_again(times: Sequence[int], X: Array, parameters: Parameters, targets: Targets) -> Flat:
    """The gradients of the layers before the last, the later ones first, each divided by n so many times too often."""
    right = flat(paired(right_gradients(X, parameters, targets))[-2::-1])
    return tuple(part / len(X) ** count for part, count in zip(right, times, strict=True))
