"""Returned values read as arrays of real numbers, with what is odd about them put into words.

Reading a reply costs the grader time and memory, more than once where a mistake is looked for. So its cost is bounded by
what is asked for: replies far larger are told by their size, before anything in them is read.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from autograder.frozen import frozen
from autograder.i18n.language import Message, Text
from autograder.judging.budget import read_once
from autograder.judging.model import Case, Expected
from autograder.sandbox.protocol.calls import (
    Array,
    Matrix,
    Opaque,
    Outcome,
    Rejected,
    Returned,
    Unmasked,
    Value,
    entries,
)
from autograder.sandbox.protocol.frames import dtype_of_scalars


@frozen(eq=False)
class Numbers:
    """A value read as real numbers, with what was odd about it (`remarks`)."""

    array: Array
    dtype: str
    remarks: tuple[Message, ...] = ()


@frozen
class NotNumbers:
    """A value that cannot be read as real numbers, and why."""

    why: Message
    help: Message


MATRIX_REMARK = Text(
    en="it is an np.matrix, which numpy advises against; a plain array (np.array) is safer",
    pt="é um np.matrix, que o próprio numpy desaconselha; um array comum (np.array) é mais seguro",
)
UNMASKED_REMARK = Text(
    en="it is a masked array (np.ma) in which nothing is masked; the numbers count, a plain array (np.array) was asked for",
    pt="é um array com máscara (np.ma) em que nada está mascarado; os números valem, mas o pedido era um array comum (np.array)",
)
LIST_REMARK = Text(
    en="it is a {kind}; the numbers count, an array was asked for",
    pt="é {kind}; os números valem, mas o pedido era um array",
)
NONE_WHY = Text(en="it returned None", pt="devolveu None")
NONE_HELP = Text(
    en="A function without `return` returns None. Is the `return` line missing, or inside an `if` that was not taken?",
    pt="Uma função sem `return` devolve None. Faltou a linha do `return`, ou ela está num `if` que não foi executado?",
)
TYPE_WHY = Text(en="it returned {what}, where numbers are expected", pt="devolveu {what}, e o esperado são números")
TYPE_HELP = Text(
    en="Return a number or a numpy array of numbers.",
    pt="Devolva um número ou um array numpy de números.",
)
RAGGED_HELP = Text(
    en="Rows of different lengths do not make an array. Look at the shape of each part before they are put together.",
    pt="Linhas de tamanhos diferentes não formam um array. Confira o formato (shape) de cada parte antes de juntá-las.",
)
COMPLEX_WHY = Text(
    en="it returned complex numbers, where real ones are expected",
    pt="devolveu números complexos, e o esperado são números reais",
)
COMPLEX_HELP = Text(
    en="A complex result often comes from a root of a negative number or a j in the code; nothing here needs one.",
    pt="Um resultado complexo costuma vir da raiz de um número negativo ou de um j no código; nada aqui precisa disso.",
)
A_LIST = Text(en="list", pt="uma lista")
A_TUPLE = Text(en="tuple", pt="uma tupla")


A_STRING = Text(en="a string", pt="uma string")
LIST_OF = Text(en="a list of {count}", pt="uma lista de {count}")
TUPLE_OF = Text(en="a tuple of {count}", pt="uma tupla de {count}")
OBJECT_OF = Text(en="an object of type {name}", pt="um objeto do tipo {name}")
ARRAY_OF = Text(
    en="an array of shape {shape} and dtype {dtype}", pt="um array de formato (shape) {shape} e dtype {dtype}"
)


def described(value: Value) -> Message | Text | str:
    """Name the kind of a value in a few words, for messages."""
    match value:
        case None | bool() | int() | float() | complex():
            return f"{value!r}"[:60]
        case str():
            return A_STRING
        case list():
            return LIST_OF(count=len(value))
        case tuple():
            return TUPLE_OF(count=len(value))
        case Matrix():
            return f"np.matrix {value.array.shape}"
        case Unmasked():
            return f"np.ma.array {value.array.shape}"
        case Opaque():
            return OBJECT_OF(name=value.type_name)
        case _:
            return ARRAY_OF(shape=value.shape, dtype=value.dtype)


def as_numbers(value: Value) -> Numbers | NotNumbers:
    """Give what `read_numbers` makes of a returned value, which stays as it is: it is read once, however often it is asked for.

    The array may be handed to others, too: nobody writes into it.
    """
    if not isinstance(value, list | tuple | np.ndarray | Matrix | Unmasked):
        return read_numbers(value)
    numbers = read_once(value, read_numbers)
    if isinstance(numbers, Numbers):
        numbers.array.flags.writeable = False
    return numbers


def read_numbers(value: Value) -> Numbers | NotNumbers:
    """Read a value as an array of real float64 numbers, as it is now: what a callback is given may be written into.

    Numbers, booleans, arrays, np.matrix, unmasked masked arrays and (nested) lists or tuples of numbers are read; what is
    unusual is noted as a remark. Infinities and NaN are numbers here: judging them is for the caller.
    """
    match value:
        case np.ndarray():  # first: most are arrays
            if value.dtype.kind == "c":
                return NotNumbers(COMPLEX_WHY(), COMPLEX_HELP())
            return Numbers(value.astype(np.float64), _dtype_name(value.dtype))
        case None:
            return NotNumbers(NONE_WHY(), NONE_HELP())
        case str() | Opaque():
            return NotNumbers(TYPE_WHY(what=described(value)), TYPE_HELP())
        case complex():
            return NotNumbers(COMPLEX_WHY(), COMPLEX_HELP())
        case Matrix():
            return _with_remark(read_numbers(value.array), MATRIX_REMARK())
        case Unmasked():
            return _with_remark(read_numbers(value.array), UNMASKED_REMARK())
        case list() | tuple():
            return _with_remark(_from_sequence(value), LIST_REMARK(kind=A_LIST if isinstance(value, list) else A_TUPLE))
        case bool():
            return Numbers(np.array(float(value)), "bool")
        case int():
            return Numbers(np.array(_as_float(value)), "int64")
        case float():
            return Numbers(np.array(value, np.float64), "float64")


DTYPES = {  # of nested lists in which nothing else is
    frozenset[type](): "float64",
    frozenset({float}): "float64",
    frozenset({int}): "int64",
    frozenset({bool}): "bool",
    frozenset({int, float}): "float64",
}


@lru_cache(maxsize=64)  # numpy takes its time to spell one
def _dtype_name(dtype: np.dtype[np.generic]) -> str:
    return str(dtype)


def _as_float(value: int) -> float:
    try:
        return float(value)
    except OverflowError:  # an int beyond any float
        return np.inf if value > 0 else -np.inf


def _from_sequence(items: list[Value] | tuple[Value, ...]) -> Numbers | NotNumbers:
    dtype = DTYPES.get(frozenset(_types(items)))
    if dtype is not None:  # the usual case at once, and long lists are nobody's CPU time but ours
        try:
            return Numbers(np.array(items, np.float64), dtype)
        except (ValueError, OverflowError):  # rows of different lengths; ints beyond any float
            pass
    dtype_of_all = dtype_of_scalars(items) if isinstance(items, list) else None
    if dtype_of_all is not None and dtype_of_all.kind != "c":
        return Numbers(np.array(items, np.float64), _dtype_name(dtype_of_all))
    return _from_parts(items)


def _types(items: list[Value] | tuple[Value, ...]) -> set[type]:
    """Give the types of all that is in nested lists, lists themselves aside."""
    found = set(map(type, items))
    if found & {list, tuple}:
        found -= {list, tuple}
        for item in items:
            if isinstance(item, list | tuple):
                found |= _types(item)
    return found


def _from_parts(items: list[Value] | tuple[Value, ...]) -> Numbers | NotNumbers:
    parts: list[Numbers] = []
    for item in items:
        part = read_numbers(item)
        if isinstance(part, NotNumbers):
            return part
        parts.append(part)
    if len({part.array.shape for part in parts}) > 1:
        what = Text(en="rows of different lengths", pt="linhas de tamanhos diferentes")
        return NotNumbers(TYPE_WHY(what=what), RAGGED_HELP())
    kinds = {part.dtype for part in parts}
    dtype = kinds.pop() if len(kinds) == 1 else "float64"
    return Numbers(np.array([part.array for part in parts], np.float64), dtype)


def _with_remark(numbers: Numbers | NotNumbers, remark: Message) -> Numbers | NotNumbers:
    if isinstance(numbers, NotNumbers):
        return numbers
    return Numbers(numbers.array, numbers.dtype, (remark,))


ALWAYS_READ = 2_000  # entries, however few are asked for: a history of every epoch is a wrong answer worth explaining
TIMES_ASKED = 20

TOO_LARGE = Text(
    en="it has shape {shape}: more than {most} numbers where {asked} are asked for, and is not read",
    pt="ela tem formato (shape) {shape}: mais de {most} números onde se pedem {asked}, e não é lida",
)
TOO_MUCH = Text(
    en="it holds more than {most} numbers where {asked} are asked for, and is not read",
    pt="ela tem mais de {most} números onde se pedem {asked}, e não é lida",
)


def within_reason(outcome: Outcome, case: Case) -> Outcome:
    """Give the outcome of a case's call; `Rejected` in its place where it returned far more than the case asks for."""
    if not isinstance(outcome, Returned):
        return outcome
    parts = (case.expected,) if isinstance(case.expected, Expected) else case.expected
    asked = sum(part.value.size for part in parts)
    most = max(ALWAYS_READ, TIMES_ASKED * asked)
    if entries((outcome.value,), most) <= most:
        return outcome
    if isinstance(outcome.value, np.ndarray):
        return Rejected(TOO_LARGE(shape=outcome.value.shape, most=most, asked=asked))
    return Rejected(TOO_MUCH(most=most, asked=asked))
