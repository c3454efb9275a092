"""Questions that are made of a learner's own code and its own run: which line, which shape, which number.

They are asked after a pass, of whoever wrote the code, and never graded. What the code gives is computed in the sandbox;
what the source says is read from its syntax tree, and nothing of it runs here.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TypeAlias, TypeGuard

import numpy as np

from autograder.frozen import frozen
from autograder.i18n.language import Message, Text, decimal
from autograder.i18n.sanitize import one_line
from autograder.judging.exception_messages import cell_named
from autograder.judging.model import Case, Exercise, Function, planned
from autograder.sandbox import Sandbox
from autograder.sandbox.protocol.calls import Call, Cell, Returned
from autograder.submission.sources import parsed
from autograder.submission.submission_model import Source

Answer: TypeAlias = tuple[float, ...]
Kind = Literal["line", "shape", "number"]
UPSTREAM = "grad_output"
MOST = 3
NEAR = 1e-2  # relative: who rounds to three digits has understood
SECONDS = 5.0  # of the learner's code for one question
NUMBER = re.compile(r"[-+−]?\d+(?:\.\d+)?(?:[eE][-+−]?\d+)?")

MAKES = Text(
    en="{place}: which line makes the value that `{function}` returns as number {number} of {count}? (a line number)",
    pt="{place}: que linha produz o valor que `{function}` devolve como número {number} de {count}? (um número de linha)",
)
CALLS = Text(
    en="{place}: in which line does `{function}` call `{name}`? One of them is enough. (a line number)",
    pt="{place}: em que linha `{function}` chama `{name}`? Uma delas basta. (um número de linha)",
)
SHAPE = Text(
    en="{place}, line {line}: `{code}`. `{function}` is called with {shapes}. Which shape has `{name}` then? (as 3, 2)",
    pt="{place}, linha {line}: `{code}`. `{function}` é chamada com {shapes}. Que shape tem `{name}` então? (como 3, 2)",
)
SHAPE_RETURNED = Text(
    en="{place}: `{function}` is called with {shapes}. Which shape has what it returns? (as 3, 2)",
    pt="{place}: `{function}` é chamada com {shapes}. Que shape tem o que ela devolve? (como 3, 2)",
)
DOUBLED = Text(
    en="{place}: for some inputs entry [{index}] of what `{function}` returns{part} is {before}. Which number is it if every entry of `grad_output` is doubled? (a number)",
    pt="{place}: para certos valores, a entrada [{index}] do que `{function}` devolve{part} é {before}. Que número ela será se cada entrada de `grad_output` dobrar? (um número)",
)
PART = Text(en=" as number {number} of {count}", pt=" como número {number} de {count}")


@frozen
class OwnQuestion:
    """One question and the answers that are right, each one or more numbers."""

    kind: Kind
    prompt: Message
    right: tuple[Answer, ...]

    def is_right(self, typed: str) -> bool:
        """Whether what was typed is one of the right answers; a decimal comma is taken where one number is asked for."""
        text = typed.replace(",", ".") if self.kind == "number" else typed
        given = tuple(float(number.replace("−", "-")) for number in NUMBER.findall(text))
        if self.kind == "number":
            return any(
                np.shape(given) == np.shape(one) and np.allclose(given, one, rtol=NEAR, atol=0) for one in self.right
            )
        return given in self.right


@frozen
class _Defined:
    """Where a function of the exercise is defined last."""

    function: Function
    node: ast.FunctionDef
    at: int  # position of its cell
    cell: Cell


def own_questions(exercise: Exercise, source: Source, sandbox: Sandbox, seed: int) -> tuple[OwnQuestion, ...]:
    """Make up to three questions of code that passes, one of each kind where it allows that."""
    found = list(_defined(exercise, source.cells))
    run = _Run(exercise, source.cells, sandbox, seed)
    numbers = next((one for defined in found if (one := _doubled(defined, run))), None)
    line = next((one for make in (_makes, _calls) for defined in reversed(found) if (one := make(defined))), None)
    shapes = (one for make in (_shape, _shape_returned) for defined in reversed(found) if (one := make(defined, run)))
    return tuple(one for one in (line, next(shapes, None), numbers) if one is not None)[:MOST]


class _Run:
    """Calls a learner's code as the checks do, or with a line more."""

    def __init__(self, exercise: Exercise, cells: Sequence[Cell], sandbox: Sandbox, seed: int) -> None:
        self._exercise, self._cells, self._sandbox, self._seed = exercise, cells, sandbox, seed

    def case(self, function: Function) -> Case | None:
        """Give a call of the function with nothing but arrays and plain numbers, or None.

        Of several, one whose sizes differ most, so that rows cannot be taken for columns; of those, the smallest.
        """
        cases = [
            case
            for check in self._exercise.checks
            for case in planned(self._exercise, check.plan, self._seed)
            if case.call.function == function.name and not case.call.via_driver and case.remark is None
            and all(isinstance(arg, np.ndarray | int | float) for arg in case.call.args)
        ]  # fmt: skip
        return max(cases, key=_telling, default=None)

    def value(self, call: Call, changed: tuple[int, str] | None = None) -> object:
        """Give what the call returns, with one cell `changed`; None where it does not return."""
        cells = list(self._cells)
        if changed is not None:
            at, text = changed
            cells[at] = Cell(cells[at].label, text)
        exercise = self._exercise
        with self._sandbox.open(
            cells, exercise.id, SECONDS, SECONDS, driver=exercise.driver, libraries=exercise.libraries
        ) as session:
            outcome = session.call(call)
        return outcome.value if isinstance(outcome, Returned) else None


def _defined(exercise: Exercise, cells: Sequence[Cell]) -> Iterator[_Defined]:
    for function in exercise.functions:
        for at, cell in reversed(list(enumerate(cells))):
            tree = parsed(cell.source)
            nodes = [] if tree is None else [one for one in tree.body if isinstance(one, ast.FunctionDef)]
            node = next((one for one in reversed(nodes) if one.name == function.name), None)
            if node is not None:
                yield _Defined(function, node, at, cell)
                break


def _makes(defined: _Defined) -> OwnQuestion | None:
    """Ask for the line of the last of several things that are returned by name."""
    last = defined.node.body[-1]
    if not isinstance(last, ast.Return) or not isinstance(last.value, ast.Tuple) or len(last.value.elts) < 2:  # noqa: PLR2004
        return None
    wanted = last.value.elts[-1]
    names = {wanted.id} if isinstance(wanted, ast.Name) else set()
    lines = {line for one in ast.walk(defined.node) if _makes_part(one, names) for line in _lines(one)}
    count = len(last.value.elts)
    prompt = MAKES(place=_place(defined), function=defined.node.name, number=count, count=count)
    return OwnQuestion("line", prompt, _each(lines or _lines(wanted)))


def _calls(defined: _Defined) -> OwnQuestion | None:
    """Ask where a function that was passed is called."""
    called = [one for one in ast.walk(defined.node) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)]
    parameters = [argument.arg for argument in defined.node.args.args]
    for name in parameters:
        lines = {one.lineno for one in called if isinstance(one.func, ast.Name) and one.func.id == name}
        if lines:
            prompt = CALLS(place=_place(defined), function=defined.node.name, name=one_line(name))
            return OwnQuestion("line", prompt, _each(lines))
    return None


def _shape(defined: _Defined, run: _Run) -> OwnQuestion | None:
    """Ask for the shape of the last array that gets a name in the function's own body."""
    case = run.case(defined.function)
    lines = defined.cell.source.split("\n")
    for statement in reversed(defined.node.body):
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)]) if case is not None:
                own = lines[statement.lineno - 1]
                end = statement.end_lineno or statement.lineno
                early = [*lines[:end], f"{own[: len(own) - len(own.lstrip())]}return {name}", *lines[end:]]
                value = run.value(case.call, (defined.at, "\n".join(early)))
                if isinstance(value, np.ndarray) and value.ndim:
                    code = one_line(own.strip(), 80)
                    prompt = SHAPE(
                        place=_place(defined), line=statement.lineno, code=code, function=defined.node.name,
                        shapes=_shapes(defined, case), name=one_line(name),
                    )  # fmt: skip
                    return OwnQuestion("shape", prompt, (tuple(map(float, value.shape)),))
    return None


def _shape_returned(defined: _Defined, run: _Run) -> OwnQuestion | None:
    case = run.case(defined.function)
    value = None if case is None else run.value(case.call)
    if case is None or not isinstance(value, np.ndarray) or not value.ndim:
        return None
    prompt = SHAPE_RETURNED(place=_place(defined), function=defined.node.name, shapes=_shapes(defined, case))
    return OwnQuestion("shape", prompt, (tuple(map(float, value.shape)),))


def _doubled(defined: _Defined, run: _Run) -> OwnQuestion | None:
    """Ask what becomes of an entry if the upstream gradient is doubled."""
    case = run.case(defined.function)
    if case is None or UPSTREAM not in defined.function.parameters:
        return None
    at = defined.function.parameters.index(UPSTREAM)
    doubled = [
        2 * arg if number == at else arg for number, arg in enumerate(case.call.args) if isinstance(arg, np.ndarray)
    ]
    if len(doubled) != len(case.call.args):
        return None
    before, after = run.value(case.call), run.value(Call(case.call.function, tuple(doubled)))
    part: Message | str = ""
    if isinstance(before, tuple | list) and isinstance(after, tuple | list) and len(before) == len(after) > 1:
        part = PART(number=2, count=len(before))
        before, after = before[1], after[1]
    if not _is_plain(before) or not _is_plain(after) or before.shape != after.shape or not before.size:
        return None
    index = np.unravel_index(np.argmax(np.abs(before)), before.shape)  # the largest entry: 0 stays 0
    prompt = DOUBLED(
        place=_place(defined), function=defined.node.name, part=part, index=", ".join(map(str, index)),
        before=decimal(f"{float(before[index]):.4g}"),
    )  # fmt: skip
    return OwnQuestion("number", prompt, ((float(after[index]),),))


def _is_plain(value: object) -> TypeGuard[np.ndarray[tuple[int, ...], np.dtype[np.generic]]]:
    return isinstance(value, np.ndarray) and value.dtype.kind in "fiu"


def _telling(case: Case) -> tuple[int, int]:
    arrays = [arg for arg in case.call.args if isinstance(arg, np.ndarray)]
    return len({size for array in arrays for size in array.shape}), -sum(array.size for array in arrays)


def _place(defined: _Defined) -> Message | str:
    place = cell_named(defined.cell.label)
    return one_line(place) if isinstance(place, str) else place


def _shapes(defined: _Defined, case: Case) -> str:
    pairs = zip(defined.function.parameters, case.call.args, strict=False)
    return ", ".join(f"{name} {np.shape(arg)}" for name, arg in pairs if isinstance(arg, np.ndarray))


def _makes_part(node: ast.AST, names: set[str]) -> bool:
    """Whether a statement gives one of these names a value, writes into it, or calls a method of it."""
    match node:
        case ast.Assign(targets=targets):
            made: list[ast.expr] = targets
        case ast.AugAssign(target=target):
            made = [target]
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=value))):
            made = [value]
        case _:
            return False
    return any(isinstance(one, ast.Name) and one.id in names for part in made for one in ast.walk(part))


def _lines(node: ast.AST) -> range:
    first = getattr(node, "lineno", 0)
    return range(first, (getattr(node, "end_lineno", None) or first) + 1)


def _each(lines: Iterable[int]) -> tuple[Answer, ...]:
    return tuple((float(line),) for line in sorted(lines))
