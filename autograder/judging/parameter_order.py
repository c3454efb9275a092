"""Parameters written in another order than asked for: arguments come by position, so each gets another's name. Pure."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from autograder.i18n.language import Text
from autograder.judging.diagnose import named
from autograder.judging.model import Exercise, Function, Mistake, Verdict

BY_SOURCE = 0.9  # that the order differs is certain; that nothing else is wrong, is not
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
        verdict if function is None else _told(verdict, function, written)
        for verdict, function in zip(verdicts, about, strict=True)
    )


def _function_of(exercise: Exercise, verdict: Verdict) -> Function | None:
    """Find the function that gave wrong numbers or an error, if it was called at all."""
    if verdict.status not in ("failed", "error") or verdict.numbers_right:
        return None
    name = verdict.evidence.get("function")
    return next((function for function in exercise.functions if function.name == name), None)


def _told(verdict: Verdict, function: Function, written: Mapping[str, tuple[str, ...]]) -> Verdict:
    asked, given = function.parameters, written.get(function.name, ())
    if given == asked or sorted(given) != sorted(asked):
        return verdict
    told = named(verdict, OTHER_ORDER, BY_SOURCE)
    both = {"asked": _signature(function.name, asked), "written": _signature(function.name, given)}
    if verdict.diagnosis is not None:  # the name that the numbers were given stays: it may be that of this very mistake
        told = replace(told, diagnosis=verdict.diagnosis, evidence=verdict.evidence)
    return replace(told, help=BOTH(**both, help=told.help))


def _signature(name: str, parameters: Sequence[str]) -> str:
    return f"{name}({', '.join(parameters)})"
