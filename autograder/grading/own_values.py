"""Questions about numbers: what a simple call of a learner's code gives, or would give with an argument doubled."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np

from autograder.grading import own_question
from autograder.grading.own_question import NEAR, OwnQuestion
from autograder.grading.own_run import LONGEST, OwnRun, numbers_given
from autograder.i18n.language import decimal
from autograder.judging.counterexample import written_call
from autograder.judging.model import Case, Check, Expected, Written, simplest
from autograder.judging.numbers import Numbers, as_numbers
from autograder.sandbox.protocol.calls import Array, Call

MANY = 12  # numbers in the arguments of a call
TOLD_APART = 3  # times what is near enough: nobody is right with the number that is shown
DOUBLED = ("grad_output", "learning_rate")  # parameters that others are linear in


def value_questions(run: OwnRun) -> Iterator[OwnQuestion]:
    """Ask what a simple call gives, or would give with something doubled: of what is worth most, one question a function."""
    done: set[str] = set()
    for check in sorted(run.exercise.checks, key=lambda check: (_doubled(run, check) is None, -check.points)):
        cases = () if check.minimal_cases is None else simplest(check.minimal_cases)
        for case in sorted(cases, key=_readable):
            again = case.call.function in done and not case.call.via_driver
            found = None if again or case.remark is not None else _value(run, check, case)
            if found is not None:
                yield found
                done.add(case.call.function)
                break


def _readable(case: Case) -> tuple[bool, int]:
    """Prefer calls with as many numbers as are easy to read; of those with more, the smallest."""
    count = numbers_given(case.call.args)
    return (False, -count) if count <= MANY else (True, count)


def _doubled(run: OwnRun, check: Check) -> str | None:
    """Name the parameter that what a check asks for is linear in."""
    cases = () if check.minimal_cases is None else simplest(check.minimal_cases)
    if not cases or cases[0].call.via_driver:
        return None
    parameters = run.exercise.function(cases[0].call.function).parameters
    return next((name for name in DOUBLED if name in parameters), None)


def _value(run: OwnRun, check: Check, case: Case) -> OwnQuestion | None:
    text = case.repros[-1].text if case.repros else written_call(case.call)
    if text is None or len(text) > LONGEST or not _asks_number(case):
        return None
    before = _asked(check, case, run.value(case.call))
    if before is None:
        return None
    path, numbers, joined = before
    name = _doubled(run, check)
    if name is None:
        index = _largest(numbers)
        line = own_question.VALUE(line=text + path + _written(index, joined))
        return OwnQuestion("number", line, ((float(numbers[index]),),)) if numbers[index] else None
    parameters = run.exercise.function(case.call.function).parameters
    given = list(zip(parameters, case.call.args, strict=False))
    args = tuple(2 * arg if one == name and isinstance(arg, np.ndarray | float) else arg for one, arg in given)
    after = _asked(check, case, run.value(Call(case.call.function, args)))
    if after is None or after[1].shape != numbers.shape:
        return None
    index = _largest(after[1] - numbers)
    what = own_question.EVERY_ENTRY(name=name) if isinstance(dict(given)[name], np.ndarray) else f"`{name}`"
    number, doubled = float(numbers[index]), float(after[1][index])
    if abs(doubled - number) < TOLD_APART * NEAR * abs(doubled):
        return None
    prompt = own_question.DOUBLED(
        line=text + path + _written(index, joined), before=decimal(f"{number:.4g}"), what=what
    )
    return OwnQuestion("number", prompt, ((doubled,),))


def _asks_number(case: Case) -> bool:
    """Whether what is asked for can be a number, and is no expression of SymPy's, nor a yes or no."""
    return not case.repros or isinstance(case.repros[-1].right, Expected)


def _asked(check: Check, case: Case, value: Any) -> tuple[str, Array, str] | None:  # noqa: ANN401 -- whatever came back
    """Pick what a check asks for: how it is written behind the call, its numbers, and what joins the numbers of an index."""
    path = ""
    if case.repros:
        try:
            value = case.repros[-1].gives(value)
        except (ValueError, TypeError, IndexError):
            return None
    elif isinstance(value, tuple | list) and isinstance(case.expected, tuple) and len(value) == len(case.expected):
        part = len(value) - 1 if check.part is None else check.part
        path, value = f"[{part}]", value[part]
    if isinstance(value, Written):  # a number of SymPy, as it writes itself
        try:
            value = float(Fraction(value))
        except ValueError:
            return None
    numbers = None if value is None or isinstance(value, bool | str) else as_numbers(value)
    if not isinstance(numbers, Numbers) or not numbers.array.size:
        return None
    return path, numbers.array, "][" if isinstance(value, list | tuple) else ", "


def _largest(numbers: Array) -> tuple[int, ...]:
    return tuple(map(int, np.unravel_index(np.argmax(np.abs(numbers)), numbers.shape)))


def _written(index: tuple[int, ...], joined: str) -> str:
    return f"[{joined.join(map(str, index))}]" if index else ""
