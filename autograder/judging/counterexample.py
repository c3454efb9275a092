"""The smallest case in which code still goes wrong: a call to paste into Python, what it gives, and what is right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.i18n.sanitize import one_line
from autograder.judging.budget import spend
from autograder.judging.compare import counts, parts_of
from autograder.judging.exception_messages import by_fault, error_named
from autograder.judging.model import Case, Check, Exercise, Expected, Repro, Verdict, Written
from autograder.judging.numbers import Numbers, as_numbers
from autograder.sandbox.protocol.calls import (
    Call,
    Callback,
    Matrix,
    Opaque,
    Outcome,
    Raised,
    Returned,
    Seeded,
    Unmasked,
    Value,
)

MOST_CALLS = 8  # to the learner's function, in search of one
MOST_NUMBERS = 6  # in a case of the plan that is shown for want of a simple one
MOST_SHOWN = 24  # entries of a result; of a larger one the shape is told
LONGEST = 120  # characters of an exception or a string
DIGITS = (6, 10, 17)  # shown of a number: as few as tell the wrong result from the right one
PLAIN_DTYPES = ("float64", "int64", "bool")  # those that np.array finds by itself


def worth_a_search(verdict: Verdict, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> bool:
    """Whether there can be a call that goes wrong whenever it is made, by itself, in a fresh Python.

    Not after a crash or a time-out, which would only come again; not where right numbers came with a changed argument;
    and not where one call gave two different answers, for then it depends on the calls before it.
    """
    if verdict.status not in ("failed", "error") or verdict.numbers_right or not outcomes:
        return False
    if by_fault(verdict.evidence):  # whether anything is wrong is not known
        return False
    if not isinstance(outcomes[-1], Returned | Raised):
        return False
    first: dict[int, Outcome] = {}
    for case, outcome in zip(cases, outcomes, strict=False):
        if not same_outcome(first.setdefault(id(case.call), outcome), outcome):
            return False
    return True


def same_outcome(one: Outcome, other: Outcome) -> bool:
    """Whether two outcomes say the same, to the last digit."""
    if isinstance(one, Returned) and isinstance(other, Returned):
        return _same(one.value, other.value)
    if isinstance(one, Raised) and isinstance(other, Raised):
        return (one.kind, one.message) == (other.kind, other.message)
    return type(one) is type(other)


def counterexample(exercise: Exercise, check: Check, case: Case, outcome: Outcome) -> dict[str, str] | None:
    """Show one case, if it goes wrong in what the check judges: `call`, `got` and `expected`, each on one line.

    None if it is right, or cannot be written as a line of Python.
    """
    if _passes(exercise, check, case, outcome):
        return None
    if case.repros:
        return next((found for line in case.repros if (found := _of_line(line, outcome)) is not None), None)
    place = _wrong_place(check, case, outcome)
    line = written_call(case.call)
    if place is None or line is None:
        return None
    got, expected = _sides(case, outcome, place)
    if place >= 0:
        line += f"[{place}]"
    return _told_apart(line, got, expected)


def smallest_of_plan(
    exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]
) -> dict[str, str] | None:
    """Show the smallest wrong case of a plan, if it is small enough to be read.

    Where a check has a judge of its own, what `Expected` means there is not known here.
    """
    if check.judge is not None:
        return None
    done = [
        (numbers, at)
        for at, case in enumerate(cases[: len(outcomes)])
        if not case.repeated and case.remark is None and (numbers := _numbers(case.call.args)) <= MOST_NUMBERS
    ]
    for _, at in sorted(done):
        found = counterexample(exercise, check, cases[at], outcomes[at])
        if found is not None and not kept_from_another(exercise, check, cases, outcomes, (cases[at], outcomes[at])):
            return found
    return None


def kept_from_another(
    exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome], wrong: tuple[Case, Outcome]
) -> bool:
    """Whether what a wrong case gave is, to the last digit, what was right in another one: it was kept, it seems."""
    return isinstance(wrong[1], Returned) and any(
        (_shows_the_same((case, outcome), wrong) if case.repros else same_outcome(outcome, wrong[1]))
        for case, outcome in zip(cases, outcomes, strict=False)
        if case.expected
        and (
            _passes(exercise, check, case, outcome) or (not case.repros and _wrong_place(check, case, outcome) is None)
        )
    )


def written_call(call: Call) -> str | None:
    """Write a call as an expression of Python, exactly; None if some argument, or its driver, cannot be written."""
    args = [written(arg) for arg in call.args]
    if call.via_driver or None in args:
        return None
    return f"{call.function}({', '.join(arg for arg in args if arg is not None)})"


def written(arg: Any) -> str | None:  # noqa: ANN401 -- any argument of a call
    """Write an argument as an expression of Python (with numpy as `np`), to the last digit."""
    match arg:
        case Callback(source=source):
            return source or None
        case Seeded():
            return f"np.random.default_rng({arg.seed})"
        case np.ndarray() if not arg.size:
            return f"np.zeros({arg.shape})"
        case np.ndarray():
            dtype = "" if str(arg.dtype) in PLAIN_DTYPES else f", dtype=np.{arg.dtype}"
            return f"np.array({written(arg.tolist())}{dtype})"
        case Matrix():
            return f"np.matrix({written(arg.array.tolist())})"
        case list() | tuple():
            parts = [written(item) for item in arg]
            inside = ", ".join(part for part in parts if part is not None)
            if None in parts:
                return None
            return f"[{inside}]" if isinstance(arg, list) else f"({inside}{',' if len(parts) == 1 else ''})"
        case Unmasked():
            return f"np.ma.array({written(arg.array.tolist())})"
        case Opaque():
            return None
        case float() if not np.isfinite(arg):
            return f"{'-' if arg < 0 else ''}np.{'nan' if np.isnan(arg) else 'inf'}"
        case float():
            return repr(float(arg))  # a float64 of numpy too
        case _:
            return repr(arg)


def shown(value: Any, digits: int) -> str:  # noqa: ANN401 -- any value, and what stands for an exception
    """Write a result on one line, the same in every language, its numbers to so many significant digits."""
    match value:
        case Raised():
            return one_line(error_named(value.kind, value.message), LONGEST)
        case Opaque():
            return value.type_name
        case Matrix() | Unmasked():
            return shown(value.array, digits)
        case np.ndarray() if value.size > MOST_SHOWN:
            return f"shape {value.shape}"
        case np.ndarray():
            return shown(value.tolist(), digits)
        case list() | tuple():
            if _numbers([value]) > MOST_SHOWN:
                return f"{type(value).__name__} of {len(value)}"
            inside = ", ".join(shown(item, digits) for item in value)
            return f"[{inside}]" if isinstance(value, list) else f"({inside})"
        case bool() | None:
            return str(value)
        case float():
            return f"{value + 0.0:.{digits}g}"  # no minus zero
        case Written():
            return one_line(value, LONGEST)
        case str():
            return one_line(repr(value), LONGEST)
        case _:
            return one_line(str(value), LONGEST)


def _passes(exercise: Exercise, check: Check, case: Case, outcome: Outcome) -> bool:
    """Whether the check's own judge, if it has one, lets this case pass by itself."""
    if check.judge is None:
        return False
    verdict = check.judge(exercise, check, [case], [outcome])
    return verdict.numbers_right or verdict.status not in ("failed", "error")


def _of_line(line: Repro, outcome: Outcome) -> dict[str, str] | None:
    """Show a line, if what it gives is wrong."""
    try:
        got = _given(line, outcome)
    except ValueError:
        return None
    if isinstance(got, Raised):
        return _told_apart(line.text, got, line.right) if got.kind != "NotImplementedError" else None
    numbers = as_numbers(got)
    if isinstance(line.right, Expected) and isinstance(numbers, Numbers) and counts(numbers.array, line.right):
        return None
    return _told_apart(line.text, got, line.right)


def _given(line: Repro, outcome: Outcome) -> Value | Raised:
    """Give what comes of pasting a line; ValueError if that cannot be told."""
    if not isinstance(outcome, Returned):
        if isinstance(outcome, Raised):
            return outcome
        raise ValueError(line.text)
    try:
        return line.gives(outcome.value)
    except (TypeError, IndexError) as error:
        if _holds_opaque(outcome.value):  # Python itself may find something there
            raise ValueError(line.text) from error
        return Raised(type(error).__name__, str(error))


def _holds_opaque(value: Value) -> bool:
    return isinstance(value, Opaque) or (isinstance(value, list | tuple) and any(map(_holds_opaque, value)))


def _told_apart(line: str, got: Any, right: Any) -> dict[str, str] | None:  # noqa: ANN401 -- values, or what stands for them
    """Show both with as few digits as tell them apart."""
    expected = right.value if isinstance(right, Expected) else right
    for digits in DIGITS:
        texts = {"call": line, "got": shown(got, digits), "expected": shown(expected, digits)}
        if texts["got"] != texts["expected"]:
            return texts
    return None


def _shows_the_same(one: tuple[Case, Outcome], other: tuple[Case, Outcome]) -> bool:
    """Whether the lines of two cases give the same, whatever else is known of them."""
    try:
        first, second = ([_given(line, outcome) for line in case.repros] for case, outcome in (one, other))
    except ValueError:
        return False
    return bool(first) and len(first) == len(second) and all(map(_same, first, second))


def _same(one: Value | Raised, other: Value | Raised) -> bool:
    """Whether two values are the same to the last digit, and of the same type; looks no further than the first difference."""
    spend(1)
    if isinstance(one, np.ndarray | Matrix | Unmasked):
        if not isinstance(other, np.ndarray | Matrix | Unmasked):
            return False
        first, second = (each if isinstance(each, np.ndarray) else each.array for each in (one, other))
        spend(first.size)
        return (first.shape, first.dtype) == (second.shape, second.dtype) and first.tobytes() == second.tobytes()
    if isinstance(one, list | tuple):
        return type(one) is type(other) and len(one) == len(other) and all(map(_same, one, other))
    return type(one) is type(other) and repr(one) == repr(other)


def _numbers(values: Sequence[Any]) -> int:
    """Count the numbers in some values."""
    sizes = (
        value.size if isinstance(value, np.ndarray) else _numbers(value) if isinstance(value, list | tuple) else 1
        for value in values
    )
    return sum(sizes)


def _wrong_place(check: Check, case: Case, outcome: Outcome) -> int | None:
    """Which of several returned values is wrong; −1 where the result as a whole is, None where nothing is."""
    if isinstance(outcome, Raised):
        written_yet = outcome.kind != "NotImplementedError"
        several = not isinstance(case.expected, Expected) and check.part is not None
        return (check.part if several else -1) if written_yet else None
    if not isinstance(outcome, Returned):
        return None
    pairs = parts_of(check, outcome.value, case.expected)
    if pairs is None:
        return -1
    for place, (value, expected) in enumerate(pairs):
        numbers = as_numbers(value)
        if not isinstance(numbers, Numbers) or not counts(numbers.array, expected):
            if isinstance(case.expected, Expected):
                return -1
            return place if check.part is None else check.part
    return None


def _sides(case: Case, outcome: Outcome, place: int) -> tuple[Any, Any]:
    """Give what came back and what is right, both at `place` if there is one."""
    parts = (case.expected,) if isinstance(case.expected, Expected) else case.expected
    right = [part.value for part in parts]
    got = outcome.value if isinstance(outcome, Returned) else outcome
    if place >= 0:
        return got[place] if isinstance(got, list | tuple) else got, right[place]
    return got, right[0] if isinstance(case.expected, Expected) else tuple(right)
