"""Checks of 04 forward_pass: σ and its quiet ends, the bias column, both layers of the forward pass, the step function.

Text: xor (“Forward Pass”); its worked example, with the minus signs that it lost, is one of the cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from autograder.authoring.numeric import EPSILON
from autograder.i18n.language import Text
from autograder.judging.compare import compare
from autograder.judging.diagnose import named
from autograder.judging.judge import judge_values
from autograder.judging.model import Case, Check, Exercise, Expected, Function, Mistake, Verdict
from autograder.judging.numbers import Numbers, as_numbers
from autograder.sandbox.protocol.calls import Call, Outcome, Raised, Returned
from autograder.sandbox.protocol.values import Array

# (n, d, h, k). The one with square weights comes first: a wrong transpose raises nothing there, so that its numbers can
# be recognised; and with n = 6 a product of sizes 4 and 5 can only come from one column too many.
SHAPES = ((6, 4, 4, 4), (4, 3, 3, 1), (5, 4, 2, 3), (4, 3, 3, 1))
FIGURE = (  # the network of the text's figure, with its minus signs, and the row (0, 1) with its bias
    np.array([[0.0, 1.0, 1.0]]),
    np.array([[0.351, 0.097, 0.457], [1.076, -0.165, -0.165], [1.116, 0.542, -0.331]]),
    np.array([[0.383], [-0.327], [-0.329]]),
)


def true_sigmoid(z: Array) -> Array:
    """σ(z), written so that no exp overflows."""
    e = np.exp(-np.abs(z))
    result: Array = np.where(z >= 0, 1 / (1 + e), e / (1 + e))
    return result


def true_layer(inputs: Array, W: Array) -> Array:
    """σ(inputs W): (n, d), (d, k) → (n, k). Raises ValueError where the sizes do not meet."""
    return true_sigmoid(inputs @ W)


def _exact(name: str, value: Array) -> Expected:
    return Expected(name, value, np.zeros(value.shape))


# --- planning --------------------------------------------------------------------------------------------------------


def plan_sigmoid(rng: np.random.Generator) -> list[Case]:
    """Several shapes, a zero and larger z among them; the first one twice; ±1000 last."""
    inputs = [rng.uniform(-4.5, 4.5, shape) for shape in [(4, 3), (7,), (2, 3, 2), (4, 3)]]
    inputs[1][rng.integers(7)] = 0.0
    inputs.append(rng.uniform(8, 40, (1, 4)) * np.array([[1, -1, 1, -1]]))
    cases = [_sigmoid_case(z) for z in inputs]
    ends = _sigmoid_case(np.array([1000.0, -1000.0]), "sigmoid([1000, -1000])")
    return [*cases, replace(cases[0], repeated=True), ends]


def simple_sigmoid() -> list[Case]:
    """From one entry to a matrix, then single entries further and further out."""
    inputs = ([1.0], [0.0, -1.0], [[1.0, -2.0]], [[1.0], [-2.0]], [[1.0, -2.0, 3.0], [-1.0, 0.5, 4.0]])
    return [_sigmoid_case(np.array(z)) for z in (*inputs, [10.0], [1000.0], [-1000.0])]


def _sigmoid_case(z: Array, name: str = "sigmoid(z)") -> Case:
    return Case(Call("sigmoid", (z,)), _exact(name, true_sigmoid(z)))


def plan_bias(rng: np.random.Generator) -> list[Case]:
    """Tall, wide and square X, one row, one column; the first one twice."""
    cases = [_bias_case(rng.normal(0, 2, shape)) for shape in [(4, 2), (2, 5), (3, 3), (1, 4), (5, 1), (4, 2)]]
    return [*cases, replace(cases[0], repeated=True)]


def simple_bias() -> list[Case]:
    """From one entry to a matrix."""
    arrays = ([[2.0]], [[2.0, -3.0]], [[2.0], [-3.0]], [[2.0, -3.0, 5.0], [4.0, -1.0, 6.0]])
    return [_bias_case(np.array(X)) for X in arrays]


def _bias_case(X: Array) -> Case:
    return Case(Call("add_bias_column", (X,)), _exact("add_bias_column(X)", np.vstack([X.T, np.ones(len(X))]).T))


def plan_forward(rng: np.random.Generator) -> list[Case]:
    """All shapes, the text's own example, the first call again; then the learner's sigmoid on the first sums."""
    settings = []
    for n, d, h, k in SHAPES:
        X = np.vstack([rng.normal(0, 1, (d - 1, n)), np.ones(n)]).T
        settings.append((X, rng.normal(0, 1.2, (d, h)), rng.normal(0, 1.2, (h, k))))
    cases = [_forward_case(*setting) for setting in [*settings, FIGURE]]
    return [*cases, replace(cases[0], repeated=True), _sigmoid_case(settings[0][0] @ settings[0][1])]


# (n, d, h, k) from the smallest network up, its arrays filled with numbers that differ; the last column of X is the bias's.
SIMPLE_SHAPES = ((1, 1, 1, 1), (1, 2, 1, 1), (1, 2, 2, 1), (2, 2, 2, 2), (2, 3, 2, 1), (2, 3, 2, 3))
SIMPLE_NUMBERS = np.array([2.0, -3.0, 0.5, -1.0, 3.0, -0.5, 1.5, -2.0])


def simple_forward() -> list[Case]:
    """From one row, one unit, one output up."""
    cases = []
    for n, d, h, k in SIMPLE_SHAPES:
        X = np.vstack([SIMPLE_NUMBERS[: n * (d - 1)].reshape(d - 1, n), np.ones(n)]).T
        W1 = SIMPLE_NUMBERS[1 : 1 + d * h].reshape(d, h)
        W2 = SIMPLE_NUMBERS[::-1][: h * k].reshape(h, k)
        cases.append(_forward_case(X, W1, W2))
    return cases


def _forward_case(X: Array, W1: Array, W2: Array) -> Case:
    parts = (_sum(X, W1, "hidden"), _sum(true_layer(X, W1), W2, "output"))
    return Case(Call("forward", (X, W1, W2)), parts)


def _sum(inputs: Array, W: Array, name: str) -> Expected:
    """The layer's value; σ is nowhere steeper than ¼, so rounding in its sums costs a quarter of itself at most."""
    return Expected(name, true_layer(inputs, W), EPSILON * (np.abs(inputs) @ np.abs(W)))


def plan_step(rng: np.random.Generator) -> list[Case]:
    """Outputs on both sides of several thresholds, and on the threshold itself; the first call twice.

    Thresholds and outputs are sixteenths and so on, exact in binary: whatever right arithmetic is done with them, an
    output on the threshold stays there.
    """
    low, high = rng.integers(3, 7) / 16, rng.integers(10, 14) / 16
    settings: list[tuple[tuple[int, ...], float | None]] = [
        ((6, 1), float(high)),
        ((4, 1), None),
        ((9,), float(low)),
        ((3, 3), None),
        ((2, 5), float(high)),
    ]
    cases = [_step_case(rng, *setting) for setting in settings]
    return [*cases, replace(cases[0], repeated=True)]


def _step_case(rng: np.random.Generator, shape: tuple[int, ...], threshold: float | None) -> Case:
    limit = 0.5 if threshold is None else threshold
    between = (limit + 0.5) / 2 if threshold else limit - 1 / 32  # tells the threshold given from 0.5
    special = [limit, between, limit - 1 / 64, limit + 1 / 64]
    others = rng.integers(1, 128, int(np.prod(shape)) - len(special)) / 128
    return _stepped_case(rng.permutation(np.concatenate([special, others])).reshape(shape), threshold)


def simple_step() -> list[Case]:
    """An output above, below and on the threshold, which is first left out and then passed; then several outputs."""
    outputs = [np.array(output) for output in ([0.75], [0.25], [0.5], [[0.75, 0.25, 0.5]])]
    passed = [_stepped_case(output, threshold) for output in outputs[2:4] for threshold in (0.75, 0.25)]
    return [*(_stepped_case(output, None) for output in outputs[:4]), *passed]


def _stepped_case(output: Array, threshold: float | None) -> Case:
    limit = 0.5 if threshold is None else threshold
    value = (output - limit >= 0).astype(np.float64)
    args = (output,) if threshold is None else (output, threshold)
    name = "step(output)" if threshold is None else f"step(output, {threshold})"
    return Case(Call("step", args), Expected(name, value, np.zeros(value.shape), loose_rtol=0, integral=True))


# --- judging ---------------------------------------------------------------------------------------------------------

LOUD_WHY = Text(
    en="`sigmoid`: the numbers are right, but at z = ±1000 numpy warned: {warning}",
    pt="`sigmoid`: os números estão certos, mas em z = ±1000 o numpy avisou: {warning}",
)
SIGMOID_FIRST = Text(
    en="not judged: hidden is what your own `sigmoid` makes of the right sums X W1, and that is not σ; it waits for “{needed}” to pass",
    pt="não avaliado: hidden é o que a sua própria `sigmoid` faz das somas certas X W1, e isso não é σ; espera que “{needed}” passe",
)
SIGMOID_FIRST_HELP = Text(
    en="Mend `sigmoid`; `forward` may then be right as it is.",
    pt="Corrija `sigmoid`; depois disso, `forward` talvez já esteja certa como está.",
)


def judge_sigmoid(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge as usual; then what counts is that the last call, at ±1000, did not warn."""
    verdict = judge_values(exercise, check, cases, outcomes)
    last = outcomes[-1]
    if verdict.status != "passed" or not isinstance(last, Returned):
        return verdict
    warned = [warning for warning in last.warnings if warning.startswith("RuntimeWarning")]
    if not warned:
        return verdict
    return named(Verdict("failed", LOUD_WHY(warning=warned[0])), OVERFLOW)


def judge_hidden(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge hidden as usual, but put the blame where it belongs.

    If it is exactly what the learner's own, wrong sigmoid gives, it waits for that one. And where a shape made a call
    raise, a mistake of the output layer may show in the numbers of the calls before it.
    """
    forwards = _forwards(cases)
    made = outcomes[: len(forwards)]
    verdict = judge_values(exercise, check, forwards, made)
    if verdict.status == "failed" and _own_sigmoid(cases, outcomes):
        return Verdict("waiting", SIGMOID_FIRST(needed=exercise.checks[0].title), SIGMOID_FIRST_HELP())
    if verdict.status == "error" and verdict.diagnosis is None and isinstance(made[-1], Raised) and len(made) > 1:
        output = next(other for other in exercise.checks if other.plan is check.plan and other.part == 1)
        before = judge_values(exercise, output, forwards[: len(made) - 1], made[:-1])
        if before.diagnosis is not None:
            return named(verdict, before.diagnosis.mistake, before.diagnosis.confidence)
    return verdict


def judge_output(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge as usual, without the call that is there for hidden's sake."""
    forwards = _forwards(cases)
    return judge_values(exercise, check, forwards, outcomes[: len(forwards)])


def _forwards(cases: Sequence[Case]) -> list[Case]:
    return [case for case in cases if case.call.function == "forward"]


def _own_sigmoid(cases: Sequence[Case], outcomes: Sequence[Outcome]) -> bool:
    """Whether the first hidden is the last call's σ(X W1), and that is wrong."""
    if len(outcomes) < len(cases) or cases[-1].call.function != "sigmoid":
        return False
    first, last, expected = outcomes[0], outcomes[-1], cases[-1].expected
    if not isinstance(first, Returned) or not isinstance(last, Returned):
        return False
    if not isinstance(first.value, list | tuple) or not first.value:
        return False
    hidden, own = as_numbers(first.value[0]), as_numbers(last.value)
    if not isinstance(hidden, Numbers) or not isinstance(own, Numbers) or hidden.array.shape != own.array.shape:
        return False
    assert isinstance(expected, Expected)  # noqa: S101 -- plan_forward made it
    wrong = own.array.shape != expected.value.shape or not compare(own.array, expected).loose
    return wrong and bool(np.allclose(hidden.array, own.array, rtol=1e-9, atol=0))


# --- known mistakes --------------------------------------------------------------------------------------------------

OVERFLOW = Mistake(
    "exp-overflows",
    why=Text(
        en="exp(1000) is beyond float64. np.where(…) does not help by itself: it computes both branches everywhere, and chooses afterwards.",
        pt="exp(1000) não cabe em float64. np.where(…) sozinho não resolve: ele calcula os dois ramos em todas as entradas e só depois escolhe.",
    ),
    next=Text(
        en="σ can be written with an exponential whose argument is never positive. What becomes of 1/(1 + e⁻ᶻ) if both parts of the fraction are multiplied by eᶻ?",
        pt="σ pode ser escrita com uma exponencial cujo argumento nunca é positivo. O que vira 1/(1 + e⁻ᶻ) multiplicando em cima e embaixo por eᶻ?",
    ),
    formula=lambda z: np.exp(z) / (1 + np.exp(z)),
)
SIGMOID_MISTAKES = (
    Mistake(
        "missing-parentheses-in-sigmoid",
        why=Text(
            en="These are the numbers of 1/1 + e⁻ᶻ: division binds tighter than +, so nothing is divided by the sum.",
            pt="Estes são os números de 1/1 + e⁻ᶻ: a divisão vem antes da soma, então nada é dividido pela soma.",
        ),
        next=Text(
            en="A sigmoid never leaves (0, 1); look at what the division applies to.",
            pt="Uma sigmoide nunca sai de (0, 1); veja a que se aplica a divisão.",
        ),
        formula=lambda z: 1 + np.exp(-z),
    ),
    Mistake(
        "exponent-sign-flipped",
        why=Text(
            en="These are the numbers of 1/(1 + eᶻ): the curve is mirrored and falls where it should rise.",
            pt="Estes são os números de 1/(1 + eᶻ): a curva está espelhada e desce onde deveria subir.",
        ),
        next=Text(
            en="Large z must give nearly 1. What must happen to the exponential for that?",
            pt="Um z grande deve dar quase 1. O que precisa acontecer com a exponencial para isso?",
        ),
        formula=lambda z: true_sigmoid(-z),
    ),
    *(
        Mistake(
            "input-clipped",
            why=Text(
                en=f"Beyond ±{limit} the numbers no longer change: z is cut off before the exponential, and σ({limit}) is still {gap} away from 1.",
                pt=f"Além de ±{limit} os números não mudam mais: z é cortado antes da exponencial, e σ({limit}) ainda está a {falta} de 1.",
            ),
            next=Text(
                en="float64 holds e⁵⁰⁰ without trouble; where would a cut do no harm?",
                pt="float64 comporta e⁵⁰⁰ sem problema; onde um corte não faria mal?",
            ),
            formula=lambda z, limit=limit: true_sigmoid(np.clip(z, -limit, limit)),
        )
        for limit, gap, falta in (
            (5, "0.007", "0,007"),
            (6, "0.002", "0,002"),
            (8, "0.0003", "0,0003"),
            (10, "0.00005", "0,00005"),
        )
    ),
    Mistake(
        "math-exp-on-array",
        why=Text(
            en="math.exp (like float) takes one number; z is an array.",
            pt="math.exp (assim como float) recebe um número só; z é um array.",
        ),
        next=Text(
            en="numpy has an exp of its own that works entry by entry.",
            pt="O numpy tem a própria exp, que trabalha entrada por entrada.",
        ),
        raises=r"TypeError: only .*(size-1|length-1|0-dimensional) arrays",
    ),
    Mistake(
        "math-exp-overflow",
        why=Text(
            en="math.exp raises an OverflowError beyond about 709, and at z = −1000 it is asked for e¹⁰⁰⁰.",
            pt="math.exp gera OverflowError acima de cerca de 709, e em z = −1000 ela recebe o pedido de e¹⁰⁰⁰.",
        ),
        next=Text(
            en="For negative z, write σ with eᶻ instead: that one only becomes small.",
            pt="Para z negativo, escreva σ com eᶻ: essa só fica pequena.",
        ),
        raises=r"OverflowError: math range error",
    ),
    OVERFLOW,
)

BIAS_MISTAKES = (
    Mistake(
        "ones-first",
        why=Text(
            en="The ones stand in the first column. The text allows both places; here the last one is agreed, so that the last row of W1 holds the biases.",
            pt="Os uns estão na primeira coluna. O texto permite os dois lugares; aqui o combinado é o último, de modo que a última linha de W1 guarda os vieses.",
        ),
        next=Text(en="Which side of X do the ones go to?", pt="De que lado de X entram os uns?"),
        formula=lambda X: np.vstack([np.ones(len(X)), X.T]).T,
    ),
    Mistake(
        "ones-as-row",
        why=Text(
            en="The ones have become one more row: one more example, instead of one more input of every example.",
            pt="Os uns viraram mais uma linha: um exemplo a mais, em vez de uma entrada a mais em cada exemplo.",
        ),
        next=Text(
            en="(n, d) must become (n, d + 1). Along which axis is something added?",
            pt="(n, d) deve virar (n, d + 1). Ao longo de qual eixo algo é acrescentado?",
        ),
        formula=lambda X: np.vstack([X, np.ones(X.shape[1])]),
    ),
    Mistake(
        "last-column-overwritten",
        why=Text(
            en="The ones replace the last column of X, and an input is lost.",
            pt="Os uns substituem a última coluna de X, e uma entrada se perde.",
        ),
        next=Text(
            en="The result must have one column more than X.", pt="O resultado deve ter uma coluna a mais que X."
        ),
        formula=lambda X: np.vstack([X.T[:-1], np.ones(len(X))]).T,
    ),
    Mistake(
        "nothing-added",
        why=Text(
            en="X comes back as it went in. (np.append, np.hstack and their likes return a new array; they do not change X.)",
            pt="X volta como entrou. (np.append, np.hstack e parecidas devolvem um array novo; elas não mudam X.)",
        ),
        next=Text(
            en="What is returned: X, or what was made of it?",
            pt="O que é devolvido: X, ou o que foi feito a partir dele?",
        ),
        formula=lambda X: X,
    ),
    Mistake(
        "ones-of-other-dimension",
        why=Text(
            en="A vector of ones, of shape (n,), is no column, and numpy joins arrays only if they have equally many axes.",
            pt="Um vetor de uns, de shape (n,), não é uma coluna, e o numpy só junta arrays com o mesmo número de eixos.",
        ),
        next=Text(en="Which shape has a column of n entries?", pt="Que shape tem uma coluna de n entradas?"),
        raises=r"ValueError: all the input arrays must have same number of dimensions",
    ),
)

BIAS_AGAIN = Mistake(
    "bias-added-again",
    why=Text(
        en="A column of ones turns up inside `forward`. X has its bias column already, and the hidden layer gets none: the output layer has no bias.",
        pt="Uma coluna de uns aparece dentro de `forward`. X já tem a coluna do viés, e a camada oculta não ganha nenhuma: a camada de saída não tem viés.",
    ),
    next=Text(
        en="X has as many columns as W1 has rows, and hidden as many as W2 has: do they not meet as they are?",
        pt="X tem tantas colunas quantas linhas tem W1, e hidden, quantas tem W2: eles já não se encaixam como estão?",
    ),
)
TRANSPOSED = Mistake(
    "weights-transposed",
    why=Text(
        en="A weight matrix is used the wrong way round. Some libraries keep weights as (out, in) and transpose them; here W1 is (d, h) and W2 is (h, k) already.",
        pt="Uma matriz de pesos está sendo usada transposta. Algumas bibliotecas guardam os pesos como (saídas, entradas) e os transpõem; aqui W1 já é (d, h) e W2 já é (h, k).",
    ),
    next=Text(
        en="Write the shapes under the formulas: what must (n, d) meet to give (n, h)?",
        pt="Escreva os shapes embaixo das fórmulas: o que (n, d) precisa encontrar para dar (n, h)?",
    ),
)
HIDDEN_MISTAKES = (
    Mistake(
        "no-sigmoid-on-hidden",
        why=Text(
            en="hidden holds the sums X W1 themselves: σ is not applied to them. Without it, two layers do no more than one.",
            pt="hidden traz as próprias somas X W1: σ não foi aplicada. Sem ela, duas camadas não fazem mais que uma.",
        ),
        next=Text(
            en="What stands between X W1 and hidden in the formula?", pt="O que há entre X W1 e hidden na fórmula?"
        ),
        formula=lambda X, W1, _: X @ W1,
    ),
    Mistake(
        "sigmoid-applied-twice",
        why=Text(
            en="These are the numbers of σ(σ(X W1)): what already is a sigmoid's output goes through the sigmoid again.",
            pt="Estes são os números de σ(σ(X W1)): o que já é saída da sigmoide passa pela sigmoide de novo.",
        ),
        next=Text(en="Follow one number from X to hidden.", pt="Siga um número de X até hidden."),
        formula=lambda X, W1, _: true_sigmoid(true_layer(X, W1)),
    ),
    Mistake(
        "results-swapped",
        why=Text(
            en="In the place of hidden stands the output: right numbers, wrong order.",
            pt="No lugar de hidden está a saída: números certos, ordem errada.",
        ),
        next=Text(en="The order is that of the computation.", pt="A ordem é a do cálculo."),
        formula=lambda X, W1, W2: true_layer(true_layer(X, W1), W2),
    ),
    replace(TRANSPOSED, formula=lambda X, W1, _: true_layer(X, W1.T)),
    replace(BIAS_AGAIN, formula=lambda X, W1, _: np.vstack([true_layer(X, W1).T, np.ones(len(X))]).T),
    replace(BIAS_AGAIN, formula=lambda X, W1, _: np.vstack([true_layer(X, W1).T[:-1], np.ones(len(X))]).T),
    # In the first case nothing but a column too many, or a row of W, makes 4 and 5 meet.
    replace(BIAS_AGAIN, raises=r"ValueError: .*(size 4 is different from 5|\b5 \(dim 1\) != 4 \(dim 0\))"),
    Mistake(
        "elementwise-for-matrix-product",
        why=Text(
            en="`*` multiplies entry by entry; every unit needs a sum over all its inputs.",
            pt="`*` multiplica entrada por entrada; cada unidade precisa de uma soma sobre todas as suas entradas.",
        ),
        next=Text(
            en="Which operator of numpy multiplies a row by a column and adds up?",
            pt="Qual operador do numpy multiplica linha por coluna e soma?",
        ),
        raises=r"ValueError: operands could not be broadcast together with shapes \(6,4\) \(4,4\)",
    ),
)
OUTPUT_MISTAKES = (
    Mistake(
        "no-sigmoid-on-output",
        why=Text(
            en="The output holds the sums hidden W2 themselves: the last σ is missing, so it may leave (0, 1).",
            pt="A saída traz as próprias somas hidden W2: falta a última σ, e por isso ela pode sair de (0, 1).",
        ),
        next=Text(
            en="Both layers have an activation. Which one is missing?",
            pt="As duas camadas têm ativação. Qual está faltando?",
        ),
        formula=lambda X, W1, W2: true_layer(X, W1) @ W2,
    ),
    Mistake(
        "sigmoid-applied-twice",
        why=Text(
            en="These are the numbers of σ(σ(hidden W2)): the output has gone through the sigmoid twice.",
            pt="Estes são os números de σ(σ(hidden W2)): a saída passou duas vezes pela sigmoide.",
        ),
        next=Text(en="Count the sigmoids from hidden to output.", pt="Conte as sigmoides de hidden até output."),
        formula=lambda X, W1, W2: true_sigmoid(true_layer(true_layer(X, W1), W2)),
    ),
    Mistake(
        "step-inside-forward",
        why=Text(
            en="The output holds classes, 0 and 1: the step function is applied inside `forward`. Training needs the output itself, 0.506 and not 1.",
            pt="A saída traz classes, 0 e 1: a função degrau é aplicada dentro de `forward`. O treinamento precisa da própria saída, 0,506 e não 1.",
        ),
        next=Text(en="Leave the classes to `step`.", pt="Deixe as classes para `step`."),
        formula=lambda X, W1, W2: np.sign(true_layer(true_layer(X, W1), W2) - 0.5) / 2 + 0.5,
    ),
    Mistake(
        "hidden-layer-skipped",
        why=Text(
            en="The output is computed from X, not from hidden: the hidden layer has no say in it.",
            pt="A saída é calculada a partir de X, e não de hidden: a camada oculta não participa.",
        ),
        next=Text(en="What does the second layer receive?", pt="O que a segunda camada recebe?"),
        formula=lambda X, _, W2: true_layer(X, W2),
    ),
    Mistake(
        "sums-sent-to-output",
        why=Text(
            en="hidden is right, but the output is computed from the sums X W1, as they are before σ.",
            pt="hidden está certo, mas a saída é calculada com as somas X W1, antes da σ.",
        ),
        next=Text(
            en="Which of your two arrays goes into the second product?",
            pt="Qual dos seus dois arrays entra no segundo produto?",
        ),
        formula=lambda X, W1, W2: true_layer(X @ W1, W2),
    ),
    replace(TRANSPOSED, formula=lambda X, W1, W2: true_layer(true_layer(X, W1), W2.T)),
)


def _stepped(limit: float, output: Array) -> Array:
    result: Array = (output - limit >= 0).astype(np.float64)
    return result


STEP_MISTAKES = (
    Mistake(
        "threshold-excluded",
        why=Text(
            en="An output exactly on the threshold becomes 0 here; the threshold itself counts as reached.",
            pt="Uma saída exatamente no limiar vira 0 aqui; o próprio limiar já conta como atingido.",
        ),
        next=Text(en="More than, or at least?", pt="Maior que, ou maior ou igual?"),
        formula=lambda output, threshold=0.5: 1 - _stepped(-threshold, -output),
    ),
    Mistake(
        "threshold-ignored",
        why=Text(
            en="These are the classes for 0.5, whatever threshold is passed.",
            pt="Estas são as classes para 0,5, seja qual for o limiar recebido.",
        ),
        next=Text(
            en="Follow `threshold` from the signature to the comparison.",
            pt="Siga `threshold` da assinatura até a comparação.",
        ),
        formula=lambda output, _=0.5: _stepped(0.5, output),
    ),
    Mistake(
        "rounding-for-step",
        why=Text(
            en="These are the numbers of np.round (or of output > 0.5): it knows no threshold but one half, and sends 0.5 itself to 0, the nearest even number.",
            pt="Estes são os números de np.round (ou de output > 0.5): ele não conhece outro limiar além de meio, e leva o próprio 0,5 a 0, o par mais próximo.",
        ),
        next=Text(
            en="A comparison says what is meant: of what with what?",
            pt="Uma comparação diz o que se quer: do quê com o quê?",
        ),
        formula=lambda output, _=0.5: 1 - _stepped(-0.5, -output),
    ),
    Mistake(
        "classes-inverted",
        why=Text(
            en="0 and 1 have changed places: 1 stands where the output is below the threshold.",
            pt="0 e 1 trocaram de lugar: há 1 onde a saída fica abaixo do limiar.",
        ),
        next=Text(en="In which direction does the comparison point?", pt="Para que lado aponta a comparação?"),
        formula=lambda output, threshold=0.5: 1 - _stepped(threshold, output),
    ),
    Mistake(
        "sign-for-step",
        why=Text(
            en="np.sign knows three values: −1, 0 (exactly on the threshold) and 1; a class is 0 or 1.",
            pt="np.sign tem três valores: −1, 0 (exatamente no limiar) e 1; uma classe é 0 ou 1.",
        ),
        next=Text(en="A comparison alone gives two values.", pt="Uma comparação já dá só dois valores."),
        formula=lambda output, threshold=0.5: np.sign(output - threshold),
    ),
    Mistake(
        "if-on-whole-array",
        why=Text(
            en="`if` (like Python's max) wants one answer; comparing an array gives one per entry.",
            pt="`if` (assim como a max do Python) quer uma resposta só; comparar um array dá uma por entrada.",
        ),
        next=Text(
            en="Is the `if` needed, when the comparison answers for every entry?",
            pt="O `if` é necessário, se a comparação já responde por cada entrada?",
        ),
        raises=r"ValueError: The truth value of an array",
    ),
    Mistake(
        "default-threshold-missing",
        why=Text(
            en="`step(output)` must work too: the threshold is then 0.5.",
            pt="`step(output)` também precisa funcionar: nesse caso o limiar é 0,5.",
        ),
        next=Text(
            en="Compare your `def` line with that of the exercise.", pt="Compare a sua linha `def` com a do enunciado."
        ),
        raises=r"TypeError: .*missing 1 required positional argument",
    ),
)

EXERCISE = Exercise(
    id="forward_pass",
    title=Text(en="The forward pass", pt="A passagem para frente"),
    functions=(
        Function("sigmoid", ("z",)),
        Function("add_bias_column", ("X",)),
        Function("forward", ("X", "W1", "W2")),
        Function("step", ("output", "threshold")),
    ),
    checks=(
        Check(
            "sigmoid",
            Text(en="The sigmoid, without a warning up to ±1000", pt="A sigmoide, sem avisos até ±1000"),
            points=1,
            plan=plan_sigmoid,
            minimal_cases=simple_sigmoid,
            judge=judge_sigmoid,
            help=Text(
                en="Compare with σ(0) = 0.5 and σ(1) ≈ 0.731, entry by entry; σ(1000) is 1 and σ(−1000) is 0. The shape is that of z.",
                pt="Compare com σ(0) = 0,5 e σ(1) ≈ 0,731, entrada por entrada; σ(1000) é 1 e σ(−1000) é 0. O shape é o de z.",
            ),
            mistakes=SIGMOID_MISTAKES,
        ),
        Check(
            "bias_column",
            Text(en="The bias column", pt="A coluna do viés"),
            points=1,
            plan=plan_bias,
            minimal_cases=simple_bias,
            help=Text(
                en="(n, d) becomes (n, d + 1): X as it was, and a 1 at the end of every row.",
                pt="(n, d) vira (n, d + 1): X como estava, e um 1 no fim de cada linha.",
            ),
            mistakes=BIAS_MISTAKES,
        ),
        Check(
            "hidden",
            Text(en="The hidden layer", pt="A camada oculta"),
            points=1,
            plan=plan_forward,
            minimal_cases=simple_forward,
            part=0,
            judge=judge_hidden,
            help=Text(
                en="hidden = σ(X W1), of shape (n, h). Try the example of the text: it must give 0.8995, 0.5931, 0.3785.",
                pt="hidden = σ(X W1), de shape (n, h). Experimente o exemplo do texto: deve dar 0,8995, 0,5931, 0,3785.",
            ),
            mistakes=HIDDEN_MISTAKES,
        ),
        Check(
            "output",
            Text(en="The output layer", pt="A camada de saída"),
            points=2,
            plan=plan_forward,
            minimal_cases=simple_forward,
            part=1,
            judge=judge_output,
            needs=("hidden",),
            help=Text(
                en="output = σ(hidden W2), of shape (n, k), with nothing else in between. The example of the text must give 0.5065.",
                pt="output = σ(hidden W2), de shape (n, k), sem mais nada no meio. O exemplo do texto deve dar 0,5065.",
            ),
            mistakes=OUTPUT_MISTAKES,
        ),
        Check(
            "step",
            Text(en="The step function", pt="A função degrau"),
            points=1,
            plan=plan_step,
            minimal_cases=simple_step,
            help=Text(
                en="1 where the output is at least the threshold, else 0, entry by entry, in the shape of `output`.",
                pt="1 onde a saída é pelo menos o limiar, senão 0, entrada por entrada, no shape de `output`.",
            ),
            mistakes=STEP_MISTAKES,
        ),
    ),
    hints=(
        Text(
            en="Each layer does two things: a matrix product, then σ on every entry. Write the shapes beside each line: (n, d), (d, h), (h, k).",
            pt="Cada camada faz duas coisas: um produto de matrizes e depois σ em cada entrada. Escreva os shapes ao lado de cada linha: (n, d), (d, h), (h, k).",
        ),
        Text(
            en="Ones in a column are an array of shape (n, 1); numpy has functions that put two arrays side by side. The step function needs no loop: comparing an array gives True or False for every entry.",
            pt="Uma coluna de uns é um array de shape (n, 1); o numpy tem funções que põem dois arrays lado a lado. A função degrau não precisa de laço: comparar um array dá True ou False para cada entrada.",
        ),
        Text(
            en="The overflow comes from the exponential of a large positive number. e to the power −|z| never exceeds 1: with it, write σ(z) for z ≥ 0, and for z < 0, and only then choose.",
            pt="O overflow vem da exponencial de um número positivo grande. e elevado a −|z| nunca passa de 1: com ela, escreva σ(z) para z ≥ 0 e para z < 0, e só então escolha.",
        ),
        Text(
            en="`forward` is two lines and a return: what the first line gives goes into the second, and both are returned. Then run the example of the text with both sets of signs.",
            pt="`forward` são duas linhas e um return: o que a primeira dá entra na segunda, e as duas são devolvidas. Depois rode o exemplo do texto com os sinais das duas versões.",
        ),
    ),
    texts=("xor",),
    after=(),
    minutes=25,
    reading=Text(
        en="xor (“Forward Pass”)",
        pt="xor (“Forward Pass”)",
    ),
)
