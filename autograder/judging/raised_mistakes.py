"""Known mistakes that an exception gives away, in whatever exercise. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.i18n.language import Text
from autograder.judging.model import Mistake
from autograder.sandbox.protocol.calls import Call, Raised

CARET = Mistake(
    "caret-is-not-power",
    why=Text(
        en="In Python ^ is not a power: it combines bits, of integers only.",
        pt="Em Python, ^ não é potência: combina bits, e só de inteiros.",
    ),
    next=Text(en="Powers are written with **.", pt="Potência se escreve com **."),
    raises=r"^TypeError: .*(for \^|bitwise_xor)",
)
CALLED = Mistake(
    "number-called-as-function",
    why=Text(
        en="A number or an array stands before an opening bracket, and Python takes `a (b)` for a call of the function `a`, never for a product.",
        pt="Há um número ou um array antes de um parêntese que abre, e para o Python `a (b)` é a chamada da função `a`, nunca um produto.",
    ),
    next=Text(
        en="Is a `*` missing there? Or did a variable take the name of a function that you wanted to call?",
        pt="Falta um `*` ali? Ou uma variável ficou com o nome de uma função que você queria chamar?",
    ),
    raises=r"^TypeError: '(numpy\.(ndarray|matrix|bool_?|u?int\d+|float\d+)|float|int|bool|complex|Matrix)' object is not callable",
)
ARRAY_FOR_NUMBER = Mistake(
    "math-exp-on-array",
    why=Text(
        en="The functions of `math`, and float(), int() and round(), take one number, and here they were given an array.",
        pt="As funções de `math`, e também float(), int() e round(), recebem um só número, e aqui receberam um array.",
    ),
    next=Text(
        en="numpy has the same functions for arrays, entry by entry: np.exp, np.log, np.sqrt, np.power and so on.",
        pt="O numpy tem as mesmas funções para arrays, entrada por entrada: np.exp, np.log, np.sqrt, np.power e assim por diante.",
    ),
    raises=r"^TypeError: (only .*(size-1|length-1|0-dimensional) arrays|must be real number, not (list|tuple|numpy))",
)
LEFT_NONE = Mistake(
    "left-none",
    why=Text(
        en="A value that is needed here is None: nothing was computed for it.",
        pt="Um valor necessário aqui é None: nada foi calculado para ele.",
    ),
    next=Text(
        en="Look for a variable that still is `= None`, or for a function of yours that ends without `return`.",
        pt="Procure uma variável que continua com `= None`, ou uma função sua que termina sem `return`.",
    ),
    raises=r"^(TypeError|AttributeError): .*NoneType|^(TypeError|ValueError): .*\bnot None\b",
)
NO_DEFAULT = Mistake(
    "default-missing",
    why=Text(
        en="The call leaves out a parameter for which the exercise gives a default, and your `def` gives none.",
        pt="A chamada omite um parâmetro para o qual o enunciado dá um valor padrão, e o seu `def` não dá nenhum.",
    ),
    next=Text(
        en="Write the default into the first line of the function, as the exercise does: `def f(x, step=0.1):`.",
        pt="Escreva o valor padrão na primeira linha da função, como no enunciado: `def f(x, passo=0.1):`.",
    ),
)
DIAGNOSED = Text(en="{why} {next}", pt="{why} {next}")
EVERYWHERE = (CARET, CALLED, ARRAY_FOR_NUMBER, LEFT_NONE)
STORED = re.compile(r"\]\s*[-+*/]?=(?!=)")  # into an entry of an array, which takes one number too
FORMATTED = re.compile(r"""['"]\s*%""")  # text formatting converts to a number, too
MISSING = re.compile(r"missing \d+ required positional arguments?: (?P<names>.*)")


def error_text(raised: Raised) -> str:
    """Write an exception as `Mistake.raises` looks at it."""
    return f"{raised.kind}: {raised.message}"


def fits(mistake: Mistake, text: str) -> bool:
    """Whether a mistake is known by this exception, written as "Type: message"."""
    return bool(mistake.raises and re.search(mistake.raises, text))


def known_everywhere(raised: Raised, *, driven: bool = False) -> list[Mistake]:
    """Find the mistakes that this exception gives away whatever the exercise is.

    `driven` is a call by a driver, which uses objects of the learner's: a None in one of them may be there from the start.
    """
    text = error_text(raised)
    found = [mistake for mistake in EVERYWHERE if fits(mistake, text) and not (driven and mistake is LEFT_NONE)]
    if ARRAY_FOR_NUMBER in found and (FORMATTED.search(raised.where) or STORED.search(raised.where)):
        found.remove(ARRAY_FOR_NUMBER)
    return found


def leaves_out(raised: Raised, call: Call, parameters: Sequence[str]) -> bool:
    """Whether all that a call lacks are parameters that the exercise's own call leaves out, which so have a default."""
    found = MISSING.search(raised.message)
    if raised.kind != "TypeError" or raised.where or found is None:
        return False
    names = set(re.findall(r"'(\w+)'", found["names"]))
    return bool(names) and names <= set(parameters[len(call.args) :])
