"""Checks of 10 xor_training: the gradient first, then several epochs, then the loss, then convergence.

Text: xor (forward pass, backpropagation, delta rule, what convergence depends on). What is right comes from numeric
gradients and from `train`, whose gradients are complex-step derivatives of the true cost: no backpropagation is in either.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import TypeAlias

import numpy as np

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
    Seeded,
    Verdict,
    arrays_in,
    described,
    judge_values,
    known,
    named,
    numeric_gradient,
    repeat_first,
    train,
    verdict_on_failure,
)

TEXTS = Catalogue.beside(__file__)
SHAPES = {"W1": (3, 3), "W2": (3, 1)}
XOR_X = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0]])
XOR_Y = np.array([[0.0], [1.0], [1.0], [0.0]])
RATE = 2.0  # up to here two right trainings, however written, stay within 1e-13 of each other for 3,000 epochs
LONGEST = 1500  # epochs within which true training solves the starts that learners are asked to train from
DRAWS = 20
DRAW_EPOCHS = 5000
# The shapes of the networks are fixed, so the minimal cases have the rows of XOR and weights that can be typed in.
MINIMAL_W1 = np.array([[1.0, -2.0, 0.5], [-1.0, 2.0, 1.5], [0.5, 1.0, -3.0]])
MINIMAL_W2 = np.array([[2.0], [-1.0], [0.5]])


def sigmoid(z: Array) -> Array:
    """σ(z), for the moderate z of these networks."""
    result: Array = 1 / (1 + np.exp(-z))
    return result


def output_of(X: Array, W1: Array, W2: Array) -> tuple[Array, Array]:
    """The true forward pass: hidden (n, 3) and output (n, 1)."""
    hidden = sigmoid(X @ W1)
    return hidden, sigmoid(hidden @ W2)


def cost_of(X: Array, y: Array, W1: Array, W2: Array) -> float:
    """The true cost, the mean of (output − y)²."""
    return float(np.mean((output_of(X, W1, W2)[1] - y) ** 2))


def trained(X: Array, y: Array, W1: Array, W2: Array, rate: float, epochs: int) -> tuple[Array, Array, Array]:
    """True training from one start: W1, W2 and the losses (epochs,)."""
    run = train(X, y, W1[None], W2[None], rate, epochs=epochs)
    return run.W1[0], run.W2[0], run.losses[:, 0]


def forward_case(X: Array, W1: Array, W2: Array) -> Case:
    """Hidden and output of one network."""
    values = zip(("hidden", "output"), output_of(X, W1, W2), strict=True)
    parts = tuple(Expected(name, value, np.zeros(value.shape)) for name, value in values)
    return Case(Call("forward", (X, W1, W2)), parts)


def one_epoch_case(X: Array, y: Array, W1: Array, W2: Array, rate: float) -> Case:
    """One update, its gradients held against numeric ones."""
    step1 = numeric_gradient(lambda at: cost_of(X, y, at, W2), W1)
    step2 = numeric_gradient(lambda at: cost_of(X, y, W1, at), W2)
    parts = []
    for name, start, step in (("W1", W1, step1), ("W2", W2, step2)):
        moved = rate * np.abs(step.value).max()
        # What counts is the step, not the weight it starts from; float32 weights cannot be nearer than 3e-7 of themselves.
        rough = max(1e-5 * moved / np.abs(start).max(), 3e-7)
        parts.append(Expected(name, start - rate * step.value, rate * step.error, loose_rtol=rough))
    losses = Expected("losses", np.array([cost_of(X, y, W1, W2)]), np.zeros(1), list_ok=True)
    return Case(Call("train_xor", (X, y, W1, W2, rate, 1)), (*parts, losses))


def training_case(X: Array, y: Array, W1: Array, W2: Array, rate: float, epochs: int, error: float = 0.0) -> Case:
    """Any number of epochs, against true training."""
    values = zip(("W1", "W2", "losses"), trained(X, y, W1, W2, rate, epochs), strict=True)
    parts = (Expected(name, value, np.full(value.shape, error), list_ok=name == "losses") for name, value in values)
    return Case(Call("train_xor", (X, y, W1, W2, rate, epochs)), tuple(parts))


def predict_case(X: Array, W1: Array, W2: Array) -> Case:
    """The classes of one network."""
    classes = (output_of(X, W1, W2)[1] >= 0.5).astype(np.float64)
    expected = Expected("predict(X, W1, W2)", classes, np.zeros(classes.shape), integral=True)
    return Case(Call("predict", (X, W1, W2)), expected)


def problem(rng: np.random.Generator) -> tuple[Array, Array, Array, Array]:
    """Rows, targets and weights that are not XOR's, so that ready-made weights or losses are of no use."""
    X = np.column_stack([rng.normal(0, 1, (4, 2)), np.ones(4)])
    return X, rng.uniform(0.1, 0.9, (4, 1)), rng.normal(0, 1.2, (3, 3)), rng.normal(0, 1.2, (3, 1))


def plan_one_epoch(rng: np.random.Generator) -> list[Case]:
    """One update on drawn problems, with rates large enough that W1 shows which W2 it was computed with."""
    rates = rng.uniform([0.6, 1.1, 1.6], [0.9, 1.4, 1.9])
    return repeat_first([one_epoch_case(*problem(rng), float(rate)) for rate in rates])


def minimal_one_epoch() -> list[Case]:
    """XOR itself, at two rates."""
    return [one_epoch_case(XOR_X, XOR_Y, MINIMAL_W1, MINIMAL_W2, rate) for rate in (0.5, 2.0)]


def plan_steps(rng: np.random.Generator) -> list[Case]:
    """A few epochs in a row, none at all, and the first call again."""
    return repeat_first([training_case(*problem(rng), float(rng.uniform(0.8, 1.9)), epochs) for epochs in (3, 6, 0)])


def minimal_steps() -> list[Case]:
    """No epoch, one, two."""
    return [training_case(XOR_X, XOR_Y, MINIMAL_W1, MINIMAL_W2, 0.5, epochs) for epochs in (0, 1, 2)]


def plan_forward(rng: np.random.Generator) -> list[Case]:
    """The four rows, one row, seven rows; the first call twice."""
    cases = []
    for n in (4, 1, 7):
        X = np.column_stack([rng.normal(0, 1, (n, 2)), np.ones(n)])
        cases.append(forward_case(X, rng.normal(0, 1, (3, 3)), rng.normal(0, 1, (3, 1))))
    return repeat_first(cases)


def minimal_forward() -> list[Case]:
    """One row, then all four."""
    return [forward_case(X, MINIMAL_W1, MINIMAL_W2) for X in (XOR_X[1:2], XOR_X)]


def plan_training(rng: np.random.Generator) -> list[Case]:
    """XOR from two secret starts that true training solves within LONGEST epochs, trained a little longer than that.

    The error granted is 1e-3, so weights and losses within 1e-2 are right. float64 codes differ by 1e-13 here and
    float32 by about 1e-4, a hundredth of what is granted, so right code raises no false alarm; weights that do not
    come from this start are off by 0.1 and more.
    """
    while True:
        W1, W2 = rng.uniform(-1.5, 1.5, (4, 3, 3)), rng.uniform(-1.5, 1.5, (4, 3, 1))
        solved = train(XOR_X, XOR_Y, W1, W2, RATE, epochs=LONGEST, enough=2).solved
        chosen = np.flatnonzero(solved >= 0)[:2]
        if len(chosen) == 2:
            epochs = solved[chosen] + rng.integers(20, 60, 2)
            return [
                training_case(XOR_X, XOR_Y, W1[at], W2[at], RATE, int(count), error=1e-3)
                for at, count in zip(chosen, epochs, strict=True)
            ]


def plan_predict(rng: np.random.Generator) -> list[Case]:
    """Networks and rows that are not XOR's; one whose output is exactly 0.5 everywhere."""
    cases = [predict_case(*two_classes(rng, n)) for n in (9, 4)]
    return repeat_first([*cases, predict_case(XOR_X, rng.normal(0, 1, (3, 3)), np.zeros((3, 1)))])


def two_classes(rng: np.random.Generator, n: int) -> tuple[Array, Array, Array]:
    """Draw rows and a network that puts about half of them on either side of 0.5, none so near that rounding decides."""
    while True:
        X = np.column_stack([rng.normal(0, 2, (n, 2)), np.ones(n)])
        W1, W2 = rng.normal(0, 2, (3, 3)), rng.normal(0, 2, (3, 1))
        hidden = output_of(X, W1, W2)[0]
        # What the last weight would have to lose for each row to come out at 0.5; between the two in the middle.
        losses = np.sort((hidden @ W2 / hidden[:, 2:3]).ravel())
        W2[2, 0] -= losses[n // 2 - 1 : n // 2 + 1].mean()
        if np.abs(W2).max() < 20 and np.abs(output_of(X, W1, W2)[1] - 0.5).min() > 1e-6:
            return X, W1, W2


def minimal_predict() -> list[Case]:
    """One row of either class, outputs of exactly 0.5, and all four rows."""
    one = XOR_X[1:2]
    nets = ((one, -MINIMAL_W2), (one, MINIMAL_W2), (XOR_X[:1], np.zeros((3, 1))), (XOR_X, MINIMAL_W2))
    return [predict_case(X, MINIMAL_W1, W2) for X, W2 in nets]


def plan_init(rng: np.random.Generator) -> list[Case]:
    """DRAWS generators with different seeds, the first one a second time."""
    seeds = [int(seed) for seed in rng.integers(0, 2**32, DRAWS)]
    return [Case(Call("init_weights", (Seeded(seed),))) for seed in [*seeds, seeds[0]]]


# --- judging -------------------------------------------------------------------------------------------------------

REFUSALS = {
    reason: (TEXTS.text(reason), TEXTS.text(f"{reason}-help"))
    for reason in ("no-pair", "other-shape", "unrepeatable", "constant", "unsolved")
}
SOLVABLE, ENDED = TEXTS.text("solvable"), TEXTS.text("ended")
SYMMETRIC = TEXTS.mistake(known("symmetric-start"))
TOO_SMALL = TEXTS.mistake(known("start-too-small"))
TINY = 0.05  # of 2,000 draws from U(±0.05), true training solves none within DRAW_EPOCHS
SMALL = 0.2  # below this (largest entry of all draws) a failure to train is put down to the size


def refused(reason: str, **values: object) -> Verdict:
    """Fail `init_weights` for one of the REFUSALS."""
    why, help_ = REFUSALS[reason]
    return Verdict("failed", why(**values), help_())


def weights_of(arrays: Sequence[Array | None]) -> tuple[Array, Array] | Verdict | None:
    """W1 and W2 if these are they; a verdict if one of the two has another shape; None if they are anything else."""
    if len(arrays) != len(SHAPES):
        return None
    for array, (name, shape) in zip(arrays, SHAPES.items(), strict=True):
        if array is not None and array.shape != shape:
            return refused("other-shape", name=name, got=str(array.shape), shape=str(shape))
    W1, W2 = arrays
    return None if W1 is None or W2 is None else (W1, W2)


def judge_init(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge init_weights: reproducible, drawn from rng, and a start from which XOR can be learned.

    False alarms: a draw of a sound start is solved by true training with probability p, so DRAWS draws all fail with
    (1 − p)²⁰, which is below 1 in 10,000 for every p above 0.37. p, measured over 2,000 draws each: U(0, 1) 0.98,
    U(±½) 0.90, N(0, ½²) 0.88, U(±1) 0.88, N(0, 0.2²) 0.85, N(0, 1) with or without a bias row of zeros 0.84,
    N(0, 2²) 0.76: a false alarm in at most 4 of 10¹³ gradings. N(0, 0.1²) is the border of "too small": 0.36.
    """
    del check
    drawn = []
    for case, outcome in zip(cases, outcomes, strict=False):
        if not isinstance(outcome, Returned):
            return verdict_on_failure(exercise, case.call, outcome)
        pair = weights_of(arrays_in(outcome.value))
        if isinstance(pair, Verdict):
            return pair
        if pair is None or not all(np.isfinite(weights).all() for weights in pair):
            return refused("no-pair", what=described(outcome.value))
        drawn.append(pair)
    W1, W2 = (np.stack(draws) for draws in zip(*drawn, strict=True))
    if np.any(W1[0] != W1[-1]) or np.any(W2[0] != W2[-1]):
        return refused("unrepeatable")
    W1, W2 = W1[:-1], W2[:-1]  # (DRAWS, 3, 3) and (DRAWS, 3, 1)
    equal_units = bool(np.all(W1[:, :, :1] == W1) and np.all(W2[:, :1] == W2))
    largest = float(max(np.abs(W1).max(), np.abs(W2).max()))
    constant = [name for name, draws in zip(SHAPES, (W1, W2), strict=True) if np.all(draws == draws[0])]
    # Training need not be tried in vain: equal units stay equal, and of tiny starts none is ever solved in time.
    if not constant and not equal_units and largest >= TINY and solvable(W1.tobytes(), W2.tobytes()):
        return Verdict("passed", SOLVABLE())
    failed = refused("unsolved", draws=DRAWS, epochs=DRAW_EPOCHS, largest=largest)
    if constant:
        failed = refused("constant", name=constant[0], draws=DRAWS)
    if equal_units:
        return named(failed, SYMMETRIC)
    return named(failed, TOO_SMALL) if largest < SMALL else failed


@lru_cache(maxsize=256)
def solvable(W1: bytes, W2: bytes) -> bool:
    """Whether true training solves XOR from at least one of the draws; the same weights are never trained twice."""
    first = np.frombuffer(W1).reshape(-1, 3, 3)
    second = np.frombuffer(W2).reshape(-1, 3, 1)
    parts = (slice(0, 2), slice(2, None))  # two draws are nearly always enough
    runs = (train(XOR_X, XOR_Y, first[at], second[at], RATE, epochs=DRAW_EPOCHS, enough=1) for at in parts)
    return any((run.solved >= 0).any() for run in runs)


def judge_convergence(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge the weights at the end of training; what is told first is where the cost ended."""
    verdict = judge_values(exercise, check, cases, outcomes)
    case, last = cases[len(outcomes) - 1], outcomes[-1]
    weights = weights_of(arrays_in(last.value)[: len(SHAPES)]) if isinstance(last, Returned) else None
    if verdict.status != "failed" or not isinstance(weights, tuple):
        return verdict
    with np.errstate(all="ignore"):
        cost = cost_of(XOR_X, XOR_Y, *weights)
    assert isinstance(case.expected, tuple)  # noqa: S101 -- plan_training makes tuples
    right = cost_of(XOR_X, XOR_Y, case.expected[0].value, case.expected[1].value)
    return replace(verdict, rationale=ENDED(epochs=case.call.args[-1], cost=cost, right=right, why=verdict.rationale))


# --- known mistakes ------------------------------------------------------------------------------------------------

Weights: TypeAlias = tuple[Array, Array]  # of W1 and of W2
Steps: TypeAlias = Callable[[Array, Array, Array, Array], Weights]  # X, y, W1, W2 → what is multiplied by the rate
Slopes: TypeAlias = tuple[str, str]  # of SLOPES: of the hidden units, and of the output
# Of what comes down from the cost, factor · (output − y), whichever cost was meant: the mean, ½ Σ, half the mean, Σ.
FACTORS = (0.5, 1.0, 0.25, 2.0)
# What stands in the place of σ′(z), by z and a = σ(z).
SLOPES: dict[str, Callable[[Array, Array], Array]] = {
    "right": lambda _z, a: a * (1 - a),
    "left out": lambda z, _a: np.ones_like(z),
    "σ applied twice": lambda _z, a: sigmoid(a) * (1 - sigmoid(a)),
    "formula on z": lambda z, _a: z * (1 - z),
}
RIGHT = ("right", "right")


def backward(
    X: Array, y: Array, W1: Array, W2: Array, factor: float = 0.5, slopes: Slopes = RIGHT, through: Array | None = None
) -> Weights:
    """The gradients of four rows, any factor replaced; `through` is what stands for W2 on the way to the hidden units."""
    hidden, output = output_of(X, W1, W2)
    delta = factor * (output - y) * SLOPES[slopes[1]](hidden @ W2, output)
    hidden_delta = delta @ (W2 if through is None else through).T * SLOPES[slopes[0]](X @ W1, hidden)
    return X.T @ hidden_delta, hidden.T @ delta


def raw_error(X: Array, y: Array, W1: Array, W2: Array, factor: float) -> Weights:
    """The output's sigmoid passed over, but on the way to W1 alone."""
    return backward(X, y, W1, W2, factor, ("right", "left out"))[0], backward(X, y, W1, W2)[1]


def after(
    steps: Steps = backward, times: tuple[float | Array, float] = (1, 1), own_rate: float | None = None
) -> Callable[..., Weights]:
    """The weights after one epoch, with each step taken so many times."""

    def epoch(X: Array, y: Array, W1: Array, W2: Array, rate: float, _epochs: int) -> Weights:
        step1, step2 = steps(X, y, W1, W2)
        return W1 - (own_rate or rate) * times[0] * step1, W2 - (own_rate or rate) * times[1] * step2

    return epoch


def whichever_cost(steps: Callable[..., Weights], **replaced: Slopes) -> list[Callable[..., Weights]]:
    """The weights after one epoch, for each of FACTORS."""
    return [after(partial(steps, factor=factor, **replaced)) for factor in FACTORS]


def row_by_row(factor: float, X: Array, y: Array, W1: Array, W2: Array, rate: float, _epochs: int) -> Weights:
    """Both matrices updated after every row."""
    for at in range(len(X)):
        step1, step2 = backward(X[at : at + 1], y[at : at + 1], W1, W2, factor)
        W1, W2 = W1 - rate * step1, W2 - rate * step2
    return W1, W2


def output_weights_first(X: Array, y: Array, W1: Array, W2: Array, rate: float, _epochs: int) -> Weights:
    """The error sent through W2 as it is after its update."""
    moved = W2 - rate * backward(X, y, W1, W2)[1]
    return W1 - rate * backward(X, y, W1, W2, through=moved)[0], moved


# The formulas give both matrices, and both must agree, whichever of the two checks asks.
ONE_EPOCH = (
    known("gradient-of-half-sum", after(times=(2, 2))),
    known("not-divided-by-batch-size", after(times=(4, 4))),
    known("missing-factor-two", after(times=(0.5, 0.5))),
    known("divided-by-batch-size-twice", after(times=(0.25, 0.25))),
    known("weights-not-changed", after(times=(0, 0)), after(times=(0, 1)), after(times=(1, 0))),
    known("climbs-instead-of-descends", *(after(times=(-factor, -factor)) for factor in (0.5, 1, 2, 4))),
    known("learning-rate-ignored", *(after(own_rate=rate) for rate in (1, 0.5, 0.1, 0.01, 0.001))),
    known("updated-after-each-row", *(partial(row_by_row, factor) for factor in FACTORS)),
    known("missing-output-sigmoid-derivative", *whichever_cost(backward, slopes=("right", "left out"))),
    known("sigmoid-applied-twice", *whichever_cost(backward, slopes=("σ applied twice", "σ applied twice"))),
    known("derivative-formula-on-preactivation", *whichever_cost(backward, slopes=("formula on z", "formula on z"))),
)
ONE_EPOCH_OF_W1 = (
    *ONE_EPOCH,
    known("output-weights-updated-first", output_weights_first),
    known("missing-hidden-sigmoid-derivative", after(partial(backward, slopes=("left out", "right")))),
    known("raw-error-sent-to-hidden", *whichever_cost(raw_error)),
    known("hidden-delta-skips-output-weights", after(partial(backward, through=np.ones((3, 1))))),
    known("bias-not-updated", after(times=(np.array([[1.0], [1.0], [0.0]]), 1))),
)


def first_gradient_only(X: Array, y: Array, W1: Array, W2: Array, rate: float, epochs: int) -> tuple[Array, ...]:
    """The first epoch's step again and again."""
    step1, step2 = backward(X, y, W1, W2)
    path = [(W1 - i * rate * step1, W2 - i * rate * step2) for i in range(epochs + 1)]
    return *path[-1], np.array([cost_of(X, y, *weights) for weights in path[:-1]])


def with_losses(losses: Callable[..., Array]) -> Callable[..., tuple[Array, ...]]:
    """The weights of true training, with other losses than its own; `losses` takes the learner's arguments."""
    return lambda *args: (*trained(*args)[:2], losses(*args))


STEPS = (
    known(
        "losses-one-update-late",
        with_losses(lambda X, y, W1, W2, rate, epochs: trained(X, y, W1, W2, rate, epochs + 1)[2][1:]),
    ),
    known("gradient-not-recomputed", first_gradient_only),
    known("loss-of-half-sum", with_losses(lambda *args: 2 * trained(*args)[2])),
    known("mean-over-one-axis", with_losses(lambda *args: trained(*args)[2][:, None] if args[-1] else np.zeros(0))),
)

EXERCISE = TEXTS.exercise(
    "xor_training",
    {
        "init_weights": "rng",
        "forward": "X, W1, W2",
        "train_xor": "X, y, W1, W2, learning_rate, epochs",
        "predict": "X, W1, W2",
    },
    [
        TEXTS.check("gradient_W2", 4, plan_one_epoch, minimal_one_epoch, ONE_EPOCH, part=1),
        TEXTS.check("gradient_W1", 4, plan_one_epoch, minimal_one_epoch, ONE_EPOCH_OF_W1, part=0),
        TEXTS.check("steps", 4, plan_steps, minimal_steps, STEPS, needs=("gradient_W2", "gradient_W1")),
        TEXTS.check("forward", 1, plan_forward, minimal_forward),
        TEXTS.check("loss_falls", 1, plan_training, None, part=2, needs=("steps",)),
        TEXTS.check("convergence", 3, plan_training, None, judge=judge_convergence, needs=("loss_falls",)),
        TEXTS.check("predict", 1, plan_predict, minimal_predict),
        TEXTS.check("init_weights", 2, plan_init, None, judge=judge_init),
    ],
    texts=("xor",),
    after=("forward_pass", "sigmoid_backward", "linear_backward", "delta_rule"),
    minutes=60,
    cpu_seconds=20,
    own_network={
        "X": XOR_X,
        "y": XOR_Y,
        "hidden": SHAPES["W2"][0],
        "learning_rate": RATE,
        "epochs": 2000,  # true training solves nineteen starts of twenty with these
        "start": "init_weights",
        "train": "train_xor",
        "forward": "forward",
        "predict": "predict",
    },
)
