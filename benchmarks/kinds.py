"""Right and wrong backward functions of many kinds, with the arguments that give each away or could raise an alarm.

Needs numpy alone. Every gradient checker is given the same functions and the same arguments.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from kinds_functions import (
    Array,
    Backward,
    Forward,
    linear,
    linear_backward,
    mean_square,
    relu,
    sigmoid,
    softmax,
    softmax_backward,
    softplus,
)

Draw: TypeAlias = Callable[[np.random.Generator], list[tuple[Any, ...]]]


LARGE = 500.0  # saturates every sigmoid


@dataclass(frozen=True, slots=True)
class Kind:
    """A forward function with a backward function that is right or wrong.

    `start()` gives the backward function anew, without what an earlier use may have left in it; `draw` gives the
    arguments of every call.
    """

    name: str
    right: bool
    forward: Forward
    start: Callable[[], Backward]
    draw: Draw


# --- arguments ------------------------------------------------------------------------------------------------------


def layers(rng: np.random.Generator) -> list[tuple[Any, ...]]:
    """Draw X, W and b of linear layers with one row and several, square and not."""
    sizes = ((1, 3, 2), (5, 4, 4), (8, 6, 5), (3, 1, 1))
    return [(rng.normal(size=(n, d)), rng.normal(size=(d, k)), rng.normal(size=k)) for n, d, k in sizes]


def arrays(rng: np.random.Generator) -> list[tuple[Any, ...]]:
    """Draw a vector and a matrix of N(0, 1), and a matrix of N(0, 3)."""
    return [(rng.normal(size=5),), (rng.normal(size=(4, 3)),), (rng.normal(0, 3, (6, 2)),)]


def with_values(*values: float) -> Draw:
    """Draw like `arrays`, with these values in the first places."""

    def draw(rng: np.random.Generator) -> list[tuple[Any, ...]]:
        drawn = arrays(rng)
        for (x,) in drawn:
            x.reshape(-1)[: len(values)] = values
        return drawn

    return draw


def fixed(*shape: int, spread: float = 1.0) -> Draw:
    """Draw one array of one shape."""
    return lambda rng: [(rng.normal(0, spread, shape),)]


def blocks(rng: np.random.Generator) -> list[tuple[Any, ...]]:
    """Draw a huge part beside a tiny one."""
    return [(np.concatenate([1e8 * rng.normal(size=40), 1e-8 * rng.normal(size=8)]),)]


def single(rng: np.random.Generator) -> list[tuple[Any, ...]]:
    """Draw float32 layers."""
    return [tuple(x.astype(np.float32) for x in case) for case in layers(rng)]


def strided(rng: np.random.Generator) -> list[tuple[Any, ...]]:
    """Draw layers whose X is every other column of another array and whose W is transposed."""
    return [(rng.normal(size=(5, 8))[:, ::2], rng.normal(size=(3, 4)).T, rng.normal(size=3))]


def ties(rng: np.random.Generator) -> list[tuple[Any, ...]]:
    """Draw rows in which two entries share the maximum."""
    x = rng.normal(size=(4, 3))
    x[:, 1] = x[:, 2] = np.abs(x).max(axis=1) + 1
    return [(x,)]


# --- backward functions ---------------------------------------------------------------------------------------------


def scaled(factor: Callable[..., Any], which: int = 1) -> Backward:
    """Multiply one gradient of a linear layer by what `factor(upstream, X, W, b)` gives."""

    def backward(g: Array, X: Array, W: Array, b: Array) -> tuple[Array, ...]:
        gradients = list(linear_backward(g, X, W, b))
        gradients[which] = gradients[which] * factor(g, X, W, b)
        return tuple(gradients)

    return backward


def spoiled(spoil: Callable[..., Any], which: int = 1) -> Backward:
    """Replace one gradient of a linear layer by `spoil(gradient, upstream, X, W, b)`."""

    def backward(g: Array, X: Array, W: Array, b: Array) -> tuple[Array, ...]:
        gradients = list(linear_backward(g, X, W, b))
        gradients[which] = spoil(gradients[which], g, X, W, b)
        return tuple(gradients)

    return backward


def at(index: tuple[int, ...], factor: float) -> Callable[..., Any]:
    """Multiply one place of a gradient."""

    def spoil(gradient: Array, *_: Array) -> Array:
        gradient = gradient.copy()
        gradient[tuple(i % n for i, n in zip(index, gradient.shape, strict=False))] *= factor
        return gradient

    return spoil


def accumulating() -> Backward:
    """Add every gradient of W to those before, without a reset."""
    totals: dict[tuple[int, ...], Array] = {}

    def backward(g: Array, X: Array, W: Array, b: Array) -> tuple[Array, ...]:
        dX, dW, db = linear_backward(g, X, W, b)
        totals[dW.shape] = totals.get(dW.shape, np.zeros(dW.shape)) + dW
        return dX, totals[dW.shape].copy(), db

    return backward


def reusing() -> Backward:
    """Write every result into one buffer."""
    buffers: dict[tuple[int, ...], Array] = {}

    def backward(g: Array, x: Array) -> Array:
        return np.multiply(g, np.cos(x), out=buffers.setdefault(x.shape, np.empty(x.shape)))

    return backward


def changing_upstream(g: Array, x: Array) -> Array:
    """Mask the upstream gradient itself."""
    g[x <= 0] = 0
    return g


def changing_argument(g: Array, x: Array) -> Array:
    """Square the argument where it stands."""
    slope = 3 * x**2
    x *= x
    changed: Array = g * slope
    return changed


def naive_softmax_backward(g: Array, x: Array) -> Array:
    """Overflow for large entries."""
    with np.errstate(all="ignore"):
        p = np.exp(x) / np.exp(x).sum(axis=-1, keepdims=True)
    gradient: Array = p * (g - (g * p).sum(axis=-1, keepdims=True))
    return gradient


def fake(name: str, forward: Forward, backward: Backward, draw: Draw) -> Kind:
    """Make a wrong kind of a backward function without state."""
    return Kind(name, right=False, forward=forward, start=lambda: backward, draw=draw)


def fine(name: str, forward: Forward, backward: Backward, draw: Draw) -> Kind:
    """Make a right kind of a backward function without state."""
    return Kind(name, right=True, forward=forward, start=lambda: backward, draw=draw)


def parts(x: Array, small: float, large: float) -> Array:
    """Choose by the place of an entry: the last eight are the tiny ones."""
    return np.where(np.arange(x.size) < x.size - 8, large, small)


def singly(*values: Array) -> list[Array]:
    """Round to float32."""
    return [np.asarray(x).astype(np.float32) for x in values]


WRONG: tuple[Kind, ...] = (
    fake("factor 2", linear, scaled(lambda *_: 2), layers),
    fake("factor ½", mean_square, lambda g, x: g * x / x.size, arrays),
    fake("factor n", mean_square, lambda g, x: g * 2 * x, arrays),
    fake("factor 1/n", linear, scaled(lambda g, *_: 1 / len(g), 2), layers),
    fake("sign everywhere", np.tanh, lambda g, x: -g * (1 - np.tanh(x) ** 2), arrays),
    fake("sign of one row", linear, spoiled(at((0,), -1.0), 0), layers),
    fake("sign of one entry", linear, spoiled(at((-1, -1), -1.0)), layers),
    fake("transposed, square", linear, spoiled(lambda d, *_: d.T), lambda rng: layers(rng)[1:2]),
    fake("transposed, not square", linear, spoiled(lambda d, *_: d.T), layers),
    fake("upstream ignored", sigmoid, lambda _, x: sigmoid(x) * (1 - sigmoid(x)), arrays),
    Kind("accumulates", right=False, forward=linear, start=accumulating, draw=layers),
    Kind("one buffer for all results", right=False, forward=np.sin, start=reusing, draw=arrays),
    fake("changes the upstream gradient", relu, changing_upstream, arrays),
    fake("changes its argument", lambda x: x**3, changing_argument, arrays),
    fake("first row only", linear, spoiled(lambda _, g, *__: g[0], 2), layers),
    fake("right for square W only", linear, scaled(lambda _, __, W, ___: W.shape[0] / W.shape[1]), layers),
    fake("wrong for large z", softplus, lambda g, x: g * np.where(x > LARGE / 5, 0.0, sigmoid(x)), with_values(LARGE)),
    fake("wrong at exact zeros", np.tanh, lambda g, x: g * (1 - np.tanh(x) ** 2) * (x != 0), with_values(0.0)),
    fake("shape (1, n)", linear, spoiled(lambda d, *_: d[None], 2), layers),
    fake("third argument only", linear, scaled(lambda *_: 1.5, 2), layers),
    fake("tiny gradients", lambda x: 1e-9 * np.tanh(x), lambda g, x: 2e-9 * g * (1 - np.tanh(x) ** 2), arrays),
    fake("tiny gradients, large output", lambda x: 1 + 1e-7 * np.sin(x), lambda g, x: 2e-7 * g * np.cos(x), arrays),
    fake("one entry of 2400", np.sin, lambda g, x: at((17, 31), 1.1)(g * np.cos(x)), fixed(60, 40)),
    fake("relative error 1e-4", linear, scaled(lambda *_: 1 + 1e-4), layers),
    fake("NaN for large entries", softmax, naive_softmax_backward, with_values(1000.0, 999.0)),
    fake("clipped upstream", np.sin, lambda g, x: np.clip(g, -0.5, 0.5) * np.cos(x), arrays),
    fake("diagonal of softmax only", softmax, lambda g, x: g * softmax(x) * (1 - softmax(x)), arrays),
    fake("tiny block", lambda x: x**2, lambda g, x: 2 * x * g * parts(x, 1.5, 1.0), blocks),
)

RIGHT: tuple[Kind, ...] = (
    fine("linear", linear, linear_backward, layers),
    fine("sigmoid", sigmoid, lambda g, x: g * sigmoid(x) * (1 - sigmoid(x)), arrays),
    fine("saturated sigmoid", sigmoid, lambda g, x: g * sigmoid(x) * (1 - sigmoid(x)), with_values(500, -500, 38, -38)),
    fine("softmax at 1000", softmax, softmax_backward, with_values(1000.0, 999.0)),
    fine("relu, 0 at 0", relu, lambda g, x: g * (x > 0), with_values(0.0, 0.0)),
    fine("relu, 1 at 0", relu, lambda g, x: g * (x >= 0), with_values(0.0, 0.0)),
    fine("relu beside 0", relu, lambda g, x: g * (x > 0), with_values(1e-7, -1e-7)),
    fine("abs", np.abs, lambda g, x: g * np.sign(x), with_values(0.0)),
    fine("max", lambda x: x.max(axis=1), lambda g, x: g[:, None] * (x == x.max(axis=1, keepdims=True)) / 2, ties),
    fine("float32 throughout", linear, linear_backward, single),
    fine("float32 inside", linear, lambda *a: tuple(d.astype(float) for d in linear_backward(*singly(*a))), layers),
    fine("float32 forward", lambda *a: linear(*singly(*a)).astype(float), linear_backward, layers),
    fine("lists", linear, lambda *a: [d.tolist() for d in linear_backward(*a)], layers),
    fine("not contiguous", linear, linear_backward, strided),
    fine("0-d", lambda x: x**3, lambda g, x: g * 3 * x**2, fixed()),
    fine("huge scale", lambda x: x**2, lambda g, x: g * 2 * x, fixed(4, 3, spread=1e9)),
    fine("tiny scale", lambda x: x**2, lambda g, x: g * 2 * x, fixed(4, 3, spread=1e-7)),
    fine("huge beside tiny", lambda x: x**2, lambda g, x: g * 2 * x, blocks),
    fine("edge of the domain", np.log, lambda g, x: g / x, lambda rng: [(10.0 ** rng.uniform(-9, -1, 6),)]),
    fine("rapid", lambda x: np.sin(1e4 * x), lambda g, x: 1e4 * g * np.cos(1e4 * x), arrays),
    fine("flat", lambda x: np.zeros(x.shape) + 3, lambda _, x: np.zeros(x.shape), arrays),
    fine("one number out of 2400", mean_square, lambda g, x: g * 2 * x / x.size, fixed(60, 40)),
)
