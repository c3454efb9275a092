"""The line that is shown after a failure can be pasted: it goes wrong as is said, and the solution gets it right."""

from __future__ import annotations

import ast
import contextlib
import io

import numpy as np
import pytest
import sympy  # type: ignore[import-untyped]  # it ships no types

from autograder.judging.compare import counts
from autograder.judging.counterexample import DIGITS, MOST_CALLS, counterexample, shown, written_call
from autograder.judging.model import Case, Check, Expected, Mistake, Written, simplest
from autograder.judging.numbers import Numbers, as_numbers
from autograder.judging.predictions import prediction
from autograder.sandbox.guest.invoke import plain
from autograder.sandbox.protocol.calls import Raised
from tests.solutions.sessions import SOLUTIONS, exercise_of, run_in_solution, session_of, solution_of, wrong_of

IDS = [path.parent.name.partition("_")[2] for path in sorted(SOLUTIONS.glob("*/checks.py"))]
WRONG = [(id_, wrong) for id_ in IDS for wrong in wrong_of(id_)]

# Mistakes that show in calls after the first, in arguments afterwards, in a warning alone, or in what looks the same
# when it is shown: no single call need give anything wrong that could be told.
NOT_IN_ONE_CALL = {
    "accumulates",
    "argument_modified_in_place",
    "arguments_changed",
    "first_result_kept",
    "gradient_accumulates",
    "input_changed",
    "inputs_by_name",
    "norms_kept_between_calls",
    "order_keeps_growing",
    "order_of_values",
    "output_changed",
    "overflow_in_both_branches",
    "overflow_warning",
    "parameter_changed_quietly",
    "path_kept_between_calls",
    "result_reused",
    "result_reused_backward",
    "sgd_with_momentum",
    "symbol_with_assumptions",
    "weight_updated_in_place",
}


def pasted(code: str, line: str) -> object:
    """Run a line beside the learner's functions, in a Python that has run nothing else; give what it ends with."""
    namespace: dict[str, object] = {"__name__": "pasted"}
    *before, last = ast.parse(line).body
    assert isinstance(last, ast.Expr)
    with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
        exec(code, namespace)  # noqa: S102 -- code of our own tests
        try:
            exec(compile(ast.Module(before, []), "<pasted>", "exec"), namespace)  # noqa: S102 -- as above
            return eval(compile(ast.Expression(last.value), "<pasted>", "eval"), namespace)  # noqa: S307 -- as above
        except Exception as error:  # noqa: BLE001 -- whatever a wrong version raises
            return Raised(type(error).__name__, str(error))


def ways_shown(result: object) -> set[str]:
    """How a result may be shown, in more digits or fewer."""
    if isinstance(result, sympy.Basic):
        result = Written(result)
    value = result if isinstance(result, Raised | Written) else plain(result)
    return {shown(value, digits) for digits in DIGITS}


@pytest.mark.parametrize(("id_", "wrong"), WRONG, ids=lambda value: getattr(value, "name", value))
@pytest.mark.filterwarnings("ignore::RuntimeWarning", "ignore::DeprecationWarning")
def test_what_is_shown_can_be_pasted_and_goes_wrong_as_is_said(id_, wrong):
    exercise = exercise_of(id_)
    solution, found = solution_of(id_), 0
    for verdict in run_in_solution(id_, wrong.code, 5).values():
        example = verdict.evidence.get("counterexample")
        if example is None:
            continue
        assert verdict.status in ("failed", "error")
        found += 1
        assert example["got"] in ways_shown(pasted(f"{solution}\n{wrong.code}", example["call"]))
        assert example["expected"] in ways_shown(pasted(solution, example["call"]))
        assert example["got"] != example["expected"]
        assert "\n" not in example["call"]
    with_simple = {check.id for check in exercise.checks if check.minimal_cases}
    if wrong.fails <= with_simple:
        assert found or wrong.name in NOT_IN_ONE_CALL or wrong.diagnosis == "argument-modified-in-place"


@pytest.mark.parametrize("id_", IDS)
def test_simple_cases_are_right_for_the_solution_and_no_known_mistake_hides_in_them(id_):
    exercise, session = exercise_of(id_), session_of(solution_of(id_), exercise_of(id_).driver)
    for check in exercise.checks:
        if check.minimal_cases is None:
            continue
        cases = simplest(check.minimal_cases)
        assert 1 < len(cases) <= MOST_CALLS
        lines = [tuple(line.text for line in case.repros) or written_call(case.call) for case in cases]
        assert len(set(lines) - {None}) == len(cases)  # each can be written
        for case in cases:
            assert counterexample(exercise, check, case, session.call(case.call)) is None, case.call
            for line in case.repros:
                right = shown(line.right if isinstance(line.right, Written) else line.right.value, 6)
                assert right in ways_shown(pasted(solution_of(id_), line.text)), line.text
        for mistake in check.mistakes:
            if mistake.formula is not None:
                assert any(shows(check, case, mistake) for case in cases), (check.id, mistake.id)


def shows(check: Check, case: Case, mistake: Mistake) -> bool:
    """Whether the numbers of a mistake, those of the part that is judged or of the first parts, are wrong in a case."""
    value, expected = prediction(mistake, case), case.expected
    if isinstance(expected, Expected):
        pairs = [(value, expected)]
    elif isinstance(value, tuple):
        pairs = list(zip(value, expected, strict=False))
    else:
        pairs = [(value, expected[check.part or 0])]
    numbers = [(as_numbers(part), right) for part, right in pairs]
    return not all(isinstance(part, Numbers) and counts(part.array, right) for part, right in numbers)
