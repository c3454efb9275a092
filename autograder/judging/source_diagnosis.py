"""Mistakes that a failed function's own source gives away: parameters in another order, data of its own. Pure.

Arguments come by position, so each parameter in another order than asked for gets another's value. Data of its own are
looked for only where no name was found for a function's numbers: a parameter that is never read, beside a constant of
the module, or an array written out in the function, that is.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from autograder.i18n.language import Text
from autograder.judging.diagnose import named
from autograder.judging.model import Exercise, Function, Mistake, Verdict

BY_ORDER = 0.9  # that the order differs is certain; that nothing else is wrong, is not
OTHER_ORDER = Mistake(
    "parameters-in-another-order",
    why=Text(
        en="These are the same parameters in another order. Arguments are handed over by position, so each one arrives under another's name.",
        pt="São os mesmos parâmetros em outra ordem. Os argumentos são passados por posição, e assim cada um chega com o nome de outro.",
    ),
    next=Text(
        en="Put the parameters in the order of the exercise, and do the same wherever you call this function yourself.",
        pt="Ponha os parâmetros na ordem do enunciado, e faça o mesmo onde você mesmo chama essa função.",
    ),
)
BOTH = Text(
    en="The exercise asks for `def {asked}`, and your code has `def {written}`. {help}",
    pt="O enunciado pede `def {asked}`, e o seu código tem `def {written}`. {help}",
)


def parameters_in(modules: Iterable[ast.Module | None]) -> dict[str, tuple[str, ...]]:
    """Give the parameters of the functions defined at the top of some sources, by function; the last definition counts.

    Functions with `*args` or parameters by keyword only are left out: of those the order alone says little.
    """
    found: dict[str, tuple[str, ...]] = {}
    for module in modules:
        for statement in module.body if module else ():
            if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
                given = statement.args
                plain = not (given.vararg or given.kwarg or given.kwonlyargs)
                found[statement.name] = tuple(one.arg for one in (*given.posonlyargs, *given.args)) if plain else ()
    return found


def told_of_order(
    exercise: Exercise, verdicts: Sequence[Verdict], modules: Iterable[ast.Module | None]
) -> tuple[Verdict, ...]:
    """Say of what went wrong that the function's parameters stand in another order; status and points stay.

    Where nothing went wrong, the order did no harm, and the sources are not even looked at.
    """
    about = [_function_of(exercise, verdict) for verdict in verdicts]
    if not any(about):
        return tuple(verdicts)
    written = parameters_in(modules)
    return tuple(
        verdict if function is None else _told_of_order(verdict, function, written)
        for verdict, function in zip(verdicts, about, strict=True)
    )


def _function_of(exercise: Exercise, verdict: Verdict) -> Function | None:
    """Find the function that gave wrong numbers or an error, if it was called at all."""
    if verdict.status not in ("failed", "error") or verdict.numbers_right:
        return None
    name = verdict.evidence.get("function")
    return next((function for function in exercise.functions if function.name == name), None)


def _told_of_order(verdict: Verdict, function: Function, written: Mapping[str, tuple[str, ...]]) -> Verdict:
    asked, given = function.parameters, written.get(function.name, ())
    if given == asked or sorted(given) != sorted(asked):
        return verdict
    told = named(verdict, OTHER_ORDER, BY_ORDER)
    both = {"asked": _signature(function.name, asked), "written": _signature(function.name, given)}
    if verdict.diagnosis is not None:  # the name that the numbers were given stays: it may be that of this very mistake
        told = replace(told, diagnosis=verdict.diagnosis, evidence=verdict.evidence)
    return replace(told, help=BOTH(**both, help=told.help))


def _signature(name: str, parameters: Sequence[str]) -> str:
    return f"{name}({', '.join(parameters)})"


BY_DATA = 0.8  # what the function reads is certain; that this is why it fails, is not
OWN_DATA = Mistake(
    "own-data-for-arguments",
    why=Text(
        en="The function works with data of its own and not with what it is given, so that its answer is right for those data alone.",
        pt="A função trabalha com dados próprios e não com o que recebe; por isso a resposta só vale para esses dados.",
    ),
    next=Text(
        en="Use the parameters alone inside the function. Data for trying it out belong outside, in a call.",
        pt="Dentro da função, use só os parâmetros. Os dados para testar ficam fora dela, numa chamada.",
    ),
)
WHICH = Text(
    en="`{function}` never reads `{parameter}`, and it uses `{own}`, which is set to data of yours. {help}",
    pt="`{function}` nunca lê `{parameter}`, e usa `{own}`, que recebe dados seus. {help}",
)
REPLACED = Text(
    en="`{function}` sets `{parameter}` to data of yours before it reads what it was given. {help}",
    pt="`{function}` põe dados seus em `{parameter}` antes de ler o que recebeu. {help}",
)
MADE_OF_LIST = frozenset({"array", "asarray", "matrix"})
MADE_OF_NUMBERS = frozenset({"linspace", "arange", "rand", "randn", "normal", "uniform"})
LOOKS_AROUND = frozenset({"locals", "vars", "eval", "exec"})


def told_of_own_data(
    exercise: Exercise, verdicts: Sequence[Verdict], modules: Iterable[ast.Module | None]
) -> tuple[Verdict, ...]:
    """Say of wrong numbers without a name that they come of data which the function has of its own."""
    if not any(_open(verdict) for verdict in verdicts):
        return tuple(verdicts)
    statements = [statement for module in modules if module for statement in module.body]
    defined = {one.name: one for one in statements if isinstance(one, ast.FunctionDef)}
    data = dict(_data_in(statements))
    asked = {function.name for function in exercise.functions}
    return tuple(
        _told_of_data(verdict, defined[name], data)
        if _open(verdict) and (name := verdict.evidence.get("function")) in asked and name in defined
        else verdict
        for verdict in verdicts
    )


def _open(verdict: Verdict) -> bool:
    return verdict.status == "failed" and verdict.diagnosis is None and "pattern" not in verdict.evidence


def _told_of_data(verdict: Verdict, function: ast.FunctionDef, data: Mapping[str, bool]) -> Verdict:
    given = function.args
    parameters = [one.arg for one in (*given.posonlyargs, *given.args)]
    names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
    read = {node.id for node in names if isinstance(node.ctx, ast.Load)}
    stored = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    if given.vararg or given.kwarg or read & LOOKS_AROUND:
        return verdict
    inside = {name for name, many in _data_in(function.body) if many}
    replaced = {name for name in inside & set(parameters) if not _read_first(function.body, name)}
    answers = [node.value for node in ast.walk(function) if isinstance(node, ast.Return) and node.value]
    if parameters and not read & set(parameters) and answers and all(map(_is_data, answers)):
        return named(verdict, OWN_DATA, BY_DATA)
    for parameter in parameters:
        if parameter in replaced:
            return _named(verdict, function.name, parameter, parameter)
        if parameter in read:
            continue
        outside = {name for name, many in data.items() if many or _stands_for(name, parameter)}
        own = sorted(((outside - stored) | inside) & read - set(parameters))
        if own:
            return _named(verdict, function.name, parameter, own[0])
    return verdict


def _named(verdict: Verdict, function: str, parameter: str, own: str) -> Verdict:
    told = named(verdict, OWN_DATA, BY_DATA)
    which = REPLACED if own == parameter else WHICH
    return replace(told, help=which(function=function, parameter=parameter, own=own, help=told.help))


def _stands_for(name: str, parameter: str) -> bool:
    """Whether a constant is called as a parameter is, in full or by its initial: W0 or W for `weight`."""
    stem = name.rstrip("0123456789_").lower()
    return stem in (parameter.lower(), parameter[:1].lower())


def _read_first(body: Sequence[ast.stmt], name: str) -> bool:
    """Whether a name is read before, or in, the first statement that sets it."""
    for statement in body:
        uses = [node.ctx for node in ast.walk(statement) if isinstance(node, ast.Name) and node.id == name]
        if uses:
            return any(isinstance(use, ast.Load) for use in uses)
    return False


def _data_in(statements: Iterable[ast.stmt]) -> Iterator[tuple[str, bool]]:
    """Name what is set to numbers that are written out or drawn, and say whether there are many of them."""
    for statement in statements:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if _is_data(value):
                yield name, True
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if _is_number(value):
                yield name, False
            case _:
                pass


def _is_number(value: ast.expr) -> bool:
    match value:
        case ast.UnaryOp(operand=operand):
            return _is_number(operand)
        case ast.Constant(value=number):
            return isinstance(number, int | float) and not isinstance(number, bool)
        case _:
            return False


def _is_data(value: ast.expr) -> bool:
    match value:
        case ast.List(elts=entries) | ast.Tuple(elts=entries):
            return bool(entries) and all(_is_number(entry) or _is_data(entry) for entry in entries)
        case ast.Call(func=ast.Attribute(attr=made) | ast.Name(id=made), args=[first, *_]) if made in MADE_OF_LIST:
            return _is_data(first)
        case ast.Call(func=ast.Attribute(attr=made), args=[first, *_]) if made in MADE_OF_NUMBERS:
            return _is_number(first) or _is_data(first)
        case ast.Call(func=ast.Attribute(value=inner, attr="reshape" | "astype" | "T")) | ast.Attribute(value=inner):
            return _is_data(inner)
        case _:
            return False
