"""Checks of 06 linear_backward: X W + b, and its three gradients held against numeric ones.

Text: chain-rule (chain rule, the graph with Linear); its order of factors is corrected here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from autograder.authoring.numeric import EPSILON, numeric_gradient
from autograder.i18n.language import Text
from autograder.judging.diagnose import named
from autograder.judging.failed_calls import verdict_on_failure
from autograder.judging.judge import judge_values
from autograder.judging.model import (
    Case,
    Check,
    Exercise,
    Expected,
    Function,
    Mistake,
    Verdict,
    formula_arguments,
)
from autograder.sandbox.protocol.calls import Call, Outcome, Raised
from autograder.sandbox.protocol.values import Array

# (n, d, k). The square one comes first: a wrong transpose raises nothing there, so that its numbers can be recognised.
# One comes twice with other numbers: results that are written into one array again and again show there.
SHAPES = ((4, 4, 4), (5, 4, 3), (3, 1, 2), (5, 4, 3), (1, 3, 2), (8, 6, 5))


def true_linear(X: Array, W: Array, b: Array) -> Array:
    """X W + b: (n, d), (d, k), (k,) → (n, k)."""
    result: Array = X @ W + b
    return result


def _layer(rng: np.random.Generator, n: int, d: int, k: int) -> tuple[Array, Array, Array]:
    """Draw X, W and b with a zero in each of the matrices."""
    X, W, b = rng.normal(0, 1.5, (n, d)), rng.normal(0, 1, (d, k)), rng.normal(0, 1, k)
    X[rng.integers(n), rng.integers(d)] = 0.0
    W[rng.integers(d), rng.integers(k)] = 0.0
    return X, W, b


def plan_linear(rng: np.random.Generator) -> list[Case]:
    """All shapes, and the first call again."""
    cases = [_linear_case(*_layer(rng, *shape)) for shape in SHAPES]
    return [*cases, replace(cases[0], repeated=True)]


def _linear_case(X: Array, W: Array, b: Array) -> Case:
    rounding = EPSILON * true_linear(np.abs(X), np.abs(W), np.abs(b))
    return Case(Call("linear", (X, W, b)), Expected("linear(X, W, b)", true_linear(X, W, b), rounding))


def plan_backward(rng: np.random.Generator) -> list[Case]:
    """All shapes, never an upstream of ones, and the first call again."""
    cases = []
    for n, d, k in SHAPES:
        X, W, b = _layer(rng, n, d, k)
        upstream = rng.uniform(0.5, 1.5, (n, k)) * rng.choice([-1, 1], (n, k))
        cases.append(_backward_case(upstream, X, W, b))
    return [*cases, replace(cases[0], repeated=True)]


def _backward_case(upstream: Array, X: Array, W: Array, b: Array) -> Case:
    parts = []
    for name, at, cost in zip(("grad_X", "grad_W", "grad_b"), (X, W, b), _costs(upstream, X, W, b), strict=True):
        gradient = numeric_gradient(cost, at)
        also = ((1, len(b)),) if name == "grad_b" else ()
        parts.append(Expected(name, gradient.value, gradient.error, accepted_shapes=also))
    return Case(Call("linear_backward", (upstream, X, W, b)), tuple(parts))


# (n, d, k) from the smallest layer up, filled with the small integers below in their order, so that all entries differ.
SIMPLE_SHAPES = ((1, 1, 1), (1, 2, 1), (2, 1, 1), (1, 1, 2), (2, 1, 2), (2, 2, 2), (2, 3, 2))
SIMPLE_NUMBERS = (2.0, -3.0, 5.0, 4.0, -1.0, 6.0)


def _simple_layer(n: int, d: int, k: int) -> tuple[Array, Array, Array]:
    X = np.array(SIMPLE_NUMBERS[: n * d]).reshape(n, d)
    W = np.array(SIMPLE_NUMBERS[::-1][: d * k]).reshape(d, k)
    return X, W, np.array([0.5, -2.0])[:k]


def simple_linear() -> list[Case]:
    """From one row, one feature, one output up."""
    return [_linear_case(*_simple_layer(*shape)) for shape in SIMPLE_SHAPES]


def simple_backward() -> list[Case]:
    """From one row, one feature, one output up; never an upstream of ones."""
    upstreams = [np.array([3.0, -2.0, 0.3, 7.0])[: n * k].reshape(n, k) for n, _, k in SIMPLE_SHAPES]
    return [
        _backward_case(upstream, *_simple_layer(*shape))
        for upstream, shape in zip(upstreams, SIMPLE_SHAPES, strict=True)
    ]


def _costs(upstream: Array, X: Array, W: Array, b: Array) -> tuple[Callable[[Array], float], ...]:
    """The cost whose gradient at the layer's output is `upstream`, as a function of X alone, of W and of b."""
    return (
        lambda at: float(np.sum(upstream * true_linear(at, W, b))),
        lambda at: float(np.sum(upstream * true_linear(X, at, b))),
        lambda at: float(np.sum(upstream * true_linear(X, W, at))),
    )


def _slopes(part: int, *args: Array) -> Array:
    """The right gradient (0: X, 1: W, 2: b) for the formulas below.

    The cost is linear in each of the three, so one central difference, whatever its step, is exact but for rounding.
    """
    cost, x = _costs(*args)[part], args[part + 1]
    steps = np.eye(x.size).reshape(x.size, *x.shape)
    return np.array([(cost(x + step) - cost(x - step)) / 2 for step in steps]).reshape(x.shape)


def judge_shapes(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge as usual; but where a call raised, look at the numbers of the calls before it, too.

    If they tell nothing, the exception says more than numbers that came from a square case.
    """
    at = len(outcomes) - 1
    last = outcomes[at]
    if at == 0 or not isinstance(last, Raised):
        return judge_values(exercise, check, cases, outcomes)
    by_exception = judge_values(exercise, check, cases[at:], outcomes[at:])
    if by_exception.diagnosis is not None:
        return by_exception
    by_numbers = _before_it_raised(exercise, check, cases, outcomes)
    if by_numbers.diagnosis is not None:
        raised = verdict_on_failure(exercise, cases[at].call, last)
        return replace(by_numbers, rationale=SQUARE_ONLY(numbers=by_numbers.rationale, raised=raised.rationale))
    parts = [other for other in exercise.checks if other.plan is check.plan and other is not check]
    found = [_before_it_raised(exercise, other, cases, outcomes).diagnosis for other in parts]
    culprits = [diagnosis.mistake for diagnosis in found if diagnosis is not None and diagnosis.mistake.formula]
    if check.part and by_numbers.status == "failed" and culprits:  # another gradient raised: this one need not have
        told = tuple(mistake for mistake in check.mistakes if mistake.id not in DIVIDED)
        return judge_values(exercise, replace(check, mistakes=told), cases[:at], outcomes[:at])
    if check.part:
        return by_numbers if by_numbers.status == "failed" else by_exception
    if by_numbers.status == "passed" and len(culprits) == 1:
        return named(by_exception, culprits[0])
    return by_exception


def _before_it_raised(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge all calls but the last, which raised; a mistake is named only if its formula fails there as well."""
    at = len(outcomes) - 1
    failing = tuple(mistake for mistake in check.mistakes if _fails_on(mistake, cases[at]))
    return judge_values(exercise, replace(check, mistakes=failing), cases[:at], outcomes[:at])


def _fails_on(mistake: Mistake, case: Case) -> bool:
    """Whether the shapes of this case are such that the mistaken formula cannot be computed."""
    if mistake.formula is None:
        return False
    try:
        mistake.formula(*formula_arguments(case.call.args))
    except ValueError:
        return True
    return False


def judge_linear(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge as usual, and name the mistake when it is W or b, the layer's parameters, that the call changed."""
    last = outcomes[-1]
    if isinstance(last, Raised) and not INTO_PARAMETER.search(last.where):
        others = tuple(mistake for mistake in check.mistakes if mistake is not PARAMETER_CHANGED)
        check = replace(check, mistakes=others)
    verdict = judge_shapes(exercise, check, cases, outcomes)
    if verdict.evidence.get("changed") in ("W", "b", "W, b"):
        return named(verdict, PARAMETER_CHANGED)
    return verdict


# Where n = d = k, it might as well be d or k that was divided by.
DIVIDED = {"divided-by-batch-size", "divided-by-batch-size-twice", "bias-gradient-averaged"}

SQUARE_ONLY = Text(
    en="{numbers}. And with other shapes {raised}",
    pt="{numbers}. E, com outros shapes, {raised}",
)

INTO_PARAMETER = re.compile(r"\b[Wb]\s*[-+*/@]=")
PARAMETER_CHANGED = Mistake(
    "parameter-changed-by-forward",
    why=Text(
        en="The forward pass writes into W or b: `b += …` does not make a new array, it changes the layer's own parameter, and only learning may do that.",
        pt="A passagem para frente escreve em W ou b: `b += …` não cria um array novo, altera o próprio parâmetro da camada, e só o aprendizado pode fazer isso.",
    ),
    next=Text(
        en="Give the result a name of its own and leave the three arguments alone.",
        pt="Dê ao resultado um nome próprio e não mexa nos três argumentos.",
    ),
    raises=r"ValueError: non-broadcastable output operand with shape",
)

LINEAR_MISTAKES = (
    Mistake(
        "bias-forgotten",
        why=Text(
            en="These are the numbers of X W: the bias b is not added.",
            pt="Estes são os números de X W: o viés b não foi somado.",
        ),
        next=Text(
            en="b has shape (k,); numpy adds it to every row by itself.",
            pt="b tem shape (k,); o numpy já o soma a cada linha.",
        ),
        formula=lambda X, W, b: true_linear(X, W, 0 * b),
    ),
    Mistake(
        "elementwise-for-matrix-product",
        why=Text(
            en="`*` multiplies entry by entry; every output of a layer needs a sum over all d features.",
            pt="`*` multiplica entrada por entrada; cada saída da camada precisa de uma soma sobre todas as d características.",
        ),
        next=Text(
            en="Which operator of numpy multiplies a row by a column and adds up?",
            pt="Qual operador do numpy multiplica linha por coluna e soma?",
        ),
        formula=lambda X, W, b: X * W + b,
    ),
    Mistake(
        "loop-over-rows-for-matrix-product",
        why=Text(
            en="Row i of X is multiplied by row i of W. That works for two vectors; in a matrix product each row of X meets every column of W.",
            pt="A linha i de X é multiplicada pela linha i de W. Isso funciona com dois vetores; num produto de matrizes, cada linha de X encontra todas as colunas de W.",
        ),
        next=Text(
            en="Write out entry (0, 0) of X W for a small case: which numbers of X and of W does it use?",
            pt="Escreva a entrada (0, 0) de X W num caso pequeno: quais números de X e de W entram nela?",
        ),
        formula=lambda X, W, b: sum(x * w for x, w in zip(X, W, strict=False)) + b,
    ),
    Mistake(
        "weight-transposed-by-forward",
        why=Text(
            en="These are the numbers of X Wᵀ + b. Some libraries keep weights as (k, d) and transpose them; here W is (d, k) already.",
            pt="Estes são os números de X Wᵀ + b. Algumas bibliotecas guardam os pesos como (k, d) e os transpõem; aqui W já é (d, k).",
        ),
        next=Text(
            en="Write the shapes under the formula: (n, d) times what gives (n, k)?",
            pt="Escreva os shapes embaixo da fórmula: (n, d) vezes o quê dá (n, k)?",
        ),
        formula=lambda X, W, b: true_linear(X, W.T, b),
    ),
    PARAMETER_CHANGED,
)


def _of_any_gradient(part: int) -> tuple[Mistake, ...]:
    """What goes wrong in the same way with grad_X (part 0), grad_W (1) and grad_b (2)."""
    return (
        Mistake(
            "sign-flipped",
            why=Text(
                en="Every number is right but for its sign. The minus belongs to the update of the weights, not to the gradient.",
                pt="Todos os números estão certos, menos o sinal. O menos pertence à atualização dos pesos, não ao gradiente.",
            ),
            next=Text(en="Where does the minus come from?", pt="De onde vem esse menos?"),
            formula=lambda *args: -_slopes(part, *args),
        ),
        Mistake(
            "divided-by-batch-size-twice",
            why=Text(
                en="The numbers are those of the gradient divided by n². If the cost is a mean over rows, its 1/n is in grad_output already.",
                pt="Os números são os do gradiente dividido por n². Se o custo é uma média sobre as linhas, o 1/n já está em grad_output.",
            ),
            next=Text(
                en="Look for divisions by n, or means: none is needed here.",
                pt="Procure divisões por n, ou médias: aqui não é preciso nenhuma.",
            ),
            formula=lambda G, *args: _slopes(part, G, *args) / len(G) ** 2,
        ),
    )


def _of_a_matrix(part: int) -> tuple[Mistake, ...]:
    """What goes wrong in the same way with grad_X (part 0) and grad_W (part 1)."""
    return (
        *_of_any_gradient(part),
        Mistake(
            "divided-by-batch-size",
            why=Text(
                en="The numbers are those of the gradient divided by n. The layer does not know the cost; if that is a mean over rows, its 1/n is in grad_output already.",
                pt="Os números são os do gradiente dividido por n. A camada não conhece o custo; se ele é uma média sobre as linhas, o 1/n já está em grad_output.",
            ),
            next=Text(
                en="The chain rule multiplies grad_output by what the layer itself does. Is there a mean in X W + b?",
                pt="A regra da cadeia multiplica grad_output pelo que a própria camada faz. Há alguma média em X W + b?",
            ),
            formula=lambda G, *args: _slopes(part, G, *args) / len(G),
        ),
        Mistake(
            "gradient-transposed",
            why=Text(
                en="The numbers are right, but rows and columns are exchanged.",
                pt="Os números estão certos, mas linhas e colunas estão trocadas.",
            ),
            next=Text(
                en="A gradient has the shape of what it is the gradient of. Which of the two factors must be transposed for that?",
                pt="Um gradiente tem o shape daquilo de que é gradiente. Qual dos dois fatores precisa ser transposto para isso?",
            ),
            formula=lambda *args: _slopes(part, *args).T,
        ),
        Mistake(
            "gradients-swapped",
            why=Text(
                en="In this place stands the gradient of another argument: right numbers, wrong order.",
                pt="Neste lugar está o gradiente de outro argumento: números certos, ordem errada.",
            ),
            next=Text(
                en="The order is that of the arguments: X, W, b.",
                pt="A ordem é a dos argumentos: X, W, b.",
            ),
            formula=lambda *args: _slopes(1 - part, *args),
        ),
    )


DOT_WITH_OUT = Mistake(
    "third-argument-of-dot",
    why=Text(
        en="np.dot takes two factors. A third argument is `out`, the array to write the result into, and this one does not fit.",
        pt="np.dot recebe dois fatores. Um terceiro argumento é `out`, o array onde o resultado é escrito, e este não serve.",
    ),
    next=Text(
        en="Multiply two at a time; with `@` the mix-up cannot happen.",
        pt="Multiplique dois de cada vez; com `@` essa confusão não acontece.",
    ),
    raises=r"ValueError: output array is not acceptable",
)
WRONG_ORDER = Mistake(
    "factors-in-wrong-order",
    why=Text(
        en="The two factors are the right ones, in the wrong order. For numbers that is the same; for matrices A B and B A are different, and often only one of them exists.",
        pt="Os dois fatores são os certos, na ordem errada. Com números dá no mesmo; com matrizes, A B e B A são diferentes, e muitas vezes só um deles existe.",
    ),
    next=Text(
        en="Write both shapes side by side: the inner sizes must be equal, the outer ones are the result's.",
        pt="Escreva os dois shapes lado a lado: os tamanhos internos devem ser iguais, os externos são os do resultado.",
    ),
)
ELEMENTWISE = Mistake(
    "elementwise-for-matrix-product",
    why=Text(
        en="`*` multiplies entry by entry; here each entry of the gradient is a sum of several products.",
        pt="`*` multiplica entrada por entrada; aqui, cada entrada do gradiente é uma soma de vários produtos.",
    ),
    next=Text(
        en="Over which axis must be summed? The two factors share it; that is what `@` does.",
        pt="Ao longo de qual eixo é preciso somar? Os dois fatores o têm em comum; é isso que `@` faz.",
    ),
)
LAST_ROW = Mistake(
    "last-row-only",
    why=Text(
        en="Only the last row of the batch is in these numbers: each row's contribution has overwritten the one before.",
        pt="Só a última linha do lote está nestes números: a contribuição de cada linha apagou a anterior.",
    ),
    next=Text(
        en="What should happen to the contributions of the other rows? Look for a `=` inside the loop.",
        pt="O que deve acontecer com as contribuições das outras linhas? Procure um `=` dentro do laço.",
    ),
)

LOCAL_ONLY = Mistake(
    "missing-upstream",
    why=Text(
        en="This is the other factor of X W itself, transposed or not: the local derivative alone. The upstream gradient `grad_output` is not used.",
        pt="Isto é o próprio outro fator de X W, transposto ou não: só a derivada local. O gradiente a montante `grad_output` não é usado.",
    ),
    next=Text(
        en="The chain rule is a product of two factors. Which one is here, which one is missing?",
        pt="A regra da cadeia é um produto de dois fatores. Qual está aqui e qual falta?",
    ),
)

GRAD_X_MISTAKES = (
    Mistake(
        "weight-not-transposed",
        why=Text(
            en="These are the numbers of G W. Going backward, the signal runs from the k outputs to the d features, so W, of shape (d, k), must be used the other way round.",
            pt="Estes são os números de G W. Na volta, o sinal vai das k saídas para as d características; por isso W, de shape (d, k), precisa ser usada no outro sentido.",
        ),
        next=Text(
            en="G is (n, k), grad_X is (n, d): which shape must stand between them?",
            pt="G é (n, k), grad_X é (n, d): que shape precisa ficar entre os dois?",
        ),
        formula=lambda G, _X, W, b: true_linear(G, W, 0 * b),
    ),
    replace(ELEMENTWISE, formula=lambda G, _X, W, _b: G * W),
    replace(ELEMENTWISE, formula=lambda G, _X, W, _b: G * W.T),
    replace(WRONG_ORDER, formula=lambda G, _X, W, _b: W.T @ G),
    Mistake(
        "input-gradient-ignores-upstream",
        why=Text(
            en="All rows are equal, and each is the sum of the columns of W: the upstream gradient `grad_output` is replaced by ones.",
            pt="Todas as linhas são iguais, cada uma a soma das colunas de W: no lugar do gradiente a montante `grad_output` há apenas uns.",
        ),
        next=Text(
            en="What arrives from above differs from entry to entry; where does it enter?",
            pt="O que chega de cima muda de entrada para entrada; onde ele entra na conta?",
        ),
        formula=lambda G, *args: _slopes(0, np.ones_like(G), *args),
    ),
    replace(LOCAL_ONLY, formula=lambda _G, _X, W, _b: W.T),
    replace(LOCAL_ONLY, formula=lambda _G, _X, W, _b: W),
    replace(LAST_ROW, formula=lambda *args: _slopes(0, *args)[-1]),
    *_of_a_matrix(0),
    DOT_WITH_OUT,
)

GRAD_W_MISTAKES = (
    replace(ELEMENTWISE, formula=lambda G, X, _W, _b: X * G),
    replace(ELEMENTWISE, formula=lambda G, X, _W, _b: X.T * G),
    replace(WRONG_ORDER, formula=lambda G, X, _W, _b: G @ X.T),
    Mistake(
        "input-not-transposed",
        why=Text(
            en="These are the numbers of X G: they sum over features. The rows are what must be summed over, since every row uses the same W.",
            pt="Estes são os números de X G: a soma é sobre as características. É sobre as linhas que se soma, pois todas usam a mesma W.",
        ),
        next=Text(
            en="grad_W is (d, k), and n is gone from it: where must the axis of size n stand in each factor?",
            pt="grad_W é (d, k), e o n sumiu: em que posição deve estar o eixo de tamanho n em cada fator?",
        ),
        formula=lambda G, X, _W, _b: X @ G,
    ),
    Mistake(
        "loop-over-rows-for-matrix-product",
        why=Text(
            en="Row by row, X and G are multiplied entry by entry and added up: feature i meets output i only. Every feature acts on every output.",
            pt="Linha por linha, X e G são multiplicados entrada por entrada e somados: a característica i só encontra a saída i. Mas toda característica age sobre toda saída.",
        ),
        next=Text(
            en="One row must give a whole (d, k) matrix. Which product of two vectors does that?",
            pt="Uma linha sozinha deve dar uma matriz (d, k) inteira. Qual produto de dois vetores faz isso?",
        ),
        formula=lambda G, X, _W, _b: sum(x * g for x, g in zip(X, G, strict=False)),
    ),
    Mistake(
        "weight-gradient-ignores-upstream",
        why=Text(
            en="All columns are equal, each with the sums of the features: the upstream gradient `grad_output` is replaced by ones.",
            pt="Todas as colunas são iguais, cada uma com as somas das características: no lugar do gradiente a montante `grad_output` há apenas uns.",
        ),
        next=Text(
            en="The k outputs receive different gradients from above; where do they enter?",
            pt="As k saídas recebem de cima gradientes diferentes; onde eles entram na conta?",
        ),
        formula=lambda G, *args: _slopes(1, np.ones_like(G), *args),
    ),
    replace(LOCAL_ONLY, formula=lambda _G, X, _W, _b: X.T),
    replace(LOCAL_ONLY, formula=lambda _G, X, _W, _b: X),
    replace(LAST_ROW, formula=lambda G, X, W, b: _slopes(1, G[-1:], X[-1:], W, b)),
    *_of_a_matrix(1),
)

IGNORED_BY_BIAS = Mistake(
    "bias-gradient-ignores-upstream",
    why=Text(
        en="All entries are equal, ones or the number of rows: the upstream gradient `grad_output` is not used.",
        pt="Todas as entradas são iguais, uns ou o número de linhas: o gradiente a montante `grad_output` não é usado.",
    ),
    next=Text(
        en="Nudging b moves the output by just as much; but how much does the cost follow the output?",
        pt="Mexer em b move a saída na mesma medida; mas quanto o custo acompanha a saída?",
    ),
)
WRONG_AXIS = Mistake(
    "bias-gradient-wrong-axis",
    why=Text(
        en="This sums along each row and leaves one number per example. b has one number per output, and each of them acts on all the rows.",
        pt="Aqui a soma corre ao longo de cada linha e sobra um número por exemplo. b tem um número por saída, e cada um age sobre todas as linhas.",
    ),
    next=Text(
        en="grad_output is (n, k), b is (k,): which axis must go?",
        pt="grad_output é (n, k), b é (k,): qual eixo precisa sumir?",
    ),
)
AVERAGED = Mistake(
    "bias-gradient-averaged",
    why=Text(
        en="These are means over the rows. Effects of parallel paths add; if the cost is a mean, its 1/n is in grad_output already.",
        pt="Estas são médias sobre as linhas. Efeitos de caminhos paralelos se somam; se o custo é uma média, o 1/n dele já está em grad_output.",
    ),
    next=Text(
        en="b is added to all n rows. What happens to the cost if all of them rise by ε?",
        pt="b é somado às n linhas. O que acontece com o custo se todas sobem ε?",
    ),
)

GRAD_B_MISTAKES = (
    Mistake(
        "bias-gradient-not-summed",
        why=Text(
            en="This is grad_output itself, (n, k). b is added to every row, so it collects from every row, and its gradient has its own shape, (k,).",
            pt="Este é o próprio grad_output, (n, k). b é somado a todas as linhas, então recolhe de todas, e o gradiente dele tem o shape dele, (k,).",
        ),
        next=Text(en="What becomes of the axis of rows?", pt="O que acontece com o eixo das linhas?"),
        formula=lambda G, _X, _W, _b: G,
    ),
    replace(WRONG_AXIS, formula=lambda G, _X, _W, _b: G.sum(axis=1)),
    replace(WRONG_AXIS, formula=lambda G, _X, _W, _b: G.sum(axis=1, keepdims=True)),
    Mistake(
        "bias-gradient-summed-to-scalar",
        why=Text(
            en="This is one number, the sum over all entries; b has k entries, each with a gradient of its own.",
            pt="Este é um único número, a soma de todas as entradas; b tem k entradas, cada uma com o próprio gradiente.",
        ),
        next=Text(
            en="Which axis goes, and which one stays?",
            pt="Qual eixo some, e qual fica?",
        ),
        formula=lambda G, _X, _W, _b: G.sum(),
    ),
    replace(AVERAGED, formula=lambda *args: _slopes(2, *args) / len(args[0])),
    replace(AVERAGED, formula=lambda *args: _slopes(2, *args)[None] / len(args[0])),
    replace(IGNORED_BY_BIAS, formula=lambda _G, _X, _W, b: np.ones_like(b)),
    replace(IGNORED_BY_BIAS, formula=lambda G, _X, _W, b: np.full(b.shape, float(len(G)))),
    replace(LAST_ROW, formula=lambda G, _X, _W, _b: G[-1]),
    *_of_any_gradient(2),
)

EXERCISE = Exercise(
    id="linear_backward",
    title=Text(en="Back through the linear layer", pt="De volta pela camada linear"),
    functions=(
        Function("linear", ("X", "W", "b")),
        Function("linear_backward", ("grad_output", "X", "W", "b")),
    ),
    checks=(
        Check(
            "linear",
            Text(en="Values of X W + b", pt="Valores de X W + b"),
            points=2,
            plan=plan_linear,
            minimal_cases=simple_linear,
            help=Text(
                en="Each row of X times W, plus b. Try the example of the text, whose first row gives (15, 19).",
                pt="Cada linha de X vezes W, mais b. Experimente o exemplo do texto, cuja primeira linha dá (15, 19).",
            ),
            mistakes=LINEAR_MISTAKES,
            judge=judge_linear,
        ),
        Check(
            "grad_X",
            Text(en="∂cost/∂X against the numeric gradient", pt="∂custo/∂X contra o gradiente numérico"),
            points=4,
            plan=plan_backward,
            minimal_cases=simple_backward,
            part=0,
            help=Text(
                en="grad_X is (n, d) like X. Nudge one feature of one row: all k outputs of that row move, no other row does.",
                pt="grad_X é (n, d), como X. Mexa em uma característica de uma linha: movem-se as k saídas dessa linha, e de nenhuma outra.",
            ),
            mistakes=GRAD_X_MISTAKES,
            judge=judge_shapes,
        ),
        Check(
            "grad_W",
            Text(en="∂cost/∂W against the numeric gradient", pt="∂custo/∂W contra o gradiente numérico"),
            points=4,
            plan=plan_backward,
            minimal_cases=simple_backward,
            part=1,
            help=Text(
                en="grad_W is (d, k) like W. Nudge one weight: one output moves, in every row, by as much as that row's feature.",
                pt="grad_W é (d, k), como W. Mexa em um peso: move-se uma saída, em todas as linhas, na medida da característica de cada linha.",
            ),
            mistakes=GRAD_W_MISTAKES,
            judge=judge_shapes,
        ),
        Check(
            "grad_b",
            Text(en="∂cost/∂b against the numeric gradient", pt="∂custo/∂b contra o gradiente numérico"),
            points=4,
            plan=plan_backward,
            minimal_cases=simple_backward,
            part=2,
            help=Text(
                en="grad_b is (k,) like b. Nudge one entry of b: one output moves, in every row, by just as much.",
                pt="grad_b é (k,), como b. Mexa em uma entrada de b: move-se uma saída, em todas as linhas, exatamente na mesma medida.",
            ),
            mistakes=GRAD_B_MISTAKES,
            judge=judge_shapes,
        ),
    ),
    hints=(
        Text(
            en="Write the shapes of everything first. Each gradient has the shape of its own argument, and grad_output that of X W + b.",
            pt="Primeiro, escreva os shapes de tudo. Cada gradiente tem o shape do próprio argumento, e grad_output, o de X W + b.",
        ),
        Text(
            en="Do it with one row and sums on paper: which entries of the output does one entry of X, of W, of b move, and by how much?",
            pt="Faça com uma linha só e com somatórios no papel: que entradas da saída uma entrada de X, de W, de b move, e quanto?",
        ),
        Text(
            en="What several rows share (W and b) adds up over the rows; what belongs to one row (X) adds up over the k outputs. The axis summed over must be the inner one of a matrix product: transpose until it is.",
            pt="O que várias linhas compartilham (W e b) se soma ao longo das linhas; o que é de uma linha só (X) se soma ao longo das k saídas. O eixo somado deve ser o interno de um produto de matrizes: transponha até que seja.",
        ),
        Text(
            en="With (n, d, k) = (4, 3, 2): (4, 3) from (4, 2) and (2, 3); (3, 2) from (3, 4) and (4, 2); (2,) from (4, 2). Which array, transposed or not, has which of these shapes?",
            pt="Com (n, d, k) = (4, 3, 2): (4, 3) vem de (4, 2) e (2, 3); (3, 2) vem de (3, 4) e (4, 2); (2,) vem de (4, 2). Que array, transposto ou não, tem cada um desses shapes?",
        ),
    ),
    texts=("chain-rule",),
    after=("chain_rule",),
    minutes=40,
    reading=Text(
        en="chain-rule (“Chain Rule”, down to the graph)",
        pt="chain-rule (“Chain Rule”, até o grafo)",
    ),
)
