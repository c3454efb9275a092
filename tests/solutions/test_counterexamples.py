"""The simple cases of which one is shown after a failure: the solution gets them right, and no mistake hides in them."""

from __future__ import annotations

import pytest

from autograder.judging.compare import counts, prediction
from autograder.judging.counterexample import MOST_CALLS, counterexample, shown, written_call
from autograder.judging.model import Case, Check, Expected, Mistake, Written, simplest
from autograder.judging.numbers import Numbers, as_numbers
from tests.solutions.pasting import pasted, ways_shown
from tests.solutions.sessions import IDS, exercise_of, session_of, solution_of


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
