"""Checks of 11 vanishing_and_exploding: ReLU and its slope, clipping by the global norm, and gradients layer by layer.

Text: cap-18.3 (“Desafios do Backpropagation”). Clipping: R. Pascanu, T. Mikolov, Y. Bengio, "On the difficulty of training
recurrent neural networks" (2013). ReLU: V. Nair, G. Hinton, "Rectified linear units improve restricted Boltzmann machines"
(2010); X. Glorot, A. Bordes, Y. Bengio, "Deep sparse rectifier neural networks" (2011).

The gradients of whole networks are complex-step derivatives of the true forward pass (see `autograder.authoring.training`), so
there is no backpropagation in here, and no kink of ReLU is ever stepped over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import accumulate, pairwise
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from autograder.authoring import (
    Array,
    Call,
    Case,
    Catalogue,
    Check,
    Exercise,
    Expected,
    Outcome,
    Returned,
    Verdict,
    arrays_in,
    complex_step_gradient,
    described,
    gradient_case,
    judge_values,
    known,
    minimal,
    named,
    repeat_first,
    shown_as_list,
)

Moved: TypeAlias = NDArray[Any]  # real, or complex with a step in its imaginary part; maybe a stack of such arrays
Layer: TypeAlias = Callable[[Moved, Moved, str], Moved]  # what enters, W, the activation's name → what comes out
Gradients: TypeAlias = list[Array]
Norms: TypeAlias = tuple[float, ...]  # one per layer, the first layer's first
OfNetwork: TypeAlias = Callable[..., Norms]  # X, weights, the activation's name → norms
Sizes: TypeAlias = tuple[int, tuple[int, ...]]  # rows, and the widths from X to the output

TEXTS = Catalogue.beside(__file__)
# From one entry to a matrix, with upstream gradients of either sign; the zero comes last, and by itself.
MINIMAL_ARRAYS = ([3.0], [-3.0], [[3.0, -2.0]], [[3.0], [-2.0]], [[3.0, -2.0, 0.5], [-0.25, 1.0, -4.0]], [0.0])
MINIMAL_UPSTREAMS = ([2.0], [2.0], [[-0.5, 4.0]], [[-0.5], [4.0]], [[-0.5, 4.0, 2.0], [3.0, -1.0, -2.0]], [2.0])
# One array too long, short enough, or of zeros; then one beside (4), the two of norm 5: vectors, or a matrix and its bias.
MINIMAL_CLIPS = ((2.0, [6.0]), (2.5, [3.0, 4.0]), (1.0, [0.3, 0.4]), (2.0, [0.0, 0.0]), (10.0, [3.0, 4.0]))
MINIMAL_CLIPS_OF_TWO = ((2.5, [3.0, 0.0], [4.0]), (4.5, [[3.0, 0.0]], [4.0]), (6.0, [3.0, 0.0], [4.0]))
MINIMAL_X = np.array([[2.0, -1.0], [0.5, 3.0]])
MINIMAL_WEIGHTS = tuple(map(np.array, ([[1.0, -0.5], [0.25, 2.0]], [[0.5, 1.0], [-1.5, 0.75]], [[-1.0], [2.0]])))

# --- the true functions ----------------------------------------------------------------------------------------------


def relu(z: Moved) -> Moved:
    """max(0, z), entry by entry."""
    return np.where(z.real > 0, z, 0)


ACTIVATIONS: dict[str, Callable[[Moved], Moved]] = {"sigmoid": lambda z: 1 / (1 + np.exp(-z)), "relu": relu}


def global_norm(arrays: Gradients) -> float:
    """The length of the one vector that holds all entries."""
    return float(np.linalg.norm(np.concatenate([array.ravel() for array in arrays])))


def share(size: float, limit: float) -> float:
    """What gradients of this size are multiplied by."""
    return limit / max(limit, size)


def true_layer(entering: Moved, W: Moved, activation: str) -> Moved:
    """act(h W), (n, k)."""
    return ACTIVATIONS[activation](entering @ W)


def fed_layers(X: Array, weights: Sequence[Array], activation: str) -> list[tuple[Array, Array]]:
    """What enters each layer, with the layer's weights."""
    entering = accumulate(weights[:-1], partial(true_layer, activation=activation), initial=X)
    return list(zip(entering, weights, strict=True))


def norms_of(
    X: Array,
    weights: Sequence[Array],
    activation: str,
    *,
    measure: Callable[[Array], Any] = np.linalg.norm,
    layer: Layer = true_layer,
    last: Layer | None = None,
) -> Norms:
    """The norms of ∂(sum of all outputs)/∂W, or whatever else `measure` makes of these gradients.

    The layers, and the last of them if it is another, are true ones or have a mistake in what they do to a derivative.
    """

    def output_sum(at: int, nudged: Moved) -> Moved:
        values: Moved = X + 0j
        for place, W in enumerate(weights):
            through = layer if last is None or place < len(weights) - 1 else last
            values = through(values, nudged if place == at else W, activation)
        return np.asarray(values.sum(axis=(-2, -1)))

    return tuple(float(measure(complex_step_gradient(partial(output_sum, at), W))) for at, W in enumerate(weights))


# --- cases -----------------------------------------------------------------------------------------------------------


def relu_case(z: Array) -> Case:
    """Ask for the value."""
    return Case(Call("relu", (z,)), Expected("relu(z)", relu(z), np.zeros(z.shape)))


def relu_backward_case(upstream: Array, z: Array) -> Case:
    """Ask for the gradient."""
    case = gradient_case("relu_backward", "relu_backward(grad_output, z)", relu, upstream, z)
    assert isinstance(case.expected, Expected)  # noqa: S101 -- it is that of one name
    case.expected.value[z == 0] = case.expected.error[z == 0] = 0.0  # where the slope is put to 0 by hand
    return case


def clip_case(gradients: Gradients, max_norm: float) -> Case:
    """Ask for the clipped gradients."""
    clipped = [g * share(global_norm(gradients), max_norm) for g in gradients]
    # Many add 1e-6 or so to the norm they divide by. Right is what is within 1e-5; the tolerance is ten times the error.
    parts = [Expected(f"result[{i}]", g, 1e-6 * np.abs(g)) for i, g in enumerate(clipped)]
    return Case(Call("clip_gradients", (gradients, max_norm)), tuple(parts))


def norms_case(X: Array, weights: list[Array], activation: str, norms_by: OfNetwork = norms_of) -> Case:
    """Ask for the norms: one value per layer, each with a tolerance of its own, as the small ones are what this is about."""
    # Differences of one side, at a step of 1e-6, are off by some 1e-7 of what is 5e-3 at least, and count, with a remark.
    rough = 1e-5 if len(weights) == 1 else 3e-5
    norms = [norm for norm, _ in zip(norms_by(X, weights, activation), weights, strict=True)]
    parts = [Expected(f"norms[{i}]", np.asarray(norm), np.zeros(()), loose_rtol=rough) for i, norm in enumerate(norms)]
    return Case(Call("gradient_norms", (X, weights, activation)), tuple(parts))


def draw(rng: np.random.Generator, shape: tuple[int, ...], high: float = 8) -> Array:
    """Numbers of both signs, none near the kink at 0."""
    return np.array(rng.uniform(0.05, high, shape) * rng.choice([-1, 1], shape))


def plan_relu(rng: np.random.Generator) -> list[Case]:
    """Several shapes, a zero among them."""
    inputs = [draw(rng, shape) for shape in [(8, 6), (6,), (2, 3, 2), (1, 5), (8, 6)]]
    inputs[1][rng.integers(6)] = 0.0
    return repeat_first([relu_case(z) for z in inputs])


def plan_relu_backward(rng: np.random.Generator) -> list[Case]:
    """Several shapes, never an upstream of ones; zeros only in two cases, where the slope is put to 0 by hand."""
    cases = []
    for shape, zeros in [((8, 6), 0), ((7,), 2), ((2, 3, 2), 0), ((3, 4), 3), ((8, 6), 0)]:
        z, upstream = draw(rng, shape, 3), draw(rng, shape, 1) + rng.choice([-0.5, 0.5])
        upstream[np.abs(upstream) < 0.1] = 0.75
        z.flat[rng.choice(z.size, zeros, replace=False)] = 0.0
        cases.append(relu_backward_case(upstream, z))
    return repeat_first(cases)


def plan_clip(rng: np.random.Generator) -> list[Case]:
    """Norms above, below and exactly at the limit; all zeros; each array short and all together long; one array alone."""

    def of_norm(norm: float, *shapes: tuple[int, ...]) -> Gradients:
        arrays = [draw(rng, shape, 1) for shape in shapes]
        return [norm / global_norm(arrays) * array for array in arrays]

    limit, unit = float(rng.uniform(1.5, 3)), float(rng.choice([0.5, 1.0, 2.0]))  # 3, 4 and 5 times unit are exact
    settings = [
        (of_norm(float(rng.uniform(2, 4)) * limit, (3, 4), (4,)), limit),
        (of_norm(float(rng.uniform(0.4, 0.8)) * limit, (2, 3), (1,), (3, 1)), limit),
        ([np.array([3 * unit, 0.0]), np.array([[-4 * unit]])], 5 * unit),
        ([np.zeros((2, 2)), np.zeros(3)], limit),
        ([of_norm(0.8 * limit, shape)[0] for shape in ((2, 2), (3,), (1, 4))], limit),
        (of_norm(1000 * limit, (2, 3)), limit),
    ]
    return repeat_first([clip_case(gradients, max_norm) for gradients, max_norm in settings])


def network_case(rng: np.random.Generator, norms_by: OfNetwork, act: str, n: int, widths: tuple[int, ...]) -> Case:
    """Draw a network until no sum is near ReLU's kink, and no gradient so small that differences would not find it."""
    while True:
        X = rng.normal(0, 1, (n, widths[0]))
        weights = [rng.normal(0, 1.2, shape) for shape in pairwise(widths)]
        sums = [h @ W for h, W in fed_layers(X, weights, act)]
        if min(np.abs(z).min() for z in sums) >= 0.01 and min(norms_of(X, weights, act)) > 5e-3:
            return norms_case(X, weights, act, norms_by)


def networks(
    rng: np.random.Generator, norms_by: OfNetwork, with_sigmoid: Sequence[Sizes], with_relu: Sequence[Sizes]
) -> list[Case]:
    """Networks with the sigmoid, the first one twice; then the learner's own ReLU, both ways; then networks with ReLU."""
    case = partial(network_case, rng, norms_by)
    first = repeat_first([case("sigmoid", *sizes) for sizes in with_sigmoid])
    own = [plan_relu(rng)[0], plan_relu_backward(rng)[0]]
    return [*first, *own, *(case("relu", *sizes) for sizes in with_relu)]


def plan_one_layer(rng: np.random.Generator, in_force: OfNetwork = norms_of) -> list[Case]:
    """One layer alone, in several shapes, with either activation."""
    return networks(rng, in_force, [(5, (3, 2)), (1, (4, 3)), (3, (4, 1))], [(4, (2, 5)), (6, (4, 1)), (2, (3, 3))])


def plan_deep(rng: np.random.Generator, in_force: OfNetwork = norms_of) -> list[Case]:
    """Two to five layers of several widths; the first has square weights, so that a wrong transpose gives numbers there."""
    with_sigmoid = [(3, (4, 4, 4, 4)), (2, (2, 5, 3, 4, 3, 2)), (5, (3, 4, 1))]
    return networks(rng, in_force, with_sigmoid, [(4, (3, 5, 2)), (3, (4, 6, 5, 4, 3))])


def ten_layers() -> list[Case]:
    """The networks of the notebook's figure, to be drawn: ten layers, of which ReLU keeps the size (K. He et al., 2015)."""
    rng = np.random.default_rng(11)
    X, weights = rng.normal(0, 1, (8, 16)), list(rng.normal(0, np.sqrt(2 / 16), (10, 16, 16)))
    return [norms_case(X, weights, activation) for activation in ACTIVATIONS]


def with_either(inputs: Sequence[tuple[Array, list[Array]]]) -> list[Case]:
    """With the sigmoid; and with ReLU, of other rows, so that nothing that is right once is wrong the other time."""
    settings = [one for X, weights in inputs for one in ((X, weights, "sigmoid"), (2 * X, weights, "relu"))]
    return [shown_as_list(norms_case(*setting)) for setting in settings]


def minimal_one_layer() -> list[Case]:
    """From one row, one feature, one output up."""
    X, (W, _, column) = MINIMAL_X, MINIMAL_WEIGHTS
    return with_either([(X[:1, :1], [W[:1, :1]]), (X[:1], [column]), (X, [-column]), (X, [W])])


def minimal_deep() -> list[Case]:
    """Two layers and three, of one number each; then of pairs."""
    X, number, (W, _, column) = MINIMAL_X, MINIMAL_X[:1, :1], MINIMAL_WEIGHTS
    numbers = [np.array([[w]]) for w in (0.5, 2.0, 0.125)]
    return with_either([(number, numbers[:2]), (number, numbers), (X, [W, column]), (X, [*MINIMAL_WEIGHTS])])


# --- judging ---------------------------------------------------------------------------------------------------------

SLOPE_AT_KINK = TEXTS.text("slope-at-kink")
says = TEXTS.verdicts("no-list", "relu-first")


def judge_slope(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge with 0 in the place of whatever is a slope of ReLU at z = 0, and remark upon it."""
    flat = [with_flat_kink(case, outcome) for case, outcome in zip(cases, outcomes, strict=False)]
    verdict = judge_values(exercise, check, cases, flat)
    if verdict.status != "passed":
        as_returned = judge_values(exercise, check, cases, outcomes).diagnosis
        return named(verdict, as_returned.mistake) if as_returned and verdict.diagnosis is None else verdict
    if all(one is other for one, other in zip(flat, outcomes, strict=True)):
        return verdict
    return replace(verdict, remarks=(*verdict.remarks, SLOPE_AT_KINK()))


def with_flat_kink(case: Case, outcome: Outcome) -> Outcome:
    """Put 0 where z is 0 and what was returned is the upstream gradient times a number from 0 to 1."""
    upstream, z = (np.asarray(arg) for arg in case.call.args)
    (gradient,) = arrays_in([outcome.value]) if isinstance(outcome, Returned) else (None,)
    if not isinstance(outcome, Returned) or gradient is None or gradient.shape != z.shape:
        return outcome
    slope = gradient / upstream
    accepted = (z == 0) & (slope > 0) & (slope <= 1 + 1e-6)  # float32 included
    return replace(outcome, value=np.where(accepted, 0.0, gradient)) if accepted.any() else outcome


def judge_list(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge item by item; an array is as good as a list, and what is neither, or has not as many, is told as such."""
    listed: list[Outcome] = []
    for case, outcome in zip(cases, outcomes, strict=False):
        if not isinstance(outcome, Returned):
            listed.append(outcome)
            continue
        asked, value = exercise.function(case.call.function), outcome.value
        named_args = zip(asked.parameters, case.call.args, strict=True)
        name, arrays = next((name, arg) for name, arg in named_args if isinstance(arg, list))
        if isinstance(value, np.ndarray) and value.ndim:
            value = list(map(np.asarray, value))
        if not isinstance(value, list | tuple) or len(value) != len(arrays):
            if listed and (before := judge_values(exercise, check, cases, listed)).status != "passed":
                return before
            return says("no-list", function=asked.name, what=described(outcome.value), count=len(arrays), argument=name)
        listed.append(replace(outcome, value=value))
    return judge_values(exercise, check, cases, listed)


def judge_norms(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge the norms; if only those of networks with ReLU are wrong, and the learner's own ReLU is, wait for that one."""
    first = next((at for at, case in enumerate(cases) if case.call.function != "gradient_norms"), len(cases))
    with_sigmoid = judge_list(exercise, check, cases[:first], outcomes[:first])
    own = slice(first, first + 2)
    rest = [*cases[:first], *cases[own.stop :]]
    verdict = judge_list(exercise, check, rest, [*outcomes[:first], *outcomes[own.stop :]])
    if with_sigmoid.status != "passed" or (verdict.status == "passed" and len(outcomes) > own.stop):
        return verdict
    for case, outcome in zip(cases[own], outcomes[own], strict=False):
        needed = exercise.check(case.call.function)
        if not (needed.judge or judge_values)(exercise, needed, [case], [outcome]).numbers_right:
            return says("relu-first", "waiting", function=needed.id, needed=needed.title)
    return verdict


# --- known mistakes --------------------------------------------------------------------------------------------------


def scaled(
    factor: Callable[[float, float], float] = share, size: Callable[[Gradients], float] = global_norm
) -> Callable[[Gradients, float], tuple[Array, ...]]:
    """All gradients times one number, made of their size and the limit."""
    return lambda gradients, limit: tuple(g * factor(size(gradients), limit) for g in gradients)


def with_slope(slope: Callable[[Array], Array], *activations: str) -> Layer:
    """A layer in which these activations have another slope, a function of the sums z."""

    def layer(entering: Moved, W: Moved, activation: str) -> Moved:
        z, values = entering @ W, true_layer(entering, W, activation)
        return values.real + 1j * z.imag * slope(z.real) if activation in activations else values

    return layer


def not_transposed(entering: Moved, W: Moved, activation: str) -> Moved:
    """A layer that the derivative crosses by Wᵀ where it should by W (forward; backward it is the other way round)."""
    sums = entering.real @ W
    return ACTIVATIONS[activation](sums + 1j * (entering.imag @ W.real.swapaxes(-2, -1)))


def slope_of_output(z: Array) -> Array:
    """σ(a)·(1 − σ(a)) of what already is a = σ(z)."""
    a: Array = ACTIVATIONS["sigmoid"](ACTIVATIONS["sigmoid"](z))
    return a * (1 - a)


NO_SLOPE = with_slope(np.ones_like, "sigmoid", "relu")
IF_ON_ARRAY = known("if-on-whole-array", raises=r"ValueError: The truth value of an array")


def slope_below_zero(result: Array, *args: Array) -> float | None:
    """What stands in `result` where z, the last argument, is smallest, over the first one there; 1 is no ReLU at all."""
    at = int(np.argmin(args[-1]))
    negative = result.shape == args[-1].shape and np.min(args[-1]) < 0
    slope = float(np.ravel(result)[at] / np.ravel(args[0])[at]) if negative else 1.0
    return slope if slope < 1 else None


LEAK = 0.03  # of a formula that is given none
RELU = (
    known("leaky-relu", lambda z, constant=LEAK: np.where(z > 0, z, constant * z), constant=slope_below_zero),
    known("slope-for-value", lambda z: np.heaviside(z, 0)),
    known("absolute-value", np.abs),
    known("maximum-along-axis", lambda z: np.max(z, 0)),
    known("array-for-whole-number", raises=r"TypeError: only integer scalar arrays can be converted to a scalar index"),
    IF_ON_ARRAY,
)
RELU_BACKWARD = (
    known(
        "leaky-relu",
        lambda G, z, constant=LEAK: G * np.where(z > 0, 1, constant),
        lambda G, z, constant=LEAK: G * np.where(z >= 0, 1, constant),
        constant=slope_below_zero,
    ),
    known("mask-without-upstream", lambda _, z: np.heaviside(z, 0), lambda _, z: np.heaviside(z, 1)),
    known("slope-ignored", lambda G, _: G),
    known("value-for-slope", lambda G, z: G * relu(z)),
    known("relu-of-upstream", lambda G, _: relu(G)),
    known("arguments-swapped", lambda G, z: z * (G > 0)),
    IF_ON_ARRAY,
)
CLIP = (
    known("clipped-by-value-not-norm", lambda gradients, limit: tuple(np.clip(g, -limit, limit) for g in gradients)),
    known("clipped-array-by-array", lambda several, limit: tuple(g * share(global_norm([g]), limit) for g in several)),
    known(
        "always-rescaled",
        scaled(lambda norm, limit: np.divide(limit, norm)),  # 0 · ∞ is NaN
        scaled(lambda norm, limit: limit / norm if norm else 1),
    ),
    known(
        "other-norm",
        scaled(size=lambda gradients: global_norm(gradients) ** 2),
        scaled(size=lambda gradients: sum(global_norm([g]) for g in gradients)),
        scaled(size=lambda gradients: float(sum(np.abs(g).sum() for g in gradients))),
        scaled(size=lambda gradients: float(max(np.abs(g).max() for g in gradients))),
    ),
    known("limit-ignored", scaled(lambda norm, limit: 1 / norm if norm > limit else 1)),
    known("nothing-clipped", lambda gradients, _: tuple(gradients)),
    known("divided-by-norm-of-zero", raises=r"ZeroDivisionError"),
    known("divided-by-norm-of-zero", scaled(lambda norm, limit: min(1.0, limit / norm) if norm else np.nan)),
)
ONE_LAYER = (
    known(
        "norm-not-frobenius",
        partial(norms_of, measure=lambda g: np.sum(g**2)),
        partial(norms_of, measure=lambda g: np.sum(np.abs(g))),
        partial(norms_of, measure=lambda g: np.max(np.abs(g))),
        partial(norms_of, measure=lambda g: np.mean(np.abs(g))),
        partial(norms_of, measure=lambda g: np.sqrt(np.mean(g**2))),
        partial(norms_of, measure=lambda g: np.linalg.norm(g, 2)),
    ),
    known("missing-activation-derivative", partial(norms_of, layer=NO_SLOPE)),
    known("derivative-formula-on-preactivation", partial(norms_of, layer=with_slope(lambda z: z * (1 - z), "sigmoid"))),
    known("sigmoid-applied-twice", partial(norms_of, layer=with_slope(slope_of_output, "sigmoid"))),
    known(
        "activation-ignored",
        lambda X, weights, _: norms_of(X, weights, "sigmoid"),
        lambda X, weights, _: norms_of(X, weights, "relu"),
    ),
    known("mean-for-sum", lambda X, Ws, act: tuple(norm / (len(X) * Ws[-1].shape[1]) for norm in norms_of(X, Ws, act))),
    # of the one layer there is: with the identity in X's place, W is z
    known("gradient-of-sums-not-weights", lambda X, weights, name: norms_of(np.eye(len(X)), [X @ weights[0]], name)),
)
DEEP = (
    known("last-layer-first", lambda *args: norms_of(*args)[::-1]),
    known("weight-not-transposed", partial(norms_of, layer=not_transposed)),
    known("missing-hidden-activation-derivative", partial(norms_of, layer=NO_SLOPE, last=true_layer)),
    known("gradient-not-passed-back", lambda *args: tuple(norms_of(h, [W], args[2])[0] for h, W in fed_layers(*args))),
)


@lru_cache(maxsize=64)
def with_own_relu(value: Callable[[Array], Array], slope: Callable[[Array, Array], Array]) -> OfNetwork:
    """The norms by the recipe of backpropagation, with these in the place of `relu` and `relu_backward`."""

    def norms(X: Array, weights: Sequence[Array], activation: str) -> Norms:
        act = value if activation == "relu" else ACTIVATIONS[activation]
        entering = list(accumulate(weights, lambda h, W: np.asarray(act(h @ W)), initial=X))
        found, G = [], np.ones(entering[-1].shape)
        for h, W, a in zip(entering[-2::-1], weights[::-1], entering[:0:-1], strict=True):
            G = np.asarray(slope(G, h @ W)) if activation == "relu" else G * a * (1 - a)
            found.append(float(np.linalg.norm(h.T @ G)))
            G = G @ W.T
        return tuple(found[::-1])

    return norms


def norms_with(formulas: Mapping[str, Callable[..., Any]]) -> list[OfNetwork]:
    """The norms where a layer alone has them wrong, or where ReLU or its slope is wrong."""
    if "norms_one_layer" in formulas:
        return [formulas["norms_one_layer"]]
    return [with_own_relu(formulas.get("relu", relu), formulas.get("relu_backward", lambda G, z: G * (z > 0)))]


minimal_backward = minimal(relu_backward_case, zip(MINIMAL_UPSTREAMS, MINIMAL_ARRAYS, strict=True))
minimal_clip = minimal(
    lambda limit, *arrays: shown_as_list(clip_case([*arrays], limit)), (*MINIMAL_CLIPS, *MINIMAL_CLIPS_OF_TWO)
)
NORMS: dict[str, Any] = {"judge": judge_norms, "carried": norms_with, "uses": ("relu", "relu_backward")}
EXERCISE = TEXTS.exercise(
    "vanishing_and_exploding",
    {
        "relu": "z",
        "relu_backward": "grad_output, z",
        "clip_gradients": "gradients, max_norm",
        "gradient_norms": "X, weights, activation",
    },
    [
        TEXTS.check("relu", 1, plan_relu, minimal(relu_case, MINIMAL_ARRAYS), RELU),
        TEXTS.check("relu_backward", 1, plan_relu_backward, minimal_backward, RELU_BACKWARD, judge=judge_slope),
        TEXTS.check("clip", 1, plan_clip, minimal_clip, CLIP, judge=judge_list),
        TEXTS.check("norms_one_layer", 1, plan_one_layer, minimal_one_layer, ONE_LAYER, **NORMS),
        TEXTS.check("norms_deep", 1, plan_deep, minimal_deep, DEEP, needs=("norms_one_layer",), **NORMS),
    ],
    texts=("cap-18.3",),
    after=("sigmoid_backward", "linear_backward"),
    minutes=35,
    by_layer=ten_layers,
)
