"""Checks of 07 mse_backward: the mean squared error, and its gradient held against numeric ones.

Text: chain-rule (the derivative of x², the graph that ends in MSE, the gradient as the vector of all partial derivatives).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from autograder.authoring.numeric import EPSILON, numeric_gradient
from autograder.i18n.language import Text
from autograder.judging.model import Case, Check, Exercise, Expected, Function, Mistake
from autograder.sandbox.protocol.calls import Call
from autograder.sandbox.protocol.values import Array

# Never two entries: there 2/N is 1, and a gradient without it would be right. Columns come first: a target that was
# flattened raises nothing there, so that its numbers can be recognised. Some shapes come twice with other numbers:
# results that are written into one array again and again show there.
ROWS = ((5, 1), (6,), (3, 1), (5, 1), (6,))
AXES = ((4, 3), (2, 3, 2), (1, 5), (4, 3), ())


def true_mse(prediction: Array, target: Array) -> float:
    """Σ (prediction − target)² / N, over all entries of two arrays of one shape."""
    off = np.ravel(prediction - target)
    return float(off @ off) / off.size


def _pair(rng: np.random.Generator, shape: tuple[int, ...]) -> tuple[Array, Array]:
    """Draw a prediction and a target: in arrays with an axis one entry is right, the others too high and too low."""
    target = np.array(rng.uniform(-2, 2, shape).round(3))
    off = np.array(rng.uniform(0.2, 2, shape))
    if shape:
        off *= rng.permutation(np.resize([-1, 1, 0, *[1, -1] * off.size], off.size)).reshape(shape)
    return np.array((target + off).round(3)), target


def plan_mse(rng: np.random.Generator) -> list[Case]:
    """Columns and vectors, then all other shapes, and the first call again."""
    cases = [_mse_case(*_pair(rng, shape)) for shape in (*ROWS, *AXES)]
    return [*cases, replace(cases[0], repeated=True)]


def _mse_case(prediction: Array, target: Array) -> Case:
    value = true_mse(prediction, target)
    # what rounding the differences may cost, and the sum
    rounding = 4 * EPSILON * (value + float(np.abs(prediction).max() + np.abs(target).max()) * np.sqrt(value))
    expected = Expected("mse(prediction, target)", np.array(value), np.array(rounding), loose_rtol=1e-6)
    return Case(Call("mse", (prediction, target)), expected)


def plan_backward(rng: np.random.Generator) -> list[Case]:
    """Columns and vectors, and the first call again."""
    cases = [_backward_case(*_pair(rng, shape)) for shape in ROWS]
    return [*cases, replace(cases[0], repeated=True)]


def plan_backward_axes(rng: np.random.Generator) -> list[Case]:
    """Two axes, three and none, and the first call again."""
    cases = [_backward_case(*_pair(rng, shape)) for shape in AXES]
    return [*cases[:-1], replace(cases[0], repeated=True), cases[-1]]


def _backward_case(prediction: Array, target: Array) -> Case:
    gradient = numeric_gradient(lambda at: true_mse(at, target), prediction)
    return Case(
        Call("mse_backward", (prediction, target)), Expected("∂mse/∂prediction", gradient.value, gradient.error)
    )


SIMPLE_ROWS = (([5.0], [2.0]), ([[5.0], [1.0]], [[2.0], [3.0]]), ([7.0, 1.0, 5.0], [3.0, 2.0, 5.0]))
SIMPLE_AXES = (
    ([[5.0, 1.0]], [[2.0, 3.0]]),
    ([[7.0, 1.0, 5.0], [0.0, -2.0, 4.0]], [[3.0, 2.0, 5.0], [1.0, 3.0, -2.0]]),
    (5.0, 2.0),
)


def simple_mse() -> list[Case]:
    """From one entry to a matrix, then an array without axes."""
    return [_mse_case(np.array(p), np.array(t)) for p, t in (*SIMPLE_ROWS, *SIMPLE_AXES)]


def simple_backward() -> list[Case]:
    """One entry, a column of two, the example of the exercise."""
    return [_backward_case(np.array(p), np.array(t)) for p, t in SIMPLE_ROWS]


def simple_backward_axes() -> list[Case]:
    """Rows and columns, then an array without axes."""
    return [_backward_case(np.array(p), np.array(t)) for p, t in SIMPLE_AXES]


# --- known mistakes --------------------------------------------------------------------------------------------------


def _squares(p: Array, t: Array) -> Array:
    result: Array = (p - t) ** 2
    return result


def _slopes(p: Array, t: Array) -> Array:
    """The right gradient for the formulas below: a parabola's central difference is exact with any step."""
    return (_squares(p + 0.5, t) - _squares(p - 0.5, t)) / np.asarray(p).size


def _is_column(p: Array) -> bool:
    return p.ndim == 2 and p.shape[1] == 1


def _met_by_row(p: Array, t: Array) -> Array:
    """Differences with the target of a column flattened: entry (i, j) is pᵢ − tⱼ."""
    return p - t.ravel() if _is_column(p) else p - t


def _row_met(p: Array, t: Array) -> Array:
    """Differences with the prediction of a column flattened, or transposed: entry (i, j) is pⱼ − tᵢ."""
    return p.ravel() - t if _is_column(p) else p - t


def _met_by_column(p: Array, t: Array) -> Array:
    """Differences with the target of a vector made a column: entry (i, j) is pⱼ − tᵢ."""
    return p - t.reshape(-1, 1) if p.ndim == 1 else p - t


def _column_met(p: Array, t: Array) -> Array:
    """Differences with the prediction of a vector made a column: entry (i, j) is pᵢ − tⱼ."""
    return p.reshape(-1, 1) - t if p.ndim == 1 else p - t


PAIRINGS = (_met_by_row, _row_met, _met_by_column, _column_met)

BROADCAST = (
    "column-row-broadcast",
    Text(
        en="A column has met a row: numpy pairs every prediction with every target, N·N differences in place of N.",
        pt="Uma coluna encontrou uma linha: o numpy combina cada previsão com todos os alvos, N·N diferenças em vez de N.",
    ),
    Text(
        en="Both arguments come in one shape. What in your code changes the shape of one of them (ravel, flatten, reshape, .T)?",
        pt="Os dois argumentos chegam com o mesmo shape. O que no seu código muda o shape de um deles (ravel, flatten, reshape, .T)?",
    ),
)
ONE_AXIS = (
    "divided-by-one-axis",
    Text(
        en="The division is by the length of one axis alone. In a matrix there are more entries than rows, and the mean is over all of them.",
        pt="A divisão é pelo tamanho de um eixo só. Numa matriz há mais entradas do que linhas, e a média é sobre todas elas.",
    ),
    Text(
        en="len(x) counts rows. How many entries has an array of shape (4, 3), and what tells you?",
        pt="len(x) conta linhas. Quantas entradas tem um array de shape (4, 3), e o que informa isso?",
    ),
)
NO_LENGTH = Mistake(
    "zero-d-array-has-no-length",
    why=Text(
        en="An array without axes (shape ()) has one entry, but no length, no first axis and nothing to loop over.",
        pt="Um array sem eixos (shape ()) tem uma entrada, mas não tem comprimento, nem primeiro eixo, nem o que percorrer.",
    ),
    next=Text(
        en="len(x) and x.shape[0] count along the first axis. What counts the entries of an array of any shape?",
        pt="len(x) e x.shape[0] contam ao longo do primeiro eixo. O que conta as entradas de um array de qualquer shape?",
    ),
    raises=r"TypeError: (len\(\) of unsized object|iteration over a 0-d array)",
)
NO_AXIS = Mistake(
    "axis-not-there",
    why=Text(
        en="The code counts on an axis that this array does not have. Arrays come with no axis, one, two or three.",
        pt="O código conta com um eixo que este array não tem. Os arrays vêm sem eixo, com um, dois ou três.",
    ),
    next=Text(
        en="Is an index, an axis or a loop inside a loop needed at all? numpy subtracts and squares arrays of any shape as a whole.",
        pt="É mesmo preciso um índice, um eixo ou um laço dentro do outro? O numpy subtrai e eleva ao quadrado arrays inteiros, de qualquer shape.",
    ),
    raises=r"TypeError: (object of type '[\w.]+' has no len\(\)|'[\w.]+' object is not (iterable|subscriptable))|IndexError: (tuple index out of range|too many indices for array|invalid index to scalar)|AxisError: axis .* out of bounds",
)
RESHAPED = (
    "gradient-reshaped",
    Text(
        en="The numbers are right, but they stand in another shape: the gradient must have the shape of `prediction`, whatever that is.",
        pt="Os números estão certos, mas em outro shape: o gradiente deve ter o shape de `prediction`, seja ele qual for.",
    ),
    Text(
        en="What in your code flattens the arrays, or makes columns of them? Entry by entry, no shape has to change.",
        pt="O que no seu código achata os arrays ou os transforma em colunas? Entrada por entrada, nenhum shape precisa mudar.",
    ),
)
HALVED = (
    "missing-factor-two",
    Text(
        en="These are the numbers of half the mean squared error. Some books put a ½ in front, so that the derivative looks simpler; here there is none.",
        pt="Estes são os números de metade do erro quadrático médio. Alguns livros põem um ½ na frente para a derivada ficar mais simples; aqui não há.",
    ),
    Text(en="Where does the ½ come from?", pt="De onde vem esse ½?"),
)
ANOTHER_MEAN = "square-of-mean-or-root"

MSE_MISTAKES = (
    Mistake(
        "sum-not-mean",
        why=Text(
            en="This is the sum of the squared errors; the mean is asked for. A sum grows with the number of examples, a mean does not.",
            pt="Esta é a soma dos erros ao quadrado; o pedido é a média. A soma cresce com o número de exemplos, a média não.",
        ),
        next=Text(en="What turns a sum into a mean?", pt="O que transforma uma soma em média?"),
        formula=lambda p, t: np.sum(_squares(p, t)),
    ),
    Mistake(*HALVED, lambda p, t: true_mse(p, t) / 2),
    Mistake(
        ANOTHER_MEAN,
        why=Text(
            en="The mean is taken first and squared afterwards: errors of opposite signs cancel before they count.",
            pt="A média é feita primeiro e só depois elevada ao quadrado: erros de sinais opostos se cancelam antes de contar.",
        ),
        next=Text(
            en="Errors of 1 and −1 must not make a cost of 0. What comes first, the square or the mean?",
            pt="Erros de 1 e −1 não podem dar custo 0. O que vem primeiro, o quadrado ou a média?",
        ),
        formula=lambda p, t: np.mean(p - t) ** 2,
    ),
    Mistake(
        ANOTHER_MEAN,
        why=Text(
            en="This is the mean of the absolute errors: |error| stands where error² belongs.",
            pt="Esta é a média dos erros absolutos: |erro| está no lugar de erro².",
        ),
        next=Text(
            en="In the example, the error of 4 counts 16. What does it count in your code?",
            pt="No exemplo, o erro de 4 conta 16. Quanto ele conta no seu código?",
        ),
        formula=lambda p, t: np.mean(np.abs(p - t)),
    ),
    Mistake(
        ANOTHER_MEAN,
        why=Text(
            en="This is the square root of the mean squared error; no root is asked for.",
            pt="Esta é a raiz quadrada do erro quadrático médio; o pedido não tem raiz.",
        ),
        next=Text(
            en="Compare with the formula: what is done after the mean?",
            pt="Compare com a fórmula: o que se faz depois da média?",
        ),
        formula=lambda p, t: np.sqrt(true_mse(p, t)),
    ),
    Mistake(
        "square-missing",
        why=Text(
            en="The errors are averaged without being squared, so that those of opposite signs cancel.",
            pt="A média é dos erros sem o quadrado, e os de sinais opostos se cancelam.",
        ),
        next=Text(
            en="A cost is never negative. Can yours be?",
            pt="Um custo nunca é negativo. O seu pode ser?",
        ),
        formula=lambda p, t: np.mean(p - t),
    ),
    Mistake(
        "difference-of-squares",
        why=Text(
            en="Prediction and target are squared one by one and then subtracted. Square the difference; the two are not the same.",
            pt="Previsão e alvo são elevados ao quadrado separadamente e depois subtraídos. O quadrado é da diferença; não é a mesma coisa.",
        ),
        next=Text(
            en="For prediction 1 and target 2 the squared error is 1. What does yours give? Look at the brackets.",
            pt="Com previsão 1 e alvo 2, o erro ao quadrado é 1. Quanto dá o seu? Veja os parênteses.",
        ),
        formula=lambda p, t: np.mean(p**2 - t**2),
    ),
    Mistake(
        "brackets-missing",
        why=Text(
            en="Only the target is squared: a power comes before a subtraction.",
            pt="Só o alvo está elevado ao quadrado: a potência vem antes da subtração.",
        ),
        next=Text(en="What exactly does the ** apply to?", pt="A que exatamente se aplica o **?"),
        formula=lambda p, t: np.mean(p - t**2),
    ),
    *(
        Mistake(
            "mean-over-one-axis",
            why=Text(
                en="The mean runs along one axis only, so several numbers are left (or one in an array of its own). The cost is a single number.",
                pt="A média corre ao longo de um eixo só, e sobram vários números (ou um, dentro de um array). O custo é um número só.",
            ),
            next=Text(
                en="Which argument of your mean names an axis? Without it, where does the mean run?",
                pt="Que argumento da sua média indica um eixo? Sem ele, sobre o que a média é feita?",
            ),
            formula=formula,
        )
        for formula in (
            lambda p, t: np.mean(np.atleast_1d(_squares(p, t)), axis=0),
            lambda p, t: np.mean(np.atleast_1d(_squares(p, t)), axis=-1),
        )
    ),
    Mistake(
        "mean-left-out",
        why=Text(
            en="The squared errors come back one by one; the cost is a single number, their mean.",
            pt="Os erros ao quadrado voltam um a um; o custo é um número só, a média deles.",
        ),
        next=Text(
            en="Which function of numpy makes one number of many?",
            pt="Que função do numpy transforma muitos números em um?",
        ),
        formula=_squares,
    ),
    *(Mistake(*BROADCAST, lambda p, t, off=off: np.mean(off(p, t) ** 2)) for off in PAIRINGS),
    *(Mistake(*BROADCAST, lambda p, t, off=off: np.sum(off(p, t) ** 2) / p.size) for off in PAIRINGS),
    Mistake(*ONE_AXIS, lambda p, t: np.sum(_squares(p, t)) / len(np.atleast_1d(p))),
    Mistake(*ONE_AXIS, lambda p, t: np.sum(_squares(p, t)) / np.atleast_1d(p).shape[-1]),
    NO_LENGTH,
    NO_AXIS,
)

BACKWARD_MISTAKES = (
    Mistake(
        "missing-factor-two",
        why=Text(
            en="These are the numbers of (prediction − target)/N: half of the gradient. The 2 that comes from differentiating the square is missing.",
            pt="Estes são os números de (previsão − alvo)/N: metade do gradiente. Falta o 2 que vem de derivar o quadrado.",
        ),
        next=Text(
            en="The slope of x² at 4 is 8. Without a ½ in the cost, nothing cancels the 2.",
            pt="A inclinação de x² em 4 é 8. Sem um ½ no custo, nada cancela o 2.",
        ),
        formula=lambda p, t: _slopes(p, t) / 2,
    ),
    Mistake(
        "error-sign-flipped",
        why=Text(
            en="Every number is right but for its sign: this is the gradient with respect to the target. Where a prediction is too high, raising it raises the cost.",
            pt="Todos os números estão certos, menos o sinal: este é o gradiente em relação ao alvo. Onde a previsão está alta demais, aumentá-la aumenta o custo.",
        ),
        next=Text(
            en="What is subtracted from what? (The minus of the delta rule comes later, in the update.)",
            pt="O que é subtraído de quê? (O menos da regra delta vem depois, na atualização.)",
        ),
        formula=lambda p, t: -_slopes(p, t),
    ),
    Mistake(
        "sum-not-mean",
        why=Text(
            en="This is the gradient of the sum of the squared errors. The cost is their mean, and its gradient keeps the 1/N.",
            pt="Este é o gradiente da soma dos erros ao quadrado. O custo é a média deles, e o gradiente dela conserva o 1/N.",
        ),
        next=Text(
            en="In the example, how much of the slope 8 comes through the mean?",
            pt="No exemplo, quanto da inclinação 8 passa pela média?",
        ),
        formula=lambda p, t: _slopes(p, t) * p.size,
    ),
    Mistake(
        "error-itself-returned",
        why=Text(
            en="These are the errors, prediction − target, themselves: the gradient of ½ Σ (prediction − target)². The cost here is the mean, without a ½.",
            pt="Estes são os próprios erros, previsão − alvo: o gradiente de ½ Σ (previsão − alvo)². O custo aqui é a média, sem o ½.",
        ),
        next=Text(
            en="Differentiate the formula of the cost as it stands: which two factors does the error get?",
            pt="Derive a fórmula do custo tal como está: quais dois fatores acompanham o erro?",
        ),
        formula=lambda p, t: _slopes(p, t) * p.size / 2,
    ),
    Mistake(
        "divided-by-batch-size-twice",
        why=Text(
            en="The numbers are those of the gradient divided by N once more: the mean is accounted for twice.",
            pt="Os números são os do gradiente dividido por N mais uma vez: a média entrou duas vezes.",
        ),
        next=Text(
            en="Look for a second division, or for a mean of something that is divided already.",
            pt="Procure uma segunda divisão, ou uma média de algo que já foi dividido.",
        ),
        formula=lambda p, t: _slopes(p, t) / p.size,
    ),
    *(
        Mistake(
            "gradient-made-one-number",
            why=Text(
                en="One number stands for all entries. Each prediction has a derivative of its own, since each error is another.",
                pt="Um só número vale por todas as entradas. Cada previsão tem a própria derivada, pois cada erro é outro.",
            ),
            next=Text(
                en="The gradient has the shape of `prediction`. Where are the entries summed or averaged?",
                pt="O gradiente tem o shape de `prediction`. Onde as entradas são somadas ou viram média?",
            ),
            formula=formula,
        )
        for formula in (
            lambda p, t: np.sum(_slopes(p, t)),
            lambda p, t: np.full(p.shape, np.sum(_slopes(p, t))),
            lambda p, t: np.mean(p - t),
        )
    ),
    Mistake(
        "cost-not-gradient",
        why=Text(
            en="This is the cost itself, not its gradient.",
            pt="Este é o próprio custo, e não o gradiente dele.",
        ),
        next=Text(
            en="How much does the cost change when one prediction is nudged?",
            pt="Quanto muda o custo quando se mexe em uma previsão?",
        ),
        formula=true_mse,
    ),
    *(
        Mistake(
            "square-not-differentiated",
            why=Text(
                en="The squared errors, (prediction − target)², are still in these numbers: the square is not differentiated.",
                pt="Os erros ao quadrado, (previsão − alvo)², ainda estão nestes números: o quadrado não foi derivado.",
            ),
            next=Text(
                en="What becomes of the exponent when x² is differentiated? (Where a prediction is too low, the gradient is negative.)",
                pt="O que acontece com o expoente quando se deriva x²? (Onde uma previsão está baixa demais, o gradiente é negativo.)",
            ),
            formula=formula,
        )
        for formula in (
            lambda p, t: _squares(p, t) / p.size,
            lambda p, t: 2 * _squares(p, t) / p.size,
        )
    ),
    Mistake(
        "absolute-error-gradient",
        why=Text(
            en="Only the sign of each error is left, ±1/N: that is the gradient of the mean absolute error. With squares, large errors have large derivatives.",
            pt="De cada erro sobrou só o sinal, ±1/N: esse é o gradiente do erro absoluto médio. Com quadrados, erros grandes têm derivadas grandes.",
        ),
        next=Text(
            en="Which cost did you differentiate?",
            pt="Que custo você derivou?",
        ),
        formula=lambda p, t: np.sign(p - t) / p.size,
    ),
    Mistake(
        "target-ignored",
        why=Text(
            en="These are the numbers of 2·prediction/N: the target is gone. The outer square is differentiated at prediction − target, not at prediction.",
            pt="Estes são os números de 2·previsão/N: o alvo sumiu. O quadrado de fora é derivado em previsão − alvo, e não em previsão.",
        ),
        next=Text(
            en="Where prediction and target are equal the derivative must be 0. Exercise 03: at which point is the outer derivative taken?",
            pt="Onde previsão e alvo são iguais, a derivada deve ser 0. Exercício 03: em que ponto se calcula a derivada de fora?",
        ),
        formula=lambda p, _: 2 * p / p.size,
    ),
    Mistake(*RESHAPED, lambda p, t: _slopes(p, t).ravel()),
    Mistake(*RESHAPED, lambda p, t: _slopes(p, t).reshape(-1, 1)),
    Mistake(
        "gradient-summed-over-rows",
        why=Text(
            en="The gradient is summed over the rows, as for a bias. Here each prediction appears in the cost once, so there is nothing to add up.",
            pt="O gradiente foi somado sobre as linhas, como o de um viés. Aqui cada previsão entra no custo uma vez só, e não há o que somar.",
        ),
        next=Text(
            en="The gradient has the shape of `prediction`. Which call takes an axis away?",
            pt="O gradiente tem o shape de `prediction`. Que chamada elimina um eixo?",
        ),
        formula=lambda p, t: np.sum(_slopes(p, t), axis=0),
    ),
    *(Mistake(*BROADCAST, lambda p, t, off=off: 2 * off(p, t) / p.size) for off in PAIRINGS),
    *(Mistake(*BROADCAST, lambda p, t, off=off: 2 * off(p, t) / off(p, t).size) for off in PAIRINGS),
    NO_AXIS,
)

AXES_MISTAKES = (
    Mistake(*ONE_AXIS, lambda p, t: _slopes(p, t) * p.size / len(np.atleast_1d(p))),
    Mistake(*ONE_AXIS, lambda p, t: _slopes(p, t) * p.size / np.atleast_1d(p).shape[-1]),
    Mistake(*RESHAPED, lambda p, t: _slopes(p, t).ravel()),
    NO_LENGTH,
    NO_AXIS,
)

EXERCISE = Exercise(
    id="mse_backward",
    title=Text(en="Back through the cost", pt="De volta pelo custo"),
    functions=(
        Function("mse", ("prediction", "target")),
        Function("mse_backward", ("prediction", "target")),
    ),
    checks=(
        Check(
            "mse",
            Text(en="Mean squared error, arrays of every shape", pt="Erro quadrático médio, arrays de todo shape"),
            points=1,
            plan=plan_mse,
            minimal_cases=simple_mse,
            help=Text(
                en="Try the example: prediction (7, 1, 5) and target (3, 2, 5) give 17/3. Differences first, then squares, then the mean over all entries.",
                pt="Faça o exemplo: previsão (7, 1, 5) e alvo (3, 2, 5) dão 17/3. Primeiro as diferenças, depois os quadrados, depois a média de todas as entradas.",
            ),
            mistakes=MSE_MISTAKES,
        ),
        Check(
            "backward",
            Text(
                en="∂mse/∂prediction against the numeric gradient: columns and vectors",
                pt="∂mse/∂prediction contra o gradiente numérico: colunas e vetores",
            ),
            points=2,
            plan=plan_backward,
            minimal_cases=simple_backward,
            help=Text(
                en="Try the example: prediction (7, 1, 5) and target (3, 2, 5) give (8/3, −2/3, 0), one number per prediction, in the shape of `prediction`.",
                pt="Faça o exemplo: previsão (7, 1, 5) e alvo (3, 2, 5) dão (8/3; −2/3; 0), um número por previsão, no shape de `prediction`.",
            ),
            mistakes=BACKWARD_MISTAKES,
        ),
        Check(
            "backward_axes",
            Text(
                en="∂mse/∂prediction with two axes, three or none",
                pt="∂mse/∂prediction com dois eixos, três ou nenhum",
            ),
            points=1,
            plan=plan_backward_axes,
            minimal_cases=simple_backward_axes,
            needs=("backward",),
            help=Text(
                en="For columns and vectors it is right. What in your code counts on them: a loop over rows, a length, an index?",
                pt="Para colunas e vetores está certo. O que no seu código conta com eles: um laço por linhas, um comprimento, um índice?",
            ),
            mistakes=AXES_MISTAKES,
        ),
    ),
    hints=(
        Text(
            en="Each prediction appears in one term of the sum only. Nudge it, and all the other terms stay as they are: no sums are needed going backward.",
            pt="Cada previsão aparece em uma única parcela da soma. Mexa nela, e as outras parcelas ficam como estão: na volta não é preciso somar nada.",
        ),
        Text(
            en="One term is a square put onto a difference: a composition, as in exercise 03. Where is the derivative of the square taken, and what is the slope of `prediction − target` in `prediction`?",
            pt="Uma parcela é um quadrado aplicado a uma diferença: uma composição, como no exercício 03. Em que ponto se deriva o quadrado, e qual é a inclinação de `prediction − target` em `prediction`?",
        ),
        Text(
            en="Then the mean: it multiplies every term by the same constant. In the example that was a third; how many entries has an array of any shape?",
            pt="Depois vem a média: ela multiplica todas as parcelas pela mesma constante. No exemplo era um terço; quantas entradas tem um array de shape qualquer?",
        ),
        Text(
            en="Hold yours against exercise 01: `numerical_gradient(lambda p: mse(p, target), prediction)`. The ratio of the two arrays tells which constant is missing.",
            pt="Compare com o exercício 01: `numerical_gradient(lambda p: mse(p, target), prediction)`. A razão entre os dois arrays diz que constante está faltando.",
        ),
    ),
    texts=("chain-rule",),
    after=("derivative_estimates", "chain_rule"),
    minutes=20,
    reading=Text(
        en="chain-rule (“Derivadas”, and “Chain Rule” down to the graph)",
        pt="chain-rule (“Derivadas”, e “Chain Rule” até o grafo)",
    ),
)
