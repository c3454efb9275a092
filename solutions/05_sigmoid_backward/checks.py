"""Checks of 05 sigmoid_backward: values of σ, and ∂cost/∂z held against numeric gradients of the true σ.

Texts: chain-rule (chain rule), cap-18.3 (∂L/∂z = ∂L/∂a · ∂a/∂z).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from autograder.authoring.numeric import EPSILON, numeric_gradient
from autograder.i18n.language import Text
from autograder.judging.model import Case, Check, Exercise, Expected, Function, Mistake
from autograder.sandbox.protocol.calls import Call
from autograder.sandbox.protocol.values import Array

EPSILON32 = float(np.finfo(np.float32).eps)


def true_sigmoid(z: Array) -> Array:
    """σ(z), written so that no exp overflows."""
    e = np.exp(-np.abs(z))
    result: Array = np.where(z >= 0, 1 / (1 + e), e / (1 + e))
    return result


def plan_sigmoid(rng: np.random.Generator) -> list[Case]:
    """Inputs within ±4.5 in several shapes, a zero among them; the first one twice."""
    inputs = [rng.uniform(-4.5, 4.5, shape) for shape in [(4, 3), (7,), (2, 3, 2), (4, 3), (1, 1)]]
    inputs[1][rng.integers(7)] = 0.0
    cases = [_sigmoid_case(z) for z in inputs]
    return [*cases, Case(cases[0].call, cases[0].expected, repeated=True)]


def plan_sigmoid_large(rng: np.random.Generator) -> list[Case]:
    """Inputs from ±20 to ±500, with an ordinary one between; beyond that (±1000) only a remark."""
    large = rng.uniform(20, 500, 8) * rng.permutation([1, -1, 1, -1, 1, -1, 1, -1])
    cases = [_sigmoid_case(large), _sigmoid_case(np.array([[500.0, -500.0, 0.5]]))]
    return [*cases, _sigmoid_case(np.array([1000.0, -1000.0]), remark=OVERFLOW)]


def simple_sigmoid() -> list[Case]:
    """From one entry to a matrix."""
    inputs = ([1.0], [0.0, -1.0], [[1.0, -2.0]], [[1.0], [-2.0]], [[1.0, -2.0, 3.0], [-1.0, 0.5, 4.0]])
    return [_sigmoid_case(np.array(z)) for z in inputs]


def simple_sigmoid_large() -> list[Case]:
    """Single entries, further and further out."""
    return [_sigmoid_case(np.array([z])) for z in (10.0, -10.0, 100.0, -100.0, 500.0, -500.0)]


def _sigmoid_case(z: Array, remark: Text | None = None) -> Case:
    value = true_sigmoid(z)
    return Case(Call("sigmoid", (z,)), Expected("sigmoid(z)", value, np.zeros(z.shape)), remark=remark)


def plan_backward(rng: np.random.Generator) -> list[Case]:
    """Inputs within ±5 in several shapes, never an upstream of ones; the first one twice."""
    inputs = [rng.uniform(-5, 5, shape) for shape in [(4, 3), (6,), (1, 5), (2, 3, 2), (4, 3)]]
    inputs[2][0, rng.integers(5)] = 0.0
    cases = [_backward_case(z, _upstream(rng, z.shape)) for z in inputs]
    return [*cases, Case(cases[0].call, cases[0].expected, repeated=True)]


def plan_backward_flat(rng: np.random.Generator) -> list[Case]:
    """Inputs far out, where σ is nearly flat: 8 ≤ |z| ≤ 11, so that σ′ is small but well above rounding, float32's too."""

    def case(shape: tuple[int, ...]) -> Case:
        return _backward_case(rng.uniform(8, 11, shape) * rng.choice([-1, 1], shape), _upstream(rng, shape))

    return [case((5,)), case((2, 3))]


def simple_backward() -> list[Case]:
    """From one entry to a matrix; outputs that can be typed in."""
    cases: tuple[tuple[list[float] | list[list[float]], list[float] | list[list[float]]], ...] = (
        ([2.0], [0.25]),
        ([[2.0, -3.0]], [[0.25, 0.5]]),
        ([[2.0], [-3.0]], [[0.25], [0.5]]),
        ([[2.0, -3.0, 0.5], [4.0, 1.0, -2.0]], [[0.25, 0.5, 0.75], [0.2, 0.1, 0.8]]),
    )
    return [_simple_backward(np.array(upstream), np.array(output)) for upstream, output in cases]


def simple_backward_flat() -> list[Case]:
    """Single entries, closer and closer to 0 and to 1."""
    outputs = (0.01, 0.99, 0.001, 0.999, 0.0001, 0.9999)
    return [_simple_backward(np.array([2.0]), np.array([output])) for output in outputs]


def _simple_backward(upstream: Array, output: Array) -> Case:
    case = _backward_case(_logit(output), upstream)
    return replace(case, call=replace(case.call, args=(upstream, output)))


def _upstream(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    result: Array = rng.uniform(0.5, 1.5, shape) * rng.choice([-1, 1], shape)
    return result


def _backward_case(z: Array, upstream: Array) -> Case:
    gradient = numeric_gradient(lambda at: float(np.sum(upstream * true_sigmoid(at))), z)
    # The learner gets σ(z) rounded: d(a(1−a)) ≤ da, so up to one ulp of a, times the upstream gradient, is lost.
    error = gradient.error + np.abs(upstream) * EPSILON
    # In float32 as much as one of its ulps is lost: where σ is flat, more than 1e-5 of the largest entry.
    lost = np.abs(upstream).max() * EPSILON32 / np.abs(gradient.value).max()
    return Case(
        Call("sigmoid_backward", (upstream, true_sigmoid(z))),
        Expected("sigmoid_backward(grad_output, output)", gradient.value, error, loose_rtol=max(1e-5, lost)),
    )


def _logit(a: Array) -> Array:
    result: Array = np.log(a / (1 - a))
    return result


OVERFLOW = Text(
    en="at z = ±1000 it does not give 1 and 0 quietly: exp(1000) is beyond float64. No points lost; a sigmoid that uses exp(−|z|) never overflows",
    pt="em z = ±1000 ela não dá 1 e 0 sem reclamar: exp(1000) não cabe em float64. Não custa pontos; uma sigmoide com exp(−|z|) nunca estoura",
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
)

# Within the limit the same as the right answer, so it is known only where the inputs are large.
INPUT_CLIPPED = tuple(
    Mistake(
        "input-clipped",
        why=Text(
            en=f"Beyond ±{limit} the numbers no longer change: z is cut off before the exponential, and with it the gradient out there.",
            pt=f"Além de ±{limit} os números não mudam mais: z é cortado antes da exponencial, e com ele o gradiente lá fora.",
        ),
        next=Text(
            en="float64 holds e⁵⁰⁰ without trouble; is the cut needed at all?",
            pt="float64 comporta e⁵⁰⁰ sem problema; esse corte é mesmo necessário?",
        ),
        formula=lambda z, limit=limit: true_sigmoid(np.clip(z, -limit, limit)),
    )
    for limit in (5, 6, 8, 10)
)

BACKWARD_MISTAKES = (
    Mistake(
        "missing-upstream",
        why=Text(
            en="These are the numbers of a·(1 − a): the upstream gradient `grad_output` is not used, so whatever happens above this node is lost.",
            pt="Estes são os números de a·(1 − a): o gradiente a montante `grad_output` não é usado, e tudo o que acontece acima deste nó se perde.",
        ),
        next=Text(
            en="The chain rule is a product of two factors. Which one is here, which one is missing?",
            pt="A regra da cadeia é um produto de dois fatores. Qual está aqui e qual falta?",
        ),
        formula=lambda _, a: a * (1 - a),
    ),
    Mistake(
        "sigmoid-applied-twice",
        why=Text(
            en="These numbers come from σ(output): the sigmoid is applied again to what already is its output. (Other texts pass z here; this function gets a = σ(z).)",
            pt="Estes números vêm de σ(output): a sigmoide é aplicada de novo ao que já é a saída dela. (Outros textos passam z aqui; esta função recebe a = σ(z).)",
        ),
        next=Text(
            en="Read the docstring: what is `output` already?",
            pt="Releia a docstring: o que `output` já é?",
        ),
        formula=lambda g, a: g * true_sigmoid(a) * (1 - true_sigmoid(a)),
    ),
    Mistake(
        "derivative-formula-on-preactivation",
        why=Text(
            en="These are the numbers of z·(1 − z): the short formula holds for the output a = σ(z), not for z itself.",
            pt="Estes são os números de z·(1 − z): a fórmula curta vale para a saída a = σ(z), não para o próprio z.",
        ),
        next=Text(
            en="Which of z and a does this function receive?",
            pt="Qual dos dois, z ou a, esta função recebe?",
        ),
        formula=lambda g, a: g * _logit(a) * (1 - _logit(a)),
    ),
    Mistake(
        "upstream-added-not-multiplied",
        why=Text(
            en="The upstream gradient is added to a·(1 − a). Effects along a chain multiply; only effects of parallel paths add.",
            pt="O gradiente a montante está somado a a·(1 − a). Efeitos ao longo de uma cadeia se multiplicam; só os de caminhos paralelos se somam.",
        ),
        next=Text(en="Look at the operator between the two.", pt="Veja a operação entre os dois."),
        formula=lambda g, a: g + a * (1 - a),
    ),
    Mistake(
        "plus-for-minus-in-derivative",
        why=Text(
            en="These are the numbers of a·(1 + a). The slope of σ must shrink towards 0 as a goes to 1, and this one grows.",
            pt="Estes são os números de a·(1 + a). A inclinação de σ deve ir a 0 quando a vai a 1, e esta cresce.",
        ),
        next=Text(en="Check the sign inside the bracket.", pt="Confira o sinal dentro do parêntese."),
        formula=lambda g, a: g * a * (1 + a),
    ),
    Mistake(
        "missing-parentheses-in-derivative",
        why=Text(
            en="These are the numbers of g·a·1 − a with g the upstream gradient: the product comes before the subtraction, so the last a is taken away at the very end.",
            pt="Estes são os números de g·a·1 − a, com g o gradiente a montante: o produto vem antes da subtração, e o último a só é tirado no fim.",
        ),
        next=Text(
            en="What must be worked out before it is multiplied? It needs brackets.",
            pt="O que precisa ser calculado antes de ser multiplicado? Isso pede parênteses.",
        ),
        formula=lambda g, a: g * a - a,
    ),
    Mistake(
        "tanh-derivative",
        why=Text(
            en="These are the numbers of 1 − a²: that is the derivative of tanh, not of the sigmoid.",
            pt="Estes são os números de 1 − a²: essa é a derivada da tanh, não a da sigmoide.",
        ),
        next=Text(
            en="At a = 0.5 the slope must be 0.25. What do you get?",
            pt="Em a = 0,5 a inclinação deve ser 0,25. Quanto dá a sua?",
        ),
        formula=lambda g, a: g * (1 - a**2),
    ),
    Mistake(
        "derivative-factor-missing",
        why=Text(
            en="These are the numbers of grad_output·a: of the two factors of the local derivative a·(1 − a), one is missing.",
            pt="Estes são os números de grad_output·a: dos dois fatores da derivada local a·(1 − a), um está faltando.",
        ),
        next=Text(
            en="At a near 1 the slope must go to 0; which factor makes it?",
            pt="Perto de a = 1 a inclinação deve ir a 0; qual fator faz isso?",
        ),
        formula=lambda g, a: g * a,
    ),
    Mistake(
        "arguments-swapped",
        why=Text(
            en="These are the numbers of g·(1 − g)·a with g the upstream gradient: the two arguments have changed places.",
            pt="Estes são os números de g·(1 − g)·a, com g o gradiente a montante: os dois argumentos trocaram de lugar.",
        ),
        next=Text(
            en="The upstream gradient comes first, the output second. Which of them lies in (0, 1)?",
            pt="O gradiente a montante vem primeiro, a saída depois. Qual dos dois fica em (0, 1)?",
        ),
        formula=lambda g, a: g * (1 - g) * a,
    ),
    Mistake(
        "sign-flipped",
        why=Text(
            en="Every number is right but for its sign. σ rises everywhere, so its slope is positive; a minus belongs to the update of the weights.",
            pt="Todos os números estão certos, menos o sinal. σ cresce em toda parte, então a inclinação é positiva; o menos pertence à atualização dos pesos.",
        ),
        next=Text(en="Where does the minus come from?", pt="De onde vem esse menos?"),
        formula=lambda g, a: g * a * (a - 1),
    ),
    Mistake(
        "dot-product-for-elementwise",
        why=Text(
            en="np.dot and @ sum over an axis; here every entry has its own slope, and nothing is summed.",
            pt="np.dot e @ somam ao longo de um eixo; aqui cada entrada tem a própria inclinação, e nada é somado.",
        ),
        next=Text(
            en="The result must have the shape of `output`. Which product keeps it?",
            pt="O resultado deve ter o shape de `output`. Qual produto o mantém?",
        ),
        formula=lambda g, a: np.sum(g * (a - a**2)),
        raises=r"ValueError: (shapes .* not aligned|matmul: .* mismatch)",
    ),
)

EXERCISE = Exercise(
    id="sigmoid_backward",
    title=Text(en="Back through the sigmoid", pt="De volta pela sigmoide"),
    functions=(
        Function("sigmoid", ("z",)),
        Function("sigmoid_backward", ("grad_output", "output")),
    ),
    checks=(
        Check(
            "sigmoid",
            Text(en="Values of the sigmoid", pt="Valores da sigmoide"),
            points=2,
            plan=plan_sigmoid,
            minimal_cases=simple_sigmoid,
            help=Text(
                en="Compare with σ(0) = 0.5 and σ(1) ≈ 0.731, entry by entry, and keep the shape of z.",
                pt="Compare com σ(0) = 0,5 e σ(1) ≈ 0,731, entrada por entrada, e mantenha o shape de z.",
            ),
            mistakes=SIGMOID_MISTAKES,
        ),
        Check(
            "sigmoid_large",
            Text(en="The sigmoid for |z| up to 500", pt="A sigmoide para |z| até 500"),
            points=1,
            plan=plan_sigmoid_large,
            minimal_cases=simple_sigmoid_large,
            needs=("sigmoid",),
            help=Text(
                en="Far out the sigmoid is almost 0 or almost 1, never NaN. What does exp give there?",
                pt="Longe da origem a sigmoide é quase 0 ou quase 1, nunca NaN. O que a exp devolve ali?",
            ),
            mistakes=INPUT_CLIPPED,
        ),
        Check(
            "backward",
            Text(en="∂cost/∂z against the numeric gradient", pt="∂custo/∂z contra o gradiente numérico"),
            points=4,
            plan=plan_backward,
            minimal_cases=simple_backward,
            help=Text(
                en="The chain rule: upstream gradient times local derivative, entry by entry. Nudge one z by 0.001 and see what its σ does.",
                pt="Regra da cadeia: gradiente a montante vezes derivada local, entrada por entrada. Mexa 0,001 em um z e veja o que acontece com σ.",
            ),
            mistakes=BACKWARD_MISTAKES,
        ),
        Check(
            "backward_flat",
            Text(en="∂cost/∂z where the sigmoid is nearly flat", pt="∂custo/∂z onde a sigmoide é quase plana"),
            points=1,
            plan=plan_backward_flat,
            minimal_cases=simple_backward_flat,
            needs=("backward",),
            help=Text(
                en="For |z| near 10 the slope is tiny but not zero. Is something rounded, clipped or given a floor?",
                pt="Para |z| perto de 10 a inclinação é minúscula, mas não é zero. Algo está sendo arredondado, cortado ou limitado por baixo?",
            ),
        ),
    ),
    hints=(
        Text(
            en="σ acts on every entry by itself, so its backward does too: no sums, no matrix products.",
            pt="σ age em cada entrada separadamente; a volta também: sem somas, sem produtos de matrizes.",
        ),
        Text(
            en="Differentiate 1/(1 + e⁻ᶻ) on paper and look for σ(z) itself in what comes out: e⁻ᶻ/(1 + e⁻ᶻ)² splits into two fractions.",
            pt="Derive 1/(1 + e⁻ᶻ) no papel e procure o próprio σ(z) no resultado: e⁻ᶻ/(1 + e⁻ᶻ)² se separa em duas frações.",
        ),
        Text(
            en="With a = output the local derivative needs only a. Check it at a = 0.5: it must be 0.25. Then the chain rule multiplies it by what arrives from above.",
            pt="Com a = output, a derivada local só precisa de a. Confira em a = 0,5: deve dar 0,25. Depois a regra da cadeia multiplica pelo que chega de cima.",
        ),
    ),
    texts=("chain-rule", "cap-18.3"),
    after=("chain_rule", "forward_pass"),
    minutes=20,
    reading=Text(
        en="chain-rule (“Chain Rule”), cap-18.3 (“Calculando os Gradientes”)",
        pt="chain-rule (“Chain Rule”), cap-18.3 (“Calculando os Gradientes”)",
    ),
)
