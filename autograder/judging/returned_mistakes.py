"""Known mistakes that the kind of a returned value gives away, in whatever exercise: None, or two values for one. Pure."""

from __future__ import annotations

from autograder.i18n.language import Text
from autograder.judging.model import Expected, Mistake
from autograder.judging.numbers import NONE_HELP, Numbers, as_numbers
from autograder.judging.raised_mistakes import LEFT_NONE
from autograder.sandbox.protocol.calls import Value

NOTHING_RETURNED = Mistake(
    "nothing-returned",
    why=Text(
        en="Whatever the function computes, nothing of it comes back.",
        pt="O que quer que a função calcule, nada disso é devolvido.",
    ),
    next=NONE_HELP,
)
SEVERAL_RETURNED = Mistake(
    "several-values-returned",
    why=Text(
        en="You return several things, and one is asked for: the gradient or value itself, without a cache or steps of the way beside it.",
        pt="Você devolve várias coisas, e o enunciado pede uma só: o próprio valor ou gradiente, sem um cache ou passos intermediários ao lado.",
    ),
    next=Text(
        en="Commas after `return` make a tuple. Which one of its entries is the answer?",
        pt="Vírgulas depois do `return` formam uma tupla. Qual das entradas dela é a resposta?",
    ),
)


def known_by_kind(value: Value, expected: Expected, *, alone: bool) -> Mistake | None:
    """Find the mistake that a wrong value shows by its kind; `alone` if the call is to give nothing beside it."""
    if value is None:
        return NOTHING_RETURNED if alone else LEFT_NONE
    if alone and isinstance(value, tuple) and len(value) > 1 and _holds_more_than(value, expected):
        return SEVERAL_RETURNED
    return None


def _holds_more_than(value: tuple[Value, ...], expected: Expected) -> bool:
    """Whether the answer, or what has its shape, is an entry of the tuple, and not the tuple itself."""
    shapes = (expected.value.shape, *expected.accepted_shapes)
    whole = as_numbers(value)
    if isinstance(whole, Numbers) and whole.array.shape in shapes:
        return False
    read = [as_numbers(entry) for entry in value]
    return any(isinstance(entry, Numbers) and entry.array.shape in shapes for entry in read)
