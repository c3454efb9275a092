"""Checks of 10 xor_training: the gradient first, then several epochs, then the loss, then convergence.

Text: xor (forward pass, backpropagation, delta rule, what convergence depends on). What is right comes from numeric
gradients and from `train`, whose gradients are complex-step derivatives of the true cost: no backpropagation is in either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any, TypeAlias

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
    minimal,
    named,
    repeat_first,
    two_layers,
    verdict_on_failure,
)

Network: TypeAlias = two_layers.Network
Training: TypeAlias = two_layers.Training
Values: TypeAlias = two_layers.Values
sigmoid, output_of, cost_of = two_layers.sigmoid, two_layers.output_of, two_layers.cost_of
trained, train, passing = two_layers.trained, two_layers.train, two_layers.passing

TEXTS = Catalogue.beside(__file__)
SHAPES = {"W1": (3, 3), "W2": (3, 1)}
XOR_X = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0]])
XOR_Y = np.array([[0.0], [1.0], [1.0], [0.0]])
RATE = 2.0  # up to here two right trainings, however written, stay within 1e-13 of each other for 3,000 epochs
LARGEST_WEIGHT = 20.0  # after a few epochs of a training that does not run away
LONGEST = 700  # epochs within which true training solves the starts that learners are asked to train from
NUDGE, APART = 1e-8, 10  # starts so near, relatively, end no more than so many times that apart; one in 50 is left out
TRAINED = {"error": 1e-5, "float32_atol": 1e-3}  # of weights and losses after hundreds of epochs; see plan_training
SOLVED_LOSS = 0.02  # with every |error| below 0.1 the cost is below 0.01, and twice that by a formula that doubles it
DRAWS = 20
DRAW_EPOCHS = 5000
RIGHT = ("right", "right")
TRUE = two_layers.TRUE
# The shapes of the networks are fixed, so the minimal cases have the rows of XOR and weights that can be typed in.
MINIMAL_W1 = np.array([[1.0, -2.0, 0.5], [-1.0, 2.0, 1.5], [0.5, 1.0, -3.0]])
MINIMAL_W2 = np.array([[2.0], [-1.0], [0.5]])
MINIMAL_XOR = (XOR_X, XOR_Y, MINIMAL_W1, MINIMAL_W2)
# One row of either class, outputs of exactly 0.5, and all four rows.
MINIMAL_CLASSES = (
    (XOR_X[1:2], MINIMAL_W1, -MINIMAL_W2),
    (XOR_X[1:2], MINIMAL_W1, MINIMAL_W2),
    (XOR_X[:1], MINIMAL_W1, np.zeros((3, 1))),
    (XOR_X, MINIMAL_W1, MINIMAL_W2),
)


def forward_case(X: Array, W1: Array, W2: Array) -> Case:
    """Hidden and output of one network."""
    values = zip(("hidden", "output"), output_of(X, W1, W2), strict=True)
    parts = tuple(Expected(name, value, np.zeros(value.shape)) for name, value in values)
    return Case(Call("forward", (X, W1, W2)), parts)


def one_epoch_case(X: Array, y: Array, W1: Array, W2: Array, rate: float, network: Network = TRUE) -> Case:
    """One update, its gradients held against numeric ones; in another network, against the recipe with its values."""
    pairs = zip(SHAPES, (W1, W2), two_layers.steps_of(X, y, W1, W2, network), strict=True)
    parts = [Expected.after_step(name, start, rate * step, rate * error) for name, start, (step, error) in pairs]
    losses = Expected("losses", np.array([cost_of(X, y, W1, W2, network.values)]), np.zeros(1), list_ok=True)
    return Case(Call("train_xor", (X, y, W1, W2, rate, 1)), (*parts, losses))


def training_case(
    *args: Any,  # noqa: ANN401 -- those of the call
    error: float = 0.0,
    float32_atol: float = 0.0,
    training: Training = trained,
) -> Case:
    """Any number of epochs, against true training, or another one."""
    values = zip(("W1", "W2", "losses"), training(*args), strict=True)
    parts = (
        Expected(name, value, np.full(value.shape, error), float32_atol=float32_atol, list_ok=name == "losses")
        for name, value in values
    )
    return Case(Call("train_xor", args), tuple(parts))


def predict_case(X: Array, W1: Array, W2: Array, values: Values = output_of) -> Case:
    """The classes of one network."""
    classes = (values(X, W1, W2)[1] >= 0.5).astype(np.float64)
    expected = Expected("predict(X, W1, W2)", classes, np.zeros(classes.shape), integral=True)
    return Case(Call("predict", (X, W1, W2)), expected)


def problem(rng: np.random.Generator) -> tuple[Array, Array, Array, Array]:
    """Rows, targets and weights that are not XOR's, so that ready-made weights or losses are of no use."""
    X = np.column_stack([rng.normal(0, 1, (4, 2)), np.ones(4)])
    return X, rng.uniform(0.1, 0.9, (4, 1)), rng.normal(0, 1.2, (3, 3)), rng.normal(0, 1.2, (3, 1))


def plan_one_epoch(rng: np.random.Generator, in_force: Network = TRUE) -> list[Case]:
    """One update on drawn problems, with rates large enough that W1 shows which W2 it was computed with."""
    rates = rng.uniform([0.6, 1.1, 1.6], [0.9, 1.4, 1.9])
    return repeat_first([one_epoch_case(*problem(rng), float(rate), in_force) for rate in rates])


def plan_steps(rng: np.random.Generator, in_force: Training = trained) -> list[Case]:
    """A few epochs in a row, none at all, and the first call again; nothing of a training that moves no weight.

    A mistaken step may be four times as large, and without a sigmoid at the end it may grow with every epoch: such a
    training is asked where its numbers stay of the size of weights, as all others are rounding.
    """

    def drawn(epochs: int) -> tuple[Array, Array, Array, Array, float, int]:
        for slower in (1.0,) if in_force is trained else np.repeat([0.25, 0.125, 0.06], 8).tolist():
            args = (*problem(rng), slower * float(rng.uniform(0.8, 1.9)), epochs)
            with np.errstate(all="ignore"):
                if all(np.all(np.abs(end) < LARGEST_WEIGHT) for end in in_force(*args)):
                    break
        return args

    args = [drawn(epochs) for epochs in (3, 6, 0)]
    ends = in_force(*args[0])
    if all(np.array_equal(end, start) for end, start in zip(ends[:2], args[0][2:4], strict=True)):
        return []
    return repeat_first([training_case(*each, training=in_force) for each in args])


def plan_forward(rng: np.random.Generator) -> list[Case]:
    """The four rows, one row, seven rows; the first call twice."""
    cases = []
    for n in (4, 1, 7):
        X = np.column_stack([rng.normal(0, 1, (n, 2)), np.ones(n)])
        cases.append(forward_case(X, rng.normal(0, 1, (3, 3)), rng.normal(0, 1, (3, 1))))
    return repeat_first(cases)


def plan_training(rng: np.random.Generator, in_force: Training = trained) -> list[Case]:
    """XOR from two secret starts that true training solves within LONGEST epochs, trained a little longer than that.

    The error granted is 1e-5, so weights and losses within 1e-4 are right, and within 1e-3 where float32 holds them exactly.
    Starts near which training ends far apart are not asked for (`steady_case`): there rounding alone may grow so large.
    False alarms, by `benchmarks/training.py`: over 2,000 seeds, such starts not yet left out, float64 codes were off by
    5e-13 at most, float32 by 4e-4, central differences with a step of 1e-3 by 5e-5, and none was called wrong; from the
    tails of these differences one float32 code in 500,000 would be. Half the epochs at twice the rate is off by 4e-3 at least.
    A mistaken training is asked for starts that are fair to it.
    """
    if in_force is not trained:
        case = partial(training_case, XOR_X, XOR_Y, **TRAINED, training=in_force)
        values = in_force.values if isinstance(in_force, two_layers.Repeated) else output_of
        return [case(*start) for start in two_layers.starts_for(in_force, values, XOR_X, XOR_Y, rng)]
    while True:
        W1, W2 = rng.uniform(-1.5, 1.5, (4, 3, 3)), rng.uniform(-1.5, 1.5, (4, 3, 1))
        solved = train(XOR_X, XOR_Y, W1, W2, RATE, epochs=LONGEST, enough=2).solved
        chosen = np.flatnonzero(solved >= 0)[:2]
        epochs = solved[chosen] + rng.integers(20, 60, len(chosen))
        found = [steady_case(W1[at], W2[at], int(count)) for at, count in zip(chosen, epochs, strict=True)]
        cases = [one for one in found if one is not None]
        if len(cases) == 2:
            return cases


def steady_case(W1: Array, W2: Array, epochs: int) -> Case | None:
    """Training on XOR from one start; None where it ends elsewhere when it begins a hair's breadth away."""
    first, second = (np.stack([one, one * (1 + NUDGE)]) for one in (W1, W2))
    ends = trained(XOR_X, XOR_Y, first, second, RATE, epochs)
    if max(np.abs(np.subtract(*end)).max() for end in ends[:2]) > APART * NUDGE:
        return None
    found = (ends[0][0], ends[1][0], ends[2][:, 0])
    return training_case(XOR_X, XOR_Y, W1, W2, RATE, epochs, **TRAINED, training=lambda *_: found)


def plan_predict(rng: np.random.Generator, in_force: Values = output_of) -> list[Case]:
    """Networks and rows that are not XOR's; one whose output is exactly 0.5 everywhere.

    The networks are drawn until every forward pass that is known as wrong, and gives other classes than the true one at
    all, gives them here: none is right by luck.
    """
    half = rng.normal(0, 1, (3, 3)), np.zeros((3, 1))
    while True:
        drawn = [two_classes(rng, n) for n in (40, 9, 4)]
        right = [output_of(*args)[1] >= 0.5 for args in drawn]
        if all(
            any(np.any((wrong(*args)[1] >= 0.5) != classes) for args, classes in zip(drawn, right, strict=True))
            for wrong in SHOWN_BY_CLASSES
        ):
            return repeat_first([predict_case(*args, in_force) for args in (*drawn, (XOR_X, *half))])


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


def plan_init(rng: np.random.Generator) -> list[Case]:
    """DRAWS generators with different seeds, the first one a second time."""
    seeds = [int(seed) for seed in rng.integers(0, 2**32, DRAWS)]
    return [Case(Call("init_weights", (Seeded(seed),))) for seed in [*seeds, seeds[0]]]


# --- judging -------------------------------------------------------------------------------------------------------

refused = TEXTS.verdicts("no-pair", "other-shape", "unrepeatable", "constant", "hardly-drawn", "unsolved")
SOLVABLE, ENDED, NOT_SOLVED = map(TEXTS.text, ("solvable", "ended", "not-solved"))
SYMMETRIC = TEXTS.mistake(known("symmetric-start"))
TOO_SMALL = TEXTS.mistake(known("start-too-small"))
TINY = 0.05  # of 2,000 draws from U(±0.05), true training solves none within DRAW_EPOCHS
SMALL = 0.2  # below this (largest entry of all draws) a failure to train is put down to the size


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
    `hardly_drawn` took 0 of 200,000 gradings for ready-made, in each of six styles (measured 2026-11-30): normal, U(0, 1),
    U(±1), ±U(½, 1), whole numbers −9…9 and −3…3.
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
    ready_made = two_layers.hardly_drawn(W1, W2)
    # Training need not be tried in vain: equal units stay equal, and of tiny starts none is ever solved in time.
    sound = not (constant or ready_made or equal_units) and largest >= TINY
    if sound and solvable(W1.tobytes(), W2.tobytes()):
        return Verdict("passed", SOLVABLE())
    failed = refused("unsolved", draws=DRAWS, epochs=DRAW_EPOCHS, largest=largest)
    if constant:
        failed = refused("constant", name=constant[0], draws=DRAWS)
    if equal_units:
        return named(failed, SYMMETRIC)
    if ready_made and not constant:
        return refused("hardly-drawn", draws=DRAWS)
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
    """Judge the weights at the end of training; what is told first is where the cost ended.

    It waits where a mistaken training, from all starts that were tried, lets the loss fall, but does not solve XOR.
    """
    verdict = judge_values(exercise, check, cases, outcomes)
    case, last = cases[len(outcomes) - 1], outcomes[-1]
    losses = cases[0].expected[2].value if isinstance(cases[0].expected, tuple) else np.zeros(1)
    if losses.flat[-1] > SOLVED_LOSS:
        return Verdict("waiting", NOT_SOLVED(), check.help())
    weights = weights_of(arrays_in(last.value)[: len(SHAPES)]) if isinstance(last, Returned) else None
    if verdict.status != "failed" or not isinstance(weights, tuple):
        return verdict
    with np.errstate(all="ignore"):
        cost = cost_of(XOR_X, XOR_Y, *weights)
    assert isinstance(case.expected, tuple)  # noqa: S101 -- plan_training makes tuples
    right = cost_of(XOR_X, XOR_Y, case.expected[0].value, case.expected[1].value)
    return replace(verdict, rationale=ENDED(epochs=case.call.args[-1], cost=cost, right=right, why=verdict.rationale))


# --- known mistakes ------------------------------------------------------------------------------------------------

Formulas: TypeAlias = Mapping[str, Callable[..., Any]]  # of the mistakes in force, by the check where they were made


def twice(z: Array) -> Array:
    """σ(σ(z))."""
    return sigmoid(sigmoid(z))


def left_alone(z: Array) -> Array:
    """No activation at all."""
    return z


def output_by(output: Callable[..., Array]) -> Values:
    """The right hidden values, and an output made of X, W1 and W2 in another way."""
    return lambda X, W1, W2: (sigmoid(X @ W1), output(X, W1, W2))


# Forward passes known as wrong: each with what its author may take for the slopes on the way back, beside σ′ of its values.
FORWARD_SLOPES: dict[str, dict[Values, tuple[str, str]]] = {
    "no-sigmoid-on-hidden": {passing(left_alone): ("left out", "right")},
    "no-sigmoid-on-output": {passing(sigmoid, left_alone): ("right", "left out")},
    "no-sigmoid-at-all": {passing(left_alone, left_alone): ("left out", "left out")},
    "tanh-for-sigmoid": {
        passing(np.tanh): ("of tanh", "right"),
        passing(np.tanh, np.tanh): ("of tanh", "of tanh"),
        passing(sigmoid, np.tanh): ("right", "of tanh"),
    },
    "exponent-sign-flipped": {passing(*(lambda z: sigmoid(-z),) * 2): ("of a falling σ", "of a falling σ")},
    "missing-parentheses-in-sigmoid": {passing(*(lambda z: 1 + np.exp(-z),) * 2): RIGHT},
    "sigmoid-applied-twice": {passing(twice): RIGHT, passing(sigmoid, twice): RIGHT, passing(twice, twice): RIGHT},
    "sums-sent-to-output": {output_by(lambda X, W1, W2: sigmoid(X @ W1 @ W2)): RIGHT},
    "hidden-layer-skipped": {output_by(lambda X, _, W2: sigmoid(X @ W2)): RIGHT},
    "weights-transposed": {lambda X, W1, W2: output_of(X, np.swapaxes(W1, -1, -2), W2): RIGHT},
    "step-inside-forward": {output_by(lambda *args: np.sign(output_of(*args)[1] - 0.5) / 2 + 0.5): RIGHT},
    "results-swapped": {lambda *args: output_of(*args)[::-1]: RIGHT},
}
FORWARD = tuple(known(id_, *forms) for id_, forms in FORWARD_SLOPES.items())
SAME_CLASSES = ("step-inside-forward", "results-swapped", "missing-parentheses-in-sigmoid")
SHOWN_BY_CLASSES = [form for id_, forms in FORWARD_SLOPES.items() if id_ not in SAME_CLASSES for form in forms]


def of_both(in_force: Network = TRUE) -> Sequence[Any]:
    """Rows of one epoch that show in W2 as well."""
    return two_layers.rows_of_one_epoch(in_force)[0]


def of_W1(in_force: Network = TRUE) -> Sequence[Any]:  # noqa: N802 -- the matrix is called so
    """The same, and those that show in W1 alone."""
    return two_layers.rows_of_one_epoch(in_force)[1]


def of_steps(in_force: Training = trained) -> Sequence[Any]:
    """Rows of several epochs."""
    return two_layers.rows_of_epochs(in_force)


# --- error carried forward -----------------------------------------------------------------------------------------


def networks(formulas: Formulas) -> list[Network]:
    """How one may go back from a mistaken forward pass: with σ′ of its values, or with its own slopes."""
    values = formulas["forward"]
    slopes = next(forms[values] for forms in FORWARD_SLOPES.values() if values in forms)
    return [Network(values, *way) for way in dict.fromkeys((RIGHT, slopes))]


def trainings(formulas: Formulas) -> Iterator[Training]:
    """The training that each mistake in force comes to: of several, that nearest to the weights that are returned."""
    epochs = {formula for check, formula in formulas.items() if check.startswith("gradient")}
    if "steps" in formulas:
        yield formulas["steps"]
    elif len(epochs) == 1:
        yield two_layers.Repeated(epochs.pop(), formulas.get("forward", output_of))
    elif not epochs:
        yield from map(training_of, networks(formulas))


@lru_cache(maxsize=64)
def training_of(network: Network) -> Training:
    """Train by the right recipe, in another network."""
    return two_layers.Repeated(two_layers.after(partial(two_layers.backward, network=network)), network.values)


minimal_epoch = minimal(one_epoch_case, [(*MINIMAL_XOR, rate) for rate in (0.5, 2.0)])  # both matrices share its calls
minimal_steps = minimal(training_case, [(*MINIMAL_XOR, 0.5, epochs) for epochs in (0, 1, 2)])
minimal_forward = minimal(forward_case, [(X, MINIMAL_W1, MINIMAL_W2) for X in (XOR_X[1:2], XOR_X)])
of_forward = partial(TEXTS.check, uses=("forward",))
of_training = partial(TEXTS.check, carried=trainings)
EXERCISE = TEXTS.exercise(
    "xor_training",
    {
        "init_weights": "rng",
        "forward": "X, W1, W2",
        "train_xor": "X, y, W1, W2, learning_rate, epochs",
        "predict": "X, W1, W2",
    },
    [
        TEXTS.check("forward", 1, plan_forward, minimal_forward, FORWARD),
        of_forward("gradient_W2", 4, plan_one_epoch, minimal_epoch, of_both, part=1, carried=networks),
        of_forward("gradient_W1", 4, plan_one_epoch, minimal_epoch, of_W1, part=0, carried=networks),
        of_training("steps", 4, plan_steps, minimal_steps, of_steps, needs=("gradient_W2", "gradient_W1")),
        of_training("loss_falls", 1, plan_training, None, part=2, needs=("steps",)),
        of_training("convergence", 3, plan_training, None, judge=judge_convergence, needs=("loss_falls",)),
        of_forward(
            "predict",
            1,
            plan_predict,
            minimal(predict_case, MINIMAL_CLASSES),
            carried=lambda formulas: [formulas["forward"]],
        ),
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
        "right_train": trained,
        "right_outputs": lambda X, W1, W2: output_of(X, W1, W2)[1],
    },
)
