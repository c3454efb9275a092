"""Checks of 10 xor_training: the gradient first, then several epochs, then the loss, then convergence.

Text: xor (forward pass, backpropagation, delta rule, what convergence depends on). True training is
`autograder.authoring.training`: its gradients are complex-step derivatives of the true cost, no backpropagation is in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from autograder.authoring.numeric import numeric_gradient
from autograder.authoring.training import train
from autograder.i18n.language import Text
from autograder.judging.diagnose import named
from autograder.judging.failed_calls import verdict_on_failure
from autograder.judging.judge import judge_values
from autograder.judging.model import Case, Check, Exercise, Expected, Function, Mistake, Verdict
from autograder.judging.numbers import Numbers, as_numbers, described
from autograder.sandbox.protocol.calls import Call, Outcome, Returned, Seeded
from autograder.sandbox.protocol.values import Array, Value

XOR_X = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0]])
XOR_Y = np.array([[0.0], [1.0], [1.0], [0.0]])
RATE = 2.0  # up to here two right trainings, however written, stay within 1e-13 of each other for 3,000 epochs
LONGEST = 1500  # epochs within which true training solves the starts that learners are asked to train from
DRAWS = 20
DRAW_EPOCHS = 5000


def sigmoid(z: Array) -> Array:
    """σ(z), for the moderate z of these networks."""
    result: Array = 1 / (1 + np.exp(-z))
    return result


def output_of(X: Array, W1: Array, W2: Array) -> tuple[Array, Array]:
    """The true forward pass: hidden and output."""
    hidden = sigmoid(X @ W1)
    return hidden, sigmoid(hidden @ W2)


def cost_of(X: Array, y: Array, W1: Array, W2: Array) -> float:
    """The true cost, the mean of (output − y)²."""
    return float(np.mean((output_of(X, W1, W2)[1] - y) ** 2))


def _problem(rng: np.random.Generator) -> tuple[Array, Array, Array, Array]:
    """Rows, targets and weights that are not XOR's, so that ready-made weights or losses are of no use."""
    X = np.column_stack([rng.normal(0, 1, (4, 2)), np.ones(4)])
    return X, rng.uniform(0.1, 0.9, (4, 1)), rng.normal(0, 1.2, (3, 3)), rng.normal(0, 1.2, (3, 1))


def plan_forward(rng: np.random.Generator) -> list[Case]:
    """The four rows, one row, seven rows; the first call twice."""
    cases = []
    for n in (4, 1, 7):
        X = np.column_stack([rng.normal(0, 1, (n, 2)), np.ones(n)])
        W1, W2 = rng.normal(0, 1, (3, 3)), rng.normal(0, 1, (3, 1))
        cases.append(_forward(X, W1, W2))
    return [*cases, replace(cases[0], repeated=True)]


def _forward(X: Array, W1: Array, W2: Array) -> Case:
    hidden, output = output_of(X, W1, W2)
    return Case(Call("forward", (X, W1, W2)), (_exact("hidden", hidden), _exact("output", output)))


def plan_one_epoch(rng: np.random.Generator) -> list[Case]:
    """One update on drawn problems, with rates large enough that W1 shows which W2 it was computed with."""
    cases = [_one_epoch(*_problem(rng), float(rate)) for rate in rng.uniform([0.6, 1.1, 1.6], [0.9, 1.4, 1.9])]
    return [*cases, replace(cases[0], repeated=True)]


def _one_epoch(X: Array, y: Array, W1: Array, W2: Array, rate: float) -> Case:
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


def plan_steps(rng: np.random.Generator) -> list[Case]:
    """A few epochs in a row, none at all, and the first call again."""
    cases = [_epochs(*_problem(rng), float(rng.uniform(0.8, 1.9)), epochs) for epochs in (3, 6, 0)]
    return [*cases, replace(cases[0], repeated=True)]


def _epochs(X: Array, y: Array, W1: Array, W2: Array, rate: float, epochs: int, error: float = 0.0) -> Case:
    run = train(X, y, W1[None], W2[None], rate, epochs=epochs)
    values = {"W1": run.W1[0], "W2": run.W2[0], "losses": run.losses[:, 0]}
    parts = tuple(
        Expected(name, value, np.full(value.shape, error), list_ok=name == "losses") for name, value in values.items()
    )
    return Case(Call("train_xor", (X, y, W1, W2, rate, epochs)), parts)


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
            longer = rng.integers(20, 60, 2)
            return [
                _epochs(XOR_X, XOR_Y, W1[i], W2[i], RATE, int(solved[i] + more), error=1e-3)
                for i, more in zip(chosen, longer, strict=True)
            ]


# The shapes of the networks are fixed, so the simplest cases have the rows of XOR and weights that can be typed in.
SIMPLE_W1 = np.array([[1.0, -2.0, 0.5], [-1.0, 2.0, 1.5], [0.5, 1.0, -3.0]])
SIMPLE_W2 = np.array([[2.0], [-1.0], [0.5]])


def simple_forward() -> list[Case]:
    """One row, then all four."""
    return [_forward(X, SIMPLE_W1, SIMPLE_W2) for X in (XOR_X[1:2], XOR_X)]


def simple_one_epoch() -> list[Case]:
    """XOR itself, at two rates."""
    return [_one_epoch(XOR_X, XOR_Y, SIMPLE_W1, SIMPLE_W2, rate) for rate in (0.5, 2.0)]


def simple_steps() -> list[Case]:
    """No epoch, one, two."""
    return [_epochs(XOR_X, XOR_Y, SIMPLE_W1, SIMPLE_W2, 0.5, epochs) for epochs in (0, 1, 2)]


def simple_predict() -> list[Case]:
    """One row of either class, all four, and outputs of exactly 0.5."""
    nets = [(XOR_X[1:2], -SIMPLE_W2), (XOR_X[1:2], SIMPLE_W2), (XOR_X[:1], np.zeros((3, 1))), (XOR_X, SIMPLE_W2)]
    return [_predict(X, SIMPLE_W1, W2) for X, W2 in nets]


def plan_predict(rng: np.random.Generator) -> list[Case]:
    """Networks and rows that are not XOR's; one whose output is exactly 0.5 everywhere."""
    cases = [_predict(*_two_classes(rng, n)) for n in (9, 4)]
    return [*cases, _predict(XOR_X, rng.normal(0, 1, (3, 3)), np.zeros((3, 1))), replace(cases[0], repeated=True)]


def _two_classes(rng: np.random.Generator, n: int) -> tuple[Array, Array, Array]:
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


def _predict(X: Array, W1: Array, W2: Array) -> Case:
    classes = (output_of(X, W1, W2)[1] >= 0.5).astype(np.float64)
    return Case(
        Call("predict", (X, W1, W2)), Expected("predict(X, W1, W2)", classes, np.zeros(classes.shape), integral=True)
    )


def plan_init(rng: np.random.Generator) -> list[Case]:
    """DRAWS generators with different seeds, the first one a second time."""
    seeds = [int(seed) for seed in rng.integers(0, 2**32, DRAWS)]
    return [Case(Call("init_weights", (Seeded(seed),))) for seed in [*seeds, seeds[0]]]


def _exact(name: str, value: Array) -> Expected:
    return Expected(name, value, np.zeros(value.shape))


# --- judging -----------------------------------------------------------------------------------------------------

INIT_SHAPES = (("W1", (3, 3)), ("W2", (3, 1)))
PAIR_WHY = Text(
    en="`init_weights` must return two arrays of finite numbers, W1 (3, 3) and W2 (3, 1); it returned {what}, which is not that",
    pt="`init_weights` deve devolver dois arrays de números finitos, W1 (3, 3) e W2 (3, 1); devolveu {what}, que não é isso",
)
PAIR_HELP = Text(en="End with `return W1, W2`.", pt="Termine com `return W1, W2`.")
SHAPE_WHY = Text(
    en="`init_weights`: {name} has shape {got}, and {shape} is expected",
    pt="`init_weights`: {name} tem shape {got}, e o esperado é {shape}",
)
SHAPE_HELP = Text(
    en="Each matrix has one row for each number that comes in and one column for each unit; the bias column counts as a number that comes in.",
    pt="Cada matriz tem uma linha para cada número que entra e uma coluna para cada unidade; a coluna do viés conta como um número que entra.",
)
UNREPEATABLE_WHY = Text(
    en="two generators with the same seed gave different weights",
    pt="dois geradores com a mesma semente deram pesos diferentes",
)
UNREPEATABLE_HELP = Text(
    en="Draw from `rng` alone (rng.uniform, rng.normal); np.random.… and the clock are other sources.",
    pt="Sorteie só com `rng` (rng.uniform, rng.normal); np.random.… e o relógio são outras fontes.",
)
CONSTANT_WHY = Text(
    en="{name} is the same for {draws} generators with different seeds",
    pt="{name} é igual para {draws} geradores com sementes diferentes",
)
CONSTANT_HELP = Text(
    en="The weights must come from the `rng` that is passed in, not from a generator or seed of your own, nor be fixed.",
    pt="Os pesos devem vir do `rng` recebido, não de um gerador ou semente própria, nem ser fixos.",
)
UNSOLVED_WHY = Text(
    en="from none of {draws} draws does true training solve XOR within {epochs} epochs at learning rate 2 (largest weight drawn: {largest:.2g})",
    pt="a partir de nenhum dos {draws} sorteios o treinamento correto resolve o XOR em {epochs} épocas com taxa de aprendizagem 2 (maior peso sorteado: {largest:.2g})",
)
UNSOLVED_HELP = Text(
    en="Weights around ±1 do well. Are they tiny, huge, all positive, or equal for every unit?",
    pt="Pesos em torno de ±1 funcionam bem. Os seus são minúsculos, enormes, todos positivos ou iguais para todas as unidades?",
)
INIT_PASSED = Text(
    en="reproducible from rng, and true training solves XOR from its draws",
    pt="reproduzível a partir do rng, e o treinamento correto resolve o XOR a partir dos sorteios",
)
SYMMETRIC = Mistake(
    "symmetric-start",
    why=Text(
        en="All hidden units start equal, so they get equal gradients and stay equal: three units do the work of one, which cannot do XOR.",
        pt="Todas as unidades ocultas começam iguais, recebem gradientes iguais e continuam iguais: três fazem o trabalho de uma, que não resolve o XOR.",
    ),
    next=Text(en="What would make the columns of W1 differ?", pt="O que faria as colunas de W1 serem diferentes?"),
)
TOO_SMALL = Mistake(
    "start-too-small",
    why=Text(
        en="The weights are so near zero that every unit answers 0.5; the gradient there is almost nothing and training does not leave the spot.",
        pt="Os pesos estão tão perto de zero que toda unidade responde 0,5; ali o gradiente é quase nada e o treinamento não sai do lugar.",
    ),
    next=Text(en="Try the scale of ±1.", pt="Experimente a escala de ±1."),
)
TINY = 0.05  # of 2,000 draws from U(±0.05), true training solves none within DRAW_EPOCHS
SMALL = 0.2  # below this (largest entry of all draws) a failure to train is put down to the size


def judge_init(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge init_weights: reproducible, drawn from rng, and a start from which XOR can be learned.

    False alarms: a draw of a sound start is solved by true training with probability p, so DRAWS draws all fail with
    (1 − p)²⁰, which is below 1 in 10,000 for every p above 0.37. p, measured over 2,000 draws each: U(0, 1) 0.98,
    U(±½) 0.90, N(0, ½²) 0.88, U(±1) 0.88, N(0, 0.2²) 0.85, N(0, 1) with or without a bias row of zeros 0.84,
    N(0, 2²) 0.76: a false alarm in at most 4 of 10¹³ gradings. N(0, 0.1²) is the border of "too small": 0.36.
    """
    del check
    drawn: list[tuple[Array, Array]] = []
    for case, outcome in zip(cases, outcomes, strict=False):
        if not isinstance(outcome, Returned):
            return verdict_on_failure(exercise, case.call, outcome)
        pair = _pair(outcome)
        if pair is None:
            return _misshapen(outcome) or Verdict("failed", PAIR_WHY(what=described(outcome.value)), PAIR_HELP())
        drawn.append(pair)
    *draws, again = drawn
    if not all(np.array_equal(one, other) for one, other in zip(draws[0], again, strict=True)):
        return Verdict("failed", UNREPEATABLE_WHY(), UNREPEATABLE_HELP())
    W1, W2 = np.stack([one for one, _ in draws]), np.stack([two for _, two in draws])
    for (name, _), weights in zip(INIT_SHAPES, (W1, W2), strict=True):
        if np.all(weights == weights[0]):
            return _named(Verdict("failed", CONSTANT_WHY(name=name, draws=DRAWS), CONSTANT_HELP()), W1, W2)
    if not _hopeless(W1, W2) and solvable(W1.tobytes(), W2.tobytes()):
        return Verdict("passed", INIT_PASSED())
    rationale = UNSOLVED_WHY(draws=DRAWS, epochs=DRAW_EPOCHS, largest=_largest(W1, W2))
    return _named(Verdict("failed", rationale, UNSOLVED_HELP()), W1, W2)


def _named(verdict: Verdict, W1: Array, W2: Array) -> Verdict:
    if _equal_units(W1, W2):
        return named(verdict, SYMMETRIC)
    return named(verdict, TOO_SMALL) if _largest(W1, W2) < SMALL else verdict


def _hopeless(W1: Array, W2: Array) -> bool:
    """Whether training need not be tried: equal units stay equal, and of tiny starts none is ever solved in time."""
    return _equal_units(W1, W2) or _largest(W1, W2) < TINY


def _equal_units(W1: Array, W2: Array) -> bool:
    return bool(np.all(W1[:, :, :1] == W1) and np.all(W2[:, :1] == W2))


def _largest(W1: Array, W2: Array) -> float:
    return float(max(np.abs(W1).max(), np.abs(W2).max()))


def _pair(outcome: Outcome) -> tuple[Array, Array] | None:
    if not isinstance(outcome, Returned) or not isinstance(outcome.value, list | tuple) or len(outcome.value) != 2:
        return None
    arrays = []
    for value, (_, shape) in zip(outcome.value, INIT_SHAPES, strict=True):
        numbers = as_numbers(value)
        if not isinstance(numbers, Numbers) or numbers.array.shape != shape or not np.isfinite(numbers.array).all():
            return None
        arrays.append(numbers.array)
    return arrays[0], arrays[1]


def _misshapen(outcome: Returned) -> Verdict | None:
    """Say of two arrays which of them has another shape, if that is what is wrong."""
    if not isinstance(outcome.value, list | tuple) or len(outcome.value) != len(INIT_SHAPES):
        return None
    for value, (name, shape) in zip(outcome.value, INIT_SHAPES, strict=True):
        numbers = as_numbers(value)
        if isinstance(numbers, Numbers) and numbers.array.shape != shape:
            return Verdict("failed", SHAPE_WHY(name=name, got=str(numbers.array.shape), shape=str(shape)), SHAPE_HELP())
    return None


@lru_cache(maxsize=256)
def solvable(W1: bytes, W2: bytes) -> bool:
    """Whether true training solves XOR from at least one of the draws; the same weights are never trained twice."""
    first = np.frombuffer(W1).reshape(-1, 3, 3)
    second = np.frombuffer(W2).reshape(-1, 3, 1)
    for part in (slice(0, 2), slice(2, None)):  # two draws are nearly always enough
        solved = train(XOR_X, XOR_Y, first[part], second[part], RATE, epochs=DRAW_EPOCHS, enough=1).solved
        if (solved >= 0).any():
            return True
    return False


def judge_convergence(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge the weights at the end of training; what is told first is where the cost ended."""
    verdict = judge_values(exercise, check, cases, outcomes)
    last = outcomes[-1]
    if verdict.status != "failed" or not isinstance(last, Returned) or not isinstance(last.value, list | tuple):
        return verdict
    weights = [as_numbers(value) for value in last.value[:2]]
    case = cases[len(outcomes) - 1]
    W1, W2 = (part.array if isinstance(part, Numbers) else np.zeros(0) for part in weights)
    if W1.shape != (3, 3) or W2.shape != (3, 1):
        return verdict
    with np.errstate(all="ignore"):
        cost = cost_of(XOR_X, XOR_Y, W1, W2)
    assert isinstance(case.expected, tuple)  # noqa: S101 -- plan_training makes tuples
    right = cost_of(XOR_X, XOR_Y, case.expected[0].value, case.expected[1].value)
    rationale = ENDED_WHY(epochs=case.call.args[-1], cost=cost, right=right, why=verdict.rationale)
    return replace(verdict, rationale=rationale)


ENDED_WHY = Text(
    en="after {epochs} epochs the cost of the returned weights is {cost:.3g}; true training from this start reaches {right:.3g}. {why}",
    pt="depois de {epochs} épocas o custo dos pesos devolvidos é {cost:.3g}; o treinamento correto, deste início, chega a {right:.3g}. {why}",
)

# --- known mistakes ------------------------------------------------------------------------------------------------

Deltas = Callable[[Array, Array, Array, Array], tuple[Array, Array]]  # (X, y, W1, W2) → steps of W1 and of W2


def _true_steps(X: Array, y: Array, W1: Array, W2: Array) -> tuple[Array, Array]:
    run = train(X, y, W1[None], W2[None], 1.0, epochs=1)
    return W1 - run.W1[0], W2 - run.W2[0]


def _steps_of(error: Callable[[Array], Array], slope: Callable[[Array, Array], Array]) -> Deltas:
    """Steps with `error(e)` for the cost's own derivative and `slope(z, a)` for σ′."""

    def steps(X: Array, y: Array, W1: Array, W2: Array) -> tuple[Array, Array]:
        hidden, output = output_of(X, W1, W2)
        back = error(output - y) * slope(hidden @ W2, output)
        return X.T @ (back @ W2.T * slope(X @ W1, hidden)), hidden.T @ back

    return steps


def _scaled(factor: float) -> Callable[[Array], Array]:
    return lambda e: factor * e


def _no_output_slope(factor: float) -> Deltas:
    def steps(X: Array, y: Array, W1: Array, W2: Array) -> tuple[Array, Array]:
        hidden, output = output_of(X, W1, W2)
        back = factor * (output - y)
        return X.T @ (back @ W2.T * hidden * (1 - hidden)), hidden.T @ back

    return steps


def _raw_error(factor: float) -> Deltas:
    def steps(X: Array, y: Array, W1: Array, W2: Array) -> tuple[Array, Array]:
        hidden, output = output_of(X, W1, W2)
        return X.T @ (factor * (output - y) @ W2.T * hidden * (1 - hidden)), _true_steps(X, y, W1, W2)[1]

    return steps


def _no_hidden_slope(X: Array, y: Array, W1: Array, W2: Array) -> tuple[Array, Array]:
    hidden, output = output_of(X, W1, W2)
    back = (output - y) * output * (1 - output) / 2
    return X.T @ (back @ W2.T), hidden.T @ back


def _no_output_weights(X: Array, y: Array, W1: Array, W2: Array) -> tuple[Array, Array]:
    hidden, output = output_of(X, W1, W2)
    back = (output - y) * output * (1 - output) / 2
    return X.T @ (back * hidden * (1 - hidden)), hidden.T @ back


def _bias_kept(X: Array, y: Array, W1: Array, W2: Array) -> tuple[Array, Array]:
    first, second = _true_steps(X, y, W1, W2)
    return np.vstack([first[:2], np.zeros((1, 3))]), second


def _mistakes(part: int) -> tuple[Mistake, ...]:
    """The mistakes that show in one epoch's step of W1 (part 0) or of W2 (part 1); both matrices must agree."""

    def after(deltas: Deltas, own_rate: float | None = None) -> Callable[..., Value]:
        def formula(X: Array, y: Array, W1: Array, W2: Array, rate: float, _: int) -> Value:
            first, second = deltas(X, y, W1, W2)
            return W1 - (own_rate or rate) * first, W2 - (own_rate or rate) * second

        return formula

    def times(first: float, second: float) -> Deltas:
        return lambda *problem: (first * _true_steps(*problem)[0], second * _true_steps(*problem)[1])

    def stale(X: Array, y: Array, W1: Array, W2: Array, rate: float, _: int) -> Value:
        moved = W2 - rate * _true_steps(X, y, W1, W2)[1]
        hidden, output = output_of(X, W1, W2)
        back = (output - y) * output * (1 - output) / 2
        return W1 - rate * X.T @ (back @ moved.T * hidden * (1 - hidden)), moved

    def twice(_: Array, a: Array) -> Array:
        return sigmoid(a) * (1 - sigmoid(a))

    def of_z(z: Array, _: Array) -> Array:
        return z * (1 - z)

    def row_by_row(factor: float) -> Callable[..., Value]:
        """Update both matrices after every row, with `factor` · (output − y) for what comes down from that row's cost."""
        deltas = _steps_of(_scaled(factor), lambda _, a: a * (1 - a))

        def formula(X: Array, y: Array, W1: Array, W2: Array, rate: float, _: int) -> Value:
            for at in range(len(X)):
                first, second = deltas(X[at : at + 1], y[at : at + 1], W1, W2)
                W1, W2 = W1 - rate * first, W2 - rate * second
            return W1, W2

        return formula

    factors = (0.5, 1.0, 0.25, 2.0)  # mean with its 2, ½Σ, half mean, Σ: whichever cost was meant
    formulas: list[tuple[str, Callable[..., Value]]] = [
        ("gradient-of-half-sum", after(times(2.0, 2.0))),
        ("not-divided-by-batch-size", after(times(4.0, 4.0))),
        ("missing-factor-two", after(times(0.5, 0.5))),
        ("divided-by-batch-size-twice", after(times(0.25, 0.25))),
        *(("weights-not-changed", after(times(*kept))) for kept in ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0))),
        *(("climbs-instead-of-descends", after(times(-factor, -factor))) for factor in (0.5, 1.0, 2.0, 4.0)),
        *(("learning-rate-ignored", after(times(1.0, 1.0), own_rate)) for own_rate in (1.0, 0.5, 0.1, 0.01, 0.001)),
        *(("updated-after-each-row", row_by_row(factor)) for factor in factors),
        *(("missing-output-sigmoid-derivative", after(_no_output_slope(factor))) for factor in factors),
        *(("sigmoid-applied-twice", after(_steps_of(_scaled(factor), twice))) for factor in factors),
        *(("derivative-formula-on-preactivation", after(_steps_of(_scaled(factor), of_z))) for factor in factors),
    ]
    if part == 0:
        formulas += [
            ("output-weights-updated-first", stale),
            ("missing-hidden-sigmoid-derivative", after(_no_hidden_slope)),
            *(("raw-error-sent-to-hidden", after(_raw_error(factor))) for factor in factors),
            ("hidden-delta-skips-output-weights", after(_no_output_weights)),
            ("bias-not-updated", after(_bias_kept)),
        ]
    return tuple(Mistake(id_, *SAID[id_], formula=formula) for id_, formula in formulas)


# What each mistake does, and where to look: (why, next).
SAID: dict[str, tuple[Text, Text]] = {
    "gradient-of-half-sum": (
        Text(
            en="Every step is exactly twice the right one: this is the gradient of ½ Σ (output − y)², and the cost here is the mean.",
            pt="Cada passo é exatamente o dobro do certo: este é o gradiente de ½ Σ (output − y)², e o custo aqui é a média.",
        ),
        Text(
            en="Differentiate the mean of four squares: which number stands before (output − y)?",
            pt="Derive a média de quatro quadrados: que número fica na frente de (output − y)?",
        ),
    ),
    "not-divided-by-batch-size": (
        Text(
            en="Every step is exactly 4 times the right one: the rows are summed, not averaged.",
            pt="Cada passo é exatamente 4 vezes o certo: as linhas estão somadas, sem a média.",
        ),
        Text(
            en="The cost is a mean over the rows; so is its gradient.",
            pt="O custo é uma média sobre as linhas; o gradiente também.",
        ),
    ),
    "missing-factor-two": (
        Text(
            en="Every step is exactly half the right one: the 2 that comes down from the square is missing.",
            pt="Cada passo é exatamente metade do certo: falta o 2 que desce do quadrado.",
        ),
        Text(en="What is the derivative of e²?", pt="Qual é a derivada de e²?"),
    ),
    "divided-by-batch-size-twice": (
        Text(
            en="Every step is exactly a quarter of the right one: it is divided by the number of rows twice.",
            pt="Cada passo é exatamente um quarto do certo: há duas divisões pelo número de linhas.",
        ),
        Text(en="Look for two places where a mean is taken.", pt="Procure dois lugares onde se tira a média."),
    ),
    "weights-not-changed": (
        Text(
            en="The weights come back as they went in: this matrix is not updated at all.",
            pt="Os pesos voltam como entraram: esta matriz não é atualizada.",
        ),
        Text(
            en="Is its update inside the loop, and is it the updated array that is returned?",
            pt="A atualização dela está dentro do laço? E o array devolvido é o atualizado?",
        ),
    ),
    "climbs-instead-of-descends": (
        Text(
            en="The step goes the opposite way, up the slope: two minus signs have met (y − output, and then W −), or none is there.",
            pt="O passo vai no sentido contrário, ladeira acima: dois sinais de menos se encontraram (y − output e depois W −), ou não há nenhum.",
        ),
        Text(
            en="With the error as output − y one subtracts, with y − output one adds. Which pair do you have?",
            pt="Com o erro output − y, subtrai-se; com y − output, soma-se. Qual par está no seu código?",
        ),
    ),
    "learning-rate-ignored": (
        Text(
            en="The step has the same size whatever learning rate is passed: the code uses a rate of its own.",
            pt="O passo tem o mesmo tamanho seja qual for a taxa de aprendizagem recebida: o código usa uma taxa própria.",
        ),
        Text(
            en="Follow `learning_rate` from the signature to the update.",
            pt="Siga `learning_rate` da assinatura até a atualização.",
        ),
    ),
    "updated-after-each-row": (
        Text(
            en="The weights change after every row: each row meets the weights that the row before has already moved.",
            pt="Os pesos mudam depois de cada linha: cada linha encontra pesos que a linha anterior já moveu.",
        ),
        Text(
            en="With a full batch an epoch is one update. What must the rows share, and when may the weights move?",
            pt="Com lote completo, uma época é uma atualização só. O que as linhas têm de compartilhar, e quando os pesos podem mudar?",
        ),
    ),
    "missing-output-sigmoid-derivative": (
        Text(
            en="The error goes back from the output without the slope of the output's own sigmoid, output·(1 − output).",
            pt="O erro volta da saída sem a inclinação da sigmoide da saída, output·(1 − output).",
        ),
        Text(
            en="Between the cost and `hidden @ W2` stands one more function. (Without it, this is the gradient of cross-entropy, another cost.)",
            pt="Entre o custo e `hidden @ W2` há mais uma função. (Sem ela, este é o gradiente da entropia cruzada, outro custo.)",
        ),
    ),
    "sigmoid-applied-twice": (
        Text(
            en="The slope is taken as σ(a)·(1 − σ(a)) of something that already is a sigmoid's output.",
            pt="A inclinação usa σ(a)·(1 − σ(a)) de algo que já é a saída de uma sigmoide.",
        ),
        Text(
            en="There are two conventions for σ′: of z, and of a = σ(z). Which one does your helper take, and what do you pass?",
            pt="Há duas convenções para σ′: a partir de z e a partir de a = σ(z). Qual delas sua função usa, e o que você passa?",
        ),
    ),
    "derivative-formula-on-preactivation": (
        Text(
            en="The slope is taken as z·(1 − z) of the sum before the sigmoid; that formula is for a = σ(z).",
            pt="A inclinação usa z·(1 − z), com a soma antes da sigmoide; essa fórmula vale para a = σ(z).",
        ),
        Text(en="Which array goes into your σ′?", pt="Qual array entra na sua σ′?"),
    ),
    "output-weights-updated-first": (
        Text(
            en="W2 is right, and W1 fits the new W2, not the old one: the error went back through weights that had already been updated.",
            pt="W2 está certo, e W1 corresponde ao W2 novo, não ao antigo: o erro voltou por pesos que já tinham sido atualizados.",
        ),
        Text(
            en="Both gradients belong to the same forward pass. In which order are they computed, and in which order used?",
            pt="Os dois gradientes pertencem à mesma passagem para frente. Em que ordem são calculados, e em que ordem são usados?",
        ),
    ),
    "missing-hidden-sigmoid-derivative": (
        Text(
            en="The error reaches W1 without the slope of the hidden sigmoids, hidden·(1 − hidden).",
            pt="O erro chega a W1 sem a inclinação das sigmoides ocultas, hidden·(1 − hidden).",
        ),
        Text(
            en="Walk the chain from the output to X @ W1 and count the functions passed.",
            pt="Percorra a cadeia da saída até X @ W1 e conte as funções no caminho.",
        ),
    ),
    "raw-error-sent-to-hidden": (
        Text(
            en="The hidden layer receives output − y itself; the slope of the output's sigmoid is left out on the way (for W2 it is there).",
            pt="A camada oculta recebe o próprio output − y; a inclinação da sigmoide da saída fica de fora no caminho (para W2 ela está lá).",
        ),
        Text(
            en="What goes back through W2 is the delta that W2's own gradient uses.",
            pt="O que volta por W2 é o mesmo delta usado no gradiente de W2.",
        ),
    ),
    "hidden-delta-skips-output-weights": (
        Text(
            en="The error reaches the hidden units without passing through W2, as if every weight there were 1.",
            pt="O erro chega às unidades ocultas sem passar por W2, como se todos os pesos ali fossem 1.",
        ),
        Text(
            en="A hidden unit answers for the error only as much as its weight to the output says.",
            pt="Uma unidade oculta responde pelo erro só na medida do seu peso até a saída.",
        ),
    ),
    "bias-not-updated": (
        Text(
            en="The last row of W1, which belongs to the bias column, stays as it was; the rest is right.",
            pt="A última linha de W1, que pertence à coluna do viés, fica como estava; o resto está certo.",
        ),
        Text(
            en="The bias is a weight like the others: its input just always is 1.",
            pt="O viés é um peso como os outros: a entrada dele é que vale sempre 1.",
        ),
    ),
    "losses-one-update-late": (
        Text(
            en="The weights are right, but losses[i] is the cost after i + 1 updates: it is measured after the update instead of before.",
            pt="Os pesos estão certos, mas losses[i] é o custo depois de i + 1 atualizações: é medido depois da atualização, e não antes.",
        ),
        Text(en="losses[0] is the cost of the start.", pt="losses[0] é o custo dos pesos iniciais."),
    ),
    "gradient-not-recomputed": (
        Text(
            en="Every epoch repeats the step of the first one: the gradient is computed once, not at the weights of the step before.",
            pt="Toda época repete o passo da primeira: o gradiente é calculado uma vez só, e não nos pesos do passo anterior.",
        ),
        Text(en="What belongs inside the loop?", pt="O que precisa ficar dentro do laço?"),
    ),
    "loss-of-half-sum": (
        Text(
            en="The weights are right, but the losses are twice the cost: ½ Σ (output − y)² instead of the mean.",
            pt="Os pesos estão certos, mas as perdas são o dobro do custo: ½ Σ (output − y)² em vez da média.",
        ),
        Text(en="The cost is the mean over the four rows.", pt="O custo é a média sobre as quatro linhas."),
    ),
    "mean-over-one-axis": (
        Text(
            en="The weights are right, and so are the losses, but each of them stands in an array of its own: the mean runs along one axis only.",
            pt="Os pesos estão certos, e as perdas também, mas cada uma está dentro de um array próprio: a média corre ao longo de um eixo só.",
        ),
        Text(
            en="A cost is a single number. Which argument of your mean names an axis?",
            pt="Um custo é um número só. Que argumento da sua média indica um eixo?",
        ),
    ),
}


def _late_losses(X: Array, y: Array, W1: Array, W2: Array, rate: float, epochs: int) -> Value:
    run = train(X, y, W1[None], W2[None], rate, epochs=epochs + 1)
    done = train(X, y, W1[None], W2[None], rate, epochs=epochs)
    return done.W1[0], done.W2[0], run.losses[1:, 0]


def _first_gradient_only(X: Array, y: Array, W1: Array, W2: Array, rate: float, epochs: int) -> Value:
    step1, step2 = _true_steps(X, y, W1, W2)
    path = [(W1 - i * rate * step1, W2 - i * rate * step2) for i in range(epochs + 1)]
    return *path[-1], np.array([cost_of(X, y, *weights) for weights in path[:-1]])


def _losses_in_arrays(X: Array, y: Array, W1: Array, W2: Array, rate: float, epochs: int) -> Value:
    run = train(X, y, W1[None], W2[None], rate, epochs=epochs)
    return run.W1[0], run.W2[0], run.losses[:, :1] if epochs else np.zeros(0)


def _double_losses(X: Array, y: Array, W1: Array, W2: Array, rate: float, epochs: int) -> Value:
    run = train(X, y, W1[None], W2[None], rate, epochs=epochs)
    return run.W1[0], run.W2[0], 2 * run.losses[:, 0]


STEP_MISTAKES = tuple(
    Mistake(id_, *SAID[id_], formula=formula)
    for id_, formula in (
        ("losses-one-update-late", _late_losses),
        ("gradient-not-recomputed", _first_gradient_only),
        ("loss-of-half-sum", _double_losses),
        ("mean-over-one-axis", _losses_in_arrays),
    )
)

EXERCISE = Exercise(
    id="xor_training",
    title=Text(en="Train a network on XOR", pt="Treine uma rede para o XOR"),
    functions=(
        Function("init_weights", ("rng",)),
        Function("forward", ("X", "W1", "W2")),
        Function("train_xor", ("X", "y", "W1", "W2", "learning_rate", "epochs")),
        Function("predict", ("X", "W1", "W2")),
    ),
    cpu_seconds=20,
    checks=(
        Check(
            "gradient_W2",
            Text(en="One epoch: the gradient of W2", pt="Uma época: o gradiente de W2"),
            points=4,
            plan=plan_one_epoch,
            minimal_cases=simple_one_epoch,
            part=1,
            help=Text(
                en="One epoch must change W2 by −learning rate × ∂cost/∂W2. Compare your gradient with a numeric one: nudge one entry of W2 and see what the cost does.",
                pt="Uma época deve mudar W2 em −taxa de aprendizagem × ∂custo/∂W2. Compare o seu gradiente com um numérico: mexa um pouco em uma entrada de W2 e veja o que o custo faz.",
            ),
            mistakes=_mistakes(1),
        ),
        Check(
            "gradient_W1",
            Text(en="One epoch: the gradient of W1", pt="Uma época: o gradiente de W1"),
            points=4,
            plan=plan_one_epoch,
            minimal_cases=simple_one_epoch,
            part=0,
            help=Text(
                en="From the cost to W1 the chain passes the output's sigmoid, W2, the hidden sigmoids, and X. Is each of them in the product once, at the values of this forward pass?",
                pt="Do custo até W1 a cadeia passa pela sigmoide da saída, por W2, pelas sigmoides ocultas e por X. Cada um está no produto uma vez, com os valores desta passagem para frente?",
            ),
            mistakes=_mistakes(0),
        ),
        Check(
            "steps",
            Text(en="Several epochs in a row, and their losses", pt="Várias épocas seguidas e suas perdas"),
            points=4,
            plan=plan_steps,
            minimal_cases=simple_steps,
            needs=("gradient_W2", "gradient_W1"),
            help=Text(
                en="Each epoch starts from the weights of the one before; losses[i] is the cost of the weights after i updates; epochs = 0 changes nothing and gives no losses.",
                pt="Cada época parte dos pesos da anterior; losses[i] é o custo dos pesos depois de i atualizações; epochs = 0 não muda nada e não dá perdas.",
            ),
            mistakes=STEP_MISTAKES,
        ),
        Check(
            "forward",
            Text(en="The forward pass", pt="A passagem para frente"),
            points=1,
            plan=plan_forward,
            minimal_cases=simple_forward,
            help=Text(
                en="hidden = σ(X W1), output = σ(hidden W2), returned in this order; no bias is added, X has its column already.",
                pt="hidden = σ(X W1), output = σ(hidden W2), devolvidos nesta ordem; nenhum viés é acrescentado, X já tem a coluna.",
            ),
        ),
        Check(
            "loss_falls",
            Text(en="The loss falls as it should", pt="A perda cai como deve"),
            points=1,
            plan=plan_training,
            part=2,
            needs=("steps",),
            help=Text(
                en="The first steps are right, and later losses are not those of true training. What changes after some epochs: the rate, the data, a condition?",
                pt="Os primeiros passos estão certos, e as perdas seguintes não são as do treinamento correto. O que muda depois de algumas épocas: a taxa, os dados, uma condição?",
            ),
        ),
        Check(
            "convergence",
            Text(en="XOR is solved from secret starts", pt="O XOR é resolvido a partir de inícios secretos"),
            points=3,
            plan=plan_training,
            judge=judge_convergence,
            needs=("loss_falls",),
            help=Text(
                en="True training solves XOR from this start in that many epochs. Are all the epochs run, and are the last weights returned?",
                pt="O treinamento correto resolve o XOR deste início nesse número de épocas. Todas as épocas são executadas? Os últimos pesos são devolvidos?",
            ),
        ),
        Check(
            "predict",
            Text(en="Classes from the output", pt="Classes a partir da saída"),
            points=1,
            plan=plan_predict,
            minimal_cases=simple_predict,
            help=Text(
                en="1 where the output is at least 0.5 (0.5 itself included; np.round sends it to 0), else 0; shape (n, 1).",
                pt="1 onde a saída é pelo menos 0,5 (o próprio 0,5 conta; np.round o leva a 0), senão 0; shape (n, 1).",
            ),
        ),
        Check(
            "init_weights",
            Text(en="Starts one can learn from", pt="Inícios a partir dos quais se aprende"),
            points=2,
            plan=plan_init,
            judge=judge_init,
            help=Text(
                en="Draw W1 (3, 3) and W2 (3, 1) from `rng`, on the scale of ±1.",
                pt="Sorteie W1 (3, 3) e W2 (3, 1) com `rng`, na escala de ±1.",
            ),
        ),
    ),
    hints=(
        Text(
            en="Write one epoch first, and check it with a numeric gradient; training is that epoch in a loop.",
            pt="Escreva primeiro uma época e confira com um gradiente numérico; o treinamento é essa época num laço.",
        ),
        Text(
            en="Go backwards in the order of the chain: cost → output → hidden @ W2 → hidden → X @ W1. You wrote the way back through a sigmoid in 05, through a product in 06, and through a mean of squares in 07.",
            pt="Volte na ordem da cadeia: custo → output → hidden @ W2 → hidden → X @ W1. A volta por uma sigmoide você já escreveu em 05, a volta por um produto em 06, e pela média dos quadrados em 07.",
        ),
        Text(
            en="Keep one delta per layer: ∂cost/∂(hidden W2), shape (4, 1), and ∂cost/∂(X W1), shape (4, 3). Each weight gradient is (what came in)ᵀ times its delta.",
            pt="Guarde um delta por camada: ∂custo/∂(hidden W2), de shape (4, 1), e ∂custo/∂(X W1), de shape (4, 3). O gradiente de cada peso é (o que entrou)ᵀ vezes o delta.",
        ),
        Text(
            en="The output delta has three factors: the derivative of the mean of squares, and the two of σ′. The hidden delta is the output delta sent through W2ᵀ, times σ′ of the hidden units. Only then update both matrices.",
            pt="O delta da saída tem três fatores: a derivada da média dos quadrados e os dois de σ′. O delta oculto é o da saída levado por W2ᵀ, vezes σ′ das unidades ocultas. Só então atualize as duas matrizes.",
        ),
    ),
    texts=("xor",),
    after=("forward_pass", "sigmoid_backward", "linear_backward", "delta_rule"),
    minutes=60,
    reading=Text(
        en="xor (all of it)",
        pt="xor (o texto inteiro)",
    ),
)
