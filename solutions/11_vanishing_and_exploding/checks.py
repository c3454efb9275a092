"""Checks of 11 vanishing_and_exploding: ReLU and its slope, clipping by the global norm, and gradients layer by layer.

Text: cap-18.3 (“Desafios do Backpropagation”). Clipping: R. Pascanu, T. Mikolov, Y. Bengio, "On the difficulty of training
recurrent neural networks" (2013). ReLU: V. Nair, G. Hinton, "Rectified linear units improve restricted Boltzmann machines"
(2010); X. Glorot, A. Bordes, Y. Bengio, "Deep sparse rectifier neural networks" (2011).

The gradients of whole networks are complex-step derivatives of the true forward pass (see `autograder.authoring.training`), so
there is no backpropagation in here, and no kink of ReLU is ever stepped over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import itemgetter
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from autograder.authoring.numeric import numeric_gradient
from autograder.authoring.training import STEP
from autograder.i18n.language import Text
from autograder.judging.counterexample import shown, written_call
from autograder.judging.diagnose import named
from autograder.judging.judge import judge_values
from autograder.judging.model import Case, Check, Exercise, Expected, Function, Mistake, Repro, Verdict, Written
from autograder.judging.numbers import Numbers, as_numbers, described
from autograder.sandbox.protocol.calls import Call, Outcome, Returned
from autograder.sandbox.protocol.values import Array

Complexes: TypeAlias = NDArray[np.complex128]
Activation: TypeAlias = Callable[[Any], Any]  # works on complex arrays: the imaginary part carries a derivative
Run: TypeAlias = Callable[[list[Complexes]], Complexes]  # weights → outputs


def true_relu(z: Array) -> Array:
    """max(0, z), entry by entry."""
    return np.where(z > 0, z, 0.0)


ACTIVATIONS: dict[str, Activation] = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "relu": lambda z: np.where(z.real > 0, z, 0),
}


def true_sums(X: Array, weights: Sequence[Array], activation: str) -> list[tuple[Array, Array]]:
    """What enters each layer, and the sums it makes of that: (n, d) and (n, h), layer by layer."""
    found = []
    for W in weights:
        found.append((X, X @ W))
        X = ACTIVATIONS[activation](X @ W)
    return found


def gradients_of(run: Run, weights: Sequence[Array]) -> list[Array]:
    """∂(sum of run's output)/∂W for every W, in W's shape, by complex step."""
    gradients = [np.zeros(W.shape) for W in weights]
    for place, gradient in enumerate(gradients):
        for index in np.ndindex(gradient.shape):
            moved = [W.astype(np.complex128) for W in weights]
            moved[place][index] += 1j * STEP
            gradient[index] = run(moved).sum().imag / STEP
    return gradients


def true_gradients(X: Array, weights: Sequence[Array], activation: str) -> list[Array]:
    """The gradients that `gradient_norms` is about."""

    def run(moved: list[Complexes]) -> Complexes:
        values = X.astype(np.complex128)
        for W in moved:
            values = ACTIVATIONS[activation](values @ W)
        return values

    return gradients_of(run, weights)


# --- planning --------------------------------------------------------------------------------------------------------


def _draw(rng: np.random.Generator, shape: tuple[int, ...], high: float = 8) -> Array:
    """Numbers of both signs, none near the kink at 0."""
    return np.array(rng.uniform(0.05, high, shape) * rng.choice([-1, 1], shape))


def plan_relu(rng: np.random.Generator) -> list[Case]:
    """Several shapes, a zero among them; the first one twice."""
    inputs = [_draw(rng, shape) for shape in [(8, 6), (6,), (2, 3, 2), (1, 5), (8, 6)]]
    inputs[1][rng.integers(6)] = 0.0
    cases = [_relu_case(z) for z in inputs]
    return [*cases, replace(cases[0], repeated=True)]


# From one entry to a matrix; the zero comes last, and by itself.
SIMPLE_ARRAYS = ([3.0], [-3.0], [[3.0, -2.0]], [[3.0], [-2.0]], [[3.0, -2.0, 0.5], [-0.25, 1.0, -4.0]], [0.0])


def simple_relu() -> list[Case]:
    """From one entry to a matrix."""
    return [_relu_case(np.array(z)) for z in SIMPLE_ARRAYS]


def _relu_case(z: Array) -> Case:
    return Case(Call("relu", (z,)), Expected("relu(z)", true_relu(z), np.zeros(z.shape)))


def plan_relu_backward(rng: np.random.Generator) -> list[Case]:
    """Several shapes, never an upstream of ones; zeros only in two cases, where the slope is put to 0 by hand."""
    cases = []
    for shape, zeros in [((8, 6), 0), ((7,), 2), ((2, 3, 2), 0), ((3, 4), 3), ((8, 6), 0)]:
        z, upstream = _draw(rng, shape, 3), _draw(rng, shape, 1) + rng.choice([-0.5, 0.5])
        upstream[np.abs(upstream) < 0.1] = 0.75
        z.flat[rng.choice(z.size, zeros, replace=False)] = 0.0
        cases.append(_relu_backward_case(upstream, z))
    return [*cases, replace(cases[0], repeated=True)]


def simple_relu_backward() -> list[Case]:
    """From one entry to a matrix, with upstream gradients of either sign."""
    upstreams = ([2.0], [2.0], [[-0.5, 4.0]], [[-0.5], [4.0]], [[-0.5, 4.0, 2.0], [3.0, -1.0, -2.0]], [2.0])
    return [
        _relu_backward_case(np.array(upstream), np.array(z))
        for upstream, z in zip(upstreams, SIMPLE_ARRAYS, strict=True)
    ]


def _relu_backward_case(upstream: Array, z: Array) -> Case:
    gradient = numeric_gradient(lambda at: float(np.sum(upstream * true_relu(at))), z)
    flat = z == 0  # where the slope is put to 0 by hand
    gradient.value[flat] = gradient.error[flat] = 0.0
    name = "relu_backward(grad_output, z)"
    return Case(Call("relu_backward", (upstream, z)), Expected(name, gradient.value, gradient.error))


def plan_clip(rng: np.random.Generator) -> list[Case]:
    """Norms above, below and exactly at the limit; all zeros; each array short and all together long; one array alone."""

    def of_norm(norm: float, *shapes: tuple[int, ...]) -> list[Array]:
        arrays = [_draw(rng, shape, 1) for shape in shapes]
        return [norm / _norm(arrays) * array for array in arrays]

    limit, unit = float(rng.uniform(1.5, 3)), float(rng.choice([0.5, 1.0, 2.0]))  # 3, 4 and 5 times unit are exact
    settings = [
        (of_norm(float(rng.uniform(2, 4)) * limit, (3, 4), (4,)), limit),
        (of_norm(float(rng.uniform(0.4, 0.8)) * limit, (2, 3), (1,), (3, 1)), limit),
        ([np.array([3 * unit, 0.0]), np.array([[-4 * unit]])], 5 * unit),
        ([np.zeros((2, 2)), np.zeros(3)], limit),
        ([of_norm(0.8 * limit, shape)[0] for shape in ((2, 2), (3,), (1, 4))], limit),
        (of_norm(1000 * limit, (2, 3)), limit),
    ]
    cases = [_clip_case(gradients, max_norm) for gradients, max_norm in settings]
    return [*cases, replace(cases[0], repeated=True)]


def _norm(arrays: Sequence[Array]) -> float:
    """The length of the one vector that holds all entries."""
    return float(np.linalg.norm(np.concatenate([array.ravel() for array in arrays])))


def _clip_case(gradients: list[Array], max_norm: float) -> Case:
    share = max_norm / max(max_norm, _norm(gradients))
    # Many add 1e-6 or so to the norm they divide by. Right is what is within 1e-5; the tolerance is ten times the error.
    parts = [Expected(f"result[{i}]", g * share, 1e-6 * np.abs(g * share)) for i, g in enumerate(gradients)]
    return Case(Call("clip_gradients", (gradients, max_norm)), tuple(parts))


def simple_clip() -> list[Case]:
    """Too long, too short, exactly at the limit and zero; then two arrays, whose norm is 5, once of unlike axes."""
    settings: list[tuple[list[list[float] | list[list[float]]], float]] = [
        ([[6.0]], 2.0),
        ([[3.0, 4.0]], 2.5),
        ([[0.3, 0.4]], 1.0),
        ([[0.0, 0.0]], 2.0),
        ([[3.0, 4.0]], 10.0),
        ([[3.0, 0.0], [4.0]], 2.5),
        ([[[3.0, 0.0]], [4.0]], 4.5),  # a matrix and its bias
        ([[3.0, 0.0], [4.0]], 6.0),
    ]
    return [_entry_by_entry(_clip_case([np.array(g) for g in arrays], limit)) for arrays, limit in settings]


def _entry_by_entry(case: Case) -> Case:
    """Show the entries of the list that comes back one by one, as it may be an array; else, all that came."""
    assert isinstance(case.expected, tuple)  # noqa: S101 -- _clip_case made it
    call = str(written_call(case.call))
    whole = Written(shown([part.value for part in case.expected], 6))
    entries = [Repro(f"{call}[{i}]", part, itemgetter(i)) for i, part in enumerate(case.expected)]
    return replace(case, repros=(*entries, Repro(call, whole)))


def plan_one_layer(rng: np.random.Generator) -> list[Case]:
    """One layer alone, in several shapes, with either activation."""
    return _norms_cases(rng, [(5, (3, 2)), (1, (4, 3)), (3, (4, 1))], [(4, (2, 5)), (6, (4, 1)), (2, (3, 3))])


def plan_deep(rng: np.random.Generator) -> list[Case]:
    """Two to five layers of several widths; the first has square weights, so that a wrong transpose gives numbers there."""
    sigmoid = [(3, (4, 4, 4, 4)), (2, (2, 5, 3, 4, 3, 2)), (5, (3, 4, 1))]
    return _norms_cases(rng, sigmoid, [(4, (3, 5, 2)), (3, (4, 6, 5, 4, 3))])


Sizes: TypeAlias = tuple[int, tuple[int, ...]]  # rows, and the widths from X to the output


def _norms_cases(rng: np.random.Generator, sigmoid: list[Sizes], relu: list[Sizes]) -> list[Case]:
    """Networks with the sigmoid, the first one twice; then the learner's own ReLU, both ways; then networks with ReLU."""
    first = [_norms_case(rng, "sigmoid", *sizes) for sizes in sigmoid]
    own = [plan_relu(rng)[0], plan_relu_backward(rng)[0]]
    return [*first, replace(first[0], repeated=True), *own, *(_norms_case(rng, "relu", *sizes) for sizes in relu)]


def _norms_case(rng: np.random.Generator, activation: str, n: int, widths: tuple[int, ...]) -> Case:
    """Draw a network until no sum is near ReLU's kink, and no gradient so small that differences would not find it."""
    while True:
        X = rng.normal(0, 1, (n, widths[0]))
        weights = [rng.normal(0, 1.2, shape) for shape in pairwise(widths)]
        if min(np.abs(sums).min() for _, sums in true_sums(X, weights, activation)) < 0.01:
            continue
        norms = _true_norms(X, weights, activation)
        if min(norms) > 5e-3:
            return _norms_of(X, weights, activation, norms)


def _true_norms(X: Array, weights: list[Array], activation: str) -> list[float]:
    return [float(np.linalg.norm(gradient)) for gradient in true_gradients(X, weights, activation)]


def _norms_of(X: Array, weights: list[Array], activation: str, norms: Sequence[float]) -> Case:
    # One value per layer, each with a tolerance of its own: the small ones are what the exercise is about. Differences of
    # one side, at a step of 1e-6, are off by some 1e-7 of what is 5e-3 at least, and count, with a remark.
    rough = 1e-5 if len(norms) == 1 else 3e-5
    parts = [Expected(f"norms[{i}]", np.asarray(norm), np.zeros(()), loose_rtol=rough) for i, norm in enumerate(norms)]
    return Case(Call("gradient_norms", (X, weights, activation)), tuple(parts))


SIMPLE_X = np.array([[2.0, -1.0], [0.5, 3.0]])
SIMPLE_WEIGHTS = (np.array([[1.0, -0.5], [0.25, 2.0]]), np.array([[0.5, 1.0], [-1.5, 0.75]]), np.array([[-1.0], [2.0]]))


def simple_one_layer() -> list[Case]:
    """From one row, one feature, one output up, with either activation."""
    W, column = SIMPLE_WEIGHTS[0], SIMPLE_WEIGHTS[2]
    settings = [(SIMPLE_X[:1, :1], W[:1, :1]), (SIMPLE_X[:1], column), (SIMPLE_X, -column), (SIMPLE_X, W)]
    return [case for X, W in settings for case in _with_either(X, [W])]


def simple_deep() -> list[Case]:
    """Two layers and three, of one number each; then of pairs."""
    numbers = [np.array([[w]]) for w in (0.5, 2.0, 0.125)]
    settings = [(SIMPLE_X[:1, :1], numbers[:2]), (SIMPLE_X[:1, :1], numbers)]
    settings += [(SIMPLE_X, [SIMPLE_WEIGHTS[0], SIMPLE_WEIGHTS[2]]), (SIMPLE_X, list(SIMPLE_WEIGHTS))]
    return [case for X, weights in settings for case in _with_either(X, weights)]


def _with_either(X: Array, weights: list[Array]) -> list[Case]:
    """With the sigmoid; and with ReLU, of other rows, so that nothing that is right once is wrong the other time."""
    return [_simple_norms(X, weights, "sigmoid"), _simple_norms(2 * X, weights, "relu")]


def _simple_norms(X: Array, weights: list[Array], activation: str) -> Case:
    """Show all norms at once: a list, as good as an array of them."""
    norms = _true_norms(X, weights, activation)
    case = _norms_of(X, weights, activation, norms)
    right = Expected("norms", np.array(norms), np.zeros(len(norms)), loose_rtol=0)
    return replace(case, repros=(Repro(str(written_call(case.call)), right),))


# --- judging ---------------------------------------------------------------------------------------------------------

KINK_REMARK = Text(
    en="at z = 0 the slope taken is not 0, as was asked; any number from 0 to 1 is a slope of ReLU there, so it counts",
    pt="em z = 0 a inclinação usada não é 0, como pedido; ali, qualquer número de 0 a 1 é uma inclinação da ReLU, então vale",
)
LIST_WHY = Text(
    en="`{function}` returned {what}, where a list of {count} is expected: one for each array in `{argument}`",
    pt="`{function}` devolveu {what}, e o esperado é uma lista de {count}: um item para cada array em `{argument}`",
)
RELU_FIRST = Text(
    en="not judged: with the sigmoid the norms are right, with ReLU they cannot be judged while `{function}` is not right; it waits for “{needed}” to pass",
    pt="não avaliado: com a sigmoide as normas estão certas; com a ReLU não dá para avaliá-las enquanto `{function}` não estiver certa; espera que “{needed}” passe",
)
RELU_FIRST_HELP = Text(
    en="Mend that one; `gradient_norms` may then be right as it is.",
    pt="Corrija aquela; depois disso, `gradient_norms` talvez já esteja certa como está.",
)
LIST_HELP = Text(
    en="Collect the results in a list, in the order of the arrays that came in, and return that list.",
    pt="Junte os resultados numa lista, na ordem dos arrays recebidos, e devolva essa lista.",
)


def judge_relu_backward(
    exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]
) -> Verdict:
    """Judge with 0 in the place of whatever is a slope of ReLU at z = 0, and remark upon it."""
    flat = [_with_flat_kink(case, outcome) for case, outcome in zip(cases, outcomes, strict=False)]
    verdict = judge_values(exercise, check, cases, flat)
    if verdict.status != "passed":
        as_returned = judge_values(exercise, check, cases, outcomes).diagnosis
        return named(verdict, as_returned.mistake) if as_returned and verdict.diagnosis is None else verdict
    if all(one is other for one, other in zip(flat, outcomes, strict=True)):
        return verdict
    return replace(verdict, remarks=(*verdict.remarks, KINK_REMARK()))


def _with_flat_kink(case: Case, outcome: Outcome) -> Outcome:
    """Put 0 where z is 0 and what was returned is the upstream gradient times a number from 0 to 1."""
    numbers = as_numbers(outcome.value) if isinstance(outcome, Returned) else None
    upstream, z = (np.asarray(arg) for arg in case.call.args)
    if not isinstance(outcome, Returned) or not isinstance(numbers, Numbers) or numbers.array.shape != z.shape:
        return outcome
    slope = numbers.array / upstream
    accepted = (z == 0) & (slope > 0) & (slope <= 1 + 1e-6)  # float32 included
    if not accepted.any():
        return outcome
    return replace(outcome, value=np.where(accepted, 0.0, numbers.array))


def judge_list(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge entry by entry; an array is as good as a list, and what is neither, or has not as many, is told as such."""
    listed: list[Outcome] = []
    for case, outcome in zip(cases, outcomes, strict=False):
        if not isinstance(outcome, Returned):
            listed.append(outcome)
            break
        value = outcome.value
        if isinstance(value, np.ndarray) and value.ndim:
            value = [np.asarray(item) for item in value]
        assert isinstance(case.expected, tuple)  # noqa: S101 -- the plans see to it
        if not isinstance(value, list | tuple) or len(value) != len(case.expected):
            if listed and (before := judge_values(exercise, check, cases, listed)).status != "passed":
                return before
            function = exercise.function(case.call.function)
            argument = next(
                name for name, arg in zip(function.parameters, case.call.args, strict=True) if isinstance(arg, list)
            )
            what, count = described(outcome.value), len(case.expected)
            why = LIST_WHY(function=function.name, what=what, count=count, argument=argument)
            return Verdict("failed", why, LIST_HELP())
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
        needed = next(other for other in exercise.checks if other.id == case.call.function)
        if not (needed.judge or judge_values)(exercise, needed, [case], [outcome]).numbers_right:
            return Verdict("waiting", RELU_FIRST(function=needed.id, needed=needed.title), RELU_FIRST_HELP())
    return verdict


# --- known mistakes --------------------------------------------------------------------------------------------------

IF_ON_ARRAY = Mistake(
    "if-on-whole-array",
    why=Text(
        en="`if` and Python's own max want one answer; comparing an array gives one per entry.",
        pt="`if` e a max do próprio Python querem uma resposta só; comparar um array dá uma por entrada.",
    ),
    next=Text(
        en="numpy has functions that compare, or choose, entry by entry.",
        pt="O numpy tem funções que comparam, ou escolhem, entrada por entrada.",
    ),
    raises=r"ValueError: The truth value of an array",
)
RELU_MISTAKES = (
    Mistake(
        "slope-for-value",
        why=Text(
            en="These are zeros and ones: the slope of ReLU, not its value.",
            pt="Estes são zeros e uns: a inclinação da ReLU, não o valor dela.",
        ),
        next=Text(en="relu(3) must be 3.", pt="relu(3) deve ser 3."),
        formula=lambda z: np.heaviside(z, 0),
    ),
    Mistake(
        "absolute-value",
        why=Text(
            en="These are the numbers of |z|: negative z are folded up, and ReLU makes 0 of them.",
            pt="Estes são os números de |z|: os z negativos foram rebatidos, e a ReLU faz deles 0.",
        ),
        next=Text(en="relu(−3) must be 0.", pt="relu(−3) deve ser 0."),
        formula=np.abs,
    ),
    Mistake(
        "maximum-along-axis",
        why=Text(
            en="np.max(z, 0) gives the largest entries along axis 0; its second argument is an axis, not a number to compare with.",
            pt="np.max(z, 0) dá as maiores entradas ao longo do eixo 0; o segundo argumento é um eixo, não um número para comparar.",
        ),
        next=Text(
            en="Another function of numpy compares two things entry by entry.",
            pt="Outra função do numpy compara duas coisas entrada por entrada.",
        ),
        formula=lambda z: np.max(z, 0),
    ),
    Mistake(
        "array-for-whole-number",
        why=Text(
            en="An array stands where numpy or Python takes one whole number, such as an axis or a count: np.max(0, z) would look for the axis z.",
            pt="Há um array onde o numpy ou o Python recebe um número inteiro só, como um eixo ou uma contagem: np.max(0, z) procuraria o eixo z.",
        ),
        next=Text(
            en="Which function of numpy compares two things entry by entry?",
            pt="Que função do numpy compara duas coisas entrada por entrada?",
        ),
        raises=r"TypeError: only integer scalar arrays can be converted to a scalar index",
    ),
    IF_ON_ARRAY,
)

MASK = Mistake(
    "mask-without-upstream",
    why=Text(
        en="These are the slopes of ReLU alone, zeros and ones: the upstream gradient `grad_output` is not used.",
        pt="Estas são só as inclinações da ReLU, zeros e uns: o gradiente a montante `grad_output` não é usado.",
    ),
    next=Text(
        en="The chain rule is a product of two factors. Which one is missing?",
        pt="A regra da cadeia é um produto de dois fatores. Qual está faltando?",
    ),
)
RELU_BACKWARD_MISTAKES = (
    replace(MASK, formula=lambda _, z: np.heaviside(z, 0)),
    replace(MASK, formula=lambda _, z: np.heaviside(z, 1)),
    Mistake(
        "slope-ignored",
        why=Text(
            en="The upstream gradient comes through everywhere. Where z is negative, nudging it changes nothing, so nothing may pass.",
            pt="O gradiente a montante passa por toda parte. Onde z é negativo, mexer nele não muda nada, então nada pode passar.",
        ),
        next=Text(en="Which role has z to play?", pt="Que papel cabe a z?"),
        formula=lambda g, _: g,
    ),
    Mistake(
        "value-for-slope",
        why=Text(
            en="The upstream gradient is multiplied by relu(z), the value; the chain rule asks for the slope.",
            pt="O gradiente a montante está multiplicado por relu(z), o valor; a regra da cadeia pede a inclinação.",
        ),
        next=Text(en="How steep is ReLU at z = 3?", pt="Qual é a inclinação da ReLU em z = 3?"),
        formula=lambda g, z: g * true_relu(z),
    ),
    Mistake(
        "relu-of-upstream",
        why=Text(
            en="ReLU is applied to the upstream gradient, so that negative gradients are lost. Whether something passes depends on z alone.",
            pt="A ReLU foi aplicada ao gradiente a montante, e os gradientes negativos se perdem. Se algo passa ou não, depende só de z.",
        ),
        next=Text(en="Whose sign opens the gate?", pt="O sinal de quem abre a porta?"),
        formula=lambda g, _: true_relu(g),
    ),
    Mistake(
        "arguments-swapped",
        why=Text(
            en="z comes through where the upstream gradient is positive: the two arguments have changed places.",
            pt="z passa onde o gradiente a montante é positivo: os dois argumentos trocaram de lugar.",
        ),
        next=Text(
            en="The upstream gradient comes first, z second.", pt="O gradiente a montante vem primeiro, z vem depois."
        ),
        formula=lambda g, z: z * (g > 0),
    ),
    IF_ON_ARRAY,
)


def _clipped(factor: Callable[[list[Array], float], float]) -> Callable[[list[Array], float], tuple[Array, ...]]:
    return lambda gradients, limit: tuple(g * factor(gradients, limit) for g in gradients)


def _by_size(size: Callable[[list[Array]], float]) -> Callable[[list[Array], float], tuple[Array, ...]]:
    """Clipped with another size in the place of the norm."""
    return _clipped(lambda gradients, limit: limit / max(limit, size(gradients)))


def _rescaled(gradients: list[Array], limit: float) -> float:
    return float(np.divide(limit, _norm(gradients)))


ALWAYS = Mistake(
    "always-rescaled",
    why=Text(
        en="The gradients are brought to the limit even where they are shorter than it: short ones are stretched.",
        pt="Os gradientes são levados ao limite mesmo quando são mais curtos que ele: os curtos são esticados.",
    ),
    next=Text(en="When must nothing be done at all?", pt="Quando não se deve fazer nada?"),
)
OTHER_SIZE = Mistake(
    "other-norm",
    why=Text(
        en="The gradients are multiplied by one number, but their size is measured otherwise: not by the root of the sum of all squares.",
        pt="Os gradientes são multiplicados por um número só, mas o tamanho deles é medido de outro jeito: não pela raiz da soma de todos os quadrados.",
    ),
    next=Text(
        en="Try (3, 0) and (4), whose norm is 5: not 7, not 4, not 25.",
        pt="Experimente (3, 0) e (4), cuja norma é 5: nem 7, nem 4, nem 25.",
    ),
)
BY_ZERO = Mistake(
    "divided-by-norm-of-zero",
    why=Text(
        en="When all gradients are zero, so is their norm, and it is divided by.",
        pt="Quando todos os gradientes são zero, a norma também é, e o código divide por ela.",
    ),
    next=Text(
        en="Which comes first: dividing, or asking whether there is anything to clip?",
        pt="O que vem primeiro: dividir, ou perguntar se há algo a cortar?",
    ),
)
CLIP_MISTAKES = (
    Mistake(
        "clipped-by-value-not-norm",
        why=Text(
            en="Each entry is cut off by itself at ±max_norm. That turns the gradient: large entries shrink, small ones stay.",
            pt="Cada entrada é cortada sozinha em ±max_norm. Isso muda a direção do gradiente: as grandes encolhem, as pequenas ficam.",
        ),
        next=Text(
            en="All entries must be multiplied by the same number. Which?",
            pt="Todas as entradas devem ser multiplicadas pelo mesmo número. Qual?",
        ),
        formula=lambda gradients, limit: tuple(np.clip(g, -limit, limit) for g in gradients),
    ),
    Mistake(
        "clipped-array-by-array",
        why=Text(
            en="Each array is clipped by its own norm. The global norm takes all of them together, as one vector.",
            pt="Cada array é cortado pela própria norma. A norma global toma todos juntos, como um vetor só.",
        ),
        next=Text(en="How many norms are there, for how many arrays?", pt="Quantas normas há, para quantos arrays?"),
        formula=lambda gradients, limit: tuple(g * limit / max(limit, _norm([g])) for g in gradients),
    ),
    replace(ALWAYS, formula=_clipped(_rescaled)),
    replace(ALWAYS, formula=_clipped(lambda gs, limit: _rescaled(gs, limit) if _norm(gs) else 1)),
    replace(OTHER_SIZE, formula=_by_size(lambda gs: _norm(gs) ** 2)),
    replace(OTHER_SIZE, formula=_by_size(lambda gs: sum(_norm([g]) for g in gs))),
    replace(OTHER_SIZE, formula=_by_size(lambda gs: float(sum(np.abs(g).sum() for g in gs)))),
    replace(OTHER_SIZE, formula=_by_size(lambda gs: float(max(np.abs(g).max() for g in gs)))),
    Mistake(
        "limit-ignored",
        why=Text(
            en="Where it clips, the result has norm 1, whatever `max_norm` is.",
            pt="Onde há corte, o resultado tem norma 1, seja qual for `max_norm`.",
        ),
        next=Text(en="Which length must the result have?", pt="Que comprimento o resultado deve ter?"),
        formula=_clipped(lambda gs, limit: 1 / _norm(gs) if _norm(gs) > limit else 1),
    ),
    Mistake(
        "nothing-clipped",
        why=Text(
            en="The gradients come back as they went in, however long they are.",
            pt="Os gradientes voltam como entraram, por mais compridos que sejam.",
        ),
        next=Text(
            en="`g = g * factor` in a loop gives the loop's own name another value, and the list stays as it was.",
            pt="`g = g * fator` num laço dá outro valor ao nome usado no laço, e a lista fica como estava.",
        ),
        formula=lambda gradients, _: tuple(gradients),
    ),
    replace(BY_ZERO, raises=r"ZeroDivisionError"),
    replace(BY_ZERO, formula=_clipped(lambda gs, limit: min(1.0, _rescaled(gs, limit)) if _norm(gs) else np.nan)),
)

Norms: TypeAlias = Callable[[Array, list[Array], str], tuple[float, ...]]


def _measured(measure: Callable[[Array], Any]) -> Norms:
    """Something else measured of the right gradients."""
    return lambda *args: tuple(float(measure(gradient)) for gradient in true_gradients(*args))


frobenius = _measured(np.linalg.norm)


def _with_slopes(*slopes: Callable[[Array], Array] | None, sigmoid_only: bool = False) -> Norms:
    """The norms with other slopes of the activation: one given for all layers, or one for hidden ones and one for the last.

    A slope takes the sums z; None is the right one.
    """

    def norms(X: Array, weights: list[Array], activation: str) -> tuple[float, ...]:
        def run(moved: list[Complexes]) -> Complexes:
            values = X.astype(np.complex128)
            for place, W in enumerate(moved, 1):
                z = values @ W
                values = ACTIVATIONS[activation](z)
                slope = slopes[-1] if place == len(moved) else slopes[0]
                if slope is not None and not (sigmoid_only and activation == "relu"):
                    values = values.real + 1j * z.imag * slope(z.real)
            return values

        return tuple(float(np.linalg.norm(gradient)) for gradient in gradients_of(run, weights))

    return norms


def _weights_not_transposed(X: Array, weights: list[Array], activation: str) -> tuple[float, ...]:
    """The derivative crosses each layer by Wᵀ where it should by W (forward; backward it is the other way round)."""

    def run(moved: list[Complexes]) -> Complexes:
        values = X.astype(np.complex128)
        for W in moved:
            sums = values.real @ W
            values = ACTIVATIONS[activation](sums + 1j * (values.imag @ W.real.T))
        return values

    return tuple(float(np.linalg.norm(gradient)) for gradient in gradients_of(run, weights))


def _layer_by_layer(measure: Callable[[Array, Array, Array, str], Any]) -> Norms:
    """Something measured in each layer by itself: of what enters it, its weights and its sums."""
    return lambda X, weights, activation: tuple(
        float(measure(entered, W, sums, activation))
        for W, (entered, sums) in zip(weights, true_sums(X, weights, activation), strict=True)
    )


def _ones(z: Array) -> Array:
    return np.ones_like(z)


def _twice(z: Array) -> Array:
    again = ACTIVATIONS["sigmoid"](ACTIVATIONS["sigmoid"](z))
    return np.asarray(again * (1 - again), np.float64)


def _delta_norm(X: Array, weights: list[Array], activation: str) -> tuple[float, ...]:
    """‖∂(sum of the output)/∂z‖ of the one layer there is: with the identity in X's place, W is z."""
    z = X @ weights[0]
    return frobenius(np.eye(len(X)), [z], activation)


OTHER_MEASURE = Mistake(
    "norm-not-frobenius",
    why=Text(
        en="The gradients are right, but something else is measured of them, not the Frobenius norm.",
        pt="Os gradientes estão certos, mas o que se mede deles é outra coisa, não a norma de Frobenius.",
    ),
    next=Text(
        en="Square all entries, add them up; what comes last?",
        pt="Eleve as entradas ao quadrado, some tudo; o que vem por último?",
    ),
)
IGNORED = Mistake(
    "activation-ignored",
    why=Text(
        en="The numbers are those of the same activation in every call, whatever `activation` says.",
        pt="Os números são os da mesma ativação em todas as chamadas, diga `activation` o que disser.",
    ),
    next=Text(
        en="Compare the name in your `if` with those of the exercise, letter by letter.",
        pt="Compare o nome que está no seu `if` com os do enunciado, letra por letra.",
    ),
)
ONE_LAYER_MISTAKES = (
    replace(OTHER_MEASURE, formula=_measured(lambda g: np.sum(g**2))),
    replace(OTHER_MEASURE, formula=_measured(lambda g: np.sum(np.abs(g)))),
    replace(OTHER_MEASURE, formula=_measured(lambda g: np.max(np.abs(g)))),
    replace(OTHER_MEASURE, formula=_measured(lambda g: np.mean(np.abs(g)))),
    replace(OTHER_MEASURE, formula=_measured(lambda g: np.sqrt(np.mean(g**2)))),
    replace(OTHER_MEASURE, formula=_measured(lambda g: np.linalg.norm(g, 2))),
    Mistake(
        "missing-activation-derivative",
        why=Text(
            en="The slope of the activation is left out of the last layer, as if it had no activation.",
            pt="A inclinação da ativação ficou de fora na última camada, como se ela não tivesse ativação.",
        ),
        next=Text(
            en="The outputs are act(h W). How many functions stand between W and their sum?",
            pt="As saídas são act(h W). Quantas funções há entre W e a soma delas?",
        ),
        formula=_with_slopes(_ones),
    ),
    Mistake(
        "derivative-formula-on-preactivation",
        why=Text(
            en="The sigmoid's slope is taken as z·(1 − z) of the sums; that formula is for a = σ(z).",
            pt="A inclinação da sigmoide usa z·(1 − z), com as somas; essa fórmula vale para a = σ(z).",
        ),
        next=Text(
            en="Which array goes into your σ′? Exercise 05 takes the output.",
            pt="Qual array entra na sua σ′? O exercício 05 recebe a saída.",
        ),
        formula=_with_slopes(lambda z: z * (1 - z), sigmoid_only=True),
    ),
    Mistake(
        "sigmoid-applied-twice",
        why=Text(
            en="The slope is taken as σ(a)·(1 − σ(a)) of something that already is a sigmoid's output.",
            pt="A inclinação usa σ(a)·(1 − σ(a)) de algo que já é a saída de uma sigmoide.",
        ),
        next=Text(
            en="There are two conventions for σ′: of z, and of a = σ(z). Which one does your helper take, and what do you pass?",
            pt="Há duas convenções para σ′: a partir de z e a partir de a = σ(z). Qual delas sua função usa, e o que você passa?",
        ),
        formula=_with_slopes(_twice, sigmoid_only=True),
    ),
    replace(IGNORED, formula=lambda X, weights, _: frobenius(X, weights, "sigmoid")),
    replace(IGNORED, formula=lambda X, weights, _: frobenius(X, weights, "relu")),
    Mistake(
        "mean-for-sum",
        why=Text(
            en="These are the gradients of the mean of the outputs; asked for is their sum.",
            pt="Estes são os gradientes da média das saídas; o pedido é a soma.",
        ),
        next=Text(
            en="Which upstream gradient does a sum send to each of its terms?",
            pt="Que gradiente a montante uma soma manda a cada uma das parcelas?",
        ),
        formula=lambda X, weights, activation: tuple(
            norm / (len(X) * weights[-1].shape[1]) for norm in frobenius(X, weights, activation)
        ),
    ),
    Mistake(
        "gradient-of-sums-not-weights",
        why=Text(
            en="This is the norm of the gradient of the layer's sums z = h W, one step short of W.",
            pt="Esta é a norma do gradiente das somas z = h W da camada, um passo antes de W.",
        ),
        next=Text(
            en="How does ∂cost/∂W come from ∂cost/∂z? You did it in 06.",
            pt="Como ∂custo/∂W sai de ∂custo/∂z? Você fez isso no 06.",
        ),
        formula=_delta_norm,
    ),
)
DEEP_MISTAKES = (
    Mistake(
        "last-layer-first",
        why=Text(
            en="The norms are right and in the order of the backward pass: the last layer's comes first.",
            pt="As normas estão certas e na ordem da passagem para trás: a da última camada vem primeiro.",
        ),
        next=Text(en="The order asked for is that of `weights`.", pt="A ordem pedida é a de `weights`."),
        formula=lambda *args: frobenius(*args)[::-1],
    ),
    Mistake(
        "weight-not-transposed",
        why=Text(
            en="The gradient goes back through W where it must go through Wᵀ; with square weights that raises no error.",
            pt="O gradiente volta por W onde deve voltar por Wᵀ; com pesos quadrados, isso não gera erro.",
        ),
        next=Text(
            en="This is grad_X of exercise 06; compare the shapes.",
            pt="Isto é o grad_X do exercício 06; compare os shapes.",
        ),
        formula=_weights_not_transposed,
    ),
    Mistake(
        "missing-hidden-activation-derivative",
        why=Text(
            en="The slope of the activation is there in the last layer and left out of the others.",
            pt="A inclinação da ativação está lá na última camada e ficou de fora nas outras.",
        ),
        next=Text(
            en="Every layer has an activation; is its slope taken inside the loop?",
            pt="Toda camada tem ativação; a inclinação dela entra dentro do laço?",
        ),
        formula=_with_slopes(_ones, None),
    ),
    Mistake(
        "gradient-not-passed-back",
        why=Text(
            en="Each layer is given an upstream gradient of ones, as if it were the last one: the layers after it have no say.",
            pt="Cada camada recebe um gradiente a montante de uns, como se fosse a última: as camadas seguintes não participam.",
        ),
        next=Text(
            en="What does a layer hand on to the one before it? In 06 it was grad_X.",
            pt="O que uma camada passa para a anterior? No 06, era grad_X.",
        ),
        formula=_layer_by_layer(lambda entered, W, _, activation: frobenius(entered, [W], activation)[0]),
    ),
)

EXERCISE = Exercise(
    id="vanishing_and_exploding",
    title=Text(en="Vanishing and exploding gradients", pt="Gradientes que desaparecem e que explodem"),
    functions=(
        Function("relu", ("z",)),
        Function("relu_backward", ("grad_output", "z")),
        Function("clip_gradients", ("gradients", "max_norm")),
        Function("gradient_norms", ("X", "weights", "activation")),
    ),
    checks=(
        Check(
            "relu",
            Text(en="Values of ReLU", pt="Valores da ReLU"),
            points=1,
            plan=plan_relu,
            minimal_cases=simple_relu,
            help=Text(
                en="relu(3) = 3, relu(−3) = 0, entry by entry, in the shape of z.",
                pt="relu(3) = 3, relu(−3) = 0, entrada por entrada, no shape de z.",
            ),
            mistakes=RELU_MISTAKES,
        ),
        Check(
            "relu_backward",
            Text(en="∂cost/∂z against the numeric gradient", pt="∂custo/∂z contra o gradiente numérico"),
            points=1,
            plan=plan_relu_backward,
            minimal_cases=simple_relu_backward,
            judge=judge_relu_backward,
            help=Text(
                en="Upstream gradient times slope, entry by entry: the slope is 1 where z > 0 and 0 where z < 0. Take 0 where z = 0.",
                pt="Gradiente a montante vezes inclinação, entrada por entrada: a inclinação é 1 onde z > 0 e 0 onde z < 0. Use 0 onde z = 0.",
            ),
            mistakes=RELU_BACKWARD_MISTAKES,
        ),
        Check(
            "clip",
            Text(en="Clipping by the global norm", pt="Corte pela norma global"),
            points=1,
            plan=plan_clip,
            minimal_cases=simple_clip,
            judge=judge_list,
            help=Text(
                en="One norm for all arrays together; above the limit, one factor for all of them; up to the limit, nothing changes.",
                pt="Uma norma para todos os arrays juntos; acima do limite, um fator só para todos; até o limite, nada muda.",
            ),
            mistakes=CLIP_MISTAKES,
        ),
        Check(
            "norms_one_layer",
            Text(en="Gradient norms of one layer", pt="Normas dos gradientes de uma camada"),
            points=1,
            plan=plan_one_layer,
            minimal_cases=simple_one_layer,
            judge=judge_norms,
            help=Text(
                en="With one layer, the gradient of the sum of act(X W) has two steps: back through the activation, with ones from above, then to W, as in 06.",
                pt="Com uma camada, o gradiente da soma de act(X W) tem dois passos: voltar pela ativação, com uns vindos de cima, e depois ir a W, como no 06.",
            ),
            mistakes=ONE_LAYER_MISTAKES,
        ),
        Check(
            "norms_deep",
            Text(en="Gradient norms of two to five layers", pt="Normas dos gradientes de duas a cinco camadas"),
            points=1,
            plan=plan_deep,
            minimal_cases=simple_deep,
            judge=judge_norms,
            needs=("norms_one_layer",),
            help=Text(
                en="One layer is right, several are not. Look at what passes from layer to layer: the gradient of what entered it, and for each layer its own input and its own sums.",
                pt="Uma camada está certa; várias, não. Veja o que passa de camada em camada: o gradiente do que entrou nela e, em cada camada, a própria entrada e as próprias somas.",
            ),
            mistakes=DEEP_MISTAKES,
        ),
    ),
    hints=(
        Text(
            en="ReLU acts on every entry by itself, so its backward is an entry-by-entry product, as in 05; only the slope is another, and far simpler.",
            pt="A ReLU age em cada entrada separadamente; a volta é um produto entrada por entrada, como no 05; só a inclinação é outra, e bem mais simples.",
        ),
        Text(
            en="Clipping has three steps: one number for the length of everything, one factor from it, and a new list. Ask first whether there is anything to clip, and divide only then.",
            pt="O corte tem três passos: um número para o comprimento de tudo, um fator a partir dele e uma lista nova. Pergunte primeiro se há algo a cortar e só então divida.",
        ),
        Text(
            en="For the norms, run forward first and keep, for each layer, what entered it and its sums. Then go back from the last layer; the sum of the outputs sends a gradient of ones.",
            pt="Para as normas, faça primeiro a passagem para frente e guarde, em cada camada, o que entrou e as somas. Depois volte a partir da última; a soma das saídas manda um gradiente de uns.",
        ),
        Text(
            en="In each layer, going back: through the activation (05, or your relu_backward), then the two gradients of 06 without the bias: the one of W is measured, the one of the input goes on to the layer before. At the end, mind the order.",
            pt="Em cada camada, na volta: pela ativação (05, ou a sua relu_backward) e depois os dois gradientes do 06, sem o viés: o de W é medido, o da entrada segue para a camada anterior. No fim, cuidado com a ordem.",
        ),
    ),
    texts=("cap-18.3",),
    after=("sigmoid_backward", "linear_backward"),
    minutes=35,
    reading=Text(
        en="cap-18.3 (“Desafios do Backpropagation”)",
        pt="cap-18.3 (“Desafios do Backpropagation”)",
    ),
)
