"""Checks of 09 delta_rule: one step of the rule on numbers and arrays, and the whole path of gradient descent.

Texts: xor (new weight = old weight − derivative × learning rate), cap-18.3 and pytorch (the same rule, the learning rate's
part in it), derivadas (large derivatives make large steps).

Rates, weights and derivatives of every sign are drawn, so that no known mistake gives the right numbers by chance. Along a
path, the error of rounding is followed step by step: it grows where the path is steep.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from autograder.authoring.given_functions import number_function
from autograder.authoring.numeric import EPSILON
from autograder.i18n.language import Text
from autograder.judging.model import Case, Check, Exercise, Expected, Function, Mistake
from autograder.sandbox.protocol.calls import Call
from autograder.sandbox.protocol.values import Array, Value

Slope: TypeAlias = Callable[[float], float]
Formula: TypeAlias = Callable[..., Value]
Weights: TypeAlias = float | Array | NDArray[np.int64]

ROUGH = 2e-6  # what float32 loses along a path, relative to the largest weight
ROUGH_STEP = 5e-7  # what float32 loses in one step, relative to the largest number in it


def _decimal(rng: np.random.Generator, low: float, high: float, digits: int = 2) -> float:
    return round(float(rng.uniform(low, high)), digits)


# --- one step --------------------------------------------------------------------------------------------------------


def plan_number(rng: np.random.Generator) -> list[Case]:
    """Floats and ints, weights and derivatives of either sign, a derivative of zero; the first one twice.

    The step of the int is never a whole number: its rate has three digits, the last of them not zero.
    """

    def rate() -> float:
        return _decimal(rng, 0.11, 0.49, 3)

    settings: list[tuple[float, float, float]] = [
        (_decimal(rng, 0.5, 3), -_decimal(rng, 0.5, 2), rate()),
        (-_decimal(rng, 1.2, 3), -_decimal(rng, 0.5, 2), rate()),  # steps stay below 1: the new weight is not near 0
        (-_decimal(rng, 0.5, 3), _decimal(rng, 0.5, 2), rate()),
        (_decimal(rng, 0.5, 3), 0.0, rate()),
        (
            int(rng.integers(3, 7)),
            int(rng.integers(2, 7)),
            round(_decimal(rng, 0.11, 0.48) + int(rng.integers(1, 10)) / 1000, 3),
        ),
        (_decimal(rng, 1.2, 3), _decimal(rng, 5, 9), _decimal(rng, 0.002, 0.009, 4)),
    ]
    cases = [_update_case(*settings[i]) for i in rng.permutation(len(settings))]
    return [*cases, Case(cases[0].call, cases[0].expected, repeated=True)]


def plan_array(rng: np.random.Generator) -> list[Case]:
    """Vectors, a matrix and a column of floats, then integer arrays; the first one twice, before the integers."""

    def floats(shape: tuple[int, ...]) -> Array:
        return np.array(rng.uniform(0.5, 2.5, shape) * rng.choice([-1, 1], shape)).round(3)

    def integers(shape: tuple[int, ...]) -> NDArray[np.int64]:
        return np.asarray(rng.integers(2, 8, shape) * rng.choice([-1, 1], shape))

    shapes = [(3,), (2, 3), (4, 1), (2, 1, 3)]
    cases = [_update_case(floats(shape), floats(shape), _decimal(rng, 0.11, 0.49, 3)) for shape in shapes]
    return [
        *cases,
        Case(cases[0].call, cases[0].expected, repeated=True),
        _update_case(integers((4,)), integers((4,)), _decimal(rng, 0.11, 0.49, 3)),
        _update_case(integers((3, 2)), floats((3, 2)), _decimal(rng, 0.11, 0.49, 3)),
    ]


def simple_number() -> list[Case]:
    """Small numbers of either sign, a derivative of zero, a step that is larger than the weight."""
    settings = ((3.0, 6.0, 0.25), (3.0, -2.0, 0.25), (-1.0, 2.0, 0.5), (4.0, 0.0, 0.25), (3, 2, 0.25))
    return [_update_case(*setting) for setting in settings]


def simple_array() -> list[Case]:
    """From one weight to a matrix, then integers."""
    settings: tuple[tuple[object, object, float], ...] = (
        ([3.0], [2.0], 0.25),
        ([3.0, -1.0], [-2.0, 4.0], 0.25),
        ([[3.0, -1.0]], [[2.0, 5.0]], 0.25),
        ([[3.0], [-1.0]], [[2.0], [5.0]], 0.25),
        ([3, -5], [2, 7], 0.25),
    )
    return [_update_case(np.array(weight), np.array(derivative), rate) for weight, derivative, rate in settings]


def _update_case(weight: Weights, derivative: Weights, rate: float) -> Case:
    value = np.asarray(weight - derivative * rate, np.float64)
    terms = np.asarray(np.abs(weight) + np.abs(derivative * rate), np.float64)
    rough = ROUGH_STEP * float(terms.max() / np.abs(value).max())  # more, where weight and step nearly cancel
    expected = Expected("w − dJ/dw · α", value, EPSILON * terms, loose_rtol=rough)
    return Case(Call("delta_rule_update", (weight, derivative, rate)), expected)


# --- the path --------------------------------------------------------------------------------------------------------


def _parabola(rng: np.random.Generator) -> tuple[str, Slope]:
    a, b = _decimal(rng, 0.6, 1.4), _decimal(rng, 0.5, 2)
    return f"2 * {a} * (w - {b})", lambda w: 2 * a * (w - b)


def _two_valleys(rng: np.random.Generator) -> tuple[str, Slope]:
    a, b = _decimal(rng, 2, 3), _decimal(rng, 0.2, 0.6)
    return f"w**3 - {a} * w + {b}", lambda w: w**3 - a * w + b


def _waves(rng: np.random.Generator) -> tuple[str, Slope]:
    a, b = _decimal(rng, 1, 2), _decimal(rng, 0.2, 0.5)
    return f"{a} * np.cos(2 * w) + {b} * w", lambda w: float(a * np.cos(2 * w) + b * w)


def plan_path(rng: np.random.Generator) -> list[Case]:
    """Convex and not; rates that creep, that jump over the minimum, that move away from it; the first one twice."""
    start = _decimal(rng, 3, 4, 3)
    settings: list[tuple[tuple[str, Slope], float, float, int]] = [
        (_parabola(rng), start, _decimal(rng, 0.06, 0.3, 3), int(rng.integers(5, 9))),
        (_parabola(rng), -start, _decimal(rng, 0.002, 0.009, 4), int(rng.integers(3, 7))),
        (_parabola(rng), -start, _decimal(rng, 0.9, 1.1, 3), int(rng.integers(4, 7))),  # 1 − 2a·rate may pass −1
        (_two_valleys(rng), _decimal(rng, 0.6, 1, 3), _decimal(rng, 0.06, 0.15, 3), int(rng.integers(9, 16))),
        (_two_valleys(rng), -_decimal(rng, 0.6, 1, 3), _decimal(rng, 0.02, 0.04, 3), int(rng.integers(9, 16))),
        (_waves(rng), _decimal(rng, -0.4, 0.4, 3), _decimal(rng, 0.11, 0.19, 3), int(rng.integers(9, 16))),
    ]
    cases = [_path_case(*settings[i]) for i in rng.permutation(len(settings))]
    return [*cases, Case(cases[0].call, cases[0].expected, repeated=True)]


def plan_path_edges(rng: np.random.Generator) -> list[Case]:
    """No steps at all; integer starts, which must not make integers of the path."""
    return [
        _path_case(_parabola(rng), _decimal(rng, 2, 4, 3), _decimal(rng, 0.06, 0.3, 3), 0),
        _path_case(_parabola(rng), int(rng.integers(3, 7)), _decimal(rng, 0.06, 0.3, 3), int(rng.integers(4, 8))),
        _path_case(_two_valleys(rng), -2, _decimal(rng, 0.06, 0.1, 3), int(rng.integers(4, 8))),
        _path_case(_waves(rng), int(rng.integers(3, 7)), _decimal(rng, 0.11, 0.19, 3), 0),
        _path_case(_waves(rng), int(rng.integers(-3, 3)), _decimal(rng, 0.11, 0.19, 3), 1),
    ]


def _simple_path(w: float, rate: float, steps: int) -> Case:
    """J = w², the example of the exercise."""
    return _path_case(("2 * w", lambda w: 2 * w), w, rate, steps)


def simple_path() -> list[Case]:
    """One step, then more of them, from either side."""
    return [_simple_path(*setting) for setting in ((3.0, 0.25, 1), (3.0, 0.25, 2), (-2.0, 0.25, 3), (3.0, 0.75, 3))]


def simple_path_edges() -> list[Case]:
    """No step at all, and integer starts."""
    return [_simple_path(*setting) for setting in ((3.0, 0.25, 0), (3, 0.25, 0), (3, 0.25, 1), (3, 0.25, 3))]


def _path_case(cost: tuple[str, Slope], w: float, rate: float, steps: int) -> Case:
    formula, slope = cost
    path, error = [float(w)], [0.0]
    for _ in range(steps):
        at, off = path[-1], error[-1]
        step = slope(at) * rate
        grown = abs((at + off - slope(at + off) * rate) - (at - step))  # what an earlier error has become
        path.append(at - step)
        error.append(max(grown, off) + 2 * EPSILON * (abs(at) + abs(step)))
    derivative = number_function("derivative", (), lambda at: slope(np.float64(at)), f"lambda w: {formula}")
    expected = Expected(f"dJ/dw = {formula} ⇒ w", np.array(path), np.array(error), loose_rtol=ROUGH)
    return Case(Call("gradient_descent", (derivative, w, rate, steps)), expected)


# --- known mistakes --------------------------------------------------------------------------------------------------

# A rate of one's own instead of the one passed: what people write.
OWN_RATES = (1.0, 0.5, 0.3, 0.2, 0.1, 0.05, 0.01, 0.001)

# A wrong step: its formula takes (weight, derivative, learning_rate), and the path is spoiled by it in the same way.
WRONG_STEPS: tuple[tuple[str, Text, Text, tuple[Formula, ...]], ...] = (
    (
        "climbs-instead-of-descends",
        Text(
            en="The step is added: where the derivative is positive, w goes up, and the cost with it.",
            pt="O passo está sendo somado: onde a derivada é positiva, w sobe, e o custo sobe junto.",
        ),
        Text(
            en="If more weight means more error, which way should the weight go?",
            pt="Se mais peso dá mais erro, para que lado o peso deve ir?",
        ),
        (lambda w, d, r: w + d * r,),
    ),
    (
        "learning-rate-ignored",
        Text(
            en="The step is the same whatever learning rate is passed: it is not used, or a fixed one is used in its place.",
            pt="O passo é o mesmo seja qual for a taxa de aprendizagem passada: ela não é usada, ou há uma taxa fixa no lugar dela.",
        ),
        Text(
            en="Where does `learning_rate` appear in your function? If it calls another one, is it handed on?",
            pt="Onde `learning_rate` aparece na sua função? Se ela chama outra, o valor é repassado?",
        ),
        tuple(lambda w, d, _, own=own: w - own * d for own in OWN_RATES),
    ),
    (
        "learning-rate-applied-twice",
        Text(
            en="The derivative is multiplied by the learning rate twice: the step is far too small.",
            pt="A derivada está sendo multiplicada duas vezes pela taxa de aprendizagem: o passo fica pequeno demais.",
        ),
        Text(
            en="Count where the rate comes in on the way from the derivative to the new weight.",
            pt="Conte quantas vezes a taxa entra no caminho da derivada até o novo peso.",
        ),
        (lambda w, d, r: w - d * r * r,),
    ),
    (
        "divided-by-learning-rate",
        Text(
            en="The derivative is divided by the learning rate: the smaller the rate, the larger the step becomes.",
            pt="A derivada está sendo dividida pela taxa de aprendizagem: quanto menor a taxa, maior fica o passo.",
        ),
        Text(
            en="A small rate must make a small step. Which operation does that?",
            pt="Uma taxa pequena deve dar um passo pequeno. Qual operação faz isso?",
        ),
        (lambda w, d, r: w - d / r,),
    ),
    (
        "subtracted-before-multiplying",
        Text(
            en="The old weight is multiplied by the learning rate too: (weight − derivative) × rate.",
            pt="O peso antigo também está sendo multiplicado pela taxa: (peso − derivada) × taxa.",
        ),
        Text(
            en="With a derivative of zero the weight must stay as it is. Where do the brackets stand?",
            pt="Com derivada zero o peso deve ficar como está. Onde estão os parênteses?",
        ),
        (lambda w, d, r: (w - d) * r,),
    ),
    (
        "weight-and-derivative-swapped",
        Text(
            en="Weight and derivative have changed places: this is derivative − rate × weight.",
            pt="Peso e derivada trocaram de lugar: isto é derivada − taxa × peso.",
        ),
        Text(
            en="With a derivative of zero the weight must stay as it is. In which order are the arguments passed?",
            pt="Com derivada zero o peso deve ficar como está. Em que ordem os argumentos são passados?",
        ),
        (lambda w, d, r: d - w * r,),
    ),
    (
        "sign-of-derivative-lost",
        Text(
            en="The weight always goes down, as if the derivative were positive: its sign is lost.",
            pt="O peso sempre diminui, como se a derivada fosse positiva: o sinal dela se perdeu.",
        ),
        Text(
            en="A negative derivative must make the weight larger. Is there an abs, or a square, on the way?",
            pt="Uma derivada negativa deve aumentar o peso. Há um abs, ou um quadrado, no caminho?",
        ),
        (lambda w, d, r: w - np.abs(d) * r,),
    ),
    (
        "difference-reversed",
        Text(
            en="The signs are flipped: the old weight is subtracted from the step.",
            pt="Os sinais estão trocados: o peso antigo está sendo subtraído do passo.",
        ),
        Text(
            en="With a derivative of zero the weight must stay as it is. What is subtracted from what?",
            pt="Com derivada zero o peso deve ficar como está. O que é subtraído de quê?",
        ),
        (lambda w, d, r: d * r - w,),
    ),
)
STEP_RETURNED = (
    "returns-step-not-weight",
    Text(
        en="This is the step alone: the old weight, from which it is to be subtracted, is missing.",
        pt="Isto é só o passo: falta o peso antigo, do qual ele deve ser subtraído.",
    ),
    Text(
        en="With a derivative of zero the weight must stay as it is. What does your function return then?",
        pt="Com derivada zero o peso deve ficar como está. O que a sua função devolve nesse caso?",
    ),
)
INTEGERS = (
    "integer-weights-cannot-hold-step",
    Text(
        en="The weights are integers, and an integer array cannot hold a weight like 2.4.",
        pt="Os pesos são inteiros, e um array de inteiros não comporta um peso como 2,4.",
    ),
    Text(
        en="Let the result be a new array of floats; `-=` and an array made like the weights keep their integer dtype.",
        pt="Deixe o resultado ser um novo array de floats; `-=` e um array criado a partir dos pesos mantêm o dtype inteiro.",
    ),
)


def _cut(w: Value, d: Value, r: float) -> Value:
    """Store the new weights in an array of the old ones' dtype."""
    weight = np.asarray(w)
    return np.asarray((weight - np.asarray(d) * r).astype(weight.dtype))  # an array of no axis, too


UPDATE_MISTAKES = (
    *(Mistake(id_, why, next_, formula) for id_, why, next_, formulas in WRONG_STEPS for formula in formulas),
    Mistake(*STEP_RETURNED, lambda _, d, r: -d * r),
    Mistake(*STEP_RETURNED, lambda _, d, r: d * r),
    Mistake(
        "list-arithmetic",
        why=Text(
            en="A list is not an array: it cannot be multiplied by a float, and nothing can be subtracted from it.",
            pt="Uma lista não é um array: não dá para multiplicá-la por um float nem subtrair algo dela.",
        ),
        next=Text(
            en="The arguments are numbers or arrays already. What turned one into a list?",
            pt="Os argumentos já são números ou arrays. O que transformou um deles em lista?",
        ),
        raises=r"TypeError: (can't multiply sequence by non-int|unsupported operand type\(s\) for [-+*/]=?: .*'list')",
    ),
)
NUMBER_MISTAKES = (*UPDATE_MISTAKES, Mistake(*INTEGERS, _cut))
ARRAY_MISTAKES = (
    *UPDATE_MISTAKES,
    Mistake(*INTEGERS, _cut, raises=r"Cannot cast ufunc '(subtract|add|multiply)' output"),
    Mistake(
        "weight-updated-in-place",
        why=Text(
            en="The new numbers are right, but they were written into the caller's own array: the old weights are gone.",
            pt="Os números novos estão certos, mas foram escritos no próprio array de quem chamou: os pesos antigos se perderam.",
        ),
        next=Text(
            en="`weight -= …` changes the array it is given. Which line makes a new array instead?",
            pt="`weight -= …` altera o array recebido. Que linha cria um array novo?",
        ),
        in_place=True,
    ),
)


def _walk(step: Formula, w: float, slope: Slope, rate: float, steps: int) -> Array:
    path = [float(w)]
    for _ in range(steps):
        path.append(float(np.asarray(step(path[-1], slope(path[-1]), rate))))
    return np.array(path)


def _descent(w: Value, d: Value, r: float) -> Array:
    return np.asarray(w) - np.asarray(d) * r


def _path_of(step: Formula) -> Formula:
    return lambda slope, w, rate, steps: _walk(step, w, slope, rate, steps)


def _right_path(slope: Slope, w: float, rate: float, steps: int) -> Array:
    return _walk(_descent, w, slope, rate, steps)


def _cut_path(slope: Slope, w: float, rate: float, steps: int) -> Array:
    """Every weight is stored as an integer, and the next step starts from what was stored."""
    path = np.full(steps + 1, w)
    for i in range(steps):
        path[i + 1] = path[i] - rate * slope(float(path[i]))
    return path


PATH_MISTAKES = (
    *(Mistake(id_, why, next_, _path_of(formula)) for id_, why, next_, formulas in WRONG_STEPS for formula in formulas),
    Mistake(*STEP_RETURNED, _path_of(lambda _, d, r: -d * r)),
    Mistake(
        "derivative-always-at-start",
        why=Text(
            en="Every step uses the derivative at the start: all the steps are equally long.",
            pt="Todos os passos usam a derivada no ponto de partida: os passos saem todos iguais.",
        ),
        next=Text(
            en="The slope changes on the way. At which w must it be asked for anew?",
            pt="A inclinação muda pelo caminho. Em qual w ela precisa ser calculada de novo?",
        ),
        formula=lambda slope, w, rate, steps: w - np.arange(steps + 1) * rate * slope(w),
    ),
    Mistake(
        "start-missing",
        why=Text(
            en="The steps are right, but the path does not contain the weight it starts from.",
            pt="Os passos estão certos, mas o caminho não contém o peso de onde ele parte.",
        ),
        next=Text(
            en="The array has steps + 1 entries. Which is the first, before any step?",
            pt="O array tem steps + 1 entradas. Qual é a primeira, antes de qualquer passo?",
        ),
        formula=lambda slope, w, rate, steps: _right_path(slope, w, rate, steps)[1:],
    ),
    Mistake(
        "one-step-too-few",
        why=Text(
            en="The path stops one step early: the start is not a step.",
            pt="O caminho para um passo antes da hora: o ponto de partida não é um passo.",
        ),
        next=Text(
            en="With steps = 1 there are two weights: the start, and one more. How often does your loop run?",
            pt="Com steps = 1 há dois pesos: o ponto de partida e mais um. Quantas vezes o seu laço executa?",
        ),
        formula=lambda slope, w, rate, steps: _right_path(slope, w, rate, steps)[:-1],
    ),
    Mistake(
        "one-step-too-many",
        why=Text(
            en="The path goes on for one step more than was asked for.",
            pt="O caminho tem um passo a mais do que o pedido.",
        ),
        next=Text(
            en="With steps = 1 there are two weights: the start, and one more. How often does your loop run?",
            pt="Com steps = 1 há dois pesos: o ponto de partida e mais um. Quantas vezes o seu laço executa?",
        ),
        formula=lambda slope, w, rate, steps: _right_path(slope, w, rate, steps + 1),
    ),
    Mistake(
        "only-last-weight",
        why=Text(
            en="Only the last weight is returned; the whole path is asked for.",
            pt="Só o último peso é devolvido; o pedido é o caminho inteiro.",
        ),
        next=Text(
            en="Collect every weight on the way, the start first.",
            pt="Guarde cada peso pelo caminho, começando pelo ponto de partida.",
        ),
        formula=lambda slope, w, rate, steps: _right_path(slope, w, rate, steps)[-1],
    ),
    *(
        Mistake(
            "returned-inside-loop",
            why=Text(
                en="The path ends after the loop's first round, however many steps are asked for.",
                pt="O caminho termina na primeira volta do laço, seja qual for o número de passos pedido.",
            ),
            next=Text(
                en="A function ends at its first `return`. How far is that line indented, compared with `for`?",
                pt="A função termina no primeiro `return`. Qual é o recuo dessa linha, comparado com o do `for`?",
            ),
            formula=formula,
        )
        for formula in (
            lambda slope, w, rate, _: _right_path(slope, w, rate, 1),
            lambda slope, w, rate, _: _right_path(slope, w, rate, 1)[1:],
        )
    ),
    Mistake(
        "weight-not-carried-on",
        why=Text(
            en="Every step sets out from the start again: after the first one the path does not move.",
            pt="Todo passo sai de novo do ponto de partida: depois do primeiro, o caminho não anda mais.",
        ),
        next=Text(
            en="Which name holds the weight just reached, and does the next round of the loop use it?",
            pt="Que nome guarda o peso a que se acabou de chegar? A volta seguinte do laço usa esse nome?",
        ),
        formula=lambda slope, w, rate, steps: _right_path(slope, w, rate, 1)[np.minimum(np.arange(steps + 1), 1)],
    ),
    Mistake(
        "function-not-called",
        why=Text(
            en="The function `derivative` itself stands where a number is needed: its name alone, without a weight in brackets.",
            pt="A própria função `derivative` está onde deveria haver um número: só o nome dela, sem um peso entre parênteses.",
        ),
        next=Text(
            en="`derivative` is the function, `derivative(w)` its value at w. At which weight is it wanted here?",
            pt="`derivative` é a função, `derivative(w)` é o valor dela em w. Em que peso ela é pedida aqui?",
        ),
        raises=r"TypeError: unsupported operand type\(s\) for [-+*/]=?: .*'function'",
    ),
    Mistake(
        "path-reversed",
        why=Text(
            en="The path stands back to front: the last weight comes first.",
            pt="O caminho está de trás para a frente: o último peso vem primeiro.",
        ),
        next=Text(
            en="The start belongs first. Where are new weights put in?",
            pt="O ponto de partida vem primeiro. Onde os pesos novos estão sendo inseridos?",
        ),
        formula=lambda slope, w, rate, steps: _right_path(slope, w, rate, steps)[::-1],
    ),
)
EDGE_MISTAKES = (
    Mistake(*INTEGERS, _cut_path, raises=r"Cannot cast ufunc '(subtract|add|multiply)' output"),
    Mistake(
        *INTEGERS,
        lambda slope, w, rate, steps: _right_path(slope, w, rate, steps).astype(np.asarray(w).dtype),
    ),
)

EXERCISE = Exercise(
    id="delta_rule",
    title=Text(en="The delta rule", pt="A regra delta"),
    functions=(
        Function("delta_rule_update", ("weight", "derivative", "learning_rate")),
        Function("gradient_descent", ("derivative", "w", "learning_rate", "steps")),
    ),
    checks=(
        Check(
            "update_number",
            Text(en="One step of a single weight", pt="Um passo de um peso só"),
            points=2,
            plan=plan_number,
            minimal_cases=simple_number,
            help=Text(
                en="Weight 3, derivative 6, learning rate 0.1: the new weight is 3 − 0.6 = 2.4. What does your function give?",
                pt="Peso 3, derivada 6, taxa 0,1: o novo peso é 3 − 0,6 = 2,4. Quanto dá a sua função?",
            ),
            mistakes=NUMBER_MISTAKES,
        ),
        Check(
            "update_array",
            Text(en="One step of an array of weights", pt="Um passo de um array de pesos"),
            points=2,
            plan=plan_array,
            minimal_cases=simple_array,
            help=Text(
                en="Every entry follows the rule by itself, and the result is a new float array of the same shape, also when the weights are integers.",
                pt="Cada entrada segue a regra sozinha, e o resultado é um novo array de floats do mesmo shape, mesmo quando os pesos são inteiros.",
            ),
            mistakes=ARRAY_MISTAKES,
        ),
        Check(
            "path",
            Text(en="The path of gradient descent", pt="O caminho da descida do gradiente"),
            points=3,
            plan=plan_path,
            minimal_cases=simple_path,
            help=Text(
                en="From 3 with derivative 2w and rate 0.1 the path is 3, 2.4, 1.92, 1.536. Follow yours step by step.",
                pt="A partir de 3, com derivada 2w e taxa 0,1, o caminho é 3; 2,4; 1,92; 1,536. Siga o seu passo a passo.",
            ),
            mistakes=PATH_MISTAKES,
        ),
        Check(
            "path_edges",
            Text(en="No steps, and integer starts", pt="Nenhum passo e partidas inteiras"),
            points=1,
            plan=plan_path_edges,
            minimal_cases=simple_path_edges,
            needs=("path",),
            help=Text(
                en="With steps = 0 the path is the start alone, in an array of one entry. An integer start gives a float path.",
                pt="Com steps = 0 o caminho é só o ponto de partida, num array de uma entrada. Uma partida inteira dá um caminho de floats.",
            ),
            mistakes=EDGE_MISTAKES,
        ),
    ),
    hints=(
        Text(
            en="Which way is downhill? Where the derivative is positive the cost rises to the right, so the weight must go left; and the steeper it is, the longer the step.",
            pt="Para que lado se desce? Onde a derivada é positiva o custo sobe para a direita, então o peso deve ir para a esquerda; e quanto mais íngreme, maior o passo.",
        ),
        Text(
            en="The rule is one line of arithmetic, and numpy applies the same line to every entry of an array. Beware of `-=`: it writes into the array that you were given.",
            pt="A regra é uma linha de aritmética, e o numpy aplica a mesma linha a cada entrada de um array. Cuidado com o `-=`: ele escreve no array que você recebeu.",
        ),
        Text(
            en="For the path, keep a list that begins with the start. The loop runs `steps` times; each time it asks for the derivative at the newest weight.",
            pt="Para o caminho, mantenha uma lista que começa com o ponto de partida. O laço executa `steps` vezes; em cada uma, pede a derivada no peso mais novo.",
        ),
        Text(
            en="Inside the loop: one call of `derivative` at the last weight, one call of `delta_rule_update` with it, and the result goes to the end of the list. After the loop the list becomes an array of floats.",
            pt="Dentro do laço: uma chamada de `derivative` no último peso, uma de `delta_rule_update` com o resultado, e o novo peso vai para o fim da lista. Depois do laço, a lista vira um array de floats.",
        ),
    ),
    texts=("xor", "cap-18.3", "pytorch", "derivadas"),
    after=("derivative_estimates",),
    minutes=20,
    reading=Text(
        en="xor (“Delta Rule”), cap-18.3 (“Algoritmo de Otimização: Gradiente Descendente”), pytorch (slides on convex functions and on updating parameters by hand), derivadas (what gradient descent does with a derivative)",
        pt="xor (“Delta Rule”), cap-18.3 (“Algoritmo de Otimização: Gradiente Descendente”), pytorch (os slides sobre funções convexas e sobre a atualização manual dos parâmetros), derivadas (o que a descida do gradiente faz com uma derivada)",
    ),
)
