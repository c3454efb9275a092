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
    Outcome,
    Raised,
    Returned,
    Verdict,
    arrays_in,
    exact_case,
    judge_values,
    known,
    minimal,
    named,
    repeat_first,
    sigmoids,
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
MINIMAL_SIGMOID = (*sigmoids.MINIMAL, [10.0], [1000.0], [-1000.0])
MINIMAL_BIAS = ([[2.0]], [[2.0, -3.0]], [[2.0], [-3.0]], [[2.0, -3.0, 5.0], [4.0, -1.0, 6.0]])
# An output above, below and on the threshold, which is first left out and then passed; then several outputs.
MINIMAL_STEPS = ([0.75], [0.25], [0.5], [[0.75, 0.25, 0.5]])
MINIMAL_STEPS_AT = tuple((output, at) for output in MINIMAL_STEPS[2:] for at in (0.75, 0.25))
sigmoid = sigmoids.sigmoid


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


bias_case = partial(exact_case, "add_bias_column", "add_bias_column(X)", with_ones)


def plan_sigmoid(rng: np.random.Generator) -> list[Case]:
    """Several shapes, a zero and larger z among them; ±1000 last."""
    inputs = sigmoids.inputs(rng, [(4, 3), (7,), (2, 3, 2), (4, 3)])
    inputs.append(rng.uniform(8, 40, (1, 4)) * np.array([[1, -1, 1, -1]]))
    ends = exact_case("sigmoid", "sigmoid([1000, -1000])", sigmoid, np.array([1000.0, -1000.0]))
    return [*repeat_first([sigmoids.case(z) for z in inputs]), ends]


def plan_bias(rng: np.random.Generator) -> list[Case]:
    """Tall, wide and square X, one row, one column."""
    shapes = ((4, 2), (2, 5), (3, 3), (1, 4), (5, 1), (4, 2))
    return repeat_first([bias_case(rng.normal(0, 2, shape)) for shape in shapes])


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
    return [*repeat_first(cases), exact_case("sigmoid", "sigmoid(z)", in_force.sigmoid, X @ W1)]


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
    name = f"step({', '.join(['output', *map(str, threshold)])})"
    return exact_case("step", name, step, output, *threshold, loose_rtol=0, integral=True)


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


TEXTS = Catalogue.beside(__file__)
OVERFLOW_WARNED = TEXTS.text("overflow_warned")
says = TEXTS.verdicts("own_sigmoid_first")


def judge_sigmoid(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge as usual; then what counts is that the last call, at ±1000, did not warn."""
    verdict = judge_values(exercise, check, cases, outcomes)
    last = outcomes[-1]
    warnings = last.warnings if isinstance(last, Returned) else ()
    warned = [warning for warning in warnings if warning.startswith("RuntimeWarning")]
    if verdict.status != "passed" or not warned:
        return verdict
    return named(Verdict("failed", OVERFLOW_WARNED(warning=warned[0])), check.mistake("exp-overflows"))


def judge_hidden(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge hidden as usual, but put the blame where it belongs.

    If it is exactly what the learner's own, wrong sigmoid gives, it waits for that one. And where a shape made a call
    raise, a mistake of the output layer may show in the numbers of the calls before it.
    """
    forwards = [case for case in cases if case.call.function == "forward"]
    made = outcomes[: len(forwards)]
    verdict = judge_values(exercise, check, forwards, made)
    if verdict.status == "failed" and hidden_is_of_wrong_sigmoid(exercise, cases, outcomes):
        return says("own_sigmoid_first", "waiting", needed=exercise.check("sigmoid").title)
    if verdict.status == "error" and verdict.diagnosis is None and isinstance(made[-1], Raised):
        before = judge_values(exercise, exercise.check("output"), forwards, made[:-1])
        if before.diagnosis is not None:
            return named(verdict, before.diagnosis.mistake, before.diagnosis.confidence)
    return verdict


def judge_output(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge as usual, without the call of the learner's sigmoid, which is there for hidden's sake."""
    forwards = [case for case in cases if case.call.function == "forward"]
    return judge_values(exercise, check, forwards, outcomes[: len(forwards)])


def hidden_is_of_wrong_sigmoid(exercise: Exercise, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> bool:
    """Whether the first hidden is what the last call, of the learner's sigmoid, makes of the same sums, and is not σ."""
    match outcomes[0], outcomes[-1]:
        case Returned(value=[first, *_]), Returned(value=last) if len(outcomes) == len(cases):
            hidden, own = arrays_in([first, last])
            if hidden is None or own is None or hidden.shape != own.shape:
                return False
            right = judge_values(exercise, exercise.check("sigmoid"), cases[-1:], outcomes[-1:]).numbers_right
            return not right and np.allclose(hidden, own, rtol=1e-9, atol=0)
    return False


SIGMOID = (
    *sigmoids.WRONG,
    *sigmoids.clipped(5, 6, 8, 10),
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
        TEXTS.check("sigmoid", 1, plan_sigmoid, minimal(sigmoids.case, MINIMAL_SIGMOID), SIGMOID, judge=judge_sigmoid),
        TEXTS.check("bias_column", 1, plan_bias, minimal(bias_case, MINIMAL_BIAS), BIAS),
        TEXTS.check("hidden", 1, plan_forward, minimal_forward, HIDDEN, part=0, **BUILT_ON_SIGMOID),
        TEXTS.check("output", 2, plan_forward, minimal_forward, OUTPUT, part=1, **BUILT_ON_HIDDEN),
        TEXTS.check("step", 1, plan_step, minimal(step_case, (*MINIMAL_STEPS, *MINIMAL_STEPS_AT)), STEP),
    ],
    texts=("xor",),
    minutes=25,
)
