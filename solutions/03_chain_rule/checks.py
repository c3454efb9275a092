"""Checks of 03 chain_rule: the derivative of a composition and of a chain, held against numeric ones of the true chain.

Texts: chain-rule (the effect of x on the inner function, then that of the inner on the outer one), cap-18.3
(h′(x) = g′(f(x)) · f′(x)).

Every function is a slope times its argument and a smaller bend: it is smooth everywhere, no derivative comes near zero, and
the values stay in scale however long the chain. The figures are short decimals, so that a learner can type them in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple, TypeAlias

import numpy as np

from autograder.authoring.given_functions import number_function
from autograder.authoring.numeric import numeric_gradient
from autograder.i18n.language import Text
from autograder.judging.model import Case, Check, Exercise, Expected, Function, Mistake
from autograder.sandbox.protocol.calls import Call, Callback
from autograder.sandbox.protocol.values import Array

OfNumber: TypeAlias = Callable[[float], float]
Formula: TypeAlias = Callable[[Sequence[OfNumber], Sequence[OfNumber], float], float]


class Smooth(NamedTuple):
    """A function of one number with its derivative, each also as a formula, with {y} where the argument stands."""

    text: str
    value: OfNumber
    slope_text: str
    slope: OfNumber


class Named(Callback):
    """A callback that is shown by its name where a call is written out, in a list too."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Give the name."""
        return self.name


# What a function bends by: it, and its derivative.
BENDS = (
    Smooth("* np.sin({y})", np.sin, "* np.cos({y})", np.cos),
    Smooth("* np.cos({y})", np.cos, "* -np.sin({y})", lambda y: -float(np.sin(y))),
    Smooth("* np.arctan({y})", np.arctan, "/ (1 + {y}**2)", lambda y: 1 / (1 + y**2)),
    Smooth(
        "* np.exp(-({y}**2))",
        lambda y: float(np.exp(-(y**2))),
        "* -2 * {y} * np.exp(-({y}**2))",
        lambda y: -2 * y * float(np.exp(-(y**2))),
    ),
    Smooth(
        "/ (1 + {y}**2)", lambda y: 1 / (1 + y**2), "* -2 * {y} / (1 + {y}**2) ** 2", lambda y: -2 * y / (1 + y**2) ** 2
    ),
    Smooth(
        "* np.log(1 + {y}**2)",
        lambda y: float(np.log1p(y**2)),
        "* 2 * {y} / (1 + {y}**2)",
        lambda y: 2 * y / (1 + y**2),
    ),
    Smooth(
        "* np.sqrt(1 + {y}**2)",
        lambda y: float(np.hypot(1, y)),
        "* {y} / np.sqrt(1 + {y}**2)",
        lambda y: y / float(np.hypot(1, y)),
    ),
)


def _smooth(rng: np.random.Generator, kind: int, sign: int) -> Smooth:
    bend = BENDS[kind]
    b = sign * round(float(rng.uniform(0.9, 1.4)), 2)
    a = round(float(rng.uniform(0.4, 0.6)), 2)
    return Smooth(
        f"{b} * {{y}} + {a} {bend.text}",
        lambda y: b * y + a * bend.value(y),
        f"{b} + {a} {bend.slope_text}",
        lambda y: b + a * bend.slope(y),
    )


def _chain(rng: np.random.Generator, length: int, sign: int) -> list[Smooth]:
    """Draw functions of different kinds, rising and falling ones; all together, they rise (`sign` 1) or fall (−1)."""
    signs = [int(one) for one in rng.choice([-1, 1], length)]
    signs[:1] = [sign * int(np.prod(signs[1:]))] if signs else []
    return [_smooth(rng, int(kind), one) for kind, one in zip(rng.permutation(len(BENDS)), signs, strict=False)]


def _start(rng: np.random.Generator) -> float:
    return round(float(rng.uniform(0.3, 1.8) * rng.choice([-1, 1])), 3)


def _callback(name: str, function: OfNumber, text: str) -> Named:
    asked = number_function(name, (), lambda array: float(function(float(array)))).function
    return Named(name, asked, f"lambda y: {text.format(y='y')}")


def true_chain(chain: Sequence[Smooth], x: float) -> float:
    """Apply the functions one after the other, the first one to x."""
    for one in chain:
        x = float(one.value(x))
    return x


def _expected(name: str, chain: Sequence[Smooth], x: float) -> Expected:
    def composed(at: Array) -> float:
        return true_chain(chain, float(at))

    gradient = numeric_gradient(composed, np.array(x))
    return Expected(name, gradient.value, gradient.error)


def plan_composition(rng: np.random.Generator) -> list[Case]:
    """Pairs of functions, rising and falling; the first call twice."""
    cases = [_composition_case(_chain(rng, 2, sign), _start(rng)) for sign in (1, -1, 1, -1, 1)]
    return [*cases, replace(cases[0], repeated=True)]


def _composition_case(chain: Sequence[Smooth], x: float) -> Case:
    f, g = chain
    name = f"f(x) = {f.text.format(y='x')}, g(y) = {g.text.format(y='y')} ⇒ (g∘f)′({x})"
    args = (
        _callback("dg", g.slope, g.slope_text),
        _callback("f", f.value, f.text),
        _callback("df", f.slope, f.slope_text),
        x,
    )
    return Case(Call("derivative_of_composition", args), _expected(name, chain, x))


def plan_chain_of_two(rng: np.random.Generator) -> list[Case]:
    """Chains of two, rising and falling; the first call twice."""
    cases = [_chain_case(_chain(rng, 2, sign), _start(rng)) for sign in (1, -1, -1, 1)]
    return [*cases, replace(cases[0], repeated=True)]


def plan_chain(rng: np.random.Generator) -> list[Case]:
    """Chains of three to five, so that wrong numbers show before anything raises; then of one; of none for a remark only."""
    drawn = ((3, 1), (4, -1), (5, 1), (3, -1), (1, 1), (1, -1))
    cases = [_chain_case(_chain(rng, length, sign), _start(rng)) for length, sign in drawn]
    return [*cases, replace(cases[0], repeated=True), replace(_chain_case([], _start(rng)), remark=EMPTY)]


def _chain_case(chain: Sequence[Smooth], x: float) -> Case:
    numbers = range(1, len(chain) + 1)
    formulas = ", ".join(f"f{i}(x) = {one.text.format(y='x')}" for i, one in zip(numbers, chain, strict=True))
    whole = "∘".join(f"f{i}" for i in reversed(numbers))
    name = f"{formulas} ⇒ {f'({whole})' if len(chain) > 1 else whole}′({x})"
    functions = [_callback(f"f{i}", one.value, one.text) for i, one in zip(numbers, chain, strict=True)]
    derivatives = [_callback(f"df{i}", one.slope, one.slope_text) for i, one in zip(numbers, chain, strict=True)]
    return Case(Call("derivative_of_chain", (functions, derivatives, x)), _expected(name, chain, x))


LINE = Smooth("3 * {y} + 1", lambda y: 3 * y + 1, "3", lambda _: 3)
SQUARE = Smooth("{y}**2", lambda y: y**2, "2 * {y}", lambda y: 2 * y)
CUBE = Smooth("{y}**3", lambda y: y**3, "3 * {y}**2", lambda y: 3 * y**2)
RECIPROCAL = Smooth("1 / {y}", lambda y: 1 / y, "-1 / {y}**2", lambda y: -1 / y**2)
SIMPLE_PAIRS = (((LINE, SQUARE), 1.0), ((SQUARE, CUBE), -2.0), ((SQUARE, RECIPROCAL), 4.0))


def simple_composition() -> list[Case]:
    """Powers at small numbers, and the example of the exercise."""
    return [_composition_case(*pair) for pair in SIMPLE_PAIRS]


def simple_chain_of_two() -> list[Case]:
    """The same pairs as lists."""
    return [_chain_case(*pair) for pair in SIMPLE_PAIRS]


def simple_chain() -> list[Case]:
    """One function, then three and more."""
    longer = (((SQUARE, LINE, CUBE), 2.0), ((LINE, SQUARE, RECIPROCAL, LINE), 1.0))
    return [_chain_case(*drawn) for drawn in (((SQUARE,), 3.0), *longer)]


EMPTY = Text(
    en="for two empty lists it does not give 1: a chain of no functions leaves x as it is, and x′ = 1. No points lost; a product that starts at 1 gives that by itself",
    pt="com duas listas vazias ela não dá 1: uma cadeia sem funções deixa x como está, e x′ = 1. Não custa pontos; um produto que começa em 1 já dá isso",
)

# --- known mistakes --------------------------------------------------------------------------------------------------

AT_X = Text(
    en="Every derivative is taken at x. Only the innermost function receives x; the next one receives what that one gives.",
    pt="Todas as derivadas são calculadas em x. Só a função mais interna recebe x; a seguinte recebe o que essa devolve.",
)
AT_X_NEXT = Text(
    en="In the example, g receives 16, not 4. At which point is its derivative taken in your code?",
    pt="No exemplo, g recebe 16, e não 4. Em que ponto o seu código calcula a derivada dela?",
)
INNER_MISSING = (
    "inner-factor-missing",
    Text(
        en="Only the factor of the outermost function is here. It says how the result follows the value that flows into it, but not how that value follows x.",
        pt="Só o fator da função mais externa está aqui. Ele diz como o resultado acompanha o valor que entra nela, mas não como esse valor acompanha x.",
    ),
    Text(
        en="If the inner function moves twice as fast as x, the result must follow x twice as fast. Where does that enter?",
        pt="Se a função de dentro anda duas vezes mais rápido que x, o resultado precisa seguir x duas vezes mais rápido. Onde isso entra na conta?",
    ),
)
OUTER_MISSING = (
    "outer-factor-missing",
    Text(
        en="Only the derivative of the first function is here: what the next one does to its value is left out.",
        pt="Só a derivada da primeira função está aqui: o que a seguinte faz com o valor dela ficou de fora.",
    ),
    Text(
        en="Each function of the chain brings one factor. How many are there, and how many does your code use?",
        pt="Cada função da cadeia traz um fator. Quantas são, e quantos fatores o seu código usa?",
    ),
)
ADDED = (
    "sum-for-product",
    Text(
        en="The derivatives are added. Effects along a chain multiply: a factor of 2 followed by a factor of 3 makes 6, not 5.",
        pt="As derivadas estão somadas. Efeitos ao longo de uma cadeia se multiplicam: um fator 2 seguido de um fator 3 dá 6, e não 5.",
    ),
    Text(en="Look at the operator between the factors.", pt="Veja a operação entre os fatores."),
)
OF_DERIVATIVE = (
    "derivative-at-derivative",
    Text(
        en="The outer derivative is taken at f′(x), a slope. What flows into the outer function is a value, f(x).",
        pt="A derivada de fora é calculada em f′(x), que é uma inclinação. O que entra na função de fora é um valor, f(x).",
    ),
    Text(
        en="Put the values, not the derivatives, into one another; the derivatives only meet in the product.",
        pt="São os valores que entram uns nos outros, não as derivadas; as derivadas só se encontram no produto.",
    ),
)
NOT_CALLED = Mistake(
    "function-not-called",
    why=Text(
        en="A function itself stands where a number is needed: its name alone, without an argument in brackets.",
        pt="Há uma função onde deveria haver um número: só o nome dela, sem o argumento entre parênteses.",
    ),
    next=Text(
        en="`f` is the function, `f(x)` its value at x. Which names in that line are functions?",
        pt="`f` é a função, `f(x)` é o valor dela em x. Quais nomes nessa linha são funções?",
    ),
    raises=r"TypeError: (unsupported operand type\(s\) for .*'function'|.* takes one number, not an object of type function)",
)

COMPOSITION_MISTAKES = (
    Mistake("outer-derivative-at-x", AT_X, AT_X_NEXT, lambda dg, _f, df, x: dg(x) * df(x)),
    Mistake(*INNER_MISSING, lambda dg, f, _df, x: dg(f(x))),
    Mistake(*OUTER_MISSING, lambda _dg, _f, df, x: df(x)),
    Mistake(*ADDED, lambda dg, f, df, x: dg(f(x)) + df(x)),
    Mistake(*OF_DERIVATIVE, lambda dg, _f, df, x: dg(df(x)) * df(x)),
    Mistake(*OF_DERIVATIVE, lambda dg, _f, df, x: dg(df(x))),
    Mistake(
        "inner-derivative-at-f",
        why=Text(
            en="Both derivatives are taken at f(x). That is the right point for g′; f itself receives x.",
            pt="As duas derivadas são calculadas em f(x). Esse é o ponto certo para g′; já f recebe x.",
        ),
        next=Text(
            en="Each derivative belongs to the value that flows into its own function. What flows into f?",
            pt="Cada derivada é calculada no valor que entra na própria função. O que entra em f?",
        ),
        formula=lambda dg, f, df, x: dg(f(x)) * df(f(x)),
    ),
    Mistake(
        "value-for-derivative",
        why=Text(
            en="The outer derivative is multiplied by the value f(x), where the slope of f belongs.",
            pt="A derivada de fora está multiplicada pelo valor f(x), no lugar em que entra a inclinação de f.",
        ),
        next=Text(
            en="What tells how fast f moves when x moves: `f` or `df`?",
            pt="O que diz a rapidez com que f anda quando x anda: `f` ou `df`?",
        ),
        formula=lambda dg, f, _df, x: dg(f(x)) * f(x),
    ),
    Mistake(
        "factor-inside-brackets",
        why=Text(
            en="The product f(x)·f′(x) goes into g′ as a whole: a bracket closes too late, and nothing is left to multiply by.",
            pt="O produto f(x)·f′(x) entra inteiro em g′: um parêntese fecha tarde demais, e não sobra nada para multiplicar.",
        ),
        next=Text(
            en="Count the brackets: what exactly is the argument of `dg`?",
            pt="Conte os parênteses: qual é exatamente o argumento de `dg`?",
        ),
        formula=lambda dg, f, df, x: dg(f(x) * df(x)),
    ),
    *(
        Mistake(
            "outer-and-inner-swapped",
            why=Text(
                en="f is treated as the outer function. Text chain-rule does name them so; here, as in cap-18.3, h(x) = g(f(x)).",
                pt="f está sendo tratada como a função de fora. O texto chain-rule dá esses nomes; aqui, como em cap-18.3, h(x) = g(f(x)).",
            ),
            next=Text(
                en="Which of the two is applied to x first?",
                pt="Qual das duas é aplicada a x primeiro?",
            ),
            formula=formula,
        )
        for formula in (
            lambda dg, f, df, x: df(f(x)) * dg(x),
            lambda dg, _f, df, x: df(dg(x)) * dg(x),
        )
    ),
    NOT_CALLED,
)


def _points(functions: Sequence[OfNumber], x: float) -> list[float]:
    """Give x and what each function makes of it: one value more than there are functions."""
    return list(accumulate(functions, lambda value, function: function(value), initial=x))


def _factors(derivatives: Sequence[OfNumber], points: Sequence[float]) -> list[float]:
    """Give each derivative at the point in its place; what is left over of either is not used."""
    return [derivative(point) for derivative, point in zip(derivatives, points, strict=False)]


def _right(fs: Sequence[OfNumber], ds: Sequence[OfNumber], x: float) -> list[float]:
    return _factors(ds, _points(fs, x))


def _product(factors: Sequence[float]) -> float:
    return float(np.prod(factors))


def _like_a_product(fs: Sequence[OfNumber], ds: Sequence[OfNumber], x: float) -> float:
    """Differentiate f1(x) · f2(x) · …: each derivative times all the other values, added up."""
    values = [f(x) for f in fs]
    return float(sum(d(x) * _product(values[:i] + values[i + 1 :]) for i, d in enumerate(ds)))


OPPOSITE = (
    "lists-in-opposite-order",
    Text(
        en="One of the two lists is walked backwards and the other forwards, so a derivative meets the value of another function.",
        pt="Uma das duas listas é percorrida de trás para a frente e a outra não, e assim uma derivada encontra o valor de outra função.",
    ),
    Text(
        en="derivatives[i] belongs to functions[i]. Which pairs does your loop make?",
        pt="derivatives[i] é a derivada de functions[i]. Que pares o seu laço forma?",
    ),
)
TWO_MISTAKES = (
    Mistake("all-derivatives-at-x", AT_X, AT_X_NEXT, lambda _fs, ds, x: _product([d(x) for d in ds])),
    Mistake(*INNER_MISSING, lambda fs, ds, x: _right(fs, ds, x)[-1]),
    Mistake(*OUTER_MISSING, lambda fs, ds, x: _right(fs, ds, x)[0]),
    Mistake(*ADDED, lambda fs, ds, x: sum(_right(fs, ds, x))),
    Mistake(*ADDED, lambda fs, ds, x: 1 + sum(_right(fs, ds, x))),
    Mistake(*OF_DERIVATIVE, lambda _fs, ds, x: _points(ds, x)[-1]),
    Mistake(*OF_DERIVATIVE, lambda _fs, ds, x: _product(_points(ds, x)[1:])),
    Mistake(
        "applied-last-to-first",
        why=Text(
            en="The chain is walked from the last function to the first. These are the numbers of f1(f2(x)); asked for is f2(f1(x)).",
            pt="A cadeia é percorrida da última função para a primeira. Estes são os números de f1(f2(x)); o pedido é f2(f1(x)).",
        ),
        next=Text(
            en="functions[0] is applied to x itself. Which function does your code call with x?",
            pt="functions[0] é aplicada ao próprio x. Qual função o seu código chama com x?",
        ),
        formula=lambda fs, ds, x: _product(_right(fs[::-1], ds[::-1], x)),
    ),
    Mistake(*OPPOSITE, lambda fs, ds, x: _product(_right(fs, ds[::-1], x))),
    Mistake(*OPPOSITE, lambda fs, ds, x: _product(_right(fs[::-1], ds, x))),
    Mistake(
        "derivative-at-output",
        why=Text(
            en="Each derivative is taken at what comes out of its function. It belongs to what goes in.",
            pt="Cada derivada é calculada no que sai da função dela. O lugar certo é o que entra.",
        ),
        next=Text(
            en="In your loop, is x moved on before or after the derivative is taken?",
            pt="No seu laço, x avança antes ou depois de a derivada ser calculada?",
        ),
        formula=lambda fs, ds, x: _product(_factors(ds, _points(fs, x)[1:])),
    ),
    Mistake(
        "all-derivatives-at-end",
        why=Text(
            en="The whole chain is applied first, and then every derivative is taken at the last value. Each belongs to the value that flows into its own function.",
            pt="A cadeia inteira é aplicada primeiro, e depois todas as derivadas são calculadas no último valor. Cada uma pertence ao valor que entra na própria função.",
        ),
        next=Text(
            en="Which values are there on the way, and are they still at hand when the derivatives are taken?",
            pt="Que valores aparecem no caminho, e eles ainda estão à mão quando as derivadas são calculadas?",
        ),
        formula=lambda fs, ds, x: _product([d(_points(fs, x)[-1]) for d in ds]),
    ),
    Mistake(
        "product-starts-at-zero",
        why=Text(
            en="The result is 0 whatever the functions: a product that starts at 0 stays 0.",
            pt="O resultado é 0 para quaisquer funções: um produto que começa em 0 continua 0.",
        ),
        next=Text(
            en="A sum starts at 0. Multiplying by which number changes nothing?",
            pt="Uma soma começa em 0. Que número não muda nada numa multiplicação?",
        ),
        formula=lambda *_: 0.0,
    ),
    Mistake(
        "value-not-derivative",
        why=Text(
            en="This is the value of the chain at x, not its derivative.",
            pt="Este é o valor da cadeia em x, e não a derivada dela.",
        ),
        next=Text(
            en="Your loop carries two numbers, the value so far and the product so far. Which one is returned?",
            pt="O laço carrega dois números, o valor até ali e o produto até ali. Qual deles é devolvido?",
        ),
        formula=lambda fs, _ds, x: _points(fs, x)[-1],
    ),
    Mistake(
        "factors-not-multiplied",
        why=Text(
            en="One number per function comes back: these are the right factors, not yet multiplied.",
            pt="Volta um número por função: são os fatores certos, mas ainda não multiplicados.",
        ),
        next=Text(
            en="A chain has one derivative. What must be done with the factors to get it?",
            pt="A cadeia tem uma derivada só. O que fazer com os fatores para chegar a ela?",
        ),
        formula=lambda fs, ds, x: np.array(_right(fs, ds, x)),
    ),
    Mistake(
        "product-rule",
        why=Text(
            en="This is the derivative of f1(x)·f2(x), by the product rule. In a chain, functions are not multiplied: each is applied to the value of the one before.",
            pt="Esta é a derivada de f1(x)·f2(x), pela regra do produto. Numa cadeia as funções não se multiplicam: cada uma é aplicada ao valor da anterior.",
        ),
        next=Text(
            en="Write f2(f1(x)) for the two functions of the example, and differentiate that.",
            pt="Escreva f2(f1(x)) com as duas funções do exemplo e derive isso.",
        ),
        formula=_like_a_product,
    ),
    Mistake(
        "list-called-as-function",
        why=Text(
            en="`functions` and `derivatives` are lists; what can be called are their entries.",
            pt="`functions` e `derivatives` são listas; o que se pode chamar são as entradas delas.",
        ),
        next=Text(
            en="Take one function out of the list, by its index or in a loop, and call that.",
            pt="Tire uma função da lista, pelo índice ou num laço, e chame essa.",
        ),
        raises=r"TypeError: 'list' object is not callable",
    ),
    Mistake(
        "index-beyond-end",
        why=Text(
            en="An index points beyond the end of a list: a list of n entries ends at index n − 1.",
            pt="Um índice passa do fim de uma lista: uma lista de n entradas termina no índice n − 1.",
        ),
        next=Text(
            en="What is the largest index in your loop, and is 1 added to it somewhere?",
            pt="Qual é o maior índice no seu laço, e em algum lugar se soma 1 a ele?",
        ),
        raises=r"IndexError: list index out of range",
    ),
    NOT_CALLED,
)
LIST_CHANGED = Mistake(
    "argument-modified-in-place",
    why=Text(
        en="The number is right, but a list was changed on the way: whoever uses it afterwards has another chain.",
        pt="O número está certo, mas uma lista foi alterada no caminho: quem a usar depois terá outra cadeia.",
    ),
    next=Text(
        en="pop, append, insert, remove and del change the caller's own list. Read from it, or work on `list(functions)`.",
        pt="pop, append, insert, remove e del alteram a própria lista de quem chamou. Só leia dela, ou trabalhe com `list(functions)`.",
    ),
    in_place=True,
)
CHAIN_MISTAKES = (
    Mistake(
        "written-for-two",
        why=Text(
            en="Two functions are taken, no more and no fewer. A chain may have any length, a single function included.",
            pt="O código usa duas funções, nem mais nem menos. A cadeia pode ter qualquer comprimento, inclusive uma função só.",
        ),
        next=Text(
            en="Indices like [0] and [1] count on two entries. Which construction of Python visits as many as there are?",
            pt="Índices como [0] e [1] contam com duas entradas. Que construção do Python percorre quantas houver?",
        ),
        formula=lambda fs, ds, x: _product(_right(fs[:2], ds[:2], x)),
        raises=r"ValueError: (too many|not enough) values to unpack",
    ),
    Mistake(
        "written-for-two",
        why=Text(
            en="With two functions this works; in a chain of another length an index points beyond the end of the list.",
            pt="Com duas funções isso funciona; numa cadeia de outro comprimento, um índice passa do fim da lista.",
        ),
        next=Text(
            en="Which indices does your code use when the list has one entry only?",
            pt="Quais índices o seu código usa quando a lista tem uma entrada só?",
        ),
        raises=r"IndexError: list index out of range",
    ),
    Mistake(
        "middle-of-chain-skipped",
        why=Text(
            en="Only the first and the last function are used; those between them bring factors too.",
            pt="Só a primeira e a última função são usadas; as do meio também trazem fatores.",
        ),
        next=Text(
            en="How many factors must a chain of four functions have?",
            pt="Quantos fatores uma cadeia de quatro funções precisa ter?",
        ),
        formula=lambda fs, ds, x: ds[-1](fs[0](x)) * ds[0](x) if fs else 1.0,
    ),
    Mistake(
        "value-not-moved-on",
        why=Text(
            en="The second derivative is taken at the right point, but the later ones at the same: the value stays at f1(x).",
            pt="A segunda derivada é calculada no ponto certo, mas as seguintes também nesse mesmo: o valor fica parado em f1(x).",
        ),
        next=Text(
            en="After each function there is a new value. Where does your code keep it for the next one?",
            pt="Depois de cada função há um valor novo. Onde o seu código o guarda para a seguinte?",
        ),
        formula=lambda fs, ds, x: _product(
            [d(point) for d, point in zip(ds, [x] + [f(x) for f in fs[:1]] * len(fs), strict=False)]
        ),
    ),
    Mistake(
        "each-function-applied-to-x",
        why=Text(
            en="Every function is applied to x itself, so each derivative is taken at what the function just before makes of x alone, and not at what the whole chain has made of it by then.",
            pt="Cada função é aplicada ao próprio x; assim cada derivada é calculada no que a função anterior, sozinha, faz de x, e não no que a cadeia inteira fez dele até ali.",
        ),
        next=Text(
            en="f3 receives f2(f1(x)). What does it receive in your code?",
            pt="f3 recebe f2(f1(x)). O que ela recebe no seu código?",
        ),
        formula=lambda fs, ds, x: _product(_factors(ds, [x, *(f(x) for f in fs)])),
    ),
    Mistake(
        "product-overwritten",
        why=Text(
            en="Only the last two factors are in the product: each step multiplies the new factor by the one before and forgets the earlier ones.",
            pt="Só os dois últimos fatores estão no produto: cada passo multiplica o fator novo pelo anterior e esquece os de antes.",
        ),
        next=Text(
            en="What must the product so far be multiplied by, and where is it kept?",
            pt="O produto até ali deve ser multiplicado pelo quê, e onde ele fica guardado?",
        ),
        formula=lambda fs, ds, x: _product(_right(fs, ds, x)[-2:]),
    ),
    LIST_CHANGED,
)

EXERCISE = Exercise(
    id="chain_rule",
    title=Text(en="The chain rule", pt="A regra da cadeia"),
    functions=(
        Function("derivative_of_composition", ("dg", "f", "df", "x")),
        Function("derivative_of_chain", ("functions", "derivatives", "x")),
    ),
    checks=(
        Check(
            "composition",
            Text(en="Derivative of a composition", pt="Derivada de uma composição"),
            points=2,
            plan=plan_composition,
            minimal_cases=simple_composition,
            help=Text(
                en="Do the example by hand: f(x) = x², g(y) = 1/y at x = 4 must give −1/32. Which two factors make it, and at which points are they taken?",
                pt="Faça o exemplo à mão: f(x) = x² e g(y) = 1/y em x = 4 devem dar −1/32. Quais são os dois fatores, e em que pontos são calculados?",
            ),
            mistakes=COMPOSITION_MISTAKES,
        ),
        Check(
            "chain_of_two",
            Text(en="A chain of two functions", pt="Uma cadeia de duas funções"),
            points=1,
            plan=plan_chain_of_two,
            minimal_cases=simple_chain_of_two,
            help=Text(
                en="Two functions make a composition: functions[0] is f, functions[1] is g. Compare with derivative_of_composition(dg, f, df, x).",
                pt="Duas funções formam uma composição: functions[0] é f, functions[1] é g. Compare com derivative_of_composition(dg, f, df, x).",
            ),
            mistakes=(*TWO_MISTAKES, LIST_CHANGED),
        ),
        Check(
            "chain",
            Text(en="Chains of any length", pt="Cadeias de qualquer comprimento"),
            points=2,
            plan=plan_chain,
            minimal_cases=simple_chain,
            needs=("chain_of_two",),
            help=Text(
                en="Make a table as in the example: one line per function, with what goes in and the factor. Print the same two columns in your loop.",
                pt="Faça uma tabela como a do exemplo: uma linha por função, com o que entra e o fator. Imprima as mesmas duas colunas no seu laço.",
            ),
            mistakes=CHAIN_MISTAKES,
        ),
    ),
    hints=(
        Text(
            en="Every function brings one factor, and the factors are multiplied. The only question is at which point each derivative is taken.",
            pt="Cada função traz um fator, e os fatores se multiplicam. A única pergunta é em que ponto cada derivada é calculada.",
        ),
        Text(
            en="A derivative is taken at what flows into its own function: x for the first, the first one's value for the second, and so on.",
            pt="Uma derivada é calculada no que entra na própria função: x para a primeira, o valor da primeira para a segunda, e assim por diante.",
        ),
        Text(
            en="Not sure whether a number is right? central_difference of exercise 01 tells: pass it lambda v: g(f(v)) as J, and x as w.",
            pt="Não sabe se um número está certo? A central_difference do exercício 01 diz: passe lambda v: g(f(v)) como J, e x como w.",
        ),
        Text(
            en="For the chain, walk through both lists together and carry two numbers: the value that goes into the next function, and the product so far. Use the value for the derivative first, then move it on.",
            pt="Na cadeia, percorra as duas listas juntas levando dois números: o valor que entra na próxima função e o produto até ali. Use o valor primeiro na derivada e só depois faça-o avançar.",
        ),
    ),
    texts=("chain-rule", "cap-18.3"),
    after=("derivative_estimates",),
    minutes=20,
    reading=Text(
        en="chain-rule (“Chain Rule”), cap-18.3 (“Entendendo a Regra da Cadeia”)",
        pt="chain-rule (“Chain Rule”), cap-18.3 (“Entendendo a Regra da Cadeia”)",
    ),
)
