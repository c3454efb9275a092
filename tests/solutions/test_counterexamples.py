"""The line that is shown after a failure can be pasted: it goes wrong as is said, and the solution gets it right."""

from __future__ import annotations

import contextlib
import io

import numpy as np
import pytest

from autograder.core.calls import Raised, Returned
from autograder.core.counterexample import DIGITS, MOST_CALLS, counterexample, shown, written_call
from autograder.core.exercise import simplest
from autograder.core.formulas import prediction
from autograder.sandbox.calling import plain
from tests.solutions.sessions import SOLUTIONS, exercise_of, run_in_solution, session_of, solution_of, wrong_of

IDS = [path.parent.name.partition("_")[2] for path in sorted(SOLUTIONS.glob("*/checks.py"))]
WRONG = [(id_, wrong) for id_ in IDS for wrong in wrong_of(id_)]

# Mistakes that show in calls after the first, or in arguments afterwards: no single call need go wrong by itself.
NOT_IN_ONE_CALL = {
    "accumulates",
    "argument_modified_in_place",
    "arguments_changed",
    "first_result_kept",
    "gradient_accumulates",
    "input_changed",
    "output_changed",
    "parameter_changed_quietly",
    "path_kept_between_calls",
    "result_reused",
    "result_reused_backward",
    "weight_updated_in_place",
}


def pasted(code: str, line: str) -> object:
    """Evaluate a line beside the learner's functions, in a Python that has run nothing else."""
    namespace: dict[str, object] = {"__name__": "pasted"}
    with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
        exec(code, namespace)  # noqa: S102 -- code of our own tests
        try:
            return eval(line, namespace)  # noqa: S307 -- as above
        except Exception as error:  # noqa: BLE001 -- whatever a wrong version raises
            return Raised(type(error).__name__, str(error))


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
        result = pasted(f"{solution}\n{wrong.code}", example["call"])
        got = result if isinstance(result, Raised) else plain(result)
        assert example["got"] in {shown(got, digits) for digits in DIGITS}
        right = pasted(solution, example["call"])
        assert example["expected"] in {shown(right, digits) for digits in DIGITS}
        assert example["got"] != example["expected"]
        assert "\n" not in example["call"]
    with_simple = {check.id for check in exercise.checks if check.simple}
    if wrong.fails <= with_simple:
        assert found or wrong.name in NOT_IN_ONE_CALL


@pytest.mark.parametrize("id_", IDS)
def test_simple_cases_are_right_for_the_solution_and_no_known_mistake_hides_in_them(id_):
    exercise, session = exercise_of(id_), session_of(solution_of(id_), exercise_of(id_).driver)
    for check in exercise.checks:
        if check.simple is None:
            continue
        cases = simplest(check.simple)
        assert 1 < len(cases) <= MOST_CALLS
        assert len({written_call(case.call) for case in cases} - {None}) == len(cases)  # each can be written
        for case in cases:
            assert counterexample(check, case, session.call(case.call)) is None, written_call(case.call)
        for mistake in check.mistakes:
            if mistake.formula is not None:
                wrong = [prediction(mistake, case) for case in cases]
                assert any(
                    value is None or counterexample(check, case, Returned(value)) is not None
                    for case, value in zip(cases, wrong, strict=True)
                ), (check.id, mistake.id)
