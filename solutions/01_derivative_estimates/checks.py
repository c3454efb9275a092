"""Checks of 01 derivative_estimates: three estimates of a slope, each held against its own formula at the ε passed.

Texts: derivadas (nudge w by ε and see what J does), chain-rule (the gradient is the vector of the partial derivatives).

The formula is the answer, so only rounding is let through: the exact derivative, or another formula, is a wrong answer
here. The costs J are curved enough for these to differ far beyond rounding, and rich enough that no two known mistakes
coincide. Their coefficients are short decimals, so that a learner can type them in and see the same numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from autograder.authoring.given_functions import number_function
from autograder.authoring.numeric import EPSILON
from autograder.i18n.language import Text
from autograder.judging.model import Case, Check, Exercise, Expected, Function, Mistake
from autograder.sandbox.protocol.calls import Argument, Call
from autograder.sandbox.protocol.values import Array, Value

Along: TypeAlias = Callable[[float], float]  # t ↦ J with w, or one entry of w, moved by t
Rule: TypeAlias = Callable[[Along, float], float]  # an estimate of the slope of `along` at 0 from a step
Formula: TypeAlias = Callable[..., Value]

DEFAULT = 1e-3  # of forward_difference and central_difference
DEFAULT_GRADIENT = 1e-5
FLOAT32 = float(np.finfo(np.float32).eps)  # a right estimate stored as float32 is off by up to half of this


def forward(along: Along, e: float) -> float:
    """(J(w + ε) − J(w)) / ε."""
    return (along(e) - along(0.0)) / e


def central(along: Along, e: float) -> float:
    """(J(w + ε) − J(w − ε)) / (2ε)."""
    return (along(e) - along(-e)) / (2 * e)


# --- costs, and the cases made of them -------------------------------------------------------------------------------


def _decimal(rng: np.random.Generator, low: float, high: float, digits: int = 2) -> float:
    return round(float(rng.uniform(low, high)), digits)


def _cubic(rng: np.random.Generator) -> tuple[str, Callable[[Array], float]]:
    a, b = _decimal(rng, 0.5, 1.5), _decimal(rng, 1, 3)
    return f"{a} * w**3 + {b} / w", lambda w: float(a * w**3 + b / w)


def _wave(rng: np.random.Generator) -> tuple[str, Callable[[Array], float]]:
    a, b = _decimal(rng, 1, 2), _decimal(rng, 0.5, 1.5)
    return f"{a} * np.sin(3 * w) + {b} * w**3", lambda w: float(a * np.sin(3 * w) + b * w**3)


def _steep(rng: np.random.Generator) -> tuple[str, Callable[[Array], float]]:
    """A cost that falls; where the others are asked for at 2 and beyond, they rise."""
    a, b = _decimal(rng, 0.5, 1.5), _decimal(rng, 1, 3)
    return f"{b} * w**2 - {a} * np.exp(5 * w)", lambda w: float(b * w**2 - a * np.exp(5 * w))


def _scalar_cases(rng: np.random.Generator, function: str, rule: Rule, draw_default: tuple[float, float]) -> list[Case]:
    """Floats and ints, negative ones too; with ε left out, and with others passed; the first one twice."""
    low, high = draw_default
    settings: list[tuple[tuple[str, Callable[[Array], float]], float | int, float | None]] = [
        (_steep(rng), _decimal(rng, low, high, 3), None),
        (_cubic(rng), -_decimal(rng, 0.8, 2.2, 3), _decimal(rng, 0.02, 0.09, 3)),
        (_wave(rng), _decimal(rng, -1.8, 1.8, 3), _decimal(rng, 0.21, 0.39, 3)),
        (_cubic(rng), int(rng.choice([2, 3, -3, 4])), None),
        (_wave(rng), int(rng.choice([2, 3, -3, -4])), _decimal(rng, 0.002, 0.009, 4)),
    ]
    cases = [_scalar_case(function, rule, *settings[i]) for i in rng.permutation(len(settings))]
    return [*cases, Case(cases[0].call, cases[0].expected, repeated=True)]


def _scalar_case(
    function: str, rule: Rule, cost: tuple[str, Callable[[Array], float]], w: float, epsilon: float | None
) -> Case:
    formula, J = cost
    e = DEFAULT if epsilon is None else epsilon

    def along(t: float) -> float:
        return J(np.float64(w + t))  # type: ignore[arg-type]  # a float64 scalar works like a 0-d array

    value = rule(along, e)
    args: tuple[Argument, ...] = (number_function("J", (), J, f"lambda w: {formula}"), w)
    if epsilon is not None:
        args = (*args, epsilon)
    error = np.array(_rounding(along, e, w, value))
    return Case(Call(function, args), Expected(f"J(w) = {formula} ⇒ dJ/dw", np.array(value), error, loose_rtol=FLOAT32))


def _rounding(along: Along, e: float, w: float, slope: float) -> float:
    """What rounding J, and w ± ε, each by half an ulp, may change in the quotient."""
    return EPSILON * (abs(along(e)) + abs(along(-e)) + abs(along(0.0)) + abs(slope) * (abs(w) + e)) / e


def plan_forward(rng: np.random.Generator) -> list[Case]:
    """Cases of forward_difference."""
    return _scalar_cases(rng, "forward_difference", forward, (0.3, 0.8))


def plan_central(rng: np.random.Generator) -> list[Case]:
    """Cases of central_difference."""
    return _scalar_cases(rng, "central_difference", central, (0.3, 0.8))


def _smooth_array(rng: np.random.Generator, shape: tuple[int, ...]) -> tuple[str, Callable[[Array], float]]:
    """A cost that tells every entry apart, and in which each entry's slope depends on all the others."""
    a, b = _decimal(rng, 0.5, 1.5), _decimal(rng, 1, 2)
    k = _numbered(shape)
    text = f"{a} * np.sum(k * w**3) + {b} * np.sin(np.sum(w / k)), {_numbered_text(shape)}"
    return text, lambda w: float(a * np.sum(k * w**3) + b * np.sin(np.sum(w / k)))


def _steep_array(rng: np.random.Generator, shape: tuple[int, ...]) -> tuple[str, Callable[[Array], float]]:
    """A falling cost that bends so much that even ε = 1e-5 and ε = 1e-6 give different numbers."""
    a = _decimal(rng, 0.5, 1.5)
    k = _numbered(shape)
    text = f"-{a} * np.exp(60 * np.sum(k * w)), {_numbered_text(shape)}"
    return text, lambda w: float(-a * np.exp(60 * np.sum(k * w)))


def _numbered(shape: tuple[int, ...]) -> Array:
    return np.arange(1.0, np.prod(shape, dtype=int) + 1).reshape(shape)


def _numbered_text(shape: tuple[int, ...]) -> str:
    size = int(np.prod(shape, dtype=int))
    return f"k = np.arange(1, {size + 1}).reshape({shape})" if shape else "k = 1"


def _array_case(cost: tuple[str, Callable[[Array], float]], w: Array, epsilon: float | None) -> Case:
    formula, J = cost
    e = DEFAULT_GRADIENT if epsilon is None else epsilon
    value, error = np.zeros(w.shape), np.zeros(w.shape)
    for index in np.ndindex(w.shape):
        along = _along_entry(J, w, index)
        value[index] = central(along, e)
        error[index] = _rounding(along, e, float(w[index]), float(value[index]))
    args: tuple[Argument, ...] = (number_function("J", w.shape, J, _lambda(formula)), w)
    if epsilon is not None:
        args = (*args, epsilon)
    expected = Expected(f"J(w) = {formula} ⇒ ∂J/∂w", value, error, loose_rtol=FLOAT32)
    return Case(Call("numerical_gradient", args), expected)


def _lambda(formula: str) -> str:
    """Write a cost of an array as Python does, whatever w is a list of; `k = …` behind its comma becomes a default."""
    body, _, numbered = formula.partition(", ")
    body = re.sub(r"\bw\b", "np.float64(w)", body)
    return f"lambda w, {numbered.replace(' = ', '=')}: {body}" if numbered else f"lambda w: {body}"


def _along_entry(J: Callable[[Array], float], w: Array, index: tuple[int, ...]) -> Along:
    def along(t: float) -> float:
        moved = np.array(w, np.float64)
        moved[index] += t
        return float(J(moved))

    return along


def plan_gradient(rng: np.random.Generator) -> list[Case]:
    """Vectors, matrices and a block of floats; with ε left out, and with others passed; the first one twice."""

    def smooth(shape: tuple[int, ...], epsilon: float) -> Case:
        return _array_case(_smooth_array(rng, shape), rng.uniform(-1.5, 1.5, shape).round(3), epsilon)

    cases = [
        _array_case(_steep_array(rng, (5,)), rng.uniform(-0.005, 0.005, 5).round(5), None),
        _array_case(_steep_array(rng, (2, 2)), rng.uniform(-0.005, 0.005, (2, 2)).round(5), None),
        smooth((2, 3), _decimal(rng, 0.02, 0.09, 3)),
        smooth((4,), _decimal(rng, 0.21, 0.39, 3)),
        smooth((3, 1, 2), _decimal(rng, 0.002, 0.009, 4)),
    ]
    cases = [cases[i] for i in rng.permutation(len(cases))]
    return [*cases, Case(cases[0].call, cases[0].expected, repeated=True)]


def plan_gradient_shapes(rng: np.random.Generator) -> list[Case]:
    """Integer arrays, and arrays of one entry: 0-d, (1,), (1, 1)."""

    def integers(shape: tuple[int, ...], epsilon: float | None) -> Case:
        w = np.array(rng.permutation(np.arange(-3, 5))[: np.prod(shape, dtype=int)].reshape(shape))
        return _array_case(_smooth_array(rng, shape), w, epsilon)

    def floats(shape: tuple[int, ...], epsilon: float | None) -> Case:
        drawn = rng.uniform(0.5, 1.5, shape) * rng.choice([-1, 1], shape)
        w = np.array(np.round(drawn, 3))  # rounding a 0-d array gives a number
        return _array_case(_smooth_array(rng, shape), w, epsilon)

    return [
        integers((4,), None),
        integers((2, 3), _decimal(rng, 0.02, 0.09, 3)),
        floats((), _decimal(rng, 0.02, 0.09, 3)),
        integers((), None),
        floats((1, 1), None),
        integers((1,), _decimal(rng, 0.21, 0.39, 3)),
    ]


# --- the simplest cases ----------------------------------------------------------------------------------------------

SIMPLE_COSTS: tuple[tuple[tuple[str, Callable[[Array], float]], float | int, float | None], ...] = (
    (("w**2", lambda w: float(w**2)), 3.0, 0.5),
    (("w**3", lambda w: float(w**3)), -2.0, 0.5),
    (("w**3", lambda w: float(w**3)), 2.0, None),
    (("1 / w", lambda w: float(1 / w)), 4, 0.5),
    (("np.exp(5 * w)", lambda w: float(np.exp(5 * w))), 1.0, None),
)


def simple_forward() -> list[Case]:
    """Powers at small numbers, with ε passed and left out."""
    return [_scalar_case("forward_difference", forward, *setting) for setting in SIMPLE_COSTS]


def simple_central() -> list[Case]:
    """Powers at small numbers, with ε passed and left out."""
    return [_scalar_case("central_difference", central, *setting) for setting in SIMPLE_COSTS]


def _simple_array(values: object, epsilon: float | None) -> Case:
    """A cost in which each entry's slope depends on the others, as soon as there are any."""
    w = np.array(values)
    if w.size == 1:
        return _array_case(("np.sum(w**3)", lambda w: float(np.sum(w**3))), w, epsilon)
    k = _numbered(w.shape)
    text = f"np.sum(w)**3 + np.sum(k * w**2), {_numbered_text(w.shape)}"
    return _array_case((text, lambda w: float(np.sum(w) ** 3 + np.sum(k * w**2))), w, epsilon)


def simple_gradient() -> list[Case]:
    """From one entry to a matrix."""
    arrays = ([2.0], [1.0, 2.0], [[1.0, -3.0]], [[1.0], [3.0]], [[1.0, 2.0], [0.0, -4.0]])
    steep = ("np.exp(200 * np.sum(w))", lambda w: float(np.exp(200 * np.sum(w))))
    return [*(_simple_array(values, 0.5) for values in arrays), _array_case(steep, np.array([0.01, 0.02]), None)]


def simple_gradient_shapes() -> list[Case]:
    """Integers, and arrays of one entry."""
    settings: tuple[tuple[object, float | None], ...] = (
        (2.0, 0.5),
        ([3], 0.5),
        ([[2.0]], 0.5),
        ([1, 2], 0.5),
        (3, None),
        ([[1, 2], [0, -4]], 0.25),
    )
    return [_simple_array(values, epsilon) for values, epsilon in settings]


# --- known mistakes --------------------------------------------------------------------------------------------------


def _on_number(rule: Rule, default: float = DEFAULT) -> Formula:
    return lambda J, w, e=default: rule(lambda t: J(w + t), e)


def _on_entries(rule: Rule, default: float = DEFAULT_GRADIENT) -> Formula:
    def formula(J: Callable[[Array], float], w: Array, e: float = default) -> Array:
        gradient = np.zeros(w.shape)
        for index in np.ndindex(w.shape):
            gradient[index] = rule(_along_entry(J, w, index), e)
        return gradient

    return formula


def _with_step(rule: Rule, step: float) -> Rule:
    return lambda along, _: rule(along, step)


WRONG_RULES: tuple[tuple[str, Text, Text, tuple[Rule, ...]], ...] = (
    (
        "no-division-by-step",
        Text(
            en="This is how much J changed, not how much it changed per unit of w: the division by the step is missing.",
            pt="Isto é quanto J mudou, e não quanto mudou por unidade de w: falta dividir pelo passo.",
        ),
        Text(
            en="For J = w² at w = 3 and ε = 0.001 you get about 0.006. What turns that into 6?",
            pt="Para J = w² em w = 3 com ε = 0,001, o resultado é cerca de 0,006. O que transforma isso em 6?",
        ),
        (lambda j, e: j(e) - j(0.0), lambda j, e: j(e) - j(-e)),
    ),
    (
        "divided-by-h-not-2h",
        Text(
            en="The difference from w − ε to w + ε is divided by ε, but w has moved by more than that: the estimate is doubled.",
            pt="A diferença entre w − ε e w + ε está dividida por ε, mas w andou mais do que isso: a estimativa sai dobrada.",
        ),
        Text(
            en="How far apart are the two points at which J is evaluated? Divide by that.",
            pt="Qual é a distância entre os dois pontos em que J é avaliada? Divida por ela.",
        ),
        (lambda j, e: (j(e) - j(-e)) / e,),
    ),
    (
        "divided-by-2h-not-h",
        Text(
            en="The difference from w to w + ε is divided by 2ε, but w has moved by ε only: the estimate is halved.",
            pt="A diferença entre w e w + ε está dividida por 2ε, mas w andou só ε: a estimativa sai pela metade.",
        ),
        Text(
            en="How far apart are the two points at which J is evaluated? Compare with the formula in the docstring.",
            pt="Qual é a distância entre os dois pontos em que J é avaliada? Compare com a fórmula da docstring.",
        ),
        (lambda j, e: (j(e) - j(0.0)) / (2 * e),),
    ),
    (
        "difference-reversed",
        Text(
            en="The sign is flipped: the later value of J is subtracted from the earlier one.",
            pt="O sinal está trocado: o valor de J depois do passo está sendo subtraído do valor de antes.",
        ),
        Text(
            en="Where J rises with w the estimate must be positive. Which of the two values comes first?",
            pt="Onde J cresce com w, a estimativa deve ser positiva. Qual dos dois valores vem primeiro?",
        ),
        (
            lambda j, e: (j(0.0) - j(e)) / e,
            lambda j, e: (j(-e) - j(e)) / (2 * e),
            lambda j, e: (j(-e) - j(0.0)) / e,
        ),
    ),
    (
        "backward-difference",
        Text(
            en="This is (J(w) − J(w − ε))/ε, the backward difference: it looks to the left of w only.",
            pt="Isto é (J(w) − J(w − ε))/ε, a diferença regressiva: ela olha só para a esquerda de w.",
        ),
        Text(
            en="At which points does the formula in the docstring evaluate J?",
            pt="Em quais pontos a fórmula da docstring avalia J?",
        ),
        (lambda j, e: (j(0.0) - j(-e)) / e,),
    ),
    (
        "half-step",
        Text(
            en="This is a central difference with half the step: J is evaluated at w ± ε/2.",
            pt="Isto é uma diferença central com metade do passo: J está sendo avaliada em w ± ε/2.",
        ),
        Text(
            en="Central differences are written both ways; here each side moves by the whole ε.",
            pt="Há quem escreva a diferença central assim; aqui cada lado anda um ε inteiro.",
        ),
        (lambda j, e: (j(e / 2) - j(-e / 2)) / e,),
    ),
    (
        "multiplied-by-step",
        Text(
            en="The difference is multiplied by ε instead of divided by it. In Python `a / 2 * e` means (a / 2) · e.",
            pt="A diferença está multiplicada por ε, e não dividida. Em Python, `a / 2 * e` significa (a / 2) · e.",
        ),
        Text(
            en="Look at the end of the line: what exactly does the division apply to?",
            pt="Olhe o fim da linha: a que exatamente a divisão se aplica?",
        ),
        (
            lambda j, e: (j(e) - j(0.0)) * e,
            lambda j, e: (j(e) - j(-e)) * e,
            lambda j, e: (j(e) - j(-e)) / 2 * e,
            lambda j, e: (j(e) - j(-e)) * 2 * e,
        ),
    ),
    (
        "missing-parentheses-in-difference",
        Text(
            en="Only the second value of J is divided: division comes before subtraction.",
            pt="Só o segundo valor de J está sendo dividido: a divisão vem antes da subtração.",
        ),
        Text(
            en="Which part of the formula stands above the fraction bar? It needs brackets.",
            pt="Que parte da fórmula fica em cima do traço da fração? Ela precisa de parênteses.",
        ),
        (
            lambda j, e: j(e) - j(0.0) / e,
            lambda j, e: j(e) - j(-e) / (2 * e),
            lambda j, e: j(e) - j(-e) / 2 * e,
        ),
    ),
)

OTHER_DEFAULT = (
    "other-default-step",
    Text(
        en="With ε passed the numbers are right; with ε left out another step is used than the one in the exercise.",
        pt="Quando ε é passado, os números estão certos; quando não é, o passo usado não é o do enunciado.",
    ),
    Text(
        en="Compare the default value of `epsilon` in your `def` line with that of the exercise.",
        pt="Compare o valor padrão de `epsilon` na sua linha do `def` com o do enunciado.",
    ),
)
IGNORED = (
    "epsilon-ignored",
    Text(
        en="The numbers come from one fixed step, whatever ε is passed.",
        pt="Os números vêm de um passo fixo, seja qual for o ε passado.",
    ),
    Text(
        en="Where does `epsilon` appear in your function? If it calls another one, is it handed on?",
        pt="Onde `epsilon` aparece na sua função? Se ela chama outra, o valor é repassado?",
    ),
)
TOO_LARGE = (
    "step-too-large",
    Text(
        en="The numbers come from a step of 0.1 or even 1, whatever ε is passed: J bends on the way, and the estimate is off.",
        pt="Os números vêm de um passo de 0,1 ou até 1, seja qual for o ε passado: J se curva no caminho, e a estimativa erra.",
    ),
    Text(
        en="The smaller ε, the closer to the slope. Use the `epsilon` that is passed.",
        pt="Quanto menor o ε, mais perto da inclinação. Use o `epsilon` que foi passado.",
    ),
)
FLOAT32_LOST = (
    "float32-step-lost",
    Text(
        en="w was turned into float32, which keeps about seven digits: most of a small step is rounded away.",
        pt="w foi convertido para float32, que guarda uns sete dígitos: boa parte de um passo pequeno some no arredondamento.",
    ),
    Text(en="Keep w in float64, numpy's usual kind.", pt="Mantenha w em float64, o tipo usual do numpy."),
)
FORWARD_USED = Mistake(
    "forward-for-central",
    why=Text(
        en="This is the forward difference: it looks to the right of w only, and its error shrinks like ε instead of ε².",
        pt="Isto é a diferença progressiva: ela olha só para a direita de w, e o erro diminui como ε, e não como ε².",
    ),
    next=Text(
        en="The central difference takes one step to each side of w.",
        pt="A diferença central dá um passo para cada lado de w.",
    ),
)
CENTRAL_USED = Mistake(
    "central-for-forward",
    why=Text(
        en="This is the central difference: closer to the derivative, but the forward difference is asked for here.",
        pt="Isto é a diferença central: chega mais perto da derivada, mas aqui o pedido é a diferença progressiva.",
    ),
    next=Text(
        en="The forward difference starts at w itself and takes one step to the right.",
        pt="A diferença progressiva parte do próprio w e dá um passo para a direita.",
    ),
)
SMALL_STEPS = (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8)
LARGE_STEPS = (0.1, 0.5, 1.0)


def _mistakes(right: Rule, lift: Callable[..., Formula], default: float) -> tuple[Mistake, ...]:
    """Give the mistakes that any of the three functions may have; one mistake may have several formulas."""
    wrong = [(id_, why, next_, lift(rule)) for id_, why, next_, rules in WRONG_RULES for rule in rules]
    for steps, words in ((SMALL_STEPS, IGNORED), (LARGE_STEPS, TOO_LARGE)):
        wrong += [(*words, lift(_with_step(right, step))) for step in steps]
    wrong += [(*OTHER_DEFAULT, lift(right, step)) for step in (*SMALL_STEPS, *LARGE_STEPS) if step != default]
    return tuple(Mistake(id_, why, next_, formula) for id_, why, next_, formula in wrong)


def _like(mistake: Mistake, formula: Formula) -> Mistake:
    return Mistake(mistake.id, mistake.why, mistake.next, formula)


def _number_in_float32(rule: Rule) -> Mistake:
    def formula(J: Callable[[Value], float], w: float, e: float = DEFAULT) -> float:
        return rule(lambda t: J(float(np.float32(w) + np.float32(t))), e)

    return Mistake(*FLOAT32_LOST, formula)


def _entries_in_float32(J: Callable[[Array], float], w: Array, e: float = DEFAULT_GRADIENT) -> Array:
    def along(index: tuple[int, ...]) -> Along:
        def moved(t: float) -> float:
            x = np.array(w, np.float32)
            x[index] += np.float32(t)
            return J(np.array(x, np.float64))

        return moved

    gradient = np.zeros(w.shape)
    for index in np.ndindex(w.shape):
        gradient[index] = central(along(index), e)
    return gradient


def _not_restored(left_at: float) -> Formula:
    """Every entry, once nudged, stays where its last evaluation of J left it."""

    def formula(J: Callable[[Array], float], w: Array, e: float = DEFAULT_GRADIENT) -> Array:
        x, gradient = np.array(w, np.float64), np.zeros(w.shape)
        for index in np.ndindex(w.shape):
            gradient[index] = central(_along_entry(J, x, index), e)
            x[index] += left_at * e
        return gradient

    return formula


def _all_together(J: Callable[[Array], float], w: Array, e: float = DEFAULT_GRADIENT) -> float:
    return (J(w + e) - J(w - e)) / (2 * e)


def _rows_together(J: Callable[[Array], float], w: Array, e: float = DEFAULT_GRADIENT) -> Array:
    gradient = np.zeros(w.shape)
    for row in range(len(w)):
        step = np.zeros(w.shape)
        step[row] = e
        gradient[row] = (J(w + step) - J(w - step)) / (2 * e)
    return gradient


def _flattened(J: Callable[[Array], float], w: Array, e: float = DEFAULT_GRADIENT) -> Array:
    formula = _on_entries(central)
    return np.asarray(formula(J, w, e)).ravel()


GRADIENT_MISTAKES = (
    *_mistakes(central, _on_entries, DEFAULT_GRADIENT),
    _like(FORWARD_USED, _on_entries(forward)),
    Mistake(*FLOAT32_LOST, _entries_in_float32),
    *(
        Mistake(
            "entry-not-restored",
            why=Text(
                en="The first entry is right and the later ones are not: each entry stays nudged while the next ones are nudged.",
                pt="A primeira entrada está certa e as seguintes não: cada entrada continua deslocada enquanto as outras são deslocadas.",
            ),
            next=Text(
                en="What is the value of w[0] while your loop is at w[1]? It must be back where it was.",
                pt="Quanto vale w[0] quando o laço está em w[1]? Precisa ter voltado ao valor original.",
            ),
            formula=_not_restored(left_at),
        )
        for left_at in (-1.0, 1.0)
    ),
    *(
        Mistake(
            "all-entries-nudged-together",
            why=Text(
                en="All entries are nudged at once, so what comes out is the sum of all the partial derivatives.",
                pt="Todas as entradas são deslocadas de uma vez, e o que sai é a soma de todas as derivadas parciais.",
            ),
            next=Text(
                en="`w + epsilon` moves every entry of an array. Move one, and leave the others where they are.",
                pt="`w + epsilon` move todas as entradas de um array. Mova só uma e deixe as outras onde estão.",
            ),
            formula=formula,
        )
        for formula in (_all_together, lambda J, w, e=DEFAULT_GRADIENT: np.full(w.shape, _all_together(J, w, e)))
    ),
    Mistake(
        "row-nudged-together",
        why=Text(
            en="Whole rows are nudged at once: `w[i]` is one entry of a vector, but a row of a matrix.",
            pt="Linhas inteiras são deslocadas de uma vez: `w[i]` é uma entrada de um vetor, mas é uma linha de uma matriz.",
        ),
        next=Text(
            en="A matrix has entries w[i, j]. np.ndindex(w.shape) visits every entry of an array of any shape.",
            pt="As entradas de uma matriz são w[i, j]. np.ndindex(w.shape) passa por todas as entradas de qualquer shape.",
        ),
        formula=_rows_together,
    ),
    Mistake(
        "written-for-matrices",
        why=Text(
            en="The code counts on rows and columns, but w may have any number of axes: a vector has one, another array three.",
            pt="O código conta com linhas e colunas, mas w pode ter qualquer número de eixos: um vetor tem um, outro array tem três.",
        ),
        next=Text(
            en="np.ndindex(w.shape) visits every entry of an array of any shape, with one loop.",
            pt="np.ndindex(w.shape) passa por todas as entradas de qualquer shape, com um laço só.",
        ),
        raises=r"IndexError: tuple index out of range|ValueError: (not enough|too many) values to unpack"
        r"|TypeError: object of type 'numpy\.\w+' has no len\(\)",
    ),
    Mistake(
        "gradient-flattened",
        why=Text(
            en="The numbers are right but stand in one row: the gradient must have the shape of w.",
            pt="Os números estão certos, mas em uma fila só: o gradiente deve ter o shape de w.",
        ),
        next=Text(
            en="Put each number where its entry of w stands, or reshape at the end.",
            pt="Ponha cada número na posição da entrada de w correspondente, ou use reshape no fim.",
        ),
        formula=_flattened,
    ),
)


def _truncating(keeps_drift: bool, whole_result: bool) -> Formula:  # noqa: FBT001 -- the two switches of one formula
    """Store the nudged entries back into an array of w's own kind, as `x[i] = x[i] + e` does."""

    def formula(J: Callable[[Array], float], w: Array, e: float = DEFAULT_GRADIENT) -> Array:
        x, gradient = np.array(w), np.zeros(w.shape, w.dtype if whole_result else np.float64)
        for index in np.ndindex(w.shape):
            before = x[index]
            x[index] = before + e
            above = J(x)
            x[index] = x[index] - 2 * e if keeps_drift else before - e
            below = J(x)
            x[index] = x[index] + e if keeps_drift else before
            gradient[index] = (above - below) / (2 * e)
        return gradient

    return formula


def _whole_result(J: Callable[[Array], float], w: Array, e: float = DEFAULT_GRADIENT) -> Array:
    return np.asarray(_on_entries(central)(J, w, e)).astype(w.dtype)


SHAPE_MISTAKES = (
    *(
        Mistake(
            "integer-array-truncates-step",
            why=Text(
                en="w is an array of integers, and an integer array cannot hold 3 + ε: the step is cut off when it is stored.",
                pt="w é um array de inteiros, e um array de inteiros não comporta 3 + ε: o passo é cortado ao ser guardado.",
            ),
            next=Text(
                en="Look at the dtype of the array that you nudge. It must be float before the first step.",
                pt="Veja o dtype do array em que você mexe. Ele precisa ser float antes do primeiro passo.",
            ),
            formula=_truncating(keeps_drift, whole),
            raises=r"Cannot cast ufunc '(add|subtract)' output",
        )
        for keeps_drift in (False, True)
        for whole in (False, True)
    ),
    Mistake(
        "integer-result-truncated",
        why=Text(
            en="The decimals of the gradient are cut off: the array for the results has the integer dtype of w.",
            pt="As casas decimais do gradiente foram cortadas: o array dos resultados tem o dtype inteiro de w.",
        ),
        next=Text(
            en="np.zeros_like copies the dtype too. Which dtype must a gradient have?",
            pt="np.zeros_like copia também o dtype. Qual dtype um gradiente precisa ter?",
        ),
        formula=_whole_result,
    ),
    Mistake(
        "zero-d-array-has-no-length",
        why=Text(
            en="An array without axes (shape ()) has one entry, but no length and nothing to loop over.",
            pt="Um array sem eixos (shape ()) tem uma entrada, mas não tem comprimento nem por onde percorrer.",
        ),
        next=Text(
            en="np.ndindex(w.shape) visits every entry of an array of any shape, this one included.",
            pt="np.ndindex(w.shape) passa por todas as entradas de um array de qualquer shape, inclusive este.",
        ),
        raises=r"TypeError: (len\(\) of unsized object|iteration over a 0-d array)",
    ),
    Mistake(
        "zero-d-array-becomes-number",
        why=Text(
            en="Arithmetic on an array without axes (shape ()) gives a plain number, which has no entries to set.",
            pt="Uma conta com um array sem eixos (shape ()) dá um número comum, que não tem entradas para alterar.",
        ),
        next=Text(
            en="w.copy(), w.astype(float) and np.array(w, float) keep an array an array.",
            pt="w.copy(), w.astype(float) e np.array(w, float) mantêm um array como array.",
        ),
        raises=r"TypeError: 'numpy\.\w+' object does not support item assignment",
    ),
)

EXERCISE = Exercise(
    id="derivative_estimates",
    title=Text(en="Estimating derivatives", pt="Estimando derivadas"),
    functions=(
        Function("forward_difference", ("J", "w", "epsilon")),
        Function("central_difference", ("J", "w", "epsilon")),
        Function("numerical_gradient", ("J", "w", "epsilon")),
    ),
    checks=(
        Check(
            "forward",
            Text(en="Forward difference", pt="Diferença progressiva"),
            points=2,
            plan=plan_forward,
            minimal_cases=simple_forward,
            help=Text(
                en="Try J = w² at w = 3 with ε = 0.001 by hand: (9.006001 − 9)/0.001 = 6.001. What does your function give?",
                pt="Faça à mão J = w² em w = 3 com ε = 0,001: (9,006001 − 9)/0,001 = 6,001. Quanto dá a sua função?",
            ),
            mistakes=(
                *_mistakes(forward, _on_number, DEFAULT),
                _like(CENTRAL_USED, _on_number(central)),
                _number_in_float32(forward),
            ),
        ),
        Check(
            "central",
            Text(en="Central difference", pt="Diferença central"),
            points=3,
            plan=plan_central,
            minimal_cases=simple_central,
            help=Text(
                en="Try J = w² at w = 3 with ε = 0.001 by hand: (9.006001 − 8.994001)/0.002 = 6. What does your function give?",
                pt="Faça à mão J = w² em w = 3 com ε = 0,001: (9,006001 − 8,994001)/0,002 = 6. Quanto dá a sua função?",
            ),
            mistakes=(
                *_mistakes(central, _on_number, DEFAULT),
                _like(FORWARD_USED, _on_number(forward)),
                _number_in_float32(central),
            ),
        ),
        Check(
            "gradient",
            Text(en="Numerical gradient of vectors and matrices", pt="Gradiente numérico de vetores e matrizes"),
            points=3,
            plan=plan_gradient,
            minimal_cases=simple_gradient,
            help=Text(
                en="Try J(w) = w[0]² + 10·w[1] at w = [3, 5]: the gradient is [6, 10]. Nudge one entry at a time, and put it back.",
                pt="Teste J(w) = w[0]² + 10·w[1] em w = [3, 5]: o gradiente é [6, 10]. Mexa em uma entrada por vez e depois a devolva ao lugar.",
            ),
            mistakes=GRADIENT_MISTAKES,
        ),
        Check(
            "gradient_integers_and_shapes",
            Text(
                en="Numerical gradient of integers and of single entries",
                pt="Gradiente numérico de inteiros e de uma entrada só",
            ),
            points=2,
            plan=plan_gradient_shapes,
            minimal_cases=simple_gradient_shapes,
            needs=("gradient",),
            help=Text(
                en="Try w = np.array([3, 2]), which holds integers, and w = np.array(3.0), which has shape (). Both must work.",
                pt="Teste w = np.array([3, 2]), que guarda inteiros, e w = np.array(3.0), que tem shape (). Os dois devem funcionar.",
            ),
            mistakes=SHAPE_MISTAKES,
        ),
    ),
    hints=(
        Text(
            en="A derivative answers one question: if w goes up a little, by how much does J go up, per unit of w? Everything here is that question, asked with a real step.",
            pt="A derivada responde a uma pergunta: se w sobe um pouco, quanto J sobe, por unidade de w? Tudo aqui é essa pergunta, feita com um passo de verdade.",
        ),
        Text(
            en="Both differences are “change of J” divided by “change of w”. For the central one, count how far it is from w − ε to w + ε; and mind the brackets around what is divided and around what it is divided by.",
            pt="As duas diferenças são “variação de J” dividida por “variação de w”. Na central, conte a distância de w − ε até w + ε; e cuide dos parênteses em volta do que é dividido e daquilo por que se divide.",
        ),
        Text(
            en="For the gradient: make a float copy of w (an integer array cannot hold 3.00001), visit every index with np.ndindex(w.shape), and move only the entry at that index.",
            pt="Para o gradiente: faça uma cópia float de w (um array de inteiros não comporta 3,00001), percorra os índices com np.ndindex(w.shape) e mexa só na entrada daquele índice.",
        ),
        Text(
            en="Inside the loop: one fresh copy of w with the entry ε higher, another with it ε lower, J of both, and their central difference goes to the same index of an array of float zeros shaped like w.",
            pt="Dentro do laço: uma cópia nova de w com a entrada ε acima, outra com ela ε abaixo, J das duas, e a diferença central delas vai para o mesmo índice de um array de zeros float com o shape de w.",
        ),
    ),
    texts=("derivadas", "chain-rule"),
    after=(),
    minutes=30,
    reading=Text(
        en="derivadas (the whole lecture up to SymPy), chain-rule (“Derivadas”)",
        pt="derivadas (a aula até a parte do SymPy), chain-rule (“Derivadas”)",
    ),
)
