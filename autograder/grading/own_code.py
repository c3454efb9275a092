"""Questions that are made of a learner's own code and its own run: which line, which shape, which number, how often.

They are asked after a pass, of whoever wrote the code, and never graded. What the code gives, and which lines it takes, is
found by running it in the sandbox, so that any style will do: functions, classes, closures. Nothing of it runs here.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from autograder.grading import own_question
from autograder.grading.own_question import Answer, OwnQuestion
from autograder.grading.own_run import LONGEST, Followed, Named, OwnRun, Statement, numbers_given, shapes_given
from autograder.grading.own_values import value_questions
from autograder.i18n.language import Message
from autograder.judging.model import Case, Exercise, planned, simplest
from autograder.judging.numbers import Numbers, as_numbers
from autograder.sandbox import Sandbox
from autograder.sandbox.protocol.calls import Argument, Callback, Cell

MOST = 3
MOST_LINES = 4  # that are right answers: with more of them, a guess is one
MOST_TIMES = 40  # that somebody would count to
FEW_STEPS = 3  # of a loop: neither none nor many
GRADIENT = ".gradient"  # of a node


def own_questions(exercise: Exercise, cells: Sequence[Cell], sandbox: Sandbox, seed: int) -> tuple[OwnQuestion, ...]:
    """Make up to three questions of code that passes, of different kinds where it allows that."""
    run = OwnRun(exercise, cells, sandbox)
    calls = list(_calls(run, seed))
    values = value_questions(run)
    counted = _first(calls, _count_uses)
    found = (
        _first(calls, _makes_part, _uses, _makes_all),
        counted,
        next(values, None),
        _first(calls, _shape),
        None if counted else _first(calls, _count_runs),
        _first(calls, _shape_returned),
        next(values, None),
    )
    return tuple(one for one in found if one is not None)[:MOST]


class _Called:
    """A call that was followed."""

    def __init__(self, run: OwnRun, case: Case, followed: Followed) -> None:
        self.run, self.case, self.followed = run, case, followed

    @property
    def told(self) -> Message:
        """Say what is called with what."""
        call = self.case.call
        if self.case.repros:
            line = self.case.repros[0].text
            return own_question.RUN(line=line.rpartition("; ")[0] if line.endswith(GRADIENT) else line)
        parameters = self.run.exercise.function(call.function).parameters
        given = [f"{name} {_shown(arg)}" for name, arg in zip(parameters, call.args, strict=False) if _is_told(arg)]
        return own_question.CALLED(function=call.function, given=", ".join(given))

    def lines(self, part: int) -> tuple[int, list[Statement]] | None:
        """Give the statements that make a part of the result, of the cell that has the last of them; None where all do, or many."""
        made = [one for one in self.followed.named if part in one.parts]
        if not made:
            return None
        file = max(one.file for one in made)
        statements = {one.statement.lines.start: one.statement for one in made if one.file == file}
        others = {line for at, line in self.followed.runs if at == file and not _within(line, statements.values())}
        few = len(statements) <= MOST_LINES
        return (file, [statements[line] for line in sorted(statements)]) if others and few else None


def _first(calls: list[_Called], *make: Callable[[_Called], OwnQuestion | None]) -> OwnQuestion | None:
    return next((one for each in make for called in calls if (one := each(called)) is not None), None)


def _calls(run: OwnRun, seed: int) -> Iterator[_Called]:
    """Follow one call of each function, the last one first.

    Of several, one whose sizes differ most, so that rows cannot be taken for columns; of those, the smallest. What goes
    through a driver is called as it can be written down.
    """
    exercise = run.exercise
    plans = {check.plan: planned(exercise, check.plan, seed) for check in exercise.checks}
    plain = [case for cases in plans.values() for case in cases if not case.call.via_driver and case.remark is None]
    driven = [
        case for check in exercise.checks if check.minimal_cases is not None for case in simplest(check.minimal_cases)
        if case.call.via_driver and case.repros and len(case.repros[0].text) <= LONGEST
    ]  # fmt: skip
    for function in reversed(exercise.functions):
        cases = [case for case in plain or driven if case.call.function == function.name]
        case = max(cases, key=_telling, default=None)
        followed = None if case is None else run.followed(case.call)
        if case is not None and followed is not None:
            yield _Called(run, case, followed)


def _telling(case: Case) -> tuple[int, ...]:
    args = case.call.args
    sizes = {size for shape in shapes_given(args) for size in shape}
    steps = sum(abs(arg - FEW_STEPS) for arg in args if type(arg) is int)
    gradients = any(line.text.endswith(GRADIENT) for line in case.repros)
    return gradients, len(sizes), -numbers_given(args) - steps


def _makes_part(called: _Called) -> OwnQuestion | None:
    """Ask for the line that makes one of several values that are returned, the last one if it can be asked for."""
    value, case = called.followed.value, called.case
    if case.repros:
        return _makes_attribute(called)
    if not isinstance(value, tuple | list) or not isinstance(case.expected, tuple) or len(value) != len(case.expected):
        return None
    for part in reversed(range(len(value))):
        name = case.expected[part].name
        what = own_question.THE_PART(name=name, number=part + 1, count=len(value))
        found = _makes(called, part, what, value[part])
        if found is not None:
            return found
    return None


def _makes_attribute(called: _Called) -> OwnQuestion | None:
    """Ask for the line that gives a node what a driver has read of it, where that is told apart from all else it has read."""
    value = called.followed.value
    for line in called.case.repros:
        name = line.text.rpartition("; ")[2]
        if not isinstance(value, list) or not name.endswith(GRADIENT):
            continue
        given = line.gives(value)
        part = next((at for at, one in enumerate(value) if one is given), None)
        if part is None or sum(_same_numbers(given, one) for one in value) > 1:
            continue
        found = _makes(called, part, own_question.THE_ATTRIBUTE(name=name), given)
        if found is not None:
            return found
    return None


def _makes_all(called: _Called) -> OwnQuestion | None:
    return None if called.case.repros else _makes(called, -1, own_question.THE_RESULT(), called.followed.value)


def _makes(called: _Called, part: int, what: Message, value: Any) -> OwnQuestion | None:  # noqa: ANN401 -- whatever came back
    numbers = as_numbers(value)
    if not isinstance(numbers, Numbers) or set(numbers.array.ravel()) <= {0.0, 1.0}:  # other things may be the same
        return None
    found = called.lines(part)
    if found is None:
        return None
    file, statements = found
    prompt = own_question.MAKES(call=called.told, place=called.run.place(file), what=what)
    return OwnQuestion("line", prompt, _each(statements))


def _uses(called: _Called) -> OwnQuestion | None:
    """Ask where a function that was passed is called."""
    for name, (_, places) in called.followed.uses.items():
        if not places:
            continue
        file = max(file for file, _ in places)
        found = [called.run.statement(file, line) for at, line in sorted(places) if at == file]
        statements = [one for one in found if one is not None]
        if statements and len(statements) <= MOST_LINES:
            prompt = own_question.USES(call=called.told, place=called.run.place(file), name=name)
            return OwnQuestion("line", prompt, _each(statements))
    return None


def _count_uses(called: _Called) -> OwnQuestion | None:
    for name, (count, _) in called.followed.uses.items():
        if 1 < count <= MOST_TIMES:
            prompt = own_question.COUNT_USES(call=called.told, name=name)
            return OwnQuestion("count", prompt, ((float(count),),))
    return None


def _count_runs(called: _Called) -> OwnQuestion | None:
    """Ask how often a line runs that runs most, if somebody would count to that."""
    runs = called.followed.runs
    for file, line in sorted(runs, key=lambda place: -runs[place]):
        statement = called.run.statement(file, line)
        if 1 < runs[file, line] <= MOST_TIMES and statement is not None and statement.loops:
            prompt = own_question.COUNT_RUNS(
                call=called.told, place=called.run.place(file), line=line, code=called.run.code(file, line)
            )
            return OwnQuestion("count", prompt, ((float(runs[file, line]),),))
    return None


def _shape(called: _Called) -> OwnQuestion | None:
    """Ask for the shape of something that gets a name; rather one that no argument has, and rather a late one."""
    given = set(shapes_given(called.case.call.args))
    fitting = [one for one in called.followed.named if len(one.shapes) == 1 and one.shapes[0] and _gives_name(one)]
    if not fitting:
        return None
    last = max(fitting, key=lambda one: (one.shapes[0] not in given, one.file, one.statement.lines.start))
    line = last.statement.lines.start
    prompt = own_question.SHAPE(
        call=called.told, place=called.run.place(last.file), line=line, code=called.run.code(last.file, line),
        name=last.name,
    )  # fmt: skip
    return OwnQuestion("shape", prompt, (tuple(map(float, last.shapes[0])),))


def _gives_name(named: Named) -> bool:
    """Whether the statement itself gives the name its value, and nothing inside it does."""
    match named.statement.node:
        case ast.Assign(targets=targets):
            made = targets
        case ast.AnnAssign(target=target) | ast.AugAssign(target=target):
            made = [target]
        case _:
            return False
    parts = [part for one in made for part in (one.elts if isinstance(one, ast.Tuple) else [one])]
    return any(ast.unparse(part) == named.name for part in parts)


def _shape_returned(called: _Called) -> OwnQuestion | None:
    """Ask for the shape of an array that is returned, where all is done in one line."""
    value = as_numbers(called.followed.value)
    if called.case.repros or not isinstance(value, Numbers) or not value.array.ndim:
        return None
    prompt = own_question.SHAPE_RETURNED(call=called.told)
    return OwnQuestion("shape", prompt, (tuple(map(float, value.array.shape)),))


def _is_told(arg: Argument) -> bool:
    return isinstance(arg, int | float | np.ndarray | list | tuple)


def _shown(arg: Argument) -> str:
    if isinstance(arg, np.ndarray):
        return str(arg.shape)
    if isinstance(arg, list | tuple):
        return f"[{', '.join(_held(arg))}]"
    return f"= {arg:.4g}" if isinstance(arg, float) else f"= {arg}"


def _held(arg: Sequence[Argument]) -> list[str]:
    return [*map(str, shapes_given([arg])), *(one.name for one in arg if isinstance(one, Callback))]


def _same_numbers(one: Any, other: Any) -> bool:  # noqa: ANN401 -- parts of what a driver tells
    first, second = as_numbers(one), as_numbers(other)
    if not isinstance(first, Numbers) or not isinstance(second, Numbers):
        return one is other
    return np.array_equal(first.array.ravel(), second.array.ravel())


def _within(line: int, statements: Iterable[Statement]) -> bool:
    return any(line in one.lines for one in statements)


def _each(statements: Iterable[Statement]) -> tuple[Answer, ...]:
    return tuple((float(line),) for line in sorted({line for one in statements for line in one.lines}))
