"""Checks of 04 forward_pass: σ and its quiet ends, the bias column, both layers of the forward pass, the step function.

Text: xor (“Forward Pass”); its worked example, with the minus signs that it lost, is one of the cases.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import numpy as np

from autograder.authoring import (
    EPSILON,
    Array,
    Call,
    Case,
    Catalogue,
    Check,
    Exercise,
    Expected,
    Numbers,
    Outcome,
    Raised,
    Returned,
    Verdict,
    as_numbers,
    counts,
    decimal,
    judge_values,
    known,
    named,
    repeat_first,
)

# (n, d, h, k). The one with square weights comes first: a wrong transpose raises nothing there, so that its numbers can
# be recognised; and with n = 6 a product of sizes 4 and 5 can only come from one column too many.
SHAPES = ((6, 4, 4, 4), (4, 3, 3, 1), (5, 4, 2, 3), (4, 3, 3, 1))
FIGURE = (  # the network of the text's figure, with its minus signs, and the row (0, 1) with its bias
    np.array([[0.0, 1.0, 1.0]]),
    np.array([[0.351, 0.097, 0.457], [1.076, -0.165, -0.165], [1.116, 0.542, -0.331]]),
    np.array([[0.383], [-0.327], [-0.329]]),
)
# From the smallest network up, its arrays filled with numbers that differ.
MINIMAL_SHAPES = ((1, 1, 1, 1), (1, 2, 1, 1), (1, 2, 2, 1), (2, 2, 2, 2), (2, 3, 2, 1), (2, 3, 2, 3))
MINIMAL_NUMBERS = np.array([2.0, -3.0, 0.5, -1.0, 3.0, -0.5, 1.5, -2.0])


def sigmoid(z: Array) -> Array:
    """σ(z), written so that no exp overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def with_ones(X: Array) -> Array:
    """Put a column of ones last: (n, d) → (n, d + 1)."""
    return np.vstack([X.T, np.ones(len(X))]).T


def layer(inputs: Array, W: Array) -> Array:
    """σ(inputs W): (n, d), (d, k) → (n, k). Raises ValueError where the sizes do not meet."""
    return sigmoid(inputs @ W)


def network(X: Array, W1: Array, W2: Array) -> Array:
    """Both layers: (n, d), (d, h), (h, k) → (n, k)."""
    return layer(layer(X, W1), W2)


@dataclass(frozen=True)
class Passes:
    """A sigmoid, and what `forward` gives with it: hidden and output of X, W1, W2."""

    sigmoid: Callable[..., Array]
    hidden: Callable[..., Array]
    output: Callable[..., Array]


TRUE = Passes(sigmoid, lambda X, W1, _W2: layer(X, W1), network)


def step(output: Array, threshold: float = 0.5) -> Array:
    """Give 1 where the output is at least the threshold, else 0; as floats."""
    return np.asarray(output - threshold >= 0, np.float64)


def sigmoid_case(z: Array, name: str = "sigmoid(z)", right: Callable[..., Array] = sigmoid) -> Case:
    """Ask for σ(z)."""
    return Case(Call("sigmoid", (z,)), Expected(name, right(z), np.zeros(z.shape)))


def plan_sigmoid(rng: np.random.Generator) -> list[Case]:
    """Several shapes, a zero and larger z among them; ±1000 last."""
    inputs = [rng.uniform(-4.5, 4.5, shape) for shape in [(4, 3), (7,), (2, 3, 2), (4, 3)]]
    inputs[1][rng.integers(7)] = 0.0
    inputs.append(rng.uniform(8, 40, (1, 4)) * np.array([[1, -1, 1, -1]]))
    ends = sigmoid_case(np.array([1000.0, -1000.0]), "sigmoid([1000, -1000])")
    return [*repeat_first([sigmoid_case(z) for z in inputs]), ends]


def minimal_sigmoid() -> list[Case]:
    """From one entry to a matrix, then single entries further and further out."""
    inputs = ([1.0], [0.0, -1.0], [[1.0, -2.0]], [[1.0], [-2.0]], [[1.0, -2.0, 3.0], [-1.0, 0.5, 4.0]])
    return [sigmoid_case(np.array(z)) for z in (*inputs, [10.0], [1000.0], [-1000.0])]


def bias_case(X: Array) -> Case:
    """Ask for X with its bias column."""
    value = with_ones(X)
    return Case(Call("add_bias_column", (X,)), Expected("add_bias_column(X)", value, np.zeros(value.shape)))


def plan_bias(rng: np.random.Generator) -> list[Case]:
    """Tall, wide and square X, one row, one column."""
    shapes = ((4, 2), (2, 5), (3, 3), (1, 4), (5, 1), (4, 2))
    return repeat_first([bias_case(rng.normal(0, 2, shape)) for shape in shapes])


def minimal_bias() -> list[Case]:
    """From one entry to a matrix."""
    arrays = ([[2.0]], [[2.0, -3.0]], [[2.0], [-3.0]], [[2.0, -3.0, 5.0], [4.0, -1.0, 6.0]])
    return [bias_case(np.array(X)) for X in arrays]


def forward_case(X: Array, W1: Array, W2: Array, passes: Passes = TRUE) -> Case:
    """Ask for both layers; the last column of X is the bias's."""
    hidden, output = passes.hidden(X, W1, W2), passes.output(X, W1, W2)
    # σ is nowhere steeper than ¼: rounding in its sums costs a quarter of itself at most
    rounding = (EPSILON * (np.abs(X) @ np.abs(W1)), EPSILON * (layer(X, W1) @ np.abs(W2)))
    if passes is not TRUE:
        rounding = (np.zeros(hidden.shape), np.zeros(output.shape))
    expected = (Expected("hidden", hidden, rounding[0]), Expected("output", output, rounding[1]))
    return Case(Call("forward", (X, W1, W2)), expected)


def plan_forward(rng: np.random.Generator, in_force: Passes = TRUE) -> list[Case]:
    """All shapes, the text's own example, the first call again; then the learner's sigmoid on the first sums."""
    scale = 1.2 if in_force is TRUE else 0.4  # a sigmoid that never saturates, but grows, must not overflow
    networks = [
        (with_ones(rng.normal(0, 1, (d - 1, n)).T), rng.normal(0, scale, (d, h)), rng.normal(0, scale, (h, k)))
        for n, d, h, k in SHAPES
    ]
    X, W1, _ = networks[0]
    cases = [forward_case(*each, in_force) for each in (*networks, FIGURE)]
    return [*repeat_first(cases), sigmoid_case(X @ W1, right=in_force.sigmoid)]


def minimal_forward() -> list[Case]:
    """From one row, one unit, one output up."""
    cases = []
    for n, d, h, k in MINIMAL_SHAPES:
        X = with_ones(MINIMAL_NUMBERS[: n * (d - 1)].reshape(d - 1, n).T)
        W1, W2 = MINIMAL_NUMBERS[1 : 1 + d * h], MINIMAL_NUMBERS[::-1][: h * k]
        cases.append(forward_case(X, W1.reshape(d, h), W2.reshape(h, k)))
    return cases


def step_case(output: Array, *threshold: float) -> Case:
    """Ask for the classes; without a threshold it is 0.5."""
    value = step(output, *threshold)
    name = f"step({', '.join(['output', *map(str, threshold)])})"
    expected = Expected(name, value, np.zeros(value.shape), loose_rtol=0, integral=True)
    return Case(Call("step", (output, *threshold)), expected)


def drawn_step_case(rng: np.random.Generator, shape: tuple[int, ...], *threshold: float) -> Case:
    """Draw outputs on both sides of the threshold and on it, and one that tells it from 0.5."""
    limit = threshold[0] if threshold else 0.5
    between = (limit + 0.5) / 2 if threshold else limit - 1 / 32
    special = [limit, between, limit - 1 / 64, limit + 1 / 64]
    others = rng.integers(1, 128, int(np.prod(shape)) - len(special)) / 128
    return step_case(rng.permutation(np.concatenate([special, others])).reshape(shape), *threshold)


def plan_step(rng: np.random.Generator) -> list[Case]:
    """Several thresholds, and none.

    Thresholds and outputs are sixteenths and so on, exact in binary: whatever right arithmetic is done with them, an
    output on the threshold stays there.
    """
    low, high = float(rng.integers(3, 7) / 16), float(rng.integers(10, 14) / 16)
    draw = partial(drawn_step_case, rng)
    return repeat_first([draw((6, 1), high), draw((4, 1)), draw((9,), low), draw((3, 3)), draw((2, 5), high)])


def minimal_step() -> list[Case]:
    """An output above, below and on the threshold, which is first left out and then passed; then several outputs."""
    outputs = [np.array(output) for output in ([0.75], [0.25], [0.5], [[0.75, 0.25, 0.5]])]
    return [*map(step_case, outputs), *(step_case(each, at) for each in outputs[2:] for at in (0.75, 0.25))]


TEXTS = Catalogue.beside(__file__)
OVERFLOW_WARNED = TEXTS.text("overflow_warned")
OWN_SIGMOID_FIRST, OWN_SIGMOID_FIRST_HELP = TEXTS.text("own_sigmoid_first"), TEXTS.text("own_sigmoid_first_help")


def judge_sigmoid(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge as usual; then what counts is that the last call, at ±1000, did not warn."""
    verdict = judge_values(exercise, check, cases, outcomes)
    last = outcomes[-1]
    warnings = last.warnings if isinstance(last, Returned) else ()
    warned = [warning for warning in warnings if warning.startswith("RuntimeWarning")]
    if verdict.status != "passed" or not warned:
        return verdict
    overflows = next(mistake for mistake in check.mistakes if mistake.id == "exp-overflows")
    return named(Verdict("failed", OVERFLOW_WARNED(warning=warned[0])), overflows)


def judge_hidden(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge hidden as usual, but put the blame where it belongs.

    If it is exactly what the learner's own, wrong sigmoid gives, it waits for that one. And where a shape made a call
    raise, a mistake of the output layer may show in the numbers of the calls before it.
    """
    forwards = [case for case in cases if case.call.function == "forward"]
    made = outcomes[: len(forwards)]
    verdict = judge_values(exercise, check, forwards, made)
    if verdict.status == "failed" and hidden_is_of_wrong_sigmoid(cases, outcomes):
        return Verdict("waiting", OWN_SIGMOID_FIRST(needed=exercise.checks[0].title), OWN_SIGMOID_FIRST_HELP())
    if verdict.status == "error" and verdict.diagnosis is None and isinstance(made[-1], Raised):
        output = next(other for other in exercise.checks if other.id == "output")
        before = judge_values(exercise, output, forwards, made[:-1])
        if before.diagnosis is not None:
            return named(verdict, before.diagnosis.mistake, before.diagnosis.confidence)
    return verdict


def judge_output(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge as usual, without the call of the learner's sigmoid, which is there for hidden's sake."""
    forwards = [case for case in cases if case.call.function == "forward"]
    return judge_values(exercise, check, forwards, outcomes[: len(forwards)])


def hidden_is_of_wrong_sigmoid(cases: Sequence[Case], outcomes: Sequence[Outcome]) -> bool:
    """Whether the first hidden is what the last call, of the learner's sigmoid, makes of the same sums, and is not σ."""
    if len(outcomes) < len(cases):
        return False
    match outcomes[0], outcomes[-1], cases[-1].expected:
        case Returned(value=[first, *_]), Returned(value=last), Expected() as right:
            hidden, own = as_numbers(first), as_numbers(last)
            if not isinstance(hidden, Numbers) or not isinstance(own, Numbers) or counts(own.array, right):
                return False
            return hidden.array.shape == own.array.shape and np.allclose(hidden.array, own.array, rtol=1e-9, atol=0)
    return False


SIGMOID = (
    known("missing-parentheses-in-sigmoid", lambda z: 1 + np.exp(-z)),
    known("exponent-sign-flipped", lambda z: sigmoid(-z)),
    *(
        known(
            "input-clipped",
            lambda z, limit=limit: sigmoid(np.clip(z, -limit, limit)),
            fill={"limit": limit, "gap": decimal(gap)},
        )
        for limit, gap in ((5, "0.007"), (6, "0.002"), (8, "0.0003"), (10, "0.00005"))
    ),
    known("math-exp-on-array", raises=r"TypeError: only .*(size-1|length-1|0-dimensional) arrays"),
    known("math-exp-overflow", raises=r"OverflowError: math range error"),
    known("exp-overflows", lambda z: np.exp(z) / (1 + np.exp(z))),
)
BIAS = (
    known("ones-first", lambda X: np.vstack([np.ones(len(X)), X.T]).T),
    known("ones-as-row", lambda X: np.vstack([X, np.ones(X.shape[1])])),
    known("last-column-overwritten", lambda X: with_ones(X[:, :-1])),
    known("nothing-added", lambda X: X),
    known("ones-of-other-dimension", raises=r"ValueError: all the input arrays must have same number of dimensions"),
)
HIDDEN = (
    known("no-sigmoid-on-hidden", lambda X, W1, _W2: X @ W1),
    known("sigmoid-applied-twice", lambda X, W1, _W2: sigmoid(layer(X, W1))),
    known("results-swapped", network),
    known("weights-transposed", lambda X, W1, _W2: layer(X, W1.T)),
    known(
        "bias-added-again",
        lambda X, W1, _W2: with_ones(layer(X, W1)),
        lambda X, W1, _W2: with_ones(layer(X, W1)[:, :-1]),
    ),
    # In the first case nothing but a column too many, or a row of W, makes 4 and 5 meet.
    known("bias-added-again", raises=r"ValueError: .*(size 4 is different from 5|\b5 \(dim 1\) != 4 \(dim 0\))"),
    known(
        "elementwise-for-matrix-product",
        raises=r"ValueError: operands could not be broadcast together with shapes \(6,4\) \(4,4\)",
    ),
)
OUTPUT = (
    known("no-sigmoid-on-output", lambda X, W1, W2: layer(X, W1) @ W2),
    known("sigmoid-applied-twice", lambda *args: sigmoid(network(*args))),
    known("step-inside-forward", lambda *args: np.sign(network(*args) - 0.5) / 2 + 0.5),
    known("hidden-layer-skipped", lambda X, _W1, W2: layer(X, W2)),
    known("sums-sent-to-output", lambda X, W1, W2: layer(X @ W1, W2)),
    known("weights-transposed", lambda X, W1, W2: network(X, W1, W2.T)),
)
STEP = (
    known("threshold-excluded", lambda output, threshold=0.5: 1 - step(-output, -threshold)),
    known("threshold-ignored", lambda output, _=0.5: step(output)),
    known("rounding-for-step", lambda output, _=0.5: 1 - step(-output, -0.5)),
    known("classes-inverted", lambda *args: 1 - step(*args)),
    known("sign-for-step", lambda output, threshold=0.5: np.sign(output - threshold)),
    known("if-on-whole-array", raises=r"ValueError: The truth value of an array"),
    known("default-threshold-missing", raises=r"TypeError: .*missing 1 required positional argument"),
)


@lru_cache(maxsize=64)
def with_sigmoid(own: Callable[..., Array]) -> Passes:
    """Both layers with another sigmoid."""
    return Passes(own, lambda X, W1, _W2: own(X @ W1), lambda X, W1, W2: own(own(X @ W1) @ W2))


@lru_cache(maxsize=64)
def with_hidden(own: Callable[..., Array]) -> Passes:
    """The output of other hidden values; where these are the output itself, the two have changed places."""
    if own is network:
        return Passes(sigmoid, network, TRUE.hidden)
    return Passes(sigmoid, own, lambda X, W1, W2: layer(own(X, W1, W2), W2))


def passes_with(formulas: Mapping[str, Callable[..., Array]]) -> list[Passes]:
    """What `forward` gives where the sigmoid, or the hidden layer, is known as wrong."""
    if "hidden" in formulas:
        return [with_hidden(formulas["hidden"])]
    return [with_sigmoid(formulas["sigmoid"])]


BUILT_ON_SIGMOID: dict[str, Any] = {"uses": ("sigmoid",), "carried": passes_with, "judge": judge_hidden}
BUILT_ON_HIDDEN: dict[str, Any] = {"needs": ("hidden",), "carried": passes_with, "judge": judge_output}
EXERCISE = TEXTS.exercise(
    "forward_pass",
    {"sigmoid": "z", "add_bias_column": "X", "forward": "X, W1, W2", "step": "output, threshold"},
    [
        TEXTS.check("sigmoid", 1, plan_sigmoid, minimal_sigmoid, SIGMOID, judge=judge_sigmoid),
        TEXTS.check("bias_column", 1, plan_bias, minimal_bias, BIAS),
        TEXTS.check("hidden", 1, plan_forward, minimal_forward, HIDDEN, part=0, **BUILT_ON_SIGMOID),
        TEXTS.check("output", 2, plan_forward, minimal_forward, OUTPUT, part=1, **BUILT_ON_HIDDEN),
        TEXTS.check("step", 1, plan_step, minimal_step, STEP),
    ],
    texts=("xor",),
    minutes=25,
)
